"""Words of the glossary in the text of a page, made links: the first of each in every section."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plantwright.report.contents import headings
from plantwright.report.glossary import ENTRIES
from plantwright.report.markup import Markup

_PIECES = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_SECTION = re.compile(r'<section id="([^"]+)"')
QUIET = frozenset({"a", "code", "script", "style", "h1", "h2", "h3", "summary", "svg", "th", "title", "button"})
"""Elements whose text stays as it is."""
FIRST_UNPARTED = 0x2E80
"""First sign of the writings, such as Chinese, that part no words by blanks."""
_NAMED = 'class="name"'
"""What marks a name of the plant's own, which is no word of ours."""


@dataclass
class _Linker:
    """Goes through a page once and remembers where each word was linked."""

    page: Markup
    section: str = ""
    quiet: list[str] = field(default_factory=list)
    """Elements around the text just read that keep it as it is, the innermost last."""
    linked: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By entry, ids of links and the sections that they stand in."""

    def __post_init__(self) -> None:
        self.by_form = {form.casefold(): name for name, entry in ENTRIES.items() for form in entry.words()}
        longest_first = sorted(self.by_form, key=lambda form: -len(form))
        self.pattern = re.compile("|".join(_bounded(html.escape(form)) for form in longest_first), re.IGNORECASE)

    def pieces(self) -> Iterator[str]:
        """Iterate over the page's tags and texts, words linked."""
        for piece in _PIECES.split(self.page.text):
            if piece.startswith("<"):
                self._pass(piece)
                yield piece
            else:
                yield piece if self.quiet or not self.section else self.pattern.sub(self._link, piece)

    def _pass(self, piece: str) -> None:
        found, begun = _NAME.match(piece), _SECTION.match(piece)
        if begun:
            self.section = begun[1]
        if found is None or piece.endswith("/>"):
            return
        name = found[1]
        if piece.startswith("</"):
            if self.quiet and self.quiet[-1] == name:
                self.quiet.pop()
        elif name in QUIET or _NAMED in piece or (self.quiet and self.quiet[-1] == name):
            self.quiet.append(name)

    def _link(self, word: re.Match[str]) -> str:
        name = self.by_form[html.unescape(word[0]).casefold()]
        uses = self.linked.setdefault(name, [])
        if any(section == self.section for _, section in uses):
            return word[0]
        place = f"use-{name}-{self.section}"
        uses.append((place, self.section))
        return f'<a class="term" id="{place}" href="#term-{name}">{word[0]}</a>'


def linked(page: Markup) -> tuple[Markup, dict[str, list[tuple[str, Markup]]]]:
    """Return a page with its words linked to the glossary, and by entry where, with the section's heading."""
    linker = _Linker(page)
    text = "".join(linker.pieces())
    known = headings(page)
    uses = {
        name: [(place, known[section]) for place, section in places if section in known]
        for name, places in linker.linked.items()
    }
    return Markup(text), uses


def _bounded(form: str) -> str:
    """Return a pattern of the form as a whole word, in writings that part words."""
    parts_words = ord(form[0]) < FIRST_UNPARTED
    return rf"(?<!\w){re.escape(form)}(?!\w)" if parts_words else re.escape(form)
