"""Quality: are the processes stable, and do they hold their specifications?"""

from __future__ import annotations

from plantwright.improve.study import Study
from plantwright.observe.spc.characteristics import characteristics_of
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.judged import Judged, judge
from plantwright.plot.cells import rows_of
from plantwright.plot.control_chart import READING, control_chart
from plantwright.plot.digits import estimate_text, in_percent
from plantwright.report.spc_words import chance_words, index_rows, new_notes, signal_words
from plantwright.web.cards.card import Card, Column, Table, Value, card_of, grounds_of, table_of

MOST_CHARTED = 40
"""Characteristics whose charts are drawn; those that signal come first."""
_CENTERS = {"work_center": "Work center", "lots": "Lots", "scrap": "Scrap", "rework": "Rework"}
_READ = "one row a work center: shares of what was made there that was scrapped, or done again."


def quality_cards(study: Study) -> list[Card]:
    """Return what was measured with its charts and capability; and scrap and rework by work center."""
    log = study.log
    judged = (
        [judge(one) for one in characteristics_of(log.measurements.to_pyarrow())]
        if log is not None and log.measurements is not None
        else []
    )
    judged.sort(key=lambda one: one.stable is not False)
    charts = [_chart(one, chart, f"chart-{place}-{k}") for place, one in enumerate(judged[:MOST_CHARTED])
              for k, chart in enumerate(one.charts)]  # fmt: skip
    first = [_summary(judged)] if judged else [_nothing()]
    rows = rows_of(study.measures, "work_centers")
    centers = Card("scrap", "Scrap and rework", _READ, table=table_of(_CENTERS, rows), **grounds_of(rows))
    return [*first, *charts, *([centers] if rows else [])]


def _nothing() -> Card:
    return Card(
        "measurements", "Nothing was measured on pieces, so no process can be charted",
        "bring measurements beside the records, and this page charts them.",
        lines=(
            "Bring a table with the columns time, characteristic and value, for instance measurements.csv.",
            "Its columns station, order, unit, subgroup, lower_limit and upper_limit are used where they are there.",
            "A column of measured values beside the times of the operations does as well.",
        ),
    )  # fmt: skip


def _summary(judged: list[Judged]) -> Card:
    loud = sum(one.stable is False for one in judged)
    title = f"{loud} of {len(judged)} characteristics signal more than chance would"
    names = ("Characteristic", "Chart", "Points", "Signals", "Cpk", "Cpk, low", "Cpk, high", "Stable")
    columns = (*(Column(one) for one in names), Column("Outside the specification", "%"))
    return Card(
        "characteristics", title, "one row a characteristic; Cpk above 1.33 with its interval holds its specification "
        "with room. It means little while the process signals.",
        table=Table(columns, tuple(map(_row, judged))),
        method="Shewhart charts, Nelson's rules; capability from the spread within subgroups",
        source="the measurements of the records",
    )  # fmt: skip


def _row(one: Judged) -> tuple[Value, ...]:
    able = one.capability
    cpk = (able.cpk.value, able.cpk.low, able.cpk.high) if able else (None, None, None)
    outside = in_percent(able.outside).value if able else None
    stable = {True: "yes", False: "no", None: "not known"}[one.stable]
    points = max((len(chart.points) for chart in one.charts), default=0)
    return one.name, one.chart, points, len(one.signals()), *cpk, stable, outside


def _chart(one: Judged, chart: ControlChart, name: str) -> Card:
    lines = [signal_words(one, kind, signal) for kind, signal in one.signals() if kind is chart]
    if chart is one.charts[0]:
        lines += [f"{head}: {text}" for head, text in index_rows(one)]
        lines += [chance_words(one), *new_notes(one)]
    columns = (Column("Number"), Column("Seen", "UTC"), *(Column(part, _unit(chart)) for part in
               ("Value", "Center", "Lower limit", "Upper limit")))  # fmt: skip
    rows = tuple(_point(one, chart, place) for place in range(len(chart.points)))
    return card_of(
        control_chart(chart, one.name, one.moments), name, READING, Table(columns, rows),
        lines=tuple(line for line in lines if line), method=f"{one.chart}: {one.why}; limits from {chart.baseline}",
        source=estimate_text(chart.sigma) if chart.sigma.value is not None else "",
    )  # fmt: skip


def _unit(chart: ControlChart) -> str:
    return "" if chart.unit == "1" else chart.unit


def _point(one: Judged, chart: ControlChart, place: int) -> tuple[Value, ...]:
    moment = one.moment_of(chart, place)
    numbers = (chart.points[place], chart.center[place], chart.lower[place], chart.upper[place])
    return (
        place + 1 + chart.first, moment.strftime("%Y-%m-%d %H:%M:%S") if moment else None,
        *(float(number) if number == number else None for number in numbers),  # noqa: PLR0124 - NaN: there is none
    )  # fmt: skip
