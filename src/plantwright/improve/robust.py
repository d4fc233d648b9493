"""Whether a change still gains, and still is among the first, where demand or mix are not what they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from plantwright.errors import PlantError, TwinError
from plantwright.improve.allocate import FIRST_RUNS
from plantwright.improve.experiment import BASE, Experiment
from plantwright.improve.gains import by_gain, gain, objective_of
from plantwright.improve.gap import may_be_best
from plantwright.improve.guarantee import ONE_LOOK
from plantwright.messages.told import later, number, strung, told
from plantwright.model.change import ScaleDemand
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.twin.intervals import mean_estimate
from plantwright.twin.load import overload_problems

DEMANDS, MIXES = (0.9, 1.1), (1.2, 0.8)
MOST_CHANGES, MIXED_PRODUCTS = 5, 2


@dataclass(frozen=True)
class Robustness:
    """In how many other demands and mixes a change keeps what it promises, on the plant as learned."""

    cases: int
    """Demands and mixes that could be asked about."""
    kept: int
    """Those in which the interval of its gain is above zero."""
    first: int
    """Those in which it stays among the changes that may be the best."""
    worst: str
    """The one in which it gains least."""
    worst_gain: Estimate
    """What it gains there [%]."""
    unable: tuple[str, ...] = ()
    """Demands and mixes with which the plant as it is cannot keep up: no gain can be told."""

    def sentence(self) -> str:
        """Return how robust the gain is, in plain words."""
        words = [_NONE] if not self.cases else [_KEPT]
        if self.unable:
            words.append(told("The plant as it is cannot keep up with {cases}.", cases=strung(self.unable, ", ")))
        return strung([told(words[0], **self._facts()), *words[1:]], " ")

    def _facts(self) -> dict[str, object]:
        facts = {"kept": self.kept, "cases": self.cases, "first": self.first}
        return {**facts, "worst": self.worst, "gain": _brief(self.worst_gain)}


_NONE = later("No other demand or mix could be tried.")
_KEPT = later(
    "Keeps a gain in {kept} of {cases} other demands and mixes, stays in group 1 in {first}; least with {worst}: "
    "{gain}."
)


def _brief(gain: Estimate) -> str:
    """Return a gain with as many digits as its interval makes sense of."""
    if gain.value is None or gain.low is None or gain.high is None:
        return str(gain)
    spec = "+.0f" if gain.high - gain.low >= 2 else "+.1f"
    value, low, high = (number(one, spec) for one in (gain.value, gain.low, gain.high))
    return told("{value} % ({low} to {high})", value=value, low=low, high=high)


@dataclass(frozen=True)
class Case:
    """A plant under another demand or mix."""

    name: str
    plant: Plant


def cases(plant: Plant) -> Iterator[Case]:
    """Iterate over demands a tenth lower and higher, and shares of the two largest products a fifth higher and lower.

    Where the floor sets the pace its WIP limit takes the place of demand.
    """
    yield from _demands(plant)
    shares = order_shares(plant)
    largest = sorted(shares, key=lambda name: -shares[name])[:MIXED_PRODUCTS]
    for product in largest if len(shares) > 1 else ():
        for factor in MIXES:
            name = _MORE if factor > 1 else _LESS
            told_name = told(name, share=100 * abs(factor - 1), product=product)
            yield Case(told_name, with_share(plant, product, factor))


_MORE, _LESS = later("{share:.0f} % more {product}"), later("{share:.0f} % less {product}")


def order_shares(plant: Plant) -> dict[str, float]:
    """Return each product's share of the orders released [1]."""
    streams = plant.release.arrivals
    weights = {one.id: 0.0 if streams else one.share for one in plant.products}
    for one in streams:
        weights[one.product] += one.orders / one.interarrival.mean
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items() if weight > 0}


