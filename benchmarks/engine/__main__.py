"""``python -m benchmarks.engine``: the engine's truth, speed, and agreement with other engines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

from benchmarks.table import Figures, Row, run


def suite(name: str) -> Callable[[bool], list[Row]]:
    """Return the figures of a suite; its module is loaded when they are asked for."""

    def figures(smoke: bool) -> list[Row]:
        made: Figures = import_module(f"benchmarks.engine.{name}").figures
        return made(smoke)

    return figures


if __name__ == "__main__":
    sys.exit(run("The engine", {name: suite(name) for name in ("truth", "speed", "differential")}))
