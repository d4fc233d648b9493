"""Changes: what can be changed, what a change would do, and what a budget pays for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from plantwright.errors import NotThereError
from plantwright.store.accounts import plant_for
from plantwright.web.studied import folder_of, shown_run
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(prefix="/api/plants", tags=["changes"])
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Run = Annotated[str, Field(max_length=32, pattern=r"^[0-9a-z]+$")]


class CostTold(BaseModel):
    """What a change costs, in the plant's currency."""

    model_config = ConfigDict(extra="forbid")

    once: Amount = 0.0
    per_year: Amount = 0.0


class WhatIfAsked(BaseModel):
    """A change that is asked about."""

    model_config = ConfigDict(extra="forbid")

    run: Run | None = None
    """The study whose plant is meant; None: the latest."""
    edits: Annotated[list[dict[Annotated[str, Field(max_length=40)], Any]], Field(min_length=1, max_length=40)]
    """As in a changes file, such as ``{"add_stations": {"work_center": "mill", "count": 1}}``."""

    cost: CostTold | None = None
    """None: what the plant's own prices say, if anything."""


class WhatIfShown(BaseModel):
    """What a change would do; every number is an estimate with its 95 % interval."""

    effects: dict[str, dict[str, Any]]
    base: dict[str, dict[str, Any]]
    changed: dict[str, dict[str, Any]]
    words: list[str]
    doubts: list[str]
    price: float | None
    """Once and for a year, in the plant's currency; None: not known."""
    runs: int
    refits: int
    seed: int
    seconds: float


class BudgetAsked(BaseModel):
    """An amount that may be spent, once and for a year."""

    model_config = ConfigDict(extra="forbid")

    run: Run | None = None
    budget: Annotated[float, Field(gt=0, le=1e15, allow_inf_nan=False)]


class Priced(BaseModel):
    """A change with its price."""

    name: str
    edits: list[dict[str, Any]]
    price: float | None


class Paid(BaseModel):
    """What a budget pays for."""

    paid: list[Priced]
    together: list[Priced]
    left_out: int


@router.get("/{plant}/levers")
def get_levers(who: Seeing, plant: str, run: Annotated[str | None, Query(max_length=32)] = None) -> dict[str, Any]:
    """Return what can be changed at the plant of a study; its runs are made ready meanwhile."""
    from plantwright.files.plant import read_plant
    from plantwright.web.changes.levers import levers
    from plantwright.web.changes.warm import warm

    folder = _folder(who, plant, run)
    if not (folder / "plant").is_dir():
        raise NotThereError("this study made no twin, so no change can be tried; the page Twin says why")
    warm(folder)
    return levers(read_plant(folder / "plant"))


@router.post("/{plant}/what-if")
def what_if(who: Acting, plant: str, asked: WhatIfAsked) -> WhatIfShown:
    """Return what a change would do, by paired runs on common random numbers."""
    from plantwright.web.changes.ask import answer

    return WhatIfShown(
        **answer(_folder(who, plant, asked.run), asked.edits, asked.cost.model_dump() if asked.cost else None)
    )


@router.post("/{plant}/within-budget")
def within_budget(who: Acting, plant: str, asked: BudgetAsked) -> Paid:
    """Return the ranked changes that a budget pays for, and what of them can be made together."""
    from plantwright.web.changes.budget import paid_for

    return Paid(**paid_for(_folder(who, plant, asked.run), asked.budget))


def _folder(who: Visitor, plant: str, run: str | None) -> Path:
    found = shown_run(who, plant_for(who.session, who.account, plant), run)
    if found is None:
        raise NotThereError("this plant is not studied yet; begin a study on its page Records")
    return folder_of(who, found)
