"""The first step of a launch: a learning system says that somebody comes, and we ask it who."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlencode

from plantwright.errors import LaunchError, Problems
from plantwright.learn.lti.platform import Platform, platform_of
from plantwright.model.quantity import Name, Noun

WAIT = timedelta(minutes=10)
"""How long a learner may take to be known."""
_LONGEST = 2000


class Login(Noun):
    """A launch that has begun."""

    state: Name
    """Known to the learner's browser, in a cookie, and to us: whoever comes back without it is another browser."""
    nonce: Name
    """What the learning system must sign; it is taken once."""
    issuer: Name
    client_id: Name
    target: str
    """The page of ours that was asked for."""
    until: datetime


class Pending(Protocol):
    """The launches that have begun; a store keeps them, ``Remembered`` does in memory."""

    def put(self, login: Login) -> None:
        """Keep a launch."""

    def take(self, state: str) -> Login | None:
        """Return a launch and forget it, so that nobody comes with it again."""


class Remembered:
    """Launches kept in memory, at most so many."""

    def __init__(self, most: int = 10_000) -> None:
        self.most = most
        self.kept: dict[str, Login] = {}

    def put(self, login: Login) -> None:
        """Keep a launch; the oldest goes where there are too many."""
        self.kept[login.state] = login
        while len(self.kept) > self.most:
            self.kept.pop(next(iter(self.kept)))

    def take(self, state: str) -> Login | None:
        """Return a launch and forget it."""
        return self.kept.pop(state, None)


def begin(
    asked: Mapping[str, str], platforms: Iterable[Platform], launch_url: str, pending: Pending, now: datetime
) -> tuple[str, str]:
    """Return where to send the learner's browser, and the state to give it as a cookie.

    Parameters
    ----------
    asked:
        The fields of the request, by GET or POST.
    launch_url:
        Our page that the learning system shall send the learner to.

    Raises
    ------
    LaunchError
        The learning system is not registered, or a field is missing.

    References
    ----------
    1EdTech Security Framework 1.0, section 5.1.1, Third-party initiated login.
    """
    problems = Problems("the request to log in", LaunchError)
    for name in ("iss", "login_hint", "target_link_uri"):
        if not 0 < len(asked.get(name, "")) <= _LONGEST:
            problems.add(name, "is missing or too long", f"1 to {_LONGEST} letters", "set up the tool anew there")
    problems.raise_any()
    platform = platform_of(platforms, asked["iss"], asked.get("client_id", ""))
    deployment = asked.get("lti_deployment_id")
    if deployment is not None and deployment not in platform.deployments:
        raise LaunchError(f"the deployment {deployment[:200]!r} of {platform.issuer} is not registered here")
    login = Login(
        state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32), issuer=platform.issuer,
        client_id=platform.client_id, target=asked["target_link_uri"], until=now + WAIT,
    )  # fmt: skip
    pending.put(login)
    return _address(platform, login, launch_url, asked), login.state


def _address(platform: Platform, login: Login, launch_url: str, asked: Mapping[str, str]) -> str:
    told = {
        "scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none",
        "client_id": platform.client_id, "redirect_uri": launch_url, "login_hint": asked["login_hint"],
        "state": login.state, "nonce": login.nonce,
    }  # fmt: skip
    if "lti_message_hint" in asked:
        told["lti_message_hint"] = asked["lti_message_hint"]
    return f"{platform.authorize_url}{'&' if '?' in platform.authorize_url else '?'}{urlencode(told)}"
