"""Rows of figures with their targets: printed as a table, written as JSON.

A row is ``{figure, value, unit, target, peer, ratio, holds}``: ``target`` is a bound of the value such as ``<= 40``, a
band such as ``0.93 to 0.97``, or a bound of the ratio such as ``ratio <= 1.5``; ``peer`` is the same figure of a rival
measured in the same run, ``ratio`` value over peer, ``holds`` whether the target is met.
CPU seconds decide. A wall-clock figure counts only on a quiet machine; else its row says ``contended``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

QUIET_LOAD = 0.5
RATIO = "ratio "
"""What begins a target that bounds the ratio."""
Holds = bool | Literal["contended"] | None


@dataclass(frozen=True)
class Row:
    """One figure, measured."""

    figure: str
    value: float | None
    unit: str
    target: str | None = None
    peer: float | None = None
    ratio: float | None = None
    holds: Holds = None
    """None: there is no target, or the figure or its rival was not measured."""


@dataclass(frozen=True)
class Detail(Row):
    """A row that is written and not shown: there are too many of them to read."""


Figures = Callable[[bool], list[Row]]
"""Measures; True asks for a smoke run."""


def row(figure: str, value: float | None, unit: str, target: str | None = None, peer: float | None = None) -> Row:
    """Return the row of a figure; ``target``: ``<= number``, ``>= number``, ``low to high``, or ``ratio <= number``."""
    ratio = value / peer if value is not None and peer else None
    bounded = ratio if target and target.startswith(RATIO) else value
    return Row(figure, value, unit, target, peer, ratio, _holds(bounded, target))


def wall_row(figure: str, value: float | None, target: str, load: float, unit: str = "s") -> Row:
    """Return the row of a wall-clock figure; it fails a target only where the machine was quiet."""
    made = row(figure, value, unit, target)
    if made.holds is False and load >= QUIET_LOAD:
        return Row(**{**asdict(made), "holds": "contended"})
    return made


def load() -> float:
    """Return how many processes have wanted a processor in the last minute."""
    return os.getloadavg()[0]


def _holds(value: float | None, target: str | None) -> bool | None:
    if value is None or target is None:
        return None
    if " to " in target:
        low, high = target.split(" to ")
        return float(low) <= value <= float(high)
    sign, bound = target.removeprefix(RATIO).split()
    return value <= float(bound) if sign == "<=" else value >= float(bound)


def show(rows: Sequence[Row], title: str) -> None:
    """Print the rows as a table."""
    table = Table(title=title)
    for name in ("figure", "value", "unit", "target", "peer", "ratio", "holds"):
        table.add_column(name, justify="right" if name in ("value", "peer", "ratio") else "left")
    for one in rows:
        if isinstance(one, Detail):
            continue
        table.add_row(
            one.figure, _text(one.value), one.unit, one.target or "", _text(one.peer, "-"), _text(one.ratio, "-"),
            _verdict(one),
        )  # fmt: skip
    Console(width=None if os.isatty(1) else 140).print(table)


def _text(value: float | None, missing: str = "not measured") -> str:
    return missing if value is None else f"{value:,.4g}"


def _verdict(one: Row) -> str:
    if one.holds is None:
        return "" if one.target is None else "not measured"
    return {True: "yes", False: "NO"}.get(one.holds, str(one.holds)) if isinstance(one.holds, bool) else one.holds


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as JSON."""
    path.write_text(json.dumps([asdict(one) for one in rows], indent=1) + "\n", encoding="utf-8")


def run(title: str, figures: Figures | Mapping[str, Figures]) -> int:
    """Measure, print and write what a benchmark's command line asks for; 1 where a target is missed.

    ``--smoke`` shows that every figure can be measured, on small inputs and within a minute: it misses no target.
    Figures by name are suites, of which ``--suite`` picks one.
    """
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--smoke", action="store_true", help="small inputs, within a minute; targets do not count")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows here too")
    suites = figures if isinstance(figures, Mapping) else {"all": figures}
    if len(suites) > 1:
        parser.add_argument("--suite", choices=[*suites, "all"], default="all", help="which figures (default: all)")
    options = parser.parse_args(namespace=argparse.Namespace(suite="all"))
    asked = [one for name, one in suites.items() if options.suite in (name, "all")]
    try:
        rows = [made for one in asked for made in one(options.smoke)]
    except KeyboardInterrupt:
        return 130
    show(
        rows, f"{title}{' (smoke)' if options.smoke else ''}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    )
    if options.json:
        write(rows, options.json)
    missed = [one.figure for one in rows if one.holds is False or (one.target and one.holds is None)]
    return 0 if options.smoke or not missed else 1
