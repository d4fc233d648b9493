"""Every template of the bank, by its id."""

from __future__ import annotations

from types import ModuleType

from plantwright.learn.bank.flow import busy, capacity, little
from plantwright.learn.bank.improve import (
    balance,
    budget,
    costs,
    energy,
    hours,
    maintenance,
    payback,
    people,
    predict,
    runs,
    setup_time,
    stops,
    stream,
    training,
    verified,
    wastes,
)
from plantwright.learn.bank.supply import (
    chain,
    delivery,
    demand,
    forecast_errors,
    forecasts,
    kanban,
    loads,
    lots,
    materials,
    quotes,
    reorder,
    safety,
    season,
    season_people,
    season_plan,
    sequence,
    setups,
    stock,
)
from plantwright.learn.bank.template import Template

_FLOW = (busy, capacity, little)
_IMPROVE = (
    balance, budget, costs, energy, hours, maintenance, payback, people, predict, runs, setup_time, stops, stream,
    training, verified, wastes,
)  # fmt: skip
_SUPPLY = (
    chain, delivery, demand, forecast_errors, forecasts, kanban, loads, lots, materials, quotes, reorder, safety,
    season, season_people, season_plan, sequence, setups, stock,
)  # fmt: skip
MODULES: tuple[ModuleType, ...] = (*_FLOW, *_IMPROVE, *_SUPPLY)


def _found() -> dict[str, Template]:
    found: dict[str, Template] = {}
    for one in (value for module in MODULES for value in vars(module).values() if isinstance(value, Template)):
        if found.setdefault(one.id, one) is not one:
            raise ValueError(f"two templates are called {one.id}")
    return found


TEMPLATES: dict[str, Template] = _found()
