"""Predictions against the truth: levels, effects of changes, intervals, and the order of the changes.

``python -m benchmarks.interventions.score DIR PREDICTIONS`` scores a file against a set made by ``make``.

What is missing counts against an entrant: a level as 100 % wrong, a change as "no effect", both as not covered.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

METRICS = ("throughput", "flow_mean", "flow_p95", "on_time", "wip")
EFFECTS = ("throughput", "flow_mean")
MOVES = 2.0
"""From how many per cent on a true effect is one that moves the plant."""
FALSE = 2.0
"""From how many points on the effect foretold for what does not move is a false alarm."""


@dataclass
class Tally:
    """What is found over plants, one entry for each thing foretold."""

    base: list[float] = field(default_factory=list)
    """Relative error of levels [%]."""
    moving: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in EFFECTS})
    """Error of effects where the truth moves [points]."""
    still: list[bool] = field(default_factory=list)
    """Whether an effect was foretold where there is none to speak of."""
    covered: list[bool] = field(default_factory=list)
    width: list[float] = field(default_factory=list)
    """Half width of the intervals of base levels [%]."""
    first: list[float] = field(default_factory=list)
    regret: list[float] = field(default_factory=list)
    tau: list[float] = field(default_factory=list)
    in_group: list[bool] = field(default_factory=list)
    """Whether the truly best change is in the group that is reported as tied for first."""
    group: list[int] = field(default_factory=list)


def score(predictions: Mapping[str, Any], truths: Mapping[str, Any]) -> dict[str, float]:
    """Return the figures of predictions over plants.

    Parameters
    ----------
    predictions
        ``{plant: {"base": {metric: [mean, low, high]}, "changes": {name: {metric: […]}}, "best": [names]}}``; ``best``,
        the changes that may be the best, may be left out.
    truths
        ``{plant: truth}`` as in ``truth.json``.
    """
    tally = Tally()
    for name, truth in truths.items():
        _score_plant(predictions.get(name) or {}, truth, tally)
    return _figures(tally)


def _score_plant(said: Mapping[str, Any], truth: Mapping[str, Any], tally: Tally) -> None:
    base = _sound(said.get("base"))
    for name in METRICS:
        _score_level(name, base, truth["base"][name]["mean"], tally)
    goal, sign = ("flow_mean", -1.0) if truth["parameters"]["release"]["mode"] == "open" else ("throughput", 1.0)
    names = list(truth["changes"])
    real, foretold, noise = [], [], []
    for name in names:
        right, answer = truth["changes"][name], _sound((said.get("changes") or {}).get(name))
        for metric in METRICS:
            _score_cover(answer.get(metric), right[metric]["mean"], tally)
        for metric in EFFECTS:
            true, mine = _effect(metric, answer, base, right, truth["base"])
            _score_effect(metric, true, mine, tally)
            if metric == goal:
                real.append(sign * true)
                foretold.append(sign * mine)
                noise.append(100 * right[metric]["delta"]["half_width"] / truth["base"][metric]["mean"])
    _score_order(real, foretold, noise, tally)
    if said.get("best"):
        tally.in_group.append(names[int(np.argmax(real))] in said["best"])
        tally.group.append(len(said["best"]))


def _sound(table: Mapping[str, Any] | None) -> dict[str, Sequence[float]]:
    found = {}
    for metric, triple in (table or {}).items():
        numbers = len(triple) == 3 and all(isinstance(value, (int, float)) for value in triple)
        if metric in METRICS and numbers and math.isfinite(triple[0]):
            found[metric] = triple
    return found


def _score_level(name: str, base: Mapping[str, Sequence[float]], true: float, tally: Tally) -> None:
    _score_cover(base.get(name), true, tally)
    if name in EFFECTS and name in base:
        tally.width.append(100 * (base[name][2] - base[name][1]) / 2 / abs(true))
    if name != "on_time":
        tally.base.append(100 * abs(base[name][0] - true) / abs(true) if name in base else 100.0)


def _score_cover(triple: Sequence[float] | None, true: float, tally: Tally) -> None:
    tally.covered.append(triple is not None and triple[1] <= true <= triple[2])


def _effect(
    metric: str, answer: Mapping[str, Any], base: Mapping[str, Any], right: Mapping[str, Any], before: Mapping[str, Any]
) -> tuple[float, float]:
    """Return the true and the foretold effect [%]."""
    true = 100 * (right[metric]["mean"] / before[metric]["mean"] - 1)
    known = metric in answer and metric in base and base[metric][0]
    return true, 100 * (answer[metric][0] / base[metric][0] - 1) if known else 0.0


def _score_effect(metric: str, true: float, mine: float, tally: Tally) -> None:
    if abs(true) >= MOVES:
        tally.moving[metric].append(abs(mine - true))
    else:
        tally.still.append(abs(mine) > FALSE and abs(mine - true) > FALSE)


def _score_order(real: Sequence[float], said: Sequence[float], noise: Sequence[float], tally: Tally) -> None:
    """Score one plant's order of changes; a flat forecast points at nothing and gets the average of blind picks."""
    best = int(np.argmax(real))
    picks = range(len(real)) if max(said) == min(said) else [int(np.argmax(said))]
    close = [real[best] - real[k] <= math.hypot(noise[best], noise[k]) for k in picks]
    tally.first.append(float(np.mean(close)))
    tally.regret.append(float(np.mean([real[best] - real[k] for k in picks])))
    tally.tau.append(kendall(real, said))


def kendall(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Kendall's tau-b of two orders [1]; 0 where one of them is flat."""
    from scipy.stats import kendalltau  # noqa: PLC0415 - slow to import

    found = float(kendalltau(one, other).statistic)
    return found if math.isfinite(found) else 0.0


def _quantile(values: Sequence[float], share: float) -> float:
    return float(np.quantile(values, share)) if len(values) else math.nan


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else math.nan


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "base error, median": _quantile(tally.base, 0.5),
        "base error, 90th percentile": _quantile(tally.base, 0.9),
        "effect on throughput where ≥ 2 %, median error": _quantile(tally.moving["throughput"], 0.5),
        "effect on throughput where ≥ 2 %, 90th percentile": _quantile(tally.moving["throughput"], 0.9),
        "effect on flow time where ≥ 2 %, median error": _quantile(tally.moving["flow_mean"], 0.5),
        "effect on flow time where ≥ 2 %, 90th percentile": _quantile(tally.moving["flow_mean"], 0.9),
        "false effects": _mean(tally.still),
        "coverage of 95 % intervals": _mean(tally.covered),
        "interval half width, median": _quantile(tally.width, 0.5),
        "first choice within the truth's noise": _mean(tally.first),
        "regret, median": _quantile(tally.regret, 0.5),
        "best inside the tie group": _mean(tally.in_group),
        "tie group, median size": _quantile(tally.group, 0.5),
        "Kendall tau": _mean(tally.tau),
    }


def main() -> None:
    """Print the figures of a file of predictions, as JSON."""
    parser = argparse.ArgumentParser(description="Score predictions against a set of invented plants.")
    parser.add_argument("place", type=Path, metavar="DIR", help="where the set was made")
    parser.add_argument("predictions", type=Path, metavar="PREDICTIONS", help="a JSON file")
    options = parser.parse_args()
    truths = {
        one.name: json.loads((one / "truth.json").read_text(encoding="utf-8"))
        for one in sorted((options.place / "truth").iterdir())
    }
    found = score(json.loads(options.predictions.read_text(encoding="utf-8")), truths)
    print(json.dumps({name: None if math.isnan(value) else round(value, 3) for name, value in found.items()}, indent=1))


if __name__ == "__main__":
    main()
