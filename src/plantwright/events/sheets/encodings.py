"""The text of a file, whatever it was encoded in."""

from __future__ import annotations

from plantwright.events.sheets.sheet import NotATableError

LIKELY = ["cp1252", "gb18030", "shift_jis"]
"""What spreadsheets write where they do not write UTF-8: in the West, in China, in Japan."""


def utf8_of(content: bytes) -> tuple[bytes, str]:
    """Return a text as UTF-8, and what it was encoded in.

    Raises
    ------
    NotATableError
        It is no text.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace").encode(), "utf-16"
    if b"\0" in content[:4096]:
        raise NotATableError("binary content", "text is needed here", "export it as CSV")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode()
    except UnicodeDecodeError:
        encoding = _guessed(content)
        return content.decode(encoding, errors="replace").encode(), encoding
    return content, "utf-8"


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # only what is not UTF-8 needs it

    best = from_bytes(content[:200_000], cp_isolation=LIKELY).best()
    return best.encoding if best else LIKELY[0]
