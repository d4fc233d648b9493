"""Time: what was when? Every station's intervals, at any zoom."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plantwright.errors import NotThereError
from plantwright.store.accounts import plant_for
from plantwright.store.tables import KeptRun
from plantwright.web.look import page
from plantwright.web.pages.cards import RunAsked
from plantwright.web.studied import folder_of, shown_run
from plantwright.web.visitor import Seeing, Visitor

router = APIRouter(include_in_schema=False)


@router.get("/plants/{plant}/time")
def show_time(request: Request, who: Seeing, plant: str, run: RunAsked = None) -> HTMLResponse:
    """Show the floor over time; the link holds the look, which the page's script reads."""
    found = plant_for(who.session, who.account, plant)
    shown = shown_run(who, found, run, kinds=("study", "read"))
    index = None if shown is None else _index(who, shown)
    return page(
        request, "time.html", who=who, plant=found, run=shown, index=index, here="time", title=f"{found.name}: time"
    )


def _index(who: Visitor, run: KeptRun) -> Any:
    from plantwright.web.gantt.kept import index_of

    try:
        return index_of(folder_of(who, run))
    except NotThereError:
        return None
