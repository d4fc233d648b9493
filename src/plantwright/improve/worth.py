"""What it would be worth to know a number that was only told: the value of information."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.polynomial.hermite_e import hermeval
from numpy.typing import NDArray

Array = NDArray[np.float64]
REPEATS, RISK = 200, 0.05
_ROUNDING = 1e-9
_PER_TERM = 3
"""Draws that each term of the regression needs; with fewer, curved terms are left out."""


@dataclass(frozen=True)
class Worth:
    """What knowing the numbers of one source would be worth."""

    source: str
    value: float
    """Expected gain of choosing with those numbers known, above that of choosing now [% of the objective]."""
    low: float
    high: float
    """The 95 % interval of the value, from the few plants drawn."""
    share: float
    """Share of the variance of the first choice's gain that these numbers cause [1]."""

    def narrows(self) -> float:
        """Return by which share the interval of the first choice's gain would be narrower with them known [1]."""
        return narrowed(self.share)


def worths(
    scores: Array, gains: Array, sources: Sequence[str], *, first: int = 0, seed: int = 0
) -> tuple[tuple[Worth, ...], Worth]:
    """Return what each source is worth knowing, most first, and what all of them together are.

    Parameters
    ----------
    scores
        How far each number is from the one told, in standard deviations, shape (draws, numbers).
    gains
        What each choice gains in each draw; doing nothing may be a choice too, shape (draws, choices) [%].
    sources
        The source of each number.
    first
        The choice whose variance is split among the sources.

    Notes
    -----
    The expected value of partial perfect information on the numbers of a source,
    ``E[max_c E[g_c | z]] − max_c E[g_c]``. Each choice's gain is regressed on Hermite polynomials of all scores at
    once. As the numbers are drawn independently, the part of a source in this sum is its conditional expectation, and
    what the others do is no noise to it. A term counts only if it is beyond chance among all terms and choices
    (Bonferroni, 5 %), so that a number that does nothing is worth exactly nothing, and a value is never below zero.
    The interval is of the bootstrap over draws. Polynomials smooth kinks: where a gain steps sharply, the value comes
    out too small, by up to a fifth.

    References
    ----------
    Strong, Oakley and Brennan (2014), Estimating multiparameter partial expected value of perfect information from a
    probabilistic sensitivity analysis sample: a nonparametric regression approach, Medical Decision Making 34, 311-326.
    """
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(gains), (REPEATS, len(gains)))
    found = _values(scores, gains, sources)
    again = [_values(scores[pick], gains[pick], sources) for pick in picks]
    shares = _shares(scores, gains, sources, first)
    made = [_worth(name, found, again, shares) for name in found]
    *parts, whole = made
    return tuple(sorted(parts, key=lambda one: (-one.value, -one.share))), whole


def shares(scores: Array, values: Array, sources: Sequence[str]) -> dict[str, float]:
    """Return which share of the variance of a number the numbers of each source cause [1].

    Parameters
    ----------
    values
        The number in each draw, shape (draws,).
    """
    found = _shares(scores, values[:, None], sources, 0)
    return {name: found[name] for name in dict.fromkeys(sources)}


def narrowed(share: float) -> float:
    """Return by which share an interval is narrower without a share of its variance [1]."""
    return 1 - float(np.sqrt(max(1 - share, 0.0)))


_ALL = "all that was told"


def _worth(
    name: str, found: Mapping[str, float], again: Sequence[Mapping[str, float]], shares: dict[str, float]
) -> Worth:
    low, high = np.quantile([one[name] for one in again], (0.025, 0.975))
    value = found[name]
    return Worth(name, value, float(min(low, value)), float(max(high, value)), shares[name])


def _values(scores: Array, gains: Array, sources: Sequence[str]) -> dict[str, float]:
    parts = _parts(scores, gains, sources)
    means = gains.mean(axis=0)
    found = {name: _value(means, part) for name, part in parts.items()}
    return {**found, _ALL: _value(means, sum(parts.values(), np.zeros_like(gains)))}


def _value(means: Array, part: Array) -> float:
    """Return what choosing with a part known is worth above choosing by the means."""
    more = float((means + part).max(axis=1).mean() - means.max())
    return more if more > _ROUNDING else 0.0


def _shares(scores: Array, gains: Array, sources: Sequence[str], first: int) -> dict[str, float]:
    total = float(gains[:, first].var())
    parts = {name: float(part[:, first].var()) for name, part in _parts(scores, gains, sources).items()}
    known = {name: min(one / total, 1.0) if total > 0 else 0.0 for name, one in parts.items()}
    return {**known, _ALL: min(sum(known.values()), 1.0)}


def _parts(scores: Array, gains: Array, sources: Sequence[str]) -> dict[str, Array]:
    """Return what the numbers of each source add to each gain in each draw, mean 0, shape (draws, choices)."""
    owners, columns = zip(*_terms(scores, sources), strict=True)
    terms = np.array(columns).T
    terms = terms - terms.mean(axis=0)
    kept = _kept(terms, gains - gains.mean(axis=0))
    names = tuple(dict.fromkeys(sources))
    mine = np.array(owners)
    return {name: terms[:, mine == name] @ kept[mine == name] for name in names}


def _terms(scores: Array, sources: Sequence[str]) -> list[tuple[str, Array]]:
    """Return the terms of the regression with their sources: straight ones, and curved ones as far as draws allow."""
    found = [(source, scores[:, place]) for place, source in enumerate(sources)]
    for more in (_squared(scores, sources), _power(scores, sources, 3), _power(scores, sources, 4)):
        added = list(more)
        if len(scores) < _PER_TERM * (len(found) + len(added)):
            break
        found += added
    return found


def _squared(scores: Array, sources: Sequence[str]) -> Iterator[tuple[str, Array]]:
    """Iterate over the squares, and the products of two numbers of one source."""
    yield from _power(scores, sources, 2)
    for one, other in combinations(range(len(sources)), 2):
        if sources[one] == sources[other]:
            yield sources[one], scores[:, one] * scores[:, other]


def _power(scores: Array, sources: Sequence[str], degree: int) -> Iterator[tuple[str, Array]]:
    for place, source in enumerate(sources):
        yield source, np.asarray(hermeval(scores[:, place], [0.0] * degree + [1.0]), dtype=float)


def _kept(terms: Array, gains: Array) -> Array:
    """Return the coefficients of the terms that are beyond chance, the others 0, shape (terms, choices)."""
    from scipy.stats import t as student  # noqa: PLC0415 - slow to import

    free = len(gains) - terms.shape[1] - 1
    if free < 1:
        return np.zeros((terms.shape[1], gains.shape[1]))
    inverse = np.linalg.pinv(terms.T @ terms)
    found = inverse @ terms.T @ gains
    rest = ((gains - terms @ found) ** 2).sum(axis=0) / free
    errors = np.sqrt(np.clip(np.outer(np.diag(inverse), rest), 0.0, None))
    beyond = student.ppf(1 - RISK / 2 / max(found.size, 1), free)
    return np.where(np.abs(found) > beyond * errors, found, 0.0)
