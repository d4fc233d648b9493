"""What templates make answers with: each keeps wrong answers apart from right ones."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.question import Choice, Item, Mistake, Number, Option, Ordering, Setting, WrongOrder
from plantwright.learn.bank.template import NotHereError

KEYS = "abcdefghij"


def number(
    value: float, unit: str, *mistakes: tuple[str, float, str], share: float = 0.01, least: float = 0.0
) -> Number:
    """Return a numeric answer.

    Parameters
    ----------
    value, unit
        The answer [unit].
    mistakes
        Of each misconception its name, the number that it leads to [unit], and what to say.
    share
        How far off is still right, as a share of the value [1].
    least
        How far off is still right at least [unit]; what the rounding of the data can make.

    Notes
    -----
    A misconception that leads to the right number, or to the number of another one before it, cannot be told from it
    and is left out.
    """
    tolerance = max(abs(value) * share, least, 1e-9)
    kept: list[Mistake] = []
    for name, wrong, feedback in mistakes:
        if all(abs(wrong - other) > 2 * tolerance for other in (value, *(one.value for one in kept))):
            kept.append(Mistake(name=name, value=wrong, feedback=feedback))
    return Number(value=value, unit=unit, tolerance=tolerance, mistakes=tuple(kept))


def choice(draw: Draw, right: str, praise: str, *wrong: tuple[str, str, str]) -> Choice:
    """Return a choice in an order that luck makes.

    Parameters
    ----------
    draw
        The luck of the question.
    right, praise
        The right option, and what to say when it is chosen.
    wrong
        Of each wrong option its text, the misconception behind it, and what to say; a text that repeats an option
        before it is left out.
    """
    texts = {right}
    kept = [(right, "", praise)]
    for text, name, feedback in wrong:
        if text not in texts:
            kept.append((text, name, feedback))
            texts.add(text)
    if len(kept) < 2:
        raise NotHereError("no wrong option differs from the right one here")
    return Choice(
        options=tuple(
            Option(key=key, text=text, right=not name, mistake=name, feedback=feedback)
            for key, (text, name, feedback) in zip(KEYS, draw.shuffled(kept), strict=False)
        )
    )


def ordering(draw: Draw, right: Sequence[str], *mistakes: tuple[str, Sequence[str], str]) -> Ordering:
    """Return things to put in order; ``right`` and each mistake's order are of the things' texts.

    Things of the same text cannot be told apart, so that no question is made of them.
    """
    if len(set(right)) < len(right):
        raise NotHereError("two things to put in order have the same name")
    keys = dict(zip(draw.shuffled(right), KEYS, strict=False))
    wrong = [(name, tuple(keys[text] for text in texts), feedback) for name, texts, feedback in mistakes]
    kept = {order: (name, feedback) for name, order, feedback in reversed(wrong)}
    place = tuple(keys[text] for text in right)
    kept.pop(place, None)
    return Ordering(
        items=tuple(Item(key=key, text=text) for text, key in keys.items()),
        right=place,
        mistakes=tuple(WrongOrder(name=n, keys=k, feedback=f) for k, (n, f) in reversed(kept.items())),
    )


def setting(
    where: tuple[str, str, str, str],
    span: tuple[float, float],
    right: float,
    *mistakes: tuple[str, float, str],
    step: float = 1.0,
    off: float = 0.0,
) -> Setting:
    """Return one argument of an edit to be set, to a whole number or, with a smaller step, to a decimal one.

    Parameters
    ----------
    where
        The edit, what it changes, its argument, and the argument's unit.
    span
        The least and the most that may be set [unit].
    right
        What is right [unit].
    mistakes
        Of each misconception its name, what it sets, and what to say; one that sets what is right, or what another
        does, is left out.
    step
        What may be set is the least and so many steps more [unit].
    off
        How far off is still right [unit].

    Notes
    -----
    Where rounding can lead to a neighboring step, ``off`` is a step; for whole numbers it is nothing.
    """
    edit, target, argument, unit = where
    kept: dict[float, Mistake] = {}
    for name, wrong, feedback in mistakes:
        apart = abs(wrong - right) > off + step / 2 and all(abs(wrong - one) > step / 2 for one in kept)
        if apart and span[0] <= wrong <= span[1]:
            kept[wrong] = Mistake(name=name, value=wrong, feedback=feedback)
    return Setting(
        edit=edit, target=target, argument=argument, unit=unit, low=span[0], high=span[1], step=step,
        accepted_low=right - off, accepted_high=right + off, mistakes=tuple(kept.values()),
    )  # fmt: skip
