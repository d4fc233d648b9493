"""A badge verifies here and in an independent library; changed in any letter, it verifies in neither."""

from __future__ import annotations

import base64
import json
import string
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jws
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from learn.credentials.conftest import SCHOOL, School, award, school
from plantwright.errors import BadgeError
from plantwright.learn.credentials.keys import key_of
from plantwright.learn.credentials.open_badge import claims
from plantwright.learn.credentials.signed import signed, verified

LETTERS = string.ascii_letters + string.digits + "-_"
Spoil = Callable[[dict[str, Any]], object]


def other_letter(token: str, place: int) -> str:
    """Return a token with another letter at a place: the next of the alphabet, so that all its bits may differ."""
    old = token[place]
    new = "A" if old == "." else LETTERS[(LETTERS.index(old) + 1) % len(LETTERS)]
    return token[:place] + new + token[place + 1 :]


def refused_by_both(token: str, one: School) -> bool:
    """Tell whether neither we nor the other library take a token."""
    return _refused_here(token, one) and _refused_there(token, OB3Verifier(one.pem))


def _refused_here(token: str, one: School) -> bool:
    try:
        verified(token, one.public)
    except BadgeError:
        return True
    return False


def _refused_there(token: str, verifier: OB3Verifier) -> bool:
    try:
        verifier.verify(token)
    except OB3VerificationError:
        return True
    return False


def forged(payload: dict[str, Any], one: School, header: dict[str, Any] | None = None) -> str:
    """Return any content signed with a school's own key."""
    rules = jws.JWSRegistry(algorithms=["RS256"])
    rules.max_header_length = 4096
    return jws.serialize_compact(header or {"alg": "RS256"}, json.dumps(payload).encode(), one.secret, registry=rules)


def test_it_verifies_here_and_in_openbadgeslib(badge: str, lakeside: School) -> None:
    """What was signed is read again, by us and by a library that shares no code with us, down to the evidence."""
    here, there = verified(badge, lakeside.public, issuer=SCHOOL.id), OB3Verifier(lakeside.pem).verify(badge)
    assert here["credentialSubject"]["achievement"]["name"] == there.achievement.name == "Flow on my own line"
    assert there.issuer.id == SCHOOL.id
    assert there.recipient_id == "mailto:ada@lakeside.example"
    assert [one.identity_hash for one in there.identifiers] == ["Zoë Ångström-Şahin"]
    assert "ab" * 32 in there.evidence[0].narrative
    assert "214 answers" in there.evidence[0].narrative
    assert "2026-1a2b" in there.evidence[0].narrative
    assert "State throughput with the right unit." in there.achievement.criteria_narrative


def test_the_header_is_that_of_the_specification(badge: str, lakeside: School) -> None:
    """The header holds the algorithm, the type and the public key, and nothing of the secret one."""
    part = badge.split(".", maxsplit=1)[0]
    header = json.loads(base64.urlsafe_b64decode(part + "=="))
    assert set(header) == {"alg", "typ", "jwk"}
    assert (header["alg"], header["typ"], set(header["jwk"])) == ("RS256", "JWT", {"kty", "n", "e"})


def test_no_letter_can_be_changed(badge: str, lakeside: School) -> None:
    """Another letter at any place of the header, the content or the signature is refused by both."""
    verifier = OB3Verifier(lakeside.pem)
    taken = [
        place
        for place in range(len(badge))
        if not (_refused_here(changed := other_letter(badge, place), lakeside) and _refused_there(changed, verifier))
    ]
    assert (len(badge) > 2000, taken) == (True, [])


def test_every_spelling_of_the_last_letters_is_refused(badge: str, lakeside: School) -> None:
    """None of the 63 other letters at the end of a part is read as the same bytes."""
    ends = [k - 1 for k, letter in enumerate(badge) if letter == "."] + [len(badge) - 1]
    for place in ends:
        others = [badge[:place] + one + badge[place + 1 :] for one in LETTERS if one != badge[place]]
        assert all(refused_by_both(one, lakeside) for one in others)


def test_another_key_does_not_verify(badge: str, elsewhere: School) -> None:
    """A badge is verified by the key of its issuer alone."""
    assert refused_by_both(badge, elsewhere)


