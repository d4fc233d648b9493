"""What to call the values of records within records, as columns of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plantwright.events.names import CLEAR, ROLES, name_score, words_of
from plantwright.events.sheets.cells import is_known
from plantwright.events.sheets.sheet import unique

Path = tuple[str, ...]
"""The names that lead to a value, from the outside in."""
_VAGUE = frozenset(
    {"id", "no", "nr", "num", "number", "key", "code", "name", "value", "text", "type", "desc", "description", "label",
     "title", "ref", "reference", "nummer", "kennung", "bezeichnung", "numero", "nombre", "codigo", "clave", "nom",
     "libelle", "codice", "nome", "编号", "名称", "代码"}
)  # fmt: skip
"""Names that say little without that of the thing they belong to."""
_COVERS = frozenset(
    {"data", "record", "records", "row", "rows", "items", "entry", "entries", "payload", "body", "fields", "attributes",
     "properties", "values", "result", "results", "response", "export", "content", "events", "daten", "satze", "datos"}
)  # fmt: skip
"""Names of what only wraps a record up."""


def names_of(paths: Sequence[Path], own: Path) -> list[str]:
    """Return a name for each path to a value.

    Parameters
    ----------
    own
        The path of the list whose records are the rows; what lies outside of it is repeated in them.

    Notes
    -----
    A value is called by its last name, with the name before it where that tells more: ``wo.id`` is ``wo id``,
    ``planned.start`` is ``planned start``, and ``wo.part`` is ``part``. A time of what holds the records is never
    called as one of theirs.
    """
    short = [_short(path, own) for path in paths]
    again = {one for one, number in Counter(short).items() if number > 1}
    inner = [path[:-1] == own for path in paths]
    named = [
        " ".join(_told(path)) or one if one in again and not is_own else one
        for path, one, is_own in zip(paths, short, inner, strict=True)
    ]
    return unique(named)


def _short(path: Path, own: Path) -> str:
    *before, last = _told(path) or path[-1:]
    if not before:
        return last
    parent = before[-1]
    listed = path[:-1] == own
    outside = path[: len(own)] != own
    vague = set(words_of(last)) <= _VAGUE
    if vague or (outside and _is_time(last)) or not (listed or outside or is_known(parent)):
        return f"{parent} {last}"
    return last


def _told(path: Path) -> Path:
    """Return a path without the names that only wrap up, and with one of many as one: ``operations`` as operation."""
    *before, last = path
    kept = [one for one in before if not set(words_of(one)) <= _COVERS]
    return (*map(_one_of, kept), last)


def _one_of(name: str) -> str:
    single = name[:-1] if name.endswith("s") and not name.endswith("ss") else name
    return single if is_known(single) or not is_known(name) else name


def _is_time(name: str) -> bool:
    return any(name_score(name, ROLES[role]) >= CLEAR for role in ("start", "end", "time", "ready", "left"))
