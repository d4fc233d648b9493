"""Local wall time and UTC, through zones and their clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.datetime64]
Longs = npt.NDArray[np.int64]

MICRO = 1_000_000
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def is_zone(name: str) -> bool:
    """Tell whether a name is a time zone, such as ``Europe/Paris``."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


@lru_cache(maxsize=64)
def offsets(zone: str) -> tuple[Longs, Longs]:
    """Return when the zone's offset from UTC changes and what it is from then on, shape (changes,) [us].

    The first change is before all times; changes from 1970 to 2100 are known.
    """
    info = ZoneInfo(zone)
    moments, shifts = [np.iinfo(np.int64).min // 4], [_offset(info, _FIRST)]
    left = _FIRST
    while left < _LAST:
        right = left + timedelta(days=7)
        if _offset(info, right) != shifts[-1]:
            change = _change_between(info, left, right)
            moments.append(round((change - _FIRST).total_seconds()) * MICRO)
            shifts.append(_offset(info, change))
        left = right
    return np.array(moments), np.array(shifts)


def _offset(info: ZoneInfo, moment: datetime) -> int:
    shift = moment.astimezone(info).utcoffset()
    assert shift is not None  # an aware time has an offset
    return round(shift.total_seconds()) * MICRO


def _change_between(info: ZoneInfo, left: datetime, right: datetime) -> datetime:
    before = _offset(info, left)
    while right - left > timedelta(seconds=1):
        middle = left + timedelta(seconds=(right - left).total_seconds() // 2)
        left, right = (middle, right) if _offset(info, middle) == before else (left, middle)
    return right


def to_local(times: Times, zone: str) -> Times:
    """Return the wall time in ``zone`` of UTC times, ``datetime64[us]``."""
    moments, shifts = offsets(zone)
    stamps = times.astype("datetime64[us]").astype(np.int64)
    at = np.searchsorted(moments, stamps, side="right") - 1
    return _keeping_empty(times, stamps + shifts[np.maximum(at, 0)])


def to_utc(times: Times, zone: str) -> Times:
    """Return the UTC of wall times in ``zone``; an hour that came twice is the first, a skipped one moves on."""
    bounds, shifts = local_bounds(zone)
    stamps = times.astype("datetime64[us]").astype(np.int64)
    at = np.searchsorted(bounds, stamps, side="right") - 1
    return _keeping_empty(times, stamps - shifts[np.maximum(at, 0)])


def local_bounds(zone: str) -> tuple[Longs, Longs]:
    """Return from which wall time on which offset holds, shape (changes,) [us]."""
    moments, shifts = offsets(zone)
    later = np.maximum(shifts, np.concatenate([shifts[:1], shifts[:-1]]))
    return moments + later, shifts


def _keeping_empty(times: Times, stamps: Longs) -> Times:
    made: Times = stamps.astype("datetime64[us]")
    made[np.isnat(times)] = np.datetime64("NaT")
    return made
