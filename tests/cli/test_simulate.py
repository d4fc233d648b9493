"""``simulate``: several runs with intervals, until they are narrow enough, or one run with its log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Command, names, refused
from cli.test_interruption import interrupted
from plantwright.cli.run_plan import Options, run_plan
from plantwright.model.estimate import Estimate, Measures

SHORT = ("--warm-up", "2d", "--horizon", "7d")


def plan(**told: object) -> object:
    """Return the plan of some options."""
    fields = {"warm_up": "30d", "horizon": "90d", "logged": False}
    none = dict.fromkeys(("runs", "precision", "measure", "most_runs"))
    return run_plan(Options(**{**fields, **none, **told}))  # type: ignore[arg-type]


def test_several_runs_are_the_rule_and_one_with_a_log() -> None:
    """Without options 20 runs are made; with --out it is one, whose log is written."""
    assert plan().runs == 20  # type: ignore[attr-defined]
    assert plan(logged=True).single()  # type: ignore[attr-defined]
    assert plan(runs=1).single()  # type: ignore[attr-defined]
    assert plan(runs=7).runs == 7  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("precision", "measure", "width", "relative"),
    [
        ("2%", None, 0.02, True),
        ("0.5h", "flow_p95", 0.5, False),
        ("3 pieces/d", "throughput", 3.0, False),
        (".01", "on_time", 0.01, False),
        ("1.5 %", "wip", 0.015, True),
    ],
)
def test_a_precision_is_a_share_or_in_the_measures_unit(
    precision: str, measure: str | None, width: float, relative: bool
) -> None:
    """2% is of the mean; a number with the measure's unit is half of the interval."""
    target = plan(precision=precision, measure=measure).target  # type: ignore[attr-defined]
    assert (target.measure, target.relative) == (measure or "flow_mean", relative)
    assert target.half_width == pytest.approx(width)


@pytest.mark.parametrize("precision", ["2", "0%", "-1%", "soon", "2 d", "", "nan%", "2%%"])
def test_a_precision_that_is_none_is_refused(precision: str, run: Command, plant: Path) -> None:
    """A width without unit, of nothing, or in another unit is refused with an example that would do."""
    said = refused(run("simulate", plant, "--precision", precision))
    assert f"--precision: {precision!r}" in said
    assert "write for example 2% or '0.5 h'" in said


def test_all_that_is_wrong_is_said_at_once(here: Path, run: Command) -> None:
    """Options that clash, an unknown measure and warm-up, a log of another form and no plant: one message."""
    words = (
        "--runs",
        3,
        "--precision",
        "2%",
        "--measure",
        "flow",
        "--warm-up",
        "mser",
        "--out",
        "x.csv",
        "--json",
        "no/x",
    )
    said = refused(run("simulate", "nowhere", *words))
    assert "7 problems in what was given" in said
    parts = (
        "--out: writes the log of one run; --precision makes several", "--runs: 3; --precision finds the number itself",
        "--measure: 'flow'; known are throughput", "or mser5 to find it", "let its name end with .parquet",
        "nowhere: there is no such", "no is no folder",
    )  # fmt: skip
    assert [part for part in parts if part not in said] == []
    assert names(here) == set()


def test_options_that_belong_to_a_precision_need_one(run: Command, plant: Path) -> None:
    """A measure or a limit of runs without --precision would say nothing, and several runs have no one log."""
    said = refused(run("simulate", plant, "--measure", "wip", "--most-runs", 9, "--runs", 2, "--out", "x.parquet"))
    assert "--measure: wip; it belongs to --precision" in said
    assert "--most-runs: 9; it belongs to --precision" in said
    assert "--runs 2 makes several; leave out --out or --runs 2" in said


def test_runs_are_measured_with_their_intervals(here: Path, run: Command, plant: Path) -> None:
    """The table shows every measure, the work centers' shares and what it rests on; the JSON holds the same."""
    done = run("simulate", plant, "--runs", 4, *SHORT, "--json", "m.json")
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    assert "4 runs, seed 0, warm-up 2 d, horizon 7 d" in said
    assert "not how well the plant is known" in said
    written = Measures.model_validate(json.loads((here / "m.json").read_text()))
    assert [name in said for name in written.values] == [True] * 6
    assert written["wip"].n == 4
    assert [row["work_center"] for row in written.table("work_centers")] == ["saw", "mill"]
    assert isinstance(written.table("work_centers")[0]["occupied"], Estimate)


def test_a_precision_is_reached(here: Path, run: Command, plant: Path) -> None:
    """Runs are made until the mean is known as well as asked, by a warm-up that pilot runs find; both are said."""
    words = ("--precision", "5%", "--warm-up", "mser5", "--horizon", "7d", "--json", "m.json")
    done = run("simulate", plant, *words)
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    assert "± 5 % of flow_mean was asked for" in said
    assert "MSER-5 on 30 pilot runs" in said
    one = Measures.model_validate(json.loads((here / "m.json").read_text()))["flow_mean"]
    assert (one.high - one.low) / 2 <= 0.05 * one.value  # type: ignore[operator]


def test_a_precision_that_is_not_reached_is_said(run: Command, plant: Path) -> None:
    """With too few runs allowed the measures are shown all the same, with how many would do."""
    done = run("simulate", plant, "--precision", "0.1%", "--most-runs", 22, *SHORT)
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert "of flow_mean was asked for and not reached" in said
    assert "would do" in said


def test_an_interruption_ends_at_once(here: Path, plant: Path) -> None:
    """Ctrl-C while the runs are made: one line, no traceback, no file."""
    before = names(here)
    words = ["simulate", str(plant), "--precision", "0.001%", "--most-runs", "100000", "--json", "m.json"]
    code, said, took = interrupted(words, "runs 21 to")
    assert (code, said.strip().splitlines()[-1]) == (130, "interrupted; nothing was written")
    assert "Traceback" not in said
    assert took < 5
    assert names(here) == before
