"""The main job: records in; where output is lost, what to believe and what to change out."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.calibrate.check import Check
from plantwright.events.log import EventLog
from plantwright.improve.ranking import Ranking
from plantwright.model.estimate import Measures
from plantwright.model.plant import Plant


@dataclass(frozen=True)
class Study:
    """All that was learned of one plant."""

    plant: Plant
    log: EventLog | None
    """None where the study began with a plant and no records."""
    measures: Measures | None
    check: Check
    ranking: Ranking | None
    """None where the data cannot support a ranking; the refusal says why."""
    refusal: str = ""
