"""Records that hold others, as JSON and XML write them, laid out as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from plantwright.events.sheets.header import find_header
from plantwright.events.sheets.nested_names import Path, names_of
from plantwright.events.sheets.reach import MOST_CELLS
from plantwright.events.sheets.sheet import NotATableError, Row, Sheet, cell, of_rows, refuse_wide

Tree = str | None | Mapping[str, "Tree"] | Sequence["Tree"]
"""What stands in a file: text, named parts, or a list of parts."""
_Record = Mapping[str, Tree]
_Records = Sequence[Tree]
ITSELF = ""
"""The name of what a part says itself, where it has parts as well."""
LEAST_KEYS = 3
"""The fewest names that may be values of what stands under them."""
DEEPEST = 8
"""How many levels of records within records are read."""


@dataclass
class _List:
    """The rows of one list of records, as they are met."""

    rows: list[dict[Path, str]] = field(default_factory=list)
    paths: dict[Path, None] = field(default_factory=dict)

    def add(self, row: dict[Path, str]) -> None:
        self.rows.append(row)
        self.paths.update(dict.fromkeys(row))
        refuse_wide(len(self.paths))
        if len(self.rows) * len(self.paths) > MOST_CELLS:
            found = f"records that reach over {len(self.rows):,} rows and {len(self.paths):,} columns"
            raise NotATableError(found, f"at most {MOST_CELLS:,} cells are read", "export fewer fields, or as Parquet")


def sheets_of(tree: Tree) -> list[Sheet]:
    """Return a table of each list of records that a document holds; what holds a list is repeated in its rows.

    Raises
    ------
    NotATableError
        It holds none, or it is nested too deep.
    """
    around: dict[str, str] = {}
    lists = list(_lists(tree, (), around))
    above = "\n".join(f"{name}: {value}" for name, value in around.items())
    made = [one for path, found in lists for one in _sheets(path, found, above)]
    if not made:
        raise NotATableError("no list of records", "a list of objects, or an object a line, is needed")
    return made


def _lists(node: Tree, path: Path, around: dict[str, str]) -> Iterator[tuple[Path, _Records]]:
    """Iterate over the outermost lists of records; note the values that stand beside them."""
    _refuse_deep(path)
    if _is_list(node):
        if any(_is_record(one) or _is_list(one) for one in node):
            yield path, node
    elif _is_record(node):
        yield from _lists_within(node, path, around)


def _lists_within(node: _Record, path: Path, around: dict[str, str]) -> Iterator[tuple[Path, _Records]]:
    if keyed := _keyed(node, path):
        yield path, keyed
        return
    plain = {name: part for name, part in node.items() if _is_list(part) and _is_plain(part)}
    parts = {name: part for name, part in node.items() if name not in plain and not isinstance(part, str | None)}
    found = [one for name, part in parts.items() for one in _lists(part, (*path, name), around)]
    beside = {name: value for name, part in node.items() if not _is_list(part) and (value := _value(part))}
    if found:
        around |= beside
        yield from (_with_names(place, items, list(plain.values())) for place, items in found)
    elif len(plain) > 1 and len({len(one) for one in plain.values()}) == 1:
        around |= beside
        yield path, [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]
    elif not path and beside:
        yield path, [node]


def _keyed(node: _Record, path: Path) -> list[Tree]:
    """Return the records that stand under values of theirs, such as orders by their number, with it as one more field.

    They are so where three or more parts are all records, or lists of records, with mostly the same fields.
    """
    parts = {name: part if _is_list(part) else [part] for name, part in node.items()}
    records = [(name, one) for name, part in parts.items() for one in part if _is_record(one)]
    if len(parts) < LEAST_KEYS or len(records) < sum(map(len, parts.values())) or not all(parts.values()):
        return []
    common = set.intersection(*(set(one) for _, one in records))
    if 2 * len(common) < max(len(one) for _, one in records) or len(common) < 2:
        return []
    called = names_of([path], path)[0] if path else "key"
    return [{_free(called, common): name, **one} for name, one in records]


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else f"{name} key"


def _with_names(path: Path, items: _Records, plain: Sequence[_Records]) -> tuple[Path, _Records]:
    """Return a list, and above lists of cells what names their columns: the list beside them that is as long."""
    widths = {len(one) for one in items if _is_list(one)}
    names = [one for one in plain if {len(one)} == widths]
    return path, [*names[:1], *items]


def _is_plain(items: _Records) -> bool:
    return len(items) > 0 and not any(_is_record(one) or _is_list(one) for one in items)


def _value(part: Tree) -> str | None:
    return cell(part) if isinstance(part, str) else None


def _sheets(path: Path, items: _Records, above: str) -> Iterator[Sheet]:
    records = [one for one in items if _is_record(one)]
    if not records:
        yield _of_grid(path, [one for one in items if _is_list(one)], above)
        return
    lists: dict[Path, _List] = defaultdict(_List)
    for record in records:
        for place, row in _rows(record, path, {}):
            lists[place].add(row)
    for place, one in lists.items():
        names = names_of(list(one.paths), place)
        rows: list[Row] = [[row.get(column) for column in one.paths] for row in one.rows]
        yield of_rows(" ".join(place[-1:]), names, rows, above)


def _of_grid(path: Path, lines: Sequence[_Records], above: str) -> Sheet:
    """Return the table of a list of lists, the first of which may name the columns."""
    rows: list[Row] = [[cell(one) if isinstance(one, str) else None for one in line] for line in lines]
    refuse_wide(max(map(len, rows)))
    header = find_header(rows)
    return of_rows(
        " ".join(path[-1:]), header.names, rows[header.first :], "\n".join(filter(None, [above, header.above]))
    )


def _rows(record: _Record, path: Path, outer: dict[Path, str]) -> Iterator[tuple[Path, dict[Path, str]]]:
    """Iterate over the rows of a record, each with the list it belongs to: itself, or one a record of its lists."""
    own: dict[Path, str] = dict(outer)
    lists: list[tuple[Path, _Records]] = []
    for place, part in _leaves(record, path):
        if _is_list(part):
            lists.append((place, part))
        elif isinstance(part, str) and (value := cell(part)):
            own[place] = value
    if not lists:
        yield path, own
    for place, items in lists:
        for one in items:
            if _is_record(one):
                yield from _rows(one, place, own)


def _leaves(record: _Record, path: Path) -> Iterator[tuple[Path, Tree]]:
    """Iterate over the values and the lists of records of a record, and of the records in it that are no lists."""
    _refuse_deep(path)
    for name, part in record.items():
        place = (*path, name) if name != ITSELF else path
        if _is_record(part):
            yield from _leaves(part, place)
        elif _is_list(part) and not any(map(_is_record, part)):
            yield place, ", ".join(one for one in part if isinstance(one, str))
        else:
            yield place, part


def _refuse_deep(path: Path) -> None:
    if len(path) > DEEPEST:
        found = f"records nested more than {DEEPEST} levels deep"
        raise NotATableError(found, f"at most {DEEPEST} levels are read", "export the list of operations alone")


def _is_record(node: Tree) -> TypeGuard[_Record]:
    return isinstance(node, Mapping)


def _is_list(node: Tree) -> TypeGuard[_Records]:
    return isinstance(node, Sequence) and not isinstance(node, str)
