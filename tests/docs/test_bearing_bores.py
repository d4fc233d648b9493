"""The example of measurements is what its page says: fictional, made by its script, and charted as shown."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from docs.pages import blocks
from plantwright.cli.app import app

TABLES = ("measurements", "specifications", "castings", "gauge")


@pytest.fixture(scope="module")
def folder() -> Path:
    """Return the folder of the example."""
    return Path(__file__).resolve().parents[2] / "examples" / "bearing-bores"


def test_it_says_that_it_is_fictional(folder: Path) -> None:
    """Page and script each say that the line is invented."""
    assert "Fictional" in (folder / "README.md").read_text()
    assert "invented" in (folder / "make.py").read_text()


def test_the_tables_were_made_by_the_script(folder: Path, tmp_path: Path) -> None:
    """The script writes the very tables that are kept."""
    done = subprocess.run([sys.executable, str(folder / "make.py"), "--out", str(tmp_path)], check=False)
    assert done.returncode == 0
    for name in TABLES:
        assert (tmp_path / f"{name}.csv").read_text() == (folder / f"{name}.csv").read_text()


def test_the_commands_print_what_the_pages_show(folder: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line that the page and the how-to show after a command is printed by it."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("COLUMNS", "100")
    shown = 0
    for page in (folder / "README.md", project / "docs" / "how-to" / "control-charts.md"):
        for block in (one for one in blocks(page) if one.commands()):
            done = CliRunner().invoke(app, block.commands()[0].split()[1:])
            assert done.exit_code == 0, done.output
            printed = re.sub(r"\s+", " ", done.stdout)
            for line in block.output():
                shown += 1
                assert re.sub(r"\s+", " ", line).strip() in printed
    assert shown > 10
