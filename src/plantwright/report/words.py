"""Plain words for lists and counts."""

from __future__ import annotations

from collections.abc import Sequence

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(items: Sequence[str], most: int = 4) -> str:
    """Return ``a, b and c``; beyond ``most`` items the rest is counted."""
    shown = list(items[:most])
    if len(items) > most:
        shown.append(f"{count_word(len(items) - most)} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def count_word(number: int) -> str:
    """Return a small number as a word."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def sentence(text: str) -> str:
    """Return text as one sentence: a capital first, one full stop last."""
    text = " ".join(text.split()).rstrip(".;: ")
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def plural(word: str, count: int) -> str:
    """Return a word for one or for many."""
    return word if count == 1 else f"{word}s"
