"""Control charts, rules and gauge studies by the package capstat-core."""

from __future__ import annotations

import warnings
from typing import Any

import capstat_core as capstat
import numpy as np
from speak import answer


def run(told: dict[str, Any], seed: int) -> dict[str, float]:
    """Chart one series, which is numbered by its seed; a rule that finds nothing is first seen at −1."""
    warnings.simplefilter("ignore")
    values = np.array(told["series"][seed])
    known = capstat.i_mr_chart(values, center=0.0, sigma=1.0).location
    found = {}
    for name, count, rules in (
        ("nelson", 8, capstat.nelson_rules),
        ("western electric", 4, capstat.western_electric_rules),
    ):
        for rule in range(1, count + 1):
            found[f"{name} {rule}"] = float(min((one.point for one in rules(known, [rule])), default=-1))
    single, means = capstat.i_mr_chart(values), capstat.xbar_r_chart(values.reshape(-1, 5))
    study = capstat.gage_rr(np.array(told["readings"][seed]), interaction_alpha=0.05)
    return {
        **found,
        "single upper": _first(single.location.limits.upper),
        "means upper": _first(means.location.limits.upper),
        "ranges upper": _first(means.dispersion.limits.upper),
        "cusum": float(capstat.cusum_chart(values, target=0.0, sigma=1.0).upper[-1]),
        "ewma": float(capstat.ewma_chart(values, target=0.0, sigma=1.0).points[-1]),
        "repeatability": float(np.sqrt(study.var_repeatability)),
        "reproducibility": float(np.sqrt(study.var_operator + study.var_interaction)),
        "part": float(np.sqrt(study.var_part)),
    }


def _first(values: Any) -> float:
    return float(np.ravel(values)[0])


if __name__ == "__main__":
    answer(run)
