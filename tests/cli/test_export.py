"""``plantwright export``: the script is written whole, over nothing that was not meant, or the plant is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Command, line, names, refused
from plantwright.files.plant import write_plant
from plantwright.model.distribution import Distribution
from plantwright.twin.simpy_script import simpy_script


def test_the_script_is_that_of_the_plant_and_runs(here: Path, run: Command, plant: Path) -> None:
    """The file holds the plant's script; the line that is printed says how to run it."""
    pytest.importorskip("simpy", reason="simpy comes with the extra test")
    done = run("export", plant, "--simpy", "shop.py")
    assert done.exit_code == 0, done.output
    assert (here / "shop.py").read_text(encoding="utf-8") == simpy_script(line())
    assert "python shop.py --runs 10" in done.stdout
    words = [sys.executable, "-I", "shop.py", "--runs", "2", "--days", "7"]
    assert "flow time" in subprocess.run(words, cwd=here, capture_output=True, text=True, check=True).stdout


def test_the_plant_in_a_folder_of_results_is_exported(here: Path, run: Command, plant: Path) -> None:
    """As for simulate, a study's folder stands for the plant that it learned."""
    (here / "x.study").mkdir()
    plant.rename(here / "x.study" / "plant")
    (here / "x.study" / "run.json").write_text("{}")
    assert run("export", "x.study", "--simpy", "x.py").exit_code == 0


def test_an_existing_file_needs_force(here: Path, run: Command, plant: Path) -> None:
    """What stands there is replaced only when that is said."""
    (here / "shop.py").write_text("mine")
    assert "exists already; replace it with --force" in refused(run("export", plant, "--simpy", "shop.py"))
    assert (here / "shop.py").read_text() == "mine"
    assert run("export", plant, "--simpy", "shop.py", "--force").exit_code == 0
    assert (here / "shop.py").read_text(encoding="utf-8") == simpy_script(line())


def test_what_the_script_does_not_know_is_refused(here: Path, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plant with a trace and a worker with hours of their own is refused by both fields, and no file is left."""
    told = line().model_copy(update={"transport": Distribution.trace([1.0, 2.0])})
    worker = told.workers[0].model_copy(update={"calendar": "two"})
    told = told.model_copy(update={"workers": (worker, told.workers[1])})
    monkeypatch.setattr("plantwright.cli.export.read_plant", lambda _: told)
    said = refused(run("export", "line", "--simpy", "shop.py"))
    assert "2 problems in plant 'line' for the SimPy export, which knows parallel stations" in said
    assert "transport.kind: 'trace'" in said
    assert "workers.w1.calendar: 'two'" in said
    assert names(here) == set()


def test_all_that_is_wrong_is_said_together(here: Path, run: Command, plant: Path) -> None:
    """A name that is no script's and a plant that cannot be read are told at once."""
    (plant / "plant.yaml").write_text("a: [")
    said = refused(run("export", plant, "--simpy", "shop.txt"))
    assert "let its name end with .py" in said
    assert "not YAML" in said


def test_a_place_that_is_none_is_refused(run: Command, plant: Path) -> None:
    """A missing folder is named before anything is written."""
    assert "no is no folder" in refused(run("export", plant, "--simpy", "no/shop.py"))


def test_records_are_no_plant(here: Path, run: Command, log: Path) -> None:
    """A log has to be learned from first; the message says by which command."""
    assert "plantwright study DATA makes it" in refused(run("export", log, "--simpy", "shop.py"))
    write_plant(line(), here / "line")
    assert run("export", "line/plant.yaml", "--simpy", "shop.py").exit_code == 0
