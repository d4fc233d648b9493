"""Asking another server: the one thing here that needs a network, so that tests can do without."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from plantwright.errors import LaunchError

SECONDS, LARGEST = 10.0, 1_000_000
"""How long another server is waited for [s], and the most that is read of its answer [bytes]."""


@dataclass(frozen=True)
class Answer:
    """What another server answered."""

    status: int
    body: Any
    """The JSON it sent; None where it sent none."""


class Fetch(Protocol):
    """Asks another server; who asks with a body posts it."""

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """Return its answer, whatever its status."""


def fetch(url: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
    """Ask over TLS, without following where an answer would send us.

    Raises
    ------
    LaunchError
        There is no answer.
    """
    if not url.startswith("https://"):
        raise LaunchError(f"{url[:200]}: only https is asked")
    try:
        with build_opener(_Stay).open(Request(url, data=body, headers=dict(headers)), timeout=SECONDS) as reply:
            return Answer(reply.status, _json(reply.read(LARGEST + 1)))
    except HTTPError as error:
        return Answer(error.code, None)
    except (URLError, TimeoutError, OSError) as error:
        raise LaunchError(f"{url[:200]}: does not answer ({error}); try again, or ask who runs it") from None


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw) if len(raw) <= LARGEST else None
    except (ValueError, RecursionError):
        return None


class _Stay(HTTPRedirectHandler):
    """Follows nothing: a grade goes where it was registered to go."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Return nothing to ask."""
