"""The life of a run: waiting, running, then done, failed or cancelled, and nothing after that."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import NotThereError, TooMuchError
from plantwright.store.tables import ENDED, KeptRun, RunLine, now

MOST_WAITING = 20
"""Runs that may wait at once."""
LANES: tuple[tuple[str, ...], ...] = (("read",), ("study", "simulate", "visit", "capstone"))
"""Kinds of work that wait for each other: reading does not wait for studies."""
TRIES = 3
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
    asked = (
        sa.select(KeptRun).where(KeptRun.state == "waiting", KeptRun.kind.in_(kinds)).order_by(KeptRun.made, KeptRun.id)
    )
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


def ahead(session: Session, run: KeptRun) -> int:
    """Return how many runs of its lane come before one that waits, what runs now included."""
    kinds = next((lane for lane in LANES if run.kind in lane), (run.kind,))
    before = (KeptRun.state == "running") | (
        (KeptRun.state == "waiting")
        & ((KeptRun.made < run.made) | ((KeptRun.made == run.made) & (KeptRun.id < run.id)))
    )
    asked = sa.select(sa.func.count()).where(KeptRun.kind.in_(kinds), KeptRun.id != run.id, before)
    return session.scalar(asked) or 0 if run.state == "waiting" else 0


def end(
    session: Session, run: str, state: str, said: str = "", problems: list[str] | None = None, *, of_try: int = 0
) -> bool:
    """End a run; tell whether it had not ended before, for what has ended stays as it is.

    Parameters
    ----------
    of_try
        Which try says so; one that was given up meanwhile ends nothing. 0: whoever.
    """
    asked = sa.update(KeptRun).where(KeptRun.id == run, KeptRun.state.not_in(ENDED))
    if of_try:
        asked = asked.where(KeptRun.state == "running", KeptRun.tries == of_try)
    changed = session.execute(asked.values(state=state, said=said, problems=problems or [], ended=now(), process=None))
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts


def take_back(session: Session, run: KeptRun) -> None:
    """Return a run whose process is gone to the line, or call it failed where that happened before."""
    if run.tries < TRIES:
        run.state, run.process, run.said = "waiting", None, "the server was stopped meanwhile; begins again"
        return
    problem = f"run {run.id}: its process was killed {run.tries} times before it was done; nothing half-done is kept"
    end(session, run.id, "failed", "its process was killed", [f"{problem}; free memory, or bring fewer rows"])


def read_anew(session: Session, plant: str, **asked: Any) -> KeptRun:
    """Ask for a plant's records to be read; readings of what they were before are cancelled."""
    open_ones = sa.select(KeptRun.id).where(KeptRun.plant == plant, KeptRun.kind == "read", KeptRun.state.not_in(ENDED))
    for run in list(session.scalars(open_ones)):
        end(session, run, "cancelled", "the records are read anew")
    return ask(session, plant, "read", asked)


def latest(session: Session, plant: str, kind: str) -> KeptRun | None:
    """Return the newest run of a kind that was not cancelled."""
    asked = sa.select(KeptRun).where(KeptRun.plant == plant, KeptRun.kind == kind, KeptRun.state != "cancelled")
    return session.scalars(asked.order_by(KeptRun.made.desc()).limit(1)).first()


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
