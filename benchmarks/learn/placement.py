"""How well twelve chosen questions place simulated learners, beside twelve at random and none.

The learners obey the graph and answer with a known slip and guess. Some are drawn as the placement imagines people,
some in another way: they learned skills that they were ready for, one after another, in a random order, up to a random
number.
Nothing here says how well it places people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.table import Row, row
from plantwright.learn.placement import GUESS, MOST_QUESTIONS, SLIP, Answered, Flags, Placement, imagined
from plantwright.learn.skills.graph import SkillGraph
from plantwright.learn.skills.read import school_skills

LEARNERS, FEW = 400, 60


@dataclass(frozen=True)
class Score:
    """How a way of asking did over all learners."""

    right: float
    """Share of skills told right."""
    asked: float
    """Questions a learner, on average."""
    off: float
    """Distance of what was foretold from what was so, over ten groups of like probability."""


def figures(smoke: bool) -> list[Row]:
    """Return the figures of both kinds of learners."""
    graph = school_skills()
    count = FEW if smoke else LEARNERS
    kinds = {"as imagined": imagined(graph, count, 2_024), "by wandering": wandered(graph, count, 2_025)}
    return [one for kind, people in kinds.items() for one in _rows(kind, graph, people)]


def _rows(kind: str, graph: SkillGraph, people: Flags) -> list[Row]:
    placement = Placement(graph)
    scores = {way: score(placement, people, way) for way in ("chosen", "random", "none")}
    chosen, random, none = (1 - scores[way].right for way in ("chosen", "random", "none"))
    many = MOST_QUESTIONS
    return [
        row(f"skills told wrong ({kind}), {many} chosen; peer: {many} at random", chosen, "1", "ratio <= 0.9", random),
        row(f"skills told wrong ({kind}), {many} chosen; peer: none asked", chosen, "1", "ratio <= 0.7", none),
        row(f"questions asked ({kind})", scores["chosen"].asked, "1", f"<= {many}"),
        row(f"off calibration ({kind})", scores["chosen"].off, "1"),
    ]


def score(placement: Placement, people: Flags, way: str) -> Score:
    """Return how a way of asking (chosen, random, none) places some learners."""
    rng = np.random.default_rng([7, len(people)])
    order = placement.graph.order
    told, asked = np.empty(people.shape), []
    for k, person in enumerate(people):
        answers = _examined(placement, dict(zip(order, person.tolist(), strict=True)), way, rng)
        told[k] = list(placement.placed(answers).mastered.values())
        asked.append(len(answers))
    return Score(float(((told >= 0.5) == people).mean()), float(np.mean(asked)), _off(told, people))


def _examined(placement: Placement, able: dict[str, bool], way: str, rng: np.random.Generator) -> list[Answered]:
    answers: list[Answered] = []
    drawn = [str(one) for one in rng.permutation(placement.graph.order)[:MOST_QUESTIONS]]
    while way != "none":
        skill = placement.next_skill(answers) if way == "chosen" else (drawn.pop() if drawn else None)
        if skill is None:
            break
        chance = 1 - SLIP if able[skill] else GUESS
        answers.append(Answered(skill=skill, right=bool(rng.random() < chance)))
    return answers


def _off(told: np.ndarray, people: Flags) -> float:
    groups = np.minimum((told * 10).astype(int), 9)
    parts = [(groups == k) for k in range(10)]
    return float(sum(one.mean() * abs(told[one].mean() - people[one].mean()) for one in parts if one.any()))


def wandered(graph: SkillGraph, people: int, seed: int) -> Flags:
    """Return people who learned, one after another, a random number of skills that they were ready for."""
    rng = np.random.default_rng([seed])
    place = {name: at for at, name in enumerate(graph.order)}
    states = np.zeros((people, len(graph)), dtype=np.bool_)
    for person in states:
        mastered: list[str] = []
        for _ in range(int(rng.integers(len(graph) + 1))):
            ready = graph.ready(mastered)
            mastered.append(ready[int(rng.integers(len(ready)))])
        person[[place[name] for name in mastered]] = True
    return states
