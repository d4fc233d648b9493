"""Reading the cards that a study wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from plantwright.errors import NotThereError


def read_cards(folder: Path, name: str) -> list[dict[str, Any]] | None:
    """Return the cards of a page; None where the study was made before there were pages."""
    path = folder / "pages" / f"{name}.json"
    if not path.is_file():
        return None
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cards"]
    return found


def card_of(folder: Path, name: str, card: str) -> dict[str, Any]:
    """Return one card of a page; raise NotThereError where there is none."""
    for one in read_cards(folder, name) or ():
        if one["id"] == card:
            return one
    raise NotThereError("card: this page has none of that name; open the page anew")
