"""Fitting knowledge tracing: expectation maximization, with intervals, and without degenerate models."""

from __future__ import annotations

import numpy as np

from plantwright.errors import FitError
from plantwright.learn.learner.bkt import Answers, Tracing
from plantwright.learn.learner.bkt_climb import AGREE, STARTS, climb, further
from plantwright.learn.learner.bkt_counts import paths_of
from plantwright.learn.learner.bkt_intervals import NAMES, estimates
from plantwright.model.estimate import Estimate
from plantwright.model.quantity import Noun


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
    Intervals: see `bkt_intervals`.

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
        found += [climb(paths, start) for start in further(seed)]
    best = max(found, key=lambda one: one.log_likelihood)
    count = int((answers >= 0).sum())
    return Fitted(
        model=Tracing(**dict(zip(NAMES, best.at.tolist(), strict=True))),
        parameters=estimates(paths, best.at, best.log_likelihood, count),
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
