"""Numbers and days as the readers of a language write them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from plantwright.messages.language import ENGLISH, LANGUAGES, spoken


def numeral(text: str) -> str:
    """Return a number written in English, as ``1,234.5``, with the signs of the language spoken."""
    return text.translate(_signs(spoken().locale()))


def separators() -> str:
    """Return the decimal sign and the sign between thousands, as plotly wants them."""
    return numeral(".") + numeral(",")


def day(moment: date | datetime) -> str:
    """Return a day as the language writes it, the month as a word: nobody mistakes it for the day."""
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(moment, "medium", locale=spoken().locale())


def short_day(moment: date) -> str:
    """Return a day without its year, as short as the language writes it, the month as a word."""
    from babel.dates import format_skeleton  # noqa: PLC0415

    return format_skeleton("MMMd", moment, locale=spoken().locale())


@cache
def _signs(locale: str) -> dict[int, str]:
    if locale.partition("_")[0] == ENGLISH:
        return {}
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415

    return {ord("."): get_decimal_symbol(locale), ord(","): get_group_symbol(locale)}


def known_languages() -> str:
    """Return the languages with a catalog, for a help text."""
    return ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
