"""Write the measurements of an invented line for bearing housings: ``python make.py [--out FOLDER]``.

What is hidden in them: the bores grow by 4 µm from the 31st hour on, when a worn insert was turned; hardness is stable
and within its limits; roughness is skewed, so that its capability must not be believed; the castings of sample 21 were
porous; the gauge reads 1 µm high in the hands of the second operator.
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SEED = 29
"""Chosen so that chance shows no pattern where nothing is hidden: with other seeds it often does."""
BEGIN = datetime(2025, 3, 3, 6)  # noqa: DTZ001 - a plant writes wall times
HOURS, GROUP, SHIFT_AT = 40, 5, 30
PARTS, OPERATORS, TRIALS = 10, ("Ana", "Ben", "Cem"), 3


def bores(random: np.random.Generator) -> list[str]:
    """Return five bores an hour [mm]."""
    lines = []
    for hour in range(HOURS):
        center = 62.010 + (0.004 if hour >= SHIFT_AT else 0.0)
        for place in range(GROUP):
            moment = BEGIN + timedelta(hours=hour, minutes=10 * place)
            lines.append(f"{moment:%Y-%m-%d %H:%M},bore-1,bore,{center + random.normal(0, 0.003):.4f}")
    return lines


def single_values(random: np.random.Generator) -> list[str]:
    """Return a hardness [HB] and a roughness [µm] every half hour."""
    lines = []
    for half in range(60):
        moment = BEGIN + timedelta(minutes=30 * half + 5)
        lines.append(f"{moment:%Y-%m-%d %H:%M},lab,hardness,{random.normal(205, 4):.0f}")
        lines.append(f"{moment:%Y-%m-%d %H:%M},bore-1,roughness,{0.3 + random.exponential(0.25):.2f}")
    return lines


def castings(random: np.random.Generator) -> list[str]:
    """Return the porous castings of 30 samples."""
    sizes = random.integers(180, 221, size=30)
    share = np.where(np.arange(30) == 20, 0.13, 0.04)
    return [f"{k + 1},{random.binomial(n, p)},{n}" for k, (n, p) in enumerate(zip(sizes, share, strict=True))]


def gauge(random: np.random.Generator) -> list[str]:
    """Return a crossed gauge study of the bores [mm]."""
    parts = random.normal(62.010, 0.004, size=PARTS)
    bias = {"Ana": 0.0, "Ben": 0.001, "Cem": 0.0002}
    return [
        f"{part + 1},{who},{trial + 1},{parts[part] + bias[who] + random.normal(0, 0.0006):.4f},mm"
        for part in range(PARTS)
        for who in OPERATORS
        for trial in range(TRIALS)
    ]


def write(folder: Path) -> None:
    """Write the four tables."""
    random = np.random.default_rng(SEED)
    tables = {
        "measurements": ["time,station,characteristic,value", *bores(random), *single_values(random)],
        "specifications": [
            "characteristic,lower,upper,target,unit,subgroup size",
            "bore,61.995,62.025,62.010,mm,5",
            "hardness,190,225,,HB,",
            "roughness,,1.6,,µm,",
        ],
        "castings": ["sample,defective,inspected", *castings(random)],
        "gauge": ["part,operator,trial,value,unit", *gauge(random)],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where to write")
    write(parser.parse_args().out)
