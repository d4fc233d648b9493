"""The ranked changes as CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.model.estimate import Estimate

EFFECTS = ("gain", "throughput", "flow_time", "on_time", "wip", "people", "energy", "payback")
"""Fields of a ranked change; each becomes a column of values and two of its interval."""
UNITS = {"on_time": "points", "people": "points", "payback": "years"}
"""Units of the effects; the others are in percent."""
SHARES = ("width_from_chance [1]", "width_from_ignorance [1]", "keeps_gain_in", "of_other_demands_and_mixes")
"""What the width of the gain rests on, and in how many other demands and mixes the gain lasts."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet takes for the begin of a formula."""


def header() -> list[str]:
    """Return the names of the columns; units stand in their names."""
    effects = [f"{name}{end} [{UNITS.get(name, '%')}]" for name in EFFECTS for end in ("", "_low", "_high")]
    return ["rank", "tie_group", "name", "edits", *effects, "probability_best", "replications", *SHARES]


def write_changes(ranking: Ranking | None, path: Path) -> None:
    """Write one row a change, best first; only the names of the columns where nothing was ranked."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header())
        for rank, one in enumerate(ranking.changes if ranking else (), 1):
            writer.writerow(_row(rank, one))


def _row(rank: int, one: RankedChange) -> list[str]:
    edits = json.dumps([{edit.key: edit.model_dump()} for edit in one.change.edits], ensure_ascii=False)
    effects = [cell for name in EFFECTS for cell in _cells(getattr(one, name))]
    numbers = [_number(one.probability_best), str(one.replications), *_shares(one)]
    return [str(rank), str(one.tie_group), guarded(one.change.name), guarded(edits), *effects, *numbers]


def _shares(one: RankedChange) -> list[str]:
    """Return the cells of ``SHARES``, empty where they were not asked."""
    rests = [_number(one.rests.chance), _number(one.rests.ignorance)] if one.rests else ["", ""]
    return [*rests, *([str(one.robust.kept), str(one.robust.cases)] if one.robust else ["", ""])]


def _cells(estimate: Estimate) -> list[str]:
    return [_number(estimate.value), _number(estimate.low), _number(estimate.high)]


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:.6g}"


def guarded(text: str) -> str:
    """Return text on one line; what would be a formula gets a leading apostrophe."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"'{line}" if line.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else line
