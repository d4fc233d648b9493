"""Stations whose clocks differ from the others': by minutes, or by whole hours of another time zone."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import numpy.typing as npt

from plantwright.events.log import Finding
from plantwright.events.repair import rows
from plantwright.events.zones import to_local
from plantwright.messages.told import strung
from plantwright.messages.told import told as message

FEWEST = 20
"""The moves into a station from which its clock can be judged."""
_NEGATIVE, _LONGEST = 0.05, 4 * 3600.0
"""The share of moves that arrive before they left, and the most by which a clock may be wrong [s]."""
_STARTS, _BETTER = 200, 0.35
"""The starts that make a day's profile, and by how much a shift of hours must fit better."""


def clocks_apart(database: duckdb.DuckDBPyConnection, zone: str) -> Iterator[Finding]:
    """Iterate over stations whose clock seems to run behind the others', given ``_steps``, or in another zone."""
    yield from _behind(database)
    yield from _other_zone(database, zone)


def _behind(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Iterate over the one finding about stations at which lots arrive before they left the station before.

    Notes
    -----
    Of a clock that is behind, lots seem to come too early from every station and never leave too early for one; of
    lots passed on in parts, both happen all over the plant. So most stations must be free of it.
    """
    found = rows(
        database,
        f"""SELECT station, count(*), count(*) FILTER (gap < -1), max(-gap) FROM (
        SELECT station, (epoch_us("start") - epoch_us(end_before)) / 1e6 AS gap FROM _steps
        WHERE station_before <> station) GROUP BY 1 HAVING count(*) >= {FEWEST} ORDER BY 1""",
    )
    odd = [one for one in found if _number(one[2]) >= _NEGATIVE * _number(one[1]) and _number(one[3]) <= _LONGEST]
    if not odd or len(odd) > 0.5 * len(found):
        return
    told = strung(
        message(
            "{station}: {n} of {of}, by {minutes:.0f} min at most",
            station=str(one[0]), n=str(one[2]), of=str(one[1]), minutes=_number(one[3]) / 60,
        )
        for one in odd
    )  # fmt: skip
    number = int(sum(_number(one[2]) for one in odd))
    detail = message(
        "{n:,} lots begin work before they ended it at the station before, at few stations: {stations}",
        n=number,
        stations=told,
    )
    yield Finding("clock_behind", number, detail, message("kept as recorded"), tuple(str(one[0]) for one in odd[:3]))


def _number(value: object) -> float:
    return float(str(value)) if value is not None else 0.0


def _other_zone(database: duckdb.DuckDBPyConnection, zone: str) -> Iterator[Finding]:
    """Iterate over the one finding about stations whose day looks like the others' moved by whole hours."""
    profiles = _profiles(database, zone)
    total = sum(profiles.values(), np.zeros(24))
    odd = {name: best for name, one in profiles.items() if (best := _shift(one, total - one))}
    if odd and len(odd) <= 0.5 * len(profiles):
        told = strung(
            (message("{station} by about {hours:+d} h", station=name, hours=hours) for name, hours in odd.items()), ", "
        )
        number = int(sum(profiles[name].sum() for name in odd))
        detail = message(
            "the day of some stations looks like that of the others, moved by whole hours: {stations}", stations=told
        )
        yield Finding("zones_mixed", number, detail, message("kept as recorded"), tuple(list(odd)[:3]))


def _profiles(database: duckdb.DuckDBPyConnection, zone: str) -> dict[str, npt.NDArray[np.float64]]:
    """Return the starts by hour of the local day of each station that has enough of them, shape (24,)."""
    found = rows(
        database,
        f"""SELECT station, date_trunc('hour', "start") AS at, count(*) FROM intervals WHERE station IN (
        SELECT station FROM intervals GROUP BY 1 HAVING count("start") >= {_STARTS}) AND "start" IS NOT NULL
        AND kind = 'process' GROUP BY 1, 2""",
    )
    if not found:
        return {}
    hours = to_local(np.array([one[1] for one in found], dtype="datetime64[us]"), zone).astype("datetime64[h]")
    made: dict[str, npt.NDArray[np.float64]] = {}
    for (name, _, number), hour in zip(found, hours.astype(np.int64) % 24, strict=True):
        made.setdefault(str(name), np.zeros(24))[hour] += _number(number)
    return made


def _shift(own: npt.NDArray[np.float64], others: npt.NDArray[np.float64]) -> int:
    """Return by how many hours a day's profile must be moved to look like the others'; 0 where none is much better.

    The overlap of two profiles is the share of starts that they have in common, hour by hour.
    """
    if not own.sum() or not others.sum():
        return 0
    own, others = own / own.sum(), others / others.sum()
    overlap = np.array([np.minimum(np.roll(own, -hours), others).sum() for hours in range(24)])
    best = int(overlap.argmax())
    if overlap[best] < 0.7 or overlap[best] - overlap[0] < _BETTER:
        return 0
    return best if best <= 12 else best - 24
