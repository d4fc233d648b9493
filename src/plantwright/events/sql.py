"""Small pieces of SQL that read text as what it means."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from plantwright.events.columns import Match, Matched
from plantwright.events.profile import Profile
from plantwright.events.words import TRUE
from plantwright.events.zones import local_bounds

YEARS = (1970, 2100)
"""The years whose clock changes are known."""
MOST = 1e15
"""Numbers as large, and those that are none or without end, are not read: nothing is counted so far."""


def text(found: Matched | None) -> str:
    """Return the SQL of a column of names: trimmed, empty ones null."""
    return f"nullif(trim({found.sql}), '')" if found else "CAST(NULL AS VARCHAR)"


def literal(value: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def number(found: Matched | None) -> str:
    """Return the SQL of a column of numbers, its decimal sign as found."""
    if not found:
        return "CAST(NULL AS DOUBLE)"
    column = found.sql
    if any("," in value for value in found.profile.values):
        column = f"replace({column}, ',', '')" if found.profile.decimal == "." else _comma(column)
    return bounded(column)


def bounded(column: str) -> str:
    """Return the SQL of a text as a number, those too large to be counted or measured as missing."""
    return f"CASE WHEN abs(try_cast({column} AS DOUBLE)) < {MOST:.0f} THEN try_cast({column} AS DOUBLE) END"


def _comma(column: str) -> str:
    return f"replace(replace({column}, '.', ''), ',', '.')"


def flag(found: Matched | None) -> str:
    """Return the SQL of a yes-or-no column; what is empty is no."""
    if not found:
        return "FALSE"
    return f"coalesce(lower(trim({found.sql})) IN ({', '.join(map(literal, TRUE))}), FALSE)"


def cases(column: str, values: dict[str, str], default: str) -> str:
    """Return the SQL that turns each value of a column into another."""
    branches = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in values.items())
    return f"CASE {column} {branches} ELSE {default} END" if branches else default


def moment(found: Matched | None, zone: str, years: tuple[int, int]) -> str:
    """Return the SQL of a column of times in UTC; wall times are of ``zone``, exact within ``years``."""
    if not found or not found.profile.time:
        return "CAST(NULL AS TIMESTAMP)"
    form = found.profile.time
    if form.zoned or form.shape == "epoch":
        return form.sql(found.sql)
    return utc_sql(form.sql(found.sql), zone, years)


def utc_sql(wall: str, zone: str, years: tuple[int, int]) -> str:
    """Return the SQL that turns wall times into UTC by the offsets that hold in ``years``."""
    bounds, shifts = local_bounds(zone)
    first = np.datetime64(f"{years[0]}-01-01", "us").astype(np.int64)
    last = np.datetime64(f"{years[1]}-12-31", "us").astype(np.int64)
    kept = [k for k in range(len(bounds)) if bounds[k] < last and (k + 1 == len(bounds) or bounds[k + 1] > first)]
    if len(kept) == 1:
        return _shifted(wall, int(shifts[kept[0]]))
    steps = [f"WHEN {wall} < {_stamp(int(bounds[k + 1]))} THEN {_shifted(wall, int(shifts[k]))}" for k in kept[:-1]]
    return f"CASE {' '.join(steps)} ELSE {_shifted(wall, int(shifts[kept[-1]]))} END"


def _shifted(wall: str, shift: int) -> str:
    return f"{wall} - to_microseconds({shift})" if shift else wall


def _stamp(micro: int) -> str:
    return f"TIMESTAMP '{datetime(1970, 1, 1) + timedelta(microseconds=micro):%Y-%m-%d %H:%M:%S}'"  # noqa: DTZ001


def years_of(profiles: list[Profile]) -> tuple[int, int]:
    """Return the years that the sampled times lie in, one more on either side."""
    found = [
        year for one in profiles for value in one.values[:: max(1, len(one.values) // 200)] for year in _years(value)
    ]
    return (min(found) - 1, max(found) + 1) if found else YEARS


def _years(value: str) -> list[int]:
    words = value.replace("/", "-").replace(".", "-").replace(" ", "-").replace("T", "-").split("-")
    return [int(one) for one in words if len(one) == 4 and one.isdigit() and YEARS[0] <= int(one) <= YEARS[1]]


def times_of(match: Match) -> list[Profile]:
    """Return the columns that were taken for times."""
    return [one.profile for role, one in match.items() if one.profile.time and role in _TIME_ROLES]


_TIME_ROLES = ("ready", "start", "end", "left", "time", "released", "due", "done")
