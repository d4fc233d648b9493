"""What is said of a characteristic as a whole."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest

from plantwright.events.log import conform
from plantwright.events.schema import MEASUREMENTS
from plantwright.observe.spc.by_chance import any_by_chance, beyond_chance, limits_passed
from plantwright.observe.spc.characteristics import Characteristic, characteristics_of
from plantwright.observe.spc.judged import judge
from plantwright.observe.spc.judged_counts import judge_counts
from plantwright.observe.spc.rules import NELSON

BEGIN = datetime(2025, 3, 3)  # noqa: DTZ001 - UTC without a zone, as in a log
STEADY = np.random.default_rng(15).normal(10, 1, size=60)


def rows(values: np.ndarray, **columns: object) -> pa.Table:
    """Return measurements of one characteristic, an hour apart; a column may be one value or a list."""
    n = len(values)
    made = {"value": values, "time": [BEGIN + timedelta(hours=k) for k in range(n)], "characteristic": ["bore"] * n}
    made |= {name: one if isinstance(one, list) else [one] * n for name, one in columns.items()}
    return conform(pa.table(made), MEASUREMENTS)


def one(values: np.ndarray, **columns: object) -> Characteristic:
    """Return the one characteristic of measurements."""
    (found,) = characteristics_of(rows(values, **columns))
    return found


def test_values_are_charted_in_time() -> None:
    """Values are put in the order of their times, whatever their order in the table."""
    turned = rows(STEADY).take(pa.array(range(59, -1, -1)))
    (found,) = characteristics_of(turned)
    assert found.values.tolist() == STEADY.tolist()


def test_stations_are_charted_apart() -> None:
    """A characteristic that two stations measure is two streams, each with its limits."""
    found = characteristics_of(rows(STEADY, station=["m1", "m2"] * 30))
    assert [(each.name, len(each.values)) for each in found] == [("bore at m1", 30), ("bore at m2", 30)]


def test_limits_that_change_are_said() -> None:
    """Where the specification changes, the last one is taken and that is said."""
    found = one(STEADY, upper_limit=[13.0] * 30 + [12.5] * 30)
    assert found.specification.upper == 12.5
    assert "upper limit changes" in found.notes[0]


def test_units_that_differ_are_said() -> None:
    """Nothing is converted silently."""
    assert "units differ (mm, in)" in one(STEADY, unit=["mm", "in"] * 30).notes[0]


def test_a_stable_process_has_a_believed_capability() -> None:
    """Stable, normal, independent values have indices that are not doubted."""
    found = judge(one(STEADY, lower_limit=5.0, upper_limit=15.0))
    assert found.capability is not None
    assert found.capability.believed(), found.capability.doubts


def test_values_that_do_not_vary_are_no_crash() -> None:
    """Where no limits can be had, that is said and nothing else is claimed."""
    found = judge(one(np.full(20, 5.0), upper_limit=6.0))
    assert (found.charts, found.capability) == ((), None)
    assert "do not vary" in found.notes[-1]


def test_few_points_are_said_to_be_rough() -> None:
    """Limits from ten points are marked."""
    assert any("rest on 10 points" in note for note in judge(one(STEADY), baseline=10).notes)


def test_eight_rules_err_often_together() -> None:
    """Within 60 points more than four in ten stable processes show one of Nelson's patterns, which is said."""
    share = judge(one(STEADY)).chance
    assert share is not None
    assert 0.4 < (share.low or 0) < (share.high or 0) < 0.7
    assert any_by_chance(60, NELSON[:1]).value == pytest.approx(1 - (1 - 0.0027) ** 60, abs=0.055)


def test_chance_is_told_from_a_cause() -> None:
    """One pattern in 60 points may be chance; ten are not."""
    assert not beyond_chance(0, 60, NELSON)
    assert not beyond_chance(1, 60, NELSON)
    assert beyond_chance(10, 60, NELSON)


def test_a_long_stable_process_is_called_stable() -> None:
    """Of 20 000 stable values some lie beyond the limits by chance, which speaks of no cause; a shift does."""
    values = np.random.default_rng(21).normal(10, 1, size=20_000)
    assert judge(one(values)).stable
    values[-100:] += 3
    assert judge(one(values)).stable is False


def test_any_point_beyond_speaks_of_a_cause_where_chance_makes_none() -> None:
    """Of few points one beyond is enough; of a thousand, whose limits chance passes twice or thrice, one is not."""
    assert limits_passed(1, 60, 0.0027)
    assert not limits_passed(0, 60, 0.0027)
    assert not limits_passed(1, 1000, 0.0027)
    assert limits_passed(12, 1000, 0.0027)


def test_sums_of_subgroups_are_of_their_means() -> None:
    """An EWMA of subgroups follows their means, one point each."""
    found = judge(one(STEADY, subgroup=[str(k // 5) for k in range(60)]), chart="ewma")
    assert len(found.charts[0].points) == 12
    assert found.moment_of(found.charts[0], 1) == BEGIN + timedelta(hours=5)


def test_counts_that_vary_too_much_are_doubted() -> None:
    """Shares that differ more between samples than a binomial law allows are marked; those that do not are not."""
    random = np.random.default_rng(3)
    for shares, doubted in ((np.full(40, 0.1), False), (random.choice([0.05, 0.2], size=40), True)):
        table = pa.table({"defective": random.binomial(200, shares), "inspected": [200] * 40})
        (found,) = judge_counts(table)
        assert any("do not fit them" in note for note in found.notes) == doubted
