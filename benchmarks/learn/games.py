"""Whether every game gives its published or exact value: within 1 %, within its 99 % interval, or to the last digit.

Intervals are Student's over independent runs. A row ``left out of their 99 % intervals`` counts how many exact values
lie outside; of 40 intervals of 99 %, more than three lie outside by chance once in a thousand times.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import numpy as np

from benchmarks.table import Row, row
from plantwright.learn.games import game as games
from plantwright.learn.games import kanban, penny, setup
from plantwright.learn.games.beer import BENCHMARK, Beer, costs
from plantwright.learn.games.bullwhip import least_ratio, simulated_ratio
from plantwright.learn.games.dice import expected_out, simulated, thrown
from plantwright.learn.games.line_balance import Tasks, by_weight, faults, fewest
from plantwright.learn.games.newsvendor import NewsSettings, best, expected_profit
from plantwright.learn.games.nouns import Decision
from plantwright.learn.games.run import interval

DATA = Path(os.environ.get("PLANTWRIGHT_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
SALBP = DATA / "salbp_scholl1993_subset"
FEWEST = {
    "MERTENS": {6: 6, 7: 5, 8: 5, 10: 3, 15: 2, 18: 2},
    "BOWMAN8": {20: 5},
    "JAESCHKE": {6: 8, 7: 7, 8: 6, 10: 4, 18: 3},
    "JACKSON": {7: 8, 9: 6, 10: 5, 13: 4, 14: 4, 21: 3},
    "MANSOOR": {48: 4, 62: 3, 94: 2},
    "MITCHELL": {14: 8, 15: 8, 21: 5, 26: 5, 35: 3, 39: 3},
    "HESKIA": {138: 8, 205: 5, 216: 5, 256: 4, 324: 4, 342: 3},
    "KILBRID": {56: 10, 57: 10, 62: 9, 69: 8, 79: 7, 92: 6, 110: 6, 111: 5, 138: 4, 184: 3},
}
"""Fewest stations by cycle time, as published for the graphs collected by Scholl (1993)."""
WIPS = (1, 2, 4, 8, 12, 20, 30, 40)


def figures(smoke: bool) -> list[Row]:
    """Return how near each game comes to what is known of it."""
    parts = (pennies(smoke), dice(smoke), beer(), cards(smoke), setups(smoke), balances(), papers(smoke), all_played())
    return [one for part in parts for one in part]


def pennies(smoke: bool) -> Iterator[Row]:
    """Yield the largest differences of both penny fabs from their laws."""
    wips = WIPS[:3] if smoke else WIPS
    hours = 4_000.0 if smoke else 120_000.0
    for fab in (penny.ONE, penny.TWO):
        constant = [(penny.run(fab, "constant", wip, 1), penny.best_case(fab, wip)) for wip in wips]
        worst = max(abs(found.throughput.mean / exact - 1) for found, exact in constant)
        yield row(f"{fab.title}: constant times, largest difference from min(w/T0, rb)", worst, "1", "<= 1e-12")
        chance = [(penny.run(fab, "exponential", wip, 1, hours), penny.exponential(fab, wip)) for wip in wips]
        worst = max(abs(found.throughput.mean / exact - 1) for found, exact in chance)
        law = "the practical worst case" if fab is penny.ONE else "mean value analysis"
        yield row(f"{fab.title}: exponential times, largest difference from {law}", worst, "1", "<= 0.01")
        out = sum(not found.throughput.holds(exact) for found, exact in chance)
        yield row(f"{fab.title}: left out of their 99 % intervals, of {len(wips)}", out, "1", "<= 2")


def dice(smoke: bool) -> Iterator[Row]:
    """Yield how far simulated dice games are from their Markov chains."""
    shifts = 2_000 if smoke else 200_000
    cases = [(stations, matches) for stations in (2, 3, 4) for matches in (0, 1, 3)]
    differences, out = [], 0
    for at, (stations, matches) in enumerate(cases):
        made = simulated(stations, matches, thrown([7, at], shifts, 10, stations))[:, -1].astype(float)
        exact = expected_out(stations, 10, matches)[-1]
        differences.append(abs(float(made.mean()) / exact - 1))
        out += not interval(made).holds(exact)
    yield row("Dice: simulated against Markov chain, largest difference", max(differences), "1", "<= 0.01")
    yield row(f"Dice: left out of their 99 % intervals, of {len(cases)}", out, "1", "<= 2")
    yield row("Dice: 4 stations, 10 throws, matches out, exactly", expected_out(4, 10, 0)[-1], "matches")


def beer() -> Iterator[Row]:
    """Yield the benchmark of the beer game, its steady state, its bullwhip, and what the rule of people costs."""
    found = costs(games.played_by(games.start("beer"), "expert"))
    for seat, published in BENCHMARK.items():
        yield row(f"Beer: benchmark of the {seat}, difference from Sterman", found[seat] - published, "$", "0 to 0")
    yield row("Beer: benchmark of the team", sum(found.values()), "$", "204 to 204")
    steady = games.start("beer", {"after": 4})
    for _ in range(games.rounds(steady)):
        for seat in Beer().seats:
            steady = games.play(steady, Decision(seat=seat, values={"order": 4.0}))
    # 4 seats hold 12 cases for 36 weeks at 0.50 $
    yield row("Beer: steady state, 4 ordered always", sum(costs(steady).values()), "$", "864 to 864")
    people = costs(games.played_by(games.start("beer")))
    yield row("Beer: anchoring and adjustment with Sterman's mean estimates", sum(people.values()), "$", ">= 408")
    worst = max(
        abs(simulated_ratio(lead, averaged, 1_000_000, 5) / least_ratio(lead, averaged) - 1)
        for lead, averaged in ((2, 5), (4, 4), (4, 10), (1, 20))
    )
    yield row(
        "Beer: bullwhip of order-up-to with moving average, difference from 1 + 2L/p + 2L²/p²", worst, "1", "<= 0.01"
    )


def cards(smoke: bool) -> Iterator[Row]:
    """Yield how far the twin is from the Markov chain of a line with cards and places."""
    choices = [(2, 1, 1), (4, 1, 1), (6, 0, 0), (6, 0, 2), (8, 2, 1), (10, 4, 4)][: 2 if smoke else 6]
    seeds = range(2 if smoke else 12)
    runs = {one: [kanban.run(*one, seed) for seed in seeds] for one in choices}
    exact = {one: kanban.exact(*one) for one in choices}
    worst = max(
        abs(float(np.mean([run.throughput.mean for run in found])) / exact[one] - 1) for one, found in runs.items()
    )
    out = sum(not run.throughput.holds(exact[one]) for one, found in runs.items() for run in found)
    total = len(choices) * len(seeds)
    yield row("Cards: twin against Markov chain, largest difference", worst, "1", "<= 0.01")
    yield row(f"Cards: left out of their 99 % intervals, share of {total}", out / total, "1", "<= 0.06")
    wide = max(abs(kanban.exact(wip, wip, wip) / kanban.without_limits(wip) - 1) for wip in range(1, 9))
    yield row("Cards: chain with room for all against mean value analysis", wide, "1", "<= 1e-9")


def setups(smoke: bool) -> Iterator[Row]:
    """Yield how far the twin is from the M/D/1 queue of lots with setups, and the two ways to the smallest lot."""
    choices = [(2.0, 100), (2.0, 200), (1.4, 80), (0.98, 60), (0.98, 150)][: 2 if smoke else 5]
    seeds = range(2 if smoke else 12)
    runs = {one: [setup.run(*one, seed) for seed in seeds] for one in choices}
    worst = max(
        abs(float(np.mean([run.flow_time.mean for run in found])) / setup.flow_time(*one) - 1)
        for one, found in runs.items()
    )
    out = sum(not run.flow_time.holds(setup.flow_time(*one)) for one, found in runs.items() for run in found)
    total = len(choices) * len(seeds)
    yield row("Setup: twin against Pollaczek-Khinchine, largest difference", worst, "1", "<= 0.01")
    yield row(f"Setup: left out of their 99 % intervals, share of {total}", out / total, "1", "<= 0.06")
    # a lot that covers one EPEI is the very lot at which the machine is busy all the time
    full = max(
        abs(setup.load(time, lot) - 1)
        for time in (2.0, 1.4, 0.98)
        for lot in [setup.epei(time) * setup.DEMAND / setup.PRODUCTS]
    )
    yield row("Setup: utilization at lots of one EPEI, difference from 1", full, "1", "<= 1e-12")


def balances() -> Iterator[Row]:
    """Yield how many published optima the search gives, and how often the rule of weights does."""
    if not SALBP.is_dir():
        yield row("Balance: published optima not reached", None, "1", "<= 0")
        return
    cases = [(name, time, count) for name, known in FEWEST.items() for time, count in known.items()]
    graphs = [(read_graph(SALBP / f"{name}.IN2", time), count) for name, time, count in cases]
    found = [(fewest(tasks), max(by_weight(tasks)), tasks, count) for tasks, count in graphs]
    wrong = sum(max(one) != count or bool([*faults(tasks, one)]) for one, _, tasks, count in found)
    yield row(f"Balance: published optima not reached, of {len(cases)}", wrong, "1", "<= 0")
    yield row("Balance: optima that positional weights reach, as a share",
              float(np.mean([weighed == count for _, weighed, _, count in found])), "1")  # fmt: skip


def read_graph(path: Path, cycle_time: int) -> Tasks:
    """Return the tasks of a file of Scholl's: count, times, then pairs before,after ended by -1,-1."""
    words = path.read_text(encoding="latin-1").split()
    count = int(words[0])
    pairs = takewhile(lambda word: word != "-1,-1", words[count + 1 :])
    arcs = [tuple(int(one) - 1 for one in word.split(",")) for word in pairs]
    return Tasks(
        tuple(int(one) for one in words[1 : count + 1]), tuple((first, then) for first, then in arcs), cycle_time
    )


