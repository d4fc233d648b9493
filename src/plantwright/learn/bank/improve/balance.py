"""Tasks in a row shared out to stations within takt time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from math import inf

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import made
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Level, Series, Table
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Line:
    """Tasks of a line, in the order in which they must be done."""

    told: str
    names: tuple[str, ...]
    times: tuple[float, ...]
    """Of a piece [unit]."""
    unit: str
    takt: float

    @property
    def stations(self) -> int:
        """Return the fewest stations, filling one after another."""
        count, filled = 1, 0.0
        for time in self.times:
            if round(filled + time, 9) > self.takt:
                count, filled = count + 1, 0.0
            filled += time
        return count

    def table(self) -> Table:
        """Return the tasks as rows."""
        columns = (Column(name="task"), Column(name="time of a piece", unit=self.unit))
        return Table(
            title=f"{self.told}, median times by the log",
            columns=columns,
            rows=tuple(zip(self.names, self.times, strict=True)),
        )


def line(case: Case, draw: Draw) -> Line:
    """Return five to eight operations of a product, or of the plant where products have fewer, as a line to balance."""
    known = [one for one in made(case) if len(one.steps) >= 5]
    if known:
        product = draw.one(known)
        steps, told = list(product.steps), f"Operations of {product.product}"
    else:
        unlike = {name: each for one in made(case) for name, each in one.steps}
        steps, told = list(unlike.items()), "Operations of the plant (suppose: of one line)"
    if len(steps) < 4:
        raise NotHereError("the log knows fewer than four operations")
    steps = draw.some(steps, min(len(steps), draw.whole(5, 8)))
    unit, size = ("s", 1 / 60) if sorted(each for _, each in steps)[len(steps) // 2] < 1 else ("min", 1.0)
    longest = max(each for _, each in steps)
    kept = [max(rounded(each / size, 2), rounded(0.05 * longest / size, 2)) for _, each in steps]
    takt = rounded(max(kept) * draw.step(1.1, 1.9, 0.1), 2)
    return Line(told, tuple(name for name, _ in steps), tuple(kept), unit, takt)


@template("improve.line_balance", "number")
def fewest_stations(case: Case, draw: Draw) -> Draft:
    """Ask for the fewest stations that can do tasks in a row within takt time."""
    one = next((made_line for made_line in (line(case, draw) for _ in range(20)) if made_line.stations > 1), None)
    if one is None:
        raise NotHereError("a single station can do all tasks within takt time")
    work = sum(one.times)
    return Draft(
        stem="The table shows tasks that must be done in this order. Suppose a takt time of "
        f"{text(one.takt, one.unit)}; "
        "each station does tasks that follow one another, and no task is split.\n\nHow many stations are needed, at "
        "least?",
        views=(one.table(),),
        answer=number(
            one.stations,
            "stations",
            ("work_over_takt", float(-(-work // one.takt)), "Tasks cannot be split, so that some time is lost."),
            ("station_for_each_task", len(one.times), "Some neighbors fit into one station together."),
            ("one_too_many", one.stations + 1, "With one fewer it can still be done."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"All tasks take {text(work, one.unit)}: at least {text(-(-work // one.takt))} stations.",
            "Fill a station as long as the next task fits, then begin the next: nothing is gained by leaving room.",
            f"That takes {one.stations} stations.",
        ),
        hints=(
            "No station may need longer than takt time.",
            "Give the first station as many tasks as fit, then go on with the next one.",
            "For tasks in a fixed row, filling one after another is best; count the stations.",
        ),
        again=lambda: Exactly(float(next(k for k in range(1, 10) if _shortest(one.times, k) <= one.takt))),
    )


def _shortest(times: tuple[float, ...], count: int) -> float:
    """Return the least longest station over all ways to cut a row of tasks into so many parts."""
    best = inf
    for cuts in combinations(range(1, len(times)), count - 1):
        edges = (0, *cuts, len(times))
        best = min(best, max(round(sum(times[a:b]), 9) for a, b in pairwise(edges)))
    return best


@template("improve.line_balance", "number")
def balance_efficiency(case: Case, draw: Draw) -> Draft:
    """Ask for the balance efficiency of a line, read from its stations' bars."""
    one = line(case, draw)
    count = min(draw.whole(3, 4), len(one.times) - 1)
    edges = [
        0,
        *sorted(int(k) + 1 for k in draw.rng.choice(len(one.times) - 1, count - 1, replace=False)),
        len(one.times),
    ]
    loads = tuple(rounded(sum(one.times[a:b])) for a, b in pairwise(edges))
    cycle = max(loads)
    share = 100 * sum(loads) / (count * cycle)
    chart = Chart(
        title="Work of each station for a piece", mark="bars", x=Axis(title="station"),
        y=Axis(title="work", unit=one.unit),
        series=(Series(x=tuple(float(k + 1) for k in range(count)), y=loads),),
        levels=(Level(name="slowest station", y=cycle),), read="A bar is the time that a station works on each piece.",
    )  # fmt: skip
    return Draft(
        stem=f"{one.told}: suppose that these are shared by {count} stations in a row, as the "
        "chart shows. The line moves at the pace of its slowest station.\n\nWhat is its balance efficiency: the share "
        "of "
        "all stations' time that is work? Read the bars, and answer within a few percent.",
        views=(chart,),
        answer=number(
            share,
            "%",
            ("balance_loss", 100 - share, "That is the share in which stations wait."),
            ("least_over_most", 100 * min(loads) / cycle, "That compares two stations only."),
            ("slowest_over_all", 100 * cycle / sum(loads), "That is the slowest station's part of the work."),
            share=0.0,
            least=3.0,
        ),
        solution=(
            f"Work: {', '.join(text(load) for load in loads)}, {text(sum(loads), one.unit)} together.",
            f"In each cycle all {count} stations have {text(cycle, one.unit)}: {text(count * cycle, one.unit)}.",
            f"{text(sum(loads))} / {text(count * cycle)} = {text(share, '%', 3)}.",
        ),
        hints=(
            "Every station has as much time for a piece as the slowest one needs.",
            "Read all bars and add them up.",
            "Divide by the number of stations times the tallest bar.",
        ),
        again=lambda: Exactly(100 - 100 * sum(cycle - load for load in loads) / count / cycle),
    )
