"""A made-up flow line and its records, made without the twin, so that what a fit should find is known exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa

from plantwright.events.log import EventLog, LogMeta

BEGIN = datetime(2025, 3, 3)  # noqa: DTZ001 - UTC, as all times in a log
HOUR = 3600.0


@dataclass(frozen=True)
class Step:
    """One work center of the line, and what its stations do."""

    center: str
    stations: int = 1
    per_lot: float = 0.0
    per_piece: float = 60.0
    noise: float = 0.3
    """Coefficient of variation of gamma noise."""
    setup: float = 0.0
    """Mean time of a change of family [s]."""
    up: float | None = None
    """Mean processing time between failures [s]."""
    down: float = 0.0
    worker: str | None = None


@dataclass(frozen=True)
class Line:
    """A line with its products and what its records tell."""

    steps: tuple[Step, ...]
    families: dict[str, str] = field(default_factory=lambda: {"A": "red", "B": "red", "C": "blue"})
    gap: float = 3.0 * HOUR
    move: float = 300.0
    setup_rows: bool = True
    down_rows: bool = True
    orders: int = 400
    seed: int = 1

    def log(self) -> EventLog:
        """Return the records of the line, from its first release to its last completion."""
        return _Run(self).log()

    def but(self, **changes: object) -> Line:
        """Return another line."""
        return replace(self, **changes)  # type: ignore[arg-type]


class _Run:
    """One run of a line: lots pass center after center, first come, first served."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.rng = np.random.default_rng(line.seed)
        self.rows: list[dict[str, object]] = []
        self.products = self.rng.choice(list(line.families), line.orders)
        self.quantity = self.rng.choice([10.0, 20.0, 40.0], line.orders)
        self.released = np.cumsum(self.rng.exponential(line.gap, line.orders))

    def log(self) -> EventLog:
        at = self.released.copy()
        for number, step in enumerate(self.line.steps):
            at = self._center(step, f"{10 * (number + 1)}-{step.center}", at + (self.line.move if number else 0.0))
        end = BEGIN + timedelta(seconds=float(at.max()) + 1)
        meta = LogMeta("line", "recorded", BEGIN, end, has_setup_rows=self.line.setup_rows)
        return EventLog.from_arrow(pa.Table.from_pylist(self.rows), pa.Table.from_pylist(list(self._orders(at))), meta)

    def _orders(self, done: np.ndarray) -> Iterator[dict[str, object]]:
        for number, product in enumerate(self.products):
            times = {"released": stamp(self.released[number]), "completed": stamp(done[number])}
            due = stamp(self.released[number] + 48 * HOUR)
            yield {"order": f"O{number}", "product": product, "quantity": self.quantity[number], "due": due, **times}

    def _center(self, step: Step, operation: str, arrived: np.ndarray) -> np.ndarray:
        free = np.zeros(step.stations)
        family: list[str | None] = [None] * step.stations
        left = [self._failure(step) for _ in range(step.stations)]
        done = np.empty(len(arrived))
        for lot in np.argsort(arrived, kind="stable"):
            station = int(np.argmin(free))
            start = max(arrived[lot], free[station])
            after = start + self._setup(step, family[station], lot, station, start)
            end, left[station] = self._processed(step, station, after, left[station], self._process(step, lot))
            begun = after if self.line.setup_rows else start
            self._row(step, lot, operation, station, begun, end)
            free[station] = done[lot] = end
            family[station] = self.line.families[self.products[lot]]
        return done

    def _process(self, step: Step, lot: int) -> float:
        noise = self.rng.gamma(1 / step.noise**2, step.noise**2) if step.noise else 1.0
        return float((step.per_lot + step.per_piece * self.quantity[lot]) * noise)

    def _failure(self, step: Step) -> float:
        return float(self.rng.exponential(step.up)) if step.up else np.inf

    def _setup(self, step: Step, before: str | None, lot: int, station: int, start: float) -> float:
        if not step.setup or before in (None, self.line.families[self.products[lot]]):
            return 0.0
        length = step.setup * float(self.rng.gamma(25.0, 1 / 25.0))
        if self.line.setup_rows:
            self._row(step, lot, "setup", station, start, start + length)
        return length

    def _processed(self, step: Step, station: int, start: float, left: float, work: float) -> tuple[float, float]:
        """Return the end of the work, repairs included, and the processing time left until the next failure."""
        at = start
        while work > left:
            repair = float(self.rng.exponential(step.down))
            if self.line.down_rows:
                name = f"{step.center}-{station + 1}"
                times = {"start": stamp(at + left), "end": stamp(at + left + repair)}
                self.rows.append({"station": name, "work_center": step.center, "kind": "down", **times})
            at, work = at + left + repair, work - left
            left = self._failure(step)
        return at + work, left - work

    def _row(self, step: Step, lot: int, operation: str, station: int, start: float, end: float) -> None:
        self.rows.append(
            {
                "order": f"O{lot}",
                "product": self.products[lot],
                "operation": operation,
                "work_center": step.center,
                "station": f"{step.center}-{station + 1}",
                "worker": step.worker,
                "kind": "setup" if operation == "setup" else "process",
                "start": stamp(start),
                "end": stamp(end),
                "quantity": self.quantity[lot],
                "scrapped": 0.0,
                "rework": False,
            }
        )


def stamp(seconds: float) -> datetime:
    """Return the time of a moment of the run."""
    return BEGIN + timedelta(seconds=float(seconds))
