"""Badges as files: the signed text alone, or inside a picture that people can look at."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from plantwright.errors import BadgeError

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_LARGEST = 1_000_000
_LINE = 22


def baked(token: str, title: str, issuer: str) -> str:
    """Return a picture of a badge with the signed text inside it.

    References
    ----------
    1EdTech, Open Badges Specification 3.0, section 5.3, Baked Badge.
    """
    lines = _lines(title)
    top = 190 - 14 * (len(lines) - 1)
    words = "".join(
        f'<text x="160" y="{top + 28 * k}" font-size="22" font-weight="600">{escape(one)}</text>'
        for k, one in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{NAMESPACE}" width="320" height="320" '
        f'viewBox="0 0 320 320" role="img" aria-label={quoteattr(title + ", given by " + issuer)}>'
        f"<openbadges:credential verify={quoteattr(token)}></openbadges:credential>"
        '<circle cx="160" cy="160" r="152" fill="#12395b"/><circle cx="160" cy="160" r="140" fill="#f7f5ee"/>'
        '<path d="M84 118h152M84 118v-34l38 22v-22l38 22V62h32v56" fill="none" stroke="#d98e04" stroke-width="6" '
        'stroke-linejoin="round"/><g text-anchor="middle" font-family="Georgia, serif" fill="#12395b">'
        f'{words}<text x="160" y="270" font-size="13">{escape(_short(issuer))}</text></g></svg>\n'
    )


def _lines(title: str) -> list[str]:
    """Return a title in at most three lines."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [_short(one) for one in lines[:3]]
    return [*kept[:2], _short(kept[2] + " …")] if len(lines) > 3 else kept


def _short(text: str) -> str:
    return text if len(text) <= _LINE + 4 else f"{text[: _LINE + 3]}…"


def read_badge(file: Path) -> str:
    """Return the signed text of a file, be it that text or a picture that holds it.

    Raises
    ------
    BadgeError
        The file cannot be read, or holds no badge.
    """
    try:
        raw = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise BadgeError(f"{file}: cannot be read ({error.strerror}); name the file of a badge") from None
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise BadgeError(f"{file}: is no badge: text of at most {_LARGEST // 1000} kB was looked for")
    return _within(text, file) if text.startswith("<") else text


def _within(text: str, file: Path) -> str:
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415

    try:
        found = fromstring(text, forbid_dtd=True).findall(f".//{{{NAMESPACE}}}credential")
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise BadgeError(f"{file}: is a broken picture; take it as its issuer gave it") from None
    if len(found) != 1 or not found[0].get("verify"):
        raise BadgeError(f"{file}: is a picture without one signed badge inside; take it as its issuer gave it")
    return str(found[0].get("verify"))
