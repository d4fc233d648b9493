"""Changes in the order in which to make them, each with its gain and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plantwright.improve.guarantee import PROMISE, Guarantee
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate, Measures

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
