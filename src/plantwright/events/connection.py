"""DuckDB in this process, as Ibis and as itself."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import ibis

MEMORY = "1GB"
"""What a database may hold of a log that is too long for memory; the rest of what it works out goes to disk."""


def connect(**settings: str) -> Any:
    """Return an Ibis connection to a database in memory that never downloads extensions.

    What does not fit in memory goes to the system's folder for temporary files until the connection is closed.
    """
    spill = Path(tempfile.gettempdir()) / f"plantwright-{uuid4().hex[:12]}"
    return ibis.duckdb.connect(
        autoinstall_known_extensions=False, autoload_known_extensions=False, temp_directory=str(spill), **settings
    )


def database(connection: Any) -> duckdb.DuckDBPyConnection:
    """Return the DuckDB connection below an Ibis one."""
    below: duckdb.DuckDBPyConnection = connection.con
    return below
