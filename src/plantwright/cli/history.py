"""``plantwright history``: what was believed of changes, what was tried, and what came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.progress import answers

if TYPE_CHECKING:
    from rich.table import Table

    from plantwright.model.history import History


@guarded
def history_command(
    folder: Annotated[Path, typer.Argument(help="A folder that verify --into wrote to.", metavar="FOLDER")],
) -> None:
    """Show what was believed of changes, what was tried, and what came out.

    Example: plantwright history shop/
    """
    from plantwright.files.history import NAME, read_history
    from plantwright.report.track_record import record_sentence

    if not (folder / NAME).exists():
        from plantwright.errors import RecordsError

        cure = f"plantwright verify BEFORE AFTER --change NAME --into {folder} writes one"
        raise RecordsError(str(folder), [f"{folder}: holds no {NAME}; {cure}"])
    found = read_history(folder)
    answers.print(history_table(found))
    answers.print(record_sentence(found), markup=False)
    for line in found.broken:
        answers.print(f"Not read: {line}", markup=False)


def history_table(found: History) -> Table:
    """Return one line a change: believed, tried, true."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title="What was believed, tried and true", box=box.SIMPLE_HEAD, title_justify="left",
                  title_style="bold", padding=(0, 1, 0, 0))  # fmt: skip
    for head in ("tried", "change", "measure", "believed", "expected", "true", "outcome"):
        table.add_column(head, justify="right" if head in ("believed", "expected", "true") else "left", overflow="fold")
    for one in found.entries:
        effects = (one.believed.effects.get(one.objective), one.believed.expected.get(one.objective), one.realized())
        cells = (one.tried.after[0][:10], one.tried.name(), one.objective, *map(_effect, effects), one.found.outcome)
        table.add_row(*map(Text, cells))
    table.caption = "Expected: what was believed, for the orders that came. Effects with their intervals."
    table.caption_justify = "left"
    return table


def _effect(one: object) -> str:
    from plantwright.model.estimate import Estimate
    from plantwright.plot.digits import UNKNOWN, estimate_text, known

    return estimate_text(one, sign=True) if isinstance(one, Estimate) and known(one) else UNKNOWN
