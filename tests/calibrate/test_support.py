"""What a fit refuses, and how it says so."""

from __future__ import annotations

from dataclasses import replace

import ibis
import pyarrow as pa
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
    """Few intervals, a single day and one order are three problems of one message."""
    log = line.but(orders=1).log()
    with pytest.raises(FitError) as error:
        fit(log, facts)
    assert [one.split(":")[0] for one in error.value.problems] == ["intervals", "window", "orders"]


def test_nominal_times_are_refused(line: Line, facts: Facts) -> None:
    """A log whose intervals all last the same was not measured."""
    log = line.but(setup_rows=False, down_rows=False).log()
    with pytest.raises(FitError, match=r"all .* last 3600 s"):
        fit(changed(log, end=_hour_after(log)), facts)


def _hour_after(log: EventLog) -> object:
    return log.intervals.start + ibis.interval(hours=1)


@pytest.mark.parametrize("column", ["product", "operation", "station", "quantity", "scrapped", "rework", "kind"])
def test_a_missing_column_is_no_end(line: Line, facts: Facts, column: str) -> None:
    """Whatever single column of names or counts is empty, a plant is still learned."""
    log = line.but(setup_rows=False, down_rows=False).log()
    frame = log.frame().assign(**{column: None})
    plant = fit(
        EventLog.from_arrow(pa.Table.from_pandas(frame, preserve_index=False), log.orders.to_pyarrow(), log.meta)
    )
    assert {one.id for one in plant.work_centers} == {"cut", "mill", "pack"}


@pytest.mark.parametrize("column", ["product", "quantity", "released", "due", "completed"])
def test_a_missing_column_of_the_orders_is_no_end(line: Line, facts: Facts, column: str) -> None:
    """Orders without products, sizes or times take them from the work, and the rate of release stays right."""
    log = line.log()
    orders = log.order_frame().assign(**{column: None})
    table = pa.Table.from_pandas(orders, preserve_index=False)
    plant = fit(EventLog.from_arrow(log.intervals.to_pyarrow(), table, log.meta), facts)
    assert plant.release.interarrival is not None
    assert plant.release.interarrival.mean == pytest.approx(3 * 3600, rel=0.15)
