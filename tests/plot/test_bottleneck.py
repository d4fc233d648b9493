"""Three ways to find the bottleneck."""

from __future__ import annotations

from plantwright.model.estimate import Measures
from plantwright.plot.bottleneck import find_bottleneck


def _measures(**methods: tuple[float | None, float | None]) -> Measures:
    rows = tuple({"work_center": name, **{m: v[k] for m, v in methods.items()}} for k, name in enumerate(("a", "b")))
    return Measures(tables={"bottlenecks": rows})


def test_the_majority_decides():
    """Two ways that point to b overrule the most trusted one."""
    found = find_bottleneck(_measures(active_period=(0.7, 0.2), busy_share=(0.8, 0.9), queue_time=(1.0, 2.0)))
    assert (found.work_center, found.agree, found.others) == ("b", ("busy_share", "queue_time"), {"active_period": "a"})


def test_the_most_trusted_way_breaks_a_tie():
    """One vote each: the longest active period decides."""
    found = find_bottleneck(_measures(active_period=(0.7, 0.2), busy_share=(0.8, 0.9)))
    assert found.work_center == "a"


def test_where_all_have_slack_the_busiest_is_merely_the_busiest():
    """Below 60 % busy nothing is near its limit, and that is said rather than a bottleneck claimed."""
    found = find_bottleneck(_measures(active_period=(0.7, 0.2), busy_share=(0.3, 0.4)))
    assert (found.work_center, found.near_limit) == ("b", False)


def test_nothing_known_is_no_bottleneck():
    """Without measures, or with unknown ones only, none is named."""
    assert find_bottleneck(None) is find_bottleneck(_measures(busy_share=(None, None))) is None
