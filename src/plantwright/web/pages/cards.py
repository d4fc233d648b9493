"""Flow, Losses, Quality, Twin and Evidence: the cards that a study wrote, each page one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from plantwright.store.accounts import plant_for
from plantwright.web.kept_cards import read_cards
from plantwright.web.look import page
from plantwright.web.studied import folder_of, shown_run
from plantwright.web.visitor import Seeing

router = APIRouter(include_in_schema=False)
RunAsked = Annotated[str | None, Query(alias="run", max_length=64)]
SHOWN = 200
"""Rows of a table on the page; the download has all."""


@dataclass(frozen=True)
class Question:
    """What a page answers."""

    asked: str
    missing: str
    """What to do where there is nothing to show yet."""


QUESTIONS: dict[str, Question] = {
    "flow": Question("Where does work flow, and where does it wait?", "how lots flow and where they wait"),
    "losses": Question("Where is time lost?", "where the time of the stations goes"),
    "quality": Question("Are the processes stable, and good enough?", "control charts and capability"),
    "twin": Question("Is the twin to be believed?", "how well the twin foretold weeks that it had not seen"),
    "evidence": Question("Where does every number come from?", "what each number rests on"),
}


@router.get("/plants/{plant}/flow")
@router.get("/plants/{plant}/losses")
@router.get("/plants/{plant}/quality")
@router.get("/plants/{plant}/twin")
@router.get("/plants/{plant}/evidence")
def show_cards(request: Request, who: Seeing, plant: str, run: RunAsked = None) -> HTMLResponse:
    """Show a page of cards, or what to do where the plant is not studied yet."""
    name = request.url.path.rsplit("/", 1)[-1]
    found = plant_for(who.session, who.account, plant)
    shown = shown_run(who, found, run)
    cards = None if shown is None else read_cards(folder_of(who, shown), name)
    return page(
        request, "cards.html", who=who, plant=found, run=shown, cards=cards, question=QUESTIONS[name], name=name,
        here=name, title=f"{found.name}: {name}", shown=SHOWN,
    )  # fmt: skip
