"""A learning system that learners come from, as it was registered here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from plantwright.errors import LaunchError
from plantwright.model.quantity import Name, Noun

SecureUrl = Annotated[str, Field(pattern=r"^https://[^\s<>\"#]+$", max_length=2000)]
"""An address that is asked over TLS."""


class Platform(Noun):
    """A learning system, such as a college's Moodle or Canvas, that may send learners."""

    issuer: SecureUrl
    """Its name for itself: ``iss`` of what it signs."""
    client_id: Name
    """What it calls us."""
    deployments: tuple[Name, ...] = Field(min_length=1)
    """The places in it where we were set up."""
    authorize_url: SecureUrl
    """Where a learner's browser is sent to be known."""
    token_url: SecureUrl
    """Where we ask for leave to send grades."""
    keys_url: SecureUrl
    """Where its public keys are."""
    audience: str = ""
    """Who the request for leave is for; empty: ``token_url``."""


def platform_of(platforms: Iterable[Platform], issuer: str, client_id: str = "") -> Platform:
    """Return the registered learning system of a name; one that set us up twice must say as whom it comes.

    Raises
    ------
    LaunchError
        None or several are registered so.
    """
    found = [one for one in platforms if one.issuer == issuer and client_id in ("", one.client_id)]
    if len(found) != 1:
        raise LaunchError(
            f"{issuer[:200]!r} with the client id {client_id[:200]!r} is registered {len(found)} times; "
            "once is needed: ask who runs this server to register the learning system"
        )
    return found[0]
