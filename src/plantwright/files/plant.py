"""A plant as a folder: ``plant.yaml`` and tables beside it, written and read without loss."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from plantwright.errors import OutputError, PlantError, Problems
from plantwright.files.cells import Samples, written_distribution
from plantwright.files.layout import HEADER, LAYOUTS, NOTES
from plantwright.files.plant_nouns import NAME, plant_fields
from plantwright.files.plant_rows import plant_rows, sample_rows
from plantwright.files.sheets import Sheets
from plantwright.files.tables import Row, Rows, read_table, write_table
from plantwright.files.yaml_text import load_yaml
from plantwright.model.checked import checked
from plantwright.model.plant import Plant

KEYS = (
    "name", "time_zone", "currency", "calendar", "calendars", "release", "urgent_first", "transport", "carriers",
    "costs",
)  # fmt: skip
"""What may stand in ``plant.yaml``."""

_IN_TABLES = {"release": {"arrivals"}, "carriers": {"distances"}}
"""What stands in tables of its own, by key."""


def is_plant_folder(path: str | Path) -> bool:
    """Tell whether a path is a plant's folder, or its ``plant.yaml``."""
    path = Path(path)
    return (path / NAME).is_file() or (path.name == NAME and path.is_file())


def write_plant(plant: Plant, folder: str | Path) -> None:
    """Write a plant into a folder, over one that stands there."""
    folder = Path(folder)
    samples: Samples = {}
    tables = plant_rows(plant, samples)
    text = _yaml(plant, samples)
    _leave_records(tables, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_text(text, encoding="utf-8")
        for name, rows in {**tables, "samples": sample_rows(samples)}.items():
            write_table(folder / f"{name}.csv", LAYOUTS[name], rows)
    except OSError as error:
        raise OutputError(f"{folder}: the plant cannot be written ({error.strerror or error})") from error


def read_plant(path: str | Path) -> Plant:
    """Return the plant in a folder, or beside a ``plant.yaml``; raise PlantError with every problem."""
    path = Path(path)
    folder = path.parent if path.name == NAME else path
    fields = load_yaml(folder / NAME)
    problems = Problems(str(folder), PlantError)
    if not isinstance(fields, dict):
        problems.add(NAME, "no keys", f"allowed are {', '.join(KEYS)}")
        problems.fail()
    for key in fields:
        if key not in KEYS:
            problems.add(f"{NAME}, {key}", "unknown key", f"allowed are {', '.join(KEYS)}")
    made = plant_fields(fields, Sheets(_tables(folder, problems), problems))
    problems.raise_any()
    return checked(Plant, made, str(folder))


def _tables(folder: Path, problems: Problems) -> dict[str, list[Row]]:
    """Return the rows of every table; orders beside a log are the records', not the plant's."""
    names = [name for name in LAYOUTS if name != "orders" or not _holds_log(folder)]
    return {"orders": [], **{name: read_table(folder / f"{name}.csv", LAYOUTS[name], problems) for name in names}}


def _leave_records(tables: dict[str, Rows], folder: Path) -> None:
    """Keep the orders of records from being written over."""
    if _holds_log(folder) and tables.pop("orders"):
        raise OutputError(f"{folder}: it holds a log, and orders.csv beside a log is the log's; give another folder")


def _holds_log(folder: Path) -> bool:
    return any(folder.glob("log.*"))


def _yaml(plant: Plant, samples: Samples) -> str:
    fields = plant.model_dump(mode="json", include=set(KEYS), exclude=_IN_TABLES)
    fields["transport"] = written_distribution(plant.transport, samples)
    fields["release"]["interarrival"] = written_distribution(plant.release.interarrival, samples) or None
    fields["calendars"] = [
        {key: one for key, one in week.items() if one or key != "breaks"} for week in fields["calendars"]
    ]
    parts = [HEADER]
    for key in KEYS:
        value = _without_none(fields[key])
        if value is not None:
            dumped = _dumped({key: value})
            parts.append(f"\n# {NOTES[key]}\n{dumped}" if key in NOTES else f"\n{dumped}")
    return "".join(parts)


def _dumped(fields: Mapping[str, Any]) -> str:
    plain = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=110)
    # YAML takes these for line ends unless they are escaped
    if not set(plain) & {"\x85", "\u2028", "\u2029"}:
        return plain
    return yaml.safe_dump(fields, sort_keys=False, width=110)


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if one is not None}
    return value
