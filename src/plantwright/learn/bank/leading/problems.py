"""Problems: stated, traced to a cause, tested, and put on one page."""

from __future__ import annotations

import re

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


def _busiest(case: Case, draw: Draw) -> tuple[str, float, float]:
    """Return a work center, and the mean and the 90th percentile of its process times in shown figures [min]."""
    steps = case.steps[case.steps["seconds"] > 0]
    sums = steps.groupby("work_center", sort=True)["seconds"].sum()
    if sums.empty:
        raise NotHereError("no step lasts any time")
    name = draw.one([str(one) for one in sums.sort_values(ascending=False).index[:4]])
    seconds = steps[steps["work_center"] == name]["seconds"]
    return name, rounded(float(seconds.mean()) / 60), rounded(float(seconds.quantile(0.9)) / 60)


@template("lead.problem", "choice")
def problem_stated_well(case: Case, draw: Draw) -> Draft:
    """Ask which sentence states a problem: a gap to a standard, and neither cause nor cure."""
    name, mean, high = _busiest(case, draw)
    standard = rounded(0.8 * mean)
    well = f"Of late a step at {name} took {text(mean, 'min')} on average; the standard is {text(standard, 'min')}"
    return Draft(
        stem=f"A team wants to work on {name}, where by the log a step takes {text(mean, 'min')} on average, "
        "and one in ten "
        f"longer than {text(high, 'min')}. Suppose that the standard is {text(standard, 'min')}.\n\nWhich "
        "sentence states the "
        "problem best?",
        answer=choice(
            draw,
            well,
            "It says what, where, when and how much, against a standard, and leaves the cause open.",
            (
                f"{name} is slow because the people there are not trained",
                "cause_in_problem",
                "It holds a cause that nobody showed.",
            ),
            (f"{name} needs a second station", "cure_in_problem", "That is a cure; what is the gap?"),
            (f"{name} is always a mess", "no_measure", "How large is the gap, against which standard, and when?"),
        ),
        solution=(
            "A problem is a gap between what is and what should be, with its size, place and time.",
            f"{well}.",
        ),
        hints=(
            "A problem is a gap to a standard.",
            "Look for what, where, when and how much.",
            "Drop each sentence that holds a cause or a cure.",
        ),
        again=lambda: Exactly(_with_gap(well, name)),
    )


def _with_gap(well: str, name: str) -> str:
    """Return the sentence that holds two measures and neither a cause nor a cure, found by its words."""
    said = [well, f"{name} is slow because the people there are not trained", f"{name} needs a second station",
            f"{name} is always a mess"]  # fmt: skip
    bare = [one.replace(name, "") for one in said]
    good = [
        whole for whole, one in zip(said, bare, strict=True)
        if len(re.findall(r"\d[\d.,]* min", one)) == 2 and "because" not in one and "needs" not in one
    ]  # fmt: skip
    return good[0]


@template("lead.root_cause", "explain")
def why_a_time_is_long(case: Case, draw: Draw) -> Draft:
    """Ask for a chain of whys, each with a fact that would show it."""
    name, mean, high = _busiest(case, draw)
    return Draft(
        stem=f"By the log, one step in ten at {name} takes longer than {text(high, 'min')}, while the mean is "
        f"{text(mean, 'min')}.\n\nWrite how you would go from this to a cause: three whys, the fact from the "
        "floor or the log "
        "that you would look for at each, and a rival cause.",
        answer=Rubric(
            model=(
                f"Why are some steps at {name} longer than {text(high, 'min')}? Sort them by product, station "
                "and hour: if one "
                "product holds most of them, look at its work. Why does that product take longer? Time ten cycles and "
                "compare them with its standard. Why does it leave the standard? See which element differs, and "
                "ask the "
                "people who do it. A rival cause is a stop within the step: then long steps would cluster by station, "
                "whatever the product."
            ),
            criteria=(
                Criterion(text="It begins with the gap, not with a cause.", points=1),
                Criterion(text="Each why has a fact that could show it to be wrong.", points=2),
                Criterion(text="It names at least one rival cause, and what would tell the two apart.", points=2),
                Criterion(text="It blames no person.", points=1),
            ),
        ),
        solution=("Ask why until the answer is something that can be changed; at each step look for a fact.",),
        hints=(
            "Begin with which steps are long: where, when, which product?",
            "For each why, say what you would see if it were true, and what if it were not.",
            "Name another cause that would look alike, and what tells the two apart.",
        ),
        again=None,
    )  # fmt: skip


