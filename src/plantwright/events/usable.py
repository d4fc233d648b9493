"""What a table must have to be of use."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from plantwright.errors import Problems
from plantwright.events.columns import Match
from plantwright.events.names import ROLES, name_score
from plantwright.events.profile import Profile


def check_table(
    name: str, file: Path, profiles: list[Profile], match: Match, problems: Problems, asked: Set[str] = frozenset()
) -> None:
    """Note what a table of the records lacks, but for what is asked for."""
    if name == "log":
        _check_log(file, profiles, match, problems, asked)
    else:
        {"orders": _check_orders, "downtime": _check_downtime}[name](file, profiles, match, problems)


_TIMELY = frozenset({"year", "dates", "duration_unit", "stamps", "start", "end"})
"""Questions whose answers make times of what is none yet."""


def _check_log(file: Path, profiles: list[Profile], match: Match, problems: Problems, asked: Set[str]) -> None:
    if not {"start", "end", "time"} & set(match) and not _TIMELY & asked:
        cure = "name it by --map start='Column'" if len(profiles) else ""
        problems.add(
            str(file), f"no usable time column: {_seen(profiles, 'time')}", "a start or an end is needed", cure
        )
    if not {"order"} & (set(match) | asked) and not _is_machine_log(match, asked):
        cure = "name it by --map order='Case ID', or record the number of the order, lot or case with each step"
        cure += ", until each work center has had 30"
        problems.add(str(file), f"no column of orders among {_listed(profiles)}", "each row needs its order", cure)
    if not {"operation", "station", "work_center"} & (set(match) | asked):
        allowed = "an operation, a station or a work center is needed"
        problems.add(str(file), f"no column says what was done or where, among {_listed(profiles)}", allowed)
    for role in ("start", "end", "time"):
        _check_time(file, role, match, problems)


def _is_machine_log(match: Match, asked: Set[str]) -> bool:
    """Tell whether a log without orders says what stations did and when: their time can be measured, no more."""
    timed = {"start", "end"} <= set(match) or "life" in match or bool(_TIMELY & asked)
    return timed and bool({"station", "work_center"} & (set(match) | asked))


def _check_orders(file: Path, profiles: list[Profile], match: Match, problems: Problems) -> None:
    if "order" not in match:
        problems.add(str(file), f"no column of orders among {_listed(profiles)}", "name it 'order'")


def _check_downtime(file: Path, profiles: list[Profile], match: Match, problems: Problems) -> None:
    for role in ("station", "start", "end"):
        if role not in match:
            problems.add(str(file), f"no column for the {role} among {_listed(profiles)}", f"name it '{role}'")


def _check_time(file: Path, role: str, match: Match, problems: Problems) -> None:
    found = match.get(role)
    if found and found.profile.time is None:
        shown = ", ".join(repr(value) for value in found.profile.values[:2]) or "nothing"
        problems.add(f"{file}: {found.profile.name}", f"holds {shown}, which are no times", "dates with clock times")


def _seen(profiles: list[Profile], content: str) -> str:
    """Return what stands in the columns whose names promise a content they do not hold."""
    roles = [role for role in ROLES.values() if role.content == content]
    named = [one for one in profiles if any(name_score(one.name, role) for role in roles)]
    shown = [f"{one.name!r} holds {one.values[0]!r}" if one.values else f"{one.name!r} is empty" for one in named]
    return "; ".join(shown[:4]) or f"none of {_listed(profiles)} holds times"


def _listed(profiles: list[Profile]) -> str:
    return ", ".join(repr(one.name) for one in profiles[:20])
