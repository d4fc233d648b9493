"""Lots that a station takes at once."""

from __future__ import annotations

import duckdb

from plantwright.events.repair import rows
from plantwright.events.table import ROW
from plantwright.model.facts import Facts

SHARE = 0.2
"""The share of a work center's rows that must share their times for it to be taken for one that batches."""


def mark_batches(database: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    """Give rows of one station that share start and end a number in ``batch``, where that is no accident."""
    worked = """kind = 'process' AND station IS NOT NULL AND "start" IS NOT NULL"""
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _batches AS SELECT station, "start", "end", any_value(work_center) AS center,
        count(*) AS lots FROM intervals SEMI JOIN _together USING ({ROW})
        WHERE {worked} GROUP BY 1, 2, 3 HAVING count(DISTINCT "order") > 1"""
    )
    centers = [
        one for one in _sharing(database) if one not in {told.id for told in facts.work_centers if not told.batch}
    ]
    centers += [told.id for told in facts.work_centers if told.batch]
    if centers:
        listed = ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(set(centers)))
        database.execute(
            f"""UPDATE intervals SET batch = b.number FROM (SELECT *, row_number() OVER (ORDER BY "start", station)
            AS number FROM _batches WHERE center IN ({listed})) b
            WHERE b.station = intervals.station AND b."start" = intervals."start"
            AND b."end" IS NOT DISTINCT FROM intervals."end" AND kind = 'process'"""
        )


def _sharing(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the work centers that share times too often for an accident, and over many different durations."""
    query = f"""SELECT b.center FROM (SELECT center, sum(lots) AS lots, count(*) AS batches,
        count(DISTINCT epoch_us("end") - epoch_us("start")) AS durations FROM _batches GROUP BY 1) b
        JOIN (SELECT work_center, count(*) AS n FROM intervals WHERE kind = 'process' GROUP BY 1) w
        ON w.work_center = b.center WHERE b.lots >= {SHARE} * w.n AND b.durations > 0.5 * b.batches"""
    return [str(one[0]) for one in rows(database, query)]
