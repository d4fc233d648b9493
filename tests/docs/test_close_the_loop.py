"""The how-to on closing the loop does what it says, from the prediction to the history."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.pages import Block, blocks


@pytest.fixture(scope="module")
def page(project: Path) -> list[Block]:
    """Return the blocks of the page, in order."""
    return blocks(project / "docs" / "how-to" / "close-the-loop.md")


def test_the_page_runs_from_the_prediction_to_the_history(
    page: list[Block], project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command runs in turn, and each line shown has one that begins like it; the Python between them runs too."""
    shutil.copytree(project / "examples" / "machine-shop", tmp_path / "examples" / "machine-shop")
    monkeypatch.chdir(tmp_path)
    for one in page:
        if one.info == "yaml":
            (tmp_path / "changes.yaml").write_text(one.body, encoding="utf-8")
        elif one.info == "python":
            exec(compile(one.body, "close-the-loop.md", "exec"), {})
        elif one.info == "console":
            printed = "".join(_printed(command) for command in one.commands())
            begins = {text.split()[0] for text in printed.splitlines() if text.strip()}
            assert {text.split()[0] for text in one.output()} - begins == set()


def _printed(command: str) -> str:
    code = "from plantwright.cli.main import main; main()"
    words = shlex.split(command)[1:]
    env = {**os.environ, "COLUMNS": "120"}
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
