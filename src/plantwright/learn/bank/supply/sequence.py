"""What to do next: the order of a queue, and of setups."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, permutations

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.slices import station_run, whole
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text


@dataclass(frozen=True)
class Queue:
    """Orders that wait at a station, in the order in which they came."""

    station: str
    unit: str
    names: tuple[str, ...]
    times: tuple[int, ...]

    def table(self, *more: tuple[str, tuple[int, ...]]) -> Table:
        """Return the queue, with more columns of times."""
        heads = ("process time", *(name for name, _ in more))
        columns = (Column(name="order"), *(Column(name=name, unit=self.unit) for name in heads))
        rows = tuple(zip(self.names, self.times, *(one for _, one in more), strict=True))
        return Table(title=f"Queue of {self.station}, in the order of arrival", columns=columns, rows=rows)


def queue(case: Case, draw: Draw) -> Queue:
    """Return four or five steps that a station did, as its queue."""
    rows = station_run(case, draw, least=4, most=5)
    begun, ended, unit = whole(rows["start"].to_numpy(), rows["end"].to_numpy())
    names = [str(one or other) for one, other in zip(rows["order"], rows["operation"], strict=True)]
    if len(set(names)) < len(names):
        names = [f"{name} ({k})" for k, name in enumerate(names, 1)]
    return Queue(
        str(rows["station"].iloc[0]), unit, tuple(names), tuple(int(b - a) for a, b in zip(begun, ended, strict=True))
    )


@template("supply.dispatch", "number")
def flow_time_shortest_first(case: Case, draw: Draw) -> Draft:
    """Ask for the mean flow time of a queue that is worked off shortest first."""
    seen = queue(case, draw)
    n, ends = len(seen.times), list(accumulate(sorted(seen.times)))
    return Draft(
        stem=f"The table shows steps of {seen.station}. Suppose that they all wait there now, at time 0.\n\nWhat is "
        "the "
        "mean flow time, from now to the end of each one's step, if the shortest is always done next?",
        views=(seen.table(),),
        answer=number(
            sum(ends) / n,
            seen.unit,
            ("first_come", sum(accumulate(seen.times)) / n, "You kept the order of arrival."),
            ("longest_first", sum(accumulate(sorted(seen.times, reverse=True))) / n, "You began with the longest."),
            ("process_for_flow", sum(seen.times) / n, "They wait as well: the flow time includes the wait."),
            ("last_for_mean", ends[-1], "That is when the last one is done."),
        ),
        solution=(
            f"Shortest first: {', '.join(map(str, sorted(seen.times)))}.",
            f"They end at {', '.join(text(one) for one in ends)}.",
            f"Mean: {text(sum(ends))} / {n} = {text(sum(ends) / n, seen.unit)}.",
        ),
        hints=(
            "Put the process times in order of length.",
            "Each one ends when it and all before it are done.",
            "Add up these ends and divide by their number.",
        ),
        again=lambda: Exactly(min(sum(accumulate(one)) for one in permutations(seen.times)) / n),
    )


RULES = ("First come, first served", "Shortest process time first", "Earliest due date first")


@template("supply.dispatch", "choice")
def rule_with_fewest_late(case: Case, draw: Draw) -> Draft:
    """Ask under which of three rules the fewest orders of a queue are late."""
    seen = queue(case, draw)
    due, late = _dues(seen, draw)
    best = late.index(min(late))
    wrong = (
        ("kept_arrival", "Reckon how many are late when nobody is let pass."),
        ("short_is_always_best", "Shortest first is best for the mean flow time; count the late ones."),
        ("due_is_always_best", "By due date the worst lateness is least; count the late ones."),
    )
    return Draft(
        stem=f"The table shows steps of {seen.station}. Suppose that they all wait there now, at time 0, and are due "
        "as "
        "shown.\n\nUnder which rule are the fewest of them late?",
        views=(seen.table(("due", due)),),
        answer=choice(
            draw, RULES[best], "Fewest end after they are due.", *((RULES[k], *wrong[k]) for k in range(3) if k != best)
        ),
        solution=tuple(f"{rule}: {count} of {len(due)} late." for rule, count in zip(RULES, late, strict=True)),
        hints=(
            "For each rule write down the order in which the queue is worked off.",
            "Add up process times along it to get the ends.",
            "Count the ends that come after the due date, and compare the rules.",
        ),
        again=lambda: Exactly(_fewest_late(seen, due)),
    )


def _sorted(seen: Queue, due: tuple[int, ...]) -> list[list[int]]:
    """Return the places of the queue in the order of each rule."""
    places = list(range(len(due)))
    return [places, sorted(places, key=lambda k: (seen.times[k], k)), sorted(places, key=lambda k: (due[k], k))]


def _late(seen: Queue, due: tuple[int, ...], order: list[int]) -> int:
    ends = accumulate(seen.times[k] for k in order)
    return sum(end > due[k] for end, k in zip(ends, order, strict=True))


def _dues(seen: Queue, draw: Draw) -> tuple[tuple[int, ...], list[int]]:
    """Return due dates for which one rule is better than the others, another one each time."""
    total, hoped = sum(seen.times), draw.whole(0, 2)
    spare: tuple[tuple[int, ...], list[int]] | None = None
    for _ in range(200):
        due = tuple(max(draw.whole(1, total), time) for time in seen.times)
        late = [_late(seen, due, order) for order in _sorted(seen, due)]
        if sorted(late)[0] < sorted(late)[1] and len(set(due)) == len(due):
            spare = due, late
            if late[hoped] == min(late):
                return spare
    if spare is None:
        raise NotHereError("no rule is better than another for this queue")
    return spare


def _fewest_late(seen: Queue, due: tuple[int, ...]) -> str:
    """Return the best rule by running the clock tick by tick."""
    counts = []
    for order in _sorted(seen, due):
        clock, late, rest = 0, 0, list(order)
        while rest:
            clock += seen.times[rest[0]]
            late += clock > due[rest.pop(0)]
        counts.append(late)
    return RULES[counts.index(min(counts))]
