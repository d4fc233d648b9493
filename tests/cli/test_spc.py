"""``plantwright spc``: what it chooses, says, writes and refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import Result

from cli.conftest import Command, names, refused

RANDOM = np.random.default_rng(11)
STEADY = 25.0 + 0.01 * np.random.default_rng(15).normal(size=60)


def said(done: Result) -> str:
    """Return what a command that succeeded printed, in one line."""
    assert done.exit_code == 0, done.output
    return re.sub(r"\s+", " ", done.stdout)


def table(here: Path, rows: list[str], name: str = "m.csv") -> Path:
    """Return a table written into the folder."""
    (here / name).write_text("\n".join(rows) + "\n")
    return here / name


@pytest.fixture
def measured(here: Path) -> Path:
    """Return single values of a diameter with limits, shifted after the fortieth."""
    lines = ["time,characteristic,value,unit,lower_limit,upper_limit"]
    for place, value in enumerate(STEADY):
        shift = 0.04 if place >= 40 else 0.0
        moment = f"2025-03-{1 + place // 8:02d} {8 + place % 8:02d}:00"
        lines.append(f"{moment},diameter,{value + shift:.4f},mm,24.9,25.1")
    return table(here, lines)


def test_single_values_get_an_imr_chart(run: Command, measured: Path) -> None:
    """Single values are charted singly, the reason, the baseline and the unit said."""
    told = said(run("spc", measured, "--baseline", 40))
    assert "i-mr: single values" in told
    assert "limits from the first 40 of 60 points" in told
    assert "one point beyond a control limit (nelson 1). Look for" in told
    assert "DOUBTFUL" in told
    assert "the process is not stable" in told


def test_a_stable_process_is_believed(run: Command, here: Path) -> None:
    """Of a stable process the capability is shown without a doubt, with its interval."""
    lines = ["value", *(f"{value:.4f}" for value in STEADY)]
    told = said(run("spc", table(here, [f"diameter,{one}" for one in lines]), "--lower", 24.95, "--upper", 25.05,
                    "--map", "value=value"))  # fmt: skip
    assert re.search(r"Cpk \d\.\d+ \(\d\.\d+ to \d\.\d+\) (Pp|DOUBT)", told)
    assert "DOUBTFUL" not in told


def test_without_a_specification_capability_is_not_known(run: Command, here: Path) -> None:
    """Nothing is claimed of a capability without limits."""
    lines = ["run,value", *(f"{k},{value:.4f}" for k, value in enumerate(STEADY))]
    assert "capability not known: no specification" in said(run("spc", table(here, lines)))


def test_subgroups_get_means(run: Command, here: Path) -> None:
    """Columns of one row are a subgroup: means with ranges if small, with standard deviations if large."""
    for size, chart in ((4, "xbar-r: subgroups of 4"), (12, "xbar-s: subgroups of 12")):
        head = ",".join(f"x{k}" for k in range(1, size + 1))
        rows = [",".join(f"{one:.3f}" for one in RANDOM.normal(size=size)) for _ in range(25)]
        assert chart in said(run("spc", table(here, [head, *rows])))


def test_counts_get_their_charts(run: Command, here: Path) -> None:
    """Defective pieces become a share, defects of one size a count, of told sizes a rate."""
    counts = RANDOM.poisson(5, size=25)
    for head, size, chart in (
        ("sample,defective,inspected", ",50", "p: defective pieces"),
        ("sample,defects", "", "c: defects"),
        ("sample,defects,inspected", ",10", "u: defects of samples"),
    ):
        rows = [f"{k},{one}{size}" for k, one in enumerate(counts)]
        assert chart in said(run("spc", table(here, [head, *rows], "c.csv")))


@pytest.mark.parametrize("chart", ["ewma", "cusum", "i-mr"])
def test_the_chart_can_be_told(chart: str, run: Command, measured: Path) -> None:
    """--chart overrules what the data suggest, and says that it was told."""
    assert f"chart {chart}: as told" in said(run("spc", measured, "--chart", chart))


def test_a_chart_that_the_data_cannot_make_is_said(run: Command, measured: Path) -> None:
    """Single values make no chart of subgroups: said, not crashed, and no signal is claimed absent."""
    told = said(run("spc", measured, "--chart", "xbar-r"))
    assert "no subgroups of two or more values" in told
    assert "signals none" not in told


def test_the_page_and_the_json_hold_all(run: Command, measured: Path, here: Path) -> None:
    """The page has each chart with how to read it and no address; the JSON has points, limits and signals."""
    said(run("spc", measured, "--baseline", 40, "--out", "charts.html", "--json", "charts.json"))
    page = (here / "charts.html").read_text()
    assert page.count("How to read it") == 2
    assert "default-src 'none'" in page
    (one,) = json.loads((here / "charts.json").read_text())["characteristics"]
    assert [len(chart["points"]) for chart in one["charts"]] == [60, 59]
    assert one["charts"][0]["signals"][0]["words"]
    assert one["capability"]["cpk"]["low"] < one["capability"]["cpk"]["value"]


def test_a_page_is_not_replaced_unasked(run: Command, measured: Path, here: Path) -> None:
    """An existing file is replaced with --force alone, and only HTML is written."""
    (here / "charts.html").write_text("mine")
    assert "replace it with --force" in refused(run("spc", measured, "--out", "charts.html"))
    assert "let its name end with .html" in refused(run("spc", measured, "--out", "charts.txt"))
    assert (here / "charts.html").read_text() == "mine"
    said(run("spc", measured, "--out", "charts.html", "--force"))
    assert "mine" not in (here / "charts.html").read_text()[:100]


def test_a_gauge_study_is_judged(run: Command, here: Path) -> None:
    """--gauge says each source of variation, the categories and a verdict."""
    rows = ["part,operator,trial,value"]
    for part in range(5):
        for who in ("Ana", "Ben", "Cem"):
            rows += [f"{part},{who},{trial},{part + RANDOM.normal(0, 0.05):.3f}" for trial in (1, 2)]
    told = said(run("spc", table(here, rows), "--gauge", "--lower", 0, "--upper", 10))
    assert "distinct categories" in told
    assert "the gauge is" in told
    assert "Ana" not in told


def test_what_is_wrong_is_told_at_once(run: Command, measured: Path, here: Path) -> None:
    """Limits the wrong way round, a bad page and a missing zone are one message, and nothing is written."""
    before = names(here)
    told = refused(
        run("spc", measured, "--lower", 3, "--upper", 2, "--time-zone", "Mars", "--out", "x.txt", "--map", "value")
    )
    for words in ("the lower must be below the upper", "'Mars' is unknown", "end with .html", "half of it is missing"):
        assert words in told
    assert names(here) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "there is no such file or folder"),
        (["."], "no measurements in the folder"),
        ([".", "--gauge"], "no gauge study in the folder"),
        (["m.csv", "--gauge"], "no column of parts"),
    ],
)
def test_no_data_is_said(words: list[str], says: str, run: Command, here: Path) -> None:
    """Where there is nothing to chart, the cure is named."""
    if words[0] == "m.csv":
        table(here, ["characteristic,value", "a,1", "a,2"])
    assert says in refused(run("spc", *words))


def test_a_written_log_is_charted(run: Command, here: Path) -> None:
    """A log that was written with its measurements is charted from there."""
    from plantwright.events.read import read_log  # noqa: PLC0415
    from plantwright.events.write import write_log  # noqa: PLC0415

    table(here, ["order,operation,start,end", *(f"{k},cut,2025-03-03 0{k}:00,2025-03-03 0{k}:30" for k in range(1, 6))],
          "log.csv")  # fmt: skip
    table(here, ["characteristic,value", *(f"bore,{one:.4f}" for one in STEADY)], "measurements.csv")
    write_log(read_log(here), here / "kept.parquet")
    assert "bore" in said(run("spc", here / "kept.parquet"))


@pytest.mark.parametrize("form", ["{:g}", "{:.1f}"])
def test_values_beyond_all_measure_are_refused(run: Command, here: Path, form: str) -> None:
    """Values of 1e300 overflow every square: one clear refusal, no traceback and no chart of zeros."""
    lines = [
        "time,characteristic,value",
        *(f"2025-03-01 08:{k:02d},bore,{form.format((k + 1) * 1e300)}" for k in range(30)),
    ]
    told = refused(run("spc", table(here, lines)))
    assert "numbers below 1e15 are needed" in told


def test_limits_beyond_all_measure_are_refused(run: Command, measured: Path) -> None:
    """A specification limit of 1e300 is refused by its option's name."""
    assert "--upper: 1e+300" in refused(run("spc", measured, "--upper", "1e300"))


def test_values_too_small_to_square_make_no_chart(run: Command, here: Path) -> None:
    """Values around 1e-300 are said to vary by nothing, in numbers that fit a line."""
    lines = ["time,characteristic,value", *(f"2025-03-01 08:{k:02d},bore,{1 + k % 7}e-300" for k in range(30))]
    told = said(run("spc", table(here, lines)))
    assert "they do not vary" in told
    assert "inf" not in told.replace("information", "")
