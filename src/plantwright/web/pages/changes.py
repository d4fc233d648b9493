"""Changes: what could be, what it would do, and what is best within a budget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plantwright.store.accounts import plant_for
from plantwright.web.changes.budget import ranked_of
from plantwright.web.changes.edits import edits_in
from plantwright.web.kept_cards import read_cards
from plantwright.web.look import page
from plantwright.web.pages.cards import SHOWN, Question, RunAsked
from plantwright.web.studied import folder_of, shown_run
from plantwright.web.visitor import Seeing

router = APIRouter(include_in_schema=False)
QUESTION = Question(
    "What should be changed, and what would it do?", "sliders for every change, with what they would do"
)


@router.get("/plants/{plant}/changes")
def show_changes(request: Request, who: Seeing, plant: str, run: RunAsked = None) -> HTMLResponse:
    """Show what can be changed, and what was ranked; the link holds what is chosen, which the page's script reads."""
    found = plant_for(who.session, who.account, plant)
    shown = shown_run(who, found, run)
    cards = None if shown is None else read_cards(folder_of(who, shown), "changes")
    ranked = [] if shown is None else _ranked(folder_of(who, shown))
    able = shown is not None and (folder_of(who, shown) / "plant").is_dir()
    return page(
        request, "changes.html", who=who, plant=found, run=shown, cards=cards, able=able, question=QUESTION,
        name="changes", here="changes", title=f"{found.name}: changes", shown=SHOWN, ranked=ranked,
    )  # fmt: skip


def _ranked(folder: Path) -> list[dict[str, str]]:
    """Return the ranked changes with what a button needs to take one."""
    return [
        {"name": one["change"]["name"], "edits": json.dumps(edits_in(one["change"])), "gain": _gain(one["gain"])}
        for one in ranked_of(folder)
    ]


def _gain(gain: dict[str, Any]) -> str:
    if gain["value"] is None:
        return "not known"
    interval = f" ({gain['low']:+.1f} to {gain['high']:+.1f})" if gain["low"] is not None else ""
    return f"gains {gain['value']:+.1f} {gain['unit']}{interval}"
