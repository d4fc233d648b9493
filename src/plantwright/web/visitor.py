"""Who asks: the account behind a cookie or a bearer token, and the proof that a form is ours."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from plantwright.errors import NotAllowedError
from plantwright.store.accounts import local_account
from plantwright.store.log_ins import log_in_of
from plantwright.store.opened import Store
from plantwright.store.tables import Account
from plantwright.web.settings import Settings

COOKIE = "plantwright"


class NotLoggedInError(Exception):
    """Nobody is logged in."""


@dataclass(frozen=True)
class Visitor:
    """Who asks, with a session of the store that lasts as long as the request."""

    account: Account
    session: Session
    store: Store
    settings: Settings
    csrf: str
    """What a form must send along; empty where no cookie speaks for the person."""


def store_of(request: Request) -> Store:
    """Return the server's store."""
    store: Store = request.app.state.store
    return store


def settings_of(request: Request) -> Settings:
    """Return how the server is set up."""
    settings: Settings = request.app.state.settings
    return settings


def visitor(request: Request) -> Iterator[Visitor]:
    """Yield who asks; what the request changes in the store is kept whole once it has succeeded.

    Raises
    ------
    NotLoggedInError
        Neither a cookie nor a bearer token says who.
    """
    store, settings = store_of(request), settings_of(request)
    with store.session() as session:
        found = _by_bearer(request, session, settings) or _by_cookie(request, session)
        if found is None:
            raise NotLoggedInError
        account, csrf = found
        yield Visitor(account, session, store, settings, csrf)


def acting(request: Request, who: Annotated[Visitor, Depends(visitor)]) -> Visitor:
    """Return who asks for a change; behind a cookie, the header ``X-CSRF-Token`` must prove that our page sent it.

    Raises
    ------
    NotAllowedError
        The proof is missing or wrong.
    """
    if who.csrf and not hmac.compare_digest(request.headers.get("x-csrf-token", "").encode(), who.csrf.encode()):
        raise NotAllowedError("the request does not prove that this server's page sent it; reload the page, try again")
    return who


Seeing = Annotated[Visitor, Depends(visitor)]
Acting = Annotated[Visitor, Depends(acting)]


def _by_cookie(request: Request, session: Session) -> tuple[Account, str] | None:
    found = log_in_of(session, request.cookies.get(COOKIE, ""))
    return None if found is None else (found[0], found[1].csrf)


def _by_bearer(request: Request, session: Session, settings: Settings) -> tuple[Account, str] | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not settings.start_token:
        return None
    right = hmac.compare_digest(token.encode(), settings.start_token.encode())
    return (local_account(session), "") if right else None
