"""How orders reach the floor: as they come, or one for each that leaves."""

from __future__ import annotations

from plantwright.calibrate.lots import urgent_share
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.shapes import lifetime
from plantwright.model.plant import Release

_TIED = 0.8
"""Share of releases that come with a completion, above which release is taken for CONWIP."""


def policy_of(sample: Sample) -> str:
    """Return the told policy, or the likeliest."""
    return sample.facts.policy() or ("conwip" if sample.orders.tied >= _TIED else "open")


def release_of(sample: Sample) -> Release:
    """Return how orders are released."""
    urgent = urgent_share(sample)
    if policy_of(sample) == "conwip":
        limit = sample.facts.wip_limit() or max(sample.orders.on_floor, 1)
        return Release(policy="conwip", wip_limit=limit, urgent_share=urgent)
    gaps, weight = sample.arrivals.length, sample.arrival_weight
    total = float(gaps @ weight) + sample.window - float(gaps.sum())
    mean_gap = total / max(float(weight.sum()), 1.0)
    return Release(policy="open", interarrival=lifetime(mean_gap, gaps[1:], weight[1:]), urgent_share=urgent)
