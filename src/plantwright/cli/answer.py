"""The answer, framed so that nobody overlooks it."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from plantwright.messages.told import say, told

QUESTIONS = (told("Lost"), told("Believe"), told("Change"))
"""What each of the three sentences answers."""


def answer_panel(sentences: Sequence[str]) -> Panel:
    """Return the three sentences, each beside the question it answers."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for question, sentence in zip(QUESTIONS, sentences, strict=True):
        grid.add_row(str(question), Text(sentence))
    return Panel(grid, title=say("The answer"), title_align="left", box=box.ROUNDED, padding=(0, 1))
