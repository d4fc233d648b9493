"""Are the parameters found that made the answers? On 2,000 simulated learners of 15 answers each."""

from __future__ import annotations

import numpy as np

from benchmarks.learn.simulated import simulate
from benchmarks.table import Row, row
from plantwright.learn.learner.bkt import Tracing
from plantwright.learn.learner.bkt_fit import Fitted, fit_tracing
from plantwright.learn.learner.bkt_intervals import NAMES

LEARNERS, STEPS = 2000, 15
TRUTHS = (
    Tracing(prior=0.3, learn=0.2, guess=0.2, slip=0.1),
    Tracing(prior=0.5, learn=0.1, guess=0.25, slip=0.05),
    Tracing(prior=0.2, learn=0.3, guess=0.15, slip=0.15),
    Tracing(prior=0.1, learn=0.08, guess=0.1, slip=0.1),
    Tracing(prior=0.3, learn=0.2, guess=0.02, slip=0.1),
    Tracing(prior=0.6, learn=0.3, guess=0.3, slip=0.2),
)
"""The last is the hardest: most master it soon, and answers of those who do not look alike."""


def recovery_rows(smoke: bool) -> list[Row]:
    """Return how far each truth is missed, and how often intervals hold it."""
    seeds, truths = range(2 if smoke else 50), TRUTHS[:2] if smoke else TRUTHS
    found = [[fit_tracing(simulate(truth, LEARNERS, STEPS, seed).answers) for seed in seeds] for truth in truths]
    rows = [made for truth, fits in zip(truths, found, strict=True) for made in _missed(truth, fits)]
    held = [_held(truth, one) for truth, fits in zip(truths, found, strict=True) for one in fits]
    return [*rows, row("95 % intervals that hold the truth (simulated)", float(np.mean(held)), "1", "0.93 to 0.97")]


def _missed(truth: Tracing, fits: list[Fitted]) -> list[Row]:
    missed = np.array([[abs(getattr(one.model, name) - getattr(truth, name)) for name in NAMES] for one in fits])
    said = "/".join(f"{getattr(truth, name):g}" for name in NAMES)
    return [
        row(
            f"mean error, worst of prior/learn/guess/slip {said} (simulated)",
            float(missed.mean(0).max()),
            "1",
            "<= 0.03",
        ),
        row(f"  largest error of {len(fits)} seeds", float(missed.max()), "1"),
        row("  estimates within 0.03", float((missed <= 0.03).mean()), "1", ">= 0.95"),
        row("  half of the 95 % interval, worst, mean of seeds", _half(fits), "1"),
    ]


def _half(fits: list[Fitted]) -> float:
    """Return half of the mean interval of the parameter that is known least: what the answers can tell at best."""
    ends = [[(one.parameters[name].low, one.parameters[name].high) for name in NAMES] for one in fits]
    widths = [[high - low if low is not None and high is not None else np.nan for low, high in row_] for row_ in ends]
    return float(np.nanmean(widths, axis=0).max() / 2)


def _held(truth: Tracing, fitted: Fitted) -> list[bool]:
    """Return for each parameter whether its interval holds the truth; one without an interval does not count."""
    ends = [(getattr(truth, name), fitted.parameters[name]) for name in NAMES]
    return [one.low <= true <= one.high for true, one in ends if one.low is not None and one.high is not None]
