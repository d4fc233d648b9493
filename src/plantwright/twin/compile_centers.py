"""Work centers, their stations, the ways they stop, their setups and the people they need, as the kernel's records."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from plantwright.model.equipment import MOST_STOPS, PLUGIN, Failures, Maintenance, Setup, WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin.compile_laws import Hours, Laws, salt
from plantwright.twin.kernel import floor
from plantwright.twin.kernel.wear import MOST_MODES
from plantwright.twin.plugins import rule_address

_RULES = {
    "fifo": floor.FIFO, "edd": floor.EDD, "spt": floor.SPT, "slack": floor.SLACK, "cr": floor.CR, "atc": floor.ATC,
    "atcs": floor.ATCS, "fewest_setups": floor.FEWEST_SETUPS, "next_queue": floor.NEXT_QUEUE,
}  # fmt: skip
_CLOCKS = {
    "busy": floor.BUSY_CLOCK, "calendar": floor.CALENDAR_CLOCK, "pieces": floor.PIECES_CLOCK, "lots": floor.LOTS_CLOCK,
}  # fmt: skip
_AT_CLOSE = {"pause": floor.PAUSE, "finish": floor.FINISH_WORK, "fit": floor.FIT}

assert MOST_MODES >= MOST_STOPS  # the kernel numbers as many as a plant may have

Table = NDArray[np.void]


class Centers:
    """The tables of a plant's work centers."""

    def __init__(self, plant: Plant, families: Sequence[str], laws: Laws, hours: Hours) -> None:
        self.plant, self.families, self.laws, self.hours = plant, families, laws, hours
        self.skills = sorted({skill for one in plant.work_centers for skill in one.skills()})
        self.modes: list[tuple[int, ...]] = []
        self.reasons: list[str] = []
        self.teams: list[int] = []
        self.setups: list[float] = [0.0]
        self.dedicated = {one.work_center for _, one in plant.operations() if one.stations}
        self.assembling = {one.work_center for _, one in plant.operations() if one.components}
        self.centers = np.concatenate([self._center(one) for one in plant.work_centers])
        self.centers["first_station"] = np.cumsum(self.centers["stations"]) - self.centers["stations"]

    def tables(self) -> dict[str, Table]:
        """Return the tables; those that would be empty hold one record that nothing points to."""
        stations, wear = self._stations()
        return {
            "centers": self.centers,
            "stations": stations,
            "wear": wear,
            "modes": np.array(self.modes or [(0,) * 6], floor.MODE),
            "teams": np.array([*self.teams, 0], np.int64),
            "setups": np.array(self.setups),
            "workers": self._workers(),
        }

    def _center(self, center: WorkCenter) -> Table:
        record = np.zeros(1, floor.CENTER)
        for name in ("head", "tail", "held_head", "held_tail", "wake"):
            record[name] = -1
        record["stations"] = record["idle"] = center.stations
        record["buffer"] = -1 if center.buffer is None else center.buffer
        record["kanban"] = center.kanban or 0
        record["calendar"] = self.hours.numbers[self.plant.calendar_of(center).id]
        record["at_close"], record["before"] = _AT_CLOSE[center.at_close], center.blocking == "before"
        record["assembles"] = center.id in self.assembling
        self._rule(record, center)
        self._batch(record, center)
        self._team(record, center)
        self._setup(record, center.setup)
        self._stops(record, center)
        plain = center.id not in self.dedicated | self.assembling and center.blocking == "after"
        plain &= center.at_close != "fit" and record["min_run"][0] <= 1 and record["batch_min"][0] <= 1
        record["plain"] = plain and record["rule"][0] <= floor.SLACK
        return record

    def _rule(self, record: Table, center: WorkCenter) -> None:
        if center.dispatch.startswith(PLUGIN):
            record["rule"] = floor.PLUGIN
            record["plugin"] = rule_address(center.dispatch.removeprefix(PLUGIN), center.id)
        else:
            record["rule"] = _RULES[center.dispatch]

    def _batch(self, record: Table, center: WorkCenter) -> None:
        batch = center.batch
        record["batch_max"] = batch.max_lots if batch else 1
        record["batch_min"] = batch.min_lots if batch else 1
        record["batch_wait"] = np.inf if batch is None or batch.max_wait is None else batch.max_wait
        record["same_family"] = batch.same_family if batch else 1
        record["lead_lot"] = batch is not None and batch.load_time == "lead"

    def _team(self, record: Table, center: WorkCenter) -> None:
        record["team_first"], record["team"] = len(self.teams), len(center.skills())
        self.teams += [self.skills.index(skill) for skill in center.skills()]
        record["needs"] = self._as_bits(center.skills())

    def _setup(self, record: Table, setup: Setup | None) -> None:
        record["setup"] = record["setup_law"] = -1
        record["min_run"] = 1
        if setup:
            matrix = _setup_matrix(setup, self.families)
            apart = ~np.eye(len(matrix), dtype=bool)
            record["setup"], record["setup_law"] = len(self.setups), self.laws.number(setup.noise)
            record["min_run"] = setup.min_run
            record["mean_setup"] = matrix[apart].mean() if apart.any() else 0.0
            self.setups += matrix.ravel().tolist()

    def _stops(self, record: Table, center: WorkCenter) -> None:
        stops: list[tuple[Failures | Maintenance, int]] = [(one, floor.FAILURE) for one in center.failure_modes()]
        stops += [(one, floor.MAINTENANCE) for one in center.maintenance]
        record["mode_first"], record["modes"] = len(self.modes), len(stops)
        for number, (one, kind) in enumerate(stops):
            every, lasts = (
                (one.time_to_failure, one.time_to_repair) if isinstance(one, Failures) else (one.every, one.duration)
            )
            law, duration = self.laws.number(every), self.laws.number(lasts)
            # number 0 keeps the luck of a work center's first mode whatever is added behind it
            mark = salt("mode", number)
            self.modes.append((int(kind), int(_CLOCKS[one.clock]), law, duration, mark, len(self.reasons)))
            self.reasons.append(one.reason)

    def _stations(self) -> tuple[Table, Table]:
        owners = np.repeat(np.arange(len(self.centers)), self.centers["stations"])
        stations = np.zeros(len(owners), floor.STATION)
        stations["center"] = owners
        for name in ("family", "worker", "load", "batch", "mode", "ticket"):
            stations[name] = -1
        stations["modes"] = self.centers["modes"][owners]
        stations["mode_first"] = np.cumsum(stations["modes"]) - stations["modes"]
        stations["salt"] = [
            salt("station", one.id, number) for one in self.plant.work_centers for number in range(one.stations)
        ]
        return stations, np.zeros(int(stations["modes"].sum()) + 1, floor.WEAR)

    def _workers(self) -> Table:
        workers = np.zeros(max(len(self.plant.workers), 1), floor.WORKER)
        for record, worker in zip(workers, self.plant.workers, strict=False):
            record["skills"] = self._as_bits(worker.skills)
            record["skill_count"] = len(set(worker.skills))
            record["calendar"] = self.hours.numbers[worker.calendar] if worker.calendar else -1
        return workers

    def _as_bits(self, skills: Collection[str]) -> int:
        return sum(1 << bit for bit, skill in enumerate(self.skills) if skill in skills)


def _setup_matrix(setup: Setup, families: Sequence[str]) -> NDArray[np.float64]:
    matrix = np.full((len(families), len(families)), setup.default)
    np.fill_diagonal(matrix, 0.0)
    for one in setup.times:
        if one.from_family in families and one.to_family in families:
            matrix[families.index(one.from_family), families.index(one.to_family)] = one.time
    return matrix
