"""What any manager knows and no log tells: stations, shifts, release, buffers, skills, costs."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, AliasChoices, ConfigDict, Field

from plantwright.model.calendar import Clock, DayRange
from plantwright.model.equipment import DispatchRule
from plantwright.model.plant import Costs
from plantwright.model.quantity import Count, Name, Noun, ZeroCount


class ShiftFact(Noun):
    """Working days and hours, local time."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    days: DayRange
    start: Clock = Field(validation_alias=AliasChoices("from", "start"))
    end: Clock = Field(validation_alias=AliasChoices("to", "end"))


class BatchFact(Noun):
    """How a station that takes several lots at once is loaded."""

    max_lots: Count
    min_lots: Count = 1
    max_wait_hours: float | None = Field(default=None, ge=0)
    same_family: bool = True


class CenterFact(Noun):
    """What is known of one work center; what is left out is learned."""

    id: Name
    stations: Count | None = None
    buffer: ZeroCount | None = None
    skill: Name | None = None
    batch: BatchFact | None = None
    dispatch: DispatchRule | None = None


class WindowFact(Noun):
    """The time the log covers, local time."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    start: str = Field(validation_alias=AliasChoices("from", "start"))
    end: str = Field(validation_alias=AliasChoices("to", "end"))


def _release(value: str) -> str:
    if value != "open" and not re.fullmatch(r"conwip: ?[1-9]\d*", value):
        raise ValueError(f"{value!r} is no release; write open, or conwip: N with N orders on the floor")
    return value


class Facts(Noun):
    """What a person told about a plant; it overrules what the log suggests."""

    plant: Name | None = None
    time_zone: str | None = None
    currency: str | None = None
    shifts: tuple[ShiftFact, ...] = ()
    off_shift: str | None = None
    """How work crosses the end of a shift, in words; the twin pauses and resumes."""
    log_window: WindowFact | None = None
    release: Annotated[str, AfterValidator(_release)] | None = None
    """``open``, or ``conwip: N``."""
    dispatch: DispatchRule | None = None
    urgent_orders_first: bool | None = None
    setup_in_log: str | None = None
    families: dict[Name, Name] = Field(default_factory=dict)
    """Setup family of each product."""
    work_centers: tuple[CenterFact, ...] = ()
    workers: Count | None = None
    costs: Costs | None = None

    def first_skills(self) -> dict[str, str]:
        """Return the skill told of each work center, by the work center's name."""
        return {center.id: center.skill for center in self.work_centers if center.skill}

    def wip_limit(self) -> int | None:
        """Return N of ``conwip: N``; None where release is open or not told."""
        if self.release is None or self.release == "open":
            return None
        return int(self.release.split(":")[1])

    def policy(self) -> Literal["open", "conwip"] | None:
        """Return the release policy told; None where it was not."""
        if self.release is None:
            return None
        return "open" if self.release == "open" else "conwip"


NO_FACTS = Facts()
"""Nobody told anything."""
