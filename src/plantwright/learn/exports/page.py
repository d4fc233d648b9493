"""A question as pieces that every system shows: paragraphs, tables, and pictures in files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from plantwright.learn.bank.picture import picture
from plantwright.learn.bank.question import Question, Setting
from plantwright.learn.bank.view import Cell, Table
from plantwright.learn.bank.words import text

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Picture:
    """A chart in a file of its own."""

    name: str
    """What its file is called."""
    svg: str
    alt: str
    """What it shows, in words."""


def pieces(question: Question) -> Iterator[str | Picture]:
    """Yield what is asked, piece by piece: XHTML, or a picture."""
    yield paragraphs(question.stem)
    for k, view in enumerate(question.views, 1):
        if isinstance(view, Table):
            yield _table(view)
        else:
            yield Picture(f"{name_of(question)}-{k}.svg", picture(view), f"{view.title}. {view.read}")
    yield _asked(question)


def page(question: Question, folder: str = "") -> str:
    """Return what is asked as XHTML; ``folder`` is written before the name of each picture."""
    return "".join(one if isinstance(one, str) else _image(one, folder) for one in pieces(question))


def pictures(question: Question) -> dict[str, str]:
    """Return the pictures of a question: SVG by the name of its file."""
    return {one.name: one.svg for one in pieces(question) if isinstance(one, Picture)}


def _image(one: Picture, folder: str) -> str:
    return f"<p><img src={attribute(folder + one.name)} alt={attribute(one.alt)}/></p>"


def name_of(question: Question) -> str:
    """Return a name for a question that any system takes: its template and what it was drawn with."""
    return re.sub(r"[^a-zA-Z0-9]+", "_", f"q_{question.template}_{question.plant}_{question.seed}").strip("_")


def title_of(question: Question) -> str:
    """Return what a list of questions calls it."""
    return plain(f"{question.template} · {question.plant} · {question.seed}")


def solution(question: Question) -> str:
    """Return the worked solution as XHTML."""
    return f"<ol>{''.join(f'<li>{said(one)}</li>' for one in question.solution)}</ol>"


def paragraphs(told: str) -> str:
    """Return text as XHTML, a paragraph for each part between empty lines."""
    return "".join(f"<p>{said(one.strip())}</p>" for one in re.split(r"\n\s*\n", told) if one.strip())


def plain(told: str) -> str:
    """Return text without signs that no XML may hold."""
    return _NOT_XML.sub("\ufffd", told)


def said(told: str) -> str:
    """Return text as it stands in XHTML."""
    return escape(plain(told))


def attribute(told: str) -> str:
    """Return text as the value of an attribute, quoted."""
    return quoteattr(plain(told))


def _asked(question: Question) -> str:
    """Return the sentence that says in which unit, or within which span, an answer is asked."""
    answer = question.answer
    if isinstance(answer, Setting):
        where = f" of {answer.target}" if answer.target else ""
        unit = f" {answer.unit}" if answer.unit else ""
        return paragraphs(f"{answer.argument}{where}: a number from {text(answer.low)} to {text(answer.high)}{unit}.")
    unit = getattr(answer, "unit", "")
    return paragraphs(f"Answer in {unit}.") if unit else ""


def _table(table: Table) -> str:
    heads = [f"{one.name} [{one.unit}]" if one.unit else one.name for one in table.columns]
    rows = "".join(_row("td", map(_cell, one)) for one in table.rows)
    return (
        f"<table><caption>{said(table.title)}</caption><thead>{_row('th', heads)}</thead><tbody>{rows}</tbody></table>"
    )


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{said(one)}</{tag}>' for one in cells)}</tr>"


def _cell(value: Cell) -> str:
    return "" if value is None else text(value) if isinstance(value, float) else str(value)
