"""What states and parts are called."""

from __future__ import annotations

from plantwright.messages.language import speaking
from plantwright.observe.flow_parts import PARTS
from plantwright.plot.colors import STATES
from plantwright.plot.state_words import WORDS, state_words


def test_every_state_and_part_has_a_word():
    """All states of a station and all parts of the flow time are said in words; an unknown one keeps its name."""
    assert set(WORDS) >= {*STATES, *PARTS}
    with speaking("de"):
        assert (state_words("setup"), state_words("lunch")) == ("Rüsten", "lunch")
