"""How much memory a run may hold, and holds."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

SHARE = 0.75
"""The part of the machine's memory that a run may hold where nobody told another limit [1]."""
GIGABYTE = 1e9


def usual_limit() -> int:
    """Return what a run may hold where nobody said so [bytes]."""
    return int(SHARE * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


def held(group: int) -> int:
    """Return the memory that the processes of a group hold [bytes]; 0 where there is no ``/proc`` to tell it."""
    return sum(_resident(int(one.name)) for one in Path("/proc").glob("[0-9]*") if _group(int(one.name)) == group)


def too_much(run: str, found: int, limit: int) -> str:
    """Return what is said of a run that held more than it may."""
    return (
        f"run {run}: it held {found / GIGABYTE:.1f} GB of memory; at most {limit / GIGABYTE:.1f} GB is allowed; bring "
        "fewer weeks of records, or start plantwright serve with more --memory"
    )


def _group(process: int) -> int | None:
    with suppress(OSError):
        return os.getpgid(process)
    return None


def _resident(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
