"""Names of columns that tell the path to a value, as exports of related tables write them."""

from __future__ import annotations

import re
from collections import Counter

from plantwright.events.sheets.sheet import Sheet

_PATH = re.compile(r"(?P<before>.*[^\s/.])\s*[/.]\s*(?P<last>[^\s/.][^/.]*)")


def without_paths(sheet: Sheet) -> Sheet:
    """Return the sheet with ``Work Orders/Operation`` named ``Operation``, where several columns share the path.

    Notes
    -----
    A name that another column has already keeps its path, and so does a lone one: ``Date/Time`` is no path.
    """
    names = sheet.data.column_names
    found = {name: one for name in names if (one := _PATH.fullmatch(name))}
    shared = Counter(one["before"] for one in found.values())
    last = {name: one["last"] for name, one in found.items() if shared[one["before"]] > 1}
    counts = Counter([*last.values(), *(name for name in names if name not in last)])
    new = [last[name] if name in last and counts[last[name]] == 1 else name for name in names]
    if new == names:
        return sheet
    origins = {short: f"named {name!r}" for name, short in zip(names, new, strict=True) if short != name}
    return sheet.renamed(new, origins)
