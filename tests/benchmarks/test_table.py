"""Rows of figures: what holds, what is missed, and what a busy machine cannot say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.table import Row, row, run, wall_row, write


@pytest.mark.parametrize(
    ("value", "target", "holds"),
    [
        (39.0, "<= 40", True), (41.0, "<= 40", False), (0.9, ">= 0.8", True), (0.7, ">= 0.8", False),
        (None, "<= 40", None), (5.0, None, None), (float("nan"), "<= 40", False),
    ],
)  # fmt: skip
def test_a_target_is_a_bound(value: float | None, target: str | None, holds: bool | None) -> None:
    """At most or at least; without a target, or unmeasured, nothing is said; no number meets no target."""
    assert row("figure", value, "s", target).holds is holds


def test_a_rival_is_compared_by_ratio() -> None:
    """Half the rival's time is a ratio of one half."""
    assert row("figure", 2.0, "s", peer=4.0).ratio == 0.5
    assert row("figure", 2.0, "s").ratio is None


@pytest.mark.parametrize(
    ("value", "peer", "holds"), [(1.0, 2.0, True), (2.0, 2.0, True), (3.0, 2.0, False), (1.0, None, None)]
)
def test_a_target_may_bound_the_ratio(value: float, peer: float | None, holds: bool | None) -> None:
    """Held against a rival; without one, nothing is said."""
    assert row("figure", value, "us", "ratio <= 1", peer).holds is holds


@pytest.mark.parametrize(
    ("value", "load", "holds"), [(95.0, 0.1, False), (95.0, 1.7, "contended"), (80.0, 1.7, True), (80.0, 0.1, True)]
)
def test_a_busy_machine_cannot_fail_a_wall_clock_target(value: float, load: float, holds: object) -> None:
    """Too slow on a machine that had other work says nothing; fast enough all the same says all."""
    assert wall_row("figure", value, "<= 90", load).holds == holds


def test_rows_are_written_as_they_are(tmp_path: Path) -> None:
    """The JSON holds one object a row with the seven names."""
    write([row("figure", 3.0, "s", "<= 4", peer=6.0)], tmp_path / "rows.json")
    assert json.loads((tmp_path / "rows.json").read_text()) == [
        {"figure": "figure", "value": 3.0, "unit": "s", "target": "<= 4", "peer": 6.0, "ratio": 0.5, "holds": True}
    ]


@pytest.mark.parametrize(("options", "status"), [([], 1), (["--smoke"], 0)])
def test_a_missed_target_fails_the_benchmark_and_not_its_smoke_run(
    options: list[str], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full run that misses a target ends with 1; a smoke run only shows that the figure can be measured."""
    monkeypatch.setattr("sys.argv", ["benchmark", *options])

    def figures(smoke: bool) -> list[Row]:
        return [row("slow", 50.0, "s", "<= 40")]

    assert run("A benchmark", figures) == status
    assert "NO" in capsys.readouterr().out
