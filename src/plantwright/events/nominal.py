"""Durations that stand in the records too often to have been measured."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import numpy.typing as npt

from plantwright.events.log import Finding
from plantwright.events.repair import found_where, rows
from plantwright.messages.told import later

SHARE = 0.02
"""The least share of all rows that such a duration has."""
EXCESS = 5.0
"""How many times more often it stands than durations near it."""

_LASTED = """(epoch_us("end") - epoch_us("start"))"""


def nominal_durations(database: duckdb.DuckDBPyConnection) -> tuple[float, ...]:
    """Return durations that recur far beyond chance, over unlike work [s].

    Notes
    -----
    A duration counts when it has 2 % of the rows, five times as many as durations near it have on average, and
    belongs to no one product, operation and quantity for half of its rows: a machine with a steady cycle repeats
    its time too, but for the same work.
    """
    found = rows(
        database,
        f"""SELECT {_LASTED}, count(*) FROM intervals
        WHERE kind = 'process' AND "end" > "start" AND batch IS NULL GROUP BY 1 ORDER BY 1""",
    )
    lasted = np.array([one[0] for one in found], dtype=np.int64)
    number = np.array([one[1] for one in found], dtype=np.int64)
    recurring = _recurring(lasted, number)
    return tuple(float(one) / 1e6 for one in recurring if _over_unlike_work(database, int(one)))


def _recurring(lasted: npt.NDArray[np.int64], number: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    if not number.size:
        return lasted
    many = np.flatnonzero(number >= max(20.0, SHARE * number.sum()))
    grid = np.gcd.reduce(lasted)
    return lasted[[k for k in many if number[k] >= EXCESS * _usual_near(lasted, number, int(k), int(grid))]]


def _usual_near(lasted: npt.NDArray[np.int64], number: npt.NDArray[np.int64], at: int, grid: int) -> float:
    width = max(0.25 * lasted[at], 15.0 * grid)
    near = (lasted >= lasted[at] - width) & (lasted <= lasted[at] + width)
    cells = (min(width, float(lasted[at])) + width) / grid
    others = float(number[near].sum() - number[at])
    return float(max(1.0, others / max(cells, 1.0)))


def _over_unlike_work(database: duckdb.DuckDBPyConnection, lasted: int) -> bool:
    query = f"""SELECT max(n) / sum(n) FROM (SELECT count(*) AS n FROM intervals
        WHERE kind = 'process' AND {_LASTED} = {lasted} GROUP BY product, operation, quantity)"""
    return float(str(rows(database, query)[0][0])) < 0.5


def nominal_finding(database: duckdb.DuckDBPyConnection, durations: tuple[float, ...]) -> Iterator[Finding]:
    """Iterate over the one finding about such durations, or none."""
    if durations:
        listed = ", ".join(str(round(one * 1e6)) for one in durations)
        told = " or ".join(f"{one / 60:g} min" for one in durations)
        yield from found_where(
            database,
            "nominal_duration",
            f"kind = 'process' AND batch IS NULL AND {_LASTED} IN ({listed})",
            later(
                "{n:,} rows last exactly {times}, over unlike work: planned times or a form's default, not measurements"
            ),
            later("kept as recorded and marked, so that process times can be learned without them"),
            times=told,
        )
