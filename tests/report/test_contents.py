"""The table of contents."""

from __future__ import annotations

from plantwright.report.contents import contents, headings
from plantwright.report.markup import joined
from plantwright.report.sections import section


def test_every_section_is_listed_in_order():
    """A section needs nothing but its heading to be in the contents; headings stay escaped."""
    page = joined([section("one", "First <b>"), section("two", "Second", "text")])
    assert list(headings(page)) == ["one", "two"]
    text = contents(page).text
    assert text.index('<a href="#one">First &lt;b&gt;</a>') < text.index('<a href="#two">Second</a>')
