"""What a capstone may change, as a list to choose from: each line an edit bound to a place of the plant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plantwright.errors import PlantError, Problems

if TYPE_CHECKING:
    from plantwright.model.plant import Plant


@dataclass(frozen=True)
class Line:
    """One thing that may be changed."""

    value: str
    """The edit, its place and its argument, parted by tabs."""
    text: str
    amount: str
    """What the number beside it means."""


def menu(plant: Plant) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Return what may be changed at a plant, by work center, people and release."""
    centers = [(one.id, tuple(_of_center(plant, one.id))) for one in plant.work_centers]
    rest = [("People", tuple(_of_people(plant))), ("Release", tuple(_of_release(plant)))]
    return tuple((title, lines) for title, lines in (*centers, *rest) if lines)


def _of_center(plant: Plant, name: str) -> Iterator[Line]:
    center = plant.work_center(name)
    yield Line(f"add_stations\t{name}\tcount", f"{name}: more stations", "stations")
    yield Line(f"scale_process_time\t{name}\tfactor", f"{name}: shorter process times", "factor, such as 0.9")
    if center.setup:
        yield Line(f"scale_setup_time\t{name}\tfactor", f"{name}: shorter setups", "factor, such as 0.5")
    if center.failure_modes():
        yield Line(f"scale_failures\t{name}\tmttr_factor", f"{name}: shorter repairs", "factor, such as 0.7")
        yield Line(f"scale_failures\t{name}\tmtbf_factor", f"{name}: fewer failures", "factor, such as 1.5")
    if center.buffer is not None:
        yield Line(f"set_buffer\t{name}\tcapacity", f"{name}: places in front of it", f"places, now {center.buffer}")
    if any(step.work_center == name and step.rework > 0 for _, step in plant.operations()):
        yield Line(f"scale_rework\t{name}\tfactor", f"{name}: less rework", "factor, such as 0.5")


def _of_people(plant: Plant) -> Iterator[Line]:
    skills = sorted({skill for one in plant.workers for skill in one.skills})
    for one in skills:
        yield Line(f"add_workers\t{one}\tcount", f"more people with {one}", "people")
    for one in skills:
        for other in skills:
            if one != other:
                yield Line(f"cross_train\t{one}\t{other}\tcount", f"train people of {one} for {other}", "people")


def _of_release(plant: Plant) -> Iterator[Line]:
    if plant.release.wip_limit is not None:
        now = plant.release.wip_limit
        yield Line("set_wip_limit\t\tlimit", "orders on the floor at most", f"orders, now {now}")


def edits_of(chosen: Sequence[str], amounts: Sequence[str]) -> list[dict[str, Any]]:
    """Return the edits that a form chose; lines that were left empty are none.

    Raises
    ------
    PlantError
        Nothing was chosen, a number is missing, or a line is none of the menu's; lists all.
    """
    problems = Problems("the proposal", PlantError)
    made = [
        edit
        for number, (line, amount) in enumerate(zip(chosen, [*amounts, *[""] * len(chosen)], strict=False), 1)
        if line.strip() and (edit := _edit(line, amount, f"change {number}", problems))
    ]
    if not made and not problems.found:
        problems.add("the proposal", "nothing is chosen", "one change or more", "choose one from the list")
    problems.raise_any()
    return made


_NAMES = {
    "add_stations": ("work_center",), "scale_process_time": ("work_center",), "scale_setup_time": ("work_center",),
    "scale_failures": ("work_center",), "scale_rework": ("work_center",), "set_buffer": ("work_center",),
    "add_workers": ("skill",), "cross_train": ("from_skill", "to_skill"), "set_wip_limit": ("",),
}  # fmt: skip
_WHOLE = {"count", "capacity", "limit"}


def _edit(line: str, amount: str, place: str, problems: Problems) -> dict[str, Any] | None:
    key, *places, argument = line.split("\t")
    names = _NAMES.get(key, ())
    if len(names) != len(places) or not names:
        problems.add(place, f"{line[:60]!r} is none of the list", "choose from the list")
        return None
    try:
        number = float(amount.replace(",", "."))
        value: float = int(number) if argument in _WHOLE and number.is_integer() else number
    except (ValueError, OverflowError):
        found = repr(amount[:20]) if amount.strip() else "it does not say how much"
        problems.add(place, found, "a number is needed", "write how much, such as 1 or 0.9")
        return None
    return {key: {**{name: place for name, place in zip(names, places, strict=True) if name}, argument: value}}
