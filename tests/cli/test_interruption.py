"""Ctrl-C at any moment: exit code 130, one line, nothing written, at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.conftest import Command, names

SLOW = ["--replications", "100000", "--json", "o.json"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent as Unix does")


def interrupted(words: list[str], moment: str, number: int = signal.SIGINT, times: int = 1) -> tuple[int, str, float]:
    """Return exit code, what was said and the seconds it took to end after a signal sent at ``moment``."""
    # who starts the tests in the background has Ctrl-C ignored, and children inherit that
    awake = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{awake}; from plantwright.cli.main import main; main()"
    started = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert started.stderr is not None
    for text in started.stderr:
        if moment in text:
            break
    time.sleep(0.05)
    began = time.perf_counter()
    for _ in range(times):
        started.send_signal(number)
    said = started.communicate(timeout=30)[1]
    return started.returncode, said, time.perf_counter() - began


@pytest.mark.parametrize("moment", ["reading", "running"])
def test_an_interruption_ends_at_once(moment: str, here: Path, plant: Path, changes: Path) -> None:
    """While reading and while threads run the twin: one line, no traceback, no file, within a few seconds."""
    before = names(here)
    code, said, took = interrupted(["what-if", str(plant), "--changes", str(changes), *SLOW], moment)
    assert (code, said.strip().splitlines()) == (130, ["interrupted; nothing was written"])
    assert took < 5
    assert names(here) == before


def test_pressing_twice_is_pressing_once(here: Path, plant: Path, changes: Path) -> None:
    """An impatient second Ctrl-C disturbs nothing."""
    code, said, _ = interrupted(["what-if", str(plant), "--changes", str(changes), *SLOW], "running", times=3)
    assert (code, said.count("interrupted")) == (130, 1)


def test_being_ended_is_being_interrupted(here: Path, plant: Path, changes: Path) -> None:
    """A process that is told to end cleans up as one that is interrupted."""
    code, said, _ = interrupted(["what-if", str(plant), "--changes", str(changes), *SLOW], "running", signal.SIGTERM)
    assert (code, "Traceback" in said) == (143, False)


@pytest.mark.parametrize("step", ["plantwright.report.folder.write_report", "plantwright.cli.study._studied"])
def test_an_interruption_leaves_nothing(
    step: str, here: Path, run: Command, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While learning, ranking or writing: the folder of results is not there, not even a hidden one."""
    from fabricated import study as made_up  # noqa: PLC0415

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("plantwright.cli.study._studied", lambda *_: made_up())
    monkeypatch.setattr(step, stop)
    done = run("study", log)
    assert done.exit_code == 130
    assert "Traceback" not in done.output
    assert names(here) == {"log.csv"}
