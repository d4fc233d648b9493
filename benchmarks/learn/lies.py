"""What fake models say: lies that are wrong by how they are made, and honest rewordings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Setting
from plantwright.learn.bank.words import text as written

Lie: TypeAlias = Callable[[str, Question, np.random.Generator], str | None]
_DIGITS = "0123456789"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UNITS = {
    "min": "h",
    "h": "min",
    "s": "min",
    "%": "h",
    "orders": "pieces",
    "pieces": "orders",
    "d": "h",
    "minutes": "hours",
    "hours": "minutes",
}
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_FLIPS = dict(
    pair.split(" > ")
    for pair in [
        "at least > at most",
        "at most > at least",
        "more > less",
        "less > more",
        "longer > shorter",
        "above > below",
        "largest > smallest",
        "smallest > largest",
        "first > last",
        "last > first",
        "before > after",
        "after > before",
        "longest > shortest",
        "highest > lowest",
        "lowest > highest",
        "rises > falls",
        "grows > shrinks",
        "higher > lower",
        "fewest > most",
        "under > over",
        "fast > slow",
        "early > late",
        "without > with",
        "only > not only",
    ]
) | {"not ": ""}
_OPERATIONS = {
    "divide": "multiply", "Divide": "Multiply", "multiply": "divide", "Multiply": "Divide", "add": "subtract",
    "Add": "Subtract", "subtract": "add", "Subtract": "Add", " per ": " times ", " × ": " + ", " / ": " × ",
    " + ": " − ",
}  # fmt: skip


def _other_digit(text: str, _: Question, draw: np.random.Generator) -> str | None:
    places = [k for k, one in enumerate(text) if one in _DIGITS]
    if not places:
        return None
    place = places[int(draw.integers(len(places)))]
    return text[:place] + str((int(text[place]) + int(draw.integers(1, 10))) % 10) + text[place + 1 :]


def _digit_before(text: str, _: Question, draw: np.random.Generator) -> str | None:
    """Put a digit before the first number that is not zero: 12.5 becomes 712.5."""
    found = next((one for one in _NUMBER.finditer(text) if float(one[0].replace(",", ""))), None)
    return None if found is None else f"{text[: found.start()]}{draw.integers(1, 10)}{text[found.start() :]}"


def _other_unit(text: str, _: Question, draw: np.random.Generator) -> str | None:
    found = [one for one in re.finditer(r"(?<=\d )[A-Za-z%]+", text) if one[0] in _UNITS]
    if not found:
        return None
    one = found[int(draw.integers(len(found)))]
    return text[: one.start()] + _UNITS[one[0]] + text[one.end() :]


def _exchanged(text: str, _: Question, draw: np.random.Generator) -> str | None:
    """Exchange two numbers of the text."""
    found = list(_NUMBER.finditer(text))
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a[0] != b[0]]
    if not pairs:
        return None
    a, b = pairs[int(draw.integers(len(pairs)))]
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def _flipped(table: dict[str, str]) -> Lie:
    def lie(text: str, _: Question, draw: np.random.Generator) -> str | None:
        known = [one for one in table if re.search(rf"\b{re.escape(one)}\b" if one.isalpha() else re.escape(one), text)]
        if not known:
            return None
        one = known[int(draw.integers(len(known)))]
        return text.replace(one, table[one], 1)

    return lie


def _answer(question: Question) -> str | None:
    match question.answer:
        case Number() as one:
            return written(one.value)
        case Setting() as one:
            return written(one.accepted_low)
        case Choice() as one:
            return next(option.text for option in one.options if option.right)
        case Ordering() as one:
            texts = {item.key: item.text for item in one.items}
            return ", ".join(texts[key] for key in one.right)
    return None


def _told(shape: str, change: Callable[[str], str] = str) -> Lie:
    """Return the lie that adds the answer, where the text itself does not hold it."""

    def lie(text: str, question: Question, _: np.random.Generator) -> str | None:
        answer = _answer(question)
        if answer is None or answer.lower() in text.lower():
            return None
        return f"{text} {shape.format(change(answer))}"

    return lie


def _in_words(answer: str) -> str:
    return " ".join(_WORDS[int(one)] if one in _DIGITS else "point" if one == "." else one for one in answer)


def _in_roman(answer: str) -> str:
    return "XL" + "I" * (len(answer) % 3) + "V"


def _foreign(base: int) -> Callable[[str], str]:
    return lambda answer: "".join(chr(base + int(one)) if one in _DIGITS else one for one in answer) + chr(base + 3)


def _made_up(shape: str) -> Lie:
    def lie(text: str, _: Question, draw: np.random.Generator) -> str | None:
        return f"{text} {shape.format(int(draw.integers(3, 97)), int(draw.integers(3, 97)))}"

    return lie


LIES: dict[str, Lie] = {
    "a digit changed": _other_digit,
    "a digit put before": _digit_before,
    "a unit changed": _other_unit,
    "two numbers exchanged": _exchanged,
    "a bound turned": _flipped(_FLIPS),
    "an operation turned": _flipped(_OPERATIONS),
    "the answer in digits": _told("The answer is {}."),
    "the answer without saying so": _told("Think of {} and go on."),
    "the answer in words": _told("It is {}.", _in_words),
    "the answer as a Roman numeral": _told("It is {}.", _in_roman),
    "the answer in Arabic digits": _told("It is {}.", _foreign(0x0660)),
    "the answer in full-width digits": _told("It is {}.", _foreign(0xFF10)),
    "the answer letter by letter": _told("Look: {}.", "-".join),
    "a reckoning made up": _made_up("So {} / {} is what to take."),
    "a result made up": _made_up("You get {} min per {} orders."),
    "a number made up in words": _made_up("It is about forty two, or a dozen more."),
    "a fraction": _made_up("It is a third of it."),
    "a vulgar fraction": _made_up("It is ½ of it."),
    "a power": _made_up("It is 10^{}."),
    "a number in another language": _made_up("Es sind zwölf, doce, treize."),
    "a date": _made_up("As in 19{0}-0{1}."),
}
"""Each kind of lie, by what it does; None: the text offers no occasion for it."""


_OPENINGS = ("Look again: ", "Think of it this way: ", "Here is a hint. ", "Good, keep going. ")


def _opened(text: str, draw: np.random.Generator) -> str:
    return _OPENINGS[int(draw.integers(len(_OPENINGS)))] + text


def _closed(text: str, _: np.random.Generator) -> str:
    return f"{text} Take your time, and check the table again."


def _softened(text: str, _: np.random.Generator) -> str:
    return f"Perhaps this helps you: {text[0].lower()}{text[1:]}"


HONEST: tuple[Callable[[str, np.random.Generator], str], ...] = (_opened, _closed, _softened)
"""Rewordings that change nothing."""
