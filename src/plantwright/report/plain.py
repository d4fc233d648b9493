"""Nouns as mappings of plain values, for JSON."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import datetime

from pydantic import BaseModel

from plantwright.model.change import Change


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
    return value.isoformat() if isinstance(value, datetime) else value
