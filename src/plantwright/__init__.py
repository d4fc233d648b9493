"""Plantwright: from what a plant records to a ranked list of changes, with proof.

``read_log`` reads records, ``measure`` sums them up, ``fit`` learns the plant, ``simulate`` runs it, ``rank`` says what
to change first; ``study`` does all of it. Nothing heavy is imported before it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plantwright.calibrate.fit import fit
    from plantwright.errors import (
        FitError,
        LanguageError,
        LearnError,
        MissingExtraError,
        OutputError,
        PlantError,
        PlantwrightError,
        PlantwrightWarning,
        RecordsError,
        TheoryError,
        TwinError,
    )
    from plantwright.events.log import EventLog
    from plantwright.events.read import read_log
    from plantwright.files.changes import read_changes
    from plantwright.files.facts import read_facts
    from plantwright.files.history import read_history
    from plantwright.files.plant import read_plant, write_plant
    from plantwright.improve.rank import rank
    from plantwright.improve.sides import Recorded
    from plantwright.improve.study import study
    from plantwright.improve.verify import verify
    from plantwright.improve.what_if import what_if
    from plantwright.model.change import Change
    from plantwright.model.estimate import Estimate, Measures
    from plantwright.model.facts import Facts
    from plantwright.model.plant import Plant
    from plantwright.observe.measures import measure
    from plantwright.twin.log import simulate, simulate_to

_HOMES = {
    "Change": "model.change",
    "Estimate": "model.estimate",
    "EventLog": "events.log",
    "Facts": "model.facts",
    "FitError": "errors",
    "LanguageError": "errors",
    "LearnError": "errors",
    "Measures": "model.estimate",
    "MissingExtraError": "errors",
    "OutputError": "errors",
    "Plant": "model.plant",
    "PlantError": "errors",
    "PlantwrightError": "errors",
    "PlantwrightWarning": "errors",
    "Recorded": "improve.sides",
    "RecordsError": "errors",
    "TheoryError": "errors",
    "TwinError": "errors",
    "fit": "calibrate.fit",
    "measure": "observe.measures",
    "rank": "improve.rank",
    "read_changes": "files.changes",
    "read_facts": "files.facts",
    "read_history": "files.history",
    "read_log": "events.read",
    "read_plant": "files.plant",
    "simulate": "twin.log",
    "simulate_to": "twin.log",
    "study": "improve.study",
    "verify": "improve.verify",
    "what_if": "improve.what_if",
    "write_plant": "files.plant",
}

__all__ = [
    "Change",
    "Estimate",
    "EventLog",
    "Facts",
    "FitError",
    "LanguageError",
    "LearnError",
    "Measures",
    "MissingExtraError",
    "OutputError",
    "Plant",
    "PlantError",
    "PlantwrightError",
    "PlantwrightWarning",
    "Recorded",
    "RecordsError",
    "TheoryError",
    "TwinError",
    "fit",
    "measure",
    "rank",
    "read_changes",
    "read_facts",
    "read_history",
    "read_log",
    "read_plant",
    "simulate",
    "simulate_to",
    "study",
    "verify",
    "what_if",
    "write_plant",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'plantwright' has no attribute {name!r}")
    return getattr(import_module(f"plantwright.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
