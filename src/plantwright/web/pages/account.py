"""Your account: its password, and the keys of programs that act for you."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.errors import AccountError, NotThereError, TooMuchError
from plantwright.store.accounts import demand_role
from plantwright.store.keys import delete_key, keys_of, make_key
from plantwright.store.passwords import SHORTEST, is_right
from plantwright.store.people import set_password
from plantwright.web.look import page
from plantwright.web.pages.enter import attempts_of
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(include_in_schema=False)
Password = Annotated[str, Form(max_length=1000)]


@router.get("/account")
def show_account(request: Request, who: Seeing, said: str = "") -> Response:
    """Show the account, its keys, and the form for another password."""
    demand_accounts(who)
    return _shown(request, who, _SAID.get(said, ""))


@router.post("/account/password")
def change_password(request: Request, who: Acting, old: Password, new: Password, again: Password) -> Response:
    """Take another password; all other log-ins of the account end."""
    demand_accounts(who)
    address = request.client.host if request.client else ""
    try:
        attempts_of(request).begin(who.account.name, address)
        if not is_right(old, who.account.password):
            raise AccountError("the present password: is not the right one; type it once more")
        attempts_of(request).succeeded(who.account.name, address)
        if new != again:
            raise AccountError("the new password: was typed in two ways; type it twice alike")
        set_password(who.session, who.account, new, keep=who.log_in)
    except AccountError as error:
        return _shown(request, who, error.subject, 422)
    return RedirectResponse("/account?said=password", 303)


@router.post("/account/keys")
def add_key(request: Request, who: Acting, name: Annotated[str, Form(min_length=1, max_length=80)]) -> Response:
    """Make a key, and show it this once."""
    demand_accounts(who)
    try:
        _, shown = make_key(who.session, who.account, name)
    except TooMuchError as error:
        return _shown(request, who, error.subject, 429)
    return _shown(request, who, "", 201, shown)


@router.post("/account/keys/{key}/delete")
def end_key(who: Acting, key: str) -> Response:
    """Delete a key; programs that show it are let in no longer."""
    delete_key(who.session, who.account, key)
    return RedirectResponse("/account?said=key", 303)


_SAID = {"password": "The password is changed; all other log-ins have ended.", "key": "The key is deleted."}


def demand_accounts(who: Visitor) -> None:
    """Raise NotThereError where the server is for one person alone."""
    if who.settings.single:
        raise NotThereError(
            "accounts: there are none, for this server answers this machine alone; "
            "plantwright serve --host ADDRESS has them"
        )


def demand_admin(who: Visitor) -> None:
    """Raise NotThereError where there are no accounts, NotAllowedError for whoever is no admin."""
    demand_accounts(who)
    demand_role(who.account, "admin")


def _shown(request: Request, who: Visitor, said: str, status: int = 200, key: str = "") -> Response:
    return page(
        request, "account.html", status=status, who=who, title="Your account", said=said, key=key,
        keys=keys_of(who.session, who.account), shortest=SHORTEST,
    )  # fmt: skip
