"""Bayesian knowledge tracing fitted by pyBKT; reading the file is not counted."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pyBKT.models import Model
from speak import answer

READ: dict[str, pd.DataFrame] = {}


def prepare(told: dict[str, Any]) -> None:
    """Read the answers."""
    READ["answers"] = pd.read_csv(told["file"])


def run(told: dict[str, Any], seed: int) -> dict[str, float]:
    """Fit every skill and return its parameters as skill.parameter."""
    model = Model(seed=seed, num_fits=told["starts"], parallel=False)
    model.fit(data=READ["answers"])
    return {
        f"{skill}.{name}": float(part)
        for skill, one in model.fit_model.items()
        for name, part in (
            ("prior", one["prior"]),
            ("learn", one["learns"][0]),
            ("guess", one["guesses"][0]),
            ("slip", one["slips"][0]),
        )
    }


if __name__ == "__main__":
    answer(run, prepare)
