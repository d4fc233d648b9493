"""What a learning system signed, checked with its own public keys."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from plantwright.errors import LaunchError, MissingExtraError
from plantwright.learn.lti.fetch import Fetch
from plantwright.learn.lti.platform import Platform

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

ALGORITHMS = {"RSA": ("RS256", "RS384", "RS512", "PS256"), "EC": ("ES256", "ES384")}
"""What is believed, by the kind of key; none of them is a shared password, and none is ``none``."""
_LARGEST = 100_000


def opened(token: str, platform: Platform, fetch: Fetch) -> dict[str, Any]:
    """Return the claims of a token that a learning system signed.

    Raises
    ------
    LaunchError
        It is no token, names no key of the system, or its signature is not by that key.
    """
    header = _header(token)
    key = _key(platform, header.get("kid"), fetch)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS.get(key.key_type, ()):
        raise LaunchError(f"the launch says it is signed by {algorithm!r}, which its key does not do; RS256 is needed")
    from joserfc import jws  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    rules = jws.JWSRegistry(algorithms=[algorithm])
    rules.max_header_length = 4096
    try:
        told = json.loads(jws.deserialize_compact(token, key, registry=rules).payload)
    except (JoseError, ValueError, RecursionError):
        raise LaunchError(f"the launch is not signed by {platform.issuer}; start again from there") from None
    if not isinstance(told, dict):
        raise LaunchError("the launch holds no claims; start again from the learning system")
    return told


def _header(token: str) -> dict[str, Any]:
    try:
        part, _, _ = token.split(".") if len(token) <= _LARGEST else ("", "", "")
        told = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise LaunchError("the launch carries no signed token; start again from the learning system")
    return told


def _key(platform: Platform, kid: object, fetch: Fetch) -> RSAKey | ECKey:
    """Return the one public key of a system that has this name."""
    answer = fetch(platform.keys_url, {"Accept": "application/json"})
    keys = answer.body.get("keys") if answer.status == 200 and isinstance(answer.body, dict) else None
    if not isinstance(keys, list):
        raise LaunchError(
            f"{platform.keys_url} holds no keys (status {answer.status}); ask who runs the learning system"
        )
    named = [one for one in keys if isinstance(one, dict) and isinstance(kid, str) and one.get("kid") == kid]
    if len(named) != 1 or named[0].get("kty") not in ALGORITHMS or named[0].get("use", "sig") != "sig":
        raise LaunchError(f"{platform.keys_url} has no key {str(kid)[:100]!r} to sign with; start again from there")
    return _read(named[0], platform)


def _read(told: dict[str, Any], platform: Platform) -> RSAKey | ECKey:
    try:
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import ECKey, RSAKey  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("joserfc is not installed; pip install 'plantwright[learn]'") from error
    try:
        return RSAKey.import_key(told) if told["kty"] == "RSA" else ECKey.import_key(told)
    except (JoseError, ValueError, TypeError, KeyError):
        raise LaunchError(f"{platform.keys_url}: its key cannot be read; ask who runs it") from None
