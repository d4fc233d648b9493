"""Times of which the records say nothing, though they usually do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import numpy as np

from plantwright.events.log import Finding
from plantwright.events.repair import rows
from plantwright.events.zones import to_local
from plantwright.messages.told import strung
from plantwright.messages.told import told as message

_USUAL = 0.75
"""The share of weeks in which a weekday must be worked for a day without records to be odd."""
_WEEKS, _STARTS, _TIMES, _DAYS = 3, 50, 20.0, 7.0
"""Weeks and starts needed; how many times its mean gap a station must be silent, and days at least."""


def silences(database: duckdb.DuckDBPyConnection, zone: str) -> Iterator[Finding]:
    """Iterate over whole days without records on weekdays that are usually worked, and over stations long silent."""
    yield from _days(database, zone)
    yield from _stations(database)


def _days(database: duckdb.DuckDBPyConnection, zone: str) -> Iterator[Finding]:
    found = rows(database, """SELECT DISTINCT date_trunc('hour', "start") FROM intervals WHERE "start" IS NOT NULL""")
    stamps = np.array([one[0] for one in found], dtype="datetime64[us]")
    worked = {one.item() for one in np.unique(to_local(stamps, zone).astype("datetime64[D]"))} if found else set()
    empty = _empty(worked) if worked else []
    if empty:
        shown = tuple(f"{one:%a %Y-%m-%d}" for one in empty[:3])
        told = message(
            "{n:,} days without any record, on weekdays that are otherwise worked: {days}",
            n=len(empty),
            days=", ".join(shown),
        )
        yield Finding(
            "days_without_records", len(empty), told, message("taken as days on which nothing happened"), shown
        )


def _empty(worked: set[date]) -> list[date]:
    first, last = min(worked), max(worked)
    days = [first + timedelta(days=one) for one in range((last - first).days + 1)]
    missing = []
    for weekday in range(7):
        own = [one for one in days if one.weekday() == weekday]
        share = sum(one in worked for one in own) / max(len(own), 1)
        if len(own) >= _WEEKS and _USUAL <= share < 1:
            missing += [one for one in own if one not in worked]
    return sorted(missing)


def _stations(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    found = rows(
        database,
        f"""SELECT station, max(gap) / 86400, arg_max("start", gap) FROM (
        SELECT station, "start", (epoch_us("start") - lag(epoch_us("end")) OVER w) / 1e6 AS gap,
        count(*) OVER (PARTITION BY station) AS n FROM intervals
        WHERE kind IN ('process', 'setup', 'down', 'maintenance') AND station IS NOT NULL AND "start" IS NOT NULL
        AND "end" IS NOT NULL WINDOW w AS (PARTITION BY station ORDER BY "start"))
        WHERE n >= {_STARTS} GROUP BY 1 HAVING max(gap) > greatest({_DAYS} * 86400, {_TIMES} * avg(gap))
        ORDER BY 2 DESC""",
    )
    if found:
        told = strung(
            message(
                "{station}: {days:.0f} days until {until}",
                station=str(name), days=float(str(days)), until=str(until)[:10],
            )
            for name, days, until in found[:5]
        )  # fmt: skip
        detail = message(
            "{n:,} stations are silent for days while they are otherwise busy: {stations}", n=len(found), stations=told
        )
        shown = tuple(str(one[0]) for one in found[:3])
        yield Finding("station_silent", len(found), detail, message("taken as time without work"), shown)
