"""The letters of a certificate: fonts that travel inside the file, and those that readers have for Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from plantwright.errors import BadgeError

EMBEDDED = {"plain": "Vera", "bold": "VeraBd", "italic": "VeraIt"}
"""Bitstream Vera, free, shipped with reportlab: the letters of Western Europe and Turkish."""
CHINESE = "STSong-Light"
"""A font that readers of PDF bring along and reportlab only names: Chinese, and wide Greek and Cyrillic letters."""


class Letters:
    """The fonts of one certificate."""

    def __init__(self, own: Path | None = None) -> None:
        import reportlab  # noqa: PLC0415
        from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
        from reportlab.pdfbase.ttfonts import TTFError, TTFont  # noqa: PLC0415

        folder = Path(reportlab.__file__).parent / "fonts"
        self._name = {face: f"Own-{name}" if own else name for face, name in EMBEDDED.items()}
        try:
            self._fonts = {
                face: TTFont(self._name[face], str(own or folder / f"{name}.ttf")) for face, name in EMBEDDED.items()
            }
        except (TTFError, OSError) as error:
            raise BadgeError(f"{own}: is no TrueType font that can be embedded ({error}); name another") from None
        for font in self._fonts.values():
            pdfmetrics.registerFont(font)
        pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
        self._width = pdfmetrics.stringWidth

    def font(self, text: str, face: str) -> str:
        """Return the name of a font that has every letter of a text."""
        if face == "fixed":
            return "Courier"
        return self._name[face] if self._embedded(text) else CHINESE

    def width(self, text: str, font: str, size: float) -> float:
        """Return how long a line is [pt]."""
        return float(self._width(text, font, size))

    def check(self, *texts: str) -> None:
        """Raise where a text has letters that neither font has.

        Raises
        ------
        BadgeError
            Names the letters.
        """
        lost = sorted({one for text in texts for one in text if not self._embedded(one) and not _chinese(one)})
        mixed = [one for one in texts if not self._embedded(one) and not all(map(_written, one))]
        if lost or mixed:
            what = f"the letters {' '.join(lost)}" if lost else f"{mixed[0]!r}, which mixes Chinese with accents"
            raise BadgeError(
                f"the certificate: no font at hand shows {what}; Latin letters of Western Europe and Chinese are had, "
                "not mixed: name a TrueType font that has them with --font; the badge itself takes every letter"
            )

    def _embedded(self, text: str) -> bool:
        known = self._fonts["plain"].face.charToGlyph
        return all(ord(one) in known for one in text)


def _chinese(letter: str) -> bool:
    """Tell whether the Chinese font has a letter: what its set of characters, GB 2312, has."""
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _written(letter: str) -> bool:
    return letter.isascii() or _chinese(letter)


def cut(text: str, room: float, width: Callable[[str], float]) -> Iterator[str]:
    """Yield the lines of a text that fit into a width; Chinese, which has no spaces, is cut anywhere."""
    line = ""
    for word in text.split(" ") if text.isascii() or " " in text else list(text):
        joined = f"{line} {word}".strip() if text.isascii() or " " in text else line + word
        if line and width(joined) > room:
            yield line
            joined = word
        line = joined
    yield line
