"""The graph of skills: which comes before which, and what a person is ready for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from plantwright.errors import LearnError, Problems
from plantwright.learn.skills.skill import Framework, Skill


@dataclass(frozen=True)
class SkillGraph:
    """All skills and what must come before each; refuses to be made where that contradicts itself."""

    skills: tuple[Skill, ...]
    frameworks: Mapping[str, Framework] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems = Problems("the skill graph", LearnError)
        _doubles(self.skills, problems)
        _unknown(self.skills, self.frameworks, problems)
        _cycles(self.skills, problems)
        problems.raise_any()

    def __iter__(self) -> Iterator[Skill]:
        return iter(self.skills)

    def __len__(self) -> int:
        return len(self.skills)

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    def __getitem__(self, name: str) -> Skill:
        self._check([name])
        return self._by_id[name]

    @cached_property
    def _by_id(self) -> dict[str, Skill]:
        return {one.id: one for one in self.skills}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Every skill's id, each after all of its prerequisites; the same for the same files."""
        before = {one.id: one.prerequisites for one in self.skills}
        return tuple(TopologicalSorter(before).static_order())

    @cached_property
    def _before(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for name in self.order:
            first = self._by_id[name].prerequisites
            found[name] = frozenset(first).union(*(found[one] for one in first))
        return found

    @cached_property
    def _after(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(one for one, first in self._before.items() if name in first) for name in self.order}

    def before(self, name: str) -> frozenset[str]:
        """Return every skill that must be mastered before this one, however far back."""
        self._check([name])
        return self._before[name]

    def after(self, name: str) -> frozenset[str]:
        """Return every skill that asks for this one, however far ahead."""
        self._check([name])
        return self._after[name]

    def ready(self, mastered: Collection[str]) -> tuple[str, ...]:
        """Return the skills not mastered whose prerequisites all are, in the order to learn them."""
        self._check(mastered)
        known = set(mastered)
        return tuple(name for name in self.order if name not in known and known.issuperset(self[name].prerequisites))

    def path(self, goal: str, mastered: Collection[str] = ()) -> tuple[str, ...]:
        """Return what is left to learn for a goal, itself last, in the order to learn it."""
        self._check([goal, *mastered])
        wanted = (self.before(goal) | {goal}) - set(mastered)
        return tuple(name for name in self.order if name in wanted)

    def track(self, name: str) -> tuple[Skill, ...]:
        """Return the skills of a track, as they were written."""
        return tuple(one for one in self.skills if one.track == name)

    def _check(self, names: Collection[str]) -> None:
        problems = Problems("the skills asked for", LearnError)
        for name in sorted(set(names) - set(self._by_id)):
            problems.add(name, "no such skill", "a skill is one of docs/reference/skills.md", "write its id")
        problems.raise_any()


def _doubles(skills: Sequence[Skill], problems: Problems) -> None:
    for name, times in Counter(one.id for one in skills).items():
        if times > 1:
            problems.add(name, f"stands {times} times", "an id names one skill", "give each its own id")
    for one in skills:
        for name, times in Counter(one.prerequisites).items():
            if times > 1:
                problems.add(f"{one.id}.prerequisites", f"{name} stands {times} times", "once is enough", "keep one")


def _unknown(skills: Sequence[Skill], frameworks: Mapping[str, Framework], problems: Problems) -> None:
    known = {one.id for one in skills}
    codes = {f"{name}.{part}" for name, framework in frameworks.items() for part in framework.parts}
    for one in skills:
        for name in sorted(set(one.prerequisites) - known):
            problems.add(f"{one.id}.prerequisites", f"{name} is no skill", "each names a skill", "write its id")
        for code in sorted(set(one.references) - codes):
            problems.add(f"{one.id}.references", f"{code} is no code", "each stands in references.yaml", "add it there")


def _cycles(skills: Sequence[Skill], problems: Problems) -> None:
    """Note every circle: each is broken at the skill that closes it, and the search goes on."""
    before = {one.id: list(one.prerequisites) for one in skills}
    while True:
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            way = " after ".join(circle)
            problems.add(f"{circle[0]}.prerequisites", f"a circle: {way}", "what comes first has an end", "drop one")
            before[circle[0]].remove(circle[1])
        else:
            return
