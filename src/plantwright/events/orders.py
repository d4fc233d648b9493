"""The table of orders: read where there is one, else derived from what was done to them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from plantwright.events import sql
from plantwright.events.columns import Match
from plantwright.events.far_times import drop_far_times
from plantwright.events.log import Finding
from plantwright.events.repair import SHOWN, count, rows
from plantwright.events.schema import ORDERS
from plantwright.events.table import ROW
from plantwright.messages.told import later
from plantwright.messages.told import told as message

USUAL = 0.05
"""The share of orders from which an operation counts as a usual first or last one."""

_TYPES = {"string": "VARCHAR", "timestamp": "TIMESTAMP", "float64": "DOUBLE", "int64": "BIGINT"}


def create_orders(database: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table ``orders``."""
    columns = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in ORDERS.items())
    database.execute(f"CREATE TABLE orders ({columns})")


def add_told_orders(database: duckdb.DuckDBPyConnection, data: pa.Table, match: Match, zone: str) -> None:
    """Add the orders of a table of orders, one row an order, times in UTC."""
    database.register("raw", data)
    picked = ", ".join(f'{expression} AS "{name}"' for name, expression in _told(match, zone, "released").items())
    rest = ", ".join(f'first("{name}") AS "{name}"' for name in ORDERS if name != "order")
    database.execute(
        f"""INSERT INTO orders SELECT "order", {rest} FROM (SELECT {picked}, {ROW} FROM raw)
        WHERE "order" IS NOT NULL GROUP BY "order" ORDER BY min({ROW})"""
    )
    drop_far_times(database, "orders", ("released", "due", "completed"))
    database.unregister("raw")


def _told(match: Match, zone: str, released: str) -> dict[str, str]:
    years = sql.years_of(sql.times_of(match))
    amount = match.get("quantity") or match.get("order_quantity")
    return {
        "order": sql.text(match.get("order")),
        "product": sql.text(match.get("product")),
        "quantity": sql.number(amount),
        "unit": sql.text(match.get("unit")),
        "priority": _priority(match),
        "released": sql.moment(match.get(released), zone, years),
        "due": sql.moment(match.get("due"), zone, years),
        "completed": sql.moment(match.get("done"), zone, years),
    }


def _priority(match: Match) -> str:
    found = match.get("priority")
    if not found:
        return "2"
    urgent = f"CASE WHEN lower(trim({found.sql})) IN ('urgent', 'high', 'hot', 'rush', 'yes', 'y') THEN 1 ELSE 2 END"
    return f"coalesce(try_cast({sql.number(found)} AS BIGINT), {urgent})"


def add_seen_orders(
    database: duckdb.DuckDBPyConnection, data: pa.Table, match: Match, zone: str, derive: bool
) -> Iterator[Finding]:
    """Add the orders of the intervals that ``orders`` lacks; iterate over what was found.

    With ``derive`` there is no table of orders: release and completion come from the first start and the last end,
    unless the order seems cut by an edge of the window.
    """
    _summarize(database)
    _mark_edges(database)
    _extras(database, data, match, zone)
    missing = 'SELECT "order" FROM _seen ANTI JOIN orders USING ("order")'
    absent = count(database, f"SELECT count(*) FROM ({missing})")
    if absent and not derive:
        shown = tuple(str(one[0]) for one in rows(database, f"{missing} ORDER BY 1 LIMIT {SHOWN}"))
        told = message("{n:,} orders of the log are not in the table of orders", n=absent)
        action = message("release and completion were taken from the log")
        yield Finding("orders_missing", absent, told, action, shown)
    if absent:
        database.execute(_INSERT)
    if derive:
        yield from _derived_findings(database)


_INSERT = """INSERT INTO orders SELECT s."order", s.product, coalesce(x.quantity, s.quantity), s.unit,
    coalesce(x.priority, 2), coalesce(x.released, CASE WHEN NOT s.cut_left THEN s.first_start END), x.due,
    CASE WHEN NOT s.cut_right THEN s.last_end END
    FROM _seen s LEFT JOIN _extras x USING ("order") ANTI JOIN orders o ON o."order" = s."order"
    ORDER BY s.first_start, s."order" """


