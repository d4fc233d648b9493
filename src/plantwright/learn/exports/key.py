"""The key of a number, be it reckoned or set: what is right, within which span, and what misconceptions lead to."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.learn.bank.question import Mistake, Number, Setting


@dataclass(frozen=True)
class Key:
    """A number that is right, and numbers that are known to be wrong."""

    value: float
    within: float
    """How far off is still right."""
    unit: str
    mistakes: tuple[Mistake, ...]
    near: float
    """How far off a known wrong number is still recognized."""


def key(answer: Number | Setting) -> Key:
    """Return the key of a numeric answer."""
    if isinstance(answer, Number):
        return Key(answer.value, answer.tolerance, answer.unit, answer.mistakes, answer.tolerance)
    middle, half = (answer.accepted_low + answer.accepted_high) / 2, (answer.accepted_high - answer.accepted_low) / 2
    return Key(middle, half + 1e-9, answer.unit, answer.mistakes, answer.step / 2)
