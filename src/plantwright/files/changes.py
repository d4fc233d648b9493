"""``changes.yaml``: what could be."""

from __future__ import annotations

from pathlib import Path

from plantwright.files.yaml_text import load_yaml
from plantwright.model.change import Change, parse_changes

NAMES = ("changes.yaml", "changes.yml")


def read_changes(path: str | Path) -> tuple[Change, ...]:
    """Return the changes in a file, or in a folder that may have none; raise PlantError with every problem."""
    path = Path(path)
    if path.is_dir():
        found = next((path / name for name in NAMES if (path / name).is_file()), None)
        return read_changes(found) if found else ()
    return parse_changes(load_yaml(path), str(path))
