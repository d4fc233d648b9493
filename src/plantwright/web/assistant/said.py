"""Answers to an assistant: numbers whole, and texts of the records as data of limited length."""

from __future__ import annotations

import unicodedata
from typing import Any

MOST_LETTERS = 160
MOST_ROWS = 60
NUMBER = ("value", "unit")
"""What every estimate has, written as JSON."""


def said(found: Any, run: str) -> Any:
    """Return what was found with the run named at each estimate, texts cut and without signs that no eye sees.

    Parameters
    ----------
    found
        As JSON of a study's files: estimates have ``value``, ``unit``, ``low``, ``high``, ``level``, ``n``, ``method``
        and ``evidence``.
    """
    if isinstance(found, dict):
        made = {plain(str(key)): said(one, run) for key, one in found.items()}
        return {**made, "run": run} if all(name in found for name in NUMBER) else made
    if isinstance(found, list):
        return [said(one, run) for one in found[:MOST_ROWS]]
    return plain(found) if isinstance(found, str) else found


def plain(text: str) -> str:
    """Return a text on one line, cut, without control and direction signs."""
    seen = "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)
    short = " ".join(seen.split())
    return short if len(short) <= MOST_LETTERS else short[: MOST_LETTERS - 1] + "…"
