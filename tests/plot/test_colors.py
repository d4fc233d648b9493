"""Colors that stay apart, and text that can be read."""

from __future__ import annotations

from itertools import pairwise

from plantwright.plot.colors import FAINT, INK, PAPER, PARTS, STATES, WAIT_SCALE, part_color


def _luminance(color: str) -> float:
    parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_has_contrast():
    """Ink and notes on paper pass the WCAG level AA of 4.5 to 1."""
    assert _contrast(INK, PAPER) > 4.5
    assert _contrast(FAINT, PAPER) > 4.5


def test_states_differ_from_each_other():
    """No two states or parts share a color, and a part that is a state keeps the state's color."""
    assert len(set(PARTS.values())) == len(PARTS)
    assert all(part_color(state) == color for state, color in STATES.items())
    assert part_color("never heard of") == PARTS["other"]


def test_longer_waits_are_darker_even_without_color():
    """Lightness falls all along the scale of waits, as a black-and-white print needs."""
    lightness = [_luminance(color) for _, color in WAIT_SCALE]
    assert all(one > other for one, other in pairwise(lightness))
