"""``plantwright spc``: is a characteristic stable, is it within its specification, is its gauge good enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, columns_of
from plantwright.cli.options import MapOption, ZoneOption
from plantwright.cli.progress import answers, steps

if TYPE_CHECKING:
    from plantwright.cli.spc_input import Quality

Chart = Literal["i-mr", "xbar-r", "xbar-s", "ewma", "cusum", "p", "np", "c", "u"]
Rules = Literal["nelson", "western-electric", "limits"]


@guarded
def spc_command(
    data: Annotated[
        Path,
        typer.Argument(help="A folder with measurements.*, or one table (CSV, Parquet, XLSX).", metavar="DATA"),
    ],
    chart: Annotated[Chart | None, typer.Option("--chart", help="The kind of chart; else it fits the data.")] = None,
    baseline: Annotated[
        int | None, typer.Option("--baseline", min=2, metavar="N", help="The first N points set the limits; else all.")
    ] = None,
    rules: Annotated[Rules, typer.Option("--rules", help="The patterns to look for.")] = "nelson",
    lower: Annotated[
        float | None, typer.Option("--lower", metavar="VALUE", help="Lower specification limit, where none is told.")
    ] = None,
    upper: Annotated[
        float | None, typer.Option("--upper", metavar="VALUE", help="Upper specification limit, where none is told.")
    ] = None,
    gauge: Annotated[
        bool, typer.Option("--gauge", help="DATA is a gauge study: part, operator, trial, value.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.html", help="Write a page with the charts.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing page.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write all numbers here.")] = None,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
) -> None:
    """Chart what was measured or counted: signals with what to look for, capability, and gauge studies.

    Example: plantwright spc shop/ --baseline 25 --out charts.html
    """
    from plantwright.cli.outputs import check_json, check_page, write_json, write_whole
    from plantwright.cli.spc_input import Asked, study_quality
    from plantwright.cli.spc_screen import show_quality
    from plantwright.report.spc_json import quality_json

    given = Gathered()
    given.attempt(lambda: check_json(json_file))
    given.attempt(lambda: check_page(out, force=force))
    told = given.attempt(lambda: columns_of(mapping))
    asked = Asked(chart, baseline, rules, lower, upper, gauge, told, time_zone)
    # with options that make no sense the data are read without, so that all that is wrong is said at once
    usable = given.attempt(asked.checked) or Asked(gauge=gauge)
    with steps() as tell:
        tell(f"reading {data}")
        found: Quality = given.need(given.attempt(lambda: study_quality(data, usable)))
        if json_file:
            write_json(json_file, quality_json(found.judged, found.gauge))
        if out:
            from plantwright.report.spc_page import spc_page

            page = spc_page(found.name, found.judged, found.gauge, found.findings)
            write_whole(out, lambda place: place.write_text(page, encoding="utf-8", errors="xmlcharrefreplace"))
    show_quality(found)
    if out:
        answers.print(f"The charts: {out}", markup=False, soft_wrap=True)
