"""Times as people write them."""

import pytest

from plantwright.events.sheets.moments import moment_of

SAID = {
    "Mo 03.03. 08:15": (None, "08:15:00"),
    "3. März 2025 08:15 Uhr": ("2025-03-03", "08:15:00"),
    "3 mars 2025 8h15": ("2025-03-03", "08:15:00"),
    "03-mar-2025": ("2025-03-03", None),
    "2025年3月3日 8时15分": ("2025-03-03", "08:15:00"),
    "2025年3月3日 下午3:05": ("2025-03-03", "15:05:00"),
    "March 3, 2025 3:05 PM": ("2025-03-03", "15:05:00"),
    "Monday, March 3, 2025": ("2025-03-03", None),
    "12:05 AM": (None, "00:05:00"),
    "03-Jun-06": ("2006-06-03", None),
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_written_is_what_is_meant(text: str) -> None:
    """Weekdays, months by name in several languages, halves of the day and years of two digits are understood."""
    moment = moment_of(text)
    assert moment is not None
    assert (moment.day(day_first=True, year=None), moment.clock) == SAID[text]


def test_a_year_is_taken_from_outside() -> None:
    """A date without a year is none until one is told."""
    moment = moment_of("24.12. 06:00")
    assert moment is not None
    assert (moment.day(day_first=True, year=None), moment.day(day_first=True, year=2024)) == (None, "2024-12-24")


@pytest.mark.parametrize("text", ["6.2", "19,551", "12", "1.250", "not captured", "0.97", "31.02", "S-4", "10%"])
def test_numbers_and_words_are_no_times(text: str) -> None:
    """What may as well be a number or a word is no time."""
    assert moment_of(text) is None


@pytest.mark.parametrize("text", ["2025-02-31", "2025-13-01 08:00"])
def test_days_that_do_not_exist(text: str) -> None:
    """A month beyond twelve is no date; a day that its month lacks is left for the reader of dates to refuse."""
    moment = moment_of(text)
    assert moment is None or moment.day(day_first=True, year=None) in (None, "2025-02-31")
