"""Sharing: who else may read a plant."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.errors import NotThereError
from plantwright.store.lti import admit, apart
from plantwright.store.people import account_named, account_of
from plantwright.store.shares import owned_plant, readers, share, unshare
from plantwright.store.tables import KeptPlant
from plantwright.web.look import page
from plantwright.web.pages.account import demand_accounts
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(include_in_schema=False)


@router.get("/plants/{plant}/sharing")
def show_sharing(request: Request, who: Seeing, plant: str) -> Response:
    """Show who else may read a plant."""
    found = owned_plant(who.session, who.account, plant)
    demand_accounts(who)
    return _shown(request, who, found)


@router.post("/plants/{plant}/sharing")
def share_plant(request: Request, who: Acting, plant: str, name: Annotated[str, Form(max_length=200)]) -> Response:
    """Let an account read a plant."""
    found = owned_plant(who.session, who.account, plant)
    demand_accounts(who)
    try:
        share(who.session, found, account_named(who.session, name.strip()))
    except NotThereError:
        said = f"There is no account of the name {name.strip()[:80]}; ask an admin for the right name."
        return _shown(request, who, found, said, 422)
    return RedirectResponse(f"/plants/{found.id}/sharing", 303)


@router.post("/plants/{plant}/sharing/{account}/end")
def end_sharing(who: Acting, plant: str, account: str) -> Response:
    """Let an account read a plant no longer."""
    found = owned_plant(who.session, who.account, plant)
    demand_accounts(who)
    unshare(who.session, found, account_of(who.session, account))
    return RedirectResponse(f"/plants/{found.id}/sharing", 303)


@router.post("/plants/{plant}/sharing/courses")
def admit_courses(who: Acting, plant: str, admitted: Annotated[str, Form(max_length=8)] = "") -> Response:
    """Let learners of learning systems read a plant in classes that are linked, or let them no longer."""
    found = owned_plant(who.session, who.account, plant)
    demand_accounts(who)
    admit(who.session, found, admitted=admitted == "yes")
    return RedirectResponse(f"/plants/{found.id}/sharing", 303)


def _shown(request: Request, who: Visitor, plant: KeptPlant, said: str = "", status: int = 200) -> Response:
    own, visiting = apart(who.session, readers(who.session, plant.id))
    return page(
        request, "sharing.html", status=status, who=who, plant=plant, title=f"{plant.name}: sharing", said=said,
        readers=own, visiting=visiting, here="sharing",
    )  # fmt: skip
