"""The gate: what a model made of a text is let through only if it says the same numbers of the same things."""

from __future__ import annotations

from collections.abc import Collection
from itertools import zip_longest

from plantwright.learn.bank.question import Choice, Ordering, Question
from plantwright.learn.tutor.mentions import Mention, Read, read_text
from plantwright.learn.tutor.words import NUMBER_WORDS, PLAIN, TEACHING, UNIT_WORDS

LONGEST = 3.0
"""How many times as long as the template's text another wording may be."""


def refusal(source: str, said: str, question: Question) -> str | None:
    """Return why a wording must not reach the learner; None where it may.

    Parameters
    ----------
    source
        The template's own text: every number in it was computed.
    said
        What a model made of it.
    question
        What the text is about.

    Notes
    -----
    A wording passes only if all of this holds. Every number in it, digit or word, stands in the source with the same
    unit, the same bound (at least, less than, not) and a word of what it is of. Every reckoning stands in the source as
    it is. Numbers, signs, operations (divide, add) and bounds follow each other as in the source. It names no option or
    thing to be ordered that the source does not. Every other word is one of the source, of the question, or of a list
    of plain words. What cannot be judged is refused.
    """
    told, heard = read_text(source), read_text(said)
    if not said.strip() or len(said) > LONGEST * len(source) + 80:
        return "it is empty, or too long"
    if heard.strange:
        return f"it holds signs that are not read: {sorted(heard.strange)[:3]}"
    return (
        _of_numbers(told, heard)
        or _of_operations(told, heard)
        or _of_names(source, said, question)
        or _of_words(told, heard, question)
    )


def _of_numbers(told: Read, heard: Read) -> str | None:
    if added := heard.formulas - told.formulas:
        return f"it reckons what was not reckoned: {sorted(added)[0]}"
    for one in heard.mentions:
        if not any(_same(one, other, told.mentions) for other in told.mentions):
            return f"the number {one.value:g} {one.unit} is not said so by the engine"
    return None


def _same(one: Mention, other: Mention, all_told: tuple[Mention, ...]) -> bool:
    """Return whether a number is said of the same thing: it shares a word with it that no other number's clause has."""
    if (one.value, one.unit, one.bounds) != (other.value, other.unit, other.bounds):
        return False
    rivals = frozenset().union(*(it.role for it in all_told if (it.value, it.unit) != (other.value, other.unit)))
    if one.role & (rivals - other.role):
        return False
    own = other.role - rivals
    return bool(one.role & own) if own else one.role <= other.role


def _of_operations(told: Read, heard: Read) -> str | None:
    """Numbers, signs, operations and bounds must follow each other as in the source, none left out and none added."""
    if told.hard == heard.hard:
        return None
    pairs = zip_longest(told.hard, heard.hard, fillvalue="nothing")
    ours, theirs = next((one, other) for one, other in pairs if one != other)
    return f"it says {theirs} where the text says {ours}"


def _of_names(source: str, said: str, question: Question) -> str | None:
    for name in _names(question):
        if name.lower() in said.lower() and name.lower() not in source.lower():
            return "it names what is to be found"
    return None


def _names(question: Question) -> Collection[str]:
    match question.answer:
        case Choice() as one:
            return [option.text for option in one.options]
        case Ordering() as one:
            return [item.text for item in one.items]
    return []


def _of_words(told: Read, heard: Read, question: Question) -> str | None:
    asked = read_text(question.stem).words
    known = told.words | (asked - NUMBER_WORDS.keys()) | PLAIN | TEACHING | UNIT_WORDS.keys()
    if unknown := heard.words - known:
        return f"it holds words that are not in the text: {sorted(unknown)[0]}"
    return None
