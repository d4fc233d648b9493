"""Keeping files that were brought: their names made harmless, their size limited, written whole or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from fastapi import UploadFile

from plantwright.errors import NotThereError, Problems, RecordsError, TooMuchError

KINDS = (
    ".csv", ".tsv", ".txt", ".prn", ".xlsx", ".xls", ".xlsm", ".ods", ".parquet", ".xes", ".xml", ".gz", ".zip",
    ".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".html", ".htm",
)  # fmt: skip
MOST_FILES = 50
_CHUNK = 1 << 20


def keep_uploads(files: Sequence[UploadFile], folder: Path, most: int) -> None:
    """Write files into a folder that is made.

    Parameters
    ----------
    most
        Bytes that all may have together.

    Raises
    ------
    RecordsError
        A name is no name for a file of records, twice the same, or there are too many.
    TooMuchError
        They are larger than the limit.
    """
    names = [_harmless(one.filename or "") for one in files]
    _demand_names(names, [one.filename or "" for one in files])
    folder.mkdir(parents=True)
    left = most
    for name, file in zip(names, files, strict=True):
        with (folder / name).open("xb") as out:
            while chunk := file.file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise TooMuchError(
                        f"{name}: the files are larger than {most >> 20} MB; bring a part, or use the command line"
                    )
                out.write(chunk)


def add_uploads(files: Sequence[UploadFile], folder: Path, most: int) -> None:
    """Write files into a folder that holds some, in place of those of the same name; all of them, or none.

    Parameters
    ----------
    most
        Bytes that all of the folder may have together.
    """
    there = {one.name: one.stat().st_size for one in folder.glob("*") if one.is_file()}
    staying = sum(size for name, size in there.items() if name not in {_harmless(one.filename or "") for one in files})
    hidden = folder.with_name(f".records-{uuid4().hex[:8]}")
    try:
        keep_uploads(files, hidden, most - staying)
        if len({*there, *(one.name for one in hidden.iterdir())}) > MOST_FILES:
            raise TooMuchError(f"files: more than {MOST_FILES} in one plant; put tables of a kind into one file")
        folder.mkdir(parents=True, exist_ok=True)
        for one in sorted(hidden.iterdir()):
            one.replace(folder / one.name)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def remove_upload(folder: Path, name: str) -> None:
    """Take a file out of a folder of records.

    Raises
    ------
    NotThereError
        It holds none of that name.
    RecordsError
        It is the last one.
    """
    there = [one.name for one in folder.glob("*") if one.is_file()]
    if name not in there:
        raise NotThereError(f"file {name}: the records hold none of that name")
    if len(there) == 1:
        raise RecordsError(f"{name}: is the only file; bring another first, or delete the plant")
    (folder / name).unlink()


def _harmless(name: str) -> str:
    """Return a name without folders, control signs and dots at its begin."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[^\w .()+-]", "_", last).lstrip(". ")[-150:]


def _demand_names(names: Sequence[str], given: Sequence[str]) -> None:
    problems = Problems("the files", RecordsError)
    if not 0 < len(names) <= MOST_FILES:
        problems.add("files", f"{len(names)} files", f"1 to {MOST_FILES} are taken at once")
    for name, told in zip(names, given, strict=True):
        if Path(name).suffix.lower() not in KINDS:
            problems.add(told[:100] or "a file", "is no file of records", f"allowed are {', '.join(KINDS)}")
    for name in sorted({one for one in names if names.count(one) > 1}):
        problems.add(name, "comes twice", "names must differ", "rename one")
    problems.raise_any()
