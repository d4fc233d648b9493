"""Whether the twin is compiled already, and compiling it."""

from __future__ import annotations

import os
from pathlib import Path

from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.kernel.sources import SOURCES


def is_compiled() -> bool:
    """Tell whether an earlier run left the compiled twin on disk."""
    here = Path(__file__).parent / "kernel" / "__pycache__"
    folders = [here, *([Path(told)] if (told := os.environ.get("NUMBA_CACHE_DIR")) else [])]
    return any(next(folder.rglob(f"run.run_{SOURCES}-*.nbi"), None) for folder in folders if folder.is_dir())


def compile_twin() -> None:
    """Run a plant of one station for a second, so that everything is compiled."""
    from plantwright.twin.replicate import replicate

    step = Operation(id="step", work_center="station", per_lot=1.0)
    plant = Plant(
        name="warm-up",
        work_centers=(WorkCenter(id="station"),),
        products=(Product(id="part", routings=(Routing(operations=(step,)),)),),
        release=Release(interarrival=Distribution.constant(2.0)),
    )
    replicate(plant, warm_up=0.0, horizon=10.0, replications=1)
