"""A ten-minute placement: at most twelve questions, each chosen to tell most about all skills."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import LearnError, Problems
from plantwright.learn.skills.graph import SkillGraph
from plantwright.learn.skills.read import school_skills
from plantwright.learn.skills.skill import TRACKS
from plantwright.model.quantity import Noun, Share

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_QUESTIONS = 12
"""Questions of a placement, at most: ten minutes at fifty seconds each."""
SLIP, GUESS = 0.1, 0.2
"""Chance to fail at what one can do, and to be right at what one cannot."""
PEOPLE = 4_000
"""Imagined people whose mastery agrees with the graph; a placement weighs them by the answers."""
GROUP = 32
"""People multiplied at once: few enough that no library starts threads for it, which on a busy server wait long."""
LEAST_GAIN = 0.02
"""A question that would make the skills' probabilities surer by less, summed as p·(1 − p), is not asked."""
EASE = {"technician": 1.5, "bridge": 0.5, "engineer": -0.5}
"""Logit of mastering a skill once all before it are, for a person of middling ability; a guess, nobody measured it."""
ABILITY, LEANING = 1.5, 1.0
"""How far people differ in that logit: as a whole, and from track to track; a guess as well."""


class Answered(Noun):
    """One question of a placement, answered."""

    skill: str
    right: bool


class Placed(Noun):
    """What a placement found."""

    mastered: dict[str, Share]
    """The probability that each skill is mastered; never above that of a skill that must come before it."""
    begin: tuple[str, ...]
    """Skills to begin with: not mastered more likely than not, all before them likely mastered; the likeliest first."""
    asked: tuple[Answered, ...]
    said: str
    """The same in a sentence."""


@dataclass(frozen=True, eq=False)
class Placement:
    """A placement over a graph of skills; a pure function of the answers so far."""

    graph: SkillGraph
    slip: float = SLIP
    guess: float = GUESS
    seed: int = 1
    people: int = field(default=PEOPLE, repr=False)

    @cached_property
    def states(self) -> Flags:
        """Who masters what: shape (people, skill), the skills in the graph's order."""
        return imagined(self.graph, self.people, self.seed)

    @cached_property
    def _groups(self) -> NDArray[np.float32]:
        """The same as numbers, in groups of people, with nobody at the end: shape (group, GROUP, skill)."""
        nobody = -len(self.states) % GROUP
        filled = np.pad(self.states, ((0, nobody), (0, 0))).astype(np.float32)
        return filled.reshape(-1, GROUP, len(self.graph))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.graph.order)}

    def next_skill(self, answers: Sequence[Answered], askable: Collection[str] | None = None) -> str | None:
        """Return the skill to ask about next; None where enough was asked, or nothing would tell much more.

        Parameters
        ----------
        answers
            So far.
        askable
            Skills that there are questions for on this plant; all, if not told. None is asked twice.
        """
        if len(answers) >= MOST_QUESTIONS:
            return None
        self._check(answers, askable or ())
        gains = self._gains(self._weights(answers))
        asked = {one.skill for one in answers}
        able = [name for name in (self.graph.order if askable is None else askable) if name not in asked]
        best = max(able, key=lambda name: (gains[self._place[name]], -self._place[name]), default=None)
        return best if best is not None and gains[self._place[best]] >= LEAST_GAIN else None

    def placed(self, answers: Sequence[Answered]) -> Placed:
        """Return what the answers tell of every skill, and where to begin."""
        self._check(answers, ())
        weights = self._weights(answers)
        sure = np.clip(weights @ self.states, 0.0, 1.0)
        known = dict(zip(self.graph.order, sure.tolist(), strict=True))
        ready = self.graph.ready([name for name, share in known.items() if share >= 0.5])
        begin = tuple(sorted(ready, key=lambda name: (-known[name], self._place[name])))
        return Placed(mastered=known, begin=begin, asked=tuple(answers), said=self._said(known, begin))

    def _weights(self, answers: Sequence[Answered]) -> Array:
        """Return how likely each imagined person gave these answers, summing to 1, shape (people,)."""
        logs = np.zeros(len(self.states))
        for one in answers:
            able = self.states[:, self._place[one.skill]]
            right = np.where(able, 1 - self.slip, self.guess)
            logs += np.log(right if one.right else 1 - right)
        likely = np.exp(logs - logs.max())
        return np.asarray(likely / likely.sum(), dtype=np.float64)

    def _gains(self, weights: Array) -> Array:
        """Return by how much asking about each skill would lower Σ p·(1 − p) over all skills, shape (skill,)."""
        groups = self._groups
        shares = np.pad(weights, (0, groups.shape[0] * GROUP - len(weights))).astype(np.float32)
        weighted = groups * shares.reshape(-1, GROUP, 1)
        both = np.matmul(weighted.transpose(0, 2, 1), groups).sum(axis=0, dtype=np.float64)
        single = np.diag(both)
        right = self.guess + (1 - self.slip - self.guess) * single
        given_right = (self.guess * single[None, :] + (1 - self.slip - self.guess) * both) / right[:, None]
        given_wrong = (single[None, :] - given_right * right[:, None]) / (1 - right)[:, None]
        after = right * _doubt(given_right) + (1 - right) * _doubt(given_wrong)
        return np.asarray(_doubt(single[None, :])[0] - after, dtype=np.float64)

    def _check(self, answers: Sequence[Answered], askable: Collection[str]) -> None:
        problems = Problems("the placement", LearnError)
        for name in sorted({one.skill for one in answers} | set(askable)):
            if name not in self.graph:
                problems.add(name, "no such skill", "a skill is one of docs/reference/skills.md", "write its id")
        problems.raise_any()

    def _said(self, known: dict[str, float], begin: tuple[str, ...]) -> str:
        likely = sum(share >= 0.5 for share in known.values())
        head = f"{likely} of {len(known)} skills are likely mastered already"
        return f"{head}; begin with: {self.graph[begin[0]].name}." if begin else f"{head}."


def _doubt(shares: Array) -> Array:
    return np.asarray((shares * (1 - shares)).sum(axis=-1), dtype=np.float64)


def imagined(graph: SkillGraph, people: int, seed: int) -> Flags:
    """Return people whose mastery agrees with the graph: whoever masters a skill masters all before it.

    Returns
    -------
    states
        Shape (people, skill), the skills in the graph's order.

    Notes
    -----
    A skill whose prerequisites are all mastered is mastered with ``logit = ease(level) + ability + leaning(track)``.
    """
    rng = np.random.default_rng([seed, people])
    ability = rng.normal(0.0, ABILITY, people)
    leaning = {track: rng.normal(0.0, LEANING, people) for track in TRACKS}
    place = {name: at for at, name in enumerate(graph.order)}
    states = np.zeros((people, len(graph)), dtype=np.bool_)
    for name, at in place.items():
        skill = graph[name]
        chance = 1 / (1 + np.exp(-(EASE[skill.level] + ability + leaning[skill.track])))
        able = states[:, [place[one] for one in skill.prerequisites]].all(axis=1)
        states[:, at] = able & (rng.random(people) < chance)
    return states


@cache
def school_placement() -> Placement:
    """Return the placement over the school's skills."""
    return Placement(school_skills())
