"""Messages: English text that can be said again in another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from string import Formatter

from plantwright.messages import marked
from plantwright.messages.language import spoken
from plantwright.messages.numerals import day, numeral
from plantwright.messages.singular import SINGULAR

later = marked.later
"""Marks a text that somebody else tells."""


class Told(str):
    """A message with its arguments: English wherever it is data, the language spoken wherever it is put into text.

    Notes
    -----
    As a ``str`` it is the English sentence, so that files, comparisons and messages to programmers never depend on a
    language. ``str(message)`` and ``f"{message}"`` say it in the language spoken just then.
    """

    template: str
    many: str | None
    arguments: Mapping[str, object]

    def __str__(self) -> str:
        return _said(self.template, self.many, self.arguments)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _told, (self.template, self.many, dict(self.arguments))


def told(template: str, /, **arguments: object) -> Told:
    """Return a message to be said later; numbers of the arguments are written as the language does."""
    return _told(template, None, arguments)


def told_many(one: str, many: str, count: int, /, **arguments: object) -> Told:
    """Return a message in the form for one or for many; ``{count}`` is the number."""
    return _told(one, many, {"count": count, **arguments})


def say(template: str, /, **arguments: object) -> str:
    """Return a message in the language spoken."""
    return _said(template, None, arguments)


def say_many(one: str, many: str, count: int, /, **arguments: object) -> str:
    """Return a message in the language spoken, in its form for one or for many; ``{count}`` is the number."""
    return _said(one, many, {"count": count, **arguments})


def said(text: str) -> str:
    """Return text in the language spoken, if it is a message or stands in the catalog as it is."""
    return str(text) if isinstance(text, Told) else spoken().catalog.gettext(text) if text else ""


def strung(parts: Iterable[str], between: str = "; ") -> Told:
    """Return messages one after the other, as one message."""
    named = {f"part_{place}": part for place, part in enumerate(parts)}
    return _told(between.join(f"{{{name}}}" for name in named), None, named)


def number(value: float, spec: str = "") -> Told:
    """Return a number that is written as the language does."""
    return _told(f"{{value:{spec}}}", None, {"value": value})


def _told(template: str, many: str | None, arguments: Mapping[str, object]) -> Told:
    english = many if many is not None and arguments["count"] != 1 else _of_one(template, arguments)
    made = Told(_English().vformat(english, (), arguments))
    made.template, made.many, made.arguments = template, many, arguments
    return made


def _said(template: str, many: str | None, arguments: Mapping[str, object]) -> str:
    catalog, count = spoken().catalog, arguments.get("count", 0)
    if many is not None and isinstance(count, int):
        text = catalog.ngettext(template, many, count)
    else:
        text = catalog.gettext(_of_one(template, arguments))
    return _Spoken().vformat(text, (), arguments) if "{" in text else text


def _of_one(template: str, arguments: Mapping[str, object]) -> str:
    """Return the template, or the one about one thing where ``n`` counts one."""
    return SINGULAR.get(template, template) if arguments.get("n") == 1 else template


class _Spoken(Formatter):
    """Puts arguments into a template, as the language spoken writes them."""

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return numeral(_plain(value, format_spec))
        if isinstance(value, date) and not format_spec:
            return day(value)
        return format(value, format_spec)


class _English(Formatter):
    """Puts arguments into a template as they are, messages in English."""

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, Told):
            return str.__str__(value)
        return _plain(value, format_spec) if isinstance(value, int | float) else format(value, format_spec)


def _plain(value: float, spec: str) -> str:
    """Return a number in English, with a minus sign as long as a plus."""
    return format(value, spec).replace("-", "−")
