"""Questions at the terminal: asked one by one, answered by number or name, and never asked where no one is."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

from cli.conftest import Command, refused

ROWS = "".join(
    f"J{k // 2},P{k % 5}x,cut,saw,2025-05-0{1 + k % 9} 08:00,2025-05-0{1 + k % 9} 09:00\n" for k in range(40)
)
TWO = f"Job,Order,Operation,Machine,Start,End\n{ROWS}"


def test_what_is_open_is_an_error_without_a_terminal(here: Path, run: Command) -> None:
    """Where no one can be asked, the message holds each question with the options that answer it."""
    (here / "log.csv").write_text(TWO)
    said = refused(run("measure", "log.csv"))
    assert "order: 'Job' (J0 …) or 'Order' (P0x …) may each be the order; which is?" in said
    assert '--map order="Job" or --map order="Order"' in said


def test_answers_are_options_too(here: Path, run: Command) -> None:
    """What answers a question may be told beforehand."""
    (here / "log.csv").write_text(TWO)
    assert run("measure", "log.csv", "--map", "order=Job").exit_code == 0


def at_a_terminal(here: Path, typed: str, *arguments: str) -> tuple[int, str]:
    """Return exit code and output of a command at a terminal at which something is typed."""
    mine, its = pty.openpty()
    os.write(mine, typed.encode())
    command = [sys.executable, "-c", "from plantwright.cli.main import main; main()", *arguments]
    done = subprocess.run(command, stdin=its, capture_output=True, text=True, cwd=here, timeout=120, check=False)
    os.close(mine)
    os.close(its)
    return done.returncode, done.stdout + done.stderr


def test_a_person_is_asked(here: Path) -> None:
    """A wrong answer is asked again, a number chooses, and the options that spare the question are said."""
    (here / "log.csv").write_text(TWO)
    code, said = at_a_terminal(here, "7\n1\n", "measure", "log.csv", "--json", "m.json")
    assert code == 0, said
    assert "'7' is none of them" in said
    assert "To be asked nothing next time, add: --map order=Job" in said
    assert json.loads((here / "m.json").read_text())["values"]["orders"]["value"] == 20
