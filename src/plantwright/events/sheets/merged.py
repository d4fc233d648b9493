"""Values written once for several rows below one another, as merged cells are exported."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.sheet import Sheet
from plantwright.messages.told import told as message

GROUPING = ("order", "lot", "product", "station", "work_center", "worker", "operation")
"""What may be written once for several rows; a day may be too."""
_LEAST, _REPEATED = 0.2, 0.1


def filled_down(sheet: Sheet) -> Sheet:
    """Return the sheet with such values given to the rows below them.

    Notes
    -----
    A column was written so when a fifth of it or more is empty, its first row is not, and a value hardly ever stands
    twice in succession: who fills each row repeats values, who merges cells never does. Another that is empty in the
    very same rows was written so too.
    """
    sure = [one for one in sheet.data.column_names if _is_grouping(one) and _was_merged(sheet.data[one])]
    names = [
        one for one in sheet.data.column_names if one in sure or (_is_grouping(one) and _empty_with(sheet, one, sure))
    ]
    total = sum(sheet.data[one].null_count for one in names)
    if not names:
        return sheet
    columns = {name: pc.fill_null_forward(sheet.data[name].combine_chunks()).to_pylist() for name in names}
    told = message(
        "{columns}: {n:,} cells are empty below a value that is written once",
        columns=", ".join(map(repr, names)),
        n=total,
    )
    action = message("each given the value above it, as merged cells mean it")
    note = Finding("filled_down", total, told, action)
    return sheet.rewritten(columns, dict.fromkeys(names, "filled down")).noted(note)


def _is_grouping(name: str) -> bool:
    day = any(name_score(name, ROLES[role]) >= CLEAR for role in ("date", "time"))
    return day or any(name_score(name, ROLES[role]) >= CLEAR for role in GROUPING)


def _was_merged(column: pa.ChunkedArray) -> bool:
    empty: npt.NDArray[np.bool_] = pc.is_null(column).to_numpy(zero_copy_only=False)
    if not len(column) or empty[0] or empty.mean() < _LEAST:
        return False
    kept = column.filter(pa.array(~empty)).to_pylist()
    repeats = sum(a == b for a, b in pairwise(kept))
    return len(kept) > 1 and repeats <= _REPEATED * len(kept)


def _empty_with(sheet: Sheet, name: str, others: list[str]) -> bool:
    empty = pc.is_null(sheet.data[name])
    return any(pc.all(pc.equal(empty, pc.is_null(sheet.data[one]))).as_py() for one in others)
