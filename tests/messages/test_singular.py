"""One thing is told as one."""

from __future__ import annotations

from plantwright.messages.catalogs import fields, template
from plantwright.messages.language import speaking
from plantwright.messages.singular import SINGULAR
from plantwright.messages.told import say, told


def test_one_day_is_no_days():
    """A finding that counts one says so in the singular, in every language; two stay many."""
    text = "{n:,} days without any record, on weekdays that are otherwise worked: {days}"
    assert told(text, n=1, days="Sat") == "one day without any record, on a weekday that is otherwise worked: Sat"
    assert told(text, n=2, days="Sat").startswith("2 days")
    with speaking("de"):
        assert say("{n:,} rows have no start", n=1) == "eine Zeile hat keinen Beginn"
        assert f"{told('{n:,} rows have no start', n=1)}" == "eine Zeile hat keinen Beginn"


def test_every_singular_is_of_a_message_that_is_said():
    """Each message about one belongs to a message of the source, and fills in nothing else."""
    known = {one.id for one in template()}
    assert set(SINGULAR) <= known
    assert all(fields(one) <= fields(many) for many, one in SINGULAR.items())
