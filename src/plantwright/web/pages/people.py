"""People: which accounts there are, what each may do; for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.errors import AccountError
from plantwright.store.lti import apart
from plantwright.store.passwords import SHORTEST
from plantwright.store.people import account_of, add_account, close_account, people, set_role
from plantwright.store.tables import ROLES
from plantwright.web.look import page
from plantwright.web.pages.account import demand_admin
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
    demand_admin(who)
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
    demand_admin(who)
    try:
        add_account(who.session, name, role, password)
    except AccountError as error:
        return _shown(request, who, error.subject, 422)
    return RedirectResponse("/people", 303)


@router.post("/people/{account}/role")
def change_role(request: Request, who: Acting, account: str, role: Annotated[str, Form(max_length=40)]) -> Response:
    """Give an account another role."""
    demand_admin(who)
    try:
        set_role(who.session, account_of(who.session, account), role)
    except AccountError as error:
        return _shown(request, who, error.subject, 422)
    return RedirectResponse("/people", 303)


@router.post("/people/{account}/close")
def close_person(request: Request, who: Acting, account: str) -> Response:
    """Close an account; its plants stay with the admins."""
    demand_admin(who)
    try:
        close_account(who.session, account_of(who.session, account))
    except AccountError as error:
        return _shown(request, who, error.subject, 422)
    return RedirectResponse("/people", 303)


def _shown(request: Request, who: Visitor, said: str = "", status: int = 200) -> Response:
    own, visiting = apart(who.session, people(who.session))
    return page(
        request, "people.html", status=status, who=who, title="People", said=said,
        people=own, visiting=visiting,
        roles=ROLES, may=MAY, shortest=SHORTEST,
    )  # fmt: skip
