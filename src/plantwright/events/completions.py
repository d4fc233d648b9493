"""When work began, inferred where a log tells only when it ended."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from plantwright.events.log import Finding
from plantwright.events.repair import count
from plantwright.events.table import ROW
from plantwright.messages.told import told as message

INFERRED = "inferred: when the order's step before and the station's work before had ended"
"""How such starts came about."""


def infer_starts(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Give each row that has only an end the latest time at which its work can have begun; iterate over what was done.

    Notes
    -----
    Work begins when both its order and its station are free: at the later of the end of the order's step before and
    of the station's work before, or of the order's release where it has no step before and a table of orders tells
    it. Idle time before the start counts as work where people or tools were missing, so times in work are upper
    bounds. A row with nothing before it on its order or on its station stays without a start.

    References
    ----------
    Fracca, de Leoni, Asnicar, Turco (2022), Estimating activity start timestamps in the presence of waiting times via
    process simulation, CAiSE.
    """
    if not _only_ends(database):
        return
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _begun AS SELECT r, greatest(step_before, work_before) AS begun_at FROM (
        SELECT {ROW} AS r, "end",
        coalesce(lag("end") OVER (PARTITION BY "order" ORDER BY "end", {ROW}), o.released) AS step_before,
        lag("end") OVER (PARTITION BY station ORDER BY "end", {ROW}) AS work_before
        FROM intervals LEFT JOIN orders o USING ("order") WHERE kind = 'process' AND station IS NOT NULL)
        WHERE step_before IS NOT NULL AND work_before IS NOT NULL"""
    )
    database.execute('UPDATE intervals SET "start" = begun_at FROM _begun WHERE r = ' + ROW + ' AND begun_at < "end"')
    number = count(database, 'SELECT count("start") FROM intervals')
    total = count(database, "SELECT count(*) FROM intervals")
    told = message("the log tells only when work ended; {n:,} of {of:,} starts were inferred", n=number, of=total)
    action = message(
        "taken as the later of the order's step before and the station's work before: times in work are upper bounds"
    )
    yield Finding("starts_inferred", number, told, action)


def _only_ends(database: duckdb.DuckDBPyConnection) -> bool:
    query = 'SELECT count(*) FROM intervals WHERE "start" IS NOT NULL'
    known = 'SELECT count(*) FROM intervals WHERE "end" IS NOT NULL AND station IS NOT NULL AND "order" IS NOT NULL'
    return not count(database, query) and count(database, known) > 0
