"""What could be: a named, costed edit of a plant.

Every edit is one key of the vocabulary. ``problems`` says what does not fit the plant, ``apply`` returns the plant
as it would be. Nobody staffs an added station: the workers stay the same unless ``add_workers`` is said too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from plantwright.errors import PlantError, Problems
from plantwright.model.checked import checked
from plantwright.model.equipment import DispatchRule, Failures, WorkCenter
from plantwright.model.plant import Plant, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.model.quantity import Count, Factor, Money, Name, Noun, ZeroCount, ZeroFactor
from plantwright.model.words import SaidName


class Edit(Noun):
    """One key of the change vocabulary with its arguments."""

    key: ClassVar[str]

    def problems(self, plant: Plant) -> Iterator[str]:
        """Iterate over what does not fit the plant."""
        yield from ()

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with this edit made."""
        raise NotImplementedError


class CenterEdit(Edit):
    """An edit of one work center."""

    work_center: Name

    def problems(self, plant: Plant) -> Iterator[str]:
        """Iterate over what does not fit: an unknown work center, or nothing there to edit."""
        known = [one.id for one in plant.work_centers]
        if self.work_center not in known:
            yield f"{self.key}: unknown work center {self.work_center!r}; known are {', '.join(known)}"
        else:
            yield from self.center_problems(plant.work_center(self.work_center))

    def center_problems(self, center: WorkCenter) -> Iterator[str]:
        """Iterate over what this work center cannot have edited."""
        yield from ()


class AddStations(CenterEdit):
    """More parallel stations; nobody new to staff them."""

    key = "add_stations"
    count: Count

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the stations added."""
        return _edit_center(plant, self.work_center, lambda one: {"stations": one.stations + self.count})


class ScaleProcessTime(CenterEdit):
    """Every process time of a work center times a factor; setups stay."""

    key = "scale_process_time"
    factor: Factor

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the process times scaled."""

        def scaled(one: Operation) -> dict[str, object]:
            rate = one.rate / self.factor if one.rate else None
            return {"per_lot": one.per_lot * self.factor, "per_piece": one.per_piece * self.factor, "rate": rate}

        return _edit_operations(plant, self.work_center, scaled)


class ScaleSetupTime(CenterEdit):
    """Every setup time of a work center times a factor."""

    key = "scale_setup_time"
    factor: ZeroFactor

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the setups scaled; a work center without setups stays as it is."""
        return _edit_center(
            plant, self.work_center, lambda one: {"setup": one.setup.scaled(self.factor) if one.setup else None}
        )


class ScaleFailures(CenterEdit):
    """Mean time to failure and to repair, each times a factor."""

    key = "scale_failures"
    mtbf_factor: Factor = 1.0
    mttr_factor: ZeroFactor = 1.0

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with failures scaled; a work center without failures stays as it is."""
        return _edit_center(
            plant,
            self.work_center,
            lambda one: {
                "failures": self._scaled(one.failures) if one.failures else None,
                "further_failures": tuple(map(self._scaled, one.further_failures)),
            },
        )

    def _scaled(self, failures: Failures) -> Failures:
        return failures.model_copy(
            update={
                "time_to_failure": failures.time_to_failure.scaled(self.mtbf_factor),
                "time_to_repair": failures.time_to_repair.scaled(self.mttr_factor),
            }
        )


class ScaleRework(CenterEdit):
    """The chance of rework after the steps of a work center, times a factor."""

    key = "scale_rework"
    factor: ZeroFactor

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the chance of rework scaled, kept below one."""
        return _edit_operations(plant, self.work_center, lambda one: {"rework": min(one.rework * self.factor, 0.999)})


class SetBuffer(CenterEdit):
    """Places for lots in front of a work center; None takes the limit away."""

    key = "set_buffer"
    capacity: ZeroCount | None

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the buffer set."""
        return _edit_center(plant, self.work_center, lambda _: {"buffer": self.capacity})


class AddWorkers(Edit):
    """More workers who have just this skill, on every shift."""

    key = "add_workers"
    skill: Name
    count: Count

    def problems(self, plant: Plant) -> Iterator[str]:
        """Iterate over what does not fit: a skill that the plant does not know."""
        yield from _skill_problems(self.key, plant, self.skill)

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the workers added."""
        taken = {worker.id for worker in plant.workers}
        names = (f"new-{self.skill}-{k}" for k in range(1, len(taken) + self.count + 1))
        free = [name for name in names if name not in taken][: self.count]
        added = tuple(Worker(id=name, skills=(self.skill,)) for name in free)
        return _replaced(plant, workers=plant.workers + added)


class CrossTrain(Edit):
    """Workers who have one skill learn another; those with the fewest skills first."""

    key = "cross_train"
    from_skill: Name
    to_skill: Name
    count: Count

    def problems(self, plant: Plant) -> Iterator[str]:
        """Iterate over what does not fit: unknown skills, or too few people left to train."""
        unknown = [*_skill_problems(self.key, plant, self.from_skill), *_skill_problems(self.key, plant, self.to_skill)]
        yield from unknown
        if not unknown and len(self._trainees(plant)) < self.count:
            yield (
                f"{self.key}: only {len(self._trainees(plant))} workers have {self.from_skill!r} "
                f"and not {self.to_skill!r}; count may be at most that"
            )

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the workers trained."""
        trained = set(self._trainees(plant)[: self.count])
        workers = tuple(
            one.model_copy(update={"skills": (*one.skills, self.to_skill)}) if one.id in trained else one
            for one in plant.workers
        )
        return _replaced(plant, workers=workers)

    def _trainees(self, plant: Plant) -> list[str]:
        able = [one for one in plant.workers if self.from_skill in one.skills and self.to_skill not in one.skills]
        return [one.id for one in sorted(able, key=lambda one: len(one.skills))]


