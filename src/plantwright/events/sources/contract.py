"""What every live source is: rows since a position, and the position to read on from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

Position = Mapping[str, str]
"""Where reading goes on: marks by name, which only their source understands. Text alone, so that it can be stored."""

TAG_COLUMNS = ("time", "station", "tag", "value")
"""The columns of what machines say without an order: states and counters."""


@dataclass(frozen=True)
class Batch:
    """Some rows of a source, and how far its position moves when they are stored."""

    rows: pa.Table
    """Columns of text as they stand in the source; nothing is null."""
    marks: Mapping[str, str | None] = field(default_factory=dict)
    """The marks that moved; None takes one away. Rows and marks are stored together or not at all."""
    ids: Sequence[str | None] = ()
    """What each row is known by, shape (rows,): a row that comes again has the id it had. None, or no ids: it never
    comes again after its marks are stored."""
    amends: bool = False
    """A row whose id is known already is better than the one there, as of a line that was cut; else it is the same."""
    more: bool = False
    """More can be had at once."""
    notes: tuple[str, ...] = ()
    """What was odd, in sentences: gaps, replaced files, forgotten sessions."""


class Source(Protocol):
    """Something outside that goes on recording.

    ``read(since)`` tells the source that all up to ``since`` is stored for good: only then may it let go of it. What
    was read and never stored comes again. A source keeps nothing that it needs after a crash.
    """

    name: str
    """What it is called in the log, the same in each run and without a password."""

    def read(self, since: Position | None) -> Batch:
        """Return the next rows after a position; None reads from the beginning. It may wait a moment for some.

        Raises
        ------
        SourceAwayError
            It does not answer now; nothing is lost, and reading may be tried again.
        RecordsError
            It cannot be read at all, with all that is wrong.
        """

    def close(self) -> None:
        """Let go of connections and files."""


def moved(since: Position | None, marks: Mapping[str, str | None]) -> dict[str, str]:
    """Return the position that a batch's marks lead to."""
    changed = {**(since or {}), **marks}
    return {name: value for name, value in changed.items() if value is not None}


def text_table(rows: Iterable[Mapping[str, str | None]]) -> pa.Table:
    """Return rows as a table of text: every column that one of them has, in the order of their appearance."""
    kept = list(rows)
    names = dict.fromkeys(name for row in kept for name in row)
    return pa.table({name: pa.array([row.get(name) for row in kept], pa.string()) for name in names})
