"""Numbers in place of the names in a log: rows are sorted, joined and grouped by them in a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import ibis

from plantwright.events.schema import Kind

KINDS: dict[str, int] = {kind: number for number, kind in enumerate(get_args(Kind))}
"""The number of each kind of row."""
KEYS = ("product", "operation", "work_center", "station")
"""Columns whose names become numbers."""
NOTHING, RELEASE, COMPLETION = -1, -2, -3
"""Numbers of what is no name of a log: where nothing stands, and where a lot comes from first and goes to last."""
_WORDS = {NOTHING: "", RELEASE: "release", COMPLETION: "completion"}


@dataclass(frozen=True)
class Names:
    """The names of a log, one list for all columns, so that a number means the same in each."""

    words: Mapping[int, str]
    table: ibis.Table
    """Every combination of names and kind once, with ``KEY_number`` for each of ``KEYS``."""

    def of(self, numbers: Iterable[int | None]) -> list[str | None]:
        """Return the names behind numbers."""
        return [None if number is None else self.words[number] for number in numbers]

    def numbers(self) -> dict[str, int]:
        """Return the number of each name."""
        return {word: number for number, word in self.words.items()}

    def on(self, rows: ibis.Table) -> ibis.Table:
        """Return the rows with ``KEY_number`` for each of ``KEYS``, and with the kind as a number."""
        told = self.table.rename({f"{key}_name": key for key in (*KEYS, "kind")})
        kind = ibis.cases(*[(told.kind_name == word, number) for word, number in KINDS.items()], else_=-1)
        told = told.mutate(kind_number=kind.cast("int8"))
        # where nothing stands is a combination like any other
        return rows.left_join(told, [rows[key].identical_to(told[f"{key}_name"]) for key in (*KEYS, "kind")])


def names_of(seen: ibis.Table) -> Names:
    """Return the names in a table that holds every combination of ``KEYS`` and kind once."""
    each = [seen.select(word=seen[key]).filter(ibis._.word.notnull()) for key in KEYS]
    words = each[0].union(*each[1:]).distinct()
    words = words.mutate(number=(ibis.row_number().over(order_by="word")).cast("int32")).cache()
    table = seen.select(*KEYS, "kind")
    for key in KEYS:
        one = words.select(**{f"{key}_word": "word", f"{key}_number": "number"})
        table = table.left_join(one, table[key] == one[f"{key}_word"]).drop(f"{key}_word")
    found: dict[str, list[Any]] = words.to_pyarrow().to_pydict()
    return Names({**dict(zip(found["number"], found["word"], strict=True)), **_WORDS}, table.cache())
