"""Keeping files that were brought: their names made harmless, their size limited, written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from fastapi import UploadFile

from plantwright.errors import Problems, RecordsError, TooMuchError

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
