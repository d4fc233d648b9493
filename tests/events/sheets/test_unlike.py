"""Ways to keep records that no built example had: found by a blind test, cured in general."""

import pytest

from plantwright.events.read import read_log
from plantwright.events.sheets.questions import QuestionsError

STAMPS = "2025-03-13 06:00;2025-03-13 07:30"


def _read(folder, text, name="log.csv", **told):
    path = folder / name
    path.write_text(text)
    return read_log(path, columns=told or None)


def _hours(log):
    frame = log.frame()
    return [(a.hour + a.minute / 60, b.hour + b.minute / 60) for a, b in zip(frame.start, frame.end, strict=True)]


@pytest.mark.parametrize(
    ("first", "last"), [("0600", "0730"), ("6.00", "7.30"), ("6h00", "7h30"), ("6:00 AM", "7:30 AM"), ("6:00", "7:30")]
)
def test_a_clock_is_read_however_its_hours_are_parted(tmp_path, first, last):
    """Clocks beside a date are one time, with or without a colon between hours and minutes."""
    earlier = [first.replace("0" * 2, f"{k}0") if first != "0600" else f"06{k}0" for k in range(3)]
    rows = "".join(f"A{k};saw;S1;13/03/2025;{one};{last}\n" for k, one in enumerate(earlier))
    log = _read(tmp_path, f"order;operation;station;date;start;end\n{rows}")
    assert _hours(log) == [(6.0, 7.5), (6 + 10 / 60, 7.5), (6 + 20 / 60, 7.5)]


@pytest.mark.parametrize(
    ("cell", "pieces"), [("25,000", 25.0), ("1.200,50", 1200.5), ("25 Stk.", 25.0), ("1.200 Stk.", 1200.0)]
)
def test_numbers_are_read_as_the_dates_beside_them_are_written(tmp_path, cell, pieces):
    """Beside dates with dots a comma is a decimal sign; a unit in the cell is no part of the number."""
    row = f"saw;S1;13.03.2025 06:00;13.03.2025 07:00;{cell}\n"
    bare = "B;saw;S1;13.03.2025 08:00;13.03.2025 09:00;7\n".replace(";7", ";7 Stk." if "Stk" in cell else ";7")
    log = _read(tmp_path, f"order;operation;station;start;end;Menge\nA;{row}{bare}")
    assert log.frame().quantity.tolist() == [pieces, 7.0]


def test_an_amount_in_words_is_said_to_be_lost(tmp_path):
    """A column of quantities that holds no numbers is a finding, not a silence."""
    log = _read(tmp_path, f"order;operation;station;start;end;quantity\nA;saw;S1;{STAMPS};a box\n")
    assert "unreadable_quantities" in {one.name for one in log.findings}


def test_a_serial_number_is_a_time(tmp_path):
    """A day counted from 1899 with a part of a day is that moment, and said to be so."""
    log = _read(tmp_path, "order;operation;station;start;end\nA;saw;S1;45729,25;45729,3125\n")
    assert _hours(log) == [(6.0, 7.5)]
    assert "serial_numbers" in {one.name for one in log.findings}


def test_a_lone_stamp_beside_hours_is_asked_about(tmp_path):
    """A time whose name tells no end of the work, beside a duration, is asked for; told, it gives both ends."""
    text = "Work order;Task;Machine;Booking date/time;Hours worked\nA;saw;S1;2025-03-13 07:30;1.5\n"
    with pytest.raises(QuestionsError, match="stamps"):
        _read(tmp_path, text)
    assert _hours(_read(tmp_path, text, stamps="end")) == [(6.0, 7.5)]


def test_the_column_that_means_one_thing_is_taken_for_it(tmp_path):
    """Of ``Reference`` and ``Product`` the second is the product, so that the first is the order."""
    log = _read(tmp_path, f"Reference;Product;Operation;Machine;Start;End\nA;shaft;saw;S1;{STAMPS}\n")
    assert log.frame()[["order", "product"]].values.tolist() == [["A", "shaft"]]


def test_a_path_is_no_part_of_a_name(tmp_path):
    """Columns named by one path are known by what stands at its end."""
    names = ";".join(f"Work Orders/{one}" for one in ("Operation", "Machine", "Start", "End"))
    log = _read(tmp_path, f"Order;{names}\nA;saw;S1;{STAMPS}\n")
    assert log.frame()[["order", "operation", "station"]].values.tolist() == [["A", "saw", "S1"]]


@pytest.mark.parametrize(("files", "stations"), [(("T1", "M-02"), ["M-02", "T1"]), (("week 10", "week 11"), [])])
def test_tables_named_as_machines_tell_the_station(tmp_path, files, stations):
    """One file a machine tells the machine; one a week does not."""
    for name in files:
        _read(tmp_path, f"order;operation;start;end\nA {name};saw;{STAMPS}\n", f"{name}.csv")
    log = read_log(tmp_path)
    assert sorted(log.frame().station.dropna()) == stations


def test_a_line_above_a_table_tells_its_machine(tmp_path):
    """What is said above the header, and by no column, holds for every row."""
    log = _read(tmp_path, f"Machine:;T1;;\norder;operation;start;end\nA;saw;{STAMPS}\nB;saw;{STAMPS}\n")
    assert set(log.frame().station) == {"T1"}


def test_words_around_a_beginning_and_an_end_do_not_hide_them(tmp_path):
    """Two values, one with a word for a beginning and one for an end, are the two halves of the work."""
    rows = "A;saw;S1;2025-03-13 06:00;Starting a job\nA;saw;S1;2025-03-13 07:30;Finished the job\n"
    log = _read(tmp_path, f"order;operation;station;timestamp;event\n{rows}")
    assert _hours(log) == [(6.0, 7.5)]


def test_a_web_page_named_as_a_workbook_is_read(tmp_path):
    """The table of a page is read, whatever the file's name says."""
    cells = "".join(f"<td>{one}</td>" for one in ("A", "saw", "S1", *STAMPS.split(";")))
    head = "".join(f"<th>{one}</th>" for one in ("order", "operation", "station", "start", "end"))
    log = _read(tmp_path, f"<html><table><tr>{head}</tr><tr>{cells}</tr></table></html>", "export.xls")
    assert _hours(log) == [(6.0, 7.5)]
    assert "web_page" in {one.name for one in log.findings}
