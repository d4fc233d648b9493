"""Single queues: M/M/c, M/G/1, breakdowns, priorities."""

from __future__ import annotations

from itertools import product as pairs

from benchmarks.engine.truth.cell import Cell
from benchmarks.engine.truth.plants import EXPONENTIAL, come, plant, product, station, step
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Worker
from plantwright.theory.general import Moments, completion, mg1
from plantwright.theory.many_stations import mmc
from plantwright.theory.priorities import Class, cobham, overall

CONSTANT = Distribution.constant(1.0)
LAWS = {
    "constant": CONSTANT,
    "uniform": Distribution.uniform(1.0, 0.2),
    "gamma 0.3": Distribution.gamma(1.0, 0.3),
    "gamma 2": Distribution.gamma(1.0, 2.0),
    "lognormal 0.5": Distribution.lognormal(1.0, 0.5),
    "empirical": Distribution.empirical([0.5, 0.75, 1.75]),
}
"""Kinds of process time, with the squared coefficient of variation."""


def many_stations() -> list[Cell]:
    """Return M/M/c cells; in some the stations are more than enough and the workers are the servers."""
    cells = [_mmc(count, load) for count, load in pairs((1, 2, 3, 5, 10), (0.3, 0.5, 0.6, 0.7))]
    return [*cells, *(_crew(*one) for one in ((4, 2), (3, 1), (5, 3), (6, 4)))]


def _mmc(stations: int, load: float) -> Cell:
    rate = stations * load
    queue = mmc(rate, 1.0, stations)
    figure, exact = ("wip", queue.wip) if stations % 2 else ("flow_time", queue.flow_time)
    made = station(1.0, come(rate), stations=stations)
    return Cell("M/M/c", f"{stations} stations, load {load}", made, figure, exact, rate, _length(load))


def _crew(stations: int, workers: int) -> Cell:
    rate = 0.6 * workers
    crew = tuple(Worker(id=f"w{k}", skills=("run",)) for k in range(workers))
    center = WorkCenter(id="a", stations=stations, skill="run")
    made = plant([center], [product([step("a", 1.0)])], come(rate), workers=crew)
    exact = mmc(rate, 1.0, workers).flow_time
    return Cell("M/M/c", f"{workers} workers on {stations} stations", made, "flow_time", exact, rate, _length(0.6))


def _length(load: float, scv: float = 1.0) -> float:
    """Return how much longer a run must be for its mean wait to have lost most of the skewness of single waits."""
    return max(1.0, (1 + scv) / 2) * (1.0 if load < 0.45 else 1.5 if load < 0.65 else 2.5)


def general() -> list[Cell]:
    """Return M/G/1 cells."""
    return [_mg1(name, law, load) for (name, law), load in pairs(LAWS.items(), (0.3, 0.5, 0.6, 0.7))]


def _mg1(name: str, law: Distribution, load: float) -> Cell:
    queue = mg1(load, Moments(1.0, law.scv))
    made = station(1.0, come(load), law)
    return Cell("M/G/1", f"{name}, load {load}", made, "flow_time", queue.flow_time, load, _length(load, law.scv))


def breakdowns() -> list[Cell]:
    """Return M/G/1 cells whose station breaks down while it works."""
    stops = ((10.0, 1.0), (20.0, 4.0), (5.0, 2.0))
    repairs = {"exponential": EXPONENTIAL, "gamma 0.5": Distribution.gamma(1.0, 0.5)}
    laws = {"exponential": EXPONENTIAL, "constant": CONSTANT}
    choices = pairs(stops, repairs, laws, (0.4, 0.6))
    return [_stopped(stop, (repair, repairs[repair]), (law, laws[law]), load) for stop, repair, law, load in choices]


def _stopped(
    stop: tuple[float, float], repair: tuple[str, Distribution], law: tuple[str, Distribution], load: float
) -> Cell:
    to_failure, to_repair = stop
    process = Moments(1.0, law[1].scv)
    done = completion(process, to_failure, Moments(to_repair, repair[1].scv))
    rate = load / done.mean
    failures = Failures(
        time_to_failure=Distribution.exponential(to_failure), time_to_repair=repair[1].scaled(to_repair)
    )
    made = station(1.0, come(rate), law[1], failures=failures)
    name = f"every {to_failure:g} s for {to_repair:g} s {repair[0]}, process {law[0]}, load {load}"
    exact = mg1(rate, done).flow_time
    return Cell("M/G/1, breakdowns", name, made, "flow_time", exact, rate, _length(load, done.scv))


def priorities() -> list[Cell]:
    """Return cells of urgent orders first, of products by priority, and of the shortest expected process time first."""
    urgent = [
        _urgent(share, load, name, who)
        for share, load, name, who in pairs((0.2, 0.5), (0.4, 0.6), ("exponential", "constant"), ("urgent", "others"))
    ]
    shortest = [
        _shortest(means, load, name)
        for means, load, name in pairs(((0.5, 2.5), (0.5, 1.0, 2.0)), (0.5, 0.7), ("exponential", "constant"))
    ]
    ranked = [_ranked(means, load) for means, load in pairs(((2.0, 0.5), (1.0, 2.0, 0.5)), (0.4, 0.6))]
    return [*urgent, *shortest, *ranked]


def _urgent(share: float, load: float, name: str, who: str) -> Cell:
    law = {"exponential": EXPONENTIAL, "constant": CONSTANT}[name]
    process = Moments(1.0, law.scv)
    classes = dict(
        zip(
            ("urgent", "others"),
            cobham([Class(share * load, process), Class((1 - share) * load, process)]),
            strict=True,
        )
    )
    made = station(1.0, come(load), law)
    release = made.release.model_copy(update={"urgent_share": share})
    made = made.model_copy(update={"urgent_first": True, "release": release})
    title = f"{share:.0%} urgent, load {load}, process {name}"
    return Cell("priorities", title, made, f"flow_time {who}", classes[who].flow_time, load, _length(load))


def _shortest(means: tuple[float, ...], load: float, name: str) -> Cell:
    law = {"exponential": EXPONENTIAL, "constant": CONSTANT}[name]
    rate = load / (sum(means) / len(means))
    classes = cobham([Class(rate / len(means), Moments(mean, law.scv)) for mean in means])
    kinds = [product([step("a", mean, law)], name=f"{mean:g} s") for mean in means]
    made = plant([WorkCenter(id="a", dispatch="spt")], kinds, come(rate))
    title = f"shortest first, {' and '.join(f'{mean:g}' for mean in means)} s, load {load}, process {name}"
    return Cell("priorities", title, made, "flow_time", overall(classes), rate, _length(load))


def _ranked(means: tuple[float, ...], load: float) -> Cell:
    rate = load / (sum(means) / len(means))
    classes = cobham([Class(rate / len(means), Moments(mean)) for mean in means])
    kinds = [
        product([step("a", mean)], name=f"{mean:g} s").model_copy(update={"priority": rank})
        for rank, mean in enumerate(means, start=1)
    ]
    made = plant([WorkCenter(id="a")], kinds, come(rate), urgent_first=True)
    title = f"products of {' before '.join(f'{mean:g}' for mean in means)} s, load {load}"
    return Cell("priorities", title, made, "flow_time", overall(classes), rate, _length(load))
