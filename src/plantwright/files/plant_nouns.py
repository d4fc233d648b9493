"""From the rows of a plant's tables to its nouns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from plantwright.errors import PlantError, Problems
from plantwright.files.cells import read_distribution, read_flag, read_text, read_value
from plantwright.files.tables import AnyNoun, Row, noun
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Power, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Evidence, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.model.quantity import Noun

Tables = Mapping[str, list[Row]]


class Reader:
    """The rows of all tables, turned into nouns; what is wrong is noted with file, row and column."""

    def __init__(self, tables: Tables, problems: Problems) -> None:
        self.tables = tables
        self.problems = problems
        self.samples = self._samples()

    def work_centers(self) -> list[WorkCenter]:
        """Return the work centers in their order."""
        stations = self._grouped("stations", "work_center", "work_centers", lambda row: read_text(row.text("station")))
        setups = self._grouped("setups", "work_center", "work_centers", self._setup_time)
        return _kept(
            self._work_center(row, stations.get(_id(row), []), setups.get(_id(row), []))
            for row in self.tables["work_centers"]
        )

    def products(self) -> list[Product]:
        """Return the products in their order."""
        sizes = self._grouped("lot_sizes", "product", "products", self._lot_size)
        weights = self._grouped("routings", "product", "products", self._weight)
        steps = self._grouped("operations", "product", "products", self._step)
        return _kept(
            self._product(row, sizes.get(_id(row), []), dict(weights.get(_id(row), [])), steps.get(_id(row), []))
            for row in self.tables["products"]
        )

    def workers(self) -> list[Worker]:
        """Return the workers in the order in which they first stand."""
        skills: dict[str, list[str | None]] = {}
        for row in self.tables["workers"]:
            skills.setdefault(read_text(row.text("worker")) or "", []).append(read_text(row.text("skill")))
        return _kept(
            noun(Worker, {"id": one, "skills": held}, "workers.csv", self.problems) for one, held in skills.items()
        )

    def evidence(self) -> list[Evidence]:
        """Return where the numbers came from."""
        return _kept(self._evidence(row) for row in self.tables["evidence"])

    def distribution(self, cell: str, where: str) -> Distribution | None:
        """Return the distribution in a cell; note what is wrong with it."""
        try:
            return read_distribution(cell, self.samples)
        except PlantError as error:
            self.problems.found += [f"{where}: {problem}" for problem in error.problems]
            return None

    def _samples(self) -> dict[str, tuple[float, ...]]:
        found: dict[str, list[float]] = {}
        for row in self.tables["samples"]:
            value = read_value(row.text("value"))
            if isinstance(value, float):
                found.setdefault(row.text("sample"), []).append(value)
            else:
                self.problems.add(f"{row.where}, column value", f"{row.text('value')!r}", "a number is needed")
        return {name: tuple(values) for name, values in found.items()}

    def _grouped(self, table: str, key: str, owner: str, read: Callable[[Row], object | None]) -> dict[str, list[Any]]:
        known = {_id(row) for row in self.tables[owner]}
        found: dict[str, list[Any]] = {}
        for row in self.tables[table]:
            name = read_text(row.text(key)) or ""
            if name not in known:
                allowed = f"{owner}.csv has {', '.join(sorted(known)) or 'no rows'}"
                self.problems.add(f"{row.where}, column {key}", f"unknown {name!r}", allowed)
            found.setdefault(name, []).append(read(row))
        return {name: [one for one in made if one is not None] for name, made in found.items()}

    def _noun(self, kind: type[AnyNoun], row: Row, fields: Mapping[str, object]) -> AnyNoun | None:
        return noun(kind, fields, row.where, self.problems)

    def _dist(self, row: Row, column: str) -> Distribution | None:
        return self.distribution(row.text(column), f"{row.where}, column {column}")

    def _part(self, kind: type[AnyNoun], row: Row, fields: Mapping[str, object]) -> AnyNoun | None:
        """Return an optional part of a noun: None where all its cells are empty."""
        given = any(value is not None and value != [] for value in fields.values())
        return self._noun(kind, row, fields) if given else None

    def _work_center(self, row: Row, stations: list[str], setups: list[SetupTime]) -> WorkCenter | None:
        names = ("stations", "buffer", "calendar", "skill", "dispatch")
        setup = {"default": _text(row, "setup_default"), "noise": self._dist(row, "setup_noise"), "times": setups}
        failures: dict[str, object] = {"reason": _text(row, "failure_reason")}
        failures |= {name: self._dist(row, name) for name in ("time_to_failure", "time_to_repair")}
        batch: dict[str, object] = {name: _text(row, f"batch_{name}") for name in Batch.model_fields}
        batch["same_family"] = read_flag(row.text("batch_same_family"))
        power = {name: _text(row, f"power_{name}") for name in Power.model_fields}
        parts: dict[str, Noun | None] = {
            "setup": self._part(Setup, row, setup),
            "failures": self._part(Failures, row, failures),
            "batch": self._part(Batch, row, batch),
            "power": self._part(Power, row, power),
        }
        plain = {name: _text(row, name) for name in names}
        return self._noun(WorkCenter, row, {"id": _id(row) or None, "station_ids": stations, **plain, **parts})

    def _setup_time(self, row: Row) -> SetupTime | None:
        return self._noun(SetupTime, row, {name: _text(row, name) for name in ("from_family", "to_family", "time")})

    def _lot_size(self, row: Row) -> LotSize | None:
        return self._noun(LotSize, row, {name: _text(row, name) for name in ("quantity", "weight")})

    def _weight(self, row: Row) -> tuple[str, str | None]:
        return row.text("routing"), _text(row, "weight")

    def _step(self, row: Row) -> tuple[str, Operation] | None:
        names = ("work_center", "per_lot", "per_piece", "scrap", "rework", "rework_back", "ideal_per_piece")
        fields: dict[str, object] = {name: _text(row, name) for name in names}
        fields |= {"id": _text(row, "operation"), "noise": self._dist(row, "noise")}
        made = self._noun(Operation, row, fields)
        return (row.text("routing"), made) if made else None

    def _product(
        self, row: Row, sizes: list[LotSize], weights: dict[str, str | None], steps: list[tuple[str, Operation]]
    ) -> Product | None:
        numbers = list(dict.fromkeys([*weights, *(number for number, _ in steps)]))
        routings = [self._routing(row, one, weights.get(one), steps) for one in numbers]
        fields: dict[str, object] = {name: _text(row, name) for name in ("family", "share", "unit")}
        fields |= {"id": _id(row) or None, "lead_time": self._dist(row, "lead_time"), "lot_sizes": sizes or None}
        return self._noun(Product, row, {**fields, "routings": _kept(routings)})

    def _routing(self, row: Row, number: str, weight: str | None, steps: list[tuple[str, Operation]]) -> Routing | None:
        operations = [operation for one, operation in steps if one == number]
        where = Row(f"{row.where}: routing {number or '(empty)'}", {})
        return self._noun(Routing, where, {"operations": operations, "weight": weight})

    def _evidence(self, row: Row) -> Evidence | None:
        plain = {name: _text(row, name) for name in ("path", "unit", "low", "high", "n", "method")}
        return self._noun(Evidence, row, {**plain, "value": read_value(row.text("value"))})


def _id(row: Row) -> str:
    return read_text(row.text("id")) or ""


def _text(row: Row, column: str) -> str | None:
    return read_text(row.text(column))


def _kept(found: Iterable[AnyNoun | None]) -> list[AnyNoun]:
    return [one for one in found if one is not None]
