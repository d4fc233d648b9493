"""What people write is read as they mean it, or refused with the cure; never something else."""

from __future__ import annotations

import pytest

from plantwright.calibrate.told_words import (
    Amount,
    Breaks,
    StepTime,
    amount_of,
    amounts_of,
    breaks_of,
    is_unknown,
    names_of,
    people_of,
    shifts_of,
    steps_of,
    time_of,
)
from plantwright.errors import PlantError

MIN, HOUR = 60.0, 3600.0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12 min", StepTime(12 * MIN)),
        ("12 8 20 min", StepTime(12 * MIN, 8 * MIN, 20 * MIN)),
        ("8 12 20 min", StepTime(12 * MIN, 8 * MIN, 20 * MIN)),
        ("usually 12 min, best 8 min, worst 1 h", StepTime(12 * MIN, 8 * MIN, HOUR)),
        ("12, 8, 20 min", StepTime(12 * MIN, 8 * MIN, 20 * MIN)),
        ("1,5 h", StepTime(1.5 * HOUR)),
        ("90s", StepTime(90.0)),
        ("2 1.5 4 h lot", StepTime(2 * HOUR, 1.5 * HOUR, 4 * HOUR, "lot")),
        ("3 h a lot", StepTime(3 * HOUR, per="lot")),
        ("4 9 min per piece", StepTime(6 * MIN, 4 * MIN, 9 * MIN)),
        ("12 8 20 min, setup 30 min", StepTime(12 * MIN, 8 * MIN, 20 * MIN, setup=30 * MIN)),
        ("12 min set-up 0", StepTime(12 * MIN, setup=0.0)),
    ],
)
def test_a_time_is_read(text: str, meant: StepTime) -> None:
    """One to three numbers in any order, with units behind one or each, for a piece or a lot, with a set-up."""
    assert time_of(text) == meant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", "no unit behind 12"), ("12 parsec", "'parsec' is no unit"), ("1 2 3 4 min", "4 numbers"),
        ("0 min", "1 numbers"), ("soon", "'soon' is no unit"), ("1,500 s", "may be a thousand"),
        ("2 h lot, setup 5 min", "which holds it"), ("12 min setup 5", "no unit behind 5"),
    ],
)  # fmt: skip
def test_a_time_that_is_none_is_refused(text: str, found: str) -> None:
    """What is no time, or may be two, is refused with what was found and how to write it."""
    with pytest.raises(PlantError) as caught:
        time_of(text)
    assert found in str(caught.value)
    assert "write" in str(caught.value)


def test_usual_best_and_worst_give_mean_and_variance_of_extended_pearson_tukey() -> None:
    """Weights 0.185, 0.63, 0.185: of a lognormal's 5th, 50th and 95th percentiles they give its mean within 1 %."""
    time = StepTime(100.0, 100 * 2.718281828 ** (-1.645 * 0.4), 100 * 2.718281828 ** (1.645 * 0.4))
    mean, scv = time.mean_and_scv()
    assert mean == pytest.approx(100 * 2.718281828 ** (0.4**2 / 2), rel=0.01)
    assert scv == pytest.approx(2.718281828 ** (0.4**2) - 1, rel=0.1)


@pytest.mark.parametrize("text", ["", "?", "don't know", "No idea.", "unknown"])
def test_not_known_is_an_answer(text: str) -> None:
    """There are several ways to say that one does not know."""
    assert is_unknown(text)


def test_names_stand_between_commas() -> None:
    """Names may hold blanks, and stand once each; steps may come again."""
    assert names_of("garden table,  chair ") == ("garden table", "chair")
    assert steps_of("cut, weld, inspect, paint, inspect") == ("cut", "weld", "inspect", "paint", "inspect")
    for text in ("a, a", ", ,", "*"):
        with pytest.raises(PlantError, match="write for example"):
            names_of(text)


@pytest.mark.parametrize(("text", "low", "high"), [("12", None, None), ("10-15", 10, 15), ("10 to 15 orders", 10, 15)])
def test_an_amount_may_lie_between_two(text: str, low: float | None, high: float | None) -> None:
    """A range keeps its ends, with the geometric mean between them."""
    assert (amount_of(text).low, amount_of(text).high) == (low, high)
    assert amount_of(text).value == pytest.approx(12 if low is None else 150**0.5)


@pytest.mark.parametrize("text", ["-3", "15-10", "many", "0", "1.000", "12,500 pieces"])
def test_an_amount_that_is_none_is_refused(text: str) -> None:
    """Nothing, less than nothing, a range backwards, and thousands that may be parts of one are refused."""
    with pytest.raises(PlantError, match="write"):
        amount_of(text)


def test_amounts_are_told_for_each_or_for_all() -> None:
    """Names in any capitals, ranges among them; a name that is missing or unknown is said."""
    names = ("table", "garden table")
    assert amounts_of("12", names) == {"": Amount(12)}
    made = amounts_of("Garden Table 4-9, table: 8", names)
    assert (made["garden table"].high, made["table"].value) == (9, 8)
    with pytest.raises(PlantError, match="nothing of garden table"):
        amounts_of("table 8", names)
    with pytest.raises(PlantError, match="known are table, garden table"):
        amounts_of("bench 8", names)


def test_shifts_are_read() -> None:
    """Days and hours, several shifts, also past midnight; always is always."""
    week = shifts_of("Mon-Fri 6:00-14:00, mon,wed 22.00 to 06.00; sat 06:00-12:00")
    assert [(one.days, one.start, one.end) for one in week] == [
        ("mon-fri", "06:00", "14:00"), ("mon,wed", "22:00", "06:00"), ("sat", "06:00", "12:00"),
    ]  # fmt: skip
    assert shifts_of("24/7")[0].end == "24:00"


@pytest.mark.parametrize(
    "text", ["all day", "mon-fri 6-14", "mon-fri 06:00-06:00", "mox 06:00-14:00", "mon 25:00-26:00"]
)
def test_shifts_that_are_none_are_refused(text: str) -> None:
    """What names no days, no hours or no time is refused."""
    with pytest.raises(PlantError, match=r"write|or"):
        shifts_of(text)


def test_people_run_what_is_said() -> None:
    """A group runs one work center or several; a number alone runs all; enough is no limit."""
    centers = ("saw", "mill", "paint shop")
    told = people_of("2 saw+mill, 1 for paint shop, 3 Saw and mill", centers)
    assert told == ((2, ("saw", "mill")), (1, ("paint shop",)), (3, ("saw", "mill")))
    assert people_of("5", centers) == ((5, centers),)
    assert people_of("enough", centers) == ()
    for text in ("some", "2 lathe", "0 saw"):
        with pytest.raises(PlantError, match="write"):
            people_of(text, centers)


def test_breakdowns_are_read() -> None:
    """How often and for how long, in hours or days; nothing is nothing."""
    told = breaks_of("Saw every 2 weeks for 4 h, mill every month for 1 day", ("saw", "mill"))
    assert told == {"saw": Breaks(-14.0, 4 * HOUR), "mill": Breaks(-30.4, -1.0)}
    assert breaks_of("nothing", ("saw",)) == {}
    for text in (
        "saw often",
        "lathe every week for 1 h",
        "saw every blue moon for 4 h",
        "saw every week for 4 parsec",
        "saw every 0 h for 1 h",
    ):
        with pytest.raises(PlantError, match="write"):
            breaks_of(text, ("saw",))
