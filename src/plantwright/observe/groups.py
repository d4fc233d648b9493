"""Small results of grouped queries as arrays, one row a group and one column a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from plantwright.observe.blocks import Array


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


def grouped(
    found: dict[str, list[Any]],
    keys: Sequence[str],
    blocks: int,
    text: Sequence[str] = (),
) -> Groups:
    """Return a grouped result, which has one line a group and block, as arrays; what is missing is zero."""
    lines = list(zip(*(found[key] for key in keys), strict=True))
    labels = sorted(set(lines), key=lambda key: [str(part) for part in key])
    place = {label: index for index, label in enumerate(labels)}
    rows = np.array([place[line] for line in lines], dtype=int)
    cols = np.array(found["block"], dtype=int)
    names = [name for name in found if name not in (*keys, *text, "block")]
    sums = {name: _filled(found[name], rows, cols, (len(labels), blocks)) for name in names}
    return Groups(labels, sums, {word: _words(found[word], rows, len(labels)) for word in text})


def _filled(values: list[Any], rows: Any, cols: Any, shape: tuple[int, int]) -> Array:
    array = np.zeros(shape)
    array[rows, cols] = [0.0 if value is None else float(value) for value in values]
    return array


def _words(values: list[Any], rows: Any, count: int) -> list[Any]:
    words: list[Any] = [None] * count
    for row, value in zip(rows, values, strict=True):
        words[row] = value if value is not None else words[row]
    return words
