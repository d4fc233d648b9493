"""Small results of grouped queries as arrays, one row a group and one column a block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import ibis
import numpy as np
from numpy.typing import NDArray

from plantwright.observe.blocks import Array
from plantwright.observe.names import Names

Column: TypeAlias = NDArray[Any] | list[Any]


@dataclass(frozen=True)
class Groups:
    """Sums by group and block of time."""

    labels: list[tuple[Any, ...]]
    """The key of every group, in order."""
    sums: dict[str, Array]
    """Shape (groups, blocks) each."""
    text: dict[str, list[Any]] = field(default_factory=dict)
    """Words that belong to a group."""

    def total(self, name: str) -> Array:
        """Return a sum over the whole window, shape (groups,)."""
        return np.asarray(self.sums[name].sum(axis=-1))

    def by(self, word: str) -> Groups:
        """Return the sums of groups that share a word, such as the stations of a work center."""
        names = sorted({name for name in self.text[word] if name is not None})
        masks = np.array([[one == name for one in self.text[word]] for name in names], dtype=float)
        masks = masks.reshape(len(names), len(self.labels))
        sums = {key: masks @ one for key, one in self.sums.items()}
        sums["members"] = np.repeat(masks.sum(axis=1, keepdims=True), next(iter(self.sums.values())).shape[1], axis=1)
        return Groups([(name,) for name in names], sums)

    def index(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Iterate over the groups with their number."""
        return iter(enumerate(self.labels))


def arrays(table: ibis.Table) -> dict[str, NDArray[Any]]:
    """Return a result of many lines as arrays by column; empty cells of numbers are NaN."""
    made = table.to_pyarrow()
    return {name: made[name].to_numpy() for name in made.column_names}


def grouped(
    found: Mapping[str, Column],
    keys: Sequence[str],
    blocks: int,
    text: Sequence[str] = (),
    names: Names | None = None,
) -> Groups:
    """Return a grouped result, which has one line a group and block, as arrays; what is missing is zero.

    ``names`` tells the names behind keys and texts that are numbers.
    """
    numbers = [_told_apart(found[key], names) for key in keys]
    lines = np.column_stack([number for number, _ in numbers]).reshape(-1, len(keys))
    groups, rows = np.unique(lines, axis=0, return_inverse=True)
    labels = [tuple(words[place] for (_, words), place in zip(numbers, line, strict=True)) for line in groups.tolist()]
    order = sorted(range(len(labels)), key=lambda place: [str(part) for part in labels[place]])
    rows = np.argsort(order)[rows.ravel()] if order else rows.ravel()
    cols = np.asarray(found["block"], dtype=int)
    summed = [name for name in found if name not in (*keys, *text, "block")]
    sums = {name: _filled(found[name], rows, cols, (len(labels), blocks)) for name in summed}
    spoken = {word: _words(found[word], rows, len(labels), names) for word in text}
    return Groups([labels[place] for place in order], sums, spoken)


def _told_apart(values: Column, names: Names | None) -> tuple[NDArray[np.int64], list[Any]]:
    """Return a place for each value, and the word at each place."""
    if names is None:
        places: dict[Any, int] = {}
        return np.array([places.setdefault(one, len(places)) for one in values], dtype=np.int64), list(places)
    kept, codes = np.unique(np.asarray(values, dtype=float), return_inverse=True)
    return codes.astype(np.int64), names.of(None if np.isnan(one) else int(one) for one in kept)


def _filled(values: Column, rows: Any, cols: Any, shape: tuple[int, int]) -> Array:
    array = np.zeros(shape)
    array[rows, cols] = np.nan_to_num(np.asarray(values, dtype=float), nan=0.0)
    return array


def _words(values: Column, rows: Any, count: int, names: Names | None) -> list[Any]:
    """Return a word for each group, the last of its lines that has one."""
    codes, kept = _told_apart(values, names)
    told = np.array([word is not None for word in kept], dtype=bool)[codes]
    words: list[Any] = [None] * count
    for row, code in dict(zip(rows[told].tolist(), codes[told].tolist(), strict=True)).items():
        words[row] = kept[code]
    return words
