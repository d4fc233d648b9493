"""What a command was given: records with facts, or a plant folder."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.errors import PlantError, Problems, RecordsError
from plantwright.model.facts import NO_FACTS, Facts

if TYPE_CHECKING:
    from plantwright.events.log import EventLog
    from plantwright.model.plant import Plant

DataArgument = Annotated[
    Path, typer.Argument(help="A log (CSV, Parquet, XLSX), a folder with log.*, or a plant folder.", metavar="DATA")
]
MapOption = Annotated[
    list[str] | None, typer.Option("--map", help="A column by name, for example --map order='Case ID'. Repeatable.")
]
ZoneOption = Annotated[str | None, typer.Option("--time-zone", help="Zone of local times, for example Europe/Berlin.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of all random streams.")]

_UNITS = {"h": 3600.0, "d": 86_400.0, "w": 604_800.0}


@dataclass(frozen=True)
class Records:
    """A log with the facts told beside it."""

    log: EventLog
    facts: Facts


def columns_of(pairs: list[str] | None) -> dict[str, str] | None:
    """Return ``--map`` options as a mapping of our column to the user's."""
    if not pairs:
        return None
    problems = Problems("--map", RecordsError)
    for pair in pairs:
        if not re.fullmatch(r"[^=]+=.+", pair):
            problems.add(repr(pair), "no '='", 'write column="name in the file"', "for example order='Case ID'")
    problems.raise_any()
    return {name.strip(): column.strip() for name, _, column in (pair.partition("=") for pair in pairs)}


def seconds_of(text: str, option: str) -> float:
    """Return a length of time such as ``30d``, ``36h`` or ``4w`` [s]."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([hdw])", text.strip())
    if not match or float(match[1]) <= 0:
        raise PlantError(option, [f"{text!r}; a number above 0 and a unit are allowed: 36h, 30d or 4w"])
    return float(match[1]) * _UNITS[match[2]]


def read_records(data: Path, mapping: list[str] | None, time_zone: str | None) -> Records:
    """Read a log and, from a folder, the facts beside it."""
    from plantwright.events.read import read_log
    from plantwright.files.facts import read_facts

    facts = read_facts(data) if data.is_dir() else NO_FACTS
    return Records(read_log(data, columns=columns_of(mapping), time_zone=time_zone, facts=facts), facts)


def is_plant(data: Path) -> bool:
    """Tell whether the input is a plant folder without a log."""
    from plantwright.files.plant import is_plant_folder

    return is_plant_folder(data) and not (data.is_dir() and any(data.glob("log.*")))


def read_plant(data: Path) -> Plant:
    """Read a plant folder; a folder of results holds one in ``plant/``."""
    from plantwright.files.plant import is_plant_folder
    from plantwright.files.plant import read_plant as read

    inner = data / "plant"
    return read(inner if not is_plant_folder(data) and is_plant_folder(inner) else data)


def input_hash(data: Path) -> str:
    """Return the SHA-256 over the names and bytes of the input files, sorted by name."""
    digest = hashlib.sha256()
    files = sorted(one for one in data.rglob("*") if one.is_file()) if data.is_dir() else [data]
    for file in files:
        digest.update(file.name.encode())
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
