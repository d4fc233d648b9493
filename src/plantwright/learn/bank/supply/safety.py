"""What safety stock uncertain demand and lead times ask for (Silver, Pyke and Peterson: demand over a lead time)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.supply.history import DAY, TOLD, WEEK, sized, wanted
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, Sampled, template
from plantwright.learn.bank.words import rounded, text

SERVICES = {90: 1.282, 95: 1.645, 98: 2.054, 99: 2.326}
"""Factors of the normal distribution for a service in percent."""


@dataclass(frozen=True)
class Doubt:
    """Uncertain demand and an uncertain lead time of a product, as shown; time in ``unit``."""

    product: str
    unit: str
    demand: float
    demand_spread: float
    lead: float
    lead_spread: float

    @property
    def by_demand(self) -> float:
        """Return the variance that demand makes."""
        return self.lead * self.demand_spread**2

    @property
    def by_lead(self) -> float:
        """Return the variance that the lead time makes."""
        return self.demand**2 * self.lead_spread**2

    @property
    def clear(self) -> bool:
        """Whether the two parts are clearly unlike."""
        return abs(self.by_demand - self.by_lead) > 0.1 * self.by_lead

    @property
    def told(self) -> str:
        """Say all of it."""
        return (
            f"Demand for {self.product} per {TOLD[self.unit]}: mean {text(self.demand, 'pieces')} by the log, standard "
            f"deviation {text(self.demand_spread, 'pieces')} (suppose). Time until an order comes in, by the log's "
            "flow "
            f"times: mean {text(self.lead, self.unit)}, standard deviation {text(self.lead_spread, self.unit)}."
        )


def doubts(case: Case, draw: Draw) -> Doubt:
    """Return a product whose orders do not all take the same time."""
    rate = wanted(case, draw)
    times, unit, size = sized(np.array(rate.flow))
    lead, spread = rounded(float(times.mean())), rounded(float(times.std(ddof=1)), 2)
    if spread <= 0:
        raise NotHereError("all orders of the product took the same time")
    demand = rounded(rate.weekly * size / WEEK)
    variation = draw.step(0.3, 2.0, 0.1) * math.sqrt(DAY / size if unit != "d" else 1.0)
    return Doubt(rate.product, unit, demand, rounded(demand * variation, 2), lead, spread)


@template("supply.safety_stock", "number")
def safety_stock(case: Case, draw: Draw) -> Draft:
    """Ask for the safety stock that a service needs when demand and lead time are uncertain."""
    seen, service = doubts(case, draw), draw.one(tuple(SERVICES))
    factor, seed = SERVICES[service], draw.whole(0, 2**31)
    stock = factor * math.sqrt(seen.by_demand + seen.by_lead)
    added = factor * (math.sqrt(seen.by_demand) + math.sqrt(seen.by_lead))
    return Draft(
        stem=f"{seen.told}\n\nWhich safety stock keeps the shelf from running empty in {service} % of the times in "
        f"which an order is under way? Take demand over that time as normal, with the factor {factor}.",
        answer=number(
            stock,
            "pieces",
            ("demand_only", factor * math.sqrt(seen.by_demand), "The lead time is uncertain too."),
            ("lead_time_only", factor * math.sqrt(seen.by_lead), "Demand is uncertain too."),
            ("spreads_added", added, "Variances add up, not standard deviations."),
            ("forgot_the_factor", stock / factor, "That is one standard deviation; the service asks for more."),
        ),
        solution=(
            f"By demand: {text(seen.lead)} × {text(seen.demand_spread)}² = {text(seen.by_demand)}.",
            f"By the lead time: {text(seen.demand)}² × {text(seen.lead_spread)}² = {text(seen.by_lead)}.",
            f"{factor} × √({text(seen.by_demand)} + {text(seen.by_lead)}) = {text(stock, 'pieces')}.",
        ),
        hints=(
            "Two kinds of luck add up: how much is asked for, and for how long.",
            "Demand brings mean lead time × its variance; the lead time brings mean demand squared × its variance.",
            "Add both variances, take the root, and multiply by the factor.",
        ),
        again=lambda: _simulated(seen, factor, seed),
    )


def _simulated(seen: Doubt, factor: float, seed: int) -> Sampled:
    """Draw lead times (gamma) and the demand over each (normal), and take the spread of what comes out."""
    rng = np.random.default_rng(seed)
    shape = (seen.lead / seen.lead_spread) ** 2
    lead = rng.gamma(shape, seen.lead / shape, size=(40, 2500))
    over = rng.normal(seen.demand * lead, seen.demand_spread * np.sqrt(lead))
    variances = over.var(axis=1, ddof=1)
    center, error = float(variances.mean()), float(variances.std(ddof=1)) / math.sqrt(len(variances))
    return Sampled(factor * math.sqrt(center), factor * error / (2 * math.sqrt(center)) + 1e-9)


@template("supply.safety_stock", "choice")
def what_asks_for_safety(case: Case, draw: Draw) -> Draft:
    """Ask whether calmer demand or a steadier lead time would save more safety stock."""
    seen = next((one for one in (doubts(case, draw) for _ in range(40)) if one.clear), None)
    if seen is None:
        raise NotHereError("both kinds of luck ask for the same safety")
    texts = ("halve the spread of demand", "halve the spread of the lead time")
    right, other = texts if seen.by_demand > seen.by_lead else texts[::-1]
    larger = texts[0] if seen.demand_spread > seen.lead_spread else texts[1]
    return Draft(
        stem=f"{seen.told}\n\nWhat would save more safety stock?",
        answer=choice(
            draw,
            right[0].upper() + right[1:],
            "It brings more of the variance.",
            (other[0].upper() + other[1:], "larger_number_of_unlike_units" if larger == other else "smaller_part",
             "The two spreads have unlike units; compare what each brings to the demand over the lead time."),
            ("Both save the same", "both_alike", "Reckon what each one brings to the variance."),
            ("Neither: safety depends on mean demand only", "mean_for_spread", "Without luck no safety is needed."),
        ),
        solution=(
            f"Variance by demand: {text(seen.lead)} × {text(seen.demand_spread)}² = {text(seen.by_demand)}.",
            f"By the lead time: {text(seen.demand)}² × {text(seen.lead_spread)}² = {text(seen.by_lead)}.",
            f"The larger part is worth more: {right}.",
        ),
        hints=("Safety covers the spread of what is asked for while an order is under way.",
               "Demand brings mean lead time × its variance; the lead time mean demand squared × its variance.",
               "Compare these two; halving a spread quarters its part."),
        again=lambda: Exactly(_saving(seen, texts)),
    )  # fmt: skip


def _saving(seen: Doubt, texts: tuple[str, str]) -> str:
    """Return what leaves the least safety, by reckoning it with each spread halved."""
    left = [
        math.hypot(math.sqrt(seen.lead) * seen.demand_spread * a, seen.demand * seen.lead_spread * b)
        for a, b in ((0.5, 1.0), (1.0, 0.5))
    ]
    return texts[left.index(min(left))].capitalize()