class SetWipLimit(Edit):
    """Orders on the floor under CONWIP; a plant with open release becomes CONWIP."""

    key = "set_wip_limit"
    limit: Count

    def apply(self, plant: Plant) -> Plant:
        """Return the plant under this limit."""
        release = plant.release.model_copy(update={"policy": "conwip", "wip_limit": self.limit})
        return _replaced(plant, release=release)


class SetDispatch(CenterEdit):
    """The rule by which a work center, or ``all``, takes from its queue."""

    key = "set_dispatch"
    work_center: Name
    rule: DispatchRule

    def problems(self, plant: Plant) -> Iterator[str]:
        """Iterate over what does not fit: an unknown work center."""
        if self.work_center != "all":
            yield from super().problems(plant)

    def apply(self, plant: Plant) -> Plant:
        """Return the plant under this rule."""
        names = [one.id for one in plant.work_centers] if self.work_center == "all" else [self.work_center]
        for name in names:
            plant = _edit_center(plant, name, lambda _: {"dispatch": self.rule})
        return plant


class ScaleDemand(Edit):
    """Orders per time, times a factor; CONWIP plants have no demand to scale and stay as they are."""

    key = "scale_demand"
    factor: Factor

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with orders coming faster or slower."""
        return _replaced(plant, release=plant.release.paced(self.factor))


class ScaleLotSize(Edit):
    """Pieces per lot of a product, times a factor; pieces in total stay, so there are more or fewer orders."""

    key = "scale_lot_size"
    product: Name
    factor: Factor

    def problems(self, plant: Plant) -> Iterator[str]:
        """Iterate over what does not fit: an unknown product."""
        known = [one.id for one in plant.products]
        if self.product not in known:
            yield f"{self.key}: unknown product {self.product!r}; known are {', '.join(known)}"

    def apply(self, plant: Plant) -> Plant:
        """Return the plant with the lots scaled."""
        before = sum(one.share for one in plant.products)
        products = tuple(self._scaled(one) if one.id == self.product else one for one in plant.products)
        orders = sum(one.share for one in products) / before
        return ScaleDemand(factor=orders).apply(_replaced(plant, products=products))

    def _scaled(self, product: Product) -> Product:
        sizes = tuple(
            LotSize(quantity=max(1.0, round(one.quantity * self.factor)), weight=one.weight)
            for one in product.lot_sizes
        )
        scaled = product.model_copy(update={"lot_sizes": sizes})
        ratio = product.mean_quantity() / scaled.mean_quantity()
        return scaled.model_copy(update={"share": product.share * ratio})


class SetShift(Edit):
    """The calendar of a work center, or ``all`` for the whole plant."""

    key = "set_shift"
    work_center: Name
    calendar: Name

    def problems(self, plant: Plant) -> Iterator[str]:
        """Iterate over what does not fit: an unknown work center or calendar."""
        known = [one.id for one in plant.work_centers]
        if self.work_center not in [*known, "all"]:
            yield f"{self.key}: unknown work center {self.work_center!r}; known are {', '.join(known)}, or all"
        calendars = ["always", *(one.id for one in plant.calendars)]
        if self.calendar not in calendars:
            yield f"{self.key}: unknown calendar {self.calendar!r}; known are {', '.join(calendars)}"

    def apply(self, plant: Plant) -> Plant:
        """Return the plant on this calendar; orders keep coming at the same rate per calendar time."""
        if self.work_center != "all":
            return _edit_center(plant, self.work_center, lambda _: {"calendar": self.calendar})
        before = plant.find_calendar(plant.calendar).hours_per_week()
        after = plant.find_calendar(self.calendar).hours_per_week()
        return ScaleDemand(factor=before / after).apply(_replaced(plant, calendar=self.calendar))


EDITS: dict[str, type[Edit]] = {
    one.key: one
    for one in (
        AddStations, ScaleProcessTime, ScaleSetupTime, ScaleFailures, ScaleRework, SetBuffer, AddWorkers,
        CrossTrain, SetWipLimit, SetDispatch, ScaleDemand, ScaleLotSize, SetShift,
    )
}  # fmt: skip
"""The change vocabulary."""


class Cost(Noun):
    """What a change costs, in the plant's currency; None: not known."""

    once: Money | None = None
    per_year: Money | None = None


