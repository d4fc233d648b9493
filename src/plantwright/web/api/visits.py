"""Visits: make the page that a class takes along, and grade the sheets that it hands in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from plantwright.errors import NotThereError
from plantwright.store.accounts import demand_role, plant_for
from plantwright.store.runs import ask, latest_done
from plantwright.web.api.runs import RunShown, shown
from plantwright.web.uploads import keep_uploads
from plantwright.web.visitor import Acting, Visitor

router = APIRouter(prefix="/api/plants", tags=["visits"])
SheetName = Literal["bottleneck_walk", "waste_walk", "time_study", "standard_work", "yamazumi"]
Moment = Annotated[str, Field(max_length=32, pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$")]
MOST_SHEETS = 64 << 20
"""All files of a class together [bytes]."""


class VisitAsked(BaseModel):
    """What a teacher chooses."""

    model_config = ConfigDict(extra="forbid")

    start: Moment | None = None
    """In the plant's own time; None: from the begin of the records."""
    end: Moment | None = None
    sheets: Annotated[list[SheetName], Field(min_length=1, max_length=5)] = [
        "bottleneck_walk", "waste_walk", "time_study", "standard_work", "yamazumi",
    ]  # fmt: skip
    hints: bool = True
    answers: bool = True
    """Whether grades tell the true values."""
    credit: bool = False
    """Whether the last quarter is held back, and the sheets are graded on it."""
    language: Literal["en", "de", "es", "zh"] = "en"


class Marked(BaseModel):
    """What one visitor's sheets are worth."""

    visitor: str
    scores: dict[str, float | None]
    """By sheet, 0 to 1; None: not handed in, or nothing can judge it."""
    mean: float | None
    stuck: str


class ClassShown(BaseModel):
    """The marks of a class."""

    sheets: list[str]
    visitors: list[Marked]
    means: dict[str, float | None]
    hardest: dict[str, str]
    """By sheet, where most lost most."""
    csv: str


@router.post("/{plant}/visits", status_code=202)
def make_visit(who: Acting, plant: str, asked: VisitAsked) -> RunShown:
    """Begin to make a visit of the records as they were last read."""
    _demand_teacher(who, plant)
    return shown(who.session, ask(who.session, plant, "visit", asked.model_dump()))


@router.post("/{plant}/visits/class")
def grade_class(who: Acting, plant: str, files: list[UploadFile]) -> ClassShown:
    """Grade the sheets that a class handed in; those for credit on the time that their page lacks."""
    _demand_teacher(who, plant)
    read = latest_done(who.session, plant, "read")
    log = who.store.run_folder(plant, read.id) / "log.parquet" if read else None
    if log is None or not log.is_file():
        raise NotThereError("the records of this plant are not read yet; answer what is open on its page first")
    with tempfile.TemporaryDirectory(prefix="plantwright-") as place:
        keep_uploads(files, Path(place) / "handed", MOST_SHEETS)
        return _graded(Path(place), log, who.store.records(plant))


def _demand_teacher(who: Visitor, plant: str) -> None:
    plant_for(who.session, who.account, plant)
    demand_role(who.account, "teacher")


def _graded(place: Path, log_file: Path, records: Path) -> ClassShown:
    from plantwright.calibrate.extract import calendar_of
    from plantwright.events.write import read_written
    from plantwright.files.facts import read_facts
    from plantwright.visit.collect import collect, write_class
    from plantwright.visit.handed import read_handed

    handed = read_handed([place / "handed"])
    log = read_written(log_file)
    table = collect(handed, log, calendar_of(log, read_facts(records)))
    write_class(table, place / "class.csv")
    sheets = list(table.sheets())
    return ClassShown(
        sheets=sheets,
        visitors=[
            Marked(
                visitor=one.visitor, scores={name: one.score(name) for name in sheets}, mean=one.mean(),
                stuck=one.stuck(),
            )
            for one in table.visitors
        ],
        means={name: table.mean(name) for name in sheets},
        hardest={name: table.hardest(name) for name in sheets},
        csv=(place / "class.csv").read_text(encoding="utf-8"),
    )  # fmt: skip
