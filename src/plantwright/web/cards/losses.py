"""Losses: where the time goes, why stations stop, and what limits the plant."""

from __future__ import annotations

from plantwright.improve.study import Study
from plantwright.model.estimate import Measures, Row
from plantwright.plot.cells import rows_of
from plantwright.plot.shift_heat import shift_heat
from plantwright.plot.time_account import time_account
from plantwright.report.losses import LOSSES
from plantwright.report.page import READINGS
from plantwright.web.cards.card import Card, card_of, grounds_of, table_of

_LOSSES = {one.name: one for one in LOSSES}
_STATIONS = {
    "station": "Station", "work_center": "Work center", "process": "Process", "setup": "Setup", "down": "Down",
    "blocked": "Blocked", "starved": "Starved", "off": "Off", "busy_share": "Busy share",
}  # fmt: skip
_DRIFT = {"from": "From", "work_center": "Work center", "share": "Share of the time in which it limits"}
_SHIFTS = {"station": "Station", "when": "Shift", "lost": "Not processing", "down": "Down", "setup": "Setup",
           "idle": "Idle"}  # fmt: skip


def loss_cards(study: Study, shifts: tuple[Row, ...] = ()) -> list[Card]:
    """Return where output is lost, most general first; ``shifts`` is what each station did in each shift."""
    measures = study.measures
    if measures is None:
        return []
    rows = rows_of(measures, "stations")
    account = card_of(
        time_account(measures), "time-account", str(READINGS["time-account"]), table_of(_STATIONS, rows),
        **grounds_of(rows),
    )  # fmt: skip
    heat = card_of(
        shift_heat(shifts), "shifts", "each field is a station in a shift of the week; the darker, the more of that "
        "time it does not process. A dark column is a shift to look at, a dark row a station.",
        table_of(_SHIFTS, shifts), method="exact times between the shifts' edges, overlapping rows counted once",
        source="all rows of stations",
    )  # fmt: skip
    named = [loss_card(name, measures) for name in ("oee", "downtime", "micro-stops")]
    return [account, *named, heat, *(loss_card(name, measures) for name in ("drift", "queues", "people"))]


def loss_card(name: str, measures: Measures) -> Card:
    """Return a section of the report that says how output is lost, as a card."""
    loss = _LOSSES[name]
    table, columns = ("bottleneck_drift", _DRIFT) if name == "drift" else (loss.table, loss.columns)
    rows = rows_of(measures, table or ("worker_load" if name == "people" else ""))
    if name == "people":
        columns = {"skill": "Skill", "people": "People", "load": "Share of their shifts"}
    return card_of(loss.draw(measures), name, str(loss.reading), table_of(columns, rows), **grounds_of(rows))
