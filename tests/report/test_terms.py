"""Names of the measures."""

from __future__ import annotations

from plantwright.model.estimate import Estimate
from plantwright.report.terms import in_order, measured, term


def test_known_names_are_plain_and_unknown_ones_readable():
    """Reserved words become plain words, others lose their underscores."""
    assert term("flow_mean") == "Flow time, mean"
    assert term("energy_per_piece") == "Energy per piece"


def test_what_people_ask_first_stands_first(fabricated):
    """Throughput comes before counts, unknown measures last, and none is lost."""
    values = {"zzz": Estimate(value=1, unit="h"), **fabricated.measures().values}
    ordered = list(in_order(values))
    assert ordered[0] == "throughput"
    assert ordered[-1] == "zzz"
    assert set(ordered) == set(values)


def test_shares_are_percentages_and_ratios_are_not():
    """On time 0.62 reads 62 %; Little's ratio 1.003 stays a ratio."""
    assert measured("on_time", Estimate(value=0.62, unit="1")).text == "62&nbsp;%"
    assert measured("little_ratio", Estimate(value=1.003, unit="1")).text == "1.00"
