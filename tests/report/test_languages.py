"""The report in every language: nothing left in English, numbers no longer than what is known."""

from __future__ import annotations

import calendar
import json
import re
from dataclasses import replace
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest

from files.test_history import entry
from plantwright.cli.inputs import Gathered, read_given
from plantwright.improve.outcome import OUTCOMES
from plantwright.improve.study import Study, study
from plantwright.messages.catalogs import template
from plantwright.messages.language import LANGUAGES, Language, speaking
from plantwright.model.estimate import Measures
from plantwright.model.history import History
from plantwright.plot.row_words import WORDS
from plantwright.report.answer import answer
from plantwright.report.losses import LOSSES
from plantwright.report.page import page
from plantwright.report.track_record import track_record_section

MONTHS = frozenset(calendar.month_abbr[1:])
ALLOWED = frozenset({"Plantwright", "machine", "shop", "changes", "csv", "plant", "UTC", *MONTHS})
"""Words of no language: our name, names of files and of the example, and months, which Babel says."""
QUIET = frozenset({"script", "style", "code"})
BLOCKS = frozenset(
    {"p", "td", "th", "li", "dt", "dd", "h1", "h2", "h3", "figcaption", "summary", "title", "small", "div"}
)
SPOKEN = frozenset({"aria-label", "data-label", "data-undrawn"})
"""Attributes that people read or hear."""


class Marking(NullTranslations):
    """A language that puts every message it knows into brackets."""

    def __init__(self) -> None:
        super().__init__()
        self.known = {
            text for one in template() if one.id for text in ([one.id] if isinstance(one.id, str) else one.id)
        }

    def gettext(self, message):
        """Return the message in brackets, other text as it is."""
        return f"⟦{message}⟧" if message in self.known else message

    def ngettext(self, one, many, n):
        """Return the message for a number in brackets."""
        return self.gettext(one if n == 1 else many)


class Texts(HTMLParser):
    """What people read of a page, one text a block, and what its figures say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.blocks, self.figures, self._open = [""], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Begin a block, and note what attributes say."""
        self._open.append("json" if dict(attrs).get("data-figure") else tag)
        if tag in BLOCKS:
            self.blocks.append("")
        self.blocks += [value for name, value in attrs if name in SPOKEN] and [
            *(value for name, value in attrs if name in SPOKEN),
            "",
        ]

    def handle_endtag(self, tag):
        """End a block."""
        if self._open and self._open[-1] == "json":
            tag = "json"
        while self._open and self._open.pop() != tag:
            pass
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        """Gather text; of figures, every text of their JSON."""
        if self._open and self._open[-1] == "json" and data.strip():
            self.figures += list(_strings(json.loads(data)))
        elif not QUIET & set(self._open):
            self.blocks[-1] += data


def _strings(value, key=""):
    if isinstance(value, dict):
        for name, one in value.items():
            if name in {"name", "text", "title", "ticktext", "ticksuffix", "customdata", "hovertemplate"}:
                yield from _strings(one, name)
            elif isinstance(one, dict | list):
                yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, key)
    elif isinstance(value, str) and key:
        yield value


@pytest.fixture(scope="module")
def shop() -> Study:
    """Return the study of the example."""
    given = Gathered()
    source = read_given(given, Path(__file__).parents[2] / "examples" / "machine-shop", None, None)
    return study(source.log, source.facts)


def _names(found: Study) -> set[str]:
    plant = found.plant
    names = {plant.name, plant.time_zone, *(one.id for one in (*plant.work_centers, *plant.products, *plant.calendars))}
    names |= {center.skill for center in plant.work_centers if center.skill}
    tables = found.measures.tables
    names |= {row["station"] for row in tables["stations"]}
    names |= {row["reason"] for row in tables["downtime"] if row["kind"] != "unexplained"} - set(WORDS["reason"])
    return names | {step.id for _, step in plant.operations()}


def _unmarked(text: str, names: set[str]) -> str:
    """Return what of a text is neither a message, nor a name, nor a number."""
    text = re.sub(r"%\{[a-z0-9:.|% ]*\}|</?[a-z]+>", " ", text)
    while "⟦" in text and text != (text := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)):
        pass
    text = re.sub(r"⟦[^⟦⟧]*$", " ", text)  # the first of several forms of a word
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return " ".join(word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in ALLOWED)


def test_every_text_of_the_report_goes_through_the_catalogs(shop):
    """In a language that marks what it translates, no word of page or figures is unmarked but names of the plant."""
    with speaking(Language("xx", Marking())):
        whole = page(shop, {"seed": 0})
    found, names = Texts(whole), _names(shop)
    assert {text: words for text in [*found.blocks, *found.figures] if (words := _unmarked(text, names))} == {}


def test_the_track_record_goes_through_the_catalogs(shop):
    """What became of earlier changes is said in every language, whatever the outcome."""
    entries = tuple(entry("mill", outcome=one) for one in OUTCOMES)
    with speaking(Language("xx", Marking())):
        text = track_record_section(replace(shop, history=History(entries=entries, broken=("17",)))).text
    found = Texts(text)
    assert "worked" in text
    assert {one: words for one in found.blocks if (words := _unmarked(one, _names(shop)))} == {}


@pytest.mark.parametrize("loss", LOSSES, ids=lambda one: one.name)
def test_what_is_not_known_is_said_in_every_language(loss):
    """A figure without anything to show says so in words of the catalogs, and so does its heading."""
    with speaking(Language("xx", Marking())):
        figure = loss.draw(Measures())
        heading = str(loss.heading)
    texts = [heading, figure.layout.meta["title"], figure.layout.annotations[0].text.replace("<br>", " ")]
    assert [one for one in texts if not one or _unmarked(one, set())] == []


def test_an_english_text_would_be_seen(shop):
    """A sentence that nobody marked is found: the silence in the other test is no deafness."""
    assert _unmarked("⟦a {n} ⟦b⟧⟧ 3 % of mill", {"mill"}) == "of"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_are_the_same_in_every_language(shop, language):
    """The answer of each language holds the digits of the English one, in its own writing."""
    digits = re.sub(r"\D", "", " ".join(answer(shop)))
    with speaking(language):
        said = " ".join(answer(shop))
    assert sorted(re.sub(r"\D", "", said)) == sorted(digits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_shows_more_digits_than_its_interval_knows(shop, language):
    """The last digit shown is at least a fortieth of half the interval, wherever value and interval stand together."""
    with speaking(language):
        text = page(shop, {"seed": 0})
    number = r"[+−]?\d[\d.,]*"
    cells = re.findall(rf"({number})[^<>\d]*?(?:<br><small>| \(|（)({number}) (?:to|bis|a|至) ({number})", text)
    assert len(cells) > 60
    wrong = [cell for cell in cells if _too_long(*cell, comma=language in {"de", "es"})]
    assert wrong == []


def _too_long(*texts: str, comma: bool) -> bool:
    plain = [one.replace(".", "").replace(",", ".") if comma else one.replace(",", "") for one in texts]
    value, low, high = (one.replace("−", "-").rstrip(".") for one in plain)
    decimals = max(len(one.partition(".")[2]) for one in (value, low, high))
    return decimals > 0 and (float(high) - float(low)) / 2 * 10**decimals > 40
