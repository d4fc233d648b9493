"""Whether an answer is right, and what to say to one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Rubric, Setting
from plantwright.learn.bank.units import UnreadableError, factor, read
from plantwright.model.quantity import Noun, Share

Given: TypeAlias = str | tuple[str, ...]
"""What was answered: text with a number; the key of an option; keys in order; the criteria that an explanation met."""

UNIT_FACTORS = (
    (60.0, "minutes and seconds, or hours and minutes"),
    (3600.0, "hours and seconds"),
    (24.0, "days and hours"),
    (1440.0, "days and minutes"),
    (7.0, "weeks and days"),
    (100.0, "a share and percent"),
    (1000.0, "thousands and ones"),
)
"""Factors that a number is off by when two units were mixed up."""


class Feedback(Noun):
    """What an answer is worth, and what to say."""

    right: bool
    score: Share
    """1 for right; an explanation earns the share of its points that its criteria met [1]."""
    mistake: str = ""
    """The misconception seen, or ``unit``, ``inverse`` or ``unreadable``; empty where none was recognized."""
    says: str


def check(question: Question, given: Given) -> Feedback:
    """Return whether an answer is right, which misconception it shows, and what to say; never the right answer."""
    answer = question.answer
    match answer:
        case Number() | Setting():
            return _check_number(answer, _text(given))
        case Choice():
            return _check_choice(answer, _text(given))
        case Ordering():
            return _check_order(answer, (given,) if isinstance(given, str) else given)
        case Rubric():
            return _check_rubric(answer, (given,) if isinstance(given, str) else given)


def _text(given: Given) -> str:
    return given if isinstance(given, str) else " ".join(given)


RIGHT = Feedback(right=True, score=1.0, says="Right.")


def _wrong(mistake: str, says: str) -> Feedback:
    return Feedback(right=False, score=0.0, mistake=mistake, says=says)


def _check_number(answer: Number | Setting, given: str) -> Feedback:
    try:
        written = read(given)
        scale = factor(written.unit, answer.unit) if written.unit else 1.0
    except UnreadableError as error:
        return _wrong("unreadable", f"That could not be read: {error}.")
    if scale is None:
        return _wrong(
            "unit", f"{written.unit} measures something else; the answer is asked in {answer.unit or 'no unit'}."
        )
    return _judge(answer, written.number * scale, bare=written.number)


def _judge(answer: Number | Setting, value: float, bare: float) -> Feedback:
    low, high = _bounds(answer)
    if low <= value <= high:
        return RIGHT
    for one in answer.mistakes:
        if abs(value - one.value) <= _width(answer):
            return _wrong(one.name, one.feedback)
    return next(_unit_slips(answer, value, bare), _wrong("", _direction(value, low)))


def _bounds(answer: Number | Setting) -> tuple[float, float]:
    if isinstance(answer, Setting):
        return answer.accepted_low - 1e-9, answer.accepted_high + 1e-9
    return answer.value - answer.tolerance, answer.value + answer.tolerance


def _width(answer: Number | Setting) -> float:
    return answer.tolerance if isinstance(answer, Number) else answer.step / 2


def _unit_slips(answer: Number | Setting, value: float, bare: float) -> Iterator[Feedback]:
    """Yield what to say to a number that mixed-up units make of the right one."""
    if isinstance(answer, Setting) or answer.value == 0:
        return
    off, share = value / answer.value, answer.tolerance / abs(answer.value)
    for by, units in UNIT_FACTORS:
        if any(abs(off / one - 1) <= share for one in (by, 1 / by)):
            yield _wrong("unit", f"The digits are right, but off by a factor of {by:g}: {units} may be mixed up.")
    if value and abs(value * answer.value - 1) <= share:
        yield _wrong("inverse", "That is one over the answer: check what is divided by what.")
    if bare != value and abs(bare / answer.value - 1) <= share:
        yield _wrong("unit", f"The number is right in {answer.unit}; the unit that you wrote with it is another one.")


def _direction(value: float, low: float) -> str:
    return f"Not yet: your answer is too {'low' if value < low else 'high'}."


def _check_choice(answer: Choice, given: str) -> Feedback:
    chosen = next((one for one in answer.options if one.key == given), None)
    if chosen is None:
        keys = ", ".join(one.key for one in answer.options)
        return _wrong("unreadable", f"Choose one of {keys}.")
    if chosen.right:
        return RIGHT.model_copy(update={"says": f"Right. {chosen.feedback}".strip()})
    return _wrong(chosen.mistake, chosen.feedback)


def _check_order(answer: Ordering, given: tuple[str, ...]) -> Feedback:
    if sorted(given) != sorted(answer.right):
        return _wrong("unreadable", f"Put each of {', '.join(sorted(answer.right))} in its place once.")
    if given == answer.right:
        return RIGHT
    known = next((one for one in answer.mistakes if one.keys == given), None)
    if known:
        return _wrong(known.name, known.feedback)
    placed = sum(one == other for one, other in zip(given, answer.right, strict=True))
    return _wrong("", f"Not yet: {placed} of {len(given)} are in their place.")


def _check_rubric(answer: Rubric, met: tuple[str, ...]) -> Feedback:
    """Grade an explanation by the numbers, from 1, of the criteria that the learner found met."""
    numbers = {str(k): one for k, one in enumerate(answer.criteria, 1)}
    unknown = [one for one in met if one and one not in numbers]
    if unknown:
        return _wrong("unreadable", f"There is no criterion {unknown[0][:20]!r}; there are 1 to {len(numbers)}.")
    share = sum(numbers[one].points for one in set(met) if one) / sum(one.points for one in answer.criteria)
    says = f"By your own reading, {len({one for one in met if one})} of {len(numbers)} criteria are met."
    return Feedback(right=share >= 0.75, score=min(share, 1.0), says=says)
