"""What a station may be doing, as the index numbers it."""

from __future__ import annotations

STATES = ("idle", "off", "down", "maintenance", "setup", "process", "blocked")
"""Where rows of one station overlap, the earlier of these counts; ``idle`` is what no row covers."""
IDLE, PROCESS, BLOCKED = STATES.index("idle"), STATES.index("process"), STATES.index("blocked")
KINDS = {name: STATES.index(name) for name in ("off", "down", "maintenance", "setup", "process")}
"""Kinds of rows that are of stations; those of workers and of the way between are not."""
BLOCK = 16
"""Changes of state between two sums: a reader adds up fewer than that."""
FORM = 1
"""Raised when the files change, so that no older index is read as if it were a newer one."""
