"""Plants: bring records, say what a column is, delete."""

from __future__ import annotations

import shutil
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Form, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from plantwright.store.accounts import demand_role, plant_for, plants_of
from plantwright.store.runs import read_anew, runs_of
from plantwright.store.tables import KeptPlant
from plantwright.web.api.moments import Moment
from plantwright.web.api.runs import RunShown, shown
from plantwright.web.columns import demand_answers
from plantwright.web.uploads import add_uploads, keep_uploads, remove_upload
from plantwright.web.visitor import Acting, Seeing

router = APIRouter(prefix="/api/plants", tags=["plants"])


class PlantShown(BaseModel):
    """A plant as the API shows it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    made: Moment
    answers: dict[str, str]
    """What a person said of the columns."""


class PlantWithRuns(PlantShown):
    """A plant with its runs, newest first."""

    runs: list[RunShown]


class Answers(BaseModel):
    """What a person says of the columns: schema column to the records' column, as ``--map`` takes it."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=300)]] = Field(max_length=100)


@router.get("")
def list_plants(who: Seeing) -> list[PlantShown]:
    """Return the plants that you may read, newest first."""
    return [PlantShown.model_validate(one) for one in plants_of(who.session, who.account)]


@router.post("", status_code=201)
def bring_records(
    who: Acting, files: list[UploadFile], name: Annotated[str | None, Form(max_length=200)] = None
) -> PlantWithRuns:
    """Make a plant of the files of its records, and begin to read them."""
    demand_role(who.account, "engineer")
    plant = KeptPlant(owner=who.account.id, name=name or _named_after(files))
    who.session.add(plant)
    who.session.flush()
    try:
        keep_uploads(files, who.store.records(plant.id), who.settings.most_upload)
    except BaseException:
        shutil.rmtree(who.store.plant_folder(plant.id), ignore_errors=True)
        raise
    read_anew(who.session, plant.id)
    return _with_runs(who, plant)


@router.post("/example", status_code=201)
def bring_example(who: Acting) -> PlantWithRuns:
    """Make a plant to try: its records are those of an invented one, made by the twin."""
    demand_role(who.account, "engineer")
    plant = KeptPlant(owner=who.account.id, name="example works")
    who.session.add(plant)
    who.session.flush()
    read_anew(who.session, plant.id, example=True)
    return _with_runs(who, plant)


@router.get("/{plant}")
def get_plant(who: Seeing, plant: str) -> PlantWithRuns:
    """Return a plant and its runs."""
    return _with_runs(who, plant_for(who.session, who.account, plant))


@router.put("/{plant}/answers")
def answer(who: Acting, plant: str, said: Answers) -> PlantWithRuns:
    """Say what columns are; the records are read again."""
    found = plant_for(who.session, who.account, plant, "change")
    told = {name: value.strip() for name, value in said.answers.items() if value.strip()}
    demand_answers(told)
    found.answers = told
    read_anew(who.session, plant)
    return _with_runs(who, found)


@router.post("/{plant}/records")
def add_records(who: Acting, plant: str, files: list[UploadFile]) -> PlantWithRuns:
    """Bring more files of a plant, in place of those of the same name; all are read again."""
    found = plant_for(who.session, who.account, plant, "change")
    add_uploads(files, who.store.records(plant), who.settings.most_upload)
    read_anew(who.session, plant)
    return _with_runs(who, found)


@router.delete("/{plant}/records/{name}")
def remove_records(who: Acting, plant: str, name: str) -> PlantWithRuns:
    """Take a file out of a plant's records; the others are read again."""
    found = plant_for(who.session, who.account, plant, "change")
    remove_upload(who.store.records(plant), name)
    read_anew(who.session, plant)
    return _with_runs(who, found)


@router.delete("/{plant}", status_code=204)
def delete_plant(who: Acting, plant: str) -> None:
    """Delete a plant with its records and results."""
    found = plant_for(who.session, who.account, plant, "change")
    who.session.delete(found)
    folder = who.store.plant_folder(plant)
    # only once the row is gone for good: a plant without its files would be worse than files without a plant
    sa.event.listen(who.session, "after_commit", lambda _: shutil.rmtree(folder, ignore_errors=True), once=True)


def _with_runs(who: Seeing, plant: KeptPlant) -> PlantWithRuns:
    runs = [shown(who.session, one) for one in runs_of(who.session, plant.id)]
    return PlantWithRuns(**PlantShown.model_validate(plant).model_dump(), runs=runs)


def _named_after(files: list[UploadFile]) -> str:
    first = (files[0].filename or "plant").replace("\\", "/").rsplit("/", 1)[-1]
    return first.rsplit(".", 1)[0][:200] or "plant"
