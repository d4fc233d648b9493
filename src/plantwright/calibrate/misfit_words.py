"""A misfit in a plain sentence: where, both values with their unit, and what the twin does wrong there."""

from __future__ import annotations

from plantwright.messages.told import Told, later, number, told
from plantwright.messages.units import unit_words
from plantwright.model.estimate import Estimate

_LITTLE, _LONG = later("the twin waits too little there"), later("the twin waits too long there")
WORDS: dict[str, tuple[str, str, str, str]] = {
    "queue_length": (later("Queue at {where}"), "lots", _LITTLE, _LONG),
    "queue_time": (later("Wait for {where}"), "h", _LITTLE, _LONG),
    "starts": (
        later("Starts at {where}"),
        "%",
        later("the twin starts too few lots then"),
        later("the twin starts too many lots then"),
    ),
    "overtaken_share": (
        later("Lots overtaken at {where}"),
        "%",
        later("the twin keeps to the order of arrival too well"),
        later("the twin lets too many lots pass"),
    ),
    "occupied_share": (
        later("Occupied time at {where}"),
        "%",
        later("the twin is too seldom occupied"),
        later("the twin is too often occupied"),
    ),
    "process_time": (
        later("Process time at {where}"),
        "h",
        later("the twin is too quick there"),
        later("the twin is too slow there"),
    ),
    "setups_per_lot": (
        later("Setups at {where}"),
        "per lot",
        later("the twin sets up too seldom"),
        later("the twin sets up too often"),
    ),
    "setup_time": (
        later("Time of a setup at {where}"),
        "min",
        later("the twin sets up too quickly"),
        later("the twin sets up too slowly"),
    ),
    "down_share": (
        later("Time down at {where}"),
        "%",
        later("the twin stands too little"),
        later("the twin stands too long"),
    ),
    "batch_size": (
        later("Load at {where}"),
        "lots",
        later("the twin loads too few lots"),
        later("the twin loads too many lots"),
    ),
    "flow_time": (
        later("Flow time of {where}"),
        "h",
        later("its orders are through too soon in the twin"),
        later("they take too long in the twin"),
    ),
}
"""By measure: what it is, its unit, and what is said where the twin is too low, or too high."""


def sentence(measure: str, where: str, when: str, recorded: float, twin: Estimate) -> Told:
    """Return a misfit in words."""
    name, unit, low, high = WORDS[measure]
    value = twin.value if twin.value is not None else float("nan")
    said = told("{what}, {when}", what=told(name, where=where), when=when) if when else told(name, where=where)
    return told(
        "{place}: recorded {recorded} {unit}, twin {value}{spread}; {difference}",
        place=said,
        recorded=_digits(recorded),
        unit=unit_words(unit),
        value=_digits(value),
        spread=_spread(twin),
        difference=told(low if value < recorded else high),
    )


def _spread(twin: Estimate) -> str:
    if twin.low is None or twin.high is None:
        return ""
    return told(" ({low} to {high})", low=_digits(twin.low), high=_digits(twin.high))


def _digits(value: float) -> Told:
    """Return a number with two or three digits that matter."""
    if abs(value) >= 9.95:
        return number(value, ".0f")
    return number(value, ".1f" if abs(value) >= 0.995 else ".2g")
