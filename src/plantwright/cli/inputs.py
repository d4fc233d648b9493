"""What a command was given: records with facts, or a plant folder; all that is wrong with it is said at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from plantwright.errors import PlantError, PlantwrightError, Problems, RecordsError

if TYPE_CHECKING:
    from plantwright.events.log import EventLog
    from plantwright.improve.experiment import Trial
    from plantwright.model.change import Change
    from plantwright.model.facts import Facts
    from plantwright.model.plant import Plant

Made = TypeVar("Made")
_UNITS = {"h": 3600.0, "d": 86_400.0, "w": 604_800.0}
TOLD = "what was given"
_LONGEST = 100 * 366 * 86_400.0


@dataclass(frozen=True)
class Records:
    """A log with the facts told beside it."""

    log: EventLog
    facts: Facts
    answers: Mapping[str, str] = field(default_factory=dict)
    """What a person answered where the records left something open."""


class Gathered:
    """Everything wrong with what was given, raised once."""

    def __init__(self) -> None:
        self.errors: list[PlantwrightError] = []

    def attempt(self, make: Callable[[], Made]) -> Made | None:
        """Return what is made, None after noting why it cannot be."""
        try:
            return make()
        except PlantwrightError as error:
            self.errors.append(error)
            return None

    def need(self, made: Made | None) -> Made:
        """Raise what was found, else return what was made."""
        self.raise_any()
        assert made is not None  # nothing failed, so it was made
        return made

    def raise_any(self) -> None:
        """Raise what was found: one error as it is, several as one list."""
        if len(self.errors) == 1:
            raise self.errors[0]
        if self.errors:
            raise RecordsError(TOLD, [line for error in self.errors for line in _lines(error)])


def _lines(error: PlantwrightError) -> list[str]:
    if error.subject == TOLD:
        return list(error.problems)
    if not error.problems:
        return [error.subject]
    return [one if one.startswith(error.subject) else f"{error.subject}: {one}" for one in error.problems]


def columns_of(pairs: list[str] | None) -> dict[str, str] | None:
    """Return ``--map`` options as a mapping of our column to the user's."""
    problems = Problems("--map", RecordsError)
    made: dict[str, str] = {}
    for pair in pairs or ():
        name, _, column = (part.strip() for part in pair.partition("="))
        if not name or not column:
            problems.add(repr(pair), "half of it is missing", 'write column="name in the file"', "as order='Case ID'")
        elif name in made:
            problems.add(repr(pair), f"{name} is {made[name]!r} already", "each column once", "leave one out")
        made[name] = column
    problems.raise_any()
    return made or None


def seconds_of(text: str, option: str, *, least: float = 0.0, also: str = "") -> float:
    """Return a length of time such as ``30d``, ``36h`` or ``4w`` [s]; ``also`` is what else might be written."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?([hdw])", text.strip().lower())
    seconds = float(match[1]) * _UNITS[match[2]] if match else -1.0
    if not least <= seconds <= _LONGEST:
        bounds = f"from {least / 3600:g}h up to 100 years" if match else "a number and a unit are needed"
        raise PlantError(option, [f"{option}: {text!r}; {bounds}; write for example 36h, 30d or 4w{also}"])
    return seconds


def trial_of(warm_up: str, horizon: str, seed: int) -> Trial:
    """Return how runs are made; raise PlantError with all that is wrong in the options."""
    from plantwright.improve.experiment import Trial

    told = Gathered()
    before = told.attempt(lambda: seconds_of(warm_up, "--warm-up"))
    measured = told.attempt(lambda: seconds_of(horizon, "--horizon", least=3600.0))
    return Trial(told.need(before), told.need(measured), seed)


def some_changes(path: Path) -> tuple[Change, ...]:
    """Return the changes of a file, at least one."""
    from plantwright.files.changes import read_changes

    told = read_changes(path)
    if not told:
        raise PlantError(str(path), [f"{path}: no changes in it; one or more are needed; write them in changes.yaml"])
    return told


def read_source(data: Path, mapping: list[str] | None = None, time_zone: str | None = None) -> Records | Plant:
    """Return the plant of a plant folder, else the records."""
    if not is_plant(data):
        return read_records(data, mapping, time_zone)
    refuse_columns(mapping, time_zone)
    return read_plant(data)


def read_given(
    given: Gathered, data: Path, mapping: list[str] | None = None, time_zone: str | None = None
) -> Records | Plant:
    """Return the input, or raise all that is wrong with what was given, the input included."""

    def read() -> Records | Plant:
        return read_source(data, mapping, time_zone)

    source = given.attempt(read)
    given.raise_any()
    assert source is not None  # nothing failed, so it was read
    return source


def read_facts_of(data: Path) -> Facts:
    """Return the facts beside a log, none where there are none."""
    from plantwright.files.facts import read_facts
    from plantwright.model.facts import NO_FACTS

    return read_facts(data) if data.is_dir() else NO_FACTS


def read_records(data: Path, mapping: list[str] | None, time_zone: str | None) -> Records:
    """Read a log and, from a folder, the facts beside it."""
    from plantwright.cli.asking import read_asking
    from plantwright.model.facts import NO_FACTS

    refuse_results(data)
    if is_plant(data):
        cure = f"plantwright simulate {data} runs it and measures what happens"
        raise RecordsError(str(data), [f"{data}: a plant folder, it holds no records; {cure}"])
    found = Gathered()
    facts = found.attempt(lambda: read_facts_of(data))
    read = found.attempt(lambda: read_asking(data, columns_of(mapping), time_zone=time_zone, facts=facts or NO_FACTS))
    log, answers = found.need(read)
    return Records(_of_some_length(log), found.need(facts), answers)


def _of_some_length(log: EventLog) -> EventLog:
    """Return a log that covers some time, or raise RecordsError."""
    problems = Problems(log.meta.name, RecordsError)
    found = f"every time is {log.meta.start} UTC"
    if not log.meta.start < log.meta.end:
        cure = "name the right columns, as --map start='Begin'"
        problems.add("start, end", found, "a log must cover some time", cure)
    problems.raise_any()
    return log


def refuse_results(data: Path) -> None:
    """Raise RecordsError where a folder of results was given in place of records."""
    if (data / "run.json").is_file() and (data / "plant" / "plant.yaml").is_file():
        raise RecordsError(
            str(data),
            [f"{data}: a folder of results; give the records it was made from, or {data / 'plant'}, the learned plant"],
        )


def is_plant(data: Path) -> bool:
    """Tell whether the input is a plant folder without a log."""
    from plantwright.files.plant import is_plant_folder

    return is_plant_folder(data) and not (data.is_dir() and any(data.glob("log.*")))


def read_plant(data: Path) -> Plant:
    """Read a plant folder; a folder of results holds one in ``plant/``."""
    from plantwright.files.plant import is_plant_folder
    from plantwright.files.plant import read_plant as read

    if not is_plant_folder(data) and not is_plant_folder(data / "plant"):
        there = "not a plant folder" if data.exists() else "there is no such folder"
        raise PlantError(
            str(data), [f"{data}: {there}; one with plant.yaml is needed; plantwright study DATA makes it"]
        )
    inner = data / "plant"
    return read(inner if not is_plant_folder(data) and is_plant_folder(inner) else data)


def refuse_columns(mapping: list[str] | None, time_zone: str | None) -> None:
    """Raise RecordsError where options that speak of a log were given with a plant."""
    told = [name for name, value in (("--map", mapping), ("--time-zone", time_zone)) if value]
    if told:
        raise RecordsError(
            "a plant folder", [f"{name}: a plant has no columns or stamps; leave it out" for name in told]
        )
