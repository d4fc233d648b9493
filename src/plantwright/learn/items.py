"""How questions fare in a class: how hard each is, and whether it tells strong learners from weak ones."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from plantwright.model.estimate import Estimate

LEAST_LEARNERS = 8
"""Learners that an estimate of discrimination rests on at least; of fewer it says nothing."""
_Z = 1.959963984540054


@dataclass(frozen=True)
class First:
    """A learner's first answer to a question."""

    learner: str
    template: str
    right: bool
    """At once, and without a hint."""
    mistake: str = ""


@dataclass(frozen=True)
class ItemStatistics:
    """How a template fared."""

    template: str
    difficulty: Estimate
    """Share of first answers that were wrong [1]."""
    discrimination: Estimate
    """Correlation of a learner's share right here with their share right in all else [1]."""
    mistakes: tuple[tuple[str, int], ...]
    """Misconceptions that were seen, the most frequent first, with how often."""


def item_statistics(answers: Iterable[First]) -> tuple[ItemStatistics, ...]:
    """Return how each template fared, the hardest first.

    Notes
    -----
    The interval of the difficulty is Wilson's; that of the discrimination, the corrected item-total correlation, is
    Fisher's.

    References
    ----------
    Crocker and Algina, Introduction to Classical and Modern Test Theory, chapter 14.
    """
    told = list(answers)
    scores = _scores(told)
    found = [
        _item(name, [one for one in told if one.template == name], scores)
        for name in sorted({one.template for one in told})
    ]
    return tuple(sorted(found, key=lambda one: -(one.difficulty.value or 0.0)))


def _scores(answers: Iterable[First]) -> dict[str, dict[str, list[bool]]]:
    """Return of each learner what was right, by template."""
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in answers:
        found[one.learner][one.template].append(one.right)
    return found


def _item(name: str, answers: list[First], scores: Mapping[str, Mapping[str, list[bool]]]) -> ItemStatistics:
    seen: dict[str, int] = defaultdict(int)
    for one in answers:
        if one.mistake:
            seen[one.mistake] += 1
    return ItemStatistics(
        template=name,
        difficulty=_share_wrong([one.right for one in answers]),
        discrimination=_discrimination(name, scores),
        mistakes=tuple(sorted(seen.items(), key=lambda one: (-one[1], one[0]))),
    )


def _share_wrong(right: list[bool]) -> Estimate:
    n, share = len(right), 1 - sum(right) / len(right)
    middle, spread = share + _Z**2 / (2 * n), _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n))
    low, high = ((middle + sign * spread) / (1 + _Z**2 / n) for sign in (-1, 1))
    return Estimate(value=share, unit="1", low=max(low, 0.0), high=min(high, 1.0), n=n, method="share of first answers")


def _discrimination(name: str, scores: Mapping[str, Mapping[str, list[bool]]]) -> Estimate:
    pairs = [(float(np.mean(by[name])), _elsewhere(name, by)) for by in scores.values() if name in by]
    known = [(here, other) for here, other in pairs if other is not None]
    method = "corrected item-total correlation"
    if len(known) < LEAST_LEARNERS:
        return Estimate(value=None, unit="1", n=len(known), method=f"{method}; fewer than {LEAST_LEARNERS} learners")
    here, other = np.array(known).T
    if np.ptp(here) == 0 or np.ptp(other) == 0:
        return Estimate(value=None, unit="1", n=len(known), method=f"{method}; all did alike")
    r = float(np.corrcoef(here, other)[0, 1])
    reach = _Z / math.sqrt(len(known) - 3)
    z = math.atanh(min(max(r, -0.999999), 0.999999))
    return Estimate(value=r, unit="1", low=math.tanh(z - reach), high=math.tanh(z + reach), n=len(known), method=method)


def _elsewhere(name: str, by: Mapping[str, list[bool]]) -> float | None:
    others = [right for template, answers in by.items() if template != name for right in answers]
    return float(np.mean(others)) if others else None
