"""The plants that a studied plant might also be, kept beside it: they make the intervals of later questions honest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from plantwright.model.plant import Plant

if TYPE_CHECKING:
    from plantwright.events.log import EventLog
    from plantwright.model.facts import Facts

NAME, COUNT = "draws.json", 8
_PLANTS = TypeAdapter(tuple[Plant, ...])


def keep_draws(log: EventLog, facts: Facts, folder: Path, *, seed: int) -> None:
    """Learn a plant again on its records weighted anew, and keep what comes out and can keep up."""
    from plantwright.calibrate.recent import recent
    from plantwright.calibrate.refits import refits_of
    from plantwright.twin.load import overload_problems

    _, found = refits_of(recent(log), facts, COUNT, seed=seed)
    kept = tuple(one for one in found if not overload_problems(one))
    (folder / NAME).write_bytes(_PLANTS.dump_json(kept))


def kept_draws(folder: Path) -> tuple[Plant, ...]:
    """Return the plants that were kept; none where none were."""
    path = folder / NAME
    return _PLANTS.validate_json(path.read_bytes()) if path.is_file() else ()
