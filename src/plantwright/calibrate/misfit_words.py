"""A misfit in a plain sentence: where, both values with their unit, and what the twin does wrong there."""

from __future__ import annotations

from plantwright.model.estimate import Estimate

WORDS: dict[str, tuple[str, str, str, str]] = {
    "queue_length": ("Queue at", "lots", "the twin waits too little there", "the twin waits too long there"),
    "queue_time": ("Wait for", "h", "the twin waits too little there", "the twin waits too long there"),
    "starts": ("Starts at", "%", "the twin starts too few lots then", "the twin starts too many lots then"),
    "overtaken_share": (
        "Lots overtaken at",
        "%",
        "the twin keeps to the order of arrival too well",
        "the twin lets too many lots pass",
    ),
    "occupied_share": ("Occupied time at", "%", "the twin is too seldom occupied", "the twin is too often occupied"),
    "process_time": ("Process time at", "h", "the twin is too quick there", "the twin is too slow there"),
    "setups_per_lot": ("Setups at", "per lot", "the twin sets up too seldom", "the twin sets up too often"),
    "setup_time": ("Time of a setup at", "min", "the twin sets up too quickly", "the twin sets up too slowly"),
    "down_share": ("Time down at", "%", "the twin stands too little", "the twin stands too long"),
    "batch_size": ("Load at", "lots", "the twin loads too few lots", "the twin loads too many lots"),
    "flow_time": ("Flow time of", "h", "its orders are through too soon in the twin", "they take too long in the twin"),
}
"""By measure: what it is, its unit, and what is said where the twin is too low, or too high."""


def sentence(measure: str, where: str, when: str, recorded: float, twin: Estimate) -> str:
    """Return a misfit in words."""
    name, unit, low, high = WORDS[measure]
    value = twin.value if twin.value is not None else float("nan")
    place = f"{name} {where}" + (f", {when}" if when else "")
    spread = "" if twin.low is None or twin.high is None else f" ({_digits(twin.low)} to {_digits(twin.high)})"
    said = low if value < recorded else high
    return f"{place}: recorded {_digits(recorded)} {unit}, twin {_digits(value)}{spread}; {said}"


def _digits(value: float) -> str:
    """Return a number with two or three digits that matter."""
    if abs(value) >= 9.95:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 0.995 else f"{value:.2g}"
