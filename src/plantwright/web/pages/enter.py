"""Coming in and leaving: the start token of the opened address, or a name and password, become a cookie."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from plantwright.errors import NotAllowedError, TooMuchError
from plantwright.store.accounts import LOCAL, local_account
from plantwright.store.log_ins import LONGEST, log_in, log_out
from plantwright.store.passwords import is_right
from plantwright.store.tables import Account
from plantwright.web.attempts import Attempts
from plantwright.web.look import page
from plantwright.web.settings import Settings
from plantwright.web.visitor import Acting, demand_proof, settings_of, store_of

router = APIRouter(include_in_schema=False)
WRONG = "The name or the password is wrong, or the account is closed."


@router.get("/enter")
def enter(
    request: Request, token: Annotated[str, Query(max_length=200)] = "", to: Annotated[str, Query(max_length=2000)] = ""
) -> Response:
    """Take the start token and give a cookie for it, or ask for a name and password."""
    settings = settings_of(request)
    if settings.start_token is None:
        return _form(request, to)
    if not hmac.compare_digest(token.encode(errors="replace"), settings.start_token.encode()):
        return page(request, "closed.html", status=401)
    with store_of(request).session() as session:
        cookie = log_in(session, local_account(session))
    return entered(settings, cookie, "/")


@router.post("/enter")
def enter_by_password(
    request: Request,
    name: Annotated[str, Form(max_length=80)],
    password: Annotated[str, Form(max_length=1000)],
    csrf: Annotated[str, Form(max_length=200)] = "",
    to: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take a name and password, and give a cookie for them."""
    settings, attempts = settings_of(request), attempts_of(request)
    if settings.single:
        return page(request, "closed.html", status=401)
    address = request.client.host if request.client else ""
    try:
        demand_proof(csrf, request.cookies.get(_form_cookie(settings), ""))
        attempts.begin(name, address)
    except NotAllowedError:
        return _form(request, to, "The page had grown old; try again.", 403)
    except TooMuchError as error:
        return _form(request, to, f"{error.subject[0].upper()}{error.subject[1:]}.", 429)
    cookie = _checked(request, name, password)
    if cookie is None:
        return _form(request, to, WRONG, 401)
    attempts.succeeded(name, address)
    return entered(settings, cookie, _local(to))


@router.post("/leave")
def leave(request: Request, who: Acting) -> Response:
    """End the log-in."""
    log_out(who.session, request.cookies.get(who.settings.cookie, ""))
    answer = RedirectResponse("/enter", 303)
    answer.delete_cookie(who.settings.cookie, httponly=True, samesite="lax", secure=who.settings.secure)
    return answer


def attempts_of(request: Request) -> Attempts:
    """Return the server's count of failed log-ins."""
    attempts: Attempts = request.app.state.attempts
    return attempts


def _checked(request: Request, name: str, password: str) -> str | None:
    """Return the cookie of a new log-in; None where the name and password are not right."""
    store = store_of(request)
    with store.session() as session:
        kept = _kept(session, name)
    # outside of any session: it takes a while, and writers would wait for it
    if not is_right(password, kept):
        return None
    with store.session() as session:
        log_out(session, request.cookies.get(settings_of(request).cookie, ""))
        account = session.scalar(sa.select(Account).where(Account.name == name, Account.closed.is_(False)))
        return None if account is None or account.password != kept else log_in(session, account)


def _kept(session: Session, name: str) -> str | None:
    account = session.scalar(sa.select(Account).where(Account.name == name, Account.id != LOCAL))
    return None if account is None or account.closed else account.password


def _form(request: Request, to: str, said: str = "", status: int = 200) -> Response:
    settings = settings_of(request)
    proof = secrets.token_urlsafe(32)
    answer = page(request, "enter.html", status=status, title="Log in", to=to, said=said, proof=proof)
    answer.set_cookie(_form_cookie(settings), proof, httponly=True, samesite="strict", secure=settings.secure)
    return answer


def _form_cookie(settings: Settings) -> str:
    return f"{settings.cookie}_form"


def entered(settings: Settings, cookie: str, to: str) -> Response:
    """Return the answer that gives a browser the cookie of its log-in, and sends it on."""
    answer = RedirectResponse(to, 303)
    # lax: a link from a mail to a page of ours works; changes need more than the cookie
    answer.set_cookie(
        settings.cookie, cookie, httponly=True, samesite="lax", secure=settings.secure,
        max_age=int(LONGEST.total_seconds()),
    )  # fmt: skip
    return answer


def _local(to: str) -> str:
    """Return where to go after the log-in: a page of this server, whatever was asked."""
    fine = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() and "\\" not in to
    return to if fine else "/"
