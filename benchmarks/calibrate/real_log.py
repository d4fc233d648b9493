"""A real shop's log: learned in seconds, its last weeks foretold and scored beside forecasts that need no model."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.calibrate.cases import Weeks, held_out, steps_of
from benchmarks.calibrate.forecasts import Forecast, again, copies, past_of, twin, weeks_of
from benchmarks.environments import PeerMissingError, ask
from benchmarks.process import measured
from benchmarks.table import Detail, Row, row
from plantwright.events.log import EventLog
from plantwright.events.read import read_log

SEEDS = 20
DISTANCES = {"NGD": "1", "AED": "h", "CED": "h", "RED": "h", "CAR": "h", "CTD": "h"}
"""Each distance with its unit."""
COUNTS = {"steps": "1", "gap": "h"}
"""What each forecast holds: steps in the held-out weeks, and the mean time from one step of an order to its next."""
TWIN, FLOOR = "our twin", "noise floor"
ALL, LAST, ALIKE = "copies of earlier orders", "copies of the last orders", "copies of the same product"
Scores = Mapping[str, Mapping[str, NDArray[np.float64]]]
"""By forecast and distance, one number a seed."""

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
_FIT = "import sys\nfrom plantwright import fit, read_log\nfit(read_log(sys.argv[1]))"


def real_log() -> Path | None:
    """Return the file of the log; PLANTWRIGHT_DATA says where published data lie. None: it is not here."""
    folder = Path(os.environ.get("PLANTWRIGHT_DATA", _BESIDE))
    path = folder / "levy2014_production" / "production_restored.csv"
    return path if path.is_file() else None


def real_log_rows(smoke: bool) -> list[Row]:
    """Return what learning the log takes, and how far each forecast of its last weeks is from what was recorded."""
    path = real_log()
    figure = "real log, read and fitted, whole process"
    if path is None:
        print("the real log is not here: name the folder of published data in PLANTWRIGHT_DATA", file=sys.stderr)
        return [row(figure, None, "CPU s")]
    fitted = row(figure, measured([sys.executable, "-c", _FIT, str(path)]).cpu, "CPU s", "<= 5")
    try:
        found = scores(read_log(path), 2 if smoke else SEEDS)
    except PeerMissingError as error:
        print(f"log-distance-measures: {error}", file=sys.stderr)
        return [fitted, *(row(f"real log, {name}, {TWIN}", None, unit) for name, unit in DISTANCES.items())]
    Console(width=140).print(shown(found))
    return [fitted, *distance_rows(found)]


def scores(log: EventLog, seeds: int) -> Scores:
    """Return every distance of every forecast, one a seed."""
    weeks = weeks_of(log)
    recorded = held_out(steps_of(log), weeks)
    past = past_of(log, weeks)
    numbers = range(seeds)
    came = sum(one > weeks.begin for one in past.released)
    told = f"{weeks.begin:%Y-%m-%d %H:%M} to {weeks.end:%Y-%m-%d %H:%M}: {recorded['case'].nunique()} orders"
    print(f"{told}, {len(recorded)} steps, mean gap {gap(recorded):.1f} h;")
    print(f"{came} released in these weeks, {len(past.finished)} finished before; {seeds} seeds, mean ± spread")
    forecasts = {
        TWIN: twin(log, weeks, numbers),
        ALL: copies(past, weeks),
        LAST: copies(past, weeks, last=came),
        ALIKE: copies(past, weeks, alike=True),
        FLOOR: again(log, weeks),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recorded.to_csv(folder / "recorded.csv", index=False)
        return {label: _scored(one, weeks, numbers, folder) for label, one in forecasts.items()}


def _scored(forecast: Forecast, weeks: Weeks, seeds: range, folder: Path) -> Mapping[str, NDArray[np.float64]]:
    foretold = [held_out(forecast(seed), weeks) for seed in seeds]
    for seed, steps in zip(seeds, foretold, strict=True):
        steps.to_csv(folder / f"{seed}.csv", index=False)
    told = {"recorded": str(folder / "recorded.csv"), "folder": str(folder)}
    distances = ask("log-distance-measures", "log_distances.py", told, seeds).measures
    counts = {"steps": np.array([len(one) for one in foretold], float), "gap": np.array([gap(one) for one in foretold])}
    return {**distances, **counts}


def gap(steps: pd.DataFrame) -> float:
    """Return the mean time from the end of a step to the begin of its order's next one [h]."""
    lines = steps.sort_values(["case", "start"])
    waited = lines["start"] - lines.groupby("case")["end"].shift()
    return float(waited.dt.total_seconds().mean() / 3600)


def shown(found: Scores) -> Table:
    """Return the mean and standard deviation of every distance, one line a forecast."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("forecast")
    for name, unit in {**DISTANCES, **COUNTS}.items():
        table.add_column(name if unit == "1" else escape(f"{name} [{unit}]"), justify="right")
    for label, distances in found.items():
        table.add_row(label, *(_spread(distances[name]) for name in (*DISTANCES, *COUNTS)))
    return table


def _spread(values: NDArray[np.float64]) -> str:
    digits = 2 if values.mean() < 1 else 0 if values.mean() > 100 else 1
    return f"{values.mean():.{digits}f} ± {values.std(ddof=1):.{digits}f}"


def distance_rows(found: Scores) -> list[Row]:
    """Return the twin's mean distances beside those of the best copies, and all others as details."""
    means = {label: {name: float(one.mean()) for name, one in told.items()} for label, told in found.items()}
    rows: list[Row] = []
    for name, unit in DISTANCES.items():
        best = min(means[copied][name] for copied in (ALL, LAST, ALIKE))
        rows.append(row(f"real log, {name} (peer: the best copies)", means[TWIN][name], unit, peer=best))
        for label in found:
            rows.append(Detail(f"real log, {name}, {label}, mean", means[label][name], unit))
            rows.append(Detail(f"real log, {name}, {label}, spread", float(found[label][name].std(ddof=1)), unit))
    return rows
