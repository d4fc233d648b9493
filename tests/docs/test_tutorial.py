"""The ten-minute tutorial does what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.pages import Block, blocks

STUDY = ("report.html", "measures.json", "changes.csv", "run.json", "plant/plant.yaml", "log.parquet")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the examples, as a reader would have it."""
    folder = tmp_path_factory.mktemp("reader")
    project = Path(__file__).resolve().parents[2]
    shutil.copytree(project / "examples", folder / "examples")
    return folder


def run(line: str, folder: Path) -> str:
    """Run one line as the reader would and return what it prints; a line that fails says why."""
    scripts = str(Path(sys.executable).parent)
    env = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}
    done = subprocess.run(line, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def follow(block: Block, folder: Path) -> None:
    """Do what a block of the tutorial says: save its file, or run its lines of plantwright."""
    kind, _, rest = block.info.partition(" ")
    if kind == "yaml" and rest:
        (folder / rest).write_text(block.body, encoding="utf-8")
    if kind != "console":
        return
    printed = "".join(run(line, folder) for line in block.commands() if line.startswith("plantwright "))
    if rest == "exact":
        lines = [line.split() for line in printed.splitlines()]
        missing = [line for line in block.output() if line.split() not in lines]
        assert not missing, printed


def test_the_tutorial_can_be_followed(project: Path, copy: Path) -> None:
    """Each command, in the order shown, ends well, prints what is marked exact and leaves its results."""
    followed = blocks(project / "docs" / "tutorials" / "ten-minutes.md")
    assert sum(len(one.commands()) for one in followed if one.info.startswith("console")) >= 4
    for block in followed:
        follow(block, copy)
    assert [name for name in STUDY if not (copy / "shop.study" / name).exists()] == []


def test_the_tutorial_installs_as_the_readme_does(project: Path) -> None:
    """Tutorial and README install with the same words."""
    install = blocks(project / "docs" / "tutorials" / "ten-minutes.md")[0].commands()[0]
    assert install in (project / "README.md").read_text(encoding="utf-8")
