"""Several things in one cell, lines parted by wide blanks, and logs of programs."""

import pytest

from plantwright.events.sheets.gapped import gapped_sheet
from plantwright.events.sheets.log_lines import log_sheet
from plantwright.events.sheets.plain import plain
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.several import parted_cells
from plantwright.events.sheets.sheet import Sheet, of_rows
from plantwright.events.sheets.text import text_sheet


def of_cells(*cells: str, name: str = "saw") -> Sheet:
    """Return a sheet with one column of such cells beside orders."""
    return of_rows("", ["order", name], [[f"A{k}", cell] for k, cell in enumerate(cells)])


@pytest.mark.parametrize(
    ("cell", "start", "end", "rest"),
    [
        ("S1 3/3 07:23-08:06", "3/3 07:23", "3/3 08:06", "S1"),
        ("07:23 to 08:06, S1", "07:23", "08:06", "S1"),
        ("03.03.2025 7:23 – 8:06 (S1)", "03.03.2025 7:23", "03.03.2025 8:06", "S1"),
        ("S1 3 Mar 7h23 - 8h06", "3 Mar 7h23", "3 Mar 8h06", "S1"),
    ],
)
def test_a_station_a_day_and_two_clocks(cell: str, start: str, end: str, rest: str) -> None:
    """A cell is taken apart into when work began, when it ended and at which station, each with the cell's day."""
    sheet = parted_cells(of_cells(cell, cell, cell))
    row = sheet.data.slice(0, 1).to_pylist()[0]
    assert row == {"order": "A0", "start": start, "end": end, "station": rest}
    assert [one.name for one in sheet.notes] == ["several_in_one_cell"]


def test_other_words_are_no_station() -> None:
    """What stands beside the times is a station only where it is a letter and a number, again and again."""
    sheet = parted_cells(of_cells("Mike 7:00-8:00", "Ann 8:00-9:00", "Mike 9:00-9:30"))
    assert sheet.data.column_names == ["order", "start", "end", "remark"]
    apart = parted_cells(of_cells("A1 7:00-8:00", "A2 8:00-9:00", "A3 9:00-9:30"))
    assert "station" not in apart.data.column_names


def test_cells_that_hold_no_times_are_counted() -> None:
    """A cell with a word in place of times is empty, and said."""
    sheet = parted_cells(of_cells(*["S1 7:00-8:00"] * 9, "cancelled"))
    assert sheet.data["start"].to_pylist()[-1] is None
    assert [(one.name, one.count, one.examples) for one in sheet.notes][-1] == ("unreadable_times", 1, ("cancelled",))


def test_sizes_are_no_times() -> None:
    """Ranges of sizes and of numbers, and times with offsets, are left as they stand."""
    offsets = of_cells("2025-05-20T04:30:00-05:00", "2025-05-20 05:30:00-05:00")
    assert parted_cells(offsets) is offsets
    sheet = of_cells("10.02-10.05", "9.98-10.01", "5-7")
    assert parted_cells(sheet) is sheet


def test_a_typed_board_below_headings_of_days() -> None:
    """Lines parted by wide blanks are rows, headings that are days date them, and pieces are named by their unit."""
    days = "".join(
        f"{day} March 2025\n" + f"T{day}  A470{day}  turn  6:12 - 7:{day}0  25 pcs\n" * 3 for day in (3, 4, 5)
    )
    sheet = plain(text_sheet(days.encode()), {}, "board.txt", Questions())
    row = sheet.data.slice(3, 1).to_pylist()[0]
    assert row == {
        "column 1": "T4", "column 2": "A4704", "column 3": "turn", "quantity": "25",
        "start": "2025-03-04 06:12:00", "end": "2025-03-04 07:40:00",
    }  # fmt: skip


def test_running_text_is_no_table() -> None:
    """Prose with a wide blank here and there is no table."""
    assert gapped_sheet(b"Dear all,  please find\nthe list of March.\nIt  is  long.\nYours\n" * 5) is None


LINE = "2025-03-03 06:{:02}:00,123 INFO [T1] order.{} wo=A{} op=turn note='two words'\n"


def test_a_program_s_log() -> None:
    """A line with names and values is a row with a time, an event and the machine in brackets; others count."""
    lines = "".join(LINE.format(k, "start" if k % 2 else "complete", k // 2) for k in range(12))
    sheet = log_sheet((lines + "2025-03-03 07:00:00,000 WARN [gw] link lost\n").encode())
    assert sheet is not None
    assert sheet.data.slice(1, 1).to_pylist() == [
        {
            "time": "2025-03-03 06:01:00.123", "level": "INFO", "station": "T1", "event": "order.start", "wo": "A0",
            "op": "turn", "note": "two words",
        }
    ]  # fmt: skip
    assert [(one.name, one.count) for one in sheet.notes] == [("remarks_between", 1)]


def test_a_table_with_values_in_its_remarks_is_no_log() -> None:
    """Where delimiters make the table, pairs in a remark do not."""
    rows = "".join(f"2025-03-03 06:{k:02},T1,A{k},temp=5 speed=7\n" for k in range(12))
    assert log_sheet(rows.encode()) is None
