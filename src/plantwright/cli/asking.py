"""Asking question after question: each answer is kept at once, a wrong one is asked again, ``back`` goes back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from plantwright.cli.progress import answers as screen
from plantwright.errors import PlantError

if TYPE_CHECKING:
    from plantwright.calibrate.told_questions import Question

Raw = dict[tuple[str, ...], str]
BACK = "back"
OPENING = (
    "Ten questions about your plant. Enter alone: I do not know. back: the question before. Ctrl-C: stop; your answers "
    "are kept, and the same command goes on with them."
)


class Ended(Exception):  # noqa: N818 - no error: nobody answers any more
    """The answers end before the questions do."""


def ask_all(raw: Raw, keep: Callable[[Raw], None]) -> None:
    """Ask all that has no good answer yet; ``keep`` is called after each answer.

    Raises
    ------
    Ended
        Nobody answers any more.
    """
    told, hinted = 0, None
    while (question := _next(raw)) is not None:
        if question.number != told:
            told, hinted = question.number, None
            _head(question)
        text = _line(question, hint=question.hints() != hinted)
        hinted = question.hints()
        if text.strip().lower() == BACK:
            told = 0
            _forget_last(raw)
        elif _is_good(question, text):
            raw[question.key] = text.strip() or "?"
            _say_taken(question, text)
        keep(raw)


def _next(raw: Raw) -> Question | None:
    """Return the first question without a good answer."""
    return next((one for one in _asked(raw) if not _answered(one, raw)), None)


def _asked(raw: Raw) -> Iterator[Question]:
    from plantwright.calibrate.told_questions import questions

    return questions(raw)


def _answered(question: Question, raw: Raw) -> bool:
    try:
        if question.key in raw:
            question.read(raw[question.key])
    except PlantError:
        return False
    return question.key in raw


def _forget_last(raw: Raw) -> None:
    """Forget the last answer before the question that is open."""
    before = None
    for one in _asked(raw):
        if not _answered(one, raw):
            break
        before = one
    if before is not None:
        raw.pop(before.key)


def _head(question: Question) -> None:
    from plantwright.calibrate.told_questions import TOPICS

    screen.print(f"\n[bold]{question.number} of {len(TOPICS)} · {TOPICS[question.number - 1]}[/bold]")


def _line(question: Question, *, hint: bool) -> str:
    """Return what is answered; where no terminal asks, it is shown as if it had been typed."""
    screen.print(question.text, markup=False)
    for line in question.hints() if hint else ():
        screen.print(f"  {line}", markup=False, style="dim")
    if sys.stdin.isatty():
        try:
            return input("> ")
        except EOFError:
            raise Ended from None
    line = sys.stdin.readline()
    if not line:
        raise Ended
    screen.print(f"> {line.strip()}", markup=False)
    return line


def _say_taken(question: Question, text: str) -> None:
    """Say what is taken for an answer that is not known."""
    if question.read(text.strip()) is None:
        screen.print(f"  taken: {question.unknown}", markup=False, style="dim")


def _is_good(question: Question, text: str) -> bool:
    """Tell whether an answer can be read; say what is wrong with it where it cannot."""
    try:
        question.read(text.strip())
    except PlantError as error:
        for problem in error.problems:
            screen.print(f"  ! {problem}", markup=False)
        return False
    return True
