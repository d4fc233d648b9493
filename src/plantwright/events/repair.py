"""What is set right in the intervals before anything is measured; each repair is a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import duckdb
import pyarrow as pa

from plantwright.events.log import Finding
from plantwright.events.table import ROW
from plantwright.messages.told import later, told

SHOWN = 3
"""Examples a finding gives."""

_SAID = f"'row ' || {ROW}", '"order"', "coalesce(operation, kind)", "station", "strftime(\"start\", '%Y-%m-%d %H:%M')"
NAMED = f"concat_ws(', ', {', '.join(_SAID)})"


def repairs(database: duckdb.DuckDBPyConnection, data: pa.Table, inferred: Collection[str] = ()) -> Iterator[Finding]:
    """Set the table ``intervals`` right, step by step; iterate over what was found and done.

    Parameters
    ----------
    inferred
        Columns that no record tells: ``start`` where the log knows only ends.
    """
    _find_together(database)
    yield from _duplicates(database, data)
    yield from _backward(database)
    yield from _missing(database, lone="start" in inferred)
    yield from _centers(database)
    database.execute(
        """UPDATE intervals SET "order" = NULL, lot = NULL, product = NULL, reason = coalesce(reason, 'breakdown')
        WHERE kind = 'down'"""
    )
    _name_setups(database)


def rows(database: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    found: list[tuple[object, ...]] = database.execute(query).fetchall()
    return found


def count(database: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the one number of a query."""
    return int(str(rows(database, query)[0][0] or 0))


def found_where(
    database: duckdb.DuckDBPyConnection, name: str, where: str, detail: str, action: str, **arguments: object
) -> Iterator[Finding]:
    """Iterate over one finding, or none, about the intervals for which a condition holds; ``{n}`` is their count.

    ``detail`` and ``action`` are marked for the catalogs by who asks.
    """
    number = count(database, f"SELECT count(*) FROM intervals WHERE {where}")
    if number:
        shown = rows(database, f"SELECT {NAMED} FROM intervals WHERE {where} ORDER BY {ROW} LIMIT {SHOWN}")
        yield Finding(
            name, number, told(detail, n=number, **arguments), told(action), tuple(str(one[0]) for one in shown)
        )


def keep_order(database: duckdb.DuckDBPyConnection) -> None:
    """Bring the intervals back into the order of the records, which updates may disturb, and drop ``_row``."""
    moved = f"SELECT count(*) FROM (SELECT {ROW} < lag({ROW}) OVER () AS back FROM intervals) WHERE back"
    if count(database, moved):
        database.execute(f"CREATE TABLE sorted AS FROM intervals ORDER BY {ROW}")
        database.execute("DROP TABLE intervals")
        database.execute("ALTER TABLE sorted RENAME TO intervals")
    database.execute(f"ALTER TABLE intervals DROP COLUMN {ROW}")


def _find_together(database: duckdb.DuckDBPyConnection) -> None:
    """List in ``_together`` the rows that share station and start with another: repeats, or loads of an oven."""
    repeated = 'SELECT hash(station, "start") AS h FROM intervals GROUP BY 1 HAVING count(*) > 1'
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _together AS SELECT "order", operation, station, "start", "end", {ROW}
        FROM intervals SEMI JOIN ({repeated}) ON hash(station, "start") = h"""
    )


def _duplicates(database: duckdb.DuckDBPyConnection, data: pa.Table) -> Iterator[Finding]:
    same = '"order", operation, station, "start", "end"'
    repeated = f"SELECT hash({same}) AS h FROM _together GROUP BY 1 HAVING count(*) > 1"
    found = rows(database, f"SELECT {ROW} FROM _together SEMI JOIN ({repeated}) ON hash({same}) = h")
    suspects = [int(str(one[0])) for one in found]
    copies = _copies(data, sorted(suspects))
    if not copies:
        return
    listed = ", ".join(map(str, copies))
    where = f"{ROW} IN ({listed})"
    yield from found_where(
        database,
        "duplicate_rows",
        where,
        later("{n:,} rows repeat another row in every column"),
        later("the repeats were left out"),
    )
    database.execute(f"DELETE FROM intervals WHERE {where}")


def _copies(data: pa.Table, suspects: list[int]) -> list[int]:
    if not suspects:
        return []
    cells = [name for name in data.column_names if name != ROW]
    place = {row: k for k, row in enumerate(data[ROW].to_pylist())} if data[ROW][-1].as_py() != len(data) else None
    picked = data.take(pa.array([place[row] if place else row - 1 for row in suspects])).select(cells)
    seen: set[tuple[object, ...]] = set()
    copies = []
    for row, line in zip(suspects, zip(*(picked[name].to_pylist() for name in cells), strict=True), strict=True):
        copies += [row] if line in seen else []
        seen.add(line)
    return copies


def _backward(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    where = '"end" < "start"'
    yield from found_where(
        database,
        "end_before_start",
        where,
        later("{n:,} rows end before they start"),
        later("their times were set aside, their pieces are counted"),
    )
    database.execute(f'UPDATE intervals SET "start" = NULL, "end" = NULL WHERE {where}')


def _missing(database: duckdb.DuckDBPyConnection, *, lone: bool) -> Iterator[Finding]:
    _keep_moments(database, lone=lone)
    if not count(database, 'SELECT count(*) FROM intervals WHERE "start" IS NULL OR "end" IS NULL'):
        return
    _mark_cut(database)
    action = later("their times were set aside, their pieces are counted")
    yield from found_where(
        database,
        "missing_start",
        f'"start" IS NULL AND {ROW} NOT IN (FROM _cut)',
        later("{n:,} rows have no start"),
        action,
    )
    yield from found_where(
        database, "missing_end", f'"end" IS NULL AND {ROW} NOT IN (FROM _cut)', later("{n:,} rows have no end"), action
    )
    database.execute(
        f"""UPDATE intervals SET "start" = NULL, "end" = NULL
        WHERE ("start" IS NULL OR "end" IS NULL) AND {ROW} NOT IN (FROM _cut)"""
    )
    yield from _cut_rows(database)


def _keep_moments(database: duckdb.DuckDBPyConnection, *, lone: bool) -> None:
    """Keep in ``_moments`` the stamps of a log whose rows have one each: its orders and its window show in them."""
    both = "TRUE" if lone else 'NOT EXISTS (SELECT 1 FROM intervals WHERE "start" IS NOT NULL AND "end" IS NOT NULL)'
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _moments AS SELECT {ROW} AS r, coalesce("start", "end") AS moment
        FROM intervals WHERE {both}"""
    )


