"""Rivals as subprocesses: what they are asked, what they answer, and what happens where there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.environments import PEERS, PeerMissingError, ask, folder_name, python_of, reply_of

from benchmarks import environments


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose scripts are run as a rival's, by this Python."""
    shutil.copy(PEERS / "speak.py", tmp_path)
    monkeypatch.setattr(environments, "PEERS", tmp_path)
    monkeypatch.setattr(environments, "python_of", lambda _: Path(sys.executable))
    return tmp_path


def test_a_script_answers_what_it_was_asked(scripts: Path) -> None:
    """The request and each seed reach the script; its measures come back in the order of the seeds, with CPU times."""
    script = "from speak import answer\nanswer(lambda told, seed: {'flow': told['service'] * seed})"
    (scripts / "line.py").write_text(script, encoding="utf-8")
    reply = ask("rival", "line.py", {"service": 2.0}, [3, 5])
    assert reply.measures["flow"].tolist() == [6.0, 10.0]
    assert (reply.cpu >= 0).all()
    assert len(reply.cpu) == 2


def test_preparation_is_timed_apart(scripts: Path) -> None:
    """What a script does once in a process is no part of any run's cost."""
    (scripts / "line.py").write_text(
        "from speak import answer\n"
        "answer(lambda told, seed: {'flow': 1.0}, prepare=lambda told: sum(range(3_000_000)))",
        encoding="utf-8",
    )
    reply = ask("rival", "line.py", {}, [1])
    assert reply.prepare > reply.cpu[0]


def test_a_script_that_fails_is_not_measured(scripts: Path) -> None:
    """The last words of a script that fails are the reason why there is no figure."""
    (scripts / "line.py").write_text("raise SystemExit('no such thing')", encoding="utf-8")
    with pytest.raises(PeerMissingError, match=r"line.py failed: no such thing"):
        ask("rival", "line.py", {}, [1])


def test_only_the_last_line_is_the_answer() -> None:
    """What a rival prints on its way is no part of its answer."""
    reply = reply_of('welcome\n{"prepare": 1.5, "runs": [{"cpu": 2.0, "flow": 3.0}]}\n')
    assert (reply.prepare, reply.cpu.tolist(), reply.measures["flow"].tolist()) == (1.5, [2.0], [3.0])


def test_other_requirements_are_another_environment() -> None:
    """A new pin never runs in the environment of an old one."""
    assert folder_name("simpy", b"simpy==4.1.2\n") != folder_name("simpy", b"simpy==4.1.1\n")


def test_an_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first call makes an environment; the next finds it, and one that was left half made is made anew."""
    made: list[Path] = []
    monkeypatch.setattr(environments, "KEPT", tmp_path)
    monkeypatch.setattr(environments, "_install", lambda folder, *_: (made.append(folder), folder.mkdir()))
    assert python_of("simpy") == python_of("simpy")
    (made[0] / "complete").unlink()
    python_of("simpy")
    assert len(made) == 2
    assert made[0] == made[1]


def test_what_cannot_be_installed_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first attempt's reason stands for all rows of the rival; only the first waits for it."""
    tried: list[object] = []
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="looking\nERROR: no such version\n\n")
    monkeypatch.setattr(environments, "KEPT", tmp_path)
    monkeypatch.setattr(environments, "_FAILED", {})
    monkeypatch.setattr(environments.venv, "create", lambda folder, **_: folder.mkdir())
    monkeypatch.setattr(environments.subprocess, "run", lambda *command, **_: (tried.append(command), failed)[1])
    for _ in range(2):
        with pytest.raises(PeerMissingError, match="cannot be installed: ERROR: no such version"):
            python_of("simpy")
    assert len(tried) == 1


@pytest.mark.parametrize("peer", ["simpy", "ciw", "cimba"])
def test_rivals_are_pinned(peer: str) -> None:
    """Each rival is asked for in one version, so that a figure says whom it was held against."""
    assert (PEERS / f"{peer}.txt").read_text(encoding="utf-8").startswith(f"{peer}==")
