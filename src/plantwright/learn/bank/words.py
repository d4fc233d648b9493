"""Numbers as questions write them: what stands in the text is what is reckoned with."""

from __future__ import annotations

import math


def rounded(value: float, digits: int = 3) -> float:
    """Return a number with so many significant digits."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def text(value: float, unit: str = "", digits: int = 4) -> str:
    """Return a number with its unit, in as few digits as say it; percent stands close."""
    shown = rounded(value, digits)
    number = f"{shown:,.0f}" if float(shown).is_integer() and abs(shown) < 1e15 else f"{shown:,.10g}"
    number = number.replace("-", "−")
    return f"{number} {unit}" if unit not in ("", "1") else number


def listed(names: list[str]) -> str:
    """Return names as a sentence lists them."""
    return " and ".join(", ".join(names).rsplit(", ", 1)) if names else "none"
