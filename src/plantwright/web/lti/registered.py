"""Learning systems as they are registered, and what this server is to them: its addresses and its key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi import Request
from sqlalchemy.orm import Session

from plantwright.errors import LaunchError, Problems
from plantwright.learn.lti.platform import Platform
from plantwright.store.lti import platform_named, platforms
from plantwright.store.lti_tables import KeptPlatform
from plantwright.store.opened import Store
from plantwright.web.school.seal import key_in
from plantwright.web.visitor import settings_of

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

_FIELDS = ("issuer", "client_id", "authorize_url", "token_url", "keys_url", "audience")
_ADDRESSES = {"issuer": 500, "authorize_url": 2000, "token_url": 2000, "keys_url": 2000}
"""Each with the most letters that it may have."""


def known_platforms(session: Session) -> list[Platform]:
    """Return the learning systems that are registered, as launches know them."""
    return [platform(one) for one in platforms(session)]


def platform(kept: KeptPlatform) -> Platform:
    """Return a learning system as launches know it."""
    return Platform(deployments=tuple(kept.deployments), **{name: getattr(kept, name) for name in _FIELDS})


def kept_platform(session: Session, issuer: str, client_id: str) -> KeptPlatform:
    """Return the learning system that a launch came from; LaunchError: it was deleted meanwhile."""
    found = platform_named(session, issuer, client_id)
    if found is None:
        raise LaunchError(f"{issuer[:200]}: is registered here no longer; ask who runs this server")
    return found


def as_kept(told: Mapping[str, str]) -> KeptPlatform:
    """Return what a form says of a learning system.

    Raises
    ------
    LaunchError
        An address is none of https, or something is missing; lists all.
    """
    values = {name: told.get(name, "").strip() for name in _FIELDS}
    places = tuple(one.strip() for one in told.get("deployments", "").replace(",", "\n").splitlines() if one.strip())
    problems = Problems("the learning system", LaunchError)
    for name, most in _ADDRESSES.items():
        if len(values[name]) > most or not re.fullmatch(r"https://[^\s<>\"#]+", values[name]):
            allowed = f"an address of https, at most {most} letters"
            problems.add(name, f"found {values[name][:80]!r}", allowed, "copy it from the learning system")
    longest = max(places, key=len, default="")
    for name, value, most in (("client_id", values["client_id"], 200), ("deployments", longest, 255)):
        if not 0 < len(value) <= most or not value.isprintable():
            problems.add(name, f"found {value[:80]!r}", f"1 to {most} letters", "copy it from the learning system")
    problems.raise_any()
    return KeptPlatform(**values, deployments=list(places))


def home(request: Request) -> str:
    """Return the address of this server as the browser calls it.

    Raises
    ------
    LaunchError
        It is not reached over HTTPS, without which no learning system comes.
    """
    if not settings_of(request).secure:
        raise LaunchError(
            "learning systems come over HTTPS only; put a proxy that speaks it in front, and start with --https"
        )
    return f"https://{request.headers['host']}"


def our_key(store: Store) -> RSAKey:
    """Return the key that we sign with for learning systems, made when it is first asked for."""
    key = key_in(store.school_keys() / "lti")
    assert key.key_type == "RSA"
    return key  # type: ignore[return-value]
