"""What a budget pays for: single changes that were ranked, and those that can be made together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plantwright.errors import NotThereError

if TYPE_CHECKING:
    from plantwright.model.change import Change
    from plantwright.model.plant import Plant

MOST_TOGETHER = 5


def paid_for(folder: Path, budget: float) -> dict[str, Any]:
    """Return the ranked changes that a budget pays for, over a year, and the unions of those that surely gain.

    Raises
    ------
    NotThereError
        The study ranked nothing.
    PlantError
        No change has a price, or none is so cheap.
    """
    from plantwright.files.plant import read_plant
    from plantwright.improve.combine import affordable, combinations
    from plantwright.model.change import parse_changes

    ranked = ranked_of(folder)
    if not ranked:
        raise NotThereError("this study ranked no change; the page Twin says why")
    plant = read_plant(folder / "plant")
    changes = parse_changes([one["change"] for one in ranked])
    paid = affordable(changes, plant, budget)
    gains = {one["change"]["name"]: (one["gain"].get("low") or 0.0) for one in ranked}
    sure = [one for one in paid if gains[one.name] > 0 and " + " not in one.name]
    together = combinations(sure[:8], plant, budget)[:MOST_TOGETHER]
    return {
        "paid": [_shown(one, plant) for one in paid],
        "together": [_shown(one, plant) for one in together],
        "left_out": len(changes) - len(paid),
    }


def ranked_of(folder: Path) -> list[dict[str, Any]]:
    """Return the ranked changes of a study as it wrote them; none where it ranked nothing."""
    path = folder / "ranking.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    return list(found["changes"]) if found else []


def _shown(change: Change, plant: Plant) -> dict[str, Any]:
    from plantwright.improve.combine import price

    edits = [{edit.key: edit.model_dump()} for edit in change.edits]
    return {"name": change.name, "edits": edits, "price": price(change, plant)}
