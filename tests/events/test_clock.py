"""The clock that runs only while the plant works."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantwright.events.clock import WorkClock
from plantwright.events.zones import is_zone, to_local, to_utc
from plantwright.model.calendar import ALWAYS, Calendar, Shift

WEEKDAYS = Calendar(id="day", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),))
NIGHTS = Calendar(id="night", shifts=(Shift(days="sat", start="22:00", end="06:00"),))
ZONES = ["UTC", "Europe/Warsaw", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe"]


def times(*texts: str) -> np.ndarray:
    """Return UTC times."""
    return np.array(texts, dtype="datetime64[us]")


def test_clock_stands_still_off_shift():
    """From Friday 21:00 to Monday 07:00 a plant of 06:00 to 22:00, Monday to Friday, works two hours."""
    start, end = times("2025-05-02T21:00:00"), times("2025-05-05T07:00:00")
    assert WorkClock(WEEKDAYS).between(start, end).tolist() == [7200.0]


def test_clock_reads_local_time():
    """A shift from 06:00 begins at 04:00 UTC in a Warsaw summer and at 05:00 UTC in its winter."""
    clock = WorkClock(WEEKDAYS, "Europe/Warsaw")
    summer = clock.between(times("2025-07-01T03:00:00"), times("2025-07-01T05:00:00"))
    winter = clock.between(times("2025-01-07T03:00:00"), times("2025-01-07T06:00:00"))
    assert [summer[0], winter[0]] == [3600.0, 3600.0]


@pytest.mark.parametrize("zone", ZONES)
def test_always_open_is_true_time(zone):
    """A plant that never closes works exactly as long as time passes, across every clock change."""
    stamps = np.arange("2024-01-01", "2026-12-31", 7, dtype="datetime64[h]").astype("datetime64[us]")
    worked = np.diff(WorkClock(ALWAYS, zone).elapsed(stamps))
    assert worked == pytest.approx(7 * 3600.0, abs=1e-5)


def test_night_shift_of_the_long_night():
    """The night shift in which clocks go back works nine hours, the one in which they go forward seven."""
    clock = WorkClock(NIGHTS, "Europe/Warsaw")
    start = times("2025-10-25T12:00:00", "2025-03-29T12:00:00", "2025-05-03T12:00:00")
    worked = clock.between(start, start + np.timedelta64(1, "D"))
    assert (worked / 3600).tolist() == pytest.approx([9, 7, 8])


def test_no_time_gives_nan():
    """An empty time has no working time."""
    assert np.isnan(WorkClock(WEEKDAYS, "Europe/Warsaw").elapsed(times("NaT"))).all()


@given(st.lists(st.integers(0, 4_000_000_000), min_size=2), st.sampled_from(ZONES))
def test_clock_never_runs_backward(seconds, zone):
    """Working time never falls as time goes on, and never grows faster than time."""
    stamps = np.sort(np.array(seconds)) * 1_000_000
    worked = np.diff(WorkClock(WEEKDAYS, zone).elapsed(stamps.astype("datetime64[us]")))
    assert (worked >= -1e-4).all()
    assert (worked <= np.diff(stamps) / 1e6 + 1e-4).all()


@given(st.integers(0, 4_000_000_000), st.sampled_from(ZONES))
def test_local_and_back(seconds, zone):
    """A wall time leads back to its UTC, except in the hour that comes twice, where it is the first."""
    stamp = np.array([seconds * 1_000_000]).astype("datetime64[us]")
    back = to_utc(to_local(stamp, zone), zone)
    assert to_local(back, zone) == to_local(stamp, zone)
    assert 0 <= (stamp - back)[0].astype(int) <= 3_600_000_000


def test_unknown_zones_are_refused():
    """Only names of the time zone database are zones."""
    assert [is_zone(name) for name in ("Europe/Paris", "Mars/Olympus", "", "../etc")] == [True, False, False, False]
