"""HTML with every text escaped: paragraphs and tables that become cards on a phone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plantwright.messages.told import say


@dataclass(frozen=True)
class Markup:
    """HTML that is already safe; plain strings are escaped wherever they meet it."""

    text: str


Content = str | Markup


def escaped(content: Content) -> str:
    """Return content as safe HTML, messages in the language spoken."""
    if isinstance(content, Markup):
        return content.text
    return re.sub(r"(?<=\d) (?=%)", "&nbsp;", html.escape(str(content)))


def joined(parts: Iterable[Content]) -> Markup:
    """Return parts one after the other."""
    return Markup("\n".join(escaped(part) for part in parts))


def tag(name: str, *content: Content, css: str = "", **attributes: str) -> Markup:
    """Return an element around content; ``_`` in an attribute's name stands for a hyphen."""
    told = {"class": css, **attributes} if css else attributes
    written = "".join(f' {key.replace("_", "-")}="{html.escape(str(value))}"' for key, value in told.items())
    return Markup(f"<{name}{written}>{''.join(escaped(part) for part in content)}</{name}>")


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
    head = tag("thead", tag("tr", *(tag("th", one, scope="col") for one in headers)))
    body = tag("tbody", *(tag("tr", *map(_cell, headers, row)) for row in rows))
    return tag("table", head, body, css=css)


def _cell(header: str, content: Content) -> Markup:
    inside = escaped(content)
    css = "" if inside else ' class="empty"'
    return Markup(f'<td data-label="{html.escape(str(header))}"{css}><span>{inside}</span></td>')


def folded(headers: Sequence[str], rows: Sequence[Sequence[Content]], most: int, *, more: str) -> Markup:
    """Return a table whose rows beyond ``most`` are folded away until asked for; paper shows them all.

    ``more`` says how many more there are, as ``{n:,} more measures``.
    """
    first = table(headers, rows[:most])
    if len(rows) <= most:
        return first
    summary = tag("summary", say(more, n=len(rows) - most))
    return joined([first, tag("details", summary, table(headers, rows[most:]))])
