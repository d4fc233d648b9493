"""What rows are called that we named ourselves."""

from __future__ import annotations

from gettext import NullTranslations

from plantwright.messages.language import Language, speaking
from plantwright.observe.benchmark import CASES
from plantwright.observe.time_model import PLANT
from plantwright.plot.row_words import WORDS, row_words


class Loud(NullTranslations):
    """A language that says everything loudly."""

    def gettext(self, message):
        """Return the message in capitals."""
        return message.upper()


def test_our_names_are_said_and_those_of_the_plant_stay():
    """The line of all work centers is said in the language spoken; a work center is called as the plant calls it."""
    with speaking(Language("xx", Loud())):
        assert row_words("work_center", PLANT) == "(PLANT)"
        assert row_words("work_center", "best") == "best"
        assert row_words("case", "best") == "BEST"


def test_in_english_our_names_are_those_of_the_tables():
    """English reads what the tables hold, so that page and files speak of the same thing."""
    for column in ("work_center", "reason"):
        assert {name: row_words(column, name) for name in WORDS[column]} == {name: name for name in WORDS[column]}
    assert set(WORDS["case"]) == set(CASES)
