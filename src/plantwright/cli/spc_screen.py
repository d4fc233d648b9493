"""What ``plantwright spc`` prints: one block a characteristic, one for a gauge study."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from plantwright.cli.progress import answers
from plantwright.cli.reading import columns_block, findings_block
from plantwright.plot.digits import estimate_text, in_percent, interval_text, value_text
from plantwright.report.spc_words import (
    categories_words,
    chance_words,
    chart_words,
    index_rows,
    new_notes,
    signal_words,
    spread_words,
)

if TYPE_CHECKING:
    from plantwright.cli.spc_input import Quality
    from plantwright.observe.spc.gauge import GaugeStudy
    from plantwright.observe.spc.judged import Judged

MOST_SIGNALS = 12
"""Signals of a characteristic that are printed; the page and the JSON have all."""


def show_quality(found: Quality) -> None:
    """Print how the table was understood and what is to be said."""
    for block in (columns_block(dict(found.columns)), findings_block(found.findings)):
        if block.row_count:
            answers.print(block)
    for one in found.judged:
        answers.print()
        answers.print(Text(one.name, style="bold"))
        answers.print(_block(one))
    if found.gauge:
        _show_gauge(found.gauge)


def _block(one: Judged) -> Table:
    block = Table.grid(padding=(0, 2))
    block.add_column(no_wrap=True, style="dim")
    block.add_column(overflow="fold")
    for name, text in _lines(one):
        block.add_row(name, Text(text))
    return block


def _lines(one: Judged) -> Iterator[tuple[str, str]]:
    yield "chart", f"{one.chart}: {one.why}"
    for chart in one.charts:
        yield chart.kind, chart_words(chart)
    if one.charts:
        yield "baseline", f"limits from {one.charts[0].baseline}{spread_words(one.charts[0])}"
    signals = one.signals()
    if one.charts and not signals:
        yield "signals", "none: no pattern that chance would seldom make"
    for chart, signal in signals[:MOST_SIGNALS]:
        yield "signal", signal_words(one, chart, signal)
    if len(signals) > MOST_SIGNALS:
        yield "", f"and {len(signals) - MOST_SIGNALS} more signals: see --out or --json"
    if chance_words(one):
        yield "by chance", chance_words(one)
    yield from index_rows(one)
    for note in new_notes(one):
        yield "note", note


def _show_gauge(study: GaugeStudy) -> None:
    table = Table(box=box.SIMPLE_HEAD, title=f"Gauge study: {study.method}", title_justify="left")
    for head in ("source", "standard deviation", "% of study", "95 %", "% of tolerance"):
        table.add_column(head, justify="left" if head == "source" else "right")
    for line in study.lines:
        share = in_percent(line.study)
        table.add_row(
            line.source, estimate_text(line.deviation), value_text(share), interval_text(share),
            value_text(in_percent(line.tolerance)),
        )  # fmt: skip
    answers.print(table)
    answers.print(f"distinct categories: {categories_words(study)}; 5 or more are wanted", markup=False)
    answers.print(study.verdict, markup=False)
