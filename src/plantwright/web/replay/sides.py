"""The logs that a floor is replayed from, each as a track of one window, so that one clock fits them all."""

from __future__ import annotations

import threading
from datetime import UTC, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from plantwright.errors import NotThereError, RecordsError

if TYPE_CHECKING:
    from plantwright.events.log import EventLog, LogMeta
    from plantwright.model.plant import Plant
    from plantwright.visit.rows import Window

Side = Literal["recorded", "twin", "changed"]
USUAL, LONGEST = timedelta(days=7), timedelta(days=100)
"""How much is replayed if nobody says, from the end of the records back, and at most."""
WARM_UP = timedelta(days=28)
"""How long the twin runs before what is shown, for a floor that is filled as usual."""
_ONE = threading.Lock()
"""One track is made at a time: each may take a gigabyte."""


def track_text(folder: Path, side: Side, start: str | None, end: str | None, change: int | None) -> str:
    """Return the track of a side, as ``visit/static/track.js`` reads it.

    Parameters
    ----------
    folder
        The results of a study, or of a reading, which has the recorded side alone.
    start, end
        In the plant's own time, as 2026-03-16T06:00; None: the last week.
    change
        Which of the ranked changes is made, from 0; for ``changed`` alone.

    Raises
    ------
    RecordsError
        The window is none, too long, lies outside the records, or nothing happens in it.
    NotThereError
        The run has no log or no twin, or ranked no such change.
    TwinError
        The twin cannot run.
    """
    with _ONE:
        return _made(folder, side, start, end, change if side == "changed" else None)


def window_of(meta: LogMeta, start: str | None, end: str | None) -> Window:
    """Return the window asked for, else the last week of the log."""
    from plantwright.visit.rows import Window
    from plantwright.visit.windows import windows_of

    if start is None and end is None:
        return Window(max(meta.start, meta.end - USUAL), meta.end)
    found = windows_of(meta, start, end, credit=False).shown
    if found.end - found.start > LONGEST:
        days = (found.end - found.start).days
        raise RecordsError("the window", [f"{days} days; at most {LONGEST.days} are replayed at once; choose fewer"])
    return found


@lru_cache(maxsize=6)
def _made(folder: Path, side: Side, start: str | None, end: str | None, change: int | None) -> str:
    from plantwright.calibrate.extract import calendar_of
    from plantwright.files.facts import read_facts
    from plantwright.visit.made import track_of

    log = _log(folder)
    window = window_of(log.meta, start, end)
    if side == "recorded":
        calendar = calendar_of(log, read_facts(folder))
    else:
        plant = _plant(folder, change)
        log, calendar = _simulated(plant, window), plant.find_calendar(plant.calendar)
    track = track_of(log, window, calendar)
    if not track.rows():
        raise RecordsError("the window", ["no station does anything in it; choose another"])
    return track.text


def _log(folder: Path) -> EventLog:
    from plantwright.events.write import read_written

    if not (folder / "log.parquet").is_file():
        raise NotThereError("this run has no log to replay; read the records on the page Records")
    return read_written(folder / "log.parquet")


def _plant(folder: Path, change: int | None) -> Plant:
    from plantwright.files.plant import read_plant
    from plantwright.model.change import parse_changes
    from plantwright.web.changes.budget import ranked_of

    if not (folder / "plant").is_dir():
        raise NotThereError("there is no twin: study the plant first; where a study made none, the page Twin says why")
    plant = read_plant(folder / "plant")
    if change is None:
        return plant
    ranked = ranked_of(folder)
    if not 0 <= change < len(ranked):
        raise NotThereError(f"change {change}: this study ranked {len(ranked)} changes, counted from 0")
    (found,) = parse_changes([ranked[change]["change"]])
    return found.apply(plant)


def _simulated(plant: Plant, window: Window) -> EventLog:
    """Return what the twin does in a window, on the random numbers of every other change."""
    from plantwright.twin.load import raise_overload
    from plantwright.twin.log import simulate

    raise_overload(plant)
    first = window.start.replace(tzinfo=UTC).astimezone(ZoneInfo(plant.time_zone)).replace(tzinfo=None)
    return simulate(plant, horizon=window.seconds(), warm_up=WARM_UP.total_seconds(), begin=first - WARM_UP, seed=0)
