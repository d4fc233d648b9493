"""What an earlier study foretold of a change, out of its ``ranking.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plantwright.errors import PlantError, Problems
from plantwright.model.change import Change, parse_changes
from plantwright.model.checked import checked
from plantwright.model.estimate import Estimate
from plantwright.model.history import Believed

_EFFECTS = {"throughput": "throughput", "flow_mean": "flow_time", "on_time": "on_time", "wip": "wip"}
"""Where the effect on each metric stands in a ranked change."""


@dataclass(frozen=True)
class Foretold:
    """A change, and what was believed of it."""

    change: Change
    believed: Believed


def foretold_in(folder: Path, name: str) -> Foretold:
    """Return what the study of a result folder foretold of a change; raise PlantError where it did not."""
    ranked = _ranked(folder)
    names = [str(one["change"]["name"]) for one in ranked]
    if name not in names:
        problems = Problems(str(folder), PlantError)
        found = f"{name!r} was not ranked" if ranked else "nothing was ranked"
        known = f"ranked are {'; '.join(names)}" if ranked else "a study that ranks it is needed"
        problems.add("--change", found, known, "name one of them, or give --prediction another result folder")
        problems.fail()
    one = ranked[names.index(name)]
    (change,) = parse_changes([one["change"]], str(folder))
    effects = {metric: checked(Estimate, one[field], f"{folder}, {name}") for metric, field in _EFFECTS.items()}
    run = _json(folder / "run.json")
    made, version = str(run.get("made", "")), str(run.get("plantwright", ""))
    return Foretold(change, Believed(made=made, run=f"plantwright {version}, seed {run.get('seed')}", effects=effects))


def _ranked(folder: Path) -> list[Mapping[str, Any]]:
    found = _json(folder / "ranking.json")
    changes = found.get("changes")
    return list(changes) if isinstance(changes, list) else []


def _json(file: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "no JSON"
        raise PlantError(
            str(file), [f"{file}: cannot be read ({told}); give a folder that plantwright study wrote"]
        ) from None
    return found if isinstance(found, dict) else {}
