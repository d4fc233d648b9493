"""Asking a person at the terminal what the records leave open."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from plantwright.cli.progress import errors, pause

if TYPE_CHECKING:
    from plantwright.errors import Question
    from plantwright.events.log import EventLog


def read_asking(data: Path, columns: Mapping[str, str] | None, **told: Any) -> tuple[EventLog, dict[str, str]]:
    """Return the log and what was answered; where no one can be asked, what is open stays an error.

    Raises
    ------
    RecordsError
        The records cannot be read, or questions are open and standard input is no terminal.
    """
    from plantwright.errors import QuestionsError
    from plantwright.events.read import read_log

    answers: dict[str, str] = {}
    while True:
        try:
            log = read_log(data, columns={**(columns or {}), **answers}, **told)
        except QuestionsError as error:
            if not sys.stdin.isatty():
                raise
            pause()
            answers |= {one.name: _answer(one) for one in error.questions}
        else:
            _show_answers(answers)
            return log, answers


def _answer(question: Question) -> str:
    """Ask one question until it is answered."""
    errors.print(Text(f"\n{question.name}: {question.text}"))
    for place, choice in enumerate(question.choices, 1):
        errors.print(Text(f"  {place}  {choice}"))
    allowed = f"1 to {len(question.choices)}, or a name" if question.choices else f"such as {question.example}"
    while True:
        errors.print(Text(f"  answer ({allowed}): "), end="")
        told = input().strip()
        if told.isdigit() and 1 <= int(told) <= len(question.choices):
            return question.choices[int(told) - 1]
        if told and not (told.isdigit() and question.choices):
            return told
        errors.print(Text(f"  {told!r} is none of them; allowed is {allowed}"))


def _show_answers(answers: Mapping[str, str]) -> None:
    if answers:
        options = " ".join(f"--map {shlex.quote(f'{name}={value}')}" for name, value in answers.items())
        errors.print(Text(f"To be asked nothing next time, add: {options}"), soft_wrap=True)