def with_share(plant: Plant, product: str, factor: float) -> Plant:
    """Return the plant with a product's share of the orders times a factor, the others' less; as many orders in all."""
    share = order_shares(plant)[product]
    # at most half way to all orders
    wanted = min(factor * share, (1 + share) / 2)
    scale = {one.id: wanted / share if one.id == product else (1 - wanted) / (1 - share) for one in plant.products}
    products = tuple(one.model_copy(update={"share": one.share * scale[one.id]}) for one in plant.products)
    arrivals = tuple(
        one.model_copy(update={"interarrival": one.interarrival.scaled(1 / scale[one.product])})
        for one in plant.release.arrivals
    )
    return plant.model_copy(
        update={"products": products, "release": plant.release.model_copy(update={"arrivals": arrivals})}
    )


def robustness(experiment: Experiment, names: Sequence[str], tell: Callable[[str], None]) -> dict[str, Robustness]:
    """Return how robust the gains of the first few changes are; empty where neither demand nor mix can be another."""
    asked = list(names)[:MOST_CHANGES]
    others = list(cases(experiment.plant)) if asked else []
    if not others:
        return {}
    tell(f"trying the first {len(asked)} under {len(others)} other demands and mixes")
    tried = {case.name: _tried(experiment, case, asked) for case in others}
    unable = tuple(name for name, one in tried.items() if one is None)
    known = {name: one for name, one in tried.items() if one is not None}
    return {name: _robust(name, known, unable) for name in asked}


def _demands(plant: Plant) -> Iterator[Case]:
    release = plant.release
    if release.policy == "open":
        for factor in DEMANDS:
            yield Case(told("demand {change}", change=_signed(factor)), ScaleDemand(factor=factor).apply(plant))
    elif release.wip_limit:
        for factor in DEMANDS:
            limit = max(1, round(release.wip_limit * factor))
            if limit != release.wip_limit:
                other = release.model_copy(update={"wip_limit": limit})
                yield Case(told("WIP limit {limit}", limit=limit), plant.model_copy(update={"release": other}))


def _signed(factor: float) -> str:
    return told("{percent:+.0f} %", percent=100 * (factor - 1))


def _tried(experiment: Experiment, case: Case, names: Sequence[str]) -> Experiment | None:
    """Return the changes tried in a case, without those that cannot run; None where the plant itself cannot."""
    if overload_problems(case.plant):
        return None
    changes = {name: experiment.changes[name] for name in names}
    made = Experiment(case.plant, changes, experiment.trial, done=experiment.done)
    if not _runs(made, BASE):
        return None
    made.changes = {name: one for name, one in changes.items() if _runs(made, name)}
    return made


def _runs(experiment: Experiment, name: str) -> bool:
    try:
        experiment.extend([name], FIRST_RUNS)
    except (PlantError, TwinError):
        return False
    return bool(np.isfinite(experiment.runs[name][objective_of(experiment.plant)]).all())


def _robust(name: str, tried: dict[str, Experiment], unable: tuple[str, ...]) -> Robustness:
    gains = {case: _gain(one, name) for case, one in tried.items()}
    kept = sum(one.low is not None and one.low > 0 for one in gains.values())
    first = sum(name in _first(one) for one in tried.values())
    worst = min(gains, key=lambda case: _least(gains[case]), default="")
    worst_gain = gains[worst] if gains else Estimate(value=None, unit="%", method=told("not tried"))
    return Robustness(len(tried), kept, first, worst, worst_gain, unable)


def _least(one: Estimate) -> float:
    return -np.inf if one.value is None else one.value


def _gain(experiment: Experiment, name: str) -> Estimate:
    if name not in experiment.changes:
        return Estimate(value=None, unit="%", method=told("not known: the plant so changed does not run"))
    spread = gain(experiment, objective_of(experiment.plant), name)
    return mean_estimate(spread.values, unit="%", method=told("paired runs of the plant as learned"))


def _first(experiment: Experiment) -> list[str]:
    objective = objective_of(experiment.plant)
    return may_be_best(experiment, objective, by_gain(experiment, objective, experiment.changes), ONE_LOOK)
