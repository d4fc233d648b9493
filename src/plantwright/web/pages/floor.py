"""Floor: how does it move? The plant as a map, replayed; before and after a change side by side."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plantwright.store.accounts import plant_for
from plantwright.web.changes.budget import ranked_of
from plantwright.web.look import page
from plantwright.web.pages.cards import RunAsked
from plantwright.web.studied import folder_of, shown_run
from plantwright.web.visitor import Seeing

router = APIRouter(include_in_schema=False)
MOST_CHANGES = 12


@router.get("/plants/{plant}/floor")
def show_floor(request: Request, who: Seeing, plant: str, run: RunAsked = None) -> HTMLResponse:
    """Show the floor; what is replayed, and when, stands in the link, which the page's script reads."""
    found = plant_for(who.session, who.account, plant)
    shown = shown_run(who, found, run, kinds=("study", "read"))
    folder = None if shown is None else folder_of(who, shown)
    has_log = folder is not None and (folder / "log.parquet").is_file()
    changes = [one["change"]["name"] for one in ranked_of(folder)[:MOST_CHANGES]] if folder else []
    return page(
        request, "floor.html", who=who, plant=found, run=shown if has_log else None, title=f"{found.name}: floor",
        changes=changes, twin=folder is not None and (folder / "plant").is_dir(), told=json.dumps(_told()),
        here="floor",
    )  # fmt: skip


def _told() -> dict[str, Any]:
    """Return the words, letters and colors that the replay's scripts ask for."""
    from plantwright.plot.colors import DARK, PARTS
    from plantwright.visit.words import LETTERS, texts

    colors = {"light": PARTS, "dark": {**PARTS, "off": DARK[PARTS["off"]]}}
    return {"text": texts(), "letters": {key: str(one) for key, one in LETTERS.items()}, "colors": colors}
