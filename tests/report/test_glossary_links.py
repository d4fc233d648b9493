"""Words that lead to the glossary."""

from __future__ import annotations

import pytest

from plantwright.messages.language import LANGUAGES, speaking
from plantwright.report.glossary import ENTRIES, glossary_section
from plantwright.report.glossary_links import linked
from plantwright.report.markup import Markup, joined, tag
from plantwright.report.sections import section


def test_the_first_word_of_a_section_is_a_link():
    """Once in each section, whole words only, the longest first, whatever their capitals."""
    page = joined(
        [section("a", "A", tag("p", "Setups, setup, setupx, raw process time")), section("b", "B", "a setup")]
    )
    text, uses = linked(page)
    assert text.text.count('href="#term-setup"') == 2
    assert '<a class="term" id="use-setup-a" href="#term-setup">Setups</a>, setup, setupx' in text.text
    assert 'href="#term-raw-process-time">raw process time</a>' in text.text
    assert "term-process-time" not in text.text
    assert [place for place, _ in uses["setup"]] == ["use-setup-a", "use-setup-b"]


@pytest.mark.parametrize("quiet", ["code", "a", "h3", "summary", "th"])
def test_names_and_headings_stay(quiet):
    """Code, links, headings and names of the plant's own are left as they are, with all that is inside of them."""
    page = section("a", "The twin", tag(quiet, "twin ", tag("i", "twin")), tag("b", "twin", css="name"))
    assert linked(page)[0].text == page.text


def test_a_tag_or_attribute_is_never_touched(fabricated):
    """Hostile names and attributes keep their escapes: taking the links away gives the page back."""
    page = section("a", "A", tag("p", fabricated.EVIL, " twin & queue"), Markup('<td data-label="twin"><br>lot</td>'))
    text = linked(page)[0].text
    assert 'data-label="twin"' in text
    for name in ("twin", "queue", "lot"):
        text = text.replace(f'<a class="term" id="use-{name}-a" href="#term-{name}">{name}</a>', name)
    assert text == page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_has_a_word_of_its_own(language):
    """In every language each entry has a heading and no two entries claim the same form."""
    with speaking(language):
        forms = [form.casefold() for entry in ENTRIES.values() for form in entry.words()]
        assert len(forms) == len(set(forms))
        assert all(entry.words() and str(entry.meaning) for entry in ENTRIES.values())


def test_entries_lead_back_to_where_they_are_used():
    """An entry lists the sections that use its word; one that nobody uses lists none."""
    page = section("a", "Losses", tag("p", "the bottleneck"))
    text = glossary_section(linked(page)[1]).text
    assert '<a href="#use-bottleneck-a">Losses</a>' in text
    assert text.count("Used in:") == 1
    assert text.count("<dt ") == len(ENTRIES)
