"""Whom to train (chains of skills: Jordan and Graves 1995; Hopp, Tekin and Van Oyen 2004)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.people import HOURS
from plantwright.learn.bank.improve.pieces import some_centers
from plantwright.learn.bank.make import choice
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table


@dataclass(frozen=True)
class Crew:
    """One person at each work center, who may have learned others too."""

    centers: tuple[str, ...]
    hours: tuple[int, ...]
    skills: tuple[frozenset[int], ...]
    """Of each person, the places of the work centers where they can work; person k belongs to work center k."""

    def trained(self, person: int, place: int) -> Crew:
        """Return the crew after a training."""
        skills = tuple(own | {place} if k == person else own for k, own in enumerate(self.skills))
        return Crew(self.centers, self.hours, skills)

    def done(self) -> int:
        """Return the most hours of work that can be done: the least cut between people and work."""
        places = range(len(self.centers))
        cuts = [set(one) for size in range(len(self.centers) + 1) for one in combinations(places, size)]
        return min(
            sum(self.hours[k] for k in places if k not in cut) + HOURS * sum(bool(own & cut) for own in self.skills)
            for cut in cuts
        )

    def shared_out(self) -> int:
        """Return the most hours of work that can be done, by giving out hours and moving those given before."""
        given = [[0] * len(self.centers) for _ in self.skills]
        while self._one_more(given):
            pass
        return sum(map(sum, given))

    def _one_more(self, given: list[list[int]]) -> bool:
        """Give one hour more to a work center that lacks it, along a chain of people if need be."""
        for center in range(len(self.centers)):
            if sum(row[center] for row in given) < self.hours[center] and self._free(center, given, set()):
                return True
        return False

    def _free(self, center: int, given: list[list[int]], seen: set[int]) -> bool:
        for person, own in enumerate(self.skills):
            if center not in own or person in seen:
                continue
            seen.add(person)
            if sum(given[person]) < HOURS:
                given[person][center] += 1
                return True
            for other in [k for k, hours in enumerate(given[person]) if hours and k != center]:
                given[person][other] -= 1
                if self._free(other, given, seen):
                    given[person][center] += 1
                    return True
                given[person][other] += 1
        return False


@template("improve.cross_training", "choice")
def training_that_helps_most(case: Case, draw: Draw) -> Draft:
    """Ask which training lets a crew do the most work, when skills form a broken chain."""
    for _ in range(150):
        crew = _crew(case, draw)
        n = len(crew.centers)
        options = {(p, c): crew.trained(p, c).done() for p in range(n) for c in range(n) if c not in crew.skills[p]}
        best = max(options, key=lambda one: options[one])
        if sorted(options.values())[-2] < options[best] and options[best] > crew.done():
            break
    else:
        raise NotHereError("no single training is better than all others")

    def said(one: tuple[int, int]) -> str:
        return f"Train the person of {crew.centers[one[0]]} for {crew.centers[one[1]]}"

    short, idle = max(range(n), key=lambda k: crew.hours[k]), min(range(n), key=lambda k: crew.hours[k])
    direct = [one for one in options if one[1] == short and one != best]
    spare = [one for one in options if one[0] == idle and one != best]
    others = draw.shuffled([one for one in options if one != best])
    beliefs = (
        ("only_where_work_is", "Has that person any time left?", direct[:1]),
        ("only_who_is_free", "Does work wait there, or can it free somebody?", spare[:1]),
        ("breaks_the_chain", "Follow who could then relieve whom.", others),
    )
    told = {said(one): (name, says) for name, says, kept in reversed(beliefs) for one in kept}
    first = [said(one) for _, _, kept in beliefs for one in kept]
    wrong = [(text, *told[text]) for text in list(dict.fromkeys(first))[:3]]
    columns = (
        Column(name="work center"),
        Column(name="work a week", unit="h"),
        Column(name="its person can also work at"),
    )
    also = [", ".join(crew.centers[k] for k in sorted(own - {p})) for p, own in enumerate(crew.skills)]
    rows = tuple(zip(crew.centers, crew.hours, also, strict=True))
    names = [one[0] for one in wrong]
    return Draft(
        stem=f"Suppose that each of these work centers has one person of {HOURS} h a week. The table shows work a "
        "week, in "
        "about the proportions of the log, and what people can do besides.\n\nWhich training lets them do the most "
        "work "
        "together?",
        views=(Table(title="Work and skills", columns=columns, rows=rows),),
        answer=choice(draw, said(best), "It joins spare time with waiting work.", *wrong),
        solution=(
            f"Today they can do {crew.done()} of {sum(crew.hours)} h.",
            *(f"{said(one)}: {options[one]} h." for one in [best, *(k for k in options if said(k) in names)]),
            "Spare time may reach the waiting work by way of others: skills form a chain.",
        ),
        hints=(f"Who has time left, and where is more work than {HOURS} h?",
               "Someone with time left can take over from another, who then helps where work waits.",
               "For each option, move hours along such a chain and add up what is done."),
        again=lambda: Exactly(max((said(one) for one in options if said(one) in {said(best), *names}),
                                  key={said(one): crew.trained(*one).shared_out() for one in options}.__getitem__)),
    )  # fmt: skip


def _crew(case: Case, draw: Draw) -> Crew:
    """Return three or four work centers whose work, in the log's proportions, is near what their people can do."""
    some = draw.shuffled(some_centers(case, draw, most=4))
    n = len(some)
    roots = [max(one.weekly, 1e-6) ** 0.5 for one in some]
    hours = [min(max(round(0.95 * HOURS * n * root / sum(roots) * draw.step(0.7, 1.4, 0.1)), 12), 70) for root in roots]
    skills = [frozenset({k, (k + 1) % n}) if draw.whole(0, 2) else frozenset({k}) for k in range(n)]
    return Crew(tuple(one.name for one in some), tuple(hours), tuple(skills))
