"""The EventLog: what happened on a floor, or would happen, as Ibis tables with one schema."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import ibis
import pyarrow as pa

from plantwright.events.connection import connect
from plantwright.events.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

Origin = Literal["recorded", "simulated", "planned"]

_ARROW = {
    "string": pa.string(),
    "timestamp": pa.timestamp("us"),
    "float64": pa.float64(),
    "int64": pa.int64(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class Finding:
    """Something wrong or odd in the records, and what was done about it."""

    name: str
    """A short fixed name, such as ``missing_end``."""
    count: int
    """How many rows it touches."""
    detail: str
    """What was found, in a sentence."""
    action: str
    """What was done about it."""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogMeta:
    """What is true of a whole log."""

    name: str
    origin: Origin
    start: datetime
    """Begin of the window, UTC without a zone in the type."""
    end: datetime
    """End of the window, UTC without a zone in the type."""
    time_zone: str = "UTC"
    run: str = ""
    """Which run made it: seed and versions, or the hash of the records."""
    has_setup_rows: bool = False
    """Setups are rows of their own; else they lie inside the process intervals."""
    has_ready: bool = False
    """``ready`` and ``left`` are known, not inferred."""
    inner_products: tuple[str, ...] = ()
    """Products that go into others or are taken apart: pieces of them that are done have not left the plant."""
    nominal_durations: tuple[float, ...] = ()
    """Durations that stand in the records too often to be measured: planned times, or a form's default [s]."""

    inferred: tuple[str, ...] = ()
    """Columns of the intervals that no record tells, so that their values follow from others, such as ``start``."""

    def days(self) -> float:
        """Return the length of the window in calendar days [d]."""
        return (self.end - self.start).total_seconds() / 86_400


@dataclass(frozen=True)
class EventLog:
    """Intervals of stations, workers and orders, with the orders they belong to.

    ``intervals`` and ``orders`` are Ibis tables (columns in ``plantwright.events.schema``); measures are
    expressions on them and run wherever the tables live.
    """

    intervals: ibis.Table
    orders: ibis.Table
    meta: LogMeta
    links: ibis.Table | None = None
    measurements: ibis.Table | None = None
    findings: tuple[Finding, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    """Which column of the records became which of the schema, and how that was decided."""

    @classmethod
    def from_arrow(
        cls,
        intervals: pa.Table,
        orders: pa.Table,
        meta: LogMeta,
        *,
        findings: tuple[Finding, ...] = (),
        columns: dict[str, str] | None = None,
        links: pa.Table | None = None,
        measurements: pa.Table | None = None,
    ) -> EventLog:
        """Return a log of tables in memory; missing columns are added empty, others refused."""
        connection = connect()
        optional = {"links": links, "measurements": measurements}
        held = {name: one for name, one in optional.items() if one is not None and len(one)}
        tables = {"intervals": intervals, "orders": orders, **held}
        made = {name: connection.create_table(name, conform(one, TABLES[name])) for name, one in tables.items()}
        return cls(meta=meta, findings=findings, columns=columns or {}, **made)

    def frame(self) -> pd.DataFrame:
        """Return the intervals as a pandas frame, times as ``datetime64[us]`` in UTC."""
        frame: pd.DataFrame = self.intervals.to_pyarrow().to_pandas()
        return frame

    def order_frame(self) -> pd.DataFrame:
        """Return the orders as a pandas frame."""
        frame: pd.DataFrame = self.orders.to_pyarrow().to_pandas()
        return frame

    def within(self, start: datetime, end: datetime) -> EventLog:
        """Return the same log said to cover another window; the measures cut at its edges."""
        return replace(self, meta=replace(self.meta, start=start, end=end))


def conform(table: pa.Table, schema: dict[str, str]) -> pa.Table:
    """Return ``table`` with exactly the columns of ``schema``, missing ones empty."""
    wanted = arrow_schema(schema)
    arrays = [
        table.column(one.name).cast(one.type) if one.name in table.column_names else pa.nulls(len(table), one.type)
        for one in wanted
    ]
    return pa.table(arrays, schema=wanted)


def arrow_schema(schema: dict[str, str]) -> pa.Schema:
    """Return the columns of a table of a log with their Arrow types."""
    return pa.schema([(name, _ARROW[kind]) for name, kind in schema.items()])