def papers(smoke: bool) -> Iterator[Row]:
    """Yield how the newsvendor's formulas stand beside every demand tried, and played games."""
    cases = [NewsSettings(price=price, cost=cost, salvage=left, most=most)
             for price, cost, left, most in ((12, 3, 0, 100), (10, 8, 1, 37), (5, 1, 0.5, 9))]  # fmt: skip
    worst = 0.0
    for told in cases:
        tried = [_mean_profit(told, bought) for bought in range(told.most + 1)]
        differences = [abs(one - expected_profit(told, bought)) for bought, one in enumerate(tried)]
        worst = max(worst, *differences, max(tried) - tried[best(told)])
    yield row("Newsvendor: formulas against every demand and quantity tried", worst, "currency", "<= 1e-9")
    seeds = range(10 if smoke else 200)
    profits = [games.played_by(games.start("newsvendor", {"rounds": 60}, seed), "expert") for seed in seeds]
    made = interval(np.array([games.game_of("newsvendor").value(one) for one in profits]))
    exact = expected_profit(NewsSettings(), best(NewsSettings()))
    yield row("Newsvendor: mean profit of played games", made.mean, "currency/round")
    yield row("Newsvendor: exact, within that interval of 99 %", exact, "currency/round", f"{made.low} to {made.high}")


def _mean_profit(told: NewsSettings, bought: int) -> float:
    demand = np.arange(told.most + 1)
    sold = np.minimum(bought, demand)
    return float((told.price * sold + told.salvage * (bought - sold) - told.cost * bought).mean())


def all_played() -> Iterator[Row]:
    """Yield how many games can be played by computer and expert, kept and restored."""
    good = 0
    for name in games.GAMES:
        for who in ("computer", "expert"):
            state = games.played_by(games.start(name, {}, 3), who)
            good += games.restored(games.kept(state)) == state and bool(games.debrief(state).figures)
    yield row(f"games played, kept and restored, of {2 * len(games.GAMES)}", good, "1", f">= {2 * len(games.GAMES)}")
