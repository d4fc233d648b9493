"""Questions as Moodle XML, which Moodle 4.4 and later imports as it is."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator

from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Rubric, Setting
from plantwright.learn.exports.key import key
from plantwright.learn.exports.page import attribute, page, paragraphs, pictures, plain, said, solution, title_of

PLACE = "@@PLUGINFILE@@/"
_TYPES = {
    "number": "numerical",
    "change": "numerical",
    "choice": "multichoice",
    "order": "ordering",
    "explain": "essay",
}


def moodle_xml(questions: Iterable[Question], category: str = "Plantwright") -> str:
    """Return questions as one file for Moodle's question bank, in a category of their own.

    Notes
    -----
    The worked solution is the general feedback, the hints are Moodle's hints, and each known wrong answer has its own
    feedback, save those of orders, of which Moodle knows none.

    References
    ----------
    Moodle documentation, Moodle XML format.
    """
    head = f'<question type="category"><category>{_text("$course$/top/" + category)}</category></question>'
    body = "\n".join(_question(one) for one in questions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{head}\n{body}\n</quiz>\n'


def _question(question: Question) -> str:
    files = "".join(
        f'<file name={attribute(name)} path="/" encoding="base64">{base64.b64encode(svg.encode()).decode()}</file>'
        for name, svg in pictures(question).items()
    )
    hints = "" if isinstance(question.answer, Rubric) else "".join(_html("hint", paragraphs(h)) for h in question.hints)
    return (
        f'<question type="{_TYPES[question.answer.kind]}"><name>{_text(title_of(question))}</name>'
        f"{_html('questiontext', page(question, PLACE), files)}{_html('generalfeedback', solution(question))}"
        "<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>"
        f"{''.join(_answer(question))}{hints}<tags><tag>{_text(question.skill)}</tag></tags></question>"
    )


def _answer(question: Question) -> Iterator[str]:
    match question.answer:
        case Number() | Setting() as answer:
            yield from _numbers(answer)
        case Choice() as answer:
            yield "<single>true</single><shuffleanswers>false</shuffleanswers><answernumbering>abc</answernumbering>"
            for one in answer.options:
                yield _option(said(one.text), 100 if one.right else 0, one.feedback, "html")
        case Ordering() as answer:
            yield (
                "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
                "<gradingtype>ALL_OR_NOTHING</gradingtype><showgrading>HIDE</showgrading>"
                "<numberingstyle>none</numberingstyle>"
            )
            texts = {one.key: one.text for one in answer.items}
            for place, name in enumerate(answer.right, 1):
                yield _option(said(texts[name]), place, "", "html")
        case Rubric() as answer:
            yield from _essay(answer)


def _numbers(answer: Number | Setting) -> Iterator[str]:
    told = key(answer)
    yield _option(_number(told.value), 100, "", "moodle_auto_format", told.within)
    for one in told.mistakes:
        yield _option(_number(one.value), 0, one.feedback, "moodle_auto_format", told.near)
    if told.unit:
        unit = f"<unit_name>{said(told.unit)}</unit_name>"
        yield f"<units><unit><multiplier>1</multiplier>{unit}</unit></units>"
    yield "<unitgradingtype>0</unitgradingtype><unitpenalty>0.1</unitpenalty>"
    yield f"<showunits>{0 if told.unit else 3}</showunits><unitsleft>0</unitsleft>"


def _essay(answer: Rubric) -> Iterator[str]:
    points = "".join(f"<li>{said(one.text)} ({one.points:g})</li>" for one in answer.criteria)
    yield (
        "<responseformat>editor</responseformat><responserequired>1</responserequired>"
        "<responsefieldlines>10</responsefieldlines><attachments>0</attachments>"
        "<attachmentsrequired>0</attachmentsrequired>"
    )
    yield _html("graderinfo", f"{paragraphs(answer.model)}<ul>{points}</ul>")


def _option(html: str, fraction: int, feedback: str, form: str, tolerance: float | None = None) -> str:
    within = "" if tolerance is None else f"<tolerance>{_number(tolerance)}</tolerance>"
    told = _html("feedback", paragraphs(feedback))
    return f'<answer fraction="{fraction}" format="{form}">{_text(html)}{told}{within}</answer>'


def _html(tag: str, html: str, files: str = "") -> str:
    return f'<{tag} format="html">{_text(html)}{files}</{tag}>'


def _text(told: str) -> str:
    """Return text as Moodle writes it; where a sign of XML is in it, it is kept from being read as one."""
    safe = plain(told).replace("]]>", "]]]]><![CDATA[>")
    return f"<text><![CDATA[{safe}]]></text>" if set(safe) & set("<&") else f"<text>{safe}</text>"


def _number(value: float) -> str:
    return f"{value:.12g}"
