"""``specifications.*``: between which limits each characteristic must lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plantwright.errors import Problems
from plantwright.events.quality_names import SPECIFIED_ROLES
from plantwright.events.quality_table import file_named, open_quality


@dataclass(frozen=True)
class Specified:
    """What was told of one characteristic; None: not told."""

    lower: float | None = None
    upper: float | None = None
    target: float | None = None
    unit: str | None = None
    subgroup_size: int | None = None
    """How many values in a row make one subgroup, where measurements do not say."""


def read_specifications(folder: Path, problems: Problems) -> dict[str, Specified]:
    """Return what ``specifications.*`` in a folder tells, by characteristic; note all that is wrong with it."""
    file = file_named(folder, "specifications", problems)
    found = open_quality(file, SPECIFIED_ROLES, problems) if file else None
    if file is None or found is None:
        return {}
    if "characteristic" not in found.match:
        names = ", ".join(repr(one.name) for one in found.profiles)
        problems.add(str(file), f"no column of characteristics among {names}", "name it 'characteristic'")
        return {}
    made: dict[str, Specified] = {}
    for place, row in enumerate(found.read().to_pylist(), 2):
        name, one = row.get("characteristic"), _specified(row)
        if name is None:
            problems.add(f"{file}, row {place}", "no characteristic", "each row needs one", "leave the row out")
        elif name in made:
            problems.add(f"{file}, row {place}", f"{name!r} stands twice", "each characteristic once")
        else:
            made[name] = one
            _check(f"{file}, row {place}", one, problems)
    return made


def _specified(row: dict[str, object]) -> Specified:
    def number(name: str) -> float | None:
        value = row.get(name)
        return float(value) if isinstance(value, float) else None

    size, unit = number("subgroup_size"), row.get("unit")
    return Specified(
        number("lower_limit"), number("upper_limit"), number("target"),
        unit if isinstance(unit, str) else None, None if size is None else int(size),
    )  # fmt: skip


def _check(where: str, one: Specified, problems: Problems) -> None:
    if one.lower is not None and one.upper is not None and not one.lower < one.upper:
        problems.add(where, f"lower {one.lower:g} and upper {one.upper:g}", "the lower must be below the upper")
    if one.subgroup_size is not None and not one.subgroup_size >= 1:
        problems.add(where, f"subgroups of {one.subgroup_size}", "1 or more")
