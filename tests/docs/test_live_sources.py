"""The page on live sources does what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.pages import blocks
from plantwright.events.sources.contract import TAG_COLUMNS


@pytest.mark.skipif(os.name == "nt", reason="the page's lines are for a Unix shell")
def test_the_page_on_live_sources_can_be_followed(project: Path, tmp_path: Path) -> None:
    """The lines marked exact, run in the order shown, print what the page shows."""
    shutil.copytree(project / "examples", tmp_path / "examples")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    (shown,) = [one for one in blocks(project / "docs" / "how-to" / "live-sources.md") if one.info == "console exact"]
    printed = ""
    for line in shown.commands():
        done = subprocess.run(line, shell=True, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        printed += done.stdout
    assert printed.splitlines() == shown.output()


def test_the_columns_of_tags_are_named(project: Path) -> None:
    """The page on records names the columns of what machines say without an order."""
    text = (project / "docs" / "reference" / "records.md").read_text(encoding="utf-8")
    assert [name for name in TAG_COLUMNS if f"`{name}`" not in text] == []
