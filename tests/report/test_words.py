"""Plain words."""

from __future__ import annotations

from plantwright.report.words import count_word, listed, sentence


def test_lists_read_as_people_write_them():
    """One, two and three items; a long list counts its rest."""
    assert (listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == ("a", "a and b", "a, b and c")
    assert listed(list("abcdef"), most=2) == "a, b and four more"
    assert listed([]) == ""


def test_sentences_have_one_capital_and_one_stop():
    """Stops are not doubled and nothing stays nothing."""
    assert (sentence("a b.. "), sentence("")) == ("A b.", "")


def test_counts():
    """Small numbers are words, large ones digits."""
    assert (count_word(3), count_word(1200)) == ("three", "1,200")
