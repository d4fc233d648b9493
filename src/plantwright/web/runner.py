"""Long work beside the server: one process a run, a line that is short and one that is long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from plantwright.store.opened import Store
from plantwright.store.runs import LANES, begin, end, next_waiting, running, take_back
from plantwright.store.tables import KeptRun
from plantwright.web.leftovers import sweep, sweep_run
from plantwright.web.memory import held, too_much, usual_limit

_LOOK = 0.2
"""How often a lane looks whether something waits, and whether what runs was cancelled [s]."""
_PATIENCE = 2.0
"""How long a lane waits after the database failed it [s]."""


class Runner:
    """Begins what waits, ends what was cancelled, and takes back what lost its process."""

    def __init__(self, store: Store, most_memory: int | None = None) -> None:
        """Work for a store; a run may hold so much memory [bytes], None: three quarters of the machine's."""
        self.store, self.most_memory = store, most_memory or usual_limit()
        self.stopped = threading.Event()
        self.lanes = [threading.Thread(target=self._lane, args=(kinds,), daemon=True) for kinds in LANES]

    def start(self) -> None:
        """Take back what an earlier server left, then work."""
        with self.store.session() as session:
            for run in running(session):
                _kill_left(run)
                take_back(session, run)
        sweep(self.store)
        for lane in self.lanes:
            lane.start()

    def stop(self) -> None:
        """Stop; what runs goes back to the line."""
        self.stopped.set()
        for lane in self.lanes:
            lane.join(timeout=10)

    def _lane(self, kinds: tuple[str, ...]) -> None:
        while not self.stopped.wait(_LOOK):
            try:
                self._work_one(kinds)
            except (SQLAlchemyError, OSError):
                # the database may be away for a while: a lane that died of it would leave runs waiting for ever
                traceback.print_exc()
                self.stopped.wait(_PATIENCE)

    def _work_one(self, kinds: tuple[str, ...]) -> None:
        """Begin the run that has waited longest and attend to it; nothing where none waits."""
        with self.store.session() as session:
            for lost in (one for one in running(session) if one.kind in kinds):
                take_back(session, lost)  # this lane alone works on its kinds, and it works on none just now
            session.flush()
            run = next_waiting(session, kinds)
            if run is None:
                return
            begin(run, None)
        # begun after the mark is kept: no process works on what the store calls waiting, and no lock is held meanwhile
        worker = _begin(self.store, run.id)
        try:
            with self.store.session() as session:
                found = session.get(KeptRun, run.id)
                if found is not None and found.state == "running":
                    found.process = worker.pid
            self._attend(run.id, worker)
        finally:
            if worker.poll() is None:
                _stop(worker)
            sweep_run(self.store, run.plant, run.id)

    def _attend(self, run: str, worker: subprocess.Popen[bytes]) -> None:
        """Wait for a run's end, its cancellation, or the server's."""
        while worker.poll() is None:
            if self.stopped.wait(_LOOK) or self._state(run) != "running":
                _stop(worker)
            elif (found := held(worker.pid)) > self.most_memory:
                _stop(worker)
                self._fail(run, "needs more memory than a run may hold", too_much(run, found, self.most_memory))
        with self.store.session() as session:
            kept = session.get(KeptRun, run)
            if kept is None or kept.state != "running":
                return
            if self.stopped.is_set():
                kept.tries -= 1  # not its fault
            if worker.returncode <= 0:
                take_back(session, kept)
                return
        why = f"run {run}: its process ended with code {worker.returncode}; see the server's log"
        self._fail(run, "ended without an answer", why)

    def _fail(self, run: str, said: str, why: str) -> None:
        with self.store.session() as session:
            kept = session.get(KeptRun, run)
            if kept is not None and kept.state == "running":
                end(session, run, "failed", said, [why])

    def _state(self, run: str) -> str | None:
        with self.store.session() as session:
            found = session.get(KeptRun, run)
            return None if found is None else found.state


def _begin(store: Store, run: str) -> subprocess.Popen[bytes]:
    address = store.engine.url.render_as_string(hide_password=False)
    told = {**os.environ, "PLANTWRIGHT_STORE_URL": address}  # not an argument: everybody may read those
    return subprocess.Popen(
        [sys.executable, "-m", "plantwright.web.worker", str(store.folder), run, str(os.getpid())],
        env=told, stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _stop(worker: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGTERM)
    try:
        worker.wait(5)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def _kill_left(run: KeptRun) -> None:
    """Kill the process that an earlier server left behind, if that number still is its process."""
    if run.process is None:
        return
    with suppress(OSError):
        if run.id.encode() in Path(f"/proc/{run.process}/cmdline").read_bytes():
            os.killpg(run.process, signal.SIGKILL)
