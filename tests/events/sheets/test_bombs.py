"""Files made to harm: each ends soon, in little memory, with one clear error."""

import gzip
import io
import os
import zipfile

import openpyxl
import pytest

from plantwright.errors import RecordsError
from plantwright.events.read import read_log

HEADER = b"order,operation,station,start,end\n"
ROW = b"A,saw,S1,2025-03-03 06:00,2025-03-03 07:00\n"
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LOG = b'<log><trace><event><string key="concept:name" value="&b;"/></event></trace></log>'
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def _book(change) -> bytes:
    """Return a good workbook whose sheet's XML was changed."""
    plain, made = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    for line in (HEADER, *[ROW] * 5):
        book.active.append(line.decode().strip().split(","))
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == SHEET else old.read(name))
    return made.getvalue()


def _nested() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", _book(lambda _: b" " * 1_000_000))
    return made.getvalue()


TRAPS = {
    "a swelling sheet.xlsx": lambda: _book(lambda _: b" " * 40_000_000),
    "entities.xlsx": lambda: _book(lambda xml: LAUGHS + xml),
    "a far cell.xlsx": lambda: _book(lambda xml: xml.replace(b"</sheetData>", FAR)),
    "an archive in an archive.xlsx": _nested,
    "half a workbook.xlsx": lambda: _book(bytes)[:2000],
    "laughs.xes": lambda: LAUGHS + LOG,
    "late laughs.xes": lambda: b"<!-- " + b"x" * 200_000 + b" -->" + LAUGHS + LOG,
    "a file of the machine.xes": lambda: b'<!DOCTYPE log [<!ENTITY b SYSTEM "file:///etc/hostname">]>' + LOG,
    "half a log.xes": lambda: LOG[:60],
    "a swelling log.xes.gz": lambda: gzip.compress(b" " * 40_000_000),
    "packed twice.xes.gz": lambda: gzip.compress(gzip.compress(LOG)),
    "too many names.xes": lambda: (
        b"<log><trace>" + b"".join(b'<event><string key="k%d" value="1"/></event>' % k for k in range(6000))
        + b"</trace></log>"
    ),
    "a million columns.csv": lambda: b"," * 1_000_000 + b"\n" + b"," * 1_000_000,
    "six thousand columns.csv": lambda: b",".join(b"c%d" % k for k in range(6000)) + b"\n" + b"1," * 5999 + b"1\n",
    "a cell of megabytes.csv": lambda: HEADER + ROW * 5 + b"B," + b"x" * 3_000_000 + ROW[5:],
    "an open quote.csv": lambda: HEADER + ROW * 5 + b'B,"' + ROW * 100_000,
    "zeros.csv": lambda: HEADER + b"\0" * 100 + ROW,
    "empty lines.csv": lambda: b"\n" * 100_000,
    "a header.csv": lambda: HEADER,
    "noise.parquet": lambda: b"PAR1" + b"noise" * 200 + b"PAR1",
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_one_clear_error(tmp_path, name):
    """A file made to harm, or broken, is refused by an error of the records that names it once."""
    path = tmp_path / name
    path.write_bytes(TRAPS[name]())
    with pytest.raises(RecordsError) as error:
        read_log(path)
    assert len(error.value.problems) == 1
    assert name in str(error.value)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xes", "xes.gz", "parquet"])
def test_a_link_to_endless_zeros_is_not_read(tmp_path, kind):
    """A link to a device is no file, whatever its name says."""
    path = tmp_path / f"log.{kind}"
    path.symlink_to("/dev/zero")
    with pytest.raises(RecordsError, match="a plain file is needed"):
        read_log(path)


def test_a_pipe_is_not_waited_for(tmp_path):
    """A pipe into which nobody writes ends the reading at once."""
    os.mkfifo(tmp_path / "log.csv")
    with pytest.raises(RecordsError, match="a plain file is needed"):
        read_log(tmp_path / "log.csv")


def test_cells_merged_over_a_whole_sheet_are_filled_where_there_are_rows(tmp_path):
    """Merged ranges that reach to the end of the sheet cost no more than its rows."""
    merged = b'</sheetData><mergeCells count="1">' + b'<mergeCell ref="A1:XFD1048576"/>' * 100 + b"</mergeCells>"
    path = tmp_path / "log.xlsx"
    path.write_bytes(_book(lambda xml: xml.replace(b"</sheetData>", merged)))
    assert set(read_log(path).frame()["order"]) == {"A"}


def test_lines_of_nothing_below_a_table_are_no_records(tmp_path):
    """A hundred thousand empty lines, or lines of commas alone, are not read as rows."""
    path = tmp_path / "log.csv"
    path.write_bytes(HEADER + ROW + b"\n" * 50_000 + b",,,,\n" * 50_000)
    assert len(read_log(path).frame()) == 1


def test_a_formula_is_a_name(tmp_path):
    """What begins with = in a text is never worked out."""
    path = tmp_path / "log.csv"
    path.write_bytes(HEADER + b"=1+1" + ROW[1:])
    assert read_log(path).frame()["order"].tolist() == ["=1+1"]
