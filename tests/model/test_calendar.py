"""Calendars: weekly shifts, past midnight too, as people and YAML write them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plantwright.errors import PlantError
from plantwright.model.calendar import (
    ALWAYS,
    DAY,
    WEEK,
    Calendar,
    Shift,
    Spans,
    clock_seconds,
    common_spans,
    day_numbers,
)
from plantwright.model.checked import checked

HOUR = 3600.0
CLOCKS = st.integers(0, 1439).map(lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}")


Week = tuple[tuple[str, str, str], ...]
WEEKS = st.lists(st.tuples(st.sampled_from(["mon-fri", "sat-sun", "wed", "sun"]), CLOCKS, CLOCKS), max_size=4)


def shifts_of(week: Iterable[tuple[str, str, str]]) -> tuple[Shift, ...]:
    """Return shifts given as days, start and end."""
    return tuple(Shift(days=days, start=start, end=end) for days, start, end in week)


def calendar(*shifts: tuple[str, str, str], breaks: Week = ()) -> Calendar:
    """Return a calendar of shifts and breaks given as days, start and end."""
    return Calendar(id="one", shifts=shifts_of(shifts), breaks=shifts_of(breaks))


def open_at(spans: Spans, minute: int) -> bool:
    """Return whether the half minute after a minute of the week is worked."""
    return any(start <= minute * 60 + 30 < end for start, end in spans)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat", (5,)),
        ("mon,wed", (0, 2)),
        ("Fri - Mon", (0, 4, 5, 6)),
        ("mon-sun", (0, 1, 2, 3, 4, 5, 6)),
        ("mon,mon-tue", (0, 1)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, numbers: tuple[int, ...]) -> None:
    """A range of days may wrap around the week, repeat a day and hold blanks and capitals."""
    assert day_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "monday", "mon-", "-fri", "mon,,fri", "weekdays"])
def test_what_names_no_days_is_refused_with_an_example(text: str) -> None:
    """A text that names no days is an error that shows how to write them."""
    with pytest.raises(ValueError, match="names no days; write for example mon-fri"):
        day_numbers(text)


def test_a_shift_past_midnight_goes_on_the_next_day() -> None:
    """A shift that ends before it starts runs into the next morning."""
    night = calendar(("tue", "22:00", "06:00"))
    assert night.open_spans() == ((DAY + 22 * HOUR, 2 * DAY + 6 * HOUR),)


def test_a_shift_past_sunday_midnight_goes_on_on_monday() -> None:
    """What runs past the end of the week is worked at its beginning, for the week repeats."""
    night = calendar(("sun", "22:00", "06:00"))
    assert night.open_spans() == ((0.0, 6 * HOUR), (6 * DAY + 22 * HOUR, WEEK))
    assert night.hours_per_week() == 8


def test_a_shift_that_ends_as_it_starts_lasts_a_day() -> None:
    """From 06:00 to 06:00 is a whole day, not nothing."""
    assert calendar(("mon", "06:00", "06:00")).hours_per_week() == 24


def test_shifts_that_meet_or_overlap_are_one_span() -> None:
    """Two shifts back to back, or a night that meets the morning, are worked once and without a break."""
    two = calendar(("mon", "06:00", "14:00"), ("mon", "14:00", "22:00"), ("mon", "20:00", "23:00"))
    assert two.open_spans() == ((6 * HOUR, 23 * HOUR),)


def test_always_is_the_whole_week() -> None:
    """A plant that never closes works 168 hours in one span."""
    assert ALWAYS.open_spans() == ((0.0, WEEK),)


def test_yaml_reads_an_unquoted_time_as_a_number_and_it_is_still_a_time() -> None:
    """YAML 1.1 makes 1320 of an unquoted 22:00; a shift reads it as 22:00 all the same."""
    written = yaml.safe_load("days: mon-fri\nstart: 06:00\nend: 22:00\n")
    assert written["end"] == 1320
    assert checked(Shift, written, "shift") == Shift(days="mon-fri", start="06:00", end="22:00")


@pytest.mark.parametrize("text", ["24:01", "25:00", "12:60", "6", "noon", "", "-1:00", 1441, -1, True, 6.5, None])
def test_what_is_no_time_of_day_is_refused(text: object) -> None:
    """Beyond 24:00, no minutes, a word, a truth value: each is refused by name."""
    with pytest.raises(PlantError, match="shift") as caught:
        checked(Shift, {"days": "mon", "start": "06:00", "end": text}, "shift")
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith("end: ")


def test_all_that_is_wrong_with_a_shift_is_said_at_once() -> None:
    """Wrong days, wrong start and an unknown field come in one error."""
    with pytest.raises(PlantError) as caught:
        checked(Shift, {"days": "someday", "start": "26:00", "end": "14:00", "break": 1}, "shift")
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["days", "start", "break"]


def test_nobody_works_in_a_break() -> None:
    """A break parts a shift, one at its edge shortens it, one outside changes nothing."""
    day = calendar(("mon", "06:00", "14:00"), breaks=(("mon", "09:00", "09:30"), ("mon-tue", "13:00", "15:00")))
    assert day.open_spans() == ((6 * HOUR, 9 * HOUR), (9.5 * HOUR, 13 * HOUR))
    assert day.hours_per_week() == 6.5


def test_a_break_of_a_night_runs_past_midnight_as_its_shift_does() -> None:
    """The break of a Sunday night around midnight falls on both ends of the week."""
    night = calendar(("sun", "22:00", "06:00"), breaks=(("sun", "23:45", "00:15"),))
    assert night.open_spans() == ((900.0, 6 * HOUR), (6 * DAY + 22 * HOUR, WEEK - 900))


def test_breaks_may_leave_nothing() -> None:
    """A shift that is all break is no working time."""
    assert calendar(("mon", "06:00", "14:00"), breaks=(("mon-sun", "00:00", "24:00"),)).open_spans() == ()


@given(WEEKS, WEEKS, st.integers(0, 7 * 1440 - 1))
def test_a_moment_is_worked_within_a_shift_and_outside_every_break(shifts: Week, breaks: Week, minute: int) -> None:
    """Whatever the shifts and breaks, a minute is open just where some shift has it and no break does."""
    worked = open_at(calendar(*shifts).open_spans(), minute) and not open_at(calendar(*breaks).open_spans(), minute)
    assert open_at(calendar(*shifts, breaks=breaks).open_spans(), minute) == worked


@given(WEEKS, WEEKS, st.integers(0, 7 * 1440 - 1))
def test_two_weeks_have_in_common_what_both_work(one: Week, other: Week, minute: int) -> None:
    """A minute is common just where both weeks are open, whichever is named first, and the spans are in order."""
    a, b = calendar(*one).open_spans(), calendar(*other).open_spans()
    common = common_spans(a, b)
    assert open_at(common, minute) == (open_at(a, minute) and open_at(b, minute))
    assert common == common_spans(b, a)
    assert list(common) == sorted(common)


def test_weeks_that_only_touch_have_nothing_in_common() -> None:
    """Who comes when the other goes is never there with him; with one who is always there he has all his hours."""
    early, late = calendar(("mon", "06:00", "14:00")), calendar(("mon", "14:00", "22:00"))
    assert common_spans(early.open_spans(), late.open_spans()) == ()
    assert common_spans(ALWAYS.open_spans(), late.open_spans()) == late.open_spans()


@given(WEEKS)
def test_open_spans_are_apart_and_in_order(shifts: list[tuple[str, str, str]]) -> None:
    """Whatever the shifts, the spans lie within the week, in order, and none touches the next."""
    spans = calendar(*shifts).open_spans()
    edges = [edge for span in spans for edge in span]
    assert all(a < b for a, b in itertools.pairwise(edges))
    assert not edges or (edges[0] >= 0 and edges[-1] <= WEEK)


@given(st.sampled_from(["mon", "mon-fri", "sun"]), CLOCKS, CLOCKS)
def test_one_shift_works_its_own_hours(days: str, start: str, end: str) -> None:
    """A single shift is worked for its length on each of its days, wherever midnight falls."""
    length = (clock_seconds(end) - clock_seconds(start)) % DAY or DAY
    expected = min(length * len(day_numbers(days)), WEEK) / HOUR
    assert calendar((days, start, end)).hours_per_week() == pytest.approx(expected)


def test_the_longest_opening_runs_over_the_end_of_the_week() -> None:
    """A night shift on Sunday goes on into Monday; breaks cut an opening; what never closes is open for ever."""
    night = Shift(days="sun", start="20:00", end="05:00")
    day = Shift(days="mon-fri", start="06:00", end="14:00")
    pause = Shift(days="mon-fri", start="10:00", end="11:00")
    assert Calendar(id="c", shifts=(night, day)).longest_opening() == 9 * 3600
    assert Calendar(id="c", shifts=(day,), breaks=(pause,)).longest_opening() == 4 * 3600
    assert ALWAYS.longest_opening() == float("inf")
