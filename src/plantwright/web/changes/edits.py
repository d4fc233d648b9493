"""The edits of a change, as a changes file writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def edits_in(change: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the edits of a change that is written with a list of them, or short, as one key beside its name."""
    return change.get("edits") or [{name: one} for name, one in change.items() if name not in ("name", "cost")]
