"""Changes in the order in which to make them, each with its gain and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from plantwright.improve.guarantee import PROMISE, Guarantee
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate, Measures

if TYPE_CHECKING:
    from plantwright.improve.first_facts import FirstFacts
    from plantwright.improve.rests import Rests
    from plantwright.improve.robust import Robustness

Objective = Literal["throughput", "flow_mean"]


@dataclass(frozen=True)
class RankedChange:
    """One change, its effects against the plant as it is, and its place."""

    change: Change
    tie_group: int
    """1 is the group that holds the best, as the ranking promises; a group's changes cannot be told from its first."""
    gain: Estimate
    """Improvement of the objective [%]; above zero is better."""
    throughput: Estimate
    """Effect on throughput [%]."""
    flow_time: Estimate
    """Effect on mean flow time [%]; below zero is better."""
    on_time: Estimate
    """Effect on the share of orders on time [points]."""
    wip: Estimate
    """Effect on WIP [%]."""
    people: Estimate
    """Effect on the busy share of the workers [points]; value None: not known."""
    energy: Estimate
    """Effect on energy per good unit [%]; value None: not known."""
    payback: Estimate
    """Years until the gain has paid the cost; value None: not known."""
    probability_best: float
    """Chance that this change is the best of all, by the joint law of the runs' means, with refits drawn for all."""
    replications: int
    rests: Rests | None = None
    """What the width of the gain's interval rests on; None where no refit was asked."""
    robust: Robustness | None = None
    """Whether the gain lasts under other demands and mixes; None where it was not tried."""


@dataclass(frozen=True)
class Ranking:
    """Ranked changes by group, and best first within each, with the base they are compared with."""

    objective: Objective
    base: Measures
    changes: tuple[RankedChange, ...]
    sentence: str
    """What may be said of the order, in plain words."""
    seed: int
    warm_up: float
    """[s]"""
    horizon: float
    """[s]"""
    guarantee: Guarantee = PROMISE
    """What is promised of group 1."""
    base_rests: Rests | None = None
    """What the width of the objective's interval, as the plant is, rests on."""
    first_facts: FirstFacts | None = None
    """What to measure first, where the plant was told; None where nothing was told with an interval."""