@template("lead.test_cause", "number")
def long_steps_of_a_group(case: Case, draw: Draw) -> Draft:
    """Ask how much more often steps of one station are long than those of the others."""
    steps = case.steps[case.steps["seconds"] > 0]
    sizes = steps["station"].value_counts()
    names = sorted(str(one) for one in sizes.index[sizes >= 20])
    if len(names) < 2:
        raise NotHereError("fewer than two stations have twenty steps")
    for _ in range(60):
        one, other = draw.some(names, 2)
        limit = float(steps[steps["station"].isin([one, other])]["seconds"].quantile(0.75))
        counts = [(int((steps[steps["station"] == n]["seconds"] > limit).sum()), int(sizes[n])) for n in (one, other)]
        if 0 < counts[0][0] < counts[0][1] and 0 < counts[1][0] < counts[1][1]:
            break
    else:
        counts = [(k, int(sizes[n])) for k, n in zip((7, 4), (one, other), strict=True)]
    (a, n), (b, m) = counts
    difference = 100 * (a / n - b / m)
    table = tuple((who, k, size) for who, (k, size) in zip((one, other), counts, strict=True))
    columns = (Column(name="station"), Column(name="long steps"), Column(name="all steps"))
    return Draft(
        stem=f"Somebody suspects that station {one} is the cause of long steps. The table counts them.\n\nBy "
        "how many points of "
        f"percent is the share of long steps at {one} above that at {other}? Below is negative.",
        views=(Table(title="Long steps by station", columns=columns, rows=table),),
        answer=number(
            difference,
            "%",
            ("counts_compared", float(a - b), "The stations did not do equally many steps; compare shares."),
            (
                "share_of_the_long",
                100 * (a - b) / (a + b),
                "Compare with all steps of each station, not with the long ones.",
            ),
            ("turned_round", -difference, f"Subtract the share of {other} from that of {one}."),
            share=0.006,
            least=0.05,
        ),
        solution=(
            f"{one}: {a} / {n} = {text(100 * a / n, '%')}. {other}: {b} / {m} = {text(100 * b / m, '%')}.",
            f"Difference: {text(difference, '%')} points. Whether that is more than luck asks for an interval.",
        ),
        hints=(
            "If the station is the cause, its steps are long more often than those of others.",
            "Turn each count into a share of the station's own steps.",
            "Subtract the second share from the first.",
        ),
        again=lambda: Exactly(100 * (a * m - b * n) / (n * m)),
    )


@template("lead.a3", "explain")
def one_page_about_a_gap(case: Case, draw: Draw) -> Draft:
    """Ask for an A3 about a gap of the plant, in a few sentences."""
    name, mean, _ = _busiest(case, draw)
    standard = rounded(0.85 * mean)
    return Draft(
        stem=f"A step at {name} takes {text(mean, 'min')} on average by the log; suppose that it should take "
        f"{text(standard, 'min')}.\n\nWrite the A3 in six sentences: gap, facts, cause, countermeasure, "
        "predicted gain, and "
        "who checks what by when.",
        answer=Rubric(
            model=(
                f"Gap: {text(mean - standard, 'min')} a step at {name}, against a standard of "
                f"{text(standard, 'min')}. Facts: "
                "which products, stations and hours hold the long steps. Cause: what the facts leave over, with "
                "the rival "
                "that was ruled out. Countermeasure: one change that touches the cause. Predicted gain: how "
                "many minutes, "
                "with an interval, by a trial or the twin. Check: a named person measures the mean of so many "
                "steps after "
                "two weeks, and says what would stop the trial."
            ),
            criteria=(
                Criterion(text="The gap has a number and a standard.", points=1),
                Criterion(text="The cause follows from facts, and a rival is ruled out.", points=2),
                Criterion(text="The gain is predicted before the change, with how sure it is.", points=2),
                Criterion(text="Somebody checks something by a day, and knows what would stop it.", points=1),
            ),
        ),
        solution=("An A3 closes the loop: gap, facts, cause, countermeasure, prediction, check.",),
        hints=(
            "Begin with the gap in numbers.",
            "Let the facts lead to the cause, and the cause to the countermeasure.",
            "Say before the trial what should come out, and who looks when.",
        ),
        again=None,
    )  # fmt: skip
