"""Messages: English as data, another language when said."""

from __future__ import annotations

import copy
import json
import pickle

from plantwright.messages.language import speaking
from plantwright.messages.told import later, number, said, say, say_many, strung, told, told_many
from plantwright.model.estimate import Estimate


def test_a_message_is_english_wherever_it_is_data():
    """In JSON, in a comparison, as a key and after a copy it is the English text, whatever is spoken."""
    one = told("{place}: halve setups", place="mill")
    with speaking("de"):
        assert one == "mill: halve setups"
        assert json.dumps({one: one}) == '{"mill: halve setups": "mill: halve setups"}'
        assert {one: 1}["mill: halve setups"] == 1
        assert json.loads(Estimate(value=1, unit="h", method=one).model_dump_json())["method"] == one


def test_a_message_is_said_in_the_language_spoken():
    """Put into text it is said: with f-strings, with str and inside another message; English again afterwards."""
    one = told("{place}: halve setups", place="mill")
    with speaking("de"):
        assert f"{one}" == str(one) == "mill: Rüsten halbieren"
        assert say("“{change}”: {words}", change=one, words="x") == "„mill: Rüsten halbieren“: x"
    assert f"{one}" == "mill: halve setups"


def test_a_message_survives_models_and_files():
    """An Estimate keeps it as a message, and so do a copy and a pickle."""
    found = Estimate(value=1, unit="h", method=told("told by the user")).method
    for one in (found, copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        with speaking("es"):
            assert f"{one}" == "indicado por el usuario"


def test_numbers_are_written_as_the_language_does():
    """Decimal sign and thousands follow the language, the minus is a true one, and data keeps English numbers."""
    one = told("{n:,} rows have no end", n=12_345)
    assert one == "12,345 rows have no end"
    with speaking("de"):
        assert f"{one}" == "12.345 Zeilen haben kein Ende"
        assert f"{number(-1.5, '.1f')}" == "−1,5"
    assert number(-1.5, ".1f") == "−1.5"


def test_plural_forms_follow_the_language():
    """One and many differ in German and English; Chinese has one form for both."""
    texts = ("{count} place in front of {place}", "{count} places in front of {place}")
    assert told_many(*texts, 1, place="saw") == "1 place in front of saw"
    with speaking("de"):
        assert say_many(*texts, 1, place="saw") == "1 Platz vor saw"
        assert say_many(*texts, 2, place="saw") == "2 Plätze vor saw"
    with speaking("zh"):
        assert say_many(*texts, 1, place="saw").replace("1", "2") == say_many(*texts, 2, place="saw")


def test_messages_are_strung_as_messages():
    """Joined messages are still said in another language, plain text among them stays."""
    one = strung([told("told by the user"), "7 d"])
    assert one == "told by the user; 7 d"
    with speaking("de"):
        assert f"{one}" == "vom Benutzer angegeben; 7 d"


def test_text_that_nobody_marked_is_looked_up_as_it_is():
    """Text read back from a file is said if the catalog has it whole, else it stays; marked text is the text."""
    with speaking("de"):
        assert said("told by the user") == "vom Benutzer angegeben"
        assert said("asked Ann") == "asked Ann"
        assert said("") == ""
    assert later("x {n}") == "x {n}"
