"""The runner outlives what befalls its database and its processes."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy.exc import OperationalError

from plantwright.store.accounts import local_account
from plantwright.store.opened import Store, open_store
from plantwright.store.runs import TRIES, ask
from plantwright.store.tables import KeptPlant, KeptRun
from plantwright.web import runner as tried
from plantwright.web.runner import Runner


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Store, str]:
    """Return a store with one run that waits."""
    store = open_store(tmp_path / "store")
    with store.session() as session:
        plant = KeptPlant(owner=local_account(session).id, name="shop")
        session.add(plant)
        session.flush()
        run = ask(session, plant.id, "read", {}).id
    return store, run


def test_a_run_whose_process_cannot_begin_fails_after_its_tries(
    asked: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no process can be made the run goes back to the line, then fails with its problem: it never hangs."""

    def none(*_: object) -> NoReturn:
        raise OSError("no process can be made")

    store, run = asked
    monkeypatch.setattr(tried, "_begin", none)
    for _ in range(TRIES):
        with pytest.raises(OSError, match="no process"):
            Runner(store)._work_one(("read",))
    Runner(store)._work_one(("read",))
    with store.session() as session:
        found = session.get_one(KeptRun, run)
        assert (found.state, found.tries, len(found.problems)) == ("failed", TRIES, 1)


def test_a_run_that_holds_too_much_memory_fails_with_the_figure(
    asked: tuple[Store, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process above its limit is ended at once: not tried again, and its problem says how much and what to do."""
    store, run = asked
    code = "import time; kept = bytearray(400_000_000); time.sleep(60)"
    made = partial(subprocess.Popen, [sys.executable, "-c", code], start_new_session=True)
    monkeypatch.setattr(tried, "_begin", lambda *_: made())
    Runner(store, most_memory=200_000_000)._work_one(("read",))
    with store.session() as session:
        found = session.get_one(KeptRun, run)
        assert (found.state, found.said) == ("failed", "needs more memory than a run may hold")
        assert "at most 0.2 GB is allowed; bring fewer weeks of records" in found.problems[0]


@pytest.mark.parametrize("code", [0, 7])
def test_a_run_within_its_memory_is_left_alone(
    asked: tuple[Store, str], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Below the limit a process ends by itself: one with a code fails, one without goes back to the line."""
    store, run = asked
    made = partial(subprocess.Popen, [sys.executable, "-c", f"import sys; sys.exit({code})"], start_new_session=True)
    monkeypatch.setattr(tried, "_begin", lambda *_: made())
    Runner(store)._work_one(("read",))
    with store.session() as session:
        found = session.get_one(KeptRun, run)
        assert (found.state, found.said) == (("failed", "ended without an answer") if code else ("waiting", found.said))


def test_a_lane_goes_on_after_its_database_failed(
    asked: tuple[Store, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lane that meets an error of the database says so and tries again."""
    turns: list[int] = []
    made = Runner(asked[0])

    def work(_: object) -> None:
        turns.append(1)
        if len(turns) == 1:
            raise OperationalError("SELECT 1", None, Exception("away"))
        made.stopped.set()

    monkeypatch.setattr(tried, "_LOOK", 0.0)
    monkeypatch.setattr(tried, "_PATIENCE", 0.0)
    monkeypatch.setattr(made, "_work_one", work)
    made._lane(("read",))
    assert len(turns) == 2
    assert "away" in capsys.readouterr().err
