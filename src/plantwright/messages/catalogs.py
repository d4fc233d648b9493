"""The catalogs of messages: what stands in the source, what is translated of it, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from plantwright.messages.language import DOMAIN, ENGLISH, LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

PACKAGE = Path(__file__).resolve().parents[1]
KEYWORDS = {
    "told": None,
    "say": None,
    "later": None,
    "message": None,
    "told_many": (1, 2),
    "say_many": (1, 2),
}
"""Functions whose first text, or first two, are messages."""
COMMENTS = ("Translators:",)
HEADER = "# Messages of Plantwright. Brought up to date by: python -m plantwright.messages"


@dataclass(frozen=True)
class Completeness:
    """How much of the messages a language says."""

    language: str
    messages: int
    translated: int

    def sentence(self) -> str:
        """Return the count in words."""
        share = 100 * self.translated / max(self.messages, 1)
        missing = self.messages - self.translated
        english = f"; {missing} are said in English" if missing else ""
        return f"{self.language}: {self.translated} of {self.messages} messages ({share:.1f} %){english}"


def path_of(language: str) -> Path:
    """Return the file of a catalog."""
    return PACKAGE / "messages" / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def translations() -> tuple[str, ...]:
    """Return the languages that need a catalog."""
    return tuple(code for code in LANGUAGES if code != ENGLISH)


def template() -> Catalog:
    """Return every message of the source, in the order of its text."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.extract import extract_from_dir  # noqa: PLC0415

    made = Catalog(project="Plantwright", charset="utf-8")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS, comment_tags=COMMENTS)
    for file, _, message, comments, context in found:
        made.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return made


def read(language: str) -> Catalog:
    """Return the catalog of a language; an empty one where there is none yet."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language, domain=DOMAIN, project="Plantwright", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def update(language: str, source: Catalog) -> Completeness:
    """Write the catalog of a language anew: new messages are empty, those that are gone are dropped."""
    from babel.messages.pofile import write_po  # noqa: PLC0415

    catalog = read(language)
    made = catalog.creation_date
    catalog.update(source, no_fuzzy_matching=True, update_header_comment=False)
    # the day of each run would make every run a change
    catalog.creation_date, catalog.fuzzy = made, False
    catalog.header_comment = HEADER
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = catalog.project = "Plantwright"
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False, omit_header=False
        )
    return completeness(language, source)


def completeness(language: str, source: Catalog) -> Completeness:
    """Return how many messages of the source a language says."""
    catalog, wanted = read(language), [one for one in source if one.id]
    done = sum(_is_said(catalog.get(one.id, one.context)) for one in wanted)
    return Completeness(language, len(wanted), done)


def misfits(language: str) -> Iterator[str]:
    """Iterate over translations that would lose or invent a placeholder, or lack a plural form."""
    catalog = read(language)
    for one in catalog:
        if not one.id or not _is_said(one):
            continue
        wanted = set().union(*(fields(text) for text in _texts(one.id)))
        for text in _texts(one.string):
            lacking = wanted - fields(text) - ({"count"} if isinstance(one.id, tuple) else set())
            if lacking or fields(text) - wanted:
                yield f"{one.id!r}: {sorted(wanted)} are to be filled in, {text!r} has {sorted(fields(text))}"
        if isinstance(one.id, tuple) and len(_texts(one.string)) != catalog.num_plurals:
            yield f"{one.id!r}: {catalog.num_plurals} plural forms are needed"


def fields(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _is_said(one: Message | None) -> bool:
    return one is not None and all(_texts(one.string))


def _texts(text: object) -> list[str]:
    return [str(part) for part in text] if isinstance(text, tuple | list) else [str(text)]
