"""The cards of a studied plant: figures as Plotly draws them, and their tables as CSV."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from plantwright.errors import NotThereError
from plantwright.store.accounts import run_for
from plantwright.web.csv_out import csv_answer
from plantwright.web.kept_cards import card_of, read_cards
from plantwright.web.studied import folder_of
from plantwright.web.visitor import Seeing

router = APIRouter(prefix="/api/runs", tags=["pages"])
Name = Literal["flow", "losses", "quality", "twin", "changes", "evidence"]


class Cards(BaseModel):
    """The cards of a page."""

    cards: list[dict[str, Any]]


@router.get("/{run}/pages/{page}")
def get_cards(who: Seeing, run: str, page: Name) -> Cards:
    """Return the cards of a page: title, how to read it, figure, table, method and source."""
    found = read_cards(folder_of(who, run_for(who.session, who.account, run)), page)
    if found is None:
        raise NotThereError(f"page {page}: this run wrote none; study the plant again")
    return Cards(cards=found)


@router.get("/{run}/pages/{page}/{card}/figure")
def get_figure(who: Seeing, run: str, page: Name, card: str) -> dict[str, Any]:
    """Return the figure of a card as Plotly draws it; empty where it has none."""
    return card_of(folder_of(who, run_for(who.session, who.account, run)), page, card)["figure"] or {}


@router.get("/{run}/pages/{page}/{card}/table")
def get_table(who: Seeing, run: str, page: Name, card: str) -> Response:
    """Return the numbers of a card as CSV."""
    table = card_of(folder_of(who, run_for(who.session, who.account, run)), page, card)["table"]
    heads = [f"{one['name']} [{one['unit']}]" if one["unit"] else one["name"] for one in table["columns"]]
    return csv_answer(f"{page}-{card}", heads, table["rows"])
