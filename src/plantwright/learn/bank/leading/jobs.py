"""Jobs: how often to time them, how many people they need, and whom to train."""

from __future__ import annotations

import math
from itertools import product

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.quality.series import times
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


@template("lead.time_study", "number")
def cycles_to_time(case: Case, draw: Draw) -> Draft:
    """Ask how many cycles a wanted precision of the mean needs."""
    found = times(case, draw, 10)
    mean, spread = (float(f"{one:.3g}") for one in (found.mean, found.spread))
    wanted = draw.one(_precisions(spread / mean))
    exact = (1.96 * spread / (wanted / 100 * mean)) ** 2
    need = math.ceil(exact - 1e-9)
    return Draft(
        stem=f"Ten timings gave {found.what} with mean {text(mean, found.unit)} and standard deviation "
        f"{text(spread, found.unit)}. Suppose that further ones are alike and independent.\n\nHow many cycles "
        "in all must "
        f"be timed so that the 95 % interval of the mean reaches {text(wanted, '%')} of it to each side, at most? Take "
        "1.96 standard errors.",
        views=(found.chart(("mean", mean)),),
        answer=number(
            need,
            "cycles",
            ("root_forgotten", math.ceil(1.96 * spread / (wanted / 100 * mean)), "Precision grows with the root only."),
            ("one_sigma", math.ceil((spread / (wanted / 100 * mean)) ** 2), "A 95 % interval reaches 1.96 errors."),
            ("rounded_down", need - 1, "So many are not quite enough."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Wanted half width: {text(wanted / 100 * mean, found.unit)}.",
            f"(1.96 × {text(spread)} / {text(wanted / 100 * mean)})² = {text(exact)}, so {need} cycles.",
        ),
        hints=(
            "The half width is 1.96 standard deviations over the root of the number of cycles.",
            "Set it equal to the wanted share of the mean.",
            "Solve for the number, and round up.",
        ),
        again=lambda: Exactly(float(_first_enough(spread, wanted / 100 * mean))),
    )


def _precisions(variation: float) -> list[float]:
    """Return half widths [%] that some ten to some hundreds of cycles reach, or the one that comes nearest."""
    cycles = {wanted: (196 * variation / wanted) ** 2 for wanted in (0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 50.0)}
    fit = [wanted for wanted, count in cycles.items() if 10 < count <= 300]
    return fit or [min(cycles, key=lambda wanted: abs(math.log(max(cycles[wanted], 1e-9) / 50)))]


def _first_enough(spread: float, half: float) -> int:
    count = 1
    while 1.96 * spread / math.sqrt(count) > half * (1 + 1e-12):
        count += 1
    return count


@template("lead.standard_work", "number")
def people_for_a_takt(case: Case, draw: Draw) -> Draft:
    """Ask how many people the work of a line needs at a takt time."""
    means = case.steps[case.steps["seconds"] > 0].groupby("work_center", sort=True)["seconds"].mean()
    if len(means) < 3:
        raise NotHereError("fewer than three work centers have work")
    names = draw.some([str(one) for one in means.index], draw.whole(3, min(5, len(means))))
    size, unit = (1.0, "s") if means.max() < 300 else (60.0, "min")
    work = [max(rounded(float(means[one]) / size), 0.01) for one in names]
    total = sum(work)
    takt = float(f"{total / draw.step(1.3, 4.7, 0.2):.3g}")
    exact = total / takt
    people = math.ceil(exact - 1e-9)
    columns = (Column(name="work center"), Column(name="work on a piece", unit=unit))
    return Draft(
        stem="The table shows the mean time of a step, by the log. Suppose that one person can do any of it, "
        "that each piece "
        f"needs all of it, and that takt time is {text(takt, unit)}.\n\nHow many people does it take, at least?",
        views=(Table(title="Work on a piece", columns=columns, rows=tuple(zip(names, work, strict=True))),),
        answer=number(
            people,
            "people",
            ("one_each", len(names), "A person may do more than one job, or share one."),
            ("rounded_down", people - 1, "So many cannot keep up with takt time."),
            ("longest_step", math.ceil(max(work) / takt), "All the work counts, not the longest step alone."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Work on a piece: {text(total, unit)}. Over takt time: {text(exact)}.",
            f"Rounded up: {people}.",
        ),
        hints=(
            "In one takt time each person can do one takt time of work.",
            "Add up the work on a piece.",
            "Divide it by takt time and round up.",
        ),
        again=lambda: Exactly(float(_least_people(total, takt))),
    )


def _least_people(total: float, takt: float) -> int:
    people = 1
    while people * takt < total * (1 - 1e-12):
        people += 1
    return people


@template("lead.training", "choice")
def training_that_closes_the_gap(case: Case, draw: Draw) -> Draft:
    """Ask which training leaves no work center hanging on a single person."""
    names = sorted({str(one) for one in case.steps["work_center"].dropna()})
    if len(names) < 3:
        raise NotHereError("fewer than three work centers have work")
    jobs = draw.some(names, 3)
    people = ["Person A", "Person B", "Person C", "Person D"]
    known = {
        (people[0], jobs[0]),
        (people[1], jobs[0]),
        (people[1], jobs[1]),
        (people[2], jobs[1]),
        (people[3], jobs[2]),
    }
    gap = jobs[2]
    helper = people[draw.whole(0, 2)]
    options = [(helper, gap), (people[3], jobs[0]), (people[0], jobs[1]), (people[2], jobs[0])]
    said = {one: f"{one[0]} learns {one[1]}" for one in options}
    rows = tuple((who, *("yes" if (who, job) in known else "" for job in jobs)) for who in people)
    columns = (Column(name="person"), *(Column(name=job) for job in jobs))
    wrong = [(said[one], "no_gap_there", "Who can do that work already? Look for work that one person alone can do.")
             for one in options[1:]]  # fmt: skip
    return Draft(
        stem="Suppose that the matrix shows who can do which work; the people are invented.\n\nOne training can "
        "be had this "
        "month. Which one leaves no work that hangs on a single person?",
        views=(Table(title="Skills matrix", columns=columns, rows=rows),),
        answer=choice(draw, said[options[0]], "Afterwards two people can do every work.", *wrong),
        solution=(
            f"{jobs[0]}: two people; {jobs[1]}: two; {gap}: one.",
            f"So somebody else learns {gap}.",
        ),
        hints=(
            "Count for each work who can do it.",
            "Find the work that a single person can do.",
            "Choose the training after which two people can do it.",
        ),
        again=lambda: Exactly(said[_closing(known, jobs, options)]),
    )  # fmt: skip


def _closing(known: set[tuple[str, str]], jobs: list[str], options: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the first training after which no work hangs on one person: by trying whom one may miss."""
    people = sorted({who for who, _ in known})
    for one in options:
        able = known | {one}
        if all(any((who, job) in able for who in people if who != away) for away, job in product(people, jobs)):
            return one
    raise ValueError("none closes the gap")
