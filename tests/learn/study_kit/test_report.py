"""A report says its interval and nothing beyond."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from learn.study_kit.studies import settings
from plantwright.learn.study_kit.analyze import Counted, Result
from plantwright.learn.study_kit.report import cares, report, says
from plantwright.model.estimate import Estimate

TOO_MUCH = re.compile(
    r"\b(proves|proven|works|effective|learn(s|ed)? more|because|causes|significant)\b", re.IGNORECASE
)


def result(low: float, high: float, analyzed: tuple[int, int] = (64, 64), drawn: int = 64) -> Result:
    """Return a result with this interval."""
    told = Estimate(value=(low + high) / 2, unit="points", low=low, high=high, method="least squares, CR2")
    first, second = (
        Counted(group=name, drawn=drawn, analyzed=count, mean=20.0)
        for name, count in zip(("school", "usual"), analyzed, strict=True)
    )
    return Result(difference=told, standardized=told, counted=(first, second), clusters=sum(analyzed))


@given(some.floats(-40, 40), some.floats(0.01, 40))
def test_no_group_is_called_higher_where_the_interval_holds_zero(low: float, width: float) -> None:
    """Whatever the interval, it is told; one that holds zero calls no group higher, and no word goes beyond it."""
    high = low + width
    said = says(settings(), result(low, high))
    assert f"{low:+.2f} to {high:+.2f}" in said
    assert ("scored higher than" in said) == (not low <= 0 <= high)
    assert TOO_MUCH.search(report(settings(), result(low, high))) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.0, 3.0, "school scored higher than usual. It is below the 4 points"),
        (1.0, 6.0, "school scored higher than usual. Whether it reaches the 4 points"),
        (4.5, 6.0, "school scored higher than usual. It is at least the 4 points"),
        (-6.0, -4.5, "usual scored higher than school. It is at least the 4 points"),
        (-1.0, 2.0, "outside the interval"),
        (-1.0, 5.0, "not ruled out"),
    ],
)
def test_the_size_is_held_against_what_was_registered(low: float, high: float, expected: str) -> None:
    """Beside the direction, the report says whether the worthwhile difference is reached, not told, or ruled out."""
    assert expected in says(settings(), result(low, high))


def test_what_weakens_a_study_is_told() -> None:
    """Lost learners, unevenly lost ones and fewer than planned are told; a whole study has none of these lines."""
    weak = " ".join(cares(settings(), result(1, 2, analyzed=(60, 40))))
    assert "6% of school and 38% of usual" in weak
    assert "More were lost of one group" in weak
    assert "Planned at the posttest were 128 learners, analyzed 100" in weak
    whole = " ".join(cares(settings(), result(1, 2)))
    assert not any(part in whole for part in ("lost", "Planned"))
