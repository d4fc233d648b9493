"""What a visit is made of: a log as it was recorded, or weeks of a plant's twin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plantwright.cli import signals
from plantwright.cli.inputs import Gathered, Records, read_given
from plantwright.cli.progress import Steps, compile_if_needed

if TYPE_CHECKING:
    from plantwright.events.log import EventLog
    from plantwright.model.calendar import Calendar
    from plantwright.model.plant import Plant

WEEK = 7 * 86_400.0
WARM_UP = 4 * WEEK


@dataclass(frozen=True)
class FloorLog:
    """A log, and when its plant works."""

    log: EventLog
    calendar: Calendar


@dataclass(frozen=True)
class Source:
    """Where a visit's log comes from."""

    path: Path
    mapping: list[str] | None
    time_zone: str | None
    weeks: int
    seed: int

    def read(self, tell: Steps, given: Gathered) -> FloorLog:
        """Return the log; raise all that is wrong with what was given, the source included."""
        tell(f"reading {self.path}")
        found = read_given(given, self.path, self.mapping, self.time_zone)
        return _recorded(found) if isinstance(found, Records) else self._simulated(found, tell)

    def _simulated(self, plant: Plant, tell: Steps) -> FloorLog:
        from plantwright.twin.load import raise_overload
        from plantwright.twin.log import simulate

        raise_overload(plant)
        compile_if_needed(tell)
        tell(f"running {plant.name} for {self.weeks} weeks")
        log = simulate(
            plant, horizon=self.weeks * WEEK, warm_up=WARM_UP, seed=self.seed, tick=lambda _: signals.raise_caught()
        )
        return FloorLog(log, plant.find_calendar(plant.calendar))


def _recorded(records: Records) -> FloorLog:
    from plantwright.calibrate.extract import calendar_of

    return FloorLog(records.log, calendar_of(records.log, records.facts))
