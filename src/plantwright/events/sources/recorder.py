"""The recorder: what a source has goes into a growing log, batch by batch, until it is told to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from plantwright.errors import SourceAwayError
from plantwright.events.sources.contract import Source, moved
from plantwright.events.sources.growing_log import GrowingLog

LONGEST_WAIT = 5.0
"""How long is waited at most before a source that is away is asked again [s]."""


@dataclass(frozen=True)
class Progress:
    """What a recorder has just done."""

    rows: int
    """Rows in the log."""
    added: int
    """Rows that this batch added."""
    notes: tuple[str, ...] = ()
    away: str = ""
    """Why the source does not answer, where it does not."""


def record(
    source: Source,
    log: GrowingLog,
    *,
    every: float = 1.0,
    once: bool = False,
    tell: Callable[[Progress], None] = lambda _: None,
) -> int:
    """Store what a source has and will have; return the rows added when there is no more, which ``once`` asks for.

    Parameters
    ----------
    every
        How long is waited where there was nothing new [s].
    once
        End when all that is there has been stored, instead of waiting for more.
    tell
        Is told after each batch.

    Raises
    ------
    SourceAwayError
        The source does not answer and never has, or ``once`` was asked for.
    """
    position, added, wait = log.position(source.name), 0, 0.0
    while True:
        try:
            batch = source.read(position)
        except SourceAwayError as error:
            if once or position is None:
                raise
            wait = min(max(2 * wait, 0.1), LONGEST_WAIT)
            tell(Progress(log.rows(), 0, away=str(error)))
            time.sleep(wait)
            continue
        wait = 0.0
        # an empty batch that moves nothing is not written
        new = log.add(source.name, batch) if batch.marks or len(batch.rows) or batch.notes else 0
        position, added = moved(position, batch.marks), added + new
        tell(Progress(log.rows(), new, batch.notes))
        if once and not batch.more:
            return added
        if not batch.more and not new:
            time.sleep(every)
