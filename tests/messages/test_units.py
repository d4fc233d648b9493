"""Units in words."""

from __future__ import annotations

from plantwright.messages.language import speaking
from plantwright.messages.units import unit_words
from plantwright.plot.digits import with_unit


def test_words_are_translated_and_signs_stay():
    """Pieces a day are said, kilograms and an unknown unit stay, percent follows the language's own spacing."""
    with speaking("de"):
        assert f"{unit_words('pieces/d')} {unit_words('kg')}" == "Teile/Tag kg"
    with speaking("zh"):
        assert (with_unit("8", "%"), with_unit("8", "h")) == ("8%", "8 小时")
    assert (with_unit("8", "%"), with_unit("8", "1")) == ("8 %", "8")
