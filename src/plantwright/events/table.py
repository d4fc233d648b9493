"""Opening a table that a plant exported: text, JSON, XML, Parquet, XES or a workbook, every value as text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from plantwright.errors import Problems
from plantwright.events.log import Finding
from plantwright.events.profile import Profile
from plantwright.events.sheets.bombs import unpacked
from plantwright.events.sheets.json_text import json_sheets
from plantwright.events.sheets.page import is_page, page_sheets
from plantwright.events.sheets.plain import plain
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.sheet import NotATableError, Sheet, unique
from plantwright.events.sheets.text import text_sheet
from plantwright.events.sheets.workbook import workbook_sheets
from plantwright.events.sheets.xes import is_xes, xes_sheet
from plantwright.events.sheets.xml_text import xml_sheets
from plantwright.events.sources.grown import NotGrownError, read_grown
from plantwright.messages.told import told as message

TEXTS = (".csv", ".tsv", ".txt", ".prn", ".log")
SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
PARQUETS = (".parquet", ".pq")
XES = (".xes", ".xes.gz")
XMLS = (".xml",)
JSONS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
RECORDED = (".sqlite",)
"""What plantwright record keeps growing."""
SUFFIXES = (*TEXTS, *PARQUETS, *SHEETS, *XES, *XMLS, *JSONS, *RECORDED)

ROW = "_row"
"""The column that numbers the rows of a table from 1."""

_SAMPLE = 3000


@dataclass(frozen=True)
class Table:
    """A table as it was exported, made plain."""

    path: Path
    data: pa.Table
    """Its columns as text, empty values null, and ``_row``."""
    digest: str
    """SHA-256 of the file."""
    notes: tuple[Finding, ...] = ()
    """What was odd in the file, and what was done about it."""
    sheet: str = ""
    """The sheet of a workbook that it stood in."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """How a column came about that did not stand in the file so."""

    def profiles(self) -> list[Profile]:
        """Return what each column looks like, from rows spread over the whole table."""
        picked = np.unique(np.linspace(0, len(self.data) - 1, _SAMPLE).astype(np.int64))
        sample = self.data.take(pa.array(picked))
        return [Profile.of(name, sample[name].to_pylist()) for name in sample.column_names if name != ROW]


class NoRowsError(NotATableError):
    """A table has a header and nothing below it."""


def open_tables(
    path: Path, told: Mapping[str, str], problems: Problems, questions: Questions, *, optional: bool = False
) -> list[Table]:
    """Return the tables in a file, one a sheet; none after noting why there is none.

    Parameters
    ----------
    told
        Settings that a table may leave open, see ``SETTINGS``.
    optional
        One that has a header alone was not filled in, and is none.
    """
    try:
        return _opened(path, told, questions)
    except NoRowsError as error:
        if not optional:
            problems.add(str(path), *error.parts)
    except NotATableError as error:
        problems.add(str(path), *error.parts)
    except OSError as error:
        problems.add(str(path), f"cannot be read ({error.strerror or error})", "give an existing, readable file")
    return []


def suffix_of(path: Path) -> str:
    """Return the end of a file's name that says what it holds."""
    name = path.name.lower()
    return next((one for one in SUFFIXES if name.endswith(one)), path.suffix.lower())


def _opened(path: Path, told: Mapping[str, str], questions: Questions) -> list[Table]:
    suffix, content = suffix_of(path), _content(path)
    digest = hashlib.sha256(content).hexdigest()
    sheets = _sheets(path, suffix, content)
    filled = [one for one in sheets if len(one.data)] or sheets[:1]
    return [_table(path, plain(one, told, path.name, questions), digest) for one in filled]


def _content(path: Path) -> bytes:
    if suffix_of(path) not in SUFFIXES:
        raise NotATableError(f"a {path.suffix or 'file without suffix'}", f"allowed are {', '.join(SUFFIXES)}")
    if not path.is_file():
        raise NotATableError("a device, a pipe or a folder", "a plain file is needed", "copy what it gives into one")
    content = path.read_bytes()
    if not content or content.isspace():
        raise NotATableError("the file is empty", "a table with a header and at least one row is needed")
    return content


def _sheets(path: Path, suffix: str, content: bytes) -> list[Sheet]:
    if suffix in SHEETS:
        return page_sheets(content) if is_page(content[:200]) else workbook_sheets(path)
    if suffix in JSONS:
        return json_sheets(unpacked(path) if suffix.endswith(".gz") else content, path.name)
    if suffix in XMLS and not is_xes(content[:4096]):
        return xml_sheets(content, path)
    return [_sheet(path, suffix, content)]


def _sheet(path: Path, suffix: str, content: bytes) -> Sheet:
    if suffix in PARQUETS:
        return _from_parquet(path)
    if suffix in RECORDED:
        return _from_recorded(path)
    return xes_sheet(path) if suffix in (*XES, *XMLS) else text_sheet(content, path.name)


def _table(path: Path, sheet: Sheet, digest: str) -> Table:
    data = sheet.data
    if len(data) == 0:
        raise NoRowsError("a header and no rows", "at least one row is needed")
    if data.num_columns < 2:
        raise NotATableError("a single column", "a table of several columns is needed", "check the delimiter")
    names = unique(data.column_names)
    origins = {
        new: sheet.origins[old] for new, old in zip(names, data.column_names, strict=True) if old in sheet.origins
    }
    data = data.rename_columns(names).append_column(ROW, pa.array(np.arange(1, len(data) + 1)))
    return Table(path, data, digest, sheet.notes, sheet.name, origins)


def stacked(tables: list[Table]) -> Table:
    """Return tables of like columns as one, their rows one below the other."""
    first = tables[0]
    if len(tables) == 1:
        return first
    names = list(dict.fromkeys(name for one in tables for name in one.data.column_names if name != ROW))
    data = pa.concat_tables([one.data.drop_columns([ROW]) for one in tables], promote_options="default").select(names)
    data = data.append_column(ROW, pa.array(np.arange(1, len(data) + 1)))
    notes = tuple(note for one in tables for note in one.notes)
    digest = hashlib.sha256("".join(one.digest for one in tables).encode()).hexdigest()
    return replace(first, data=data, notes=notes, digest=digest)


def _from_parquet(path: Path) -> Sheet:
    try:
        read = pq.read_table(path)
    except pa.ArrowInvalid as error:
        raise NotATableError(f"no Parquet ({' '.join(str(error).split())[:120]})", "write it again") from None
    flat = [name for name in read.column_names if not pa.types.is_nested(read.schema.field(name).type)]
    sheet = Sheet("", pa.table({name: read[name].cast(pa.string()) for name in flat}))
    nested = [name for name in read.column_names if name not in flat]
    told = message("{columns}: columns of records within records", columns=", ".join(map(repr, nested[:8])))
    return sheet.noted(Finding("columns_not_used", len(nested), told, message("left out"))) if nested else sheet


def _from_recorded(path: Path) -> Sheet:
    try:
        return Sheet("", read_grown(path))
    except NotGrownError as error:
        raise NotATableError(str(error), "a file that plantwright record made is needed") from None
