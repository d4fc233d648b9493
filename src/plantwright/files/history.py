"""``history.jsonl``: one entry a line, added at the end and never written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

from plantwright.errors import OutputError, PlantError, RecordsError
from plantwright.model.checked import checked
from plantwright.model.history import Entry, History

NAME = "history.jsonl"


def read_history(folder: str | Path) -> History:
    """Return the history in a folder; lines that are no entry are named, and the others are read all the same."""
    path = Path(folder) / NAME
    if not path.exists():
        return History()
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RecordsError(str(path), [f"{path}: cannot be read ({error.strerror}); allow it"]) from None
    entries, broken = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entries.append(_entry(line))
        except PlantError as error:
            broken.append(f"{NAME}, line {number}: {'; '.join(error.problems)}; left as it is, mend it by hand")
    return History(entries=tuple(entries), broken=tuple(broken))


def append_history(folder: str | Path, entry: Entry) -> Path:
    """Add an entry at the end of the history in a folder, whole or not at all; return the file.

    Notes
    -----
    One write at the end of the file, brought to the disk before it counts; where only a part of it could be written the
    file is cut back to what it was. A last line that was cut off by something else is closed first, and kept.
    """
    path = Path(folder) / NAME
    line = entry.model_dump_json().encode() + b"\n"
    try:
        _append(path, line)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); allow it, or free space") from error
    return path


def check_history(folder: str | Path) -> None:
    """Raise OutputError where nothing can be added to a history."""
    path = Path(folder) / NAME
    if not path.parent.is_dir():
        raise OutputError(f"{folder}: there is no such folder; make it first, or name another one")
    if not os.access(path if path.exists() else path.parent, os.W_OK) or path.is_dir():
        raise OutputError(f"{path}: cannot be written; allow it, or name another folder")


def _append(path: Path, line: bytes) -> None:
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        size = os.fstat(file).st_size
        whole = line if _ends_whole(path, size) else b"\n" + line
        if os.write(file, whole) != len(whole):
            os.ftruncate(file, size)
            raise OSError("no space left")
        os.fsync(file)
    finally:
        os.close(file)


def _ends_whole(path: Path, size: int) -> bool:
    if size == 0:
        return True
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def _entry(line: bytes) -> Entry:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise PlantError("entry", [f"no JSON ({' '.join(str(error).split())[:80]})"]) from None
    return checked(Entry, fields, "entry")
