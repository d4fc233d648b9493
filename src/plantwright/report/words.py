"""Plain words for lists and counts, in the language spoken."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.messages.told import number, say, told

NUMBERS = (
    told("none"), told("one"), told("two"), told("three"), told("four"), told("five"), told("six"), told("seven"),
    told("eight"), told("nine"), told("ten"),
)  # fmt: skip


def listed(items: Sequence[str], most: int = 4) -> str:
    """Return ``a, b and c``; beyond ``most`` items the rest is counted."""
    shown = [str(one) for one in items[:most]]
    if len(items) > most:
        shown.append(say("{many} more", many=count_word(len(items) - most)))
    if len(shown) < 2:
        return "".join(shown)
    first = shown[0]
    for one in shown[1:-1]:
        first = say("{first}, {next}", first=first, next=one)
    return say("{first} and {last}", first=first, last=shown[-1])


def count_word(count: int) -> str:
    """Return a small number as a word."""
    return str(NUMBERS[count]) if 0 <= count < len(NUMBERS) else str(number(count, ","))


def sentence(text: str) -> str:
    """Return text as one sentence: a capital first, one full stop last."""
    text = " ".join(str(text).split()).rstrip(".;:。；： ")
    return say("{sentence}.", sentence=f"{text[:1].upper()}{text[1:]}") if text else ""
