"""The plants of known truth, rebuilt from their true parameters, do in our twin what another simulator found.

Their truth is the mean of many runs of an independent simulator; it is published beside their records, with its own
95 % half width.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from benchmarks.interventions.plants import true_plant

from plantwright.model.plant import Plant
from plantwright.twin.replicate import METRICS, Replications, replicate

DAY = 86_400.0
RUNS = 60
FAR = 3.29 / 1.96
"""From a 95 % to a 99.9 % half width."""


@pytest.fixture(scope="module", params=["p03", "p08", "p11", "p23"])
def found(request: pytest.FixtureRequest, known_plants: Path) -> tuple[dict[str, Any], Plant, Replications]:
    """Return the truth of a plant, the plant, and our runs of it."""
    truth = json.loads((known_plants / "plants" / request.param / "truth.json").read_text())
    plant = true_plant(request.param, truth["parameters"])
    runs = replicate(plant, warm_up=30 * DAY, horizon=120 * DAY, replications=RUNS, seed=9)
    return truth, plant, runs


@pytest.mark.parametrize("metric", METRICS)
def test_the_base_agrees(found: tuple[dict[str, Any], Plant, Replications], metric: str) -> None:
    """Each metric of the plant as it is agrees with truth.json within both sides' 99.9 % chance."""
    told, values = found[0]["base"][metric], found[2].metric(metric)
    ours = 3.46 * values.std(ddof=1) / math.sqrt(RUNS)  # t(59) at 99.9 %
    theirs = FAR * told["half_width"]
    assert abs(values.mean() - told["mean"]) <= math.hypot(ours, theirs) + 1e-6 * told["mean"]


def test_work_centers_are_as_busy(found: tuple[dict[str, Any], Plant, Replications]) -> None:
    """Setup, process and repair take the share of open time that truth.json says, to a hundredth."""
    told = found[0]["utilisation"]
    for name, share in found[2].occupied_share().items():
        assert share == pytest.approx(told[name], abs=0.015), name
