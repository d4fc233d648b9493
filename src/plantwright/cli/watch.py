"""Studying again and again what goes on growing, and saying in a line what is new."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plantwright.cli import signals
from plantwright.cli.progress import answers, errors
from plantwright.errors import OutputError, PlantwrightError, RecordsError

if TYPE_CHECKING:
    from plantwright.improve.study import Study

Seen = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Answer:
    """What a reader wants to know of a study when it is made anew."""

    rows: float
    """Rows of the records [rows]."""
    verdict: str
    change: str
    """The change to make first, or that there is none."""

    @classmethod
    def of(cls, study: Study) -> Answer:
        """Return it of a study."""
        counted = study.measures.values.get("rows") if study.measures else None
        ranked = study.ranking.changes if study.ranking else ()
        first = f"“{ranked[0].change.name}”" if ranked else "none is ranked"
        return cls(counted.value or 0 if counted else 0, study.check.verdict, first)

    def line(self, before: Answer | None) -> str:
        """Return what is so now, and what was before where that was something else."""
        added = f" (+{self.rows - before.rows:,.0f})" if before else ""
        told = [f"{self.rows:,.0f} rows{added}"]
        for what, now, was in (
            ("verdict", self.verdict, before and before.verdict),
            ("first change", self.change, before and before.change),
        ):
            told.append(
                f"{what}: {now}" + (f" (was: {was})" if was not in (None, now) else " (as before)" if was else "")
            )
        return "; ".join(told)


def watch(look: Callable[[], Study], data: Path, target: Path, every: float) -> None:
    """Study records whenever they have grown, until interrupted; the last result stays.

    Parameters
    ----------
    look
        Studies the records and writes the result.
    every
        How long is waited between looks [s].
    """
    seen: Seen | None = None
    before: Answer | None = None
    refusal = ""
    while True:
        now = sizes(data)
        if now != seen:
            try:
                found = Answer.of(look())
            except OutputError:
                raise
            except PlantwrightError as error:
                refusal = _refused(str(error), refusal)
            else:
                _say(f"{found.line(before)}; {target / 'report.html'}")
                before, refusal = found, ""
                signals.promise(f"interrupted; the last result stays in {target}")
            seen = now
        time.sleep(every)
        signals.raise_caught()


def demand_records(data: Path) -> None:
    """Raise RecordsError where there is nothing to watch."""
    if not data.exists():
        raise RecordsError(f"{data}: there is no such file or folder; plantwright record SOURCE --into {data} makes it")


def sizes(data: Path) -> Seen:
    """Return the size and the last change of each file that is read; nothing where there is none yet."""
    from plantwright.cli.run_record import input_files

    try:
        found = [(file, file.stat()) for file in input_files(data)]
    except OSError:
        return ()
    return tuple((file.name, one.st_size, one.st_mtime_ns) for file, one in found if not _is_passing(file))


def _is_passing(file: Path) -> bool:
    """Tell whether a file is there only while another is written."""
    return file.suffix.endswith("-journal")


def _refused(message: str, before: str) -> str:
    """Say once why nothing can be learned yet."""
    if message != before:
        errors.print(f"{time.strftime('%H:%M:%S')}  waiting for more: {message}", markup=False, soft_wrap=True)
    return message


def _say(line: str) -> None:
    answers.print(f"{time.strftime('%H:%M:%S')}  {line}", markup=False, soft_wrap=True)
