"""Plants to learn on: the log of a plant's latest study, or of its latest reading, kept ready for the next question."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from plantwright.errors import NotThereError
from plantwright.store.runs import latest_done
from plantwright.store.school_tables import Asked
from plantwright.store.tables import KeptPlant, KeptRun
from plantwright.web.visitor import Visitor

if TYPE_CHECKING:
    from plantwright.learn.bank.case import Case

KINDS = ("study", "read")
NOTHING_YET = "there is nothing to learn on yet: the plant's records must be read first, on its page Records"
READY = 16
"""Plants whose rows are kept in memory."""
_turn = threading.Lock()
"""A class that comes at once loads a log once."""


def run_to_learn_on(who: Visitor, plant: KeptPlant) -> KeptRun | None:
    """Return the run whose log questions are made of: the latest study, else the latest reading; None: neither."""
    found = (latest_done(who.session, plant.id, kind) for kind in KINDS)
    return next((one for one in found if one is not None and _log(who, one).is_file()), None)


def demand_run(who: Visitor, plant: KeptPlant) -> KeptRun:
    """Return the run whose log questions are made of; NotThereError where the plant's records are not read yet."""
    run = run_to_learn_on(who, plant)
    if run is None:
        raise NotThereError(NOTHING_YET)
    return run


def case_of(who: Visitor, plant: KeptPlant, run: str) -> Case:
    """Return a plant as questions see it.

    Raises
    ------
    NotThereError
        The run that a question was made of is gone.
    """
    kept = _kept(who, plant, run)
    if kept is None:
        raise NotThereError("the records that this question was made of are gone; ask for a new one on the page Learn")
    with _turn:
        return _case(_log(who, kept), plant.name)


def can_be_shown(who: Visitor, plant: KeptPlant, asked: Asked) -> bool:
    """Return whether a question can be made anew: its records are kept, and the bank still has it."""
    from plantwright.learn.bank.catalog import TEMPLATES

    return asked.template in TEMPLATES and _kept(who, plant, asked.run) is not None


def _kept(who: Visitor, plant: KeptPlant, run: str) -> KeptRun | None:
    """Return a run of a plant whose log is still there."""
    kept = who.session.get(KeptRun, run)
    return kept if kept is not None and kept.plant == plant.id and _log(who, kept).is_file() else None


def _log(who: Visitor, run: KeptRun) -> Path:
    return who.store.run_folder(run.plant, run.id) / "log.parquet"


@lru_cache(READY)
def _case(log: Path, name: str) -> Case:
    from plantwright.events.write import read_written
    from plantwright.files.plant import read_plant
    from plantwright.learn.bank.case import Case

    folder = log.parent / "plant"
    return Case.of(read_written(log), read_plant(folder) if folder.is_dir() else None, name)
