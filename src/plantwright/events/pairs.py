"""Logs with one row a beginning and one row an end, turned into rows of intervals."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from plantwright.events.columns import Matched, quoted
from plantwright.events.opened import Source
from plantwright.events.sql import cases, literal
from plantwright.events.table import ROW
from plantwright.events.words import lives

SAME = ("order", "lot", "operation", "work_center", "station", "worker")
"""A beginning and an end belong together when they agree in these."""


def pair_rows(database: duckdb.DuckDBPyConnection, source: Source) -> Source:
    """Return the log with one row an interval: the first beginning with the first end of the same work.

    Where no orders are named, an end belongs to the beginning just before it at the same station.
    """
    data, match = source.table.data, source.match
    database.register("raw", data)
    life, time = match["life"], match["time"]
    form = time.profile.time
    assert form is not None
    columns = [name for name in data.column_names if name not in (life.profile.name, time.profile.name, ROW)]
    ordered = "order" in match or "lot" in match
    keys = [match[role].sql for role in SAME if role in match and (ordered or role in ("work_center", "station"))]
    database.execute(
        f"CREATE TEMP TABLE phases AS {_phases(life, time.sql, form.sql(time.sql), keys, ordered=ordered)}"
    )
    joined = " AND ".join(f"a.{key} IS NOT DISTINCT FROM b.{key}" for key in [*keys, "_turn"])
    chosen = ", ".join(f"coalesce(b.{quoted(name)}, a.{quoted(name)}) AS {quoted(name)}" for name in columns)
    paired = database.execute(
        f"SELECT {chosen}, a._text AS _begin, b._text AS _finish, "
        f"coalesce(a.{ROW}, b.{ROW}) AS {ROW} FROM (SELECT * FROM phases WHERE _phase = 'begin') a "
        f"FULL OUTER JOIN (SELECT * FROM phases WHERE _phase = 'finish') b ON {joined} ORDER BY {ROW}"
    ).to_arrow_table()
    database.unregister("raw")
    database.execute("DROP TABLE phases")
    made = {role: one for role, one in match.items() if role not in ("life", "time")}
    how = f"rows paired by {life.profile.name!r}"
    made |= {"start": _renamed(time, "_begin", how), "end": _renamed(time, "_finish", how)}
    return Source(replace(source.table, data=paired), made)


def _phases(life: Matched, text: str, moment: str, keys: list[str], *, ordered: bool) -> str:
    named = cases(life.sql, lives(life.profile.counts), literal("other"))
    inner = f"SELECT *, {text} AS _text, {moment} AS _moment, {named} AS _phase FROM raw"
    if not ordered:
        return _in_succession(inner, keys)
    turn = f"row_number() OVER (PARTITION BY {', '.join([*keys, '_phase'])} ORDER BY _moment, {ROW})"
    return f"SELECT *, {turn} AS _turn FROM ({inner}) WHERE _phase <> 'other'"


def _in_succession(inner: str, keys: list[str]) -> str:
    """Return the SQL of phases in which an end belongs to the beginning just before it: a machine does one thing."""
    apart = f"PARTITION BY {', '.join(keys)} " if keys else ""
    begun = f"sum(CASE WHEN _phase = 'begin' THEN 1 ELSE 0 END) OVER ({apart}ORDER BY _moment, {ROW})"
    turn = f"SELECT *, {begun} AS _turn FROM ({inner}) WHERE _phase <> 'other'"
    first = (
        f"QUALIFY row_number() OVER (PARTITION BY {', '.join([*keys, '_turn', '_phase'])} ORDER BY _moment, {ROW}) = 1"
    )
    return f"SELECT * FROM ({turn}) {first}"


def _renamed(time: Matched, name: str, how: str) -> Matched:
    profile = time.profile
    renamed = type(profile)(name, profile.values, profile.rows)
    return Matched(renamed, how)
