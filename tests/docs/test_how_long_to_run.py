"""The how-to on run length does what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import line
from docs.pages import blocks
from plantwright.files.plant import write_plant


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a reader who has learned a plant, a small one."""
    write_plant(line(), tmp_path / "shop.study" / "plant")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_prints_what_is_shown(project: Path, reader: Path) -> None:
    """Each line shown has its line, with other numbers: every measure, the warm-up and the precision."""
    (shown,) = [one for one in blocks(project / "docs" / "how-to" / "how-long-to-run.md") if one.info == "console"]
    code = "from plantwright.cli.main import main; main()"
    (command,) = shown.commands()
    words = command.split()[1:]
    env = {**os.environ, "COLUMNS": "120"}
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    printed = {text.split()[0] for text in done.stdout.splitlines() if text.strip()}
    assert {text.split()[0] for text in shown.output()} - printed == set()


def test_the_python_runs(project: Path, reader: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines on the page run, print two estimates and leave the figure."""
    (code,) = [one.body for one in blocks(project / "docs" / "how-to" / "how-long-to-run.md") if one.info == "python"]
    exec(compile(code, "how-long-to-run.md", "exec"), {})
    first, second = capsys.readouterr().out.splitlines()
    assert " h (" in first
    assert " orders (" in second
    assert (reader / "warm-up.html").stat().st_size > 1000
