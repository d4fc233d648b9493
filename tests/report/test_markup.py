"""HTML with every text escaped."""

from __future__ import annotations

from plantwright.report.markup import bullets, escaped, folded, lines, noted, table, tag


def test_plain_text_is_always_escaped(fabricated):
    """A string is never markup, wherever it stands: text, header, cell, list, note."""
    evil = fabricated.EVIL
    made = [tag("p", evil), lines(evil, ""), noted("x", evil), bullets([evil]), table([evil], [[evil]])]
    for one in made:
        assert "<script" not in one.text
        assert "<img" not in one.text
        assert "onerror=alert(2)>" not in one.text


def test_a_header_cannot_leave_its_attribute():
    """A quote in a column's name stays inside the attribute."""
    assert 'data-label="a&quot; onclick=&quot;x"' in table(['a" onclick="x'], [["1"]]).text


def test_numbers_keep_their_percent_sign():
    """A line never breaks between a number and its percent sign."""
    assert escaped("gain 8.1 % of 10 % now") == "gain 8.1&nbsp;% of 10&nbsp;% now"


def test_long_tables_are_folded():
    """Rows beyond the limit stand in a details element that says how many; short tables have none."""
    rows = [[str(k)] for k in range(20)]
    assert "<summary>5 more rows</summary>" in folded(["n"], rows, 15, more="{n:,} more rows").text
    assert "<details" not in folded(["n"], rows[:15], 15, more="{n:,} more rows").text


def test_empty_cells_are_marked():
    """An empty cell can be left out on a phone."""
    assert '<td data-label="a" class="empty">' in table(["a"], [[""]]).text
