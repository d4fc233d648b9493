"""The language that is spoken just now, and its catalog of messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO

from plantwright.errors import LanguageError

ENGLISH = "en"
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "zh": "简体中文"}
"""Every language that has a catalog, by its code, as its speakers call it."""
TAGS = {"zh": "zh-Hans"}
"""What a page calls its language (BCP 47), where that is more than the code."""
LOCALES = {"en": "en_US", "zh": "zh_Hans_CN"}
"""Whose numbers and dates, where the code does not say it."""
VARIABLE = "PLANTWRIGHT_LANGUAGE"
"""The environment variable with the language of reports."""
DOMAIN = "plantwright"


@dataclass(frozen=True)
class Language:
    """A language with what it calls our messages."""

    code: str
    catalog: NullTranslations

    def tag(self) -> str:
        """Return what a page calls the language."""
        return TAGS.get(self.code, self.code)

    def locale(self) -> str:
        """Return whose numbers and dates it writes."""
        return LOCALES.get(self.code, self.code) if self.code in LANGUAGES else LOCALES[ENGLISH]


_SPOKEN: ContextVar[Language] = ContextVar("language", default=Language(ENGLISH, NullTranslations()))  # noqa: B039


def spoken() -> Language:
    """Return the language of the texts made just now."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str | Language) -> Iterator[Language]:
    """Speak a language for a while; English before and after."""
    chosen = language if isinstance(language, Language) else language_of(language)
    token = _SPOKEN.set(chosen)
    try:
        yield chosen
    finally:
        _SPOKEN.reset(token)


def language_of(code: str) -> Language:
    """Return the language of a code such as ``de``, ``de-AT`` or ``zh_CN.UTF-8``; raise LanguageError where unknown."""
    short = code.strip().replace("_", "-").partition(".")[0].partition("-")[0].lower()
    if short not in LANGUAGES:
        known = f"{', '.join(LANGUAGES)} are known; name one of them, or leave it out"
        raise LanguageError("language", [f"language: {code!r}; {known}"])
    return Language(short, NullTranslations() if short == ENGLISH else catalog_of(short))


@cache
def catalog_of(code: str) -> NullTranslations:
    """Return the catalog of a language, read from its ``.po`` file: nothing compiled that could be out of date."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415
    from babel.support import Translations  # noqa: PLC0415

    place = files("plantwright.messages") / "locale" / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    with place.open("rb") as file:
        found = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return Translations(compiled, DOMAIN)
