"""Files that grow, are cut, renamed, replaced and copied: every line of them once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plantwright.errors import RecordsError
from plantwright.events.sources.contract import moved
from plantwright.events.sources.csv_files import KEPT, LOOKED_AT
from plantwright.events.sources.csv_folder import CsvFolder
from plantwright.events.sources.csv_lines import cells_of, header_of, whole
from plantwright.events.sources.growing_log import GrowingLog
from plantwright.events.sources.grown import read_grown
from plantwright.events.sources.recorder import record

HEADER = "time,station,tag,value\n"
LATER = 3600.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder of exports."""
    (tmp_path / "exports").mkdir()
    return tmp_path / "exports"


Values = Callable[..., list[str | None]]


@pytest.fixture
def values(folder: Path, tmp_path: Path) -> Values:
    """Return what records the folder with a recorder that has just started, and tells all values so far."""

    def recorded(*, settled: float = LATER, key: tuple[str, ...] = ()) -> list[str | None]:
        with GrowingLog(tmp_path / "log.sqlite") as log:
            record(CsvFolder(folder, settled=settled, key=key), log, once=True)
        table = read_grown(tmp_path / "log.sqlite")
        return table["value"].to_pylist() if "value" in table.column_names else []

    return recorded


def line(value: object, station: str = "press") -> str:
    """Return a line with a value."""
    return f"2025-11-26T00:00:00,{station},count,{value}\n"


