"""Tables of web pages, which many systems save under the name of a spreadsheet."""

from __future__ import annotations

from html.parser import HTMLParser

from plantwright.events.log import Finding
from plantwright.events.sheets.encodings import utf8_of
from plantwright.events.sheets.header import find_header
from plantwright.events.sheets.sheet import NotATableError, Row, Sheet, cell, of_rows, refuse_wide
from plantwright.messages.told import told as message

_BEGINS = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body")


def is_page(head: bytes) -> bool:
    """Tell whether a file's first bytes are those of a web page."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_BEGINS)


def page_sheets(content: bytes) -> list[Sheet]:
    """Return the tables of a web page that have two rows and columns or more.

    Raises
    ------
    NotATableError
        It has none.
    """
    text, _ = utf8_of(content)
    reader = _Tables()
    reader.feed(text.decode())
    found = [_sheet(rows) for rows in reader.tables if len(rows) > 1 and max(map(len, rows)) > 1]
    if not found:
        raise NotATableError("a web page without a table", "a table with a header and rows is needed", "export it anew")
    return found


def _sheet(rows: list[Row]) -> Sheet:
    refuse_wide(max(map(len, rows)))
    header = find_header(rows)
    made = of_rows("", header.names, rows[header.first :], header.above)
    told = message("the file is a web page, whatever its name says")
    return made.noted(Finding("web_page", len(made.data), told, message("its table was read")))


class _Tables(HTMLParser):
    """A reader of the cells of all tables; spans of rows are not unfolded."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[Row]] = []
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Open a table, a row or a cell; what stands inside a cell, such as bold text, is part of it."""
        if tag in ("table", "tr", "td", "th"):
            self._close_cell()
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.text = []

    def handle_endtag(self, tag: str) -> None:
        """Close what ends a cell."""
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self.text is not None:
            self.text.append(data)

    def _close_cell(self) -> None:
        if self.text is not None:
            self.tables[-1][-1] = [*self.tables[-1][-1], cell(" ".join(self.text))]
            self.text = None
