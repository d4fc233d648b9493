"""How a plant's records were understood, as the page shows it to be corrected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from plantwright.store.opened import Store
from plantwright.store.runs import latest_done
from plantwright.web.columns import FIRST, MEANINGS

Seen = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One thing that the records may tell, and which of their columns tells it."""

    role: str
    meaning: str
    column: str
    """As it was understood; empty: by none."""
    how: str
    samples: tuple[str, ...]
    answer: str
    """What a person said of it; empty: nothing."""
    first: bool
    """Shown at once, not among the rest."""


def looked(store: Store, plant: str) -> Seen:
    """Return the tables as they were last seen, be they understood or not; empty where none was."""
    found: Seen = _read(store.look(plant)).get("tables", {})
    return found


def reading_of(session: Session, store: Store, plant: str) -> dict[str, Any] | None:
    """Return what the newest reading that is done found; None where there is none."""
    read = latest_done(session, plant, "read")
    return _read(store.run_folder(plant, read.id) / "reading.json") or None if read else None


def rows_of(seen: Seen, answers: Mapping[str, str]) -> list[Row]:
    """Return a row for each thing that a log may tell, those that matter most first."""
    log = seen.get("log", {})
    samples = {one["name"]: tuple(one["samples"]) for one in log.get("columns", ())}
    rows = [_row(role, log.get("match", {}), samples, answers) for role in MEANINGS] if log else []
    return sorted(rows, key=lambda one: not one.first)


def _row(
    role: str, match: Mapping[str, Any], samples: Mapping[str, tuple[str, ...]], answers: Mapping[str, str]
) -> Row:
    found = match.get(role, {})
    column, answer = found.get("column", ""), answers.get(role, "")
    shown = role in FIRST or bool(found) or bool(answer)
    return Row(role, MEANINGS[role], column, found.get("how", ""), samples.get(column, ()), answer, shown)


def columns_of(seen: Seen) -> list[dict[str, Any]]:
    """Return the columns of the log with samples."""
    return list(seen.get("log", {}).get("columns", ()))


def other_tables(seen: Seen) -> Seen:
    """Return the tables beside the log."""
    return {name: one for name, one in seen.items() if name != "log"}


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found if isinstance(found, dict) else {}
