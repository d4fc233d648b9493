"""Dates that stand for none: systems write 9999-12-31 or year 1 where nothing has happened yet."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

LIVED = (1902, 2199)
"""The years in which records can lie; a time outside them was meant for none."""


def drop_far_times(database: duckdb.DuckDBPyConnection, table: str, names: Iterable[str]) -> None:
    """Take times outside the years that can be meant as missing."""
    for name in names:
        database.execute(
            f'UPDATE {table} SET "{name}" = NULL WHERE year("{name}") NOT BETWEEN {LIVED[0]} AND {LIVED[1]}'
        )
