"""``plantwright backup`` and ``restore`` on the command line, while a server runs."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from plantwright.cli.main import main
from web.real import Served, served


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int | str | None:
    monkeypatch.setattr("sys.argv", ["plantwright", *words])
    try:
        main()
    except SystemExit as end:
        return end.code
    return 0


def test_a_served_store_is_kept_and_served_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a running server has read is in the backup, and a server of the restored store shows it."""
    with served(tmp_path / "store") as server:
        plant = server.ask.post("/api/plants/example").json()["id"]
        read = _done(server, plant)
        assert _run(monkeypatch, "backup", str(tmp_path / "store"), str(tmp_path / "kept.zip")) == 0
        said = " ".join(capsys.readouterr().out.split())  # a terminal breaks lines where the folder's name lets it
        assert "who reads it reads every plant, and signs as the school" in said
        reading = server.ask.get(f"/api/runs/{read}/files/reading.json").json()
    assert _run(monkeypatch, "restore", str(tmp_path / "kept.zip"), str(tmp_path / "again")) == 0
    with served(tmp_path / "again") as server:
        assert server.ask.get(f"/api/runs/{read}/files/reading.json").json() == reading
        assert json.dumps(reading["findings"])


def _done(server: Served, plant: str) -> str:
    end = time.monotonic() + 120
    while (run := server.ask.get(f"/api/plants/{plant}").json()["runs"][0])["state"] != "done":
        assert time.monotonic() < end, run
        time.sleep(0.05)
    return str(run["id"])


def test_what_is_no_store_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is no store is refused, and no store is made of it."""
    (tmp_path / "other").mkdir()
    assert _run(monkeypatch, "backup", str(tmp_path / "other"), str(tmp_path / "kept.zip")) != 0
    assert "is no store" in capsys.readouterr().err
    assert not any((tmp_path / "other").iterdir())
    assert not (tmp_path / "kept.zip").exists()
