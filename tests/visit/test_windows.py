"""Which time a visit shows and which it holds back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plantwright.errors import RecordsError
from plantwright.events.log import LogMeta
from plantwright.model.calendar import Calendar, Shift
from plantwright.visit.closed import closed_spans
from plantwright.visit.rows import Window
from plantwright.visit.windows import check_times, held_back, windows_of

START = datetime(2026, 3, 16, 5)  # noqa: DTZ001 - UTC without a zone in the type, as in the log
META = LogMeta("shop", "recorded", START, START + timedelta(days=84), time_zone="America/Chicago")


def test_times_are_the_plants_own():
    """A day without a zone begins at the plant's midnight; a time with a zone is taken as it is."""
    windows = windows_of(META, "2026-03-17", "2026-03-18T12:00+00:00", credit=False)
    assert windows.shown == Window(START + timedelta(days=1), START + timedelta(days=2, hours=7))
    assert windows.held is None
    assert windows_of(META, None, None, credit=False).shown == Window(META.start, META.end)


@pytest.mark.parametrize(("days", "held"), [(84, 21), (28, 7), (15, 7), (10, 2), (3, 1), (1, 0.25)])
def test_a_quarter_is_held_back_in_whole_weeks_or_days(days, held):
    """What is held back is the last quarter, in whole weeks or days where there are enough, and nothing overlaps."""
    windows = held_back(Window(START, START + timedelta(days=days)))
    assert windows.held.end - windows.held.start == timedelta(days=held)
    assert windows.shown.end == windows.held.start
    assert windows.whole() == Window(START, START + timedelta(days=days))


@pytest.mark.parametrize(("start", "end"), [("2020-01-01", None), ("2026-04-02", "2026-04-01"), (None, "2030-01-01")])
def test_a_window_outside_the_log_is_refused(start, end):
    """The message says what the log covers, in the plant's time."""
    with pytest.raises(RecordsError, match=r"the log covers 2026-03-16T00:00 to 2026-06-08T00:00"):
        windows_of(META, start, end, credit=False)


def test_what_is_no_time_is_refused_at_once():
    """Both ends are looked at before anything is read."""
    with pytest.raises(RecordsError, match=r"(?s)--from: 'monday'.*--to: '7'"):
        check_times("monday", "7")


def test_a_plant_is_closed_outside_its_shifts():
    """Nights and weekends in the plant's own time are closed, across a change of its clocks, and the edges are cut."""
    shifts = (Shift(days="mon-fri", start="06:00", end="22:00"),)
    window = Window(
        datetime(2026, 3, 27, 12, tzinfo=UTC).replace(tzinfo=None),
        datetime(2026, 3, 30, 12, tzinfo=UTC).replace(tzinfo=None),
    )
    found = closed_spans(Calendar(id="two", shifts=shifts), "Europe/Berlin", window)
    # Friday 22:00 in winter time to Monday 6:00 in summer time: an hour less
    assert [(one.hour, two.hour, two - one) for one, two in found] == [(21, 4, timedelta(days=2, hours=7))]
    always = Calendar(id="always", shifts=(Shift(days="mon-sun", start="00:00", end="24:00"),))
    assert closed_spans(always, "UTC", window) == []