def append(file: Path, text: str) -> None:
    """Add text to a file."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_a_half_written_line_is_waited_for(folder: Path, values: Values) -> None:
    """A line without its end is not taken, even where its cells are all there; with its end it is, whole."""
    append(folder / "a.csv", HEADER + line(1) + line(23).rstrip("3\n"))
    assert values() == ["1"]
    append(folder / "a.csv", "3\n")
    assert values() == ["1", "23"]


def test_a_half_written_header_is_waited_for(folder: Path, values: Values) -> None:
    """A file without a whole first line has no rows yet."""
    append(folder / "a.csv", HEADER[:9])
    assert values() == []
    append(folder / "a.csv", HEADER[9:] + line(1))
    assert values() == ["1"]


def test_a_last_line_that_never_ends_is_taken_and_mended(folder: Path, values: Values) -> None:
    """A settled last line counts, once; if it goes on after all, the row is what the whole line says."""
    append(folder / "a.csv", HEADER + line(1) + line(2).rstrip("\n"))
    assert values(settled=0) == ["1", "2"]
    assert values(settled=0) == ["1", "2"]
    append(folder / "a.csv", "5\n" + line(3))
    assert values(settled=0) == ["1", "25", "3"]


def test_a_settled_line_with_too_few_cells_is_still_waited_for(folder: Path, values: Values) -> None:
    """What does not have a cell for each column is no line, however old."""
    append(folder / "a.csv", HEADER + line(1) + "2025-11-26T00:00:00,press")
    assert values(settled=0) == ["1"]


def test_a_rotated_file_goes_on_under_its_new_name(folder: Path, values: Values) -> None:
    """Renamed along a chain while lines are added: every line once, and the new file from its beginning."""
    first = folder / "log.csv"
    append(first, HEADER + line(1))
    assert values() == ["1"]
    append(first, line(2))
    first.rename(folder / "log.csv.1")
    append(first, HEADER + line(3))
    assert values() == ["1", "2", "3"]
    (folder / "log.csv.1").rename(folder / "log.csv.2")
    first.rename(folder / "log.csv.1")
    append(folder / "log.csv.1", line(4))
    append(first, HEADER + line(5))
    assert values() == ["1", "2", "3", "4", "5"]


def test_a_logger_may_write_its_header_once_for_all_files(folder: Path, values: Values) -> None:
    """A rotated file that begins without a header has that of the file before it, and of no other."""
    first = folder / "log.csv"
    append(first, HEADER + line(1))
    assert values() == ["1"]
    first.rename(folder / "log.csv.1")
    append(first, line(2))
    assert values() == ["1", "2"]
    append(folder / "other.csv", line(3))
    assert values() == ["1", "2"]


def test_a_file_that_cannot_be_read_keeps_no_other_from_it(folder: Path, tmp_path: Path) -> None:
    """The first to look is told; a recorder that runs notes it once and reads the others on."""
    append(folder / "bad.csv", line(3))
    with pytest.raises(RecordsError, match=r"bad\.csv: no header"):
        CsvFolder(folder).read(None)
    (folder / "bad.csv").rename(folder / "bad")
    append(folder / "a.csv", HEADER + line(1))
    source = CsvFolder(folder)
    with GrowingLog(tmp_path / "log.sqlite") as log:
        record(source, log, once=True)
        (folder / "bad").rename(folder / "bad.csv")
        append(folder / "a.csv", line(2))
        assert [record(source, log, once=True) for _ in range(2)] == [1, 0]
        assert [note.partition(";")[0] for note in log.notes()] == [f"{folder / 'bad.csv'}: no header"]


def test_a_file_that_is_copied_away_and_cut_is_read_on(folder: Path, values: Values) -> None:
    """Rotation by copy and truncation: the copy is not read twice, the emptied file from its beginning."""
    first = folder / "log.csv"
    append(first, HEADER + line(1) + line(2))
    assert values() == ["1", "2"]
    append(first, line(3))
    shutil.copy(first, folder / "log.csv.1")
    first.write_text(HEADER + line(4))
    assert values() == ["1", "2", "3", "4"]


def test_a_file_written_anew_with_all_it_had_is_read_on(folder: Path, values: Values) -> None:
    """An export that replaces its file by a longer one adds what is new in it."""
    append(folder / "a.csv", HEADER + line(1))
    assert values() == ["1"]
    append(folder / "new", HEADER + line(1) + line(2))
    os.replace(folder / "new", folder / "a.csv")  # noqa: PTH105
    assert values() == ["1", "2"]


def test_a_long_file_copied_into_the_folder_is_not_read_again(folder: Path, values: Values) -> None:
    """A copy of what was read adds nothing, and goes on as a file of its own."""
    lines = "".join(line(k) for k in range(LOOKED_AT // 20))
    append(folder / "a.csv", HEADER + lines)
    count = len(values())
    shutil.copy(folder / "a.csv", folder / "copy of a.csv")
    assert len(values()) == count
    append(folder / "copy of a.csv", line("new"))
    assert values()[count:] == ["new"]


def test_two_files_that_begin_alike_are_two(folder: Path, values: Values) -> None:
    """Two stations that log the same first lines are not taken for copies of each other."""
    append(folder / "press.csv", HEADER + line(1))
    assert values() == ["1"]
    append(folder / "lathe.csv", HEADER + line(1) + line(2))
    assert values() == ["1", "1", "2"]


def test_a_window_that_slides_needs_a_key(folder: Path, values: Values, tmp_path: Path) -> None:
    """A file that drops old lines and is written anew is told of; with a key its rows are known again."""
    append(folder / "a.csv", HEADER + line(1) + line(2))
    assert values(key=("time", "value")) == ["1", "2"]
    (folder / "a.csv").write_text(HEADER + line(2) + line(3))
    assert values(key=("time", "value")) == ["1", "2", "3"]
    (folder / "a.csv").write_text(HEADER + line(3) + line(4))
    assert values() == ["1", "2", "3", "3", "4"]
    with GrowingLog(tmp_path / "log.sqlite") as log:
        assert "doubled unless --key" in log.notes()[-1]


def test_a_key_that_is_no_column_is_refused(folder: Path, values: Values) -> None:
    """A key names columns of the files."""
    append(folder / "a.csv", HEADER + line(1))
    with pytest.raises(RecordsError, match=r"--key: no column 'id' in a\.csv; it has time, station, tag, value"):
        values(key=("id",))


def test_files_that_are_gone_are_remembered_for_a_while(folder: Path) -> None:
    """A file that comes back is read on, and what is remembered of lost ones stays bounded."""
    source, position = CsvFolder(folder), dict[str, str]()
    for turn in range(KEPT + 10):
        (folder / "a.csv").write_text(HEADER + line(f"{turn} of a kind"))
        position = moved(position, source.read(position).marks)
    assert len(position) == KEPT + 1


def test_quotes_commas_and_line_ends_inside_cells_are_kept(folder: Path, values: Values) -> None:
    """A quoted cell may hold the delimiter and line ends; the line is whole when the quotes are closed."""
    append(folder / "a.csv", HEADER + line('"a, b\nand '))
    assert values() == []
    append(folder / "a.csv", 'c"\n' + line(2))
    assert values() == ["a, b\nand \nc", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_texts_are_read_as_they_were_written(encoding: str, folder: Path, values: Values) -> None:
    """With a mark, without one, or in the older Western code: the letters are those that were written."""
    (folder / "a.csv").write_bytes((HEADER + line("Drehmaschine für Härte")).encode(encoding))
    assert values() == ["Drehmaschine für Härte"]


def test_a_text_of_two_bytes_a_letter_is_refused(folder: Path, values: Values) -> None:
    """UTF-16 is told of instead of being read as something else."""
    (folder / "a.csv").write_bytes((HEADER + line(1)).encode("utf-16"))
    with pytest.raises(RecordsError, match="UTF-16 text; UTF-8 is needed"):
        values()


def test_uneven_lines_lose_nothing() -> None:
    """Short lines are filled up, longer ones get a column, blank ones and repeated headers are left out."""
    text = "1,2\n\n1\n1,2,3\na,b\n"
    found = cells_of(text, ("a", "b"), ",")
    assert found.to_pydict() == {"a": ["1", "1", "1"], "b": ["2", None, "2"], "column 3": [None, None, "3"]}


def test_a_header_names_and_values_do_not() -> None:
    """A first line with a time or a number in it is no header; equal and empty names are told apart."""
    assert header_of("time,x,x,", ",") == ("time", "x", "x (3)", "column 4")
    assert header_of("2025-01-01 10:00,press", ",") is None
    assert header_of("press,12.5", ",") is None


def test_whole_lines_end_outside_quotes() -> None:
    """The last end of a line counts that is not inside quotes."""
    assert [whole(one) for one in (b"a\nb\nc", b'a\n"b\nc', b'a\n"b\nc"\n', b"abc")] == [4, 2, 8, 0]


def test_other_files_are_let_be(folder: Path, values: Values) -> None:
    """Packed, hidden and passing files are not read."""
    for name in ("a.csv.gz", ".a.csv", "a.csv.tmp", "a.csv~", "readme.md"):
        append(folder / name, HEADER + line(1))
    assert values() == []


def test_a_file_longer_than_what_is_read_at_once_is_read_to_its_end(folder: Path, values: Values) -> None:
    """Megabytes take several batches, and every line is there once."""
    append(folder / "a.csv", HEADER + "".join(line(k) for k in range(120_000)))
    assert values() == [str(k) for k in range(120_000)]