def spoilt() -> Iterator[Any]:
    """Yield what a signed badge may say wrong."""
    day = datetime(2020, 1, 1, tzinfo=UTC)
    ways: dict[str, Spoil] = {
        "iss of another": lambda told: told.update(iss="https://elsewhere.example"),
        "no iss": lambda told: told.pop("iss"),
        "sub of another": lambda told: told.update(sub="mailto:eve@lakeside.example"),
        "jti of another": lambda told: told.update(jti="urn:uuid:0"),
        "no nbf": lambda told: told.pop("nbf"),
        "expired": lambda told: told.update(validUntil="2020-01-01T00:00:00Z", exp=int(day.timestamp())),
        "not yet": lambda told: told.update(validFrom="2999-01-01T00:00:00Z", nbf=32472144000),
        "no badge": lambda told: told.update(type=["VerifiableCredential"]),
        "other context": lambda told: told.update({"@context": ["https://elsewhere.example"]}),
    }
    yield from (pytest.param(way, id=name) for name, way in ways.items())


@pytest.mark.parametrize("spoil", list(spoilt()))
def test_a_badge_that_contradicts_itself_is_refused(spoil: Spoil, lakeside: School) -> None:
    """Signed by the right key, but of another issuer, learner or time, or no badge at all: neither takes it."""
    told = claims(award(), SCHOOL)
    assert not refused_by_both(forged(told, lakeside), lakeside)
    spoil(told)
    assert refused_by_both(forged(told, lakeside), lakeside)


@pytest.mark.parametrize("alg", ["none", "HS256", "RS512", "ES256"])
def test_the_header_cannot_choose_how_it_is_verified(alg: str, badge: str, lakeside: School) -> None:
    """No algorithm but that of the key is taken, least of all none or the public key as a password."""
    header = base64.urlsafe_b64encode(json.dumps({"alg": alg, "typ": "JWT"}).encode()).decode().rstrip("=")
    _, content, signature = badge.split(".")
    for end in (signature, "", "AAAA"):
        assert refused_by_both(f"{header}.{content}.{end}", lakeside)


def test_a_key_in_the_header_is_not_believed(lakeside: School, elsewhere: School) -> None:
    """Whoever signs with a key of their own and puts it into the header is refused."""
    header = {"alg": "RS256", "jwk": elsewhere.public.as_dict(private=False)}
    assert refused_by_both(forged(claims(award(), SCHOOL), elsewhere, header), lakeside)


def test_the_issuer_asked_for_is_the_one(badge: str, lakeside: School) -> None:
    """Who names the issuer gets badges of that issuer only."""
    with pytest.raises(BadgeError, match=r"https://other\.example"):
        verified(badge, lakeside.public, issuer="https://other.example")


def test_it_ends_after_its_last_day(lakeside: School) -> None:
    """A badge holds to the end of its last day, UTC, and a minute for clocks."""
    token = signed(award(expires=date(2026, 3, 1)), SCHOOL, lakeside.secret)
    end = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert verified(token, lakeside.public, end + timedelta(seconds=59))
    with pytest.raises(BadgeError, match="expired 2026-03-01T23:59:59Z"):
        verified(token, lakeside.public, end + timedelta(seconds=60))
    with pytest.raises(BadgeError, match="holds from 2026-01-05"):
        verified(token, lakeside.public, datetime(2026, 1, 4, tzinfo=UTC))


def test_names_that_stand_twice_are_refused(lakeside: School) -> None:
    """Content that two readers could read in two ways is read in none."""
    text = json.dumps(claims(award(), SCHOOL)).replace('"sub":', '"sub": "mailto:eve@lakeside.example", "sub":', 1)
    token = jws.serialize_compact({"alg": "RS256"}, text.encode(), lakeside.secret, algorithms=["RS256"])
    with pytest.raises(BadgeError, match="no JSON object"):
        verified(token, lakeside.public)


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d", "..", "e30.e30.AAAA", "W10.e30.AAAA", "x" * 300_000, "ä.b.c"])
def test_what_is_no_badge_is_told_kindly(text: str, lakeside: School) -> None:
    """Whatever else is given ends with a sentence, not with an error of a library."""
    with pytest.raises(BadgeError, match="badge"):
        verified(text, lakeside.public)


def test_the_same_award_is_the_same_badge(lakeside: School, badge: str) -> None:
    """Signing again gives the same text, so a lost badge can be had again."""
    assert signed(award(), SCHOOL, lakeside.secret) == badge


def test_es256_verifies_in_both(tmp_path: Path) -> None:
    """A school may sign by ES256; the independent library takes that too, and neither takes a changed letter."""
    one = school(tmp_path, "ES256")
    token = signed(award(), SCHOOL, one.secret)
    assert OB3Verifier(one.pem).verify(token).achievement.name == verified(token, one.public)["name"]
    assert all(refused_by_both(other_letter(token, place), one) for place in range(0, len(token) - 1, 7))


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    """A key of 1024 bits neither signs nor verifies."""
    pem = (
        rsa.generate_private_key(65537, 1024)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(BadgeError, match="2048 bits"):
        key_of(pem, "short", secret=False)
