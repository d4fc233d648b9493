"""Fitting knowledge tracing: expectation maximization, with intervals, and without degenerate models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import FitError
from plantwright.learn.learner.bkt import HALF, Answers, Tracing
from plantwright.learn.learner.bkt_counts import Parameters, Paths, paths_of
from plantwright.model.estimate import Estimate
from plantwright.model.quantity import Noun

NAMES = ("prior", "learn", "guess", "slip")
LOW = np.full(4, 0.001)
HIGH = np.array([0.999, 0.999, HALF, HALF])
STARTS = ((0.3, 0.15, 0.2, 0.1), (0.7, 0.05, 0.1, 0.3))
"""Two starts far apart; where they agree there is no need of more."""
MORE = 6
"""Further starts where the two differ."""
AGREE = 0.05
"""Log likelihoods that differ by less are one summit."""
CLOSE = 1e-5
"""A step of all parameters below which the search ends."""
LONGEST = 500
"""Rounds after which it ends anyway; each takes three steps."""
NORMAL = 1.959964


class Fitted(Noun):
    """What answers say of a skill's tracing."""

    model: Tracing
    parameters: dict[str, Estimate]
    """prior, learn, guess and slip with 95 % intervals; without one where the answers do not identify it."""
    log_likelihood: float
    learners: int
    answers: int
    starts: int
    """How many starts were tried."""
    steps: int
    """How many steps all starts took together."""

    @property
    def identified(self) -> bool:
        """Whether each parameter has an interval."""
        return all(one.low is not None for one in self.parameters.values())


@dataclass(frozen=True)
class Summit:
    """Where one search ended."""

    at: Parameters
    log_likelihood: float
    steps: int


def fit_tracing(answers: Answers, *, seed: int = 0) -> Fitted:
    """Return the tracing that makes learners' answers most likely, guess and slip below one half.

    Parameters
    ----------
    answers
        1 right, 0 wrong, -1 after the last, shape (learners, steps).
    seed
        Of further starts, which are tried only where the first two disagree.

    Notes
    -----
    Expectation maximization over all learners at once, sped up by squared extrapolation; no step lowers the likelihood.
    Intervals are Wald's on the logit, from the observed information.

    References
    ----------
    Varadhan and Roland, Simple and globally convergent methods for accelerating the convergence of any EM algorithm,
    Scandinavian Journal of Statistics 35 (2008).

    Raises
    ------
    FitError
        Nobody answered, or nobody answered twice: then nothing tells learning from chance.
    """
    _check(answers)
    paths = paths_of(answers)
    found = [climb(paths, np.array(start)) for start in STARTS]
    if abs(found[0].log_likelihood - found[1].log_likelihood) > AGREE:
        found += [climb(paths, start) for start in _further(seed)]
    best = max(found, key=lambda one: one.log_likelihood)
    count = int((answers >= 0).sum())
    return Fitted(
        model=Tracing(**dict(zip(NAMES, best.at.tolist(), strict=True))),
        parameters=_estimates(paths, best.at, count),
        log_likelihood=best.log_likelihood,
        learners=int(paths.learners.sum()),
        answers=count,
        starts=len(found),
        steps=sum(one.steps for one in found),
    )


def _check(answers: Answers) -> None:
    if answers.ndim != 2 or answers.shape[1] < 2 or not (answers[:, 1] >= 0).any():
        raise FitError(
            f"knowledge tracing of answers of shape {answers.shape}: nobody answered twice; at least some must, "
            "or nothing tells learning from chance; let learners answer more, or use SUPPOSED"
        )


def _further(seed: int) -> Iterator[Parameters]:
    random = np.random.default_rng([seed, 4])
    return (random.uniform([0.05, 0.02, 0.05, 0.02], [0.9, 0.5, 0.45, 0.4]) for _ in range(MORE))


