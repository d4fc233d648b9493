"""Numbers and days as the readers of a language write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from plantwright.messages.language import speaking
from plantwright.messages.numerals import day, numeral, separators, short_day

MOMENT = datetime(2026, 3, 7, 5, 0)  # noqa: DTZ001 - the log's times are UTC without a zone


@pytest.mark.parametrize(
    ("language", "text", "date", "signs"),
    [
        ("en", "1,234.5", "Mar 7, 2026", ".,"),
        ("de", "1.234,5", "07.03.2026", ",."),
        ("es", "1.234,5", "7 mar 2026", ",."),
        ("zh", "1,234.5", "2026年3月7日", ".,"),
    ],
)
def test_numbers_and_days(language, text, date, signs):
    """What CLDR says of each language: decimal sign, thousands, and the order of day, month and year."""
    with speaking(language):
        assert (numeral("1,234.5"), day(MOMENT), separators()) == (text, date, signs)


@pytest.mark.parametrize(("language", "text"), [("en", "Mar 7"), ("de", "7. März"), ("es", "7 mar"), ("zh", "3月7日")])
def test_days_without_their_year(language, text):
    """What CLDR says of a short day: the order of day and month, the month as a word where the language has one."""
    with speaking(language):
        assert short_day(MOMENT.date()) == text
