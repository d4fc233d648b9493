"""How long something took, as people write it."""

import pytest

from plantwright.events.sheets.lasted import lasted, seconds_lasted
from plantwright.events.sheets.questions import Questions


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:30", 5400), ("1:30:10", 5410), ("1,5 Std", 5400), ("90 min", 5400), ("1 h 30 min", 5400), ("45s", 45)],
)
def test_lengths_of_time(text: str, seconds: float) -> None:
    """Colons, decimal commas, units and sums of units are understood."""
    assert lasted(text) == seconds


@pytest.mark.parametrize("text", ["soon", "5 pcs", "", "h"])
def test_no_lengths(text: str) -> None:
    """What is no length of time is none."""
    assert lasted(text) is None


def test_the_unit_stands_in_the_name_or_is_asked_for() -> None:
    """Bare numbers take their unit from the column's name; where none is named, it is asked for."""
    questions = Questions()
    assert seconds_lasted(["1.5", None], "Hours", {}, questions) == [5400.0, None]
    assert not questions.found
    assert seconds_lasted(["90"], "Duration", {}, questions) is None
    assert [one.name for one in questions.found] == ["duration_unit"]
    assert seconds_lasted(["90"], "Duration", {"duration_unit": "min"}, questions) == [5400.0]
