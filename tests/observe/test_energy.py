"""Energy per good piece."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import ibis
import pyarrow as pa
import pytest

from observe.conftest import MONDAY
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS
from plantwright.model.equipment import Power
from plantwright.observe.measures import measure

POWER = {name: Power(process=10, setup=5, down=1, idle=2) for name in "ab"}


def test_energy_from_power_by_state(line_log: EventLog) -> None:
    """7 h of process, 0.5 h of setup, 1 h down, the rest of 48 h idle; 18 good pieces of two orders."""
    used = 7 * 10 + 0.5 * 5 + 1 * 1 + (48 - 8.5) * 2
    found = measure(line_log, ALWAYS, power=POWER)["energy_per_good"]
    assert (found.value, found.unit) == (pytest.approx(used / 18), "kWh/piece")


def test_energy_is_not_known_where_one_power_is_missing(line_log: EventLog) -> None:
    """The sum is not made of a part of the stations, and the missing one is named."""
    found = measure(line_log, ALWAYS, power={"a": POWER["a"]})["energy_per_good"]
    assert found.value is None
    assert "b" in found.method
    assert measure(line_log, ALWAYS)["energy_per_good"].value is None


def test_energy_from_measurements(line_log: EventLog) -> None:
    """Readings in kWh and MJ are summed in kWh; those of other units and outside the window are left out."""
    readings = [(1, 40.0, "kWh"), (2, 180.0, "MJ"), (3, 7.0, "mm"), (30, 99.0, "kWh")]
    table = pa.table(
        {
            "time": pa.array([MONDAY + timedelta(hours=hour) for hour, _, _ in readings], pa.timestamp("us")),
            "value": [one for _, one, _ in readings],
            "unit": [one for _, _, one in readings],
        }
    )
    found = measure(replace(line_log, measurements=ibis.memtable(table)), ALWAYS)["energy_per_good"]
    assert found.value == pytest.approx((40 + 50) / 18)
