"""Facts: what any manager knows of a plant and no log tells."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from plantwright.store.accounts import plant_for
from plantwright.store.runs import read_anew
from plantwright.web.kept_facts import facts_text, keep_fields, keep_text
from plantwright.web.visitor import Acting, Seeing

router = APIRouter(prefix="/api/plants", tags=["facts"])
Money = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=64)]


class FactsText(BaseModel):
    """Facts as ``facts.yaml`` holds them."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=200_000)]


class ShiftTold(BaseModel):
    """When the plant works."""

    model_config = ConfigDict(extra="forbid")

    days: Text
    start: Text
    end: Text


class FactsTold(BaseModel):
    """Single facts; null takes one away, what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    time_zone: Text | None = None
    currency: Annotated[str, Field(max_length=8)] | None = None
    shifts: Annotated[list[ShiftTold], Field(max_length=20)] | None = None
    workers: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    margin_per_piece: Money | None = None
    worker_per_hour: Money | None = None


@router.get("/{plant}/facts")
def get_facts(who: Seeing, plant: str) -> FactsText:
    """Return the facts as they were written; an empty text where none were told."""
    plant_for(who.session, who.account, plant)
    return FactsText(text=facts_text(who.store.records(plant)))


@router.put("/{plant}/facts")
def put_facts(who: Acting, plant: str, told: FactsText) -> FactsText:
    """Write the facts anew; the records are read again."""
    plant_for(who.session, who.account, plant, "change")
    keep_text(who.store.records(plant), told.text)
    return _kept(who, plant)


@router.patch("/{plant}/facts")
def patch_facts(who: Acting, plant: str, told: FactsTold) -> FactsText:
    """Say single facts anew; the records are read again."""
    plant_for(who.session, who.account, plant, "change")
    fields: dict[str, Any] = told.model_dump(exclude_unset=True)
    costs = {name: fields.pop(name) for name in ("margin_per_piece", "worker_per_hour") if name in fields}
    keep_fields(who.store.records(plant), {**fields, **({"costs": costs} if costs else {})})
    return _kept(who, plant)


def _kept(who: Acting, plant: str) -> FactsText:
    read_anew(who.session, plant)
    return FactsText(text=facts_text(who.store.records(plant)))
