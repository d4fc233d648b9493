"""An award as a credential of Open Badges 3.0, and back: the fields of the specification, and what must agree."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from plantwright.errors import BadgeError, Problems
from plantwright.learn.credentials.award import Award, Issuer, achievement_id, award_id

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
TYPES = ("VerifiableCredential", "OpenBadgeCredential")
SKEW = timedelta(minutes=1)
"""How far two clocks may be apart."""


def claims(award: Award, issuer: Issuer) -> dict[str, Any]:
    """Return what is signed: the credential, and beside its fields the claims that repeat them.

    References
    ----------
    1EdTech, Open Badges Specification 3.0, section 8.2, JSON Web Token Proof Format.
    """
    made = _credential(award, issuer)
    registered = {"iss": issuer.id, "sub": award.learner.id, "jti": made["id"], "nbf": _seconds(award.begins)}
    if award.ends is not None:
        registered["exp"] = _seconds(award.ends)
    return made | registered


def _credential(award: Award, issuer: Issuer) -> dict[str, Any]:
    until = {"validUntil": _written(award.ends)} if award.ends is not None else {}
    return {
        "@context": [CREDENTIALS, BADGES],
        "id": award_id(award, issuer),
        "type": list(TYPES),
        "name": award.title,
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name},
        "validFrom": _written(award.begins),
        **until,
        "credentialSubject": _subject(award, issuer),
        "evidence": [_evidence(award)],
    }


def _subject(award: Award, issuer: Issuer) -> dict[str, Any]:
    name = {"type": "IdentityObject", "hashed": False, "identityHash": award.learner.name, "identityType": "name"}
    return {
        "id": award.learner.id,
        "type": ["AchievementSubject"],
        "identifier": [name],
        "achievement": {
            "id": achievement_id(award, issuer),
            "type": ["Achievement"],
            "achievementType": "Competency",
            "name": award.title,
            "description": award.about,
            "criteria": {"narrative": "The holder can:\n\n" + "\n".join(f"- {one}" for one in award.can)},
            "tag": list(award.skills),
        },
    }


def _evidence(award: Award) -> dict[str, Any]:
    told = award.evidence
    count = f"{len(award.skills)} skill{'s' if len(award.skills) > 1 else ''}"
    said = f"{count} mastered in {told.answers} answers"
    return {
        "id": evidence_address(told.sha256),
        "type": ["Evidence"],
        "name": said,
        "narrative": f"{said} and {award.hours:g} hours on the plant of run {told.run}. "
        f"SHA-256 of the file of answers: {told.sha256}.",
    }


def evidence_address(sha256: str) -> str:
    """Return the address of a file by its hash.

    References
    ----------
    RFC 6920, Naming Things with Hashes.
    """
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def check(told: Mapping[str, Any], now: datetime, issuer: str | None = None) -> None:
    """Raise where a signed credential contradicts itself, is no badge, does not hold now or is of another issuer.

    Raises
    ------
    BadgeError
        Lists all that is wrong.
    """
    problems = Problems("the badge", BadgeError)
    _check_kind(told, problems)
    _check_claims(told, problems)
    _check_time(told, now, problems)
    if issuer is not None and told.get("iss") != issuer:
        problems.add("iss", f"signed by {told.get('iss')!r}", f"{issuer!r} was asked for", "ask its issuer")
    problems.raise_any()


def _check_kind(told: Mapping[str, Any], problems: Problems) -> None:
    contexts, types = told.get("@context"), told.get("type")
    if not (isinstance(contexts, list) and contexts[:2] == [CREDENTIALS, BADGES]):
        problems.add("@context", "is not that of Open Badges 3.0", f"begins with {CREDENTIALS} and {BADGES}")
    if not (isinstance(types, list) and set(TYPES) <= {one for one in types if isinstance(one, str)}):
        problems.add("type", f"found {types!r}", f"holds {' and '.join(TYPES)}")


def _check_claims(told: Mapping[str, Any], problems: Problems) -> None:
    pairs = {"iss": _id(told.get("issuer")), "sub": _id(told.get("credentialSubject")), "jti": told.get("id")}
    for name, other in pairs.items():
        if not isinstance(told.get(name), str) or told[name] != other:
            problems.add(name, f"found {told.get(name)!r}", f"agrees with the credential, which says {other!r}")


def _check_time(told: Mapping[str, Any], now: datetime, problems: Problems) -> None:
    begins = _moment(told, "validFrom", "nbf", problems)
    ends = _moment(told, "validUntil", "exp", problems) if {"validUntil", "exp"} & set(told) else None
    if begins is not None and begins > now + SKEW:
        problems.add("validFrom", f"holds from {_written(begins)}", f"now is {_written(now)}", "wait")
    if ends is not None and ends <= now - SKEW:
        problems.add("validUntil", f"expired {_written(ends)}", f"now is {_written(now)}", "ask its issuer for another")


def _moment(told: Mapping[str, Any], date: str, claim: str, problems: Problems) -> datetime | None:
    """Return a moment that is written twice, where both say the same."""
    text, seconds = told.get(date), told.get(claim)
    try:
        moment = datetime.fromisoformat(str(text))
        if moment.tzinfo is not None and type(seconds) is int and moment == datetime.fromtimestamp(seconds, UTC):
            return moment
    except (ValueError, OverflowError, OSError):
        pass
    problems.add(date, f"found {text!r} and {claim} {seconds!r}", "both name the same moment, with its zone")
    return None


def _id(value: object) -> object:
    return value.get("id") if isinstance(value, Mapping) else None


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _written(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
