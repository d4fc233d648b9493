"""What the width of an interval rests on, in cases where it can be told beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from improve.shops import DAY, bottleneck
from plantwright.improve.experiment import Spread
from plantwright.improve.rank import rank
from plantwright.improve.rests import Rests, rests_of
from plantwright.model.change import Change, ScaleProcessTime
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant

HOUR = 3600.0


def spread(error: float, drawn: np.ndarray) -> Spread:
    """Return a spread of ten runs with this error and these refits."""
    return Spread(0.0, error, float(np.std(drawn)) if len(drawn) else 0.0, 10, drawn, np.zeros(10))


def still(size: float, count: int = 16) -> np.ndarray:
    """Return refits that move a number by ``size``, each with two runs that agree."""
    return np.repeat(size * np.array([1.0, -1.0] * (count // 2))[:, None], 2, axis=1)


def test_the_parts_add_up_in_squares() -> None:
    """Chance of 3 and ignorance of 4 make a width of 5: 36 % and 64 % of its square."""
    found = rests_of(spread(3.0, still(4.0)), {"order": spread(0.0, still(1.0)), "breakdown": spread(0.0, still(2.0))})
    assert found is not None
    assert (found.chance, found.ignorance) == (pytest.approx(0.36), pytest.approx(0.64))
    assert found.by_source == {"order": pytest.approx(0.2), "breakdown": pytest.approx(0.8)}
    assert found.main_source() == "breakdown"


def test_the_sentence_says_what_would_narrow_the_interval() -> None:
    """The records that leave most open are named, with what twice as many of them would do."""
    said = Rests(0.18, 0.82, {"breakdown": 0.64, "order": 0.36}).sentence()
    assert "82 % of the width is what the records leave open" in said
    assert "64 % are the breakdowns" in said
    # 1 − √(1 − 0.82 · 0.64 / 2)
    assert "about 14 %" in said


def test_chance_is_cured_by_runs() -> None:
    """An interval of chance alone is narrowed by 29 % by twice as many runs, as every mean is."""
    found = rests_of(spread(1.0, np.zeros((0, 1))), {})
    assert found == Rests(1.0, 0.0, {})
    assert "twice as many runs would narrow it by 29 %" in found.sentence()  # type: ignore[union-attr]
    assert rests_of(spread(0.0, np.zeros((0, 1))), {}) is None


def test_the_chance_of_few_runs_is_no_ignorance() -> None:
    """Refits whose runs differ as much as the refits do leave nothing open."""
    rng = np.random.default_rng(1)
    found = rests_of(spread(0.0, rng.standard_normal((4000, 2))), {})
    assert found is not None
    assert found.ignorance < 0.1


def failing(repair: float) -> Plant:
    """Return the line whose mill breaks down, with this mean repair [h]."""
    stops = Failures(
        time_to_failure=Distribution.exponential(20 * HOUR), time_to_repair=Distribution.exponential(repair * HOUR)
    )
    centers = tuple(WorkCenter(id=name, failures=stops if name == "mill" else None) for name in ("saw", "mill", "pack"))
    return bottleneck(work_centers=centers)


def test_the_records_that_leave_most_open_are_found() -> None:
    """Where only repairs are uncertain the ignorance lies with the breakdowns, of the plant and of the change."""
    change = Change(name="mill", edits=(ScaleProcessTime(work_center="mill", factor=0.85),))
    unsure = [failing(hours) for hours in (2.0, 3.0, 6.0, 8.0, 2.5, 7.0)]
    sources = {"order": [failing(4.0)] * 6, "breakdown": unsure}
    found = rank(failing(4.0), [change], draws=unsure, sources=sources, warm_up=5 * DAY, horizon=20 * DAY)
    assert found.base_rests is not None
    assert found.base_rests.main_source() == "breakdown"
    assert found.base_rests.by_source["breakdown"] > 0.95
    assert found.base_rests.ignorance > 0.5
    assert found.changes[0].rests is not None
    assert not found.changes[0].rests.by_source.get("order")
