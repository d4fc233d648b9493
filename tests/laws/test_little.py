"""Little's law and conservation hold on every log, whatever happened on the floor."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from plantwright.events.log import EventLog, LogMeta
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.model.estimate import Measures
from plantwright.observe.measures import measure
from plantwright.observe.stations import STATES

START = datetime(2025, 3, 3)  # noqa: DTZ001 - UTC without a zone, as in every log
DAYS = Calendar(id="days", shifts=(Shift(days="mon-sat", start="06:00", end="21:00"),))
WEEKS = 6


def _log(seed: int) -> EventLog:
    """Return a floor where rows overlap and cross nights as they like, and every order lies inside the window."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    orders: list[dict[str, Any]] = []
    for number in range(120):
        now, pieces = rng.uniform(0, 168 * (WEEKS - 2)), 20.0
        order = {"order": str(number), "product": "AB"[number % 2], "quantity": pieces, "released": now}
        for step in range(3):
            now += rng.exponential(6.0)
            scrapped = float(rng.binomial(int(pieces), 0.05))
            length = rng.gamma(2.0, 1.5)
            station = f"{'xyz'[step]}{rng.integers(2)}"
            rows.append({"order": str(number), "product": order["product"], "operation": str(step), "station": station,
                         "work_center": station[0], "kind": "process", "start": now, "end": now + length,
                         "quantity": pieces, "scrapped": scrapped})  # fmt: skip
            now, pieces = now + length, pieces - scrapped
        orders.append({**order, "completed": now, "good": pieces})
    return _built(rows, orders)


def _built(rows: list[dict[str, Any]], orders: list[dict[str, Any]]) -> EventLog:
    def table(lines: list[dict[str, Any]]) -> pa.Table:
        def value(line: dict[str, Any], name: str) -> Any:
            return (
                START + timedelta(hours=line[name]) if name in ("start", "end", "released", "completed") else line[name]
            )

        return pa.table({name: [value(line, name) for line in lines] for name in lines[0]})

    end = START + timedelta(weeks=WEEKS)
    meta = LogMeta(name="random", origin="recorded", start=START, end=end, time_zone="Europe/Berlin")
    return EventLog.from_arrow(table(rows), table(orders), meta)


@pytest.fixture(scope="module", params=[(1, ALWAYS), (2, DAYS)], ids=["always open", "closed at night"])
def found(request: pytest.FixtureRequest) -> tuple[EventLog, Measures]:
    """Return a log and what was measured in it."""
    seed, calendar = request.param
    log = _log(seed)
    return log, measure(log, calendar)


def test_littles_law_is_exact_where_no_order_is_cut(found: tuple[EventLog, Measures]) -> None:
    """WIP is order throughput times mean flow time, to rounding, where every order begins and ends in the window."""
    assert found[1]["little_ratio"].value == pytest.approx(1.0, abs=1e-9)


def test_littles_law_holds_for_every_queue(found: tuple[EventLog, Measures]) -> None:
    """At each work center the queue's length is the arrivals per working time times the mean wait."""
    log, measures = found
    stations: Any = measures.table("stations")
    opened = (1 - min(line["off"].value for line in stations)) * log.meta.days() * 24
    lines: Any = measures.table("work_centers")
    for line in lines:
        arrivals = line["queue_time"].n / opened
        assert line["queue_length"].value == pytest.approx(arrivals * line["queue_time"].value)


def test_pieces_are_conserved(found: tuple[EventLog, Measures]) -> None:
    """Pieces released are pieces that left good or were scrapped."""
    log, measures = found
    left = measures["throughput"].value * log.meta.days()  # type: ignore[operator]
    assert left + measures["booked_scrapped"].value == pytest.approx(120 * 20)  # type: ignore[operator]


def test_orders_are_conserved(found: tuple[EventLog, Measures]) -> None:
    """Lots that leave release are lots that reach completion, and each work center passes on what it got."""
    lines: Any = found[1].table("flow_map")
    into: dict[str, int] = {}
    out: dict[str, int] = {}
    for line in lines:
        out[line["from"]] = out.get(line["from"], 0) + line["lots"].value
        into[line["to"]] = into.get(line["to"], 0) + line["lots"].value
    assert out.pop("release") == into.pop("completion") == 120
    assert into == out


def test_a_station_is_in_one_state_at_every_instant(found: tuple[EventLog, Measures]) -> None:
    """The states of every station sum to the whole time, none of them negative."""
    lines: Any = found[1].table("stations")
    for line in lines:
        shares = [line[state].value for state in STATES]
        assert sum(shares) == pytest.approx(1.0)
        assert min(shares) >= 0


def test_the_parts_of_flow_time_sum_to_it(found: tuple[EventLog, Measures]) -> None:
    """Process, queue and all the other parts of an order's time are its flow time."""
    parts: Any = found[1].table("flow_parts")
    assert sum(line["hours"].value for line in parts) == pytest.approx(found[1]["flow_mean"].value)
    assert sum(line["share"].value for line in parts) == pytest.approx(1.0)
