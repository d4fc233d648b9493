"""The hall: what is remembered between two steps of somebody who comes from a learning system."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fastapi import Request

from plantwright.errors import LaunchError
from plantwright.learn.lti.fetch import Fetch, fetch
from plantwright.learn.lti.launch import Launch
from plantwright.learn.lti.login import Remembered

LASTS = timedelta(minutes=30)
"""How long a ticket is good: a teacher may have to log in meanwhile."""


@dataclass
class Tickets:
    """Launches that are known to be true, each under a name that only its browser knows; at most so many."""

    most: int = 10_000
    kept: dict[str, tuple[Launch, datetime]] = field(default_factory=dict)

    def give(self, launch: Launch, now: datetime) -> str:
        """Return a ticket for a launch; the oldest goes where there are too many."""
        ticket = secrets.token_urlsafe(32)
        self.kept[ticket] = launch, now + LASTS
        while len(self.kept) > self.most:
            self.kept.pop(next(iter(self.kept)), None)
        return ticket

    def seen(self, ticket: str, now: datetime) -> Launch:
        """Return the launch of a ticket, which stays good.

        Raises
        ------
        LaunchError
            The ticket is none, was taken, or is too old.
        """
        launch, until = self.kept.get(ticket, (None, now))
        if launch is None or now > until:
            raise LaunchError("this page has grown old; start again from the learning system")
        return launch

    def taken(self, ticket: str, now: datetime) -> Launch:
        """Return the launch of a ticket, which is good no longer; errors as ``seen``."""
        launch = self.seen(ticket, now)
        self.kept.pop(ticket, None)
        return launch


@dataclass
class Hall:
    """Launches that have begun, those that are known to be true, and how other servers are asked."""

    pending: Remembered = field(default_factory=Remembered)
    tickets: Tickets = field(default_factory=Tickets)
    fetch: Fetch = fetch


def hall_of(request: Request) -> Hall:
    """Return the server's hall."""
    hall: Hall = request.app.state.hall
    return hall


def moment() -> datetime:
    """Return the present with its zone, as learning systems count."""
    return datetime.now(UTC)
