"""What a fit refuses, and how it says so."""

from __future__ import annotations

from dataclasses import replace

import ibis
import pytest

from calibrate.line import Line
from plantwright.calibrate.fit import fit
from plantwright.errors import FitError
from plantwright.events.log import EventLog
from plantwright.model.facts import Facts


def changed(log: EventLog, **columns: object) -> EventLog:
    """Return the log with columns of its intervals replaced."""
    return replace(log, intervals=log.intervals.mutate(**columns))


def test_without_ends_nothing_can_be_learned(line: Line, facts: Facts) -> None:
    """A log without a single end is refused, with the cure."""
    log = line.log()
    with pytest.raises(FitError, match=r"no interval has an end.*record when work ends"):
        fit(changed(log, end=log.intervals.end.nullif(log.intervals.end)), facts)


def test_all_that_is_missing_is_said_at_once(line: Line, facts: Facts) -> None:
    """One order and few intervals are two problems of one message."""
    log = line.but(orders=1).log()
    with pytest.raises(FitError) as error:
        fit(log, facts)
    assert len(error.value.problems) == 2


def test_nominal_times_are_refused(line: Line, facts: Facts) -> None:
    """A log whose intervals all last the same was not measured."""
    log = line.but(setup_rows=False, down_rows=False).log()
    with pytest.raises(FitError, match=r"all .* last 3600 s"):
        fit(changed(log, end=_hour_after(log)), facts)


def _hour_after(log: EventLog) -> object:
    return log.intervals.start + ibis.interval(hours=1)
