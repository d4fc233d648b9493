"""Numbers in a text: each with its unit, what it bounds, and the words around it that say what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plantwright.learn.tutor.words import COMPARING, NUMBER_WORDS, OPERATIONS, PLAIN, UNIT_WORDS

SIGNS = frozenset("=×÷/+−*%^<>≤≥~")
_NUMBER = r"[-−+]?\d[\d,]*(?:\.\d+)?"
_FORMULA = re.compile(rf"[\w%./ −+-]*?{_NUMBER}[\w%./]*(?:\s*[=×÷/+−*]\s*\(?{_NUMBER}\)?\s?[\w%/]*)+")
_TOKEN = re.compile(rf"{_NUMBER}|[A-Za-z][A-Za-z'’]*|[%/°²³]|\S")
_CLAUSE = re.compile(r"[.;:!?()\n]+(?!\d)|,(?!\d)|\band\b|\bbut\b|\bwhile\b|\bthen\b|\bso\b")


@dataclass(frozen=True)
class Mention:
    """A number as a sentence uses it."""

    value: float
    unit: str
    """In its short form; empty where none follows."""
    bounds: frozenset[str]
    """Words of its clause that say how it bounds: at least, less, not."""
    role: frozenset[str]
    """Words of its clause that say what it is of."""


@dataclass(frozen=True)
class Read:
    """A text as the gate reads it."""

    formulas: frozenset[str]
    """Reckonings with digits, without spaces; each may be repeated only as it stands."""
    mentions: tuple[Mention, ...]
    hard: tuple[str, ...]
    """Numbers, signs and words of operations and bounds, in the order of the text: what must not change."""
    words: frozenset[str]
    strange: frozenset[str]
    """What is neither a word of plain letters, nor a number, nor a mark of punctuation."""


def read_text(text: str) -> Read:
    """Return what a text says in numbers and words."""
    formulas = frozenset(_tight(one) for one in _FORMULA.findall(text))
    rest = _FORMULA.sub(" ; ", text)
    tokens = _TOKEN.findall(text)
    words = frozenset(one.lower().replace("’", "'") for one in tokens if one[0].isascii() and one[0].isalpha())
    strange = frozenset(one for one in tokens if not _known(one))
    clauses = [one for one in _CLAUSE.split(rest) if one.strip()]
    hard = tuple(one for one in map(str.lower, tokens) if _is_hard(one))
    return Read(formulas, tuple(mention for one in clauses for mention in _mentions(one)), hard, words, strange)


def _is_hard(token: str) -> bool:
    return number_of(token) is not None or token in OPERATIONS | COMPARING or token in SIGNS


def _tight(formula: str) -> str:
    """Return a reckoning from its first digit on, without spaces."""
    first = re.search(r"[-−+]?\d", formula)
    return re.sub(r"\s", "", formula[first.start() :]) if first else ""


def _known(token: str) -> bool:
    return re.fullmatch(_NUMBER, token) is not None or token.isascii() or token in "−×÷·°²³’“”…–—"


def _mentions(clause: str) -> Iterator[Mention]:
    tokens = [one.lower() for one in _TOKEN.findall(clause)]
    bounds = frozenset(one for one in tokens if one in COMPARING)
    numbers = [(place, value) for place, one in enumerate(tokens) if (value := number_of(one)) is not None]
    taken = {place for place, _ in numbers}
    units = {place: _unit(tokens, place + 1) for place, _ in numbers}
    for place, (_, length) in units.items():
        taken |= set(range(place + 1, place + 1 + length))
    role = frozenset(
        _stem(one)
        for place, one in enumerate(tokens)
        if place not in taken and one.isalpha() and one not in PLAIN | COMPARING
    )
    for place, value in numbers:
        yield Mention(value, units[place][0], bounds, role)


def number_of(token: str) -> float | None:
    """Return the number that a token is, in digits or as a word; None for any other word."""
    if token in NUMBER_WORDS:
        return NUMBER_WORDS[token]
    plain = token.replace(",", "").replace("−", "-")
    return float(plain) if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain) else None


def _unit(tokens: list[str], place: int) -> tuple[str, int]:
    """Return the unit that begins at a token, in its short form, and of how many tokens it is."""
    short = UNIT_WORDS.get(tokens[place]) if place < len(tokens) else None
    if short is None:
        return "", 0
    if place + 2 < len(tokens) and tokens[place + 1] in ("/", "per", "an", "a") and tokens[place + 2] in UNIT_WORDS:
        return f"{short}/{UNIT_WORDS[tokens[place + 2]]}", 3
    return short, 1


def _stem(word: str) -> str:
    return word.rstrip("s") if len(word) > 3 else word
