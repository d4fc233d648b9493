"""The page's colors can be told apart by everybody: on a light page, a dark one and on paper."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("plantwright.report").joinpath("page.css").read_text(encoding="utf-8")
LIGHT, DARK, PRINT = (
    dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root \{([^}]*)\}", CSS)
)


def _light(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * one for one in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "card"])
@pytest.mark.parametrize("text", ["ink", "faint", "accent", "good", "warn", "bad"])
def test_every_text_can_be_read(colors, ground, text):
    """WCAG 2.2, success criterion 1.4.3 (AA): text has a contrast of at least 4.5 to what is behind it."""
    assert _contrast(colors[text], colors[ground]) >= 4.5


@pytest.mark.parametrize("colors", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_bars_can_be_seen(colors):
    """WCAG 2.2, success criterion 1.4.11: what a picture draws has a contrast of at least 3."""
    assert _contrast(colors["bar"], colors["card"]) >= 3
    assert _contrast("#ffffff", "#000000") == pytest.approx(21)
