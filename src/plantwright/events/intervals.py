"""From a table of text to the table of intervals."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from plantwright.events import sql
from plantwright.events.columns import Match, Matched
from plantwright.events.far_times import drop_far_times
from plantwright.events.places import look_like_people, without_number, work_centers
from plantwright.events.schema import INTERVALS
from plantwright.events.table import ROW
from plantwright.events.words import kind_of_operation


def people_not_stations(match: Match) -> Match:
    """Return the match with a resource that numbers people taken for the worker, where no other column is."""
    station = match.get("station")
    if station is None or station.how == "as told" or not look_like_people(station.profile.counts):
        return match
    return {"worker": station} | {role: one for role, one in match.items() if role != "station"}


def build_intervals(
    database: duckdb.DuckDBPyConnection, data: pa.Table, match: Match, zone: str, table: str = "intervals"
) -> None:
    """Create ``table`` in the schema of the intervals from a table of text, times in UTC, with ``_row``."""
    database.register("raw", with_names(data, match))
    # an Arrow table read by several threads arrives out of order
    threads = database.execute("SELECT current_setting('threads')").fetchall()[0][0]
    database.execute("SET threads TO 1")
    years = sql.years_of(sql.times_of(match))
    database.execute(_create(table, match, zone, years))
    lowest, highest = _years_seen(database, table)
    if lowest < years[0] or highest > years[1]:
        database.execute(f"DROP TABLE {table}")
        database.execute(_create(table, match, zone, sql.YEARS))
        drop_far_times(database, table, ("ready", "start", "end", "left"))
    database.execute(f"SET threads TO {threads}")
    database.unregister("raw")


def _create(table: str, match: Match, zone: str, years: tuple[int, int]) -> str:
    selected = ", ".join(f'{expression} AS "{name}"' for name, expression in _expressions(match, zone, years).items())
    return f"CREATE TABLE {table} AS SELECT {selected}, {ROW} FROM raw"


def _expressions(match: Match, zone: str, years: tuple[int, int]) -> dict[str, str]:
    made = {name: f"CAST(NULL AS {_SQL_TYPES[kind]})" for name, kind in INTERVALS.items()}
    made |= {name: sql.text(match.get(name)) for name in ("order", "lot", "product", "reason", "unit")}
    made |= {name: sql.moment(match.get(name), zone, years) for name in ("ready", "start", "end", "left")}
    scrapped = sql.number(match.get("scrapped"))
    made |= {
        **{name: f"_{name}" for name in ("operation", "work_center", "station", "worker", "kind")},
        "quantity": sql.number(match.get("quantity")),
        "scrapped": scrapped,
        "rework": sql.flag(match.get("rework")),
    }
    if "good" in match and "quantity" not in match:
        made["quantity"] = f"{sql.number(match['good'])} + coalesce({scrapped}, 0)"
    return made


_SQL_TYPES = {
    "string": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "float64": "DOUBLE",
    "int64": "BIGINT",
    "boolean": "BOOLEAN",
}


def with_names(data: pa.Table, match: Match) -> pa.Table:
    """Return the table with the columns of names as the log has them: places, people, operations and kinds."""
    station, operation = _tidied(data, match.get("station")), _tidied(data, match.get("operation"))
    numbered = "station" in match and "work_center" not in match
    centers = work_centers(_names(station))
    made = {
        "station": station,
        "operation": _mapped(operation, {one: without_number(one) for one in _names(operation)} if numbered else {}),
        "work_center": _tidied(data, match["work_center"]) if "work_center" in match else _mapped(station, centers),
        "worker": _pseudonyms(_tidied(data, match.get("worker"))),
        "kind": _kinds(data, match, operation),
    }
    if "station" not in match and "work_center" not in match:
        made["work_center"] = operation
    for name, column in made.items():
        data = data.append_column(f"_{name}", column)
    return data


def _tidied(data: pa.Table, found: Matched | None) -> pa.DictionaryArray:
    if found is None:
        return pa.nulls(len(data), pa.string()).dictionary_encode()
    column = data[found.profile.name].combine_chunks().dictionary_encode()
    return _mapped(column, {one: " ".join(one.split()) for one in _names(column)})


def _names(column: pa.DictionaryArray) -> list[str]:
    names: list[str] = column.dictionary.to_pylist()
    return names


def _mapped(column: pa.DictionaryArray, new: dict[str, str]) -> pa.DictionaryArray:
    """Return the column with each name replaced by its new one; an empty one becomes null."""
    names = [new.get(one, one) or None for one in _names(column)]
    return pa.DictionaryArray.from_arrays(column.indices, pa.array(names, pa.string()))


def _pseudonyms(workers: pa.DictionaryArray) -> pa.DictionaryArray:
    names = [one for one in _names(workers) if one]
    width = len(str(len(names)))
    return _mapped(workers, {name: f"W{k:0{width}d}" for k, name in enumerate(names, 1)})


def _kinds(data: pa.Table, match: Match, operation: pa.DictionaryArray) -> pa.Array:
    by_operation = _mapped(operation, {one: kind_of_operation(one) for one in _names(operation)}).dictionary_decode()
    by_operation = pc.fill_null(by_operation, "process")
    if "kind" not in match:
        return by_operation
    kinds = {old.strip(): new for old, new in match["kind"].profile.kinds.items()}
    codes = _tidied(data, match["kind"])
    coded = _mapped(codes, {one: kinds.get(one, "") for one in _names(codes)}).dictionary_decode()
    return pc.coalesce(coded, by_operation)


def _years_seen(database: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    query = f'SELECT year(least(min("start"), min("end"))), year(greatest(max("start"), max("end"))) FROM {table}'
    found = database.execute(query).fetchone()
    assert found is not None
    return (found[0] or sql.YEARS[1], found[1] or sql.YEARS[0])
