"""A line against the practical worst case, and the limit on WIP that it takes."""

from __future__ import annotations

import math

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.critical import Line, some_line
from plantwright.learn.bank.make import choice, number, setting
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Axis, Chart, Series
from plantwright.learn.bank.words import rounded, text

GOOD = "better than the practical worst case, and within the best case"
BAD = "worse than the practical worst case"
FALSE = "better than the best case: a number must be wrong"


def worst_case(line: Line, level: float) -> float:
    """Return the practical worst case of throughput at a WIP, by Hopp and Spearman [orders/min]."""
    return line.rate * level / (line.critical + level - 1)


@template("flow.practical_worst_case", "number")
def flow_time_in_the_practical_worst_case(case: Case, draw: Draw) -> Draft:
    """Ask for the flow time at a WIP in the practical worst case."""
    line = some_line(case, draw)
    level = max(round(line.critical * draw.one((0.8, 1.0, 1.5, 2.0, 3.0))), 2)
    raw, rate = float(line.raw), rounded(60 * line.rate)
    hours = raw / 60 + (level - 1) / rate
    return Draft(
        stem=f"A line of the plant's work centers has, by the log, a raw process time of {text(raw, 'min', 6)} and a "
        f"bottleneck that can do {text(rate, 'orders/h')}. Suppose that {level} orders are always in process.\n\nHow "
        "long is the flow time of an order in the practical worst case?",
        views=(line.table(),),
        answer=number(
            hours,
            "h",
            ("best_case", max(raw / 60, level / rate), "That is the best case, in which nothing varies."),
            ("no_waiting", raw / 60, "That is the time without any wait; the other orders are in the way."),
            ("worst_case", level * raw / 60, "That is the worst case, in which all orders travel together."),
            ("counted_itself", raw / 60 + level / rate, "An order does not wait for itself."),
        ),
        solution=(
            (
                "In the practical worst case an order finds the others spread at random, and waits for each "
                "one's turn at "
                "the bottleneck's pace (Hopp and Spearman, Factory Physics)."
            ),
            (
                f"Flow time = raw process time + (WIP − 1) / bottleneck rate = {text(raw / 60, 'h')} + {level - 1} / "
                f"{text(rate)} = {text(hours, 'h')}."
            ),
        ),
        hints=(
            "An order needs its own time, and it waits for others. For how many of them?",
            "Each of the other orders costs it as long as the bottleneck takes for an order.",
            "Add the raw process time and (WIP − 1) / bottleneck rate; mind minutes and hours.",
        ),
        again=lambda: Exactly(level / (rate * level / (raw / 60 * rate + level - 1))),
    )


@template("flow.practical_worst_case", "choice")
def line_among_its_limits(case: Case, draw: Draw) -> Draft:
    """Ask where a line stands between best case and practical worst case, from a chart."""
    line = some_line(case, draw)
    levels = np.unique(np.round(np.linspace(1, max(4 * line.critical, 8), 14)))
    best = 60 * np.minimum(levels / line.raw, line.rate)
    usual = 60 * np.array([worst_case(line, one) for one in levels])
    at = int(draw.whole(3, len(levels) - 3))
    kind = draw.one((GOOD, GOOD, BAD, BAD, FALSE)) if best[at] > 1.15 * usual[at] else draw.one((BAD, FALSE))
    shown = {GOOD: (best[at] + usual[at]) / 2, BAD: 0.65 * usual[at], FALSE: 1.3 * best[at]}[kind]
    says = {
        GOOD: ("read_as_good", "Compare the point with both lines at its own WIP: is it between them?"),
        BAD: ("read_as_bad", "Find the line of the practical worst case at the WIP of the point. Which is higher?"),
        FALSE: ("read_as_impossible", "Find the best case at the WIP of the point. Is the point above it?"),
    }
    return Draft(
        stem=f"The chart shows the best case and the practical worst case of a line of {len(line.stages)} of "
        f"the plant's "
        f"work centers, by its log. Suppose that the line had {levels[at]:.0f} orders in process on average, and the "
        "throughput of the point.\n\nHow does it do?",
        views=(
            Chart(title="Throughput by WIP", mark="line", x=Axis(title="WIP", unit="orders"),
                  y=Axis(title="throughput", unit="orders/h"),
                  series=(Series(name="best case", x=tuple(levels.tolist()), y=tuple(best.tolist())),
                          Series(name="practical worst", x=tuple(levels.tolist()), y=tuple(usual.tolist())),
                          Series(name="the line", x=(float(levels[at]),), y=(float(shown),))),
                  read="Each line shows what throughput goes with a WIP."),
        ),
        answer=choice(draw, kind, "That is where the point lies at its WIP.",
                      *((one, *says[one]) for one in (GOOD, BAD, FALSE) if one != kind)),
        solution=(
            (f"At {levels[at]:.0f} orders: best case {text(best[at], 'orders/h', 3)}, practical worst case "
            f"{text(usual[at], 'orders/h', 3)}."),
            f"The line has {text(float(shown), 'orders/h', 3)}.",
        ),
        hints=(
            "A line is judged at its own WIP: more WIP allows more throughput.",
            "Go straight up from the WIP of the point. Which lines do you meet, and where?",
            "Is the point below both lines, between them, or above both?",
        ),
        again=lambda: Exactly(_where(line, float(levels[at]), float(shown))),
    )  # fmt: skip


