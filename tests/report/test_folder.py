"""The folder of results: whole, or not there."""

from __future__ import annotations

import json
import os

import pytest

from plantwright.calibrate.check import UNCHECKED
from plantwright.errors import OutputError
from plantwright.files.plant import read_plant
from plantwright.improve.study import Study
from plantwright.report import folder
from plantwright.report.folder import check_target, write_results

MANIFEST = {"version": "0.1.0", "seed": 7}


def test_all_files_are_written(fabricated, tmp_path):
    """Report, plant, measures, changes, log and run stand in the folder, and nothing hidden beside it."""
    write_results(fabricated.study(), tmp_path / "out", manifest=MANIFEST)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"report.html", "plant", "measures.json", "changes.csv", "log.parquet", "run.json"} <= names
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    measures = json.loads((tmp_path / "out" / "measures.json").read_text(encoding="utf-8"))
    assert measures["values"]["booked_good"]["value"] == 92_519
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["seed"] == 7
    assert read_plant(tmp_path / "out" / "plant") == fabricated.plant()


def test_a_plant_without_log_is_written_too(fabricated, tmp_path):
    """Without a log there is no log.parquet; the other files are there, empty where nothing is known."""
    write_results(Study(fabricated.plant(), None, None, UNCHECKED, None), tmp_path / "out", manifest={})
    assert not (tmp_path / "out" / "log.parquet").exists()
    assert json.loads((tmp_path / "out" / "measures.json").read_text(encoding="utf-8")) == {"values": {}, "tables": {}}
    assert len((tmp_path / "out" / "changes.csv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_an_interruption_leaves_nothing(fabricated, tmp_path, monkeypatch, error):
    """Ctrl-C or a crash in the middle leaves neither the folder nor a hidden half of it."""

    def stop(*_args, **_more):
        raise error

    monkeypatch.setattr(folder, "write_report", stop)
    with pytest.raises(error):
        write_results(fabricated.study(), tmp_path / "out", manifest=MANIFEST)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_as_such(fabricated, tmp_path, monkeypatch):
    """An OSError while writing becomes an OutputError that names the place, and nothing is left."""

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "write_report", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_results(fabricated.study(), tmp_path / "out", manifest=MANIFEST)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_needs_force(fabricated, tmp_path):
    """A second study does not overwrite the first; with force it replaces it whole."""
    out = tmp_path / "out"
    write_results(fabricated.study(), out, manifest={"seed": 1})
    (out / "old-note.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="--force"):
        write_results(fabricated.study(), out, manifest={"seed": 2})
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["seed"] == 1
    write_results(fabricated.study(), out, force=True, manifest={"seed": 2})
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["seed"] == 2
    assert not (out / "old-note.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failed_replacement_keeps_the_old_result(fabricated, tmp_path, monkeypatch):
    """If the last step is interrupted, the earlier result stands as before."""
    out = tmp_path / "out"
    write_results(fabricated.study(), out, manifest={"seed": 1})
    rename, calls = type(out).rename, []

    def second_fails(self, target):
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(type(out), "rename", second_fails)
    with pytest.raises(KeyboardInterrupt):
        write_results(fabricated.study(), out, force=True, manifest={"seed": 2})
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["seed"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("inside", ["notes.txt", "run.json"])
def test_only_own_results_are_replaced(fabricated, tmp_path, inside):
    """Even with force, a folder of somebody else's is never replaced, also not one with a run.json of another tool."""
    out = tmp_path / "out"
    out.mkdir()
    (out / inside).write_text('{"seed": 1}', encoding="utf-8")
    with pytest.raises(OutputError, match="no earlier result"):
        write_results(fabricated.study(), out, force=True, manifest=MANIFEST)
    assert [path.name for path in out.iterdir()] == [inside]


def test_a_file_is_never_replaced(tmp_path):
    """An output that is a file is refused, with force too."""
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="no earlier result"):
        check_target(tmp_path / "out", force=True)


def test_a_missing_or_closed_parent_is_told(tmp_path, monkeypatch):
    """Where the folder cannot be made, the message names the parent and the cure, before any work is done."""
    with pytest.raises(OutputError, match="make it first"):
        check_target(tmp_path / "none" / "out")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match="cannot be written to"):
        check_target(tmp_path / "out")


def test_an_empty_folder_may_be_used_with_force(fabricated, tmp_path):
    """Nothing is lost in an empty folder."""
    (tmp_path / "out").mkdir()
    write_results(fabricated.study(), tmp_path / "out", force=True, manifest=MANIFEST)
    assert (tmp_path / "out" / "report.html").exists()
