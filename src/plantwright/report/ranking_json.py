"""The ranking as JSON: the promise, every effect with its interval, and what it rests on."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

from pydantic import BaseModel

from plantwright.improve.ranking import Ranking
from plantwright.model.change import Change


def write_ranking(ranking: Ranking | None, path: Path) -> None:
    """Write the ranking; ``null`` where nothing was ranked."""
    path.write_text(json.dumps(plain(ranking), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def plain(value: object) -> object:
    """Return nouns as mappings of plain values."""
    if isinstance(value, Change):
        return value.as_fields()
    if isinstance(value, BaseModel):
        return json.loads(value.model_dump_json())
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value
