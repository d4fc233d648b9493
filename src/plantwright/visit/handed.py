"""Filled sheets as visitors hand them in: read with all that is wrong in them said at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from plantwright.errors import Problems, RecordsError
from plantwright.grade.reading import read_sheet
from plantwright.grade.sheets import Sheet
from plantwright.visit.rows import Window
from plantwright.visit.windows import Windows

FORM = "plantwright.sheets.1"
LARGEST = 5_000_000
"""A file of sheets holds no more [bytes]."""
CURE = "hand in the file that the page saved"


@dataclass(frozen=True)
class Handed:
    """What one visitor handed in."""

    file: str
    visit: str
    """The id that the visit went by."""
    windows: Windows
    visitor: str
    sheets: tuple[Sheet, ...]


def read_handed(paths: Iterable[Path]) -> tuple[Handed, ...]:
    """Return what stands in the files, and in the JSON files of folders.

    Raises
    ------
    RecordsError
        Files that cannot be read, are no filled sheets, or tell of one visitor twice; all of it at once.
    """
    problems = Problems("the sheets", RecordsError)
    found = [one for path in _files(paths, problems) if (one := _handed(path, problems))]
    seen: dict[tuple[str, str], str] = {}
    for one in found:
        if before := seen.get((one.visit, one.visitor)):
            problems.add(
                one.file, f"{one.visitor!r} handed in twice", f"{before} is of the same visit", "leave one out"
            )
        seen[one.visit, one.visitor] = one.file
    problems.raise_any()
    return tuple(found)


def _files(paths: Iterable[Path], problems: Problems) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not inside:
            problems.add(str(path), "no file of sheets in it", "files end with .json", CURE)
        found += inside
    return list(dict.fromkeys(found))


def _handed(path: Path, problems: Problems) -> Handed | None:
    fields = _fields(path, problems)
    if fields is None:
        return None
    before = len(problems.found)
    windows = _windows(fields.get("visit"), str(path), problems)
    sheets = tuple(_sheets(fields, str(path), problems))
    visitor = fields.get("visitor")
    if not isinstance(visitor, str) or not 0 < len(visitor) <= 60:
        problems.add(f"{path}, visitor", repr(visitor)[:80], "a name of 1 to 60 letters is needed", CURE)
    if len(problems.found) > before or windows is None:
        return None
    return Handed(str(path), str(fields["visit"]["id"]), windows, str(visitor), sheets)


def _fields(path: Path, problems: Problems) -> dict[str, Any] | None:
    try:
        if path.stat().st_size > LARGEST:
            problems.add(str(path), f"{path.stat().st_size:,} bytes", f"sheets have {LARGEST:,} at most", CURE)
            return None
        fields = json.loads(path.read_bytes())
    except OSError as error:
        problems.add(str(path), f"cannot be read ({error.strerror})", "a file is needed", CURE)
        return None
    except ValueError:  # no JSON, or no UTF-8
        problems.add(str(path), "no JSON", "filled sheets are JSON", CURE)
        return None
    if not isinstance(fields, dict) or fields.get("form") != FORM:
        problems.add(str(path), "no filled sheets", f"their form is {FORM}", CURE)
        return None
    return fields


def _sheets(fields: dict[str, Any], where: str, problems: Problems) -> Iterable[Sheet]:
    told = fields.get("sheets")
    if not isinstance(told, list):
        problems.add(f"{where}, sheets", repr(told)[:80], "a list is needed", CURE)
        return
    kinds = [one.get("sheet") if isinstance(one, dict) else None for one in told]
    if len({str(kind) for kind in kinds}) < len(kinds):
        problems.add(f"{where}, sheets", "one sheet stands there twice", "each once", "leave one out")
    for one in told:
        try:
            yield read_sheet(one if isinstance(one, dict) else json.dumps(one))
        except RecordsError as error:
            problems.found += [f"{where}, {problem}" for problem in error.problems]


def _windows(told: object, where: str, problems: Problems) -> Windows | None:
    try:
        shown, held = told["window"], told["held"]  # type: ignore[index]
        if not isinstance(told["id"], str):  # type: ignore[index]
            raise TypeError
        return Windows(_window(shown), _window(held) if held is not None else None)
    except (TypeError, KeyError, ValueError):
        problems.add(f"{where}, visit", "no id, window or held window of a visit", "all three are needed", CURE)
        return None


def _window(told: dict[str, str]) -> Window:
    start, end = datetime.fromisoformat(told["start"]), datetime.fromisoformat(told["end"])
    if start.tzinfo or end.tzinfo or not start < end:
        raise ValueError
    return Window(start, end)
