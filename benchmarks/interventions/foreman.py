"""What an honest foreman of a known plant answers to the ten questions: what he sees, rounded as people round.

He knows usual, best and worst of each work center over all its lots, change-overs included; about how often machines
stop; orders a week; who runs what. Rework, scrap, buffers and rules are not asked, so he does not say them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from plantwright.calibrate.told_questions import Raw
from plantwright.model.calendar import Calendar, Shift

SEEN = 4_000
"""Lots that he has seen at each work center."""


def answers(truth: dict[str, Any]) -> Raw:
    """Return the answers by key, as they would be typed; read off the parameters of a known plant."""
    told = truth["parameters"]
    return dict(_answers(told, truth, np.random.default_rng(0)))


def _answers(
    told: dict[str, Any], truth: dict[str, Any], rng: np.random.Generator
) -> Iterator[tuple[tuple[str, ...], str]]:
    products, centers = told["products"], told["work_centers"]
    yield ("products",), ", ".join(one["id"] for one in products)
    for one in products:
        yield ("steps", one["id"]), ", ".join(step["work_center"] for step in one["route"])
    for center in centers:
        places = center["stations"] * (center["batch"]["max_lots"] if center["batch"] else 1)
        yield ("machines", center["id"]), f"{center['id']} {places}"
        yield ("times", center["id"]), _times(center, products, rng)
    yield ("shifts",), ", ".join(f"{one['days']} {one['from']}-{one['to']}" for one in told["shifts"])
    yield ("orders", "week"), ", ".join(f"{one['id']} {_two(one['share'] * _weekly(told, truth))}" for one in products)
    yield ("orders", "pieces"), ", ".join(f"{one['id']} {_two(float(np.mean(one['lots'])))}" for one in products)
    yield ("people",), _people(told)
    yield ("breaks",), _breaks(centers, truth["utilisation"])
    full = told["release"]["mode"] == "conwip"
    yield ("hurts", "most"), "output" if full else "waiting"
    yield ("hurts", "floor"), str(told["release"].get("wip", "?"))
    yield ("money",), "?"


def _times(center: dict[str, Any], products: list[dict[str, Any]], rng: np.random.Generator) -> str:
    """Return usual, best and worst (one in twenty) of the lots at a work center, in minutes."""
    seen = 60 * np.array([_one(center, products, rng) for _ in range(SEEN)])
    best, usual, worst = np.quantile(seen, (0.05, 0.5, 0.95))
    return f"{_two(usual)} {_two(best)} {_two(worst)} min lot"


def _one(center: dict[str, Any], products: list[dict[str, Any]], rng: np.random.Generator) -> float:
    """Return how long one lot takes, the change-over to it included [h]."""
    here = [(one, step) for one in products for step in one["route"] if step["work_center"] == center["id"]]
    shares = np.array([one["share"] for one, _ in here])
    before, now = rng.choice(len(here), 2, p=shares / shares.sum())
    product, step = here[now]
    lasts = (step["fixed"] + step["unit"] * rng.choice(product["lots"])) * center["process_scale"]
    noise = rng.gamma(1 / center["cv"] ** 2, center["cv"] ** 2) if center["cv"] else 1.0
    return float(lasts * noise + _change_over(center, here[before][0]["family"], product["family"]))


def _change_over(center: dict[str, Any], before: str, now: str) -> float:
    setup = center["setup"]
    return float(setup["hours"][before][now] * setup["scale"]) if setup else 0.0


def _weekly(told: dict[str, Any], truth: dict[str, Any]) -> float:
    """Return the orders that come in a week."""
    if told["release"]["mode"] == "open":
        week = Calendar(
            id="w", shifts=tuple(Shift(days=one["days"], start=one["from"], end=one["to"]) for one in told["shifts"])
        )
        return float(told["release"]["rate"] * week.hours_per_week())
    pieces = sum(one["share"] * float(np.mean(one["lots"])) for one in told["products"])
    return float(truth["base"]["throughput"]["mean"] * 7 / pieces)


def _people(told: dict[str, Any]) -> str:
    runs = {skill: [one["id"] for one in told["work_centers"] if one["skill"] == skill]
            for one in told["workers"] for skill in one["skills"]}  # fmt: skip
    groups = ["+".join(name for skill in one["skills"] for name in runs[skill]) for one in told["workers"]]
    return ", ".join(f"{groups.count(one)} {one}" for one in dict.fromkeys(groups)) or "enough"


def _breaks(centers: list[dict[str, Any]], busy: dict[str, float]) -> str:
    said = []
    for one in centers:
        if one["failures"]:
            every = one["failures"]["mtbf"] / busy[one["id"]]
            said.append(f"{one['id']} every {_two(every)} h for {_two(one['failures']['mttr'])} h")
    return ", ".join(said) or "nothing"


def _two(value: float) -> str:
    """Return a number as people say it: with two digits."""
    return f"{float(f'{value:.2g}'):g}"
