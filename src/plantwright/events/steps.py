"""The steps of each order in the order in which they began, each beside the one before it."""

from __future__ import annotations

import duckdb

from plantwright.events.table import ROW


def lay_out_steps(database: duckdb.DuckDBPyConnection) -> None:
    """Create ``_steps``: a row a step of a lot that has a start and an end, with what its lot did before.

    Lots that shared a load are left out: they begin together.
    """
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _steps AS SELECT {ROW}, "order", lot, operation, station, "start", "end",
        quantity, rework, lag("start") OVER w AS start_before, lag("end") OVER w AS end_before,
        lag(station) OVER w AS station_before, lag(operation) OVER w AS operation_before,
        lag(quantity) OVER w AS quantity_before, lag(quantity - coalesce(scrapped, 0)) OVER w AS good_before
        FROM intervals WHERE kind = 'process' AND "order" IS NOT NULL AND station IS NOT NULL AND batch IS NULL
        AND "start" IS NOT NULL AND "end" IS NOT NULL
        WINDOW w AS (PARTITION BY "order", lot ORDER BY "start", {ROW})"""
    )
