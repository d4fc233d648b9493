"""What is needed to run a study again: versions, seed, options, and the hash of the input."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plantwright.model.change import Change

_LIBRARIES = ("numpy", "numba", "scipy", "duckdb", "ibis-framework", "pandas", "plotly", "pydantic")


def run_record(
    data: Path,
    *,
    seed: int,
    mapping: Sequence[str] | None = None,
    time_zone: str | None = None,
    changes: Sequence[Change] | None = None,
    budget: float | None = None,
) -> dict[str, object]:
    """Return what ``run.json`` says of a run."""
    return {
        "plantwright": version("plantwright"),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "input": data.resolve().name,
        "input_sha256": input_hash(data),
        "seed": seed,
        "map": list(mapping or ()),
        "time_zone": time_zone,
        "changes": None if changes is None else [one.as_fields() for one in changes],
        "budget": budget,
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def input_hash(data: Path) -> str:
    """Return the SHA-256 over the names and bytes of the files read, sorted by name."""
    digest = hashlib.sha256()
    for file in input_files(data):
        digest.update(file.name.encode())
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def input_files(data: Path) -> list[Path]:
    """Return the files of an input that are read; what else lies in its folder does not count."""
    from plantwright.files.layout import LAYOUTS

    if data.is_file() and data.name != "plant.yaml":
        return [data]
    folder = data.parent if data.is_file() else data
    stems = {"log", "orders", "downtime", "facts", "plant", *LAYOUTS}
    return sorted(one for one in folder.iterdir() if one.is_file() and one.stem in stems)
