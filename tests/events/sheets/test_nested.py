"""JSON and XML: lists of records within a document become tables, and traps are refused."""

import gzip
from pathlib import Path

import pytest

from plantwright.errors import RecordsError
from plantwright.events.read import read_log
from plantwright.events.sheets.json_text import json_sheets
from plantwright.events.sheets.sheet import NotATableError, Sheet
from plantwright.events.sheets.xml_text import xml_sheets


def one(text: str) -> Sheet:
    """Return the only table of a JSON text."""
    found = json_sheets(text.encode())
    assert len(found) == 1
    return found[0]


def test_an_object_a_line_is_a_row() -> None:
    """Lines of JSON become rows in their order, and what one lacks is empty."""
    sheet = one('{"order": "A1", "qty": 2}\n{"order": "A2"}\n')
    assert sheet.data.to_pydict() == {"order": ["A1", "A2"], "qty": ["2", None]}


def test_numbers_stay_as_they_are_written() -> None:
    """No digit of a number is lost or added, and NaN is nothing."""
    sheet = one('[{"a": 1741000000123, "b": 25.10, "c": NaN, "d": true}, {"a": 1}]')
    assert sheet.data.slice(0, 1).to_pylist() == [{"a": "1741000000123", "b": "25.10", "d": "true"}]


def test_what_is_planned_is_not_called_as_what_was_done() -> None:
    """A name within another keeps it where it tells more: a planned start is never just a start."""
    sheet = one('[{"wo": {"id": 7, "part": "x"}, "planned": {"start": "8:00"}, "start": "9:00"}]')
    assert sheet.data.column_names == ["wo id", "part", "planned start", "start"]


def test_times_of_an_order_are_not_those_of_its_operations() -> None:
    """Where an order holds operations, its own times are called the order's and its number is repeated."""
    document = '{"orders": [{"no": 1, "start": "d", "operations": [{"name": "saw", "start": "a"}, {"name": "turn"}]}]}'
    assert one(document).data.to_pydict() == {
        "order no": ["1", "1"], "order start": ["d", "d"], "operation name": ["saw", "turn"], "start": ["a", None],
    }  # fmt: skip


def test_lists_beside_each_other_are_tables_of_their_own() -> None:
    """An order's operations and its materials become two tables, so that no row of one is repeated for the other."""
    found = json_sheets(b'[{"order": 1, "steps": [{"op": "saw"}, {"op": "turn"}], "parts": [{"sku": "x"}]}]')
    assert [(sheet.name, len(sheet.data)) for sheet in found] == [("steps", 2), ("parts", 1)]


@pytest.mark.parametrize(
    "text", ['{"columns": ["a", "order"], "data": [["1", "2"]]}', '{"a": ["1"], "order": ["2"]}', '[{"a":1,"order":2}]']
)
def test_tables_by_rows_and_by_columns(text: str) -> None:
    """Names beside rows of cells, and a list a column, are the same table as a list of objects."""
    assert one(text).data.to_pydict() == {"a": ["1"], "order": ["2"]}


def test_records_under_their_numbers_are_one_list() -> None:
    """Where the names of a document are the numbers of orders, they become a column, and no table each."""
    steps = ", ".join(
        f'"A{k}": [{{"step": "saw", "start": "{k}:00"}}, {{"step": "turn", "start": "x"}}]' for k in range(3)
    )
    assert one(f'{{"orders": {{{steps}}}}}').data.to_pydict() == {
        "orders": ["A0", "A0", "A1", "A1", "A2", "A2"], "step": ["saw", "turn"] * 3,
        "start": ["0:00", "x", "1:00", "x", "2:00", "x"],
    }  # fmt: skip


def test_what_stands_beside_the_list_is_above_the_table() -> None:
    """Values of the document that hold for all of its records are kept as what stands above the table."""
    assert one('{"machine": "T1", "records": [{"order": 1}]}').above == "machine: T1"


def test_a_torn_last_line_is_left_out_and_said() -> None:
    """A line cut off where the export broke is counted, and many of them are refused."""
    good = '{"order": 1, "op": "saw"}\n'
    assert [note.count for note in one(good * 30 + '{"ord').notes] == [1]
    with pytest.raises(NotATableError, match="lines are no JSON"):
        one(good * 3 + '{"ord')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[" * 200_000, "nested very deep"),
        ('{"a":' * 12 + '[{"b": 1}]' + "}" * 12, "more than 8 levels"),
        ('[{"order": 1, "order": 2}]', "stands twice"),
        ("[1, 2, 3]", "no list of records"),
        ('{"order": ', "no JSON"),
        ("[" + ",".join(f'{{"k{k}": 1}}' for k in range(6_000)) + "]", "columns"),
    ],
)
def test_traps_are_refused(text: str, found: str) -> None:
    """JSON nested without end, with doubtful names or too many, or without records is refused in one sentence."""
    with pytest.raises(NotATableError, match=found):
        json_sheets(text.encode())


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    """JSON lines packed to a thousandth are refused before they are unpacked as a whole."""
    path = tmp_path / "log.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"order": 1}\n' * 5_000_000))
    with pytest.raises(RecordsError, match="packed into"):
        read_log(path)


def test_an_order_with_one_operation_is_listed_with_the_others() -> None:
    """In XML a part that comes again anywhere is a list everywhere, so that no order is parted from the rest."""
    text = b'<o><Order No="1"><Op Name="a"/><Op Name="b"/></Order><Order No="2"><Op Name="a"/></Order></o>'
    (sheet,) = xml_sheets(text, Path("x.xml"))
    assert sheet.data.to_pydict() == {"Order No": ["1", "1", "2"], "Op Name": ["a", "b", "a"]}


def test_an_element_with_a_unit_keeps_its_name() -> None:
    """The text of an element that has attributes is called by the element's name."""
    (sheet,) = xml_sheets(b'<a><b><Menge einheit="ST">25</Menge></b><b><Menge einheit="ST">3</Menge></b></a>', Path())
    assert sheet.data["Menge"].to_pylist() == ["25", "3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares XML entities"),
        (b"<a>" * 30_000 + b"</a>" * 30_000, "levels deep"),
        (b"<a><b>", "no XML"),
        (b"<a>text</a>", "no list of records"),
    ],
)
def test_traps_in_xml_are_refused(text: bytes, found: str) -> None:
    """XML that declares entities, is nested without end, broken or without records is refused in one sentence."""
    with pytest.raises(NotATableError, match=found):
        xml_sheets(text, Path("x.xml"))
