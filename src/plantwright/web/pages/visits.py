"""Visits: how do we take others to see it? Pages to take along, and what a class saw."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plantwright.store.accounts import plant_for
from plantwright.store.runs import latest_done, runs_of
from plantwright.store.tables import ROLES
from plantwright.web.look import page
from plantwright.web.visitor import Seeing

router = APIRouter(include_in_schema=False)
SHEETS = {
    "bottleneck_walk": "Bottleneck walk",
    "waste_walk": "Waste walk",
    "time_study": "Time study",
    "standard_work": "Standard work",
    "yamazumi": "Yamazumi",
}


@router.get("/plants/{plant}/visits")
def show_visits(request: Request, who: Seeing, plant: str) -> HTMLResponse:
    """Show the visits that were made, and the form for a new one."""
    found = plant_for(who.session, who.account, plant)
    runs = [one for one in runs_of(who.session, plant) if one.kind == "visit"]
    may = ROLES.index(who.account.role) >= ROLES.index("teacher")
    read = latest_done(who.session, plant, "read")
    return page(
        request, "visits.html", who=who, plant=found, title=f"{found.name}: visits", runs=runs[:20], sheets=SHEETS,
        may=may, read=read, here="visits",
    )  # fmt: skip
