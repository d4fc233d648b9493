"""People, skills, and whom to train (chaining: Jordan and Graves 1995; Hopp, Tekin and Van Oyen 2004)."""

from __future__ import annotations

from math import ceil

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import Center, some_centers
from plantwright.learn.bank.make import choice, setting
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text

HOURS = 40
"""Hours of a person in a week."""


@template("improve.staffing", "change")
def people_to_add(case: Case, draw: Draw) -> Draft:
    """Ask how many people more a work center needs for its hours."""
    one = draw.one([c for c in some_centers(case, draw) if c.weekly > 0])
    attended, present, growth = draw.whole(5, 10) * 10, draw.whole(80, 95), draw.whole(11, 20) / 10
    hours = one.weekly * growth * attended / 100
    each = HOURS * present / 100
    need = ceil(hours / each - 1e-9)
    now = max(need - draw.whole(1, 4), 0)
    return Draft(
        stem=f"By the log, {one.name} has {text(one.weekly, 'h')} of process a week. Suppose that the plan asks for "
        f"{text(growth)} times as much, that a person must be there for {attended} % of the process time, and that a "
        f"person has {HOURS} h a week, of which {present} % are left after leave and meetings. {now} people can do it "
        "today.\n\nHow many more are needed, at least?",
        answer=setting(
            ("add_workers", one.name, "count", "people"),
            (0, need + 10),
            need - now,
            ("people_in_all", need, "That is how many are needed; some are there already."),
            ("forgot_absence", ceil(hours / HOURS - 1e-9) - now, "People are not there for all of their hours."),
            (
                "machine_for_person",
                ceil(one.weekly * growth / each - 1e-9) - now,
                "A person is there for a part of it.",
            ),
            (
                "today_for_plan",
                ceil(one.weekly * attended / 100 / each - 1e-9) - now,
                "The plan asks for more than today.",
            ),
        ),
        solution=(
            f"Hours of people: {text(one.weekly)} × {text(growth)} × {attended} % = {text(hours, 'h')}.",
            f"A person gives {HOURS} × {present} % = {text(each, 'h')}: {text(hours / each)}, so {need} people.",
            f"{need} − {now} = {need - now}.",
        ),
        hints=(
            "Compare hours that people must be there with hours that one person gives.",
            "Turn today's process time into the plan's, and that into time of people.",
            "Divide by the hours that a person is there, round up, and take away who is there today.",
        ),
        again=lambda: Exactly(float(_first_enough(one, growth * attended / 100, present, now))),
    )


def _first_enough(one: Center, times: float, present: int, now: int) -> int:
    """Return how many people to add, one by one, until no hour of work is left over."""
    more, left = 0, one.weekly * times - now * HOURS * present / 100
    while left > 1e-7:
        more, left = more + 1, left - HOURS * present / 100
    return more


@template("improve.staffing", "choice")
def work_center_that_hangs_on_one(case: Case, draw: Draw) -> Draft:
    """Ask which work center stands when any one person is away, from a skills matrix."""
    some = some_centers(case, draw)
    people = [f"P{k}" for k in range(1, draw.whole(4, 5) + 1)]
    alone = draw.one(some)
    can = {one.name: set(draw.some(people, 1 if one is alone else draw.whole(2, 3))) for one in some}
    versatile = max(people, key=lambda who: sum(who in skilled for skilled in can.values()))
    busiest, fewest = max(some, key=lambda one: one.weekly), min(some, key=lambda one: one.stations)
    columns = (
        Column(name="work center"),
        Column(name="process a week", unit="h"),
        *(Column(name=who) for who in people),
    )
    rows = tuple((one.name, one.weekly, *("yes" if who in can[one.name] else "" for who in people)) for one in some)
    wrong = [(busiest.name, "most_work", "It has most work; but who can do it?")]
    wrong += [(fewest.name, "fewest_stations", "It has few stations; but how many people can work there?")]
    wrong += [(one.name, "more_than_one_can", "Somebody else could stand in there.") for one in some]
    return Draft(
        stem="The table shows the hours of process that the log has for work centers in a week and, as we suppose, "
        "who can "
        "work there.\n\nWhich work center stands as soon as one certain person is away?",
        views=(Table(title="Skills matrix", columns=columns, rows=rows),),
        answer=choice(draw, alone.name, "Only one person can work there.", *wrong),
        solution=(
            *(f"{one.name}: {', '.join(sorted(can[one.name]))}." for one in some),
            f"{alone.name} hangs on one person; train a second one for it first.",
        ),
        hints=("A gap in the matrix is a row, not a column.", f"That {versatile} can do much is not what is asked.",
               "Count the people in each row."),
        again=lambda: Exactly(_stands(some, can, people)),
    )  # fmt: skip


def _stands(some: list[Center], can: dict[str, set[str]], people: list[str]) -> str:
    """Return the work center left with nobody when people stay away one after another."""
    return next(one.name for who in people for one in some if not can[one.name] - {who})
