"""DuckDB in this process, as Ibis and as itself."""

from __future__ import annotations

from typing import Any

import duckdb
import ibis


def connect() -> Any:
    """Return an Ibis connection to a database in memory that never downloads extensions."""
    return ibis.duckdb.connect(autoinstall_known_extensions=False, autoload_known_extensions=False)


def database(connection: Any) -> duckdb.DuckDBPyConnection:
    """Return the DuckDB connection below an Ibis one."""
    below: duckdb.DuckDBPyConnection = connection.con
    return below
