"""Units as readers of a language write them: words are translated, signs stay."""

from __future__ import annotations

from plantwright.messages.told import Told, told

UNITS: dict[str, Told] = {
    "orders": told("orders"),
    "orders/d": told("orders/d"),
    "orders/h": told("orders/h"),
    "pieces": told("pieces"),
    "pieces/d": told("pieces/d"),
    "lots": told("lots"),
    "rows": told("rows"),
    "stations": told("stations"),
    "stops": told("stops"),
    "gaps": told("gaps"),
    "workers": told("workers"),
    "people": told("people"),
    "families": told("families"),
    "points": told("points"),
    "years": told("years"),
    "per lot": told("per lot"),
    "kWh/piece": told("kWh/piece"),
    "d": told("d"),
    "h": told("h"),
    "h/week": told("h/week"),
    "min": told("min"),
    "s": told("s"),
}
"""Units that some language writes otherwise."""


def unit_words(unit: str) -> str:
    """Return a unit that is said in the language spoken; signs and units that nobody knows stay as they are."""
    return UNITS.get(unit, unit)
