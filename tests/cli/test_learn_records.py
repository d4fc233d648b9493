"""What a store keeps of a learner is handed out and erased in one command each."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from plantwright.cli.app import app
from plantwright.store.opened import open_store
from plantwright.store.school import learner_of
from plantwright.store.school_tables import Asked
from plantwright.store.tables import Account, KeptPlant


def _store(folder: Path) -> Path:
    store = open_store(folder)
    with store.session() as session:
        for name in ("ada", "bob"):
            account = Account(name=name, role="engineer")
            session.add(account)
            session.flush()
            plant = KeptPlant(owner=account.id, name="works")
            session.add(plant)
            session.flush()
            learner = learner_of(session, account)
            session.add(Asked(plant=plant.id, run="r", learner=learner, template="t", skill="s", seed=7, tries=[]))
    store.close()
    return folder


def _run(*told: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["learn", *told])
    return answer.exit_code, answer.output


def test_records_are_handed_out_and_forgotten(tmp_path: Path) -> None:
    """All that is kept of one learner is written as JSON, then erased; another learner's rows stay."""
    store = str(_store(tmp_path / "store"))
    assert _run("records", store, "ada", "--out", str(tmp_path / "ada.json"))[0] == 0
    told = json.loads((tmp_path / "ada.json").read_text())
    assert len(told["answers"]) == 1
    assert "ada" not in json.dumps(told)
    assert told["answers"][0]["seed"] is None
    assert _run("forget", store, "ada") == (0, "What was kept of ada is erased: 1 entries.\n")
    assert json.loads(_run("records", store, "ada")[1])["answers"] == []
    assert len(json.loads(_run("records", store, "bob")[1])["answers"]) == 1


def test_an_unknown_learner_is_refused(tmp_path: Path) -> None:
    """Nobody of that name: one clear line, and nothing is erased."""
    store = str(_store(tmp_path / "store"))
    code, said = _run("forget", store, "eve")
    assert code != 0
    assert "eve" in said
    assert len(json.loads(_run("records", store, "ada")[1])["answers"]) == 1
