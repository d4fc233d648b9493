"""A small plant, its log, and the command line as a newcomer meets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from plantwright.cli.app import app
from plantwright.files.plant import write_plant
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Operation, Product, Routing

Command = Callable[..., Result]


def line(**release: object) -> Plant:
    """Return a saw and two mills with a crew of two."""
    noise = Distribution.lognormal(1.0, 0.3)
    steps = (
        Operation(id="cut", work_center="saw", per_lot=1800.0, noise=noise),
        Operation(id="mill", work_center="mill", per_lot=4000.0, noise=noise),
    )
    return Plant(
        name="line",
        calendars=(Calendar(id="two", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),)),),
        calendar="two",
        work_centers=(WorkCenter(id="saw"), WorkCenter(id="mill", stations=2, skill="milling")),
        workers=tuple(Worker(id=name, skills=("milling",)) for name in ("w1", "w2")),
        products=(Product(id="A", routings=(Routing(operations=steps),)),),
        release=Release(**(release or {"interarrival": Distribution.exponential(2700.0)})),
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def run(here: Path) -> Command:
    """Return a runner of ``plantwright`` in the empty folder."""
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def plant(here: Path) -> Path:
    """Return a plant folder."""
    write_plant(line(), here / "line")
    return here / "line"


@pytest.fixture
def changes(here: Path) -> Path:
    """Return a file of one change that fits the plant."""
    path = here / "changes.yaml"
    path.write_text("changes:\n- {name: faster, scale_process_time: {work_center: mill, factor: 0.9}}\n")
    return path


def log_text(rows: int = 60) -> str:
    """Return a log of a saw and a mill, one order an hour, no two durations alike."""
    lines = ["order,product,operation,work_center,station,worker,start,end,quantity"]
    for k in range(rows // 2):
        day, hour = 5 + k // 10, 6 + k % 10
        lines.append(
            f"O{k},A,cut,saw,saw-1,,2025-05-{day:02d}T{hour:02d}:00:00,2025-05-{day:02d}T{hour:02d}:{10 + k}:00,5"
        )
        worker = f"w{k % 2 + 1}"
        span = f"2025-05-{day:02d}T{hour:02d}:45:00,2025-05-{day:02d}T{hour + 1:02d}:{10 + k}:00"
        lines.append(f"O{k},A,mill,mill,mill-{k % 2 + 1},{worker},{span},5")
    return "\n".join(lines) + "\n"


@pytest.fixture
def log(here: Path) -> Path:
    """Return a log."""
    path = here / "log.csv"
    path.write_text(log_text())
    return path


def names(folder: Path) -> set[str]:
    """Return everything that lies in a folder, hidden files too."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def refused(done: Result) -> str:
    """Return the message of a command that refused its input, in one line."""
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    return re.sub(r"\s+", " ", done.stderr)
