"""Grades go back to learning systems beside the server's other work: no answer of a learner waits for one."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from plantwright.errors import PlantwrightError
from plantwright.learn.lti.fetch import Fetch
from plantwright.learn.lti.grades import Cell, Score, post_score
from plantwright.store.lti import Grade, grades_to_send, not_sent, sent
from plantwright.store.opened import Store
from plantwright.web.lti.hall import moment
from plantwright.web.lti.registered import our_key, platform

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

_LOOK = 5.0
"""How often it is looked whether a grade has changed [s]."""


class Messenger:
    """Sends grades that have changed, a little later, and again where a learning system did not take them."""

    def __init__(self, store: Store, fetch: Fetch) -> None:
        self.store, self.fetch = store, fetch
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self.thread.start()

    def stop(self) -> None:
        """Stop; what waits is sent by the next server."""
        self.stopped.set()
        self.thread.join(timeout=15)

    def _work(self) -> None:
        while not self.stopped.wait(_LOOK):
            try:
                send_grades(self.store, self.fetch, self.stopped.is_set)
            except (SQLAlchemyError, OSError):
                traceback.print_exc()


def send_grades(store: Store, fetch: Fetch, is_over: Callable[[], bool] = lambda: False) -> int:
    """Send what has changed, and return how many grades were taken; a system that fails once is left for this time."""
    with store.session() as session:
        waiting = grades_to_send(session)
    key = our_key(store) if waiting else None
    away: set[str] = set()
    count = 0
    for grade in waiting:
        if key is None or is_over() or grade.platform.id in away:
            continue
        problem = _sent(grade, key, fetch)
        with store.session() as session:
            if problem:
                not_sent(session, grade, problem)
                away.add(grade.platform.id)
            else:
                sent(session, grade)
                count += 1
    return count


def _sent(grade: Grade, key: RSAKey, fetch: Fetch) -> str:
    """Send a grade, and return why it was not taken; empty: it was."""
    line, to = grade.line, platform(grade.platform)
    score = Score(given=grade.right, most=grade.count, finished=grade.right >= grade.count)
    try:
        post_score(Cell(line=line.line, learner=line.subject), score, to, key, fetch, moment())
    except PlantwrightError as error:
        return str(error)
    return ""
