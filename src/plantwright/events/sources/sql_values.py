"""Values of a database as text: cells as a table of records writes them, and keys that come back as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

_BACK: dict[str, Callable[[str], object]] = {
    "int": int,
    "float": float,
    "str": str,
    "Decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "UUID": UUID,
    "bytes": bytes.fromhex,
}
KEYS = ", ".join(_BACK)
"""What a key may be made of."""


def written(value: object) -> str | None:
    """Return a cell as text, None where it is empty."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, default=str, ensure_ascii=False)
    return _text(value)


def stored(key: tuple[object, ...]) -> str:
    """Return a key as text from which ``told`` makes it again."""
    return json.dumps([[type(one).__name__, _text(one)] for one in key])


def told(text: str) -> tuple[object, ...]:
    """Return a key that was stored."""
    return tuple(_BACK[kind](value) for kind, value in json.loads(text))


def is_key(value: object) -> bool:
    """Tell whether a value can be part of a key."""
    return type(value).__name__ in _BACK


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return repr(value) if isinstance(value, float) else str(value)
