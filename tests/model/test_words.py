"""Texts of nouns that may be messages."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from plantwright.messages.told import Told, told
from plantwright.model.change import Change, ScaleDemand
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Evidence


def test_a_message_stays_one_in_every_noun():
    """Methods, evidence and names of changes keep their messages; plain text stays plain."""
    one = told("told by the user")
    change = Change(name=one, edits=(ScaleDemand(factor=1.1),))
    found = [Estimate(value=1, unit="h", method=one).method, Evidence(path="x", method=one).method, change.name]
    assert [type(text) for text in found] == [Told, Told, Told]
    assert type(Estimate(value=1, unit="h", method="x").method) is str


def test_a_message_is_checked_as_text_is():
    """A name that is empty is refused, as a message too, and what is no text is no method."""
    with pytest.raises(ValidationError):
        Change(name=told(""), edits=(ScaleDemand(factor=1.1),))
    with pytest.raises(ValidationError):
        Estimate(value=1, unit="h", method=3)
