"""Work and pieces that stand in the records more than once."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from plantwright.events.log import Finding
from plantwright.events.repair import NAMED, SHOWN, rows
from plantwright.events.table import ROW
from plantwright.messages.told import told as message

NEAR = 90
"""How far apart the ends of two rows of the same work may lie for one to repeat the other [s]."""


def counted_twice(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Iterate over rows that nearly repeat another, given ``_steps``, and over steps that booked all pieces again."""
    yield from _near_copies(database)
    yield from _booked_again(database)


def _near_copies(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _copies AS SELECT {ROW} FROM _steps WHERE operation = operation_before
        AND station = station_before AND quantity IS NOT DISTINCT FROM quantity_before AND "start" < end_before
        AND abs(epoch_us("start") - epoch_us(start_before)) <= {NEAR}e6
        AND abs(epoch_us("end") - epoch_us(end_before)) <= {NEAR}e6"""
    )
    number = int(str(rows(database, "SELECT count(*) FROM _copies")[0][0]))
    if number:
        query = f"SELECT {NAMED} FROM intervals SEMI JOIN _copies USING ({ROW}) ORDER BY {ROW} LIMIT {SHOWN}"
        told = message("{n:,} rows repeat another row of the same work to within {near} s", n=number, near=NEAR)
        shown = tuple(str(one[0]) for one in rows(database, query))
        yield Finding("near_copies", number, told, message("kept as recorded: their pieces count twice"), shown)


def _booked_again(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    query = """SELECT i."order" AS name, operation, count(*) AS times FROM intervals i
        JOIN orders o ON o."order" = i."order"
        WHERE kind = 'process' AND lot IS NULL AND NOT coalesce(rework, FALSE) AND o.quantity > 0
        GROUP BY ALL HAVING count(*) > 1 AND min(i.quantity) >= max(o.quantity)"""
    number = int(str(rows(database, f"SELECT count(*) FROM ({query})")[0][0]))
    if number:
        shown = rows(database, f"SELECT name, operation FROM ({query}) ORDER BY 1 LIMIT {SHOWN}")
        told = message("{n:,} steps were booked two times or more, each time with all pieces of their order", n=number)
        named = tuple(f"{order}, {operation}" for order, operation in shown)
        yield Finding(
            "booked_again", number, told, message("kept as recorded; of repeated bookings the last counts"), named
        )
