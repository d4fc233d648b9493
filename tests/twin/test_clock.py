"""Working time: the two maps between it and calendar time undo each other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantwright.model.calendar import DAYS, Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.compile import Tables, tables_of
from plantwright.twin.kernel.clock import WEEK, advance, next_open, worked

times_of_day = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02d}:{quarter % 4 * 15:02d}")
shifts = st.builds(Shift, days=st.sampled_from(DAYS), start=times_of_day, end=times_of_day)
calendars = st.lists(shifts, min_size=1, max_size=4).map(lambda some: Calendar(id="c", shifts=tuple(some)))
moments = st.floats(0, 5 * WEEK)
often = settings(max_examples=80, deadline=None, derandomize=True, database=None)


def compiled(calendar: Calendar) -> Tables:
    """Return a plant of this calendar as the kernel has it."""
    product = Product(id="p", routings=(Routing(operations=(Operation(id="o", work_center="a"),)),))
    release = Release(interarrival=Distribution.constant(1.0))
    return tables_of(
        Plant(
            name="clock",
            calendars=(calendar,),
            calendar=calendar.id,
            work_centers=(WorkCenter(id="a"),),
            products=(product,),
            release=release,
        )
    )


def is_open(calendar: Calendar, t: float) -> bool:
    """Whether a calendar is open at ``t``, read from its shifts."""
    return any(start <= t % WEEK < end or start <= t % WEEK + WEEK < end for one in calendar.shifts
               for start, end in one.spans())  # fmt: skip


@often
@given(calendars, moments, moments)
def test_working_time_is_the_open_part_of_time(calendar: Calendar, start: float, end: float) -> None:
    """Between two moments at most all time is worked, none is lost where open, none gained where closed."""
    tables = compiled(calendar)
    clock = tables.calendars, tables.spans, tables.calendar
    start, end = min(start, end), max(start, end)
    passed = worked(*clock, end) - worked(*clock, start)
    assert -1e-6 <= passed <= end - start + 1e-6
    grid = np.arange(math.ceil(start / 900), math.floor(end / 900)) * 900.0
    counted = 900.0 * sum(is_open(calendar, t) for t in grid[:700])
    assert abs(worked(*clock, grid[:700][-1] + 900) - worked(*clock, grid[0]) - counted) < 1e-3 if len(grid) else True


@often
@given(calendars, moments, st.floats(0, 3 * WEEK))
def test_work_takes_its_working_time(calendar: Calendar, t: float, work: float) -> None:
    """As much working time has passed when work is done as the work takes, and it is done at the first such moment."""
    tables = compiled(calendar)
    clock = tables.calendars, tables.spans, tables.calendar
    done = advance(*clock, t, work)
    assert done >= t
    assert worked(*clock, done) - worked(*clock, t) == pytest.approx(work, abs=1e-5)
    if work > 1:
        assert worked(*clock, done - 0.5) - worked(*clock, t) < work


@often
@given(calendars, moments)
def test_a_calendar_opens_next_when_its_shifts_say(calendar: Calendar, t: float) -> None:
    """The next opening is open, not before now, and nothing was open in between."""
    tables = compiled(calendar)
    clock = tables.calendars, tables.spans, tables.calendar
    opens = next_open(*clock, t)
    assert t <= opens <= t + WEEK
    assert is_open(calendar, opens)
    assert worked(*clock, opens) - worked(*clock, t) == pytest.approx(0, abs=1e-6)
    assert opens == t or not is_open(calendar, t)
