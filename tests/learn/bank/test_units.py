"""Answers are read as people write them, and refused with a reason when they cannot be."""

from __future__ import annotations

import pytest

from plantwright.learn.bank.units import UnreadableError, factor, read


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [
        ("12.5", 12.5, ""),
        ("12,5 min", 12.5, "min"),
        (" 1,234 s", 1234.0, "s"),
        ("1.234,5 s", 1234.5, "s"),
        ("1'234.5", 1234.5, ""),
        ("1 234,5 pieces/h", 1234.5, "pieces/h"),
        ("−3e-2 h", -0.03, "h"),
        ("0,125", 0.125, ""),
        ("85%", 85.0, "%"),
        ("12 345 678", 12_345_678.0, ""),
        ("1 h 30 min", 90.0, "min"),
        ("1h30min", 90.0, "min"),
        ("2 d 1,5 h", 49.5, "h"),
        ("1 hour 2 minutes 3 s", 3723.0, "s"),
    ],
)
def test_numbers_are_read_in_all_the_usual_ways(written: str, number: float, unit: str) -> None:
    """A decimal comma, thousands' marks and a unit are understood."""
    found = read(written)
    assert (found.number, found.unit) == (pytest.approx(number), unit)


@pytest.mark.parametrize(
    "written", ["", "about ten", "1.2.3.4,5,6 h", "9" * 200, "ten", "-", "1e999", "1 2 3", "12 34", "1 234 5"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    """What cannot be read as one number is refused."""
    with pytest.raises(UnreadableError):
        read(written)


@pytest.mark.parametrize(
    ("given", "asked", "times"),
    [
        ("min", "h", 1 / 60),
        ("pieces/min", "pieces/h", 60),
        ("orders per day", "orders/h", 1 / 24),
        ("%", "", 0.01),
        ("1/h", "1/min", 1 / 60),
        ("min/piece", "s/piece", 60),
        ("EUR/h", "currency/h", 1),
        ("kW h", "kWh", 1),
    ],
)
def test_units_that_fit_are_converted(given: str, asked: str, times: float) -> None:
    """A unit of the same kind as the asked one is converted."""
    assert factor(given, asked) == pytest.approx(times)


@pytest.mark.parametrize(("given", "asked"), [("h", "pieces"), ("pieces", "orders"), ("pieces/h", "h/piece")])
def test_units_of_another_kind_have_no_factor(given: str, asked: str) -> None:
    """Hours are no pieces, and pieces no orders."""
    assert factor(given, asked) is None


@pytest.mark.parametrize("unit", ["furlongz", "9**9**9", "m**99999", "__import__('os')", "<script>"])
def test_unknown_units_are_refused(unit: str) -> None:
    """A unit that nobody knows is refused, whatever it holds, and at once."""
    with pytest.raises(UnreadableError):
        factor(unit, "h")
