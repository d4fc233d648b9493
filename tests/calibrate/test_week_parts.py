"""Parts of the week on the clock of work."""

from __future__ import annotations

import numpy as np
import pytest

from calibrate.shift_shop import TWO
from plantwright.calibrate.week_parts import WeekParts, in_parts
from plantwright.model.calendar import ALWAYS, DAY, WEEK, Calendar, Shift

HOUR = 3600.0


def test_weekdays_and_shifts_have_their_names() -> None:
    """Two shifts from Monday to Friday are five weekdays and two blocks; a plant that never closes has three."""
    assert WeekParts.of(TWO).names[-3:] == ("Fridays", "06:00 to 14:00", "14:00 to 22:00")
    assert WeekParts.of(ALWAYS).names[-3:] == ("06:00 to 14:00", "14:00 to 22:00", "22:00 to 06:00")
    assert len(WeekParts.of(ALWAYS).names) == 10


@pytest.mark.parametrize(
    "calendar", [TWO, ALWAYS, Calendar(id="n", shifts=(Shift(days="mon-fri", start="22:00", end="06:00"),))]
)
def test_the_parts_make_up_the_whole(calendar: Calendar) -> None:
    """Weekdays sum up to all working time, and so do the blocks of hours, over any weeks."""
    parts = WeekParts.of(calendar)
    begun, ended = (parts.elapsed(np.array([at])) for at in (1.3 * DAY, 3.6 * WEEK))
    found = in_parts(parts, np.array([0]), 1, begun, ended)[0]
    days = parts.weekday_count()
    assert found[:days].sum() == pytest.approx((ended - begun)[0])
    assert found[days:].sum() == pytest.approx((ended - begun)[0])


def test_a_wait_over_night_counts_where_it_is_worked() -> None:
    """From Monday 21:00 to Tuesday 07:00, one hour is of Monday's late shift and one of Tuesday's early one."""
    parts = WeekParts.of(TWO)
    begun, ended = (parts.elapsed(np.array([at])) for at in (21 * HOUR, DAY + 7 * HOUR))
    found = dict(zip(parts.names, in_parts(parts, np.array([0]), 1, begun, ended)[0] / HOUR, strict=True))
    told = {name: hours for name, hours in found.items() if hours > 0}
    assert told == pytest.approx({"Mondays": 1, "Tuesdays": 1, "14:00 to 22:00": 1, "06:00 to 14:00": 1})


def test_a_start_at_opening_belongs_to_the_day_that_opens() -> None:
    """Tuesday 06:00 is Monday's last moment on the clock of work, and counts for Tuesday."""
    parts = WeekParts.of(TWO)
    start = parts.elapsed(np.array([DAY + 6 * HOUR]))
    held = [name for part, name in enumerate(parts.names) if parts.holds(part, start)[0]]
    assert held == ["Tuesdays", "06:00 to 14:00"]
