"""Whether the two ways to a question's answer agree."""

from __future__ import annotations

import math

from plantwright.learn.bank.question import Answer, Choice, Number, Ordering, Rubric, Setting
from plantwright.learn.bank.template import Posed, Sampled

ROUNDING = 1e-9
"""How far two exact ways may differ, as a share of the answer: what floating point loses."""
SIGMAS = 6.0
"""How many standard errors a way with luck in it may be off."""


def disagreement(posed: Posed) -> str | None:
    """Return how the second way's answer differs from the question's; None where they agree.

    An explanation has no second way: its key is a rubric.
    """
    answer = posed.question.answer
    if posed.again is None:
        return None if isinstance(answer, Rubric) else "there is no second way"
    first, second = key_of(answer), posed.again()
    if isinstance(second, Sampled):
        return _far(first, second)
    same = _close(first, second.value) if isinstance(first, float) else first == second.value
    return None if same else f"{first!r} by the first way, {second.value!r} by the second"


def key_of(answer: Answer) -> float | str | tuple[str, ...]:
    """Return the answer as the second way gives it: a number, the text of an option, or texts in order."""
    match answer:
        case Number():
            return float(answer.value)
        case Setting():
            return (answer.accepted_low + answer.accepted_high) / 2
        case Choice():
            return next(one.text for one in answer.options if one.right)
        case Ordering():
            texts = {one.key: one.text for one in answer.items}
            return tuple(texts[key] for key in answer.right)
        case Rubric():
            return answer.model


def _close(first: float, second: object) -> bool:
    return isinstance(second, int | float) and math.isclose(first, second, rel_tol=ROUNDING, abs_tol=1e-12)


def _far(first: float | str | tuple[str, ...], second: Sampled) -> str | None:
    if not isinstance(first, float):
        return "only a number can be sampled"
    off = abs(first - second.mean)
    if off <= SIGMAS * second.standard_error:
        return None
    return f"{first!r} by the first way, {second.mean!r} ± {second.standard_error!r} by the second"
