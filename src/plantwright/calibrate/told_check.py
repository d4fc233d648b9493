"""The verdict on a twin without records: unchecked, and on what it rests; or that what was told cannot be."""

from __future__ import annotations

from dataclasses import replace

from plantwright.calibrate.check import UNCHECKED, Check
from plantwright.calibrate.told import Told
from plantwright.errors import TwinError
from plantwright.messages.told import later, told_many
from plantwright.messages.told import told as message
from plantwright.model.plant import Plant

FEWEST = 8
"""Plants that must be able to keep up, of those drawn from what was told."""


def told_check(told: Told) -> Check:
    """Return the verdict on a plant without a log; it says how many of its numbers were told, not measured."""
    count = len(told.beliefs)
    if not count:
        return UNCHECKED
    reasons = [
        told_many(
            "it rests on {count} number that was told, not measured, and there are no records to hold it against",
            "it rests on {count} numbers that were told, not measured, and there are no records to hold it against",
            count,
        )
    ]
    if told.left_out:
        left = later("{out} of {drawn} plants that might be this one could not keep up and were left out")
        reasons.append(message(left, out=told.left_out, drawn=told.left_out + len(told.plants)))
    return replace(UNCHECKED, reasons=tuple(reasons))


def raise_too_few(plant: Plant, told: Told) -> None:
    """Raise TwinError where hardly any plant that might be this one can keep up: what was told contradicts itself."""
    able, drawn = len(told.plants), len(told.plants) + told.left_out
    if told.beliefs and able < FEWEST:
        found = (
            f"{able} of {drawn} plants drawn from what was told can keep up with their orders; {FEWEST} or more must"
        )
        cure = "check the times and the number of orders, or narrow their intervals in evidence.csv"
        raise TwinError(f"plant {plant.name!r}", [f"evidence: {found}; {cure}"])
