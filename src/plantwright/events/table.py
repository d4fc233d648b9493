"""Opening a table that a plant exported: CSV, Parquet or a spreadsheet, every value as text."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from plantwright.errors import Problems
from plantwright.events.profile import Profile
from plantwright.events.sources.grown import NotGrownError, read_grown
from plantwright.events.times import find_format

TEXTS = (".csv", ".tsv", ".txt")
SHEETS = (".xlsx", ".xls", ".xlsb", ".ods")
PARQUETS = (".parquet", ".pq")
RECORDED = (".sqlite",)
"""What plantwright record keeps growing."""
SUFFIXES = (*TEXTS, *PARQUETS, *SHEETS, *RECORDED)
NOTHING = ["", "NULL", "null", "NaN", "nan", "NaT", "N/A", "n/a", "#N/A", "None", "none", "-"]
"""What plants write where there is nothing."""

ROW = "_row"
"""The column that numbers the rows of a table from 1."""

_SAMPLE = 3000


class NotATableError(Exception):
    """What stands in a file is no table; the message is found, allowed, cure."""

    def __init__(self, found: str, allowed: str, cure: str = "") -> None:
        super().__init__(found)
        self.parts = (found, allowed, cure)


@dataclass(frozen=True)
class Table:
    """A table as it was exported."""

    path: Path
    data: pa.Table
    """Its columns as text, empty values null, and ``_row``."""
    digest: str
    """SHA-256 of the file."""
    ragged: int = 0
    """Rows that have too many or too few cells, and were left out."""
    encoding: str = "utf-8"

    def profiles(self) -> list[Profile]:
        """Return what each column looks like, from rows spread over the whole table."""
        picked = np.unique(np.linspace(0, len(self.data) - 1, _SAMPLE).astype(np.int64))
        sample = self.data.take(pa.array(picked))
        return [Profile.of(name, sample[name].to_pylist()) for name in sample.column_names if name != ROW]


def open_table(path: Path, problems: Problems) -> Table | None:
    """Return the table in a file; None after noting why there is none."""
    try:
        return _opened(path)
    except NotATableError as error:
        problems.add(str(path), *error.parts)
    except OSError as error:
        problems.add(str(path), f"cannot be read ({error.strerror or error})", "give an existing, readable file")
    return None


def _opened(path: Path) -> Table:
    if path.suffix.lower() not in SUFFIXES:
        raise NotATableError(f"a {path.suffix or 'file without suffix'}", f"allowed are {', '.join(SUFFIXES)}")
    content = path.read_bytes()
    if not content or content.isspace():
        raise NotATableError("the file is empty", "a table with a header and at least one row is needed")
    digest = hashlib.sha256(content).hexdigest()
    ragged, encoding = 0, "utf-8"
    if path.suffix.lower() in PARQUETS:
        data = _from_parquet(path)
    elif path.suffix.lower() in SHEETS:
        data = _from_sheet(path)
    elif path.suffix.lower() in RECORDED:
        data = _from_recorded(path)
    else:
        data, ragged, encoding = _from_text(path, content)
    return Table(path, _checked(data), digest, ragged, encoding)


def _checked(data: pa.Table) -> pa.Table:
    if len(data) == 0:
        raise NotATableError("a header and no rows", "at least one row is needed")
    if data.num_columns < 2:
        raise NotATableError("a single column", "a table of several columns is needed", "check the delimiter")
    names = _unique([" ".join(str(name).split()) for name in data.column_names])
    if any(find_format([name]) for name in names) or all(name.replace(".", "").isdigit() for name in names):
        raise NotATableError(f"no header, its first row is {', '.join(names)[:80]}", "the first row names the columns")
    return data.rename_columns(names).append_column(ROW, pa.array(np.arange(1, len(data) + 1)))


def _unique(names: list[str]) -> list[str]:
    made: list[str] = []
    for place, name in enumerate(names, 1):
        told = name or f"column {place}"
        made.append(told if told not in made else f"{told} ({place})")
    return made


def _from_text(path: Path, content: bytes) -> tuple[pa.Table, int, str]:
    text, encoding = _utf8(content)
    if encoding == "utf-8":
        return *_parsed(path, text), encoding
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "table.csv"
        copy.write_bytes(text)
        return *_parsed(copy, text), encoding


def _utf8(content: bytes) -> tuple[bytes, str]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16").encode(), "utf-16"
    if b"\0" in content[:4096]:
        raise NotATableError("binary content", f"text is needed here; tables may be {', '.join(SUFFIXES)}")
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").encode(), "cp1252"
    return content, "utf-8"


def _parsed(path: Path, content: bytes) -> tuple[pa.Table, int]:
    delimiter, quote, skip = _sniffed(path)
    quoted = quote.encode() in content
    ragged: list[int] = []

    def leave_out(_: object) -> str:
        ragged.append(1)
        return "skip"

    parse = pc.ParseOptions(
        delimiter=delimiter,
        quote_char=quote if quoted else False,
        newlines_in_values=quoted,
        invalid_row_handler=leave_out,
    )
    # one thread reads almost as soon as several, with far less work in all
    read = pc.ReadOptions(skip_rows=skip, use_threads=False)
    try:
        names = pc.open_csv(pa.BufferReader(content), read, parse).schema.names
        convert = pc.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=NOTHING
        )
        ragged.clear()
        data = pc.read_csv(pa.BufferReader(content), read, parse, convert)
    except pa.ArrowInvalid as error:
        raise NotATableError(
            f"not a table ({' '.join(str(error).split())[:120]})", "rows of cells are needed"
        ) from None
    if len(ragged) > 0.05 * (len(data) + len(ragged)):
        cells = f"{len(ragged)} of {len(data) + len(ragged)} rows do not have {len(names)} cells"
        raise NotATableError(cells, "at most 5 % may differ", "check delimiter and quotes")
    return data, len(ragged)


def _sniffed(path: Path) -> tuple[str, str, int]:
    query = "SELECT Delimiter, Quote, SkipRows FROM sniff_csv(?, sample_size = 500, ignore_errors = true)"
    try:
        found = duckdb.connect().execute(query, [str(path)]).fetchone()
    except duckdb.Error:
        found = None
    if found is None:
        return ",", '"', 0
    delimiter, quote, skip = found
    return str(delimiter), '"' if quote in (None, "", "(empty)") else str(quote), int(skip)


def _from_parquet(path: Path) -> pa.Table:
    try:
        read = pq.read_table(path)
    except pa.ArrowInvalid as error:
        raise NotATableError(f"no Parquet ({' '.join(str(error).split())[:120]})", "write it again") from None
    flat = [name for name in read.column_names if not pa.types.is_nested(read.schema.field(name).type)]
    return pa.table({name: read[name].cast(pa.string()) for name in flat})


def _from_recorded(path: Path) -> pa.Table:
    try:
        return read_grown(path)
    except NotGrownError as error:
        raise NotATableError(str(error), "a file that plantwright record made is needed") from None


def _from_sheet(path: Path) -> pa.Table:
    import python_calamine  # noqa: PLC0415  # only spreadsheets need it

    try:
        rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, IndexError) as error:
        raise NotATableError(
            f"no spreadsheet ({error})", "a workbook whose first sheet is the table is needed"
        ) from None
    if not rows:
        raise NotATableError("the first sheet is empty", "a header and at least one row are needed")
    header = _unique([str(name) for name in rows[0]])
    cells = [[_cell(value) for value in column] for column in zip(*rows[1:], strict=True)]
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(header, cells, strict=False)})


def _cell(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "" if value is None else str(value).strip()
    return None if text in NOTHING else text
