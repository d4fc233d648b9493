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
ONE: dict[str, Told] = {
    "orders": told("order"),
    "pieces": told("piece"),
    "lots": told("lot"),
    "rows": told("row"),
    "stations": told("station"),
    "stops": told("stop"),
    "gaps": told("gap"),
    "workers": told("worker"),
    "families": told("family"),
    "points": told("point"),
    "years": told("year"),
}
"""Units that are called otherwise where there is just one."""


def unit_words(unit: str, *, one: bool = False) -> str:
    """Return a unit that is said in the language spoken; signs and units that nobody knows stay as they are."""
    return ONE[unit] if one and unit in ONE else UNITS.get(unit, unit)
