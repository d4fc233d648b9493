"""The process of one run: ``python -m plantwright.web.worker FOLDER RUN [SERVER]``; SERVER is who begins it."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from pathlib import Path

from plantwright.errors import PlantwrightError
from plantwright.store.opened import Store, open_store
from plantwright.store.runs import end, say
from plantwright.store.tables import KeptRun
from plantwright.web.work import Told, work_of
from plantwright.web.work.said import for_the_page

_SELDOM = 0.25
"""The shortest time between two lines that only count [s]."""


def work(store: Store, run: str) -> None:
    """Do a run, and end it: done, or failed with its problems."""
    with store.session() as session:
        found = session.get_one(KeptRun, run)
    told = Told(store, found, _Saying(store, run).say)
    try:
        said = work_of(found.kind)(told)
    except PlantwrightError as error:
        subject, problems = for_the_page(error, told.records)
        _end(store, found, "failed", subject, problems or [subject])
    except Exception as error:  # noqa: BLE001 - the last line of defense: people get a message, the log the traceback
        traceback.print_exc()
        problem = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}; a mistake in Plantwright: report it"
        _end(store, found, "failed", "Plantwright failed", [problem])
    else:
        _end(store, found, "done", said, [])


class _Saying:
    """Writes lines into the store, not more often than people can read."""

    def __init__(self, store: Store, run: str) -> None:
        self.store, self.run, self.last, self.at = store, run, "", 0.0

    def say(self, text: str) -> None:
        """Say a line, unless it is the last one again."""
        moment = time.monotonic()
        if text == self.last or (moment - self.at < _SELDOM and _same_words(text, self.last)):
            return
        self.last, self.at = text, moment
        with self.store.session() as session:
            say(session, self.run, text)


def _same_words(one: str, other: str) -> bool:
    """Tell whether two lines differ in their digits alone."""
    return [c for c in one if not c.isdigit()] == [c for c in other if not c.isdigit()]


def _end(store: Store, run: KeptRun, state: str, said: str, problems: list[str]) -> None:
    with store.session() as session:
        end(session, run.id, state, said, problems, of_try=run.tries)


def _leave_with(server: int) -> None:
    """End this process when the server is gone, be it before this line: nobody would hear of its end."""

    def look() -> None:
        while os.getppid() == server:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


if __name__ == "__main__":
    _leave_with(int(sys.argv[3]) if len(sys.argv) > 3 else os.getppid())
    work(open_store(Path(sys.argv[1]), os.environ.pop("PLANTWRIGHT_STORE_URL", None)), sys.argv[2])