@template("flow.wip_limit", "change")
def wip_limit_for_a_throughput(case: Case, draw: Draw) -> Draft:
    """Ask for the least WIP limit that gives a share of the bottleneck's rate in the practical worst case."""
    line = some_line(case, draw)
    critical, share = max(rounded(line.critical), 1.1), draw.one((0.7, 0.75, 0.8, 0.85, 0.9))
    right = math.ceil(share * (critical - 1) / (1 - share) - 1e-9)
    right = max(right, 1)
    return Draft(
        stem=f"A line of the plant's work centers has, by the log, a critical WIP of "
        f"{text(critical, 'orders')}. Suppose "
        "that it behaves as in the practical worst case, with the throughput rate × w / (W + w − 1): w orders in "
        f"process, W its critical WIP.\n\nWhich limit on WIP is the least that gives {100 * share:.0f} % of the "
        "bottleneck's rate, or more?",
        views=(line.table(),),
        answer=setting(
            ("set_wip_limit", "", "limit", "orders"),
            (1, 10 * math.ceil(critical) + 20),
            right,
            ("critical_wip", math.ceil(critical), "That would do if nothing varied."),
            ("share_of_critical_wip", math.ceil(share * critical), "That is a share of the WIP, not of the rate."),
            ("one_more_than_needed", right + 1, "That gives it too; is there a smaller one that does?"),
        ),
        solution=(
            f"Wanted: w / ({text(critical)} + w − 1) ≥ {share:g}.",
            (
                f"That is w ≥ {share:g} × ({text(critical)} − 1) / (1 − {share:g}) = "
                f"{text(share * (critical - 1) / (1 - share))}."
            ),
            f"The least whole number is {right}.",
        ),
        hints=(
            "Throughput over the bottleneck's rate is w / (W + w − 1). Which w makes it large enough?",
            "Set it equal to the share that is wanted and solve for w.",
            "w = share × (W − 1) / (1 − share), rounded up.",
        ),
        again=lambda: Exactly(float(_first_limit(critical, share))),
    )


@template("flow.wip_limit", "explain")
def push_or_a_limit_on_wip(case: Case, draw: Draw) -> Draft:
    """Ask to explain what a limit on WIP does to a line's flow time and throughput."""
    line = some_line(case, draw)
    limit, level = math.ceil(2 * line.critical) + 1, math.ceil(6 * line.critical) + 4
    low, high = (100 * worst_case(line, one) / line.rate for one in (limit, level))
    fast, slow = (one / worst_case(line, one) / 60 for one in (limit, level))
    return Draft(
        stem=f"{line.said.partition('.')[0]}. Suppose that these are a line, that today orders are released as "
        f"they come, "
        f"and that {level} are in process on average. A colleague wants to allow {limit} at most. Another one "
        f"fears that "
        "output will drop.\n\nWhat will happen to flow time and throughput, and why? What becomes of the orders that "
        "may not be released yet?",
        views=(line.table(),),
        answer=Rubric(
            model=f"In the practical worst case {level} orders give {text(high, '%', 3)} of the bottleneck's "
            f"rate with a "
            f"flow time of {text(slow, 'h', 3)}; {limit} give {text(low, '%', 3)} with {text(fast, 'h', 3)}. By "
            "Little's law flow time falls nearly as WIP does, while throughput gives up little, because "
            f"{line.slowest.name}, the bottleneck, still nearly always has work. Orders wait before release instead, "
            "where they can still be changed and hide no defects; what customers wait in all falls only if less is "
            "promised at once.",
            criteria=(
                Criterion(text="Says that flow time on the floor falls, by Little's law", points=2),
                Criterion(text="Says that throughput falls little as long as the bottleneck has work", points=2),
                Criterion(text="Says that orders wait before release instead", points=1),
                Criterion(text="Names a limit that would be too low: near critical WIP, or below", points=1),
            ),
        ),
        solution=(
            f"Critical WIP: {text(line.critical, 'orders', 3)}.",
            f"At {level}: {text(high, '%', 3)} of the rate. At {limit}: {text(low, '%', 3)}.",
        ),
        hints=(
            "Two things happen at once: one by Little's law, one at the bottleneck.",
            "How much work must lie in front of the bottleneck so that it never lacks any?",
            "Compare both limits with the critical WIP, and follow an order from its arrival.",
        ),
        again=None,
    )


def _where(line: Line, level: float, rate: float) -> str:
    """Return where a throughput [orders/h] stands, by the flow time that Little's law gives it [min]."""
    took = 60 * level / rate
    least, usual = max(line.raw, level / line.rate), line.raw + (level - 1) / line.rate
    return FALSE if took < least else BAD if took > usual else GOOD


def _first_limit(critical: float, share: float) -> int:
    limit = 1
    while limit / (critical + limit - 1) < share - 1e-12:
        limit += 1
    return limit