def climb(paths: Paths, start: Parameters) -> Summit:
    """Return where expectation maximization from a start ends."""
    at, steps = np.clip(start, LOW, HIGH), 0
    for _ in range(LONGEST):
        first, reached = step(paths, at)
        if np.abs(first - at).max() < CLOSE:
            break
        second, middle = step(paths, first)
        leap, leapt = step(paths, _leap(at, first, second))
        at, steps = (leap if leapt >= middle else second), steps + 3
    return Summit(at, reached, steps + 1)


def step(paths: Paths, at: Parameters) -> tuple[Parameters, float]:
    """Return one step of expectation maximization, and the log likelihood that it starts from.

    Notes
    -----
    Each parameter has a concave part of its own in what is maximized, so to clip it to its range is exact.
    """
    expected, likelihood = paths.expected(at)
    yes, no = expected[:4], expected[4:]
    seen = yes + no
    free = np.divide(yes, seen, out=at.copy(), where=seen > 0)
    return np.clip(free, LOW, HIGH), likelihood


def _leap(at: Parameters, first: Parameters, second: Parameters) -> Parameters:
    move, bend = first - at, (second - first) - (first - at)
    size = np.linalg.norm(bend)
    length = max(1.0, float(np.linalg.norm(move) / size)) if size > 0 else 1.0
    leapt: Parameters = np.clip(at + 2 * length * move + length**2 * bend, LOW, HIGH)
    return leapt


def _estimates(paths: Paths, at: Parameters, answers: int) -> dict[str, Estimate]:
    spread = _standard_errors(paths, at)
    logit = np.log(at / (1 - at))
    low, high = (1 / (1 + np.exp(-(logit + sign * NORMAL * spread))) for sign in (-1, 1))
    return {
        name: _estimate(float(at[k]), float(low[k]), float(high[k]), answers, bound=bool(_on_edge(at)[k]))
        for k, name in enumerate(NAMES)
    }


def _estimate(value: float, low: float, high: float, answers: int, *, bound: bool) -> Estimate:
    known = bool(np.isfinite(low) and np.isfinite(high))
    method = "expectation maximization" + (", at the edge of its range" if bound else "")
    return Estimate(
        value=value, unit="1", low=low if known else None, high=high if known else None, n=answers, method=method
    )


def _on_edge(at: Parameters) -> NDArray[np.bool_]:
    return (at <= LOW * 1.01) | (at >= HIGH - 1e-4)


def _standard_errors(paths: Paths, at: Parameters) -> NDArray[np.float64]:
    """Return the standard error of each logit, shape (4,); NaN at an edge, and for all where none is identified."""
    inside = np.flatnonzero(~_on_edge(at))
    found = np.full(4, np.nan)
    information = -_curvature(paths, at, inside)
    if len(inside) and np.linalg.eigvalsh(information).min() > 1e-6:
        found[inside] = np.sqrt(np.diag(np.linalg.inv(information)))
    return found


def _curvature(paths: Paths, at: Parameters, inside: Sequence[int] | NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the second derivatives of the log likelihood by the logits of the parameters inside their range."""
    logit, width = np.log(at / (1 - at)), 1e-4
    rows = []
    for k in inside:
        ends = [_score(paths, _moved(logit, int(k), sign * width)) for sign in (1, -1)]
        rows.append((ends[0] - ends[1])[np.asarray(inside)] / (2 * width))
    table = np.array(rows).reshape(len(inside), len(inside))
    symmetric: NDArray[np.float64] = (table + table.T) / 2
    return symmetric


def _moved(logit: NDArray[np.float64], k: int, by: float) -> Parameters:
    moved = logit.copy()
    moved[k] += by
    at: Parameters = 1 / (1 + np.exp(-moved))
    return at


def _score(paths: Paths, at: Parameters) -> NDArray[np.float64]:
    """Return the first derivatives of the log likelihood by the logits: by Fisher's identity, of expected counts."""
    expected, _ = paths.expected(at)
    score: NDArray[np.float64] = expected[:4] - (expected[:4] + expected[4:]) * at
    return score