class Change(Noun):
    """A named, costed edit of a plant."""

    name: SaidName
    edits: tuple[Edit, ...]
    cost: Cost = Cost()

    def problems(self, plant: Plant) -> list[str]:
        """Return what does not fit the plant, each with the change's name."""
        return [f"changes.{self.name}.{problem}" for edit in self.edits for problem in edit.problems(plant)]

    def apply(self, plant: Plant) -> Plant:
        """Return the plant as it would be; raise PlantError where the change does not fit."""
        problems = self.problems(plant)
        if problems:
            raise PlantError(f"change {self.name!r}", problems)
        for edit in self.edits:
            plant = edit.apply(plant)
        return plant

    def as_fields(self) -> dict[str, Any]:
        """Return the change as it is written in ``changes.yaml``."""
        edits = [{edit.key: edit.model_dump()} for edit in self.edits]
        cost = self.cost.model_dump(exclude_none=True)
        short = {"name": self.name, **edits[0]} if len(edits) == 1 else {"name": self.name, "edits": edits}
        return {**short, "cost": cost} if cost else short


def parse_changes(fields: object, subject: str = "changes") -> tuple[Change, ...]:
    """Read a list of changes, or a mapping with the key ``changes``; raise PlantError with every problem."""
    entries = fields.get("changes") if isinstance(fields, Mapping) else fields
    problems = Problems(subject, PlantError)
    if not isinstance(entries, list):
        problems.add("changes", f"{type(entries).__name__}", "a list of changes is needed", "start it with 'changes:'")
        problems.fail()
    changes = [change for k, entry in enumerate(entries) if (change := _parse_change(entry, k, problems))]
    names = [one.name for one in changes]
    for name in sorted({one for one in names if names.count(one) > 1}):
        problems.add(f"changes.{name}", f"stands {names.count(name)} times", "each name once")
    problems.raise_any()
    return tuple(changes)


def _parse_change(entry: object, index: int, problems: Problems) -> Change | None:
    if not isinstance(entry, Mapping) or not entry.get("name"):
        problems.add(f"changes[{index}]", "no name", "each change is a mapping with a name and one or more edits")
        return None
    where = f"changes.{entry['name']}"
    written = entry.get("edits") or [{k: v} for k, v in entry.items() if k not in ("name", "edits", "cost")]
    before = len(problems.found)
    edits = [edit for one in written for edit in _parse_edits(one, where, problems)]
    if not edits and len(problems.found) == before:
        problems.add(where, "no edit", f"one or more of {', '.join(EDITS)}")
    if len(problems.found) > before:
        return None
    try:
        cost = checked(Cost, entry.get("cost") or {}, where)
    except PlantError as error:
        problems.found += [f"{where}.cost.{problem}" for problem in error.problems]
        return None
    return Change(name=str(entry["name"]), edits=tuple(edits), cost=cost)


def _parse_edits(entry: object, where: str, problems: Problems) -> Iterator[Edit]:
    for key, arguments in entry.items() if isinstance(entry, Mapping) else [(str(entry), None)]:
        if key not in EDITS:
            problems.add(f"{where}.{key}", "unknown key", f"allowed are {', '.join(EDITS)}")
            continue
        try:
            yield checked(EDITS[key], arguments or {}, where)
        except PlantError as error:
            problems.found += [f"{where}.{key}.{problem}" for problem in error.problems]


def _replaced(plant: Plant, **fields: object) -> Plant:
    # model_copy does not validate; the edited plant must hold all laws of a plant
    return checked(Plant, {**dict(plant), **fields}, f"plant {plant.name!r} after the change")


def _edit_center(plant: Plant, name: str, edit: Callable[[WorkCenter], Mapping[str, object]]) -> Plant:
    centers = tuple(one.model_copy(update=dict(edit(one))) if one.id == name else one for one in plant.work_centers)
    return _replaced(plant, work_centers=centers)


def _edit_operations(plant: Plant, center: str, edit: Callable[[Operation], Mapping[str, object]]) -> Plant:
    def edited(routing: Routing) -> Routing:
        steps = tuple(
            one.model_copy(update=dict(edit(one))) if one.work_center == center else one for one in routing.operations
        )
        return routing.model_copy(update={"operations": steps})

    products = tuple(
        one.model_copy(update={"routings": tuple(edited(routing) for routing in one.routings)})
        for one in plant.products
    )
    return _replaced(plant, products=products)


def _skill_problems(key: str, plant: Plant, skill: str) -> Iterator[str]:
    if skill not in plant.skills():
        yield f"{key}: unknown skill {skill!r}; known are {', '.join(plant.skills()) or 'none'}"
