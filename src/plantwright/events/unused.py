"""Columns of the records that became nothing of the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plantwright.events.log import Finding
from plantwright.events.opened import Source
from plantwright.events.table import ROW
from plantwright.messages.told import told as message
from plantwright.messages.told import told_many

SHOWN = 8
"""The most columns that are named one by one."""


def columns_not_used(sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Iterate over one finding for each table that has columns with values that nothing was made of."""
    for source in sources.values():
        left = _left(source)
        if left:
            told = told_many(
                "{count} column of {file} is not used: {columns}", "{count} columns of {file} are not used: {columns}",
                len(left), file=source.table.path.name, columns=", ".join(map(repr, left[:SHOWN])),
            )  # fmt: skip
            yield Finding("columns_not_used", len(left), told, message("left out"), tuple(left[SHOWN:]))


def _left(source: Source) -> list[str]:
    data, match = source.table.data, source.match
    used = {ROW, *(one.profile.name for one in match.values())}
    # what readings became has a kind, whether there is one kind or several
    used |= {"kind"} if "kind" in source.table.origins else set()
    return [one for one in data.column_names if one not in used and data[one].null_count < len(data)]
