"""Plants: which there are, how their records were understood, and what runs."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plantwright.events.schema import INTERVALS
from plantwright.store.accounts import plant_for, plants_of
from plantwright.store.runs import latest_done, runs_of
from plantwright.store.tables import KeptPlant
from plantwright.web.look import page
from plantwright.web.visitor import Seeing, Visitor

router = APIRouter(include_in_schema=False)


@router.get("/")
def list_plants(request: Request, who: Seeing) -> HTMLResponse:
    """Show the plants, and the place to drop records."""
    return page(request, "plants.html", who=who, plants=plants_of(who.session, who.account), title="Plants")


@router.get("/plants/{plant}")
def show_plant(request: Request, who: Seeing, plant: str) -> HTMLResponse:
    """Show how the records were understood, what was found, and the runs."""
    found = plant_for(who.session, who.account, plant)
    return page(
        request, "plant.html", who=who, plant=found, title=found.name, reading=_reading(who, found),
        runs=runs_of(who.session, plant), columns=list(INTERVALS), here="records",
    )  # fmt: skip


def _reading(who: Visitor, plant: KeptPlant) -> dict[str, Any] | None:
    read = latest_done(who.session, plant.id, "read")
    if read is None:
        return None
    path = who.store.run_folder(plant.id, read.id) / "reading.json"
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return said
