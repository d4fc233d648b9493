"""Writing the pages of a study, each a file of cards."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plantwright.improve.study import Study
from plantwright.messages.language import speaking
from plantwright.model.calendar import ALWAYS
from plantwright.model.estimate import Row
from plantwright.web.cards.card import Card, as_fields
from plantwright.web.cards.changes import change_cards
from plantwright.web.cards.evidence import evidence_cards
from plantwright.web.cards.flow import flow_cards
from plantwright.web.cards.losses import loss_cards
from plantwright.web.cards.quality import quality_cards
from plantwright.web.cards.shifts import shift_rows
from plantwright.web.cards.twin import twin_cards
from plantwright.web.gantt.index import GanttIndex

FOLDER = "pages"


def write_pages(
    study: Study, folder: Path, *, manifest: Mapping[str, object], index: GanttIndex | None, language: str = "en"
) -> None:
    """Write the pages of a study into the folder ``pages`` of its results."""
    with speaking(language):
        pages = {
            "flow": flow_cards(study),
            "losses": loss_cards(study, _shifts(study, index)),
            "quality": quality_cards(study),
            "twin": twin_cards(study),
            "changes": change_cards(study),
            "evidence": evidence_cards(study, manifest),
        }
        (folder / FOLDER).mkdir()
        for name, cards in pages.items():
            (folder / FOLDER / f"{name}.json").write_text(_text(cards), encoding="utf-8")


def _shifts(study: Study, index: GanttIndex | None) -> tuple[Row, ...]:
    if index is None or not index.stations:
        return ()
    return shift_rows(index, study.plant.find_calendar(study.plant.calendar) if study.plant else ALWAYS)


def _text(cards: list[Card]) -> str:
    found = {"cards": [as_fields(one) for one in cards]}
    return json.dumps(_finite(found), ensure_ascii=False, allow_nan=False, default=str)


def _finite(value: Any) -> Any:
    """Return plain values in which what is no finite number is not known."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value
