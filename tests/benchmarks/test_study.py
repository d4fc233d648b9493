"""What the main job's benchmark measures is what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from benchmarks.process import CommandFailedError, measured
from benchmarks.study import big_log, needed


def test_the_large_log_could_have_been_recorded() -> None:
    """In the generated log no station works on two lots at once, and no order is at two stations."""
    log = big_log(4000).to_pandas()
    for key in ("station", "order"):
        rows = log.sort_values([key, "start"])
        following = rows.groupby(key)["start"].shift(-1)
        known = following.notna()
        assert (rows.loc[known, "end"] <= following[known]).all(), key
    assert (log["start"] < log["end"]).all()
    assert pd.Series(log["station"]).nunique() == 40


def test_the_core_needs_what_it_declares_and_no_test_tool() -> None:
    """The installed size counts the closure of the core's dependencies, and none of its extras."""
    found = needed("plantwright")
    assert {"plantwright", "numpy", "numba", "llvmlite", "duckdb", "ibis-framework", "pyarrow"} <= found
    assert not found & {"pytest", "hypothesis", "ruff", "mypy"}


def test_a_process_is_measured_by_what_it_took() -> None:
    """A process that counts for a while has used CPU time, wall time and memory."""
    cost = measured([sys.executable, "-c", "sum(range(3_000_000))"])
    assert cost.cpu > 0
    assert cost.peak > 0.001


def test_a_process_knows_its_own_peak() -> None:
    """What a process held for a while stands in its peak when it has let go; what its parent held does not."""
    held = bytearray(300_000_000)
    del held
    report = "before = own_peak(); x = bytearray(10**8); del x; print(before, own_peak())"
    command = [sys.executable, "-c", f"from benchmarks.process import own_peak; {report}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    before, after = map(float, done.stdout.split())
    assert before < 0.1 < after < 0.2


def test_a_command_that_fails_is_no_figure() -> None:
    """A failed command raises, with what it said."""
    with pytest.raises(CommandFailedError, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"])
