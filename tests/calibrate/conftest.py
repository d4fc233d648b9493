"""Records that the tests of the fit share."""

from __future__ import annotations

import pytest

from calibrate.line import HOUR, Line, Step
from plantwright.model.facts import Facts, ShiftFact

ROUND_THE_CLOCK = Facts(shifts=(ShiftFact(days="mon-sun", start="00:00", end="24:00"),), time_zone="UTC")


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Return what is told of the line: it never closes, and which products share a family."""
    return ROUND_THE_CLOCK.model_copy(update={"families": {"A": "red", "B": "red", "C": "blue"}})


@pytest.fixture(scope="session")
def line() -> Line:
    """Return a line of three work centers with setups, failures and two stations in the middle."""
    return Line(
        steps=(
            Step("cut", per_piece=120.0, setup=0.5 * HOUR, worker="ann"),
            Step("mill", stations=2, per_lot=900.0, per_piece=150.0, up=20 * HOUR, down=2 * HOUR),
            Step("pack", per_piece=60.0, noise=0.1),
        )
    )
