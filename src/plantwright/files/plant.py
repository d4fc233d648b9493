"""A plant as a folder: ``plant.yaml`` and tables beside it, written and read without loss."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from plantwright.errors import OutputError, PlantError, Problems
from plantwright.files.cells import Samples, written_distribution
from plantwright.files.layout import HEADER, LAYOUTS, NOTES
from plantwright.files.plant_nouns import Reader
from plantwright.files.plant_rows import plant_rows, sample_rows
from plantwright.files.tables import read_table, write_table
from plantwright.files.yaml_text import load_yaml
from plantwright.model.checked import checked
from plantwright.model.plant import Plant

NAME = "plant.yaml"

_KEYS = ("name", "time_zone", "currency", "calendar", "calendars", "release", "urgent_first", "transport", "costs")


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
        problems.add(NAME, "no keys", f"allowed are {', '.join(_KEYS)}")
        problems.fail()
    for key in fields:
        if key not in _KEYS:
            problems.add(f"{NAME}, {key}", "unknown key", f"allowed are {', '.join(_KEYS)}")
    tables = {name: read_table(folder / f"{name}.csv", layout, problems) for name, layout in LAYOUTS.items()}
    reader = Reader(tables, problems)
    nouns = {name: getattr(reader, name)() for name in ("work_centers", "products", "workers", "evidence")}
    written = _with_distributions(fields, reader)
    problems.raise_any()
    return checked(Plant, {**written, **nouns}, str(folder))


def _yaml(plant: Plant, samples: Samples) -> str:
    fields = plant.model_dump(mode="json", include=set(_KEYS))
    fields["transport"] = written_distribution(plant.transport, samples)
    fields["release"]["interarrival"] = written_distribution(plant.release.interarrival, samples) or None
    parts = [HEADER]
    for key in _KEYS:
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


def _with_distributions(fields: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """Return the keys of ``plant.yaml`` with the distributions in them read."""
    made = {key: value for key, value in fields.items() if value is not None}
    if isinstance(made.get("transport"), str):
        made["transport"] = reader.distribution(made["transport"], f"{NAME}, transport")
    release = made.get("release")
    if isinstance(release, dict) and isinstance(release.get("interarrival"), str):
        read = reader.distribution(release["interarrival"], f"{NAME}, release.interarrival")
        made["release"] = {**release, "interarrival": read}
    return made
