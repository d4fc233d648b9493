"""Who goes where and when: safe, signed off, within the room, by wishes and skills sought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from plantwright.solve.assignment import Assignment, Offer, Places, assign
from plantwright.visit.program.nouns import Group, Program, Site, VisitDate

FIRST, STEP, UNWISHED = 100, 15, 10
"""Worth of a first wish, how much less the next one is worth, and of a site that was not wished."""
SKILLS = 50
"""Worth of seeing every skill that is sought; a part of them, in proportion."""


@dataclass(frozen=True)
class Placed:
    """A group at a site on a date."""

    group: Group
    site: Site
    date: VisitDate

    @property
    def wish(self) -> int | None:
        """Which of the group's wishes it is, from 1; None: none of them."""
        return self.group.wishes.index(self.site.name) + 1 if self.site.name in self.group.wishes else None

    @property
    def skills(self) -> tuple[str, ...]:
        """Skills sought that can be seen there."""
        return tuple(one for one in self.group.seeks if one in self.site.skills)


@dataclass(frozen=True)
class VisitPlan:
    """A solved program."""

    program: Program
    placed: tuple[Placed, ...]
    """By date, then site and group."""
    short: dict[str, tuple[str, ...]]
    """Groups with fewer visits than wanted, and why, site by site."""
    proven: bool
    """No plan gives more visits, serves the worst served better, or is worth more."""


def plan_visits(program: Program) -> VisitPlan:
    """Return the best plan; groups that no plan can place are named with their reasons.

    Raises
    ------
    MissingExtraError
        The solver is not installed.
    """
    slots = [(site, day) for site in program.sites for day in site.dates]
    offers = list(_offers(program, slots))
    clashing = [
        (one, other)
        for (one, (site, day)), (other, (site_, day_)) in combinations(enumerate(slots), 2)
        if site is site_ or day.overlaps(day_)
    ]
    places = Places([site.room for site, _ in slots], [site.least for site, _ in slots], clashing)
    found = assign(offers, [one.students for one in program.groups], program.visits, places)
    placed = sorted(
        (Placed(program.groups[one.group], *slots[one.place]) for one in found.taken),
        key=lambda one: (one.date.start, one.site.name, one.group.name),
    )
    return VisitPlan(program, tuple(placed), _short(program, found), found.proven)


def hindrances(group: Group, site: Site) -> list[str]:
    """Return why a group may not be sent to a site on any date."""
    lacks = [one for one in (*site.safety, *site.prerequisites) if one not in group.has]
    found = [] if site.signed_off_by else ["nobody of the site has signed off"]
    found += [f"the group lacks {', '.join(lacks)}"] if lacks else []
    found += [f"{group.students} students, room for {site.room}"] if group.students > site.room else []
    if all(day.start.date() in group.away for day in site.dates):
        found.append("the group is away on all of its dates")
    return found


def worth(group: Group, site: Site) -> int:
    """Return how good a site is for a group."""
    wished = site.name in group.wishes
    base = max(FIRST - STEP * group.wishes.index(site.name), UNWISHED + 1) if wished else UNWISHED
    sought = set(group.seeks)
    return base + (round(SKILLS * len(sought & set(site.skills)) / len(sought)) if sought else 0)


def _offers(program: Program, slots: list[tuple[Site, VisitDate]]) -> Iterator[Offer]:
    for number, group in enumerate(program.groups):
        for place, (site, day) in enumerate(slots):
            if day.start.date() not in group.away and not hindrances(group, site):
                yield Offer(number, place, worth(group, site))


def _short(program: Program, found: Assignment) -> dict[str, tuple[str, ...]]:
    had = [sum(one.group == number for one in found.taken) for number in range(len(program.groups))]
    lacking = [group for group, count in zip(program.groups, had, strict=True) if count < program.visits]
    return {group.name: tuple(_reasons(group, program)) for group in lacking}


def _reasons(group: Group, program: Program) -> Iterator[str]:
    for site in program.sites:
        why = hindrances(group, site) or ["its dates are full, too few come, or they clash with another visit"]
        yield f"{site.name}: {'; '.join(why)}"
