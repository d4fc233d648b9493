"""People: which accounts there are, what each may do; for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.errors import AccountError
from plantwright.store.accounts import demand_role
from plantwright.store.lti import guests
from plantwright.store.passwords import SHORTEST
from plantwright.store.people import account_of, add_account, close_account, people, set_role
from plantwright.store.tables import ROLES
from plantwright.web.look import page
from plantwright.web.pages.account import demand_accounts
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(include_in_schema=False)
MAY = {
    "viewer": "reads plants that are shared with them",
    "teacher": "reads as a viewer, and leads visits",
    "engineer": "brings plants, studies and changes them, shares them",
    "admin": "sees and changes every plant and every account",
}


@router.get("/people")
def show_people(request: Request, who: Seeing) -> Response:
    """Show the accounts."""
    _demand_admin(who)
    return _shown(request, who)


@router.post("/people")
def add_person(
    request: Request,
    who: Acting,
    name: Annotated[str, Form(max_length=200)],
    role: Annotated[str, Form(max_length=40)],
    password: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Add an account."""
    _demand_admin(who)
    try:
        add_account(who.session, name, role, password)
    except AccountError as error:
        return _shown(request, who, error.subject, 422)
    return RedirectResponse("/people", 303)


@router.post("/people/{account}/role")
def change_role(request: Request, who: Acting, account: str, role: Annotated[str, Form(max_length=40)]) -> Response:
    """Give an account another role."""
    _demand_admin(who)
    try:
        set_role(who.session, account_of(who.session, account), role)
    except AccountError as error:
        return _shown(request, who, error.subject, 422)
    return RedirectResponse("/people", 303)


@router.post("/people/{account}/close")
def close_person(request: Request, who: Acting, account: str) -> Response:
    """Close an account; its plants stay with the admins."""
    _demand_admin(who)
    try:
        close_account(who.session, account_of(who.session, account))
    except AccountError as error:
        return _shown(request, who, error.subject, 422)
    return RedirectResponse("/people", 303)


def _demand_admin(who: Visitor) -> None:
    demand_accounts(who)
    demand_role(who.account, "admin")


def _shown(request: Request, who: Visitor, said: str = "", status: int = 200) -> Response:
    visiting = guests(who.session)
    found = people(who.session)
    return page(
        request, "people.html", status=status, who=who, title="People", said=said,
        people=[one for one in found if one.id not in visiting], visiting=[one for one in found if one.id in visiting],
        roles=ROLES, may=MAY, shortest=SHORTEST,
    )  # fmt: skip
