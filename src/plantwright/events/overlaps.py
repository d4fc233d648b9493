"""Stations and workers that were in two places of the records at once."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from plantwright.events.log import Finding
from plantwright.events.repair import SHOWN, count, rows
from plantwright.events.table import ROW
from plantwright.messages.told import told


def overlaps(database: duckdb.DuckDBPyConnection, who: str) -> Iterator[Finding]:
    """Iterate over the one finding, or none, that a station or worker began a row before ending the one before."""
    known = f"{who} IS NOT NULL AND kind IN ('process', 'setup') AND batch IS NULL AND \"end\" IS NOT NULL"
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _overlaps AS SELECT {ROW}, {who}, "start" FROM (
        SELECT {ROW}, {who}, "start", lag("end") OVER (PARTITION BY {who} ORDER BY "start") AS before
        FROM intervals WHERE {known} AND "start" IS NOT NULL) WHERE "start" < before"""
    )
    number = count(database, "SELECT count(*) FROM _overlaps")
    if number:
        named_who = told("station") if who == "station" else told("worker")
        named = f"'row ' || {ROW} || ', ' || {who} || ', ' || strftime(\"start\", '%Y-%m-%d %H:%M')"
        shown = rows(database, f"SELECT {named} FROM _overlaps ORDER BY {ROW} LIMIT {SHOWN}")
        yield Finding(
            f"overlap_{who}",
            number,
            told("{n:,} rows begin before the row before them of the same {who} ends", n=number, who=named_who),
            told("kept as recorded: a {who} that overlaps counts as busy once", who=named_who),
            tuple(str(one[0]) for one in shown),
        )
