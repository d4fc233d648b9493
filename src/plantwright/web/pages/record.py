"""Recording by phone, and the board of stations now."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from plantwright.store.accounts import plant_for
from plantwright.store.floors import floor_of
from plantwright.web.look import HERE, page
from plantwright.web.visitor import Seeing, store_of

router = APIRouter(include_in_schema=False)


@router.get("/record/{floor}")
def record(request: Request, floor: str) -> HTMLResponse:
    """Show the page for phones; its address is all that a phone needs."""
    with store_of(request).session() as session:
        plant, _ = floor_of(session, floor)
        name = plant.name
    return page(request, "record.html", title=f"Record · {name}", key=floor)


@router.get("/record-worker.js")
def worker() -> FileResponse:
    """Answer with the script that keeps the page for phones when the network is away; it must lie at the root."""
    return FileResponse(HERE / "static" / "record-worker.js", media_type="text/javascript")


@router.get("/new-floor")
def new_floor(request: Request, who: Seeing) -> HTMLResponse:
    """Show the form that makes a floor to record."""
    return page(request, "new_floor.html", who=who, title="Record without a system")


@router.get("/plants/{plant}/andon")
def andon(request: Request, who: Seeing, plant: str) -> HTMLResponse:
    """Show what each station does now."""
    found = plant_for(who.session, who.account, plant)
    return page(request, "andon.html", who=who, plant=found, title=f"Now · {found.name}", here="andon")