def _summarize(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _seen AS SELECT "order", first(product) AS product, max(quantity) AS quantity,
        first(unit) AS unit, coalesce(min("start"), min(moment)) AS first_start,
        coalesce(max("end"), max(moment)) AS last_end, count(*) AS steps,
        arg_min(operation, "start") AS first_step, arg_max(operation, "end") AS last_step,
        coalesce(bool_or("start" IS NULL AND "end" IS NOT NULL), FALSE) AS cut_left,
        coalesce(bool_or("end" IS NULL AND "start" IS NOT NULL), FALSE) AS cut_right
        FROM intervals LEFT JOIN _moments ON r = {ROW} WHERE "order" IS NOT NULL GROUP BY 1"""
    )


def _mark_edges(database: duckdb.DuckDBPyConnection) -> None:
    """Mark the orders that begin or end with an unusual step near an edge of the window."""
    database.execute(
        """CREATE OR REPLACE TEMP TABLE _edge AS SELECT min(first_start) AS low, max(last_end) AS high,
        CAST(coalesce(quantile_cont((epoch_us(last_end) - epoch_us(first_start)) / steps, 0.95), 0) AS BIGINT) AS gap
        FROM _seen"""
    )
    near_end = "last_end > high - to_microseconds(gap)"
    near_start = "first_start < low + to_microseconds(gap)"
    for step, near, cut in (("last_step", near_end, "cut_right"), ("first_step", near_start, "cut_left")):
        usual = f"""SELECT {step} FROM _seen, _edge WHERE NOT ({near}) GROUP BY 1 HAVING count(*) >=
            {USUAL} * (SELECT count(*) FROM _seen, _edge WHERE NOT ({near}))"""
        database.execute(
            f"""UPDATE _seen SET {cut} = TRUE FROM _edge WHERE {near} AND {step} NOT IN ({usual})
            AND (SELECT count(*) FROM ({usual})) > 0"""
        )


def _extras(database: duckdb.DuckDBPyConnection, data: pa.Table, match: Match, zone: str) -> None:
    """Gather what the rows of the log say of their orders."""
    only = {role: one for role, one in match.items() if role not in ("quantity", "done")}
    told = _told(only, zone, "released")
    picked = ", ".join(f'max({told[name]}) AS "{name}"' for name in ("quantity", "released", "due"))
    named = any(role in match for role in ("order_quantity", "priority", "released", "due"))
    database.register("raw", data if named else data.slice(0, 0))
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _extras AS SELECT {told["order"]} AS "order", {picked},
        min({told["priority"]}) AS priority FROM raw GROUP BY 1"""
    )
    database.unregister("raw")


def _derived_findings(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    number = count(database, "SELECT count(*) FROM orders")
    if not number:
        action = message("stations are measured; throughput of orders, WIP and flow time are not known")
        yield Finding("no_orders", 0, message("the records name no orders"), action)
        return
    action = message(
        "release is the first start, completion the last end; there are no due dates unless the log tells them"
    )
    told = message("no table of orders; {n:,} were found in the log", n=number)
    yield Finding("orders_derived", number, told, action)
    edges = (
        (
            "cut_left",
            later("{n:,} orders seem to have begun before the records do"),
            later("their release is left open"),
        ),
        (
            "cut_right",
            later("{n:,} orders seem unfinished when the records end"),
            later("counted as in progress, not as completed"),
        ),
    )
    for name, detail, done in edges:
        shown = rows(database, f'SELECT "order" FROM _seen WHERE {name} ORDER BY 1')
        if shown:
            examples = tuple(str(one[0]) for one in shown[:SHOWN])
            yield Finding(name, len(shown), message(detail, n=len(shown)), message(done), examples)