def _mark_cut(database: duckdb.DuckDBPyConnection) -> None:
    """List in ``_cut`` the rows that the window's edges cut: nothing of the station or the order lies beyond them."""
    edges = """SELECT {0} AS name, min("end") AS first_end, max("start") AS last_start FROM intervals GROUP BY 1"""
    beyond = """(i."end" IS NULL AND ({0}.last_start > i."start")) OR (i."start" IS NULL AND {0}.first_end < i."end")"""
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _cut AS SELECT i.{ROW} FROM intervals i
        LEFT JOIN ({edges.format("station")}) s ON s.name = i.station
        LEFT JOIN ({edges.format('"order"')}) o ON o.name = i."order"
        WHERE (i."start" IS NULL) <> (i."end" IS NULL) AND NOT EXISTS (SELECT 1 FROM _moments)
        AND NOT coalesce({beyond.format("s")}, FALSE) AND NOT coalesce({beyond.format("o")}, FALSE)"""
    )


def _cut_rows(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    action = later("kept as work in progress: how long they really took is not known")
    yield from found_where(
        database,
        "begun_before_window",
        f'"start" IS NULL AND {ROW} IN (FROM _cut)',
        later("{n:,} rows began before the records do"),
        action,
    )
    yield from found_where(
        database,
        "running_at_end",
        f'"end" IS NULL AND {ROW} IN (FROM _cut)',
        later("{n:,} rows still ran when the records end"),
        action,
    )


def _centers(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Give each station the one work center it is most often recorded with."""
    database.execute(
        """CREATE OR REPLACE TEMP TABLE _places AS SELECT station, mode(work_center) AS center,
        count(DISTINCT work_center) AS centers FROM intervals
        WHERE station IS NOT NULL AND (kind <> 'down' OR "order" IS NOT NULL) GROUP BY 1"""
    )
    wrong = "SELECT * FROM _places p WHERE p.station = intervals.station AND p.center IS DISTINCT FROM work_center"
    if count(database, "SELECT count(*) FROM _places WHERE centers > 1"):
        yield from found_where(
            database,
            "station_moved",
            f"kind <> 'down' AND EXISTS ({wrong})",
            later("{n:,} rows name another work center than their station mostly has"),
            later("each station was given the work center it is most often recorded with"),
        )
    database.execute(
        """UPDATE intervals SET work_center = p.center FROM _places p
        WHERE p.station = intervals.station AND p.center IS DISTINCT FROM work_center"""
    )


def _name_setups(database: duckdb.DuckDBPyConnection) -> None:
    """Give a row that says only ``setup`` the operation it prepares: what its order did next on its station."""
    if not count(database, "SELECT count(*) FROM intervals WHERE kind = 'setup'"):
        return
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _next AS SELECT {ROW} AS r, kind, lead(kind) OVER w AS next_kind,
        lead(operation) OVER w AS next_operation, "order", lead("order") OVER w AS next_order
        FROM intervals WHERE station IS NOT NULL AND kind IN ('setup', 'process')
        WINDOW w AS (PARTITION BY station ORDER BY coalesce("start", "end"), {ROW})"""
    )
    database.execute(
        f"""UPDATE intervals SET operation = n.next_operation FROM _next n WHERE n.r = {ROW} AND n.kind = 'setup'
        AND n.next_kind = 'process' AND n.next_order IS NOT DISTINCT FROM n."order"
        AND lower(operation) NOT IN (SELECT lower(operation) FROM intervals WHERE kind = 'process')"""
    )
