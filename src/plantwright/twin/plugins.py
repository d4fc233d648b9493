"""Dispatch rules that installed packages bring: entry points of the group ``plantwright.dispatch``, compiled."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Any

from plantwright.errors import TwinError

GROUP = "plantwright.dispatch"
ARGUMENTS = ("now", "ready", "due", "process_time", "remaining", "setup", "quantity", "priority")


def rule_address(name: str, center: str) -> int:
    """Return where the compiled rule of this name lies.

    Raises
    ------
    TwinError
        No installed package brings it, or it cannot be compiled.
    """
    where = f"work_centers.{center}.dispatch"
    found = {one.name: one for one in entry_points(group=GROUP)}
    if name not in found:
        known = ", ".join(sorted(found)) or "none"
        raise TwinError(where, [f"{where}: no rule plugin:{name} is installed; installed are {known}"])
    try:
        return int(_compiled(found[name].load()).address)
    except Exception as error:
        wanted = f"a function of {', '.join(ARGUMENTS)} that returns a number"
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise TwinError(where, [f"{where}: plugin:{name} cannot be compiled ({said}); needed is {wanted}"]) from error


@cache
def _compiled(rule: Any) -> Any:
    from numba import cfunc, float64  # noqa: PLC0415 - only plants with such a rule need it

    return cfunc(float64(*[float64] * len(ARGUMENTS)))(rule)
