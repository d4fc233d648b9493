"""HTML with every text escaped: paragraphs and tables that become cards on a phone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Markup:
    """HTML that is already safe; plain strings are escaped wherever they meet it."""

    text: str


Content = str | Markup


def escaped(content: Content) -> str:
    """Return content as safe HTML."""
    return content.text if isinstance(content, Markup) else re.sub(r"(?<=\d) (?=%)", "&nbsp;", html.escape(content))


def joined(parts: Iterable[Content]) -> Markup:
    """Return parts one after the other."""
    return Markup("\n".join(escaped(part) for part in parts))


def tag(name: str, *content: Content, css: str = "") -> Markup:
    """Return an element around content."""
    attribute = f' class="{html.escape(css)}"' if css else ""
    return Markup(f"<{name}{attribute}>{''.join(escaped(part) for part in content)}</{name}>")


def lines(*content: Content) -> Markup:
    """Return short lines below each other, empty ones left out."""
    return Markup("<br>".join(escaped(part) for part in content if escaped(part)))


def noted(content: Content, note: str) -> Markup:
    """Return content with a faint note below it."""
    return lines(content, tag("small", note)) if note else Markup(escaped(content))


def bullets(items: Iterable[Content]) -> Markup:
    """Return a list."""
    return tag("ul", *(tag("li", item) for item in items))


def table(headers: Sequence[str], rows: Sequence[Sequence[Content]], css: str = "") -> Markup:
    """Return a table; each cell carries its column's name, which a phone shows beside it."""
    head = tag("thead", tag("tr", *(Markup(f'<th scope="col">{html.escape(one)}</th>') for one in headers)))
    body = tag("tbody", *(tag("tr", *map(_cell, headers, row)) for row in rows))
    return tag("table", head, body, css=css)


def _cell(header: str, content: Content) -> Markup:
    inside = escaped(content)
    css = "" if inside else ' class="empty"'
    return Markup(f'<td data-label="{html.escape(header)}"{css}><span>{inside}</span></td>')


def folded(headers: Sequence[str], rows: Sequence[Sequence[Content]], most: int, what: str) -> Markup:
    """Return a table whose rows beyond ``most`` are folded away until asked for; paper shows them all."""
    first = table(headers, rows[:most])
    if len(rows) <= most:
        return first
    summary = tag("summary", f"{len(rows) - most:,} more {what}")
    return joined([first, tag("details", summary, table(headers, rows[most:]))])
