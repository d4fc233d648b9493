"""Plants: which there are, how their records were understood, and what runs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plantwright.store.accounts import may_change, plant_for, plants_of
from plantwright.store.runs import ahead, runs_of
from plantwright.store.tables import KeptPlant
from plantwright.web.columns import SETTINGS
from plantwright.web.kept_facts import facts_text, told_facts
from plantwright.web.look import page
from plantwright.web.records import columns_of, looked, other_tables, reading_of, rows_of
from plantwright.web.visitor import Seeing, Visitor

router = APIRouter(include_in_schema=False)
SHOWN = 8
"""Runs that are shown on a plant's page."""
_WORDS = {
    "waiting": "waits", "running": "works", "done": "done", "failed": "failed", "cancelled": "cancelled",
}  # fmt: skip


@router.get("/")
def list_plants(request: Request, who: Seeing) -> HTMLResponse:
    """Show the plants, and the place to drop records."""
    plants = [_card(who, one) for one in plants_of(who.session, who.account)]
    return page(request, "plants.html", who=who, plants=plants, title="Plants")


@router.get("/plants/{plant}")
def show_plant(request: Request, who: Seeing, plant: str) -> HTMLResponse:
    """Show how the records were understood, what was found, and the runs."""
    found = plant_for(who.session, who.account, plant)
    records, seen, runs = who.store.records(plant), looked(who.store, plant), runs_of(who.session, plant)
    places = [(one, ahead(who.session, one)) for one in runs[:SHOWN]]
    return page(
        request, "plant.html", who=who, plant=found, title=found.name, here="records",
        reading=reading_of(who.session, who.store, plant), runs=places,
        read=next((one for one in runs if one.kind == "read" and one.state != "cancelled"), None),
        rows=rows_of(seen, found.answers), columns=columns_of(seen), tables=other_tables(seen), settings=SETTINGS,
        files=sorted(one.name for one in records.glob("*") if one.is_file()), words=_WORDS,
        facts=facts_text(records), told=told_facts(records), may=may_change(who.account, found),
    )  # fmt: skip


def _card(who: Visitor, plant: KeptPlant) -> dict[str, object]:
    """Return a plant with where it stands, in words."""
    runs = [one for one in runs_of(who.session, plant.id) if one.state != "cancelled"]
    newest = {kind: next((one for one in runs if one.kind == kind), None) for kind in ("read", "study")}
    study, read = newest["study"], newest["read"]
    if study is not None and (read is None or study.made > read.made):
        state, said = (
            study.state,
            {"done": "studied", "failed": "the study failed"}.get(study.state, "is being studied"),
        )
    elif read is not None:
        state, said = (
            read.state,
            {"done": read.said or "read", "failed": "cannot be read yet"}.get(read.state, "is read"),
        )
    else:
        state, said = "waiting", "nothing was read yet"
    return {"plant": plant, "state": state, "said": said, "may": may_change(who.account, plant)}
