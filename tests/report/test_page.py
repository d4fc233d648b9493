"""The page as text; how it looks in a browser is tested beside it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from plantwright.calibrate.check import UNCHECKED
from plantwright.improve.study import Study
from plantwright.report.page import page, write_report

MANIFEST = {"plantwright": "0.1.0", "seed": 7, "input": {"sha256": "ab" * 32}}
SECTIONS = ("answer", "flow-map", "time-account", "flow-parts", "numbers", "check", "changes", "findings",
            "assumptions", "run", "glossary")  # fmt: skip


class _Reader(HTMLParser):
    """What a browser would see: elements, figures' JSON, text."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts, self.tags, self.sections, self.words, self.figures = 0, [], [], [], []
        self._figure = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self.scripts += tag == "script"
        self._figure = "data-figure" in found
        if tag == "section":
            self.sections.append(found["id"])

    def handle_data(self, data):
        if self._figure:
            self.figures.append(json.loads(data))
            self._figure = False
        elif len(data) < 100_000:
            self.words.append(data)


def _read(study, manifest=MANIFEST):
    reader = _Reader()
    reader.feed(page(study, manifest))
    reader.close()
    return reader, " ".join(" ".join(reader.words).split())


def test_all_parts_are_there_in_order(fabricated):
    """The answer comes first, the manifest last, and five figures between."""
    reader, words = _read(fabricated.study())
    assert tuple(reader.sections) == SECTIONS
    assert len(reader.figures) == 5
    assert "ab" * 32 in words


def test_the_page_is_one_offline_file(fabricated, tmp_path):
    """At most 7 MB, plotly inside once, nothing fetched: no link, source or import, and a policy that forbids any."""
    path = tmp_path / "report.html"
    write_report(fabricated.study(), path, manifest=MANIFEST)
    assert path.stat().st_size <= 7_000_000
    reader, _ = _read(fabricated.study())
    assert not [tag for tag, found in reader.tags if {"src", "srcset", "action"} & set(found)]
    assert not [found["href"] for _, found in reader.tags if not found.get("href", "#").startswith("#")]
    policies = [found["content"] for tag, found in reader.tags if found.get("http-equiv") == "Content-Security-Policy"]
    assert policies[0].startswith("default-src 'none'")
    text = path.read_text(encoding="utf-8")
    assert text.count("plotly.js v") == 1
    assert "@import" not in text.split("</style>")[0]


def test_hostile_names_stay_text(fabricated):
    """A name with script, image and link tags adds no element anywhere, and the figures' JSON still reads."""
    calm, _ = _read(fabricated.study())
    evil, words = _read(fabricated.hostile_study(), {fabricated.EVIL: fabricated.EVIL})
    assert evil.scripts == calm.scripts
    assert {tag for tag, _ in evil.tags} <= {tag for tag, _ in calm.tags} | {"details", "summary"}
    assert not [1 for _, found in evil.tags if any(name.startswith("on") for name in found)]
    assert len(evil.figures) == 5
    assert "<script>alert(1)</script>" in words


def test_every_value_shows_unit_and_interval(fabricated):
    """Throughput stands with its unit and interval; unknown energy says so; people and energy beside the output."""
    _, words = _read(fabricated.study())
    assert "741 pieces/d 708 to 774" in words
    assert "not known" in words
    for header in ("Output", "People", "Energy per good piece", "Payback"):
        assert header in words


def test_long_evidence_is_folded(fabricated):
    """Seventeen assumptions: fifteen are shown and two folded away."""
    _, words = _read(fabricated.study())
    assert "2 more assumptions" in words


def test_a_plant_without_records_says_unchecked(fabricated):
    """Without log, measures and ranking the page stands, says unchecked, and gives the refusal."""
    study = Study(fabricated.plant(), None, None, UNCHECKED, None, "the oven cannot finish its work")
    reader, words = _read(study, {})
    assert "unchecked" in words
    assert words.count("the oven cannot finish its work") + words.count("The oven cannot finish its work") >= 2
    assert reader.figures == []


@pytest.mark.parametrize("part", ["measures", "ranking", "log"])
def test_any_part_may_be_missing(fabricated, part):
    """Each part may be None by itself."""
    reader, _ = _read(replace(fabricated.study(), **{part: None}))
    assert "answer" in reader.sections


def test_titles_stand_outside_the_figures(fabricated):
    """On the page the heading is text that wraps, so no figure repeats it."""
    reader, words = _read(fabricated.study())
    assert all(
        "title" not in figure["layout"] or not figure["layout"]["title"].get("text") for figure in reader.figures
    )
    assert "How lots flow" in words


def test_every_figure_says_how_to_read_it(fabricated):
    """Each figure of the page, the small one too, ends with a line on how to read it, and no two say the same."""
    text = page(fabricated.study(), MANIFEST)
    captions = re.findall(r"<figcaption[^>]*><b>How to read it:</b> (.+?)</figcaption>", text, re.DOTALL)
    assert len(captions) == text.count("<figure") == 6
    assert len(set(captions)) == 6
    assert min(len(re.sub(r"<[^>]*>", "", one).split()) for one in captions) >= 8


def test_links_of_the_page_have_targets(fabricated):
    """Table of contents, glossary and skip link: every link leads to an id that is there, and no id stands twice."""
    reader, _ = _read(fabricated.study())
    ids = [found["id"] for _, found in reader.tags if "id" in found]
    links = [found["href"][1:] for tag, found in reader.tags if tag == "a"]
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))
    assert {f"{name}" for name in SECTIONS} <= set(links)


def test_words_lead_to_the_glossary_and_back(fabricated):
    """A word is a link once in a section, its entry links back to it, and names of the plant's own stay as they are."""
    text = page(fabricated.study(), MANIFEST)
    words = re.findall(r'<a class="term" id="(use-[^"]+)" href="#(term-[^"]+)">', text)
    assert {"term-throughput", "term-twin", "term-bottleneck", "term-interval"} <= {entry for _, entry in words}
    assert len({place for place, _ in words}) == len(words)
    for place, _ in words:
        assert text.count(f'href="#{place}"') == 1
    named = re.findall(r'class="name">(.*?)</(?:b|span)>', text)
    assert named
    assert not [one for one in named if "<a" in one]


def test_each_figure_is_told_to_screen_readers(fabricated):
    """A chart is an image with a title and a description by id; the page has a language, one main part and one h1."""
    reader, _ = _read(fabricated.study())
    ids = {found.get("id") for _, found in reader.tags}
    charts = [found for _, found in reader.tags if found.get("role") == "img"]
    assert len(charts) == 5
    assert all({one["aria-labelledby"], one["aria-describedby"]} <= ids for one in charts)
    names = [tag for tag, _ in reader.tags]
    assert (names.count("main"), names.count("h1"), names.count("nav")) == (1, 1, 1)
    assert dict(reader.tags)["html"]["lang"] == "en"


def test_odd_letters_do_not_stop_the_writing(fabricated, tmp_path):
    """Half a surrogate pair in a name, as broken exports have, is written as a number."""
    study = fabricated.study()
    plant = study.plant.model_copy(update={"name": "Werk \ud83d"})
    path = tmp_path / "r.html"
    write_report(replace(study, plant=plant), path)
    assert re.search(r"Werk &#\d+;", path.read_text(encoding="utf-8"))
