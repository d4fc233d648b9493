"""The life of a run: waiting, running, then done, failed or cancelled, and nothing after that."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import NotThereError, TooMuchError
from plantwright.store.tables import ENDED, KeptRun, RunLine, now

MOST_WAITING = 20
"""Runs that may wait at once."""
TRIES = 2
"""How often a run is begun whose process was killed, before it is called failed."""


def ask(session: Session, plant: str, kind: str, asked: dict[str, Any]) -> KeptRun:
    """Put a run at the end of the line.

    Raises
    ------
    TooMuchError
        Too many wait already.
    """
    waiting = session.scalar(sa.select(sa.func.count()).where(KeptRun.state == "waiting")) or 0
    if waiting >= MOST_WAITING:
        raise TooMuchError(f"{waiting} runs wait already; at most {MOST_WAITING} may; cancel some, or come back later")
    run = KeptRun(plant=plant, kind=kind, asked=asked)
    session.add(run)
    session.flush()
    return run


def next_waiting(session: Session, kinds: tuple[str, ...]) -> KeptRun | None:
    """Return the run that has waited longest, of some kinds."""
    asked = sa.select(KeptRun).where(KeptRun.state == "waiting", KeptRun.kind.in_(kinds)).order_by(KeptRun.made)
    return session.scalars(asked.limit(1)).first()


def begin(run: KeptRun, process: int | None) -> None:
    """Mark that a run is worked on, by a process that may be named later."""
    run.state, run.process, run.begun, run.tries = "running", process, now(), run.tries + 1


def say(session: Session, run: str, text: str) -> None:
    """Add a line to what a run says."""
    found = session.get(KeptRun, run)
    if found is None:
        raise NotThereError(f"run {run}: is not here")
    last = session.scalar(sa.select(sa.func.max(RunLine.number)).where(RunLine.run == run)) or 0
    session.add(RunLine(run=run, number=last + 1, said=text))
    found.said = text


def lines_after(session: Session, run: str, number: int) -> list[RunLine]:
    """Return what a run said after a line."""
    asked = sa.select(RunLine).where(RunLine.run == run, RunLine.number > number).order_by(RunLine.number)
    return list(session.scalars(asked))


def end(session: Session, run: str, state: str, said: str = "", problems: list[str] | None = None) -> bool:
    """End a run; tell whether it had not ended before, for what has ended stays as it is."""
    changed = session.execute(
        sa.update(KeptRun)
        .where(KeptRun.id == run, KeptRun.state.not_in(ENDED))
        .values(state=state, said=said, problems=problems or [], ended=now(), process=None)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts


def take_back(session: Session, run: KeptRun) -> None:
    """Return a run whose process is gone to the line, or call it failed where that happened before."""
    if run.tries < TRIES:
        run.state, run.process, run.said = "waiting", None, "the server was stopped meanwhile; begins again"
        return
    problem = f"run {run.id}: its process was killed {run.tries} times before it was done; nothing half-done is kept"
    end(session, run.id, "failed", "its process was killed", [f"{problem}; free memory, or bring fewer rows"])


def running(session: Session) -> list[KeptRun]:
    """Return what is marked as running."""
    return list(session.scalars(sa.select(KeptRun).where(KeptRun.state == "running")))


def runs_of(session: Session, plant: str) -> list[KeptRun]:
    """Return the runs of a plant, newest first."""
    return list(session.scalars(sa.select(KeptRun).where(KeptRun.plant == plant).order_by(KeptRun.made.desc())))


def latest_done(session: Session, plant: str, kind: str) -> KeptRun | None:
    """Return the newest run of a kind that is done."""
    asked = sa.select(KeptRun).where(KeptRun.plant == plant, KeptRun.kind == kind, KeptRun.state == "done")
    return session.scalars(asked.order_by(KeptRun.ended.desc()).limit(1)).first()
