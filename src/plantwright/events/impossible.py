"""What no order can have done: be in two places at once, at work after it left, or of more pieces than it had."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from plantwright.events.log import Finding
from plantwright.events.repair import SHOWN, rows
from plantwright.messages.told import later, told

_SLACK = "INTERVAL 60 SECOND"
_MORE = 1.02
"""How many times the pieces of the step before a step must have for more to have come in than there were."""


def impossible_orders(database: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Iterate over what the orders cannot have done, given ``_steps``."""
    yield from _found(
        database, "order_in_two_places", _two_places(),
        later("{n:,} steps begin at one station while their order is still at another"), later("kept as recorded"),
    )  # fmt: skip
    yield from _found(
        database, "work_after_completion", _outside("completed", f'i."start" > o.completed + {_SLACK}'),
        later("{n:,} orders are worked on after they were completed"),
        later("kept as recorded; the completion told was believed"),
    )  # fmt: skip
    yield from _found(
        database, "work_before_release", _outside("released", f'i."start" < o.released - {_SLACK}'),
        later("{n:,} orders are worked on before they were released"),
        later("kept as recorded; the release told was believed"),
    )  # fmt: skip
    yield from _found(
        database, "completed_before_release",
        'SELECT "order" AS name FROM orders WHERE completed < released ORDER BY 1',
        later("{n:,} orders were completed before they were released"), later("their flow time is left out"),
    )  # fmt: skip
    yield from _found(
        database, "pieces_from_nowhere", _more_pieces(),
        later("{n:,} steps take in more pieces than the step before gave"), later("kept as recorded"),
    )  # fmt: skip


def _found(database: duckdb.DuckDBPyConnection, name: str, query: str, detail: str, action: str) -> Iterator[Finding]:
    number = int(str(rows(database, f"SELECT count(*) FROM ({query})")[0][0]))
    if number:
        shown = rows(database, f"SELECT name FROM ({query}) LIMIT {SHOWN}")
        yield Finding(name, number, told(detail, n=number), told(action), tuple(str(one[0]) for one in shown))


def _two_places() -> str:
    return f"""SELECT concat_ws(', ', "order", operation, station) AS name FROM _steps
        WHERE station_before <> station AND operation_before <> operation AND "start" < end_before - {_SLACK}"""


def _outside(told: str, condition: str) -> str:
    return f"""SELECT DISTINCT i."order" AS name FROM intervals i JOIN orders o ON o."order" = i."order"
        WHERE i.kind = 'process' AND o.{told} IS NOT NULL AND {condition} ORDER BY 1"""


def _more_pieces() -> str:
    return f"""SELECT concat_ws(', ', "order", operation, station) AS name FROM _steps
        WHERE lot IS NULL AND operation_before <> operation AND quantity > 0 AND good_before > 0
        AND NOT coalesce(rework, FALSE) AND quantity > {_MORE} * good_before"""
