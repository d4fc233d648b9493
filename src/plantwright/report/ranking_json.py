"""The ranking as JSON: the promise, every effect with its interval, and what it rests on."""

from __future__ import annotations

import json
from pathlib import Path

from plantwright.improve.ranking import Ranking
from plantwright.report.plain import plain


def write_ranking(ranking: Ranking | None, path: Path) -> None:
    """Write the ranking; ``null`` where nothing was ranked."""
    path.write_text(json.dumps(plain(ranking), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
