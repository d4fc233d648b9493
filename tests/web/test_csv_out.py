"""What is downloaded as CSV."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantwright.web.csv_out import csv_answer, csv_text

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "=cmd|' /C calc'!A0"]


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    """Text that a spreadsheet would run begins with an apostrophe, in cells and in the names of columns."""
    header, (cell,) = _read(csv_text([text], [[text]]))
    assert header[0][0] == "'"
    assert cell[0] == "'"


def test_negative_numbers_stay_numbers() -> None:
    """Numbers are written as such, minus signs too; what is not known or not finite is an empty cell."""
    rows = [[-1.5, -3, 1e-9, None, float("nan"), float("inf"), True, datetime(2026, 1, 2, tzinfo=UTC)]]
    assert _read(csv_text(list("abcdefgh"), rows))[1] == [
        "-1.5", "-3", "1e-09", "", "", "", "true", "2026-01-02T00:00:00+00:00"
    ]  # fmt: skip


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_any_text_keeps_its_cell(rows: list[list[str]]) -> None:
    """Whatever a log calls things, a table has as many rows and cells as it was given, and no cell begins a formula."""
    found = _read(csv_text(["a", "b"], rows))
    assert [len(one) for one in found] == [2] * (len(rows) + 1)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in found for cell in row)


def test_the_name_of_the_file_is_harmless() -> None:
    """A name with quotes, line ends or folders leaves none of them in the header."""
    told = csv_answer('../a"b\r\nset-cookie: x', ["a"], []).headers["content-disposition"]
    assert told == 'attachment; filename="_a_b__set-cookie_ x.csv"'
