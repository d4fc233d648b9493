"""Numbers in place of the names in a log: rows are sorted, joined and grouped by them in a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

import ibis
import pyarrow as pa

from plantwright.events.schema import Kind

KINDS: dict[str, int] = {kind: number for number, kind in enumerate(get_args(Kind))}
"""The number of each kind of row."""
KEYS = ("product", "operation", "work_center", "station", "kind")
"""Columns whose names become numbers."""
RELEASE, COMPLETION = "release", "completion"
"""Where a lot comes from first and goes to last."""
_ALWAYS = ("", RELEASE, COMPLETION)


@dataclass(frozen=True)
class Names:
    """The names of a log, one list for all columns, so that a number means the same in each."""

    words: tuple[str, ...]
    """In order of the alphabet."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each name."""
        return {word: number for number, word in enumerate(self.words)}

    def of(self, numbers: Iterable[int | None]) -> list[str | None]:
        """Return the names behind numbers."""
        return [None if number is None else self.words[number] for number in numbers]


def names_of(seen: Mapping[str, list[Any]]) -> Names:
    """Return the names in the columns ``KEYS`` of a log, kinds apart."""
    found = {word for key in KEYS[:-1] for word in seen[key] if word is not None}
    return Names(tuple(sorted(found.union(_ALWAYS))))


def numbered(rows: ibis.Table, seen: Mapping[str, list[Any]], names: Names) -> ibis.Table:
    """Return the rows with ``KEY_number`` for each of ``KEYS``; ``seen`` holds every combination of names once."""
    told = _combinations(seen, names)
    # nothing is a name like any other here
    return rows.left_join(told, [rows[key].identical_to(told[f"{key}_name"]) for key in KEYS])


def _combinations(seen: Mapping[str, list[Any]], names: Names) -> ibis.Table:
    texts = {f"{key}_name": pa.array(seen[key], pa.string()) for key in KEYS}
    told: dict[str, Any] = {"kind_number": pa.array([KINDS.get(one, -1) for one in seen["kind"]], pa.int8())}
    for key in KEYS[:-1]:
        told[f"{key}_number"] = pa.array([None if one is None else names.numbers[one] for one in seen[key]], pa.int32())
    return ibis.memtable(pa.table({**texts, **told}))
