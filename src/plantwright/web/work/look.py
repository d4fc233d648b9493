"""What a person needs to correct how records were understood: columns, samples, and what each was taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plantwright.events.opened import Source
from plantwright.events.profile import Profile
from plantwright.events.table import ROW

SAMPLES, LONGEST, MOST = 3, 40, 400
"""Values shown of a column, letters of each, and columns of a table that are shown."""


def looked_at(sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return the tables that were found, ready for JSON."""
    return {name: _table(source) for name, source in sources.items()}


def _table(source: Source) -> dict[str, Any]:
    profiles = [one for one in source.table.profiles() if one.name != ROW][:MOST]
    return {
        "file": source.table.path.name, "sheet": source.table.sheet, "rows": len(source.table.data),
        "columns": [_column(one) for one in profiles],
        "match": {role: {"column": one.profile.name, "how": one.how} for role, one in source.match.items()},
    }  # fmt: skip


def _column(profile: Profile) -> dict[str, Any]:
    samples = [one if len(one) <= LONGEST else f"{one[: LONGEST - 1]}…" for one in profile.counts][:SAMPLES]
    return {"name": profile.name, "samples": samples, "filled": len(profile.values) / max(profile.rows, 1)}
