"""``plantwright visit``: the floor in one file, for visitors who observe it, and the grades of a class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered
from plantwright.cli.options import LanguageOption, MapOption, SeedOption, ZoneOption
from plantwright.cli.progress import answers, steps

if TYPE_CHECKING:
    from plantwright.visit.collect import ClassTable
    from plantwright.visit.made import Visit

visit_app = typer.Typer(
    help="Replay the floor in one file with observation sheets, and grade what a class hands in.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SourceArgument = Annotated[
    Path, typer.Argument(help="A log, a folder with log.*, or a plant folder to simulate.", metavar="LOG-OR-PLANT")
]
WeeksOption = Annotated[
    int, typer.Option("--weeks", min=1, max=520, metavar="N", help="Weeks to simulate, where a plant is given.")
]


@visit_app.command("make")
@guarded
def make_command(
    source: SourceArgument,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.html", help="The page to write.")],
    start: Annotated[str | None, typer.Option("--from", metavar="TIME", help="Where the visit begins.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="TIME", help="Where it ends, in the plant's time.")] = None,
    sheets: Annotated[
        str | None, typer.Option("--sheets", metavar="NAMES", help="Sheets to fill, with commas; else all five.")
    ] = None,
    hints: Annotated[bool, typer.Option("--hints/--no-hints", help="Offer hints.")] = True,
    show_answers: Annotated[
        bool, typer.Option("--answers/--no-answers", help="Grades tell the true values, or points alone.")
    ] = True,
    credit: Annotated[
        bool, typer.Option("--credit", help="Hold the last quarter back: sheets are graded on it by visit collect.")
    ] = False,
    weeks: WeeksOption = 4,
    seed: SeedOption = 0,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing page.")] = False,
    language: LanguageOption = "en",
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
) -> None:
    """Make one page that replays the floor: watch, follow an order, fill sheets, see the grades. It needs no network.

    Example: plantwright visit make shop/ -o visit.html --from 2026-03-16 --to 2026-03-30
    """
    from plantwright.cli.outputs import check_page, write_whole
    from plantwright.cli.visit_input import Source
    from plantwright.messages.language import language_of
    from plantwright.visit.made import Wishes, make_visit, sheets_of
    from plantwright.visit.page import checked_page
    from plantwright.visit.windows import check_times, windows_of

    given = Gathered()
    given.attempt(lambda: check_page(out, force=force))
    given.attempt(lambda: language_of(language))
    given.attempt(lambda: check_times(start, end))
    named = given.attempt(lambda: sheets_of(sheets))
    with steps() as tell:
        floor = Source(source, mapping, time_zone, weeks, seed).read(tell, given)
        windows = windows_of(floor.log.meta, start, end, credit=credit)
        tell("measuring what the sheets are graded by")
        visit = make_visit(floor.log, windows, Wishes(given.need(named), hints, show_answers), floor.calendar)
        page = checked_page(visit, language)
        write_whole(out, lambda place: place.write_text(page, encoding="utf-8"))
    _show_made(visit, out, len(page.encode()))


def _show_made(visit: Visit, out: Path, size: int) -> None:
    rows = visit.track.rows()
    answers.print(f"The visit: {out}", markup=False, soft_wrap=True)
    answers.print(f"{rows:,} intervals in {size / 1e6:.2f} MB, {len(visit.track.text) / rows:.1f} bytes each")
    shown, held = visit.windows.shown, visit.windows.held
    answers.print(f"It shows {shown.start} to {shown.end} UTC.", markup=False)
    if held:
        said = (
            f"It holds no answers. Sheets are graded on {held.start} to {held.end} UTC, which it lacks: visit collect."
        )
        answers.print(said, markup=False)


@visit_app.command("collect")
@guarded
def collect_command(
    sheets: Annotated[list[Path], typer.Argument(help="Files of filled sheets, or folders of them.", metavar="SHEETS")],
    log: Annotated[Path, typer.Option("--log", metavar="LOG-OR-PLANT", help="What the visit was made of.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.csv", help="The class table to write.")],
    weeks: WeeksOption = 4,
    seed: SeedOption = 0,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing table.")] = False,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
) -> None:
    """Grade the sheets that a class handed in, those for credit on the time that their file lacks, as one table.

    Example: plantwright visit collect handed-in/ --log shop/ --out class.csv
    """
    from plantwright.cli.outputs import check_table, write_whole
    from plantwright.cli.visit_input import Source
    from plantwright.visit.collect import collect, write_class
    from plantwright.visit.handed import read_handed

    given = Gathered()
    given.attempt(lambda: check_table(out, force=force))
    handed = given.attempt(lambda: read_handed(sheets))
    with steps() as tell:
        floor = Source(log, mapping, time_zone, weeks, seed).read(tell, given)
        tell("grading")
        table = collect(given.need(handed), floor.log, floor.calendar)
        write_whole(out, lambda place: write_class(table, place))
    _show_class(table)
    answers.print(f"The class table: {out}", markup=False, soft_wrap=True)


def _show_class(table: ClassTable) -> None:
    from rich.table import Table
    from rich.text import Text

    people = Table("visitor", "sheets", "mean", "stuck at")
    for one in table.visitors:
        people.add_row(
            Text(one.visitor), str(len(one.marks)), _percent(one.mean()), Text(one.stuck().replace("; ", "\n"))
        )
    sheets = Table("sheet", "mean", "where most are stuck")
    for sheet in table.sheets():
        sheets.add_row(sheet, _percent(table.mean(sheet)), table.hardest(sheet))
    answers.print(people)
    answers.print(sheets)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
