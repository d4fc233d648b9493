"""The verdict on a twin without records: unchecked, and on what it rests."""

from __future__ import annotations

from dataclasses import replace

from plantwright.calibrate.check import UNCHECKED, Check
from plantwright.calibrate.told import Told


def told_check(told: Told) -> Check:
    """Return the verdict on a plant without a log; it says how many of its numbers were told, not measured."""
    count = len(told.beliefs)
    if not count:
        return UNCHECKED
    numbers = "1 number that was" if count == 1 else f"{count} numbers that were"
    reasons = [f"it rests on {numbers} told, not measured, and there are no records to hold it against"]
    if told.left_out:
        drawn = told.left_out + len(told.plants)
        reasons.append(f"{told.left_out} of {drawn} plants that might be this one could not keep up and were left out")
    return replace(UNCHECKED, reasons=tuple(reasons))
