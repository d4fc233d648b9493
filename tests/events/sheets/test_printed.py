"""Prints of fixed width: columns lie between blanks that run through all rows, and no text is cut in two unsaid."""

from plantwright.events.sheets.printed import printed_sheet
from plantwright.events.sheets.text import text_sheet

HEAD = " Order  Name                 Mach  Begin       End         Qty\n"
ROW = " {order:7}{name:21}T{m}    03.03 06:{m:02} 03.03 07:13 {m:5}\n"


def written(names: list[str], head: str = HEAD) -> bytes:
    """Return a print with a row for each name."""
    lines = (ROW.format(order=f"A{4700 + k}", name=name, m=k % 10) for k, name in enumerate(names))
    return (head + "".join(lines)).encode()


def test_columns_stand_between_blanks() -> None:
    """Cells are cut where blanks run through all rows, and a date with its clock under one name is one cell."""
    sheet = printed_sheet(written(["long shaft", "flange", "shaft"] * 3))
    assert sheet is not None
    assert sheet.data.column_names == ["Order", "Name", "Mach", "Begin", "End", "Qty"]
    expected = {
        "Order": "A4701",
        "Name": "flange",
        "Mach": "T1",
        "Begin": "03.03 06:01",
        "End": "03.03 07:13",
        "Qty": "1",
    }
    assert sheet.data.slice(1, 1).to_pylist() == [expected]


def test_a_text_too_long_for_its_column_is_left_out_and_said() -> None:
    """A name that runs over the end of its column moves what follows: its row is counted, not misread."""
    text = (
        written(["shaft", "flange", "ring"] * 12) + b" A4799 a very very long name T9   03.03 06:09 03.03 07:13    12\n"
    )
    sheet = printed_sheet(text)
    assert sheet is not None
    assert "A4799" not in sheet.data["Order"].to_pylist()
    assert [(one.name, one.count) for one in sheet.notes][-1] == ("ragged_rows", 1)


def test_names_of_two_lines_and_of_groups() -> None:
    """Names below one another are one, and a name within a drawn rule is that of all columns below it."""
    head = " WORK   PART                 MACH  -- TIMES IN SHOP -------   QTY\n"
    head += " ORDER  NAME                 ID    BEGIN       END            GOOD\n"
    sheet = printed_sheet(written(["shaft", "ring"] * 5, head))
    assert sheet is not None
    names = ["WORK ORDER", "PART NAME", "MACH ID", "TIMES IN SHOP BEGIN", "TIMES IN SHOP END", "QTY GOOD"]
    assert sheet.data.column_names == names


def test_pages_repeat_the_header_and_name_a_group() -> None:
    """A page's header is counted, its heading stays for the rows below, and blank fields leave a row a row."""
    page = written(["shaft", "ring"] * 5).decode()
    text = f"Machine: T1\n\n{page}\f\nMachine: T2\n\n{page}".replace("03.03 07:13     1", "                1")
    sheet = printed_sheet(text.encode())
    assert sheet is not None
    assert [one for one in sheet.data["Order"].to_pylist() if one.startswith("Machine")] == [
        "Machine: T1",
        "Machine: T2",
    ]
    assert len(sheet.data) == 22
    assert {one.name: one.count for one in sheet.notes} == {"print": 20, "repeated_header": 1}


def test_characters_two_places_wide() -> None:
    """Columns behind Chinese text stand where they do on a screen, which gives each character two places."""
    names = ["钢轴      ", "plate     ", "大齿轮    "]
    lines = "".join(f"A47{k:02}  {names[k % 3]}  T1  2025-03-03 06:{k:02}   12\n" for k in range(12))
    sheet = printed_sheet(("工单号 产品        机台  开始时间        数量\n" + lines).encode())
    assert sheet is not None
    assert sheet.data["产品"].to_pylist()[:3] == ["钢轴", "plate", "大齿轮"]


def test_tables_with_delimiters_are_no_prints() -> None:
    """Cells of one width each, parted by commas, semicolons or tabs, are read as what parts them says."""
    for sign in (",", ";", "\t", "|"):
        rows = "".join(f"A{k:03}{sign}2025-03-03 06:{k:02}{sign}T1{sign}ab cd{sign}7\n" for k in range(20))
        sheet = text_sheet(f"order{sign}start{sign}machine{sign}note{sign}qty\n{rows}".encode())
        assert sheet.data.column_names == ["order", "start", "machine", "note", "qty"]
        assert sheet.data["note"].to_pylist() == ["ab cd"] * 20
