"""``facts.yaml`` among the records of a plant: what it says, and saying it anew after it was checked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plantwright.errors import PlantError

NAME = "facts.yaml"


def facts_text(records: Path) -> str:
    """Return the facts as they were written; empty where there are none."""
    path = _path(records)
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def keep_text(records: Path, text: str) -> None:
    """Write facts anew; an empty text takes them away.

    Raises
    ------
    PlantError
        They are no facts, or contradict themselves: nothing is written.
    """
    if not text.strip():
        _path(records).unlink(missing_ok=True)
        return
    _demand_facts(text)
    hidden = records.with_name(".facts")
    hidden.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
    hidden.replace(_path(records))


def keep_fields(records: Path, fields: Mapping[str, Any]) -> None:
    """Say single facts anew, and leave the others; None takes one away. Costs are merged one by one."""
    told = told_facts(records)
    costs = {**(told.get("costs") or {}), **(fields.get("costs") or {})}
    merged = {**told, **fields, "costs": {name: value for name, value in costs.items() if value is not None}}
    kept = {name: value for name, value in merged.items() if value not in (None, "", [], {})}
    import yaml

    keep_text(records, yaml.safe_dump(kept, sort_keys=False, allow_unicode=True) if kept else "")


def told_facts(records: Path) -> dict[str, Any]:
    """Return the facts as plain values; empty where there are none, or none that can be read."""
    from plantwright.files.yaml_text import load_yaml

    path = _path(records)
    try:
        found = load_yaml(path) if path.is_file() else {}
    except PlantError:
        return {}
    return found if isinstance(found, dict) else {}


def _path(records: Path) -> Path:
    other = records / "facts.yml"
    return other if other.is_file() and not (records / NAME).is_file() else records / NAME


def _demand_facts(text: str) -> None:
    from plantwright.files.facts import read_facts

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_text(text, encoding="utf-8")
        try:
            read_facts(path)
        except PlantError as error:
            told = [one.replace(f"{path}: ", "").replace(str(path), NAME) for one in error.said]
            raise PlantError(NAME, told) from None
