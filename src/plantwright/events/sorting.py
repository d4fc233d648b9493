"""Which tables of a workbook or folder are the log, which the orders, which the downtime."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.errors import Problems
from plantwright.events.columns import Match, match_columns
from plantwright.events.log import Finding
from plantwright.events.named_tables import with_stations
from plantwright.events.names import DOWN_ROLES, LOG_ROLES, ORDER_ROLES, words_of
from plantwright.events.table import ROW, Table, stacked
from plantwright.messages.told import told as message

ROLES = {"log": LOG_ROLES, "orders": ORDER_ROLES, "downtime": DOWN_ROLES}
"""The tables of a log and what their columns may be."""
_HINTS = {
    "orders": {"orders", "order", "auftrage", "auftragsliste", "ordenes", "pedidos", "commandes", "订单", "工单"},
    "downtime": {
        "downtime",
        "downtimes",
        "stops",
        "breakdowns",
        "storungen",
        "stillstande",
        "paradas",
        "arrets",
        "停机",
    },
}
_ALIKE = 0.8
"""The share of columns that tables of one kind have in common."""


def sort_tables(tables: Sequence[Table]) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables by what they hold, like ones as one, and what was left aside.

    Notes
    -----
    By the sheet's name where it says so, else by its columns: a log says when and where or what was done, a table of
    orders has each order once, a table of downtime has stations, times and no orders.
    """
    if len(tables) == 1:
        return {"log": tables[0]}, []
    kinds = [_kind(one) for one in tables]
    made, notes = {}, []
    for name in ROLES:
        group = [one for one, kind in zip(tables, kinds, strict=True) if kind == name]
        if group:
            first = max(group, key=lambda one: len(one.data))
            like = [one for one in group if _alike(one, first)]
            made[name] = stacked(with_stations(like) if name == "log" else like)
    used = [one for name, kind in zip(tables, kinds, strict=True) if (one := made.get(kind)) and _alike(name, one)]
    aside = [one for one, kind in zip(tables, kinds, strict=True) if kind not in made or not _alike(one, made[kind])]
    if aside:
        shown = tuple(one.sheet or one.path.name for one in aside)
        told = message(
            "{n} of {of} tables are no log, orders or downtime, or unlike the others", n=len(aside), of=len(tables)
        )
        action = message("not read: {tables}", tables=", ".join(shown))
        notes.append(Finding("tables_aside", len(aside), told, action, shown[:3]))
    if len(used) > len(made):
        listed = ", ".join(one.sheet or one.path.name for one in tables if one not in aside)
        told = message("{n} tables hold records: {tables}", n=len(used), tables=listed)
        notes.append(Finding("tables_joined", len(used), told, message("read as one")))
    return made, notes


def _kind(table: Table) -> str:
    words = set(words_of(table.sheet or table.path.stem))
    hinted = next((name for name, hints in _HINTS.items() if hints & words), None)
    matches = {name: _match(table, roles) for name, roles in ROLES.items()}
    if hinted and _could_be(hinted, matches[hinted], table):
        return hinted
    return next((name for name in ("orders", "downtime", "log") if _is(name, matches, table)), "")


def _match(table: Table, roles: Sequence[str]) -> Match:
    return match_columns(table.profiles(), roles, {}, Problems(""))


def _could_be(name: str, match: Match, table: Table) -> bool:
    needed = {"orders": {"order"}, "downtime": {"station", "start"}}[name]
    return needed <= set(match) and (name != "orders" or _once(table, match))


def _is(name: str, matches: dict[str, Match], table: Table) -> bool:
    log = set(matches["log"])
    if name == "log":
        return bool({"start", "end", "time"} & log) and bool({"operation", "station", "work_center"} & log)
    if name == "orders":
        match = matches["orders"]
        plain = not {"operation", "station", "start"} & log
        return (
            plain and {"order"} < set(match) and bool({"due", "released", "done"} & set(match)) and _once(table, match)
        )
    return "order" not in log and "operation" not in log and {"station", "start", "end", "reason"} <= set(matches[name])


def _once(table: Table, match: Match) -> bool:
    values = table.data[match["order"].profile.name].drop_null()
    return len(values) == len(values.unique())


def _alike(one: Table, other: Table) -> bool:
    a, b = set(one.data.column_names) - {ROW}, set(other.data.column_names) - {ROW}
    return len(a & b) >= _ALIKE * min(len(a), len(b))
