"""How near a fit comes to plants whose parameters are known; hours there, seconds here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from plantwright.calibrate.fit import fit
from plantwright.events.read import read_log
from plantwright.files.facts import read_facts
from plantwright.model.facts import Facts
from plantwright.model.plant import Plant

PLANTS = ("p03", "p08", "p11", "p23")


class Known:
    """A plant as fitted, beside the truth."""

    def __init__(self, folder: Path) -> None:
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        self.truth: dict[str, Any] = truth["parameters"]
        self.centers: dict[str, dict[str, Any]] = {one["id"]: one for one in self.truth["work_centers"]}
        self.facts = read_facts(folder)
        self.log = read_log(folder, facts=self.facts)
        self.plant = fit(self.log, self.facts)

    def ratios(self) -> dict[str, list[float]]:
        """Return fitted over true mean process times of a mean lot, by work center."""
        ratios: dict[str, list[float]] = {}
        for product in self.truth["products"]:
            fitted = next(one for one in self.plant.products if one.id == product["id"])
            steps = {step.id: step for step in fitted.routings[0].operations}
            quantity = float(np.mean(product["lots"]))
            for step in product["route"]:
                true = 3600 * (step["fixed"] + step["unit"] * quantity)
                ratio = steps[step["operation"]].mean_time(quantity) / true
                ratios.setdefault(step["work_center"], []).append(ratio)
        return ratios


@pytest.fixture(scope="module", params=PLANTS)
def known(request: pytest.FixtureRequest, known_plants: Path) -> Known:
    """Return one of the plants."""
    return Known(known_plants / "plants" / request.param)


def test_routings_are_the_true_ones(known: Known) -> None:
    """Each product has the one routing that it truly has, rework taken out."""
    for product in known.truth["products"]:
        fitted = next(one for one in known.plant.products if one.id == product["id"])
        assert [[step.id for step in way.operations] for way in fitted.routings] == [
            [step["operation"] for step in product["route"]]
        ]


def test_process_times_are_near_the_true_ones(known: Known) -> None:
    """At each work center the mean over its operations is within 5 % of the truth."""
    for center, ratios in known.ratios().items():
        assert np.mean(ratios) == pytest.approx(1, abs=0.05), center


def test_noise_is_near_the_true_one(known: Known) -> None:
    """The coefficient of variation of the process times is within a tenth of the truth, or 0.02."""
    for _, step in known.plant.operations():
        true = known.centers[step.work_center]["cv"]
        assert np.sqrt(step.noise.scv) == pytest.approx(true, rel=0.10, abs=0.02), step.work_center


def test_failures_are_where_they_truly_are(known: Known) -> None:
    """Failures are found at the work centers that have them, recorded or not, and at no others; their load is near."""
    for center in known.plant.work_centers:
        true = known.centers[center.id]["failures"]
        assert (center.failures is None) == (true is None), center.id
        if center.failures is not None and true is not None:
            load = center.failures.time_to_repair.mean / center.failures.time_to_failure.mean
            assert load == pytest.approx(true["mttr"] / true["mtbf"], rel=0.35), center.id


def test_setups_are_where_they_truly_are(known: Known) -> None:
    """The mean setup of a work center is within a tenth of the truth, in rows of their own or inside the intervals."""
    for center in known.plant.work_centers:
        true = known.centers[center.id]["setup"]
        assert (center.setup is None) == (true is None), center.id
        if center.setup is not None and true is not None:
            pairs = [(one.time, 3600 * true["hours"][one.from_family][one.to_family]) for one in center.setup.times]
            fitted, expected = np.mean(pairs, axis=0)
            assert fitted == pytest.approx(expected, rel=0.10), center.id


def test_moves_are_the_true_ones(known: Known) -> None:
    """A move lasts between the two times that it truly does."""
    move, (low, high) = known.plant.transport, known.truth["transport"]
    half = np.sqrt(3 * move.scv)
    assert move.kind == "uniform"
    assert move.mean * (1 - half) == pytest.approx(3600 * low, rel=0.03)
    assert move.mean * (1 + half) == pytest.approx(3600 * high, rel=0.03)


def test_release_is_the_true_one(known: Known) -> None:
    """The rate of an open plant is within 7 % of the truth; the limit of the others is as told."""
    true, release = known.truth["release"], known.plant.release
    assert release.policy == true["mode"]
    if release.interarrival is not None:
        assert 3600 / release.interarrival.mean == pytest.approx(true["rate"], rel=0.07)
    else:
        assert release.wip_limit == true["wip"]


def test_rework_is_near_the_true_one(known: Known) -> None:
    """The chance of rework is within 2.5 points of the truth."""
    for _, step in known.plant.operations():
        assert step.rework == pytest.approx(known.centers[step.work_center]["rework"], abs=0.025)


def test_nobody_needs_to_tell_what_the_records_show(known: Known) -> None:
    """Without facts the shifts, stations, policy and the setup families are found all the same."""
    alone = fit(known.log, Facts(time_zone=known.facts.time_zone))
    assert alone.release.policy == known.plant.release.policy
    assert alone.release.wip_limit == known.plant.release.wip_limit
    assert [one.stations for one in alone.work_centers] == [one.stations for one in known.plant.work_centers]
    hours = [plant.find_calendar(plant.calendar).hours_per_week() for plant in (alone, known.plant)]
    assert hours[0] == pytest.approx(hours[1], abs=0.5)
    assert _families(alone) == _families(known.plant)
    assert [one.dispatch for one in alone.work_centers] == [one.dispatch for one in known.plant.work_centers]
    assert alone.urgent_first == known.plant.urgent_first


def _families(plant: Plant) -> set[frozenset[str]]:
    names = {product.family_name() for product in plant.products}
    return {frozenset(one.id for one in plant.products if one.family_name() == name) for name in names}
