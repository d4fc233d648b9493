"""Where the facts told and the records cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import duckdb
import numpy as np
import numpy.typing as npt

from plantwright.errors import Problems
from plantwright.events.clock import WorkClock
from plantwright.events.repair import rows
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.facts import Facts

_WORKED, _AT_ONCE = 0.5, 0.2
"""Shares of the recorded starts inside the shifts told, and of the time with more at work than told, that are doubt."""

_CROWDED = 1.5
"""WIP over the limit told, above which there was no such limit."""

_WORK = "kind IN ('process', 'setup', 'attend')"
Times = npt.NDArray[np.datetime64]


def demand_agreement(
    database: duckdb.DuckDBPyConnection, facts: Facts, window: tuple[datetime, datetime], zone: str, problems: Problems
) -> None:
    """Note every fact that the records contradict."""
    problems.found += _window_problems(database, facts, window)
    problems.found += [*_center_problems(database, facts), *_worker_problems(database, facts)]
    problems.found += [*_shift_problems(database, facts, zone), *_release_problems(database, facts, window)]


def _window_problems(
    database: duckdb.DuckDBPyConnection, facts: Facts, window: tuple[datetime, datetime]
) -> Iterator[str]:
    if facts.log_window is None:
        return
    query = 'SELECT least(min("start"), min("end")), greatest(max("start"), max("end")) FROM intervals'
    first, last = rows(database, query)[0]
    if isinstance(first, datetime) and isinstance(last, datetime) and not (first < window[1] and last > window[0]):
        told = facts.log_window
        yield (
            f"facts.log_window: {told.start} to {told.end} holds none of the records, which run from {first} to {last} "
            "UTC; mend it, or leave it out"
        )


def _center_problems(database: duckdb.DuckDBPyConnection, facts: Facts) -> Iterator[str]:
    query = f"""SELECT work_center, count(DISTINCT station) FROM intervals
        WHERE {_WORK} AND work_center IS NOT NULL GROUP BY 1"""
    seen = {str(one[0]): int(str(one[1])) for one in rows(database, query)}
    untold = sorted(set(seen) - {one.id for one in facts.work_centers})
    for one in facts.work_centers:
        # an idle work center may be told, but a name beside one that nobody told is a slip of the pen
        if one.id not in seen and untold:
            yield (
                f"facts.work_centers.{one.id}: not in the log, which has {', '.join(untold)} untold; "
                "write the name as the log does, or leave it out"
            )
        elif one.stations is not None and seen.get(one.id, 0) > one.stations:
            yield (
                f"facts.work_centers.{one.id}.stations: {one.stations} told, {seen[one.id]} are in the log; "
                "tell that many or more, or mend the names of the stations"
            )


def _worker_problems(database: duckdb.DuckDBPyConnection, facts: Facts) -> Iterator[str]:
    if facts.workers is None:
        return
    skills = {one.skill for one in facts.work_centers if one.skill}
    query = f'SELECT worker, "start", "end" FROM intervals WHERE {_WORK} AND worker IS NOT NULL AND "end" > "start"'
    spans = database.execute(query).fetchnumpy()
    worker = np.asarray(spans["worker"], dtype=object)
    share, most = _crowded(worker, _times(spans["start"]), _times(spans["end"]), facts.workers)
    if share > _AT_ONCE:
        needed = f" for {len(skills)} skills" if skills else ""
        yield (
            f"facts.workers: {facts.workers} told{needed}, but more are at work in {share:.0%} of the recorded time, "
            f"up to {most} at once; tell how many there are on a shift"
        )


def _times(column: object) -> Times:
    return np.asarray(column, dtype="datetime64[us]")


def _crowded(worker: npt.NDArray[np.object_], start: Times, end: Times, told: int) -> tuple[float, int]:
    """Return the share of the staffed time in which more than ``told`` work at once, and the most that ever do."""
    if len(worker) == 0:
        return 0.0, 0
    spans = [_merged(start[worker == one], end[worker == one]) for one in set(worker.tolist())]
    starts, ends = (np.concatenate([one[k] for one in spans]) for k in (0, 1))
    times = np.concatenate([starts, ends])
    order = np.argsort(times, kind="stable")
    at_work = np.cumsum(np.repeat([1, -1], len(starts))[order])[:-1]
    lengths = np.diff(times[order]) / np.timedelta64(1, "s")
    staffed = float(lengths[at_work > 0].sum())
    return (float(lengths[at_work > told].sum()) / staffed if staffed else 0.0), int(at_work.max())


def _merged(start: Times, end: Times) -> tuple[Times, Times]:
    """Return one worker's intervals without overlaps."""
    order = np.argsort(start, kind="stable")
    start, reach = start[order], np.maximum.accumulate(end[order].astype(np.int64)).astype(end.dtype)
    first = np.concatenate([[True], start[1:] > reach[:-1]])
    last = np.concatenate([first[1:], [True]])
    return start[first], reach[last]


def _shift_problems(database: duckdb.DuckDBPyConnection, facts: Facts, zone: str) -> Iterator[str]:
    if not facts.shifts:
        return
    query = f'SELECT "start" FROM intervals WHERE {_WORK} AND "start" IS NOT NULL'
    times = _times(database.execute(query).fetchnumpy()["start"])
    shifts = tuple(Shift(days=one.days, start=one.start, end=one.end) for one in facts.shifts)
    clock = WorkClock(Calendar(id="told", shifts=shifts), zone)
    worked = clock.between(times - np.timedelta64(60, "s"), times + np.timedelta64(60, "s"))
    share = float(np.mean(worked > 0)) if len(times) else 1.0
    if share < _WORKED:
        yield (
            f"facts.shifts: only {share:.0%} of the recorded starts lie inside; mend days, hours or time_zone ({zone})"
        )


def _release_problems(
    database: duckdb.DuckDBPyConnection, facts: Facts, window: tuple[datetime, datetime]
) -> Iterator[str]:
    limit, (start, end) = facts.wip_limit(), window
    if limit is None or not end > start:
        return
    query = "SELECT released, completed FROM orders WHERE released IS NOT NULL AND completed IS NOT NULL"
    spans = database.execute(query).fetchnumpy()
    first, last = np.datetime64(start, "us"), np.datetime64(end, "us")
    stays = np.minimum(_times(spans["completed"]), last) - np.maximum(_times(spans["released"]), first)
    # orders whose end is not known may have left, so this is the least there can have been
    wip = float(np.maximum(stays / (last - first), 0.0).sum())
    if wip > _CROWDED * limit:
        yield (
            f"facts.release: conwip: {limit} told, but {wip:.1f} orders or more were on the floor on average; "
            "mend the number, or tell open"
        )
