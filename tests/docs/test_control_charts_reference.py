"""The reference of control charts misses no chart, no rule and no source of variation."""

from __future__ import annotations

from pathlib import Path

from plantwright.observe.spc.chart_choice import COUNT_CHARTS, VALUE_CHARTS
from plantwright.observe.spc.gauge import SOURCES
from plantwright.observe.spc.rules import LIMITS_ALONE, NELSON, WESTERN_ELECTRIC


def test_every_chart_rule_and_source_is_explained(project: Path) -> None:
    """Each name that the command prints stands in its reference, in code."""
    page = (project / "docs" / "reference" / "control-charts.md").read_text(encoding="utf-8")
    rules = [one.name for one in (*NELSON, *WESTERN_ELECTRIC, *LIMITS_ALONE)]
    assert [one for one in (*VALUE_CHARTS, *COUNT_CHARTS, *rules, *SOURCES) if f"`{one}`" not in page] == []
