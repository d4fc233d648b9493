"""The history of a plant: added to, never written over, and read in spite of what is broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plantwright.errors import OutputError
from plantwright.files.history import NAME, append_history, check_history, read_history
from plantwright.model.estimate import Estimate
from plantwright.model.history import Believed, Entry, Found, History, Tried


def entry(
    name: str = "faster mill",
    realized: float = -10.0,
    foretold: float = -12.0,
    outcome: str = "worked as foretold",
) -> Entry:
    """Return a change that was tried, with effects of ± 4 %."""

    def effect(value: float) -> dict[str, Estimate]:
        return {"flow_mean": Estimate(value=value, unit="%", low=value - 4, high=value + 4, level=0.9)}

    return Entry(
        written="2026-05-01T12:00:00+00:00",
        objective="flow_mean",
        believed=Believed(made="2026-01-01", effects=effect(foretold), expected=effect(foretold)),
        tried=Tried(
            change={"name": name, "scale_process_time": {"work_center": "mill", "factor": 0.9}},
            before=("2026-01-01", "2026-03-01"),
            after=("2026-03-02", "2026-04-30"),
        ),
        found=Found(outcome=outcome, effects=effect(realized)),
    )


def test_what_is_added_is_read_back(tmp_path: Path) -> None:
    """Entries come back as they were written, the oldest first."""
    written = [entry("one"), entry("two", realized=-3.25)]
    for one in written:
        append_history(tmp_path, one)
    assert read_history(tmp_path) == History(entries=tuple(written))


def test_no_file_is_no_history(tmp_path: Path) -> None:
    """A folder in which nothing was written down has an empty history."""
    assert read_history(tmp_path) == History()


def test_adding_changes_no_byte_before(tmp_path: Path) -> None:
    """What stood in the file before is the same, byte for byte, after something is added."""
    append_history(tmp_path, entry("one"))
    before = (tmp_path / NAME).read_bytes()
    append_history(tmp_path, entry("two"))
    assert (tmp_path / NAME).read_bytes().startswith(before)


def test_a_broken_line_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    """A line that is no JSON, and one that is no entry, are named by number; the others are read, the file stays."""
    append_history(tmp_path, entry("one"))
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes() + b'{"half": \n{"written": "today"}\n')
    append_history(tmp_path, entry("two"))
    content = path.read_bytes()
    found = read_history(tmp_path)
    assert [one.tried.name() for one in found.entries] == ["one", "two"]
    assert [line.split(":")[0] for line in found.broken] == [f"{NAME}, line 2", f"{NAME}, line 3"]
    assert path.read_bytes() == content


def test_a_line_cut_off_by_a_crash_is_closed_first(tmp_path: Path) -> None:
    """Where the last line has no end, the next entry gets a line of its own."""
    path = tmp_path / NAME
    path.write_bytes(b'{"written": "2026-0')
    append_history(tmp_path, entry())
    assert len(read_history(tmp_path).entries) == 1
    assert len(read_history(tmp_path).broken) == 1


def test_half_a_write_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk takes only a part of an entry the file is as it was, and the error says where."""
    append_history(tmp_path, entry("one"))
    before, write = (tmp_path / NAME).read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda file, text: write(file, text[:20]))
    with pytest.raises(OutputError, match="cannot be written"):
        append_history(tmp_path, entry("two"))
    assert (tmp_path / NAME).read_bytes() == before


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A history is never begun in a folder that does not exist."""
    with pytest.raises(OutputError, match="no such folder"):
        check_history(tmp_path / "nowhere")
