"""What a run can do, one file a kind; a function takes what was told and returns how it ended, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from plantwright.store.opened import Store
from plantwright.store.tables import KeptRun

_KINDS = ("read", "study", "simulate", "visit", "capstone")


@dataclass(frozen=True)
class Told:
    """What a piece of work is told."""

    store: Store
    run: KeptRun
    say: Callable[[str], None]
    """Takes a line on what is being done."""

    @property
    def folder(self) -> Path:
        """Where the results go: it is made whole, or not at all."""
        return self.store.run_folder(self.run.plant, self.run.id)

    @property
    def records(self) -> Path:
        """The folder of the records that were brought."""
        return self.store.records(self.run.plant)


def work_of(kind: str) -> Callable[[Told], str]:
    """Return what does a kind of run."""
    if kind not in _KINDS:
        raise ValueError(kind)
    done: Callable[[Told], str] = import_module(f"plantwright.web.work.{kind}").done
    return done
