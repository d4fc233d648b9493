"""What a verified badge says, in lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plantwright.errors import BadgeError
from plantwright.learn.credentials.award_file import file_digest
from plantwright.learn.credentials.open_badge import evidence_address


def told(badge: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a verified badge says; of badges of others, whatever of it is there."""
    subject, achievement = _of(badge, "credentialSubject"), _of(_of(badge, "credentialSubject"), "achievement")
    yield f"verified: {_plain(achievement.get('name'))}"
    yield f"given to: {' · '.join([*_names(subject), _plain(subject.get('id'))])}"
    yield f"given by: {_plain(_of(badge, 'issuer').get('name'))} · {_plain(badge.get('iss'))}"
    until = f" until {_plain(badge['validUntil'])}" if "validUntil" in badge else ""
    yield f"holds: from {_plain(badge.get('validFrom'))}{until}"
    yield from (line for line in _text(_of(achievement, "criteria").get("narrative")).splitlines() if line.strip())
    for one in _list(badge.get("evidence")):
        yield f"evidence: {_plain(one.get('narrative') or one.get('id'))}"


def check_evidence(badge: Mapping[str, Any], file: Path) -> None:
    """Raise where a badge does not rest on a file.

    Raises
    ------
    BadgeError
        The file cannot be read, or its hash is none that the badge names.
    """
    try:
        digest = file_digest(file)
    except OSError as error:
        raise BadgeError(f"{file}: cannot be read ({error.strerror}); name the file of answers") from None
    if evidence_address(digest) not in [one.get("id") for one in _list(badge.get("evidence"))]:
        raise BadgeError(f"{file}: the badge does not rest on it: its SHA-256 is {digest}; ask for the file as it was")


def _names(subject: Mapping[str, Any]) -> list[str]:
    known = _list(subject.get("identifier"))
    return [_plain(one.get("identityHash")) for one in known if one.get("hashed") is False]


def _of(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return text without signs that would steer a terminal."""
    return "".join(one for one in str(value or "not said") if one.isprintable() or one == "\n")


def _plain(value: object) -> str:
    return " ".join(_text(value).split())
