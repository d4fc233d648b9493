"""A badge as text that is signed: written by the school, read by whoever has its public key; no network."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from plantwright.errors import BadgeError
from plantwright.learn.credentials.award import Award, Issuer
from plantwright.learn.credentials.keys import algorithm_of
from plantwright.learn.credentials.open_badge import check, claims

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey
    from joserfc.jws import JWSRegistry

_SHAPE = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
_HEADER = {"alg", "typ", "jwk", "kid"}
_LARGEST = 200_000


def signed(award: Award, issuer: Issuer, key: RSAKey | ECKey) -> str:
    """Return an award as a compact JSON Web Token, with the public key in its header."""
    return sign(claims(award, issuer), key)


def sign(told: Mapping[str, Any], key: RSAKey | ECKey) -> str:
    """Return whatever a school states as a compact JSON Web Token, with the public key in its header."""
    from joserfc import jws  # noqa: PLC0415

    algorithm = algorithm_of(key)
    header = {"alg": algorithm, "typ": "JWT", "jwk": key.as_dict(private=False)}
    payload = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return jws.serialize_compact(header, payload.encode(), key, registry=_rules(key))


def opened(token: str, key: RSAKey | ECKey) -> dict[str, Any]:
    """Return what this key signed, whatever it states; BadgeError where it did not sign it, or it was changed."""
    return _object(_opened(token, key), "its content")


def verified(
    token: str, key: RSAKey | ECKey, now: datetime | None = None, issuer: str | None = None
) -> Mapping[str, Any]:
    """Return the credential of a badge that this key signed and that holds now.

    Raises
    ------
    BadgeError
        It does not verify; says why.
    """
    payload = _opened(token, key)
    told = _object(payload, "its content")
    check(told, now or datetime.now(UTC), issuer)
    return told


def _opened(token: str, key: RSAKey | ECKey) -> bytes:
    from joserfc import jws  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    _check_header(_object(_decoded(_parts(token)[0]), "its header"), key)
    try:
        return jws.deserialize_compact(token, key, registry=_rules(key)).payload
    except (JoseError, ValueError):
        raise BadgeError(
            "the badge does not verify: this key did not sign it, or it was changed since; "
            "take the file as its issuer gave it, and the issuer's own key"
        ) from None


def _rules(key: RSAKey | ECKey) -> JWSRegistry:
    """Return what is read: the one algorithm of the key, and a header that has room for an RSA key."""
    from joserfc.jws import JWSRegistry  # noqa: PLC0415

    rules = JWSRegistry(algorithms=[algorithm_of(key)])
    rules.max_header_length = 4096
    return rules


def _parts(token: str) -> tuple[str, ...]:
    found = _SHAPE.fullmatch(token) if len(token) <= _LARGEST else None
    if found is None:
        raise BadgeError(
            "this is no badge: three parts of letters, digits, - and _ with dots between were looked for; "
            "give the file that plantwright badge issue wrote, or its SVG"
        )
    for part in found.groups():
        _decoded(part)
    return found.groups()


def _decoded(part: str) -> bytes:
    """Return the bytes of a part; of several spellings of the same bytes only the proper one is read."""
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raw = b""
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != part:
        raise BadgeError("the badge was changed: a part of it is no proper base64url; take it as its issuer gave it")
    return raw


def _check_header(header: Mapping[str, Any], key: RSAKey | ECKey) -> None:
    wanted = algorithm_of(key)
    if header.get("alg") != wanted:
        raise BadgeError(f"the badge does not verify: it says {header.get('alg')!r}, and this key signs by {wanted}")
    if set(header) - _HEADER or header.get("typ", "JWT") != "JWT":
        raise BadgeError(f"the badge does not verify: its header may hold {', '.join(sorted(_HEADER))}, typ JWT")
    if "jwk" in header and header["jwk"] != key.as_dict(private=False):
        raise BadgeError("the badge does not verify: another key signed it; take the public key of its issuer")


def _object(raw: bytes, what: str) -> dict[str, Any]:
    """Return a JSON object; names that stand twice, and numbers that are none, are refused."""
    try:
        told = json.loads(raw, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise BadgeError(f"this is no badge: {what} is no JSON object; give the file that its issuer gave you")
    return told


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice")
    return made


def _refuse(text: str) -> float:
    raise ValueError(text)
