"""The plant, and the plants it might also be: bootstrap refits that carry what the data leave open."""

from __future__ import annotations

import numpy as np

from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.fit import estimate
from plantwright.calibrate.sample import Sample
from plantwright.events.log import EventLog
from plantwright.model.facts import NO_FACTS, Facts
from plantwright.model.plant import Plant


def refits_of(
    log: EventLog, facts: Facts = NO_FACTS, count: int = 30, *, seed: int = 0
) -> tuple[Plant, tuple[Plant, ...]]:
    """Return the fitted plant and ``count`` refits, each on the records weighted anew.

    Raises FitError where the records cannot support a model at all.
    """
    sample = sample_of(log, facts)
    return estimate(sample), draws_of(sample, count, seed=seed)


def draws_of(sample: Sample, count: int, *, seed: int = 0) -> tuple[Plant, ...]:
    """Return ``count`` refits of a sample."""
    rng = np.random.default_rng(seed)
    return tuple(estimate(sample.resampled(rng)) for _ in range(count))


def draws_by_source(sample: Sample, count: int, *, seed: int = 0) -> dict[str, tuple[Plant, ...]]:
    """Return, for each source of records, refits in which nothing but that source is weighed anew."""
    return {
        source: tuple(
            estimate(sample.resampled(rng, (source,))) for rng in np.random.default_rng((seed, place)).spawn(count)
        )
        for place, source in enumerate(sample.sources(), 1)
    }
