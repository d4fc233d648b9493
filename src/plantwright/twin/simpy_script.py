"""A small plant as a SimPy script of its own, so that people can check the twin with a program that is not ours."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from plantwright.model.plant import Plant
from plantwright.twin.simpy_known import raise_unknown
from plantwright.twin.simpy_plant import plant_data
from plantwright.twin.simpy_source import written

PARTS = ("plant", "center", "floor", "runs")
"""The files of ``simpy_parts``, in the order of the script."""

_CUT = "# ---- cut: what follows goes into the script ----\n"

_HEAD = '''"""A plant as a SimPy model: a second program, which must give the same answers as its twin in Plantwright.

It needs Python 3.10 or newer and SimPy (pip install simpy), and nothing of Plantwright:

    python THIS_FILE --runs 10 --days 90 --warm-up 30 --seed 0

Every run begins on a Monday 00:00 with an empty floor; what happens in the warm-up is not counted. The two programs
draw other random numbers, so compare intervals. Agreement shows that both mean the same by the numbers below. It does
not show that the numbers are right: only the plant itself can.

Written by plantwright {version}.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
from bisect import insort
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import simpy
'''


def simpy_script(plant: Plant) -> str:
    """Return a Python script that simulates a small plant with SimPy, by the rules of the twin.

    Raises
    ------
    PlantError
        The plant is large, or uses what the script does not know; every such field is named.
    """
    raise_unknown(plant)
    told, *rules = (_piece(name) for name in PARTS)
    head = _HEAD.format(version=version("plantwright"))
    return "\n\n".join([f"{head}\n{_with_values(told, plant_data(plant))}", *rules])


def _piece(name: str) -> str:
    """Return what a file of ``simpy_parts`` gives to the script."""
    source = (Path(__file__).parent / "simpy_parts" / f"{name}.py").read_text(encoding="utf-8")
    return source.partition(_CUT)[2].lstrip("\n")


def _with_values(source: str, values: Mapping[str, object]) -> str:
    """Return a text of assignments with other values; names, comments and order stay."""
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        assert isinstance(node, ast.Assign | ast.AnnAssign)  # the part on the plant holds nothing else
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        begin = lines[node.lineno - 1].partition(" = ")[0] + " = "
        value = written(values[ast.unparse(target)], lead=len(begin))
        lines[node.lineno - 1 : node.end_lineno] = [begin + value]
    return "\n".join(lines) + "\n"
