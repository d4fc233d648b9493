"""Rows whose own column of durations contradicts their start and end."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from plantwright.events.log import Finding
from plantwright.events.opened import Source
from plantwright.events.repair import NAMED, SHOWN, rows
from plantwright.events.table import ROW
from plantwright.messages.told import told as message

TOLERANCE = 60
"""How far the two may lie apart [s]."""


def contradicted_spans(database: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Finding]:
    """Iterate over the one finding, or none, that a column such as ``Span`` tells other durations than the times do."""
    if "span" not in source.match:
        return
    column = source.match["span"]
    database.register("raw", source.table.data.select([ROW, column.profile.name]))
    parts = rf"regexp_extract({column.sql}, '(\d+):(\d\d)(?::(\d\d))?', ['h', 'm', 's'])"
    told = " + ".join(f"{unit} * coalesce(try_cast({parts}.{name} AS INT), 0)" for name, unit in _UNITS.items())
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE _spans AS SELECT i.{ROW}, told FROM intervals i
        JOIN (SELECT {ROW}, {told} AS told FROM raw WHERE {column.sql} IS NOT NULL) USING ({ROW})
        WHERE abs(told - (epoch_us("end") - epoch_us("start")) / 1e6) > {TOLERANCE}"""
    )
    database.unregister("raw")
    number, zeros = rows(database, "SELECT count(*), count(*) FILTER (told = 0) FROM _spans")[0]
    if number:
        query = f"SELECT {NAMED} FROM intervals SEMI JOIN _spans USING ({ROW}) ORDER BY {ROW} LIMIT {SHOWN}"
        detail = message(
            "{n:,} rows last otherwise than their {column!r} says, {zeros:,} of which say 0",
            n=number,
            column=column.profile.name,
            zeros=zeros,
        )
        shown = tuple(str(one[0]) for one in rows(database, query))
        yield Finding("duration_differs", int(str(number)), detail, message("start and end were believed"), shown)


_UNITS = {"h": 3600, "m": 60, "s": 1}
