"""What a change would do, within seconds: paired runs on common random numbers, the plant as it is run beforehand."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plantwright.errors import NotThereError, PlantError, Problems, TooMuchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plantwright.improve.experiment import Experiment
    from plantwright.model.change import Change
    from plantwright.model.plant import Plant

NAME = "what you chose"
MOST_RUNS, LEAST_RUNS = 24, 4
_TIME = 0.7
"""What the runs of one answer may take, by the time that those of the plant as it is took [s]."""
_KEPT = 4
"""Plants whose runs are kept at hand."""
_AT_ONCE = 2
"""Answers made at the same time; each uses two threads."""
_PATIENCE = 20.0
"""How long a question waits for its turn [s]."""
_LIMITS = {
    "count": (1, 50), "capacity": (0, 10_000), "limit": (1, 100_000), "factor": (0.05, 5), "mtbf_factor": (0.05, 20),
    "mttr_factor": (0, 20),
}  # fmt: skip
"""What a question may ask for, so that its answer comes in time."""
_turns = threading.BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True)
class Ready:
    """A plant that questions can be asked of: its runs as it is, and those of the plants that it might also be."""

    plant: Plant
    draws: tuple[Plant, ...]
    experiment: Experiment
    runs: int


_ready: OrderedDict[Path, Ready] = OrderedDict()
_locks: dict[Path, threading.Lock] = {}
_guard = threading.Lock()


def ready(folder: Path) -> Ready:
    """Return the plant of a study with its runs, made when first asked for.

    Raises
    ------
    NotThereError
        The study made no plant.
    """
    with _guard:
        lock = _locks.setdefault(folder, threading.Lock())
    with lock:
        if folder not in _ready:
            made = _made(folder)
            with _guard:
                _ready[folder] = made
                while len(_ready) > _KEPT:
                    _ready.popitem(last=False)
        return _ready[folder]


def answer(folder: Path, edits: Sequence[dict[str, Any]], cost: dict[str, float] | None = None) -> dict[str, Any]:
    """Return what a change does, each effect with its 95 % interval, and what the plant does as it is.

    Parameters
    ----------
    cost
        What it costs, ``once`` and ``per_year``; None: what the plant's own prices say.

    Raises
    ------
    PlantError
        An edit is none, does not fit the plant, or asks for more than can be answered in time.
    TwinError
        The changed plant deadlocks.
    TooMuchError
        Too many ask at once.
    """
    from plantwright.improve.gains import level, objective_of
    from plantwright.improve.rank import raise_unfit, ranked_change
    from plantwright.report.edits import edit_words
    from plantwright.report.plain import plain
    from plantwright.twin.load import overload_problems
    from plantwright.twin.replicate import METRICS

    change = change_of(edits, cost)
    asked = time.perf_counter()
    with _turn():
        known = ready(folder)
        raise_unfit([change], known.plant)
        experiment = _asked(known, change)
        found = ranked_change(experiment, objective_of(known.plant), NAME, 1, 1.0)
        levels = {
            place: {metric: plain(level(experiment, name, metric)) for metric in METRICS}
            for place, name in (("base", "base"), ("changed", NAME))
        }
    effects = ("gain", "throughput", "flow_time", "wip", "on_time", "people", "energy", "payback")
    return {
        "effects": {name: plain(getattr(found, name)) for name in effects},
        **levels,
        "words": [edit_words(one) for one in change.edits],
        "doubts": _doubts(known, overload_problems(change.apply(known.plant))),
        "price": _price(change, known.plant),
        "runs": found.replications, "refits": len(known.draws), "seed": experiment.trial.seed,
        "seconds": round(time.perf_counter() - asked, 3),
    }  # fmt: skip


def change_of(edits: Sequence[dict[str, Any]], cost: dict[str, float] | None = None) -> Change:
    """Return the change that a question asks about; raise PlantError with all that is wrong with it."""
    from plantwright.model.change import parse_changes

    problems = Problems("changes", PlantError)
    for edit in edits:
        for key, arguments in edit.items():
            for name, value in arguments.items() if isinstance(arguments, dict) else ():
                low, high = _LIMITS.get(name, (None, None))
                if low is not None and high is not None and value is not None and not _within(value, low, high):
                    problems.add(f"{key}.{name}", f"{value}"[:60], f"{low:g} to {high:g} can be asked here")
    problems.raise_any()
    return parse_changes([{"name": NAME, "edits": list(edits), "cost": cost or {}}])[0]


def _within(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=_PATIENCE):
        raise TooMuchError("too many ask what a change would do; wait a moment, then ask again")
    try:
        yield
    finally:
        _turns.release()


def _made(folder: Path) -> Ready:
    from plantwright.files.plant import read_plant
    from plantwright.improve.experiment import BASE, Experiment, Trial
    from plantwright.improve.study import trial_length
    from plantwright.twin.ready import compile_twin
    from plantwright.web.changes.draws import kept_draws

    if not (folder / "plant").is_dir():
        raise NotThereError("this study made no twin, so no change can be tried; the page Twin says why")
    plant, draws = read_plant(folder / "plant"), kept_draws(folder)
    compile_twin()
    experiment = Experiment(plant, {}, Trial(*trial_length(plant)))
    begun = time.perf_counter()
    experiment.extend([BASE], LEAST_RUNS)
    each = (time.perf_counter() - begun) / LEAST_RUNS
    able = int(_TIME / each)
    draws = draws[: max(2 * able // 5, LEAST_RUNS)]
    runs = max(min(able - len(draws), MOST_RUNS), LEAST_RUNS)
    experiment.extend([BASE], runs)
    if len(draws) > 1:
        experiment.draw([BASE], draws, 1)
    return Ready(plant, draws, experiment, runs)


def _asked(known: Ready, change: Change) -> Experiment:
    """Return the runs of the plant as it is beside those of the changed one, on the same random numbers."""
    base = known.experiment
    experiment = replace(base, changes={NAME: change}, runs=dict(base.runs), drawn=dict(base.drawn))
    experiment.extend([NAME], known.runs)
    if experiment.drawn:
        experiment.draw([NAME], known.draws, 1)
    return experiment


def _doubts(known: Ready, overload: Sequence[str]) -> list[str]:
    found = [f"{problem}: there is no steady state, the figures are those of this horizon" for problem in overload]
    if len(known.draws) < 2:
        found.append("How well the plant is known was not kept with this study, so the intervals hold chance alone.")
    return found


def _price(change: Change, plant: Plant) -> float | None:
    from plantwright.improve.combine import price

    return price(change, plant)
