"""What the main job takes: ``python -m benchmarks.study [--smoke] [--json FILE]``.

Each figure is that of a whole process, started as a user starts it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module, metadata
from importlib.util import cache_from_source
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from benchmarks.process import COMMAND, measured
from benchmarks.table import Row, load, row, run, wall_row

EXAMPLE = Path(__file__).parents[1] / "examples" / "machine-shop"


def figures(smoke: bool) -> list[Row]:
    """Return every figure of the main job."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [
            import_row(),
            install_row(),
            *study_rows(folder, smoke),
            *big_log_rows(folder, 20_000 if smoke else 1_000_000),
            *([] if smoke else big_study_rows(folder, 1_000_000)),
            *messy_rows(),
        ]


def study_rows(folder: Path, smoke: bool) -> list[Row]:
    """Return the example study's wall time where nothing is compiled, and its CPU time where all is."""
    rows = []
    if not smoke:
        before = load()
        first = measured(_study(folder / "first"), {"NUMBA_CACHE_DIR": str(folder / "numba")})
        rows.append(wall_row("example study, first run with compilation", first.wall, "<= 90", before))
    warm = measured(_study(folder / "warm"), None if smoke else {"NUMBA_CACHE_DIR": str(folder / "numba")})
    return [*rows, row("example study, compiled before", warm.cpu, "CPU s", "<= 40")]


def _study(out: Path) -> list[str]:
    return [*COMMAND, "study", str(EXAMPLE), "--out", str(out)]


def big_log_rows(folder: Path, count: int) -> list[Row]:
    """Return the cost from a CSV of ``count`` rows to its measures."""
    path = folder / "log.csv"
    csv.write_csv(big_log(count), path)
    cost = measured([*COMMAND, "measure", str(path)])
    size = f"{count:,} rows of CSV to measures"
    return [row(size, cost.cpu, "CPU s", "<= 10"), row(f"{size}, peak memory", cost.peak, "GB", "<= 1.5")]


def big_study_rows(folder: Path, count: int) -> list[Row]:
    """Return the cost from a CSV of ``count`` rows to ranked changes."""
    path = folder / "big" / "log.csv"
    path.parent.mkdir()
    csv.write_csv(big_log(count), path)
    cost = measured([*COMMAND, "study", str(path.parent), "--out", str(folder / "big.study")])
    size = f"{count:,} rows of CSV to ranked changes"
    return [row(size, cost.cpu, "CPU s", "<= 150"), row(f"{size}, peak memory", cost.peak, "GB", "<= 2")]


def messy_rows() -> list[Row]:
    """Return what became of the fields of the messy records, all of them over all files."""
    sys.path.insert(0, str(EXAMPLE.parent / "messy-records"))
    lines = list(import_module("check").lines())
    share = {verdict: sum(one.verdict == verdict for one in lines) for verdict in ("found", "asked", "wrong")}
    return [
        row("messy records: fields found without help", share["found"] / len(lines), "1", ">= 0.9"),
        row("messy records: fields asked for", share["asked"] / len(lines), "1"),
        row("messy records: fields silently wrong", share["wrong"], "fields", "<= 0"),
    ]


def big_log(count: int) -> pa.Table:
    """Return a log of ``count`` operations on 40 stations: five ways of eight steps.

    Notes
    -----
    Orders come in waves of five, one for each way, and move on every 40 min. In slot t wave w
    is at step t − w, so that no station has two lots and no lot is at two stations.
    """
    rng = np.random.default_rng(1)
    row = np.arange(count)
    order, step = row // 8, row % 8
    wave, way = order // 5, order % 5
    stride = np.array([1, 3, 5, 7, 1])[way]
    station = way * 8 + (step * stride + way) % 8
    start = (wave + step) * 2400 + rng.integers(0, 300, count)
    end = start + np.clip(rng.gamma(4.0, 240.0, count), 60, 2000).astype(np.int64)
    monday = np.datetime64("2025-01-06T06:00:00", "s")
    names = {
        "order": ("O", order),
        "product": ("P", order % 12),
        "operation": ("op", step),
        "work_center": ("wc", station // 2),
        "station": ("st", station),
    }
    return pa.table(
        {
            **{name: np.char.add(letter, codes.astype(str)) for name, (letter, codes) in names.items()},
            "start": monday + start,
            "end": monday + end,
            "quantity": rng.integers(1, 50, count),
            "scrapped": rng.integers(0, 2, count),
        }
    )


def import_row() -> Row:
    """Return what ``import plantwright`` adds to an interpreter that starts and ends, best of five."""
    bare = min(measured([sys.executable, "-c", "pass"]).cpu for _ in range(5))
    whole = min(measured([sys.executable, "-c", "import plantwright"]).cpu for _ in range(5))
    return row("import plantwright", whole - bare, "CPU s", "<= 0.3")


def install_row() -> Row:
    """Return the size of Plantwright with all it needs, as its installed files."""
    size = sum(_size(metadata.distribution(name)) for name in needed("plantwright"))
    return row("installed size of the core, as it is here", size / 1e6, "MB", "<= 800")


def needed(name: str) -> set[str]:
    """Return a distribution and, without its extras, all that it needs, by normalized name."""
    found: set[tuple[str, str]] = set()
    waiting = {(name, "")}
    while waiting:
        found |= waiting
        waiting = {pair for one in waiting for pair in _requirements(*one)} - found
    return {one for one, _ in found}


def _requirements(name: str, extras: str) -> Iterator[tuple[str, str]]:
    from packaging.requirements import Requirement  # noqa: PLC0415

    for text in metadata.distribution(name).requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras.split(","))
        ):
            yield re.sub(r"[-_.]+", "-", requirement.name).lower(), ",".join(sorted(requirement.extras))


def _size(distribution: metadata.Distribution) -> int:
    files = {Path(str(distribution.locate_file(one))) for one in distribution.files or []}
    # bytecode is written by pip or at the first import; it takes its place on the disk either way
    files |= {Path(cache_from_source(str(path))) for path in files if path.suffix == ".py"}
    return sum(path.stat().st_size for path in files if path.is_file())


if __name__ == "__main__":
    sys.exit(run("The main job", figures))
