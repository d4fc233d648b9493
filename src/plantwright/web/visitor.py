"""Who asks: the account behind a cookie or a bearer token, and the proof that a form is ours."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from plantwright.errors import NotAllowedError
from plantwright.store.accounts import LOCAL, local_account
from plantwright.store.keys import account_of_key
from plantwright.store.log_ins import ends_soon, log_in_of, move_on
from plantwright.store.opened import Store
from plantwright.store.tables import Account
from plantwright.web.settings import Settings

FORM = "application/x-www-form-urlencoded"


class NotLoggedInError(Exception):
    """Nobody is logged in."""


@dataclass(frozen=True)
class Known:
    """Whom a request speaks for."""

    account: str
    csrf: str = ""
    log_in: str = ""
    """The hash of the cookie's value."""


@dataclass(frozen=True)
class Visitor:
    """Who asks, with a session of the store that lasts as long as the request."""

    account: Account
    session: Session
    store: Store
    settings: Settings
    csrf: str
    """What a form must send along; empty where no cookie speaks for the person."""
    log_in: str = ""
    """The log-in that the request came by, as the store keeps it."""


def store_of(request: Request) -> Store:
    """Return the server's store."""
    store: Store = request.app.state.store
    return store


def settings_of(request: Request) -> Settings:
    """Return how the server is set up."""
    settings: Settings = request.app.state.settings
    return settings


def known(store: Store, settings: Settings, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Known | None:
    """Return whom a request speaks for; None: nobody who may come in."""
    with store.session() as session:
        found = _by_bearer(session, settings, headers) or _by_cookie(session, settings, cookies)
    # an account of the machine is worth nothing where people log in, and the other way round
    return found if found is not None and (found.account == LOCAL) == settings.single else None


def visitor(request: Request) -> Iterator[Visitor]:
    """Yield who asks; what the request changes in the store is kept whole once it has succeeded.

    Raises
    ------
    NotLoggedInError
        Neither a cookie nor a bearer token says who.
    """
    store, settings = store_of(request), settings_of(request)
    found = known(store, settings, request.headers, request.cookies)
    if found is None:
        raise NotLoggedInError
    with store.session() as session:
        account = session.get_one(Account, found.account)
        yield Visitor(account, session, store, settings, found.csrf, found.log_in)


async def acting(request: Request, who: Annotated[Visitor, Depends(visitor, scope="function")]) -> Visitor:
    """Return who asks for a change; behind a cookie, a header or a field of the form must prove that our page sent it.

    Raises
    ------
    NotAllowedError
        The proof, ``X-CSRF-Token`` or the field ``csrf``, is missing or wrong.
    """
    if who.csrf:
        demand_proof(await proof(request), who.csrf)
    return who


async def proof(request: Request) -> str:
    """Return what a request shows to prove that our page sent it."""
    shown = request.headers.get("x-csrf-token", "")
    if not shown and request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM:
        shown = str((await request.form()).get("csrf", ""))
    return shown


def demand_proof(shown: str, right: str) -> None:
    """Raise NotAllowedError where a proof is not the right one."""
    if not right or not hmac.compare_digest(shown.encode(errors="replace"), right.encode()):
        raise NotAllowedError("the request does not prove that this server's page sent it; reload the page, try again")


# scope: what a request changed is kept before its answer is sent, so that whoever got the answer finds it
Seeing = Annotated[Visitor, Depends(visitor, scope="function")]
Acting = Annotated[Visitor, Depends(acting, scope="function")]


def _by_cookie(session: Session, settings: Settings, cookies: Mapping[str, str]) -> Known | None:
    found = log_in_of(session, cookies.get(settings.cookie, ""))
    if found is None:
        return None
    account, log_in = found
    if ends_soon(log_in):
        move_on(session, log_in.token)
    return Known(account.id, log_in.csrf, log_in.token)


def _by_bearer(session: Session, settings: Settings, headers: Mapping[str, str]) -> Known | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    if settings.start_token is None:
        account = account_of_key(session, token.strip())
        return None if account is None else Known(account.id)
    right = hmac.compare_digest(token.strip().encode(errors="replace"), settings.start_token.encode())
    return Known(local_account(session).id) if right else None
