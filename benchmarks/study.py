"""What the main job takes: ``python -m benchmarks.study [--smoke] [--json FILE]``.

Each figure is that of a whole process, started as a user starts it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from importlib.util import cache_from_source
from pathlib import Path

import numpy as np
import pandas as pd

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
        ]


def study_rows(folder: Path, smoke: bool) -> list[Row]:
    """Return the example study's wall time on a first run and CPU time on a later one."""
    cache = {"NUMBA_CACHE_DIR": str(folder / "numba")}
    before = load()
    first = measured(_study(folder / "first"), cache)
    rows = [wall_row("example study, first run with compilation", first.wall, "<= 90", before)]
    if not smoke:
        warm = measured(_study(folder / "warm"), cache)
        rows.append(row("example study, compiled before", warm.cpu, "CPU s", "<= 40"))
    return rows


def _study(out: Path) -> list[str]:
    return [*COMMAND, "study", str(EXAMPLE), "--out", str(out)]


def big_log_rows(folder: Path, count: int) -> list[Row]:
    """Return the cost from a CSV of ``count`` rows to its measures."""
    path = folder / "log.csv"
    big_log(count).to_csv(path, index=False)
    cost = measured([*COMMAND, "measure", str(path)])
    size = f"{count:,} rows of CSV to measures"
    return [row(size, cost.cpu, "CPU s", "<= 10"), row(f"{size}, peak memory", cost.peak, "GB", "<= 1.5")]


def big_log(count: int, stations: int = 40, steps: int = 8) -> pd.DataFrame:
    """Return a log of ``count`` operations: orders that pass ``steps`` stations, each doing one at a time."""
    rng = np.random.default_rng(1)
    visit = np.arange(count)
    order, step = visit // steps, visit % steps
    station = (order * 7 + step * 5) % stations
    minutes = rng.gamma(4.0, 2.5, count)
    # a station's turns are 40 min apart, longer than all but the rarest operation
    turn = pd.Series(visit).groupby(station).cumcount().to_numpy()
    start = np.datetime64("2025-01-06T06:00") + (turn * 40 * 60 * 1_000_000).astype("timedelta64[us]")
    end = start + (np.minimum(minutes, 39) * 60 * 1_000_000).astype("timedelta64[us]")
    return pd.DataFrame(
        {
            "order": np.char.add("O", order.astype(str)),
            "product": np.char.add("P", (order % 12).astype(str)),
            "operation": np.char.add("op", step.astype(str)),
            "work_center": np.char.add("wc", (station // 2).astype(str)),
            "station": np.char.add("st", station.astype(str)),
            "start": pd.Series(start).dt.strftime("%Y-%m-%dT%H:%M:%S"),
            "end": pd.Series(end).dt.strftime("%Y-%m-%dT%H:%M:%S"),
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
    return row("installed size of the core", size / 1e6, "MB", "<= 800")


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
