"""``plantwright visit plan`` and ``visit gather``: who goes where, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered as Given
from plantwright.cli.progress import answers

if TYPE_CHECKING:
    from plantwright.model.estimate import Estimate
    from plantwright.visit.program.gathered import Gathered
    from plantwright.visit.program.plan import VisitPlan


@guarded
def plan_command(
    program: Annotated[Path, typer.Argument(help="Sites and groups, as YAML.", metavar="PROGRAM.yaml")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="The folder to make.")],
) -> None:
    """Send groups to sites: signed off, safe, within the room, by wishes and skills sought; write tables and calendars.

    Example: plantwright visit plan examples/visit-program/program.yaml -o visits
    """
    from plantwright.cli.outputs import check_new_folder
    from plantwright.visit.program.nouns import read_program
    from plantwright.visit.program.plan import plan_visits
    from plantwright.visit.program.written import write_plan

    given = Given()
    given.attempt(lambda: check_new_folder(out))
    told = given.attempt(lambda: read_program(program))
    given.raise_any()
    plan = plan_visits(given.need(told))
    files = write_plan(plan, out)
    _show_plan(plan)
    answers.print(f"{len(files)} files in {out}: the plan, the attendance to fill in, and calendars", soft_wrap=True)


@guarded
def gather_command(
    attendance: Annotated[Path, typer.Argument(help="The filled attendance.csv.", metavar="ATTENDANCE.csv")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.csv", help="The table to write.")],
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="GROUP=FILE", help="A table of visit collect, of one group; may be repeated."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing table.")] = False,
) -> None:
    """Gather who came, how their sheets were graded, and what a transfer exercise afterwards showed.

    Example: plantwright visit gather visits/attendance.csv --class "Group A=class-a.csv" -o results.csv
    """
    from plantwright.cli.outputs import check_table, write_whole
    from plantwright.visit.program.gathered import by_group, gather, read_attendance, read_scores, write_gathered

    given = Given()
    given.attempt(lambda: check_table(out, force=force))
    attended = given.attempt(lambda: read_attendance(attendance))
    files = given.attempt(lambda: dict(by_group(classes or [])))
    scores = {name: given.attempt(lambda path=path: read_scores(path)) for name, path in (files or {}).items()}  # type: ignore[misc]
    given.raise_any()
    found = gather(given.need(attended), {name: given.need(one) for name, one in scores.items()})
    write_whole(out, lambda place: write_gathered(found, place))
    _show_gathered(found)
    answers.print(f"The results: {out}", markup=False, soft_wrap=True)


def _show_plan(plan: VisitPlan) -> None:
    from rich.table import Table
    from rich.text import Text

    shown = Table("when", "site", "group", "students", "wish", "skills to see")
    for one in plan.placed:
        when, wish = one.date.start.strftime("%Y-%m-%d %H:%M"), "–" if one.wish is None else str(one.wish)
        shown.add_row(
            when, Text(one.site.name), Text(one.group.name), str(one.group.students), wish, Text(", ".join(one.skills))
        )
    answers.print(shown)
    for name, reasons in plan.short.items():
        answers.print(f"{name} has too few visits:", markup=False)
        for reason in reasons:
            answers.print(f"  - {reason}", markup=False)
    proof = "no plan is better" if plan.proven else "the search was cut; a better plan may exist"
    answers.print(f"{len(plan.placed)} visits; {proof}.")


def _show_gathered(found: Gathered) -> None:
    answers.print(f"Came: {_said(found.attendance)}")
    answers.print(f"Transfer exercise: {_said(found.transfer)}")
    answers.print("No group without a visit is in it, so it says nothing of what the visits caused.")


def _said(one: Estimate) -> str:
    if one.value is None:
        return "not told"
    between = (
        "" if one.low is None or one.high is None else f" ({one.low:.0f} to {one.high:.0f}, {one.level:.0%} interval)"
    )
    return f"{one.value:.0f} %{between}, n = {one.n}; {one.method}"
