"""``plantwright record`` keeps a log growing, and ``study --watch`` studies what grows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from cli.conftest import Command, log_text, names, refused
from cli.test_interruption import interrupted
from fabricated import study as made_up
from plantwright.cli.signals import MESSAGE
from plantwright.cli.watch import Answer
from plantwright.events.read import read_log
from plantwright.events.sources.opened import PASSWORD, without_password
from plantwright.improve.study import Study


@pytest.fixture
def exports(here: Path) -> Path:
    """Return a folder into which a machine exports."""
    folder = here / "exports"
    folder.mkdir()
    (folder / "monday.csv").write_text(log_text())
    return folder


def tuesday() -> str:
    """Return an export of the two orders that came later."""
    header, *lines = log_text(64).splitlines(keepends=True)
    return "".join([header, *lines[60:]])


def test_what_is_recorded_is_a_log(run: Command, exports: Path, here: Path) -> None:
    """A folder of exports, recorded, reads as the exports do."""
    assert "shop: 60 rows, 60 of them new" in run("record", exports, "--into", "shop", "--once").stdout
    recorded, exported = read_log(here / "shop").frame(), read_log(exports / "monday.csv").frame()
    assert_frame_equal(recorded, exported)
    assert names(here / "shop") == {"log.sqlite"}


def test_the_same_command_goes_on(run: Command, exports: Path) -> None:
    """Recording again adds what is new since, and nothing else."""
    run("record", exports, "--into", "shop", "--once")
    assert "60 rows, 0 of them new" in run("record", exports, "--into", "shop", "--once").stdout
    (exports / "tuesday.csv").write_text(tuesday())
    assert "64 rows, 4 of them new" in run("record", f"csv+{exports}", "--into", "shop", "--once").stdout


def test_orders_are_recorded_beside_the_log(run: Command, exports: Path, here: Path) -> None:
    """--as orders records a table of orders, which reading finds beside the log."""
    (here / "orders").mkdir()
    (here / "orders" / "orders.csv").write_text("order,released,due\nO1,2025-05-05T07:00:00,2025-05-05T09:00:00\n")
    run("record", exports, "--into", "shop", "--once")
    assert run("record", "orders", "--into", "shop", "--as", "orders", "--once").exit_code == 0
    told = read_log(here / "shop").order_frame().set_index("order")
    assert str(told.loc["O1", "due"]) == "2025-05-05 09:00:00"


def test_a_source_that_cannot_be_read_leaves_nothing(run: Command, here: Path) -> None:
    """A wrong path, a refused address: the reason, exit code 2, and no folder."""
    assert "name a folder of CSV files" in refused(run("record", "nowhere", "--into", "shop"))
    pytest.importorskip("paho.mqtt.client")
    said = refused(run("record", "mqtt://joe:secret@127.0.0.1:1", "--topic", "a/b", "--into", "shop"))
    assert "the broker does not answer" in said
    assert "secret" not in said
    assert names(here) == set()


def test_all_wrong_options_are_told_at_once(run: Command, exports: Path) -> None:
    """Options of another source, a pause without a unit and an unknown table are told together."""
    words = ("--table", "x", "--topic", "a", "--every", "3", "--as", "things")
    said = refused(run("record", exports, "--into", "shop", *words))
    assert ["--table: is not for a folder" in said, "--topic: is not" in said, "--every: '3'" in said] == [True] * 3
    assert "allowed are log, orders, downtime" in said


@pytest.mark.parametrize(
    ("where", "words", "told"),
    [
        ("sqlite:///plant.db", (), "--table, --query: neither is told"),
        ("sqlite:///plant.db", ("--table", "a", "--query", "SELECT 1"), "--table, --query: both are told"),
        ("sqlite:///plant.db", ("--table", "a"), "there is no such file"),
        ("postgres//joe", ("--table", "a"), "is not for a folder"),
        ("mqtt://host", (), "--topic: none"),
        ("mqtt://host/plant", ("--topic", "a"), "no host alone"),
        ("mqtt://host:port", ("--topic", "a"), "no host alone"),
        ("nosuch://joe:secret@host/x", ("--table", "a"), "the database's URL cannot be read"),
    ],
)
def test_a_wrong_source_is_told(where: str, words: tuple[str, ...], told: str, run: Command) -> None:
    """What is missing or too much in a source is told with what to write instead, and never a password."""
    pytest.importorskip("sqlalchemy")
    said = refused(run("record", where, "--into", "shop", *words))
    assert told in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("postgresql://joe:se:c@ret@host:5432/plant?password=x", "postgresql://joe@host:5432/plant"),
        ("mqtts://joe:secret@host", "mqtts://joe@host"),
        ("sqlite:///plant.db", "sqlite:///plant.db"),
        ("exports/a@b:c", "exports/a@b:c"),
    ],
)
def test_a_password_is_never_shown(where: str, shown: str) -> None:
    """A URL is shown without its password and without options, which may hold one."""
    assert without_password(where) == shown


def test_a_log_of_its_own_is_not_recorded_over(run: Command, exports: Path, log: Path, here: Path) -> None:
    """A folder that has a log is no place for another; a file is no folder."""
    assert "it has log.csv, a log of its own" in refused(run("record", exports, "--into", here))
    assert "is a file" in refused(run("record", exports, "--into", log))


def test_a_missing_library_gives_its_install_line(run: Command, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra a source says how to install it."""
    for name in ("sqlalchemy", "plantwright.events.sources.sql", "paho", "paho.mqtt", "paho.mqtt.client"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "plantwright.events.sources.mqtt", raising=False)
    monkeypatch.delitem(sys.modules, "plantwright.events.sources.sql", raising=False)
    assert "pip install 'plantwright[mqtt]'" in refused(run("record", "mqtt://h", "--topic", "a", "--into", "s"))
    assert "pip install 'plantwright[sql]'" in refused(run("record", "sqlite:///a", "--table", "a", "--into", "s"))


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as Unix does")
def test_an_interruption_keeps_what_was_recorded(exports: Path, here: Path) -> None:
    """Ctrl-C while recording: exit code 130, one line that says what stays, and a log that can be read."""
    code, said, took = interrupted(["record", str(exports), "--into", "shop", "--every", "0.1s"], "recording")
    assert (code, said.strip()) == (130, "interrupted; what is in shop stays, and the same command goes on")
    assert took < 5
    assert len(read_log(here / "shop").frame()) == 60


def answered(rows: float, verdict: str = "believable", change: str = "“a”") -> Answer:
    """Return an answer."""
    return Answer(rows, verdict, change)


def test_what_is_new_is_a_line() -> None:
    """A line says the rows, the verdict and the first change, and what each was where it was another."""
    first = answered(1200)
    assert first.line(None) == "1,200 rows; verdict: believable; first change: “a”"
    assert first.line(first) == "1,200 rows (+0); verdict: believable (as before); first change: “a” (as before)"
    later = answered(1250, "usable with care", "“b”")
    assert later.line(first) == (
        "1,250 rows (+50); verdict: usable with care (was: believable); first change: “b” (was: “a”)"
    )


def test_watching_studies_what_has_grown_and_only_that(
    run: Command, exports: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A watched folder is studied once as it is and once for each growth; the result is replaced, and it stays."""
    run("record", exports, "--into", "shop", "--once")
    studied: list[int] = []

    def made(source: object, *_: object) -> Study:
        studied.append(len(source.log.frame()))  # type: ignore[attr-defined]
        return replace(made_up(), log=None)

    pauses = iter(range(5))

    def sleep(seconds: float) -> None:
        assert seconds == 300
        turn = next(pauses)
        if turn == 1:
            (exports / "tuesday.csv").write_text(tuesday())
            run("record", exports, "--into", "shop", "--once")
        if turn == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr("plantwright.cli.study._studied", made)
    monkeypatch.setattr("plantwright.cli.watch.time.sleep", sleep)
    done = run("study", "shop", "--watch", "--every", "5m")
    assert done.exit_code == 130
    assert studied == [60, 64]
    assert done.stdout.count("report.html") == 2
    assert "interrupted; the last result stays in shop.study" in done.stderr
    assert MESSAGE not in done.stderr
    assert (here / "shop.study" / "report.html").is_file()


def test_watching_waits_for_records_that_do_not_suffice_yet(
    run: Command, exports: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read yet is told once and waited for; a folder that is not there is refused."""
    assert "there is no such file or folder" in refused(run("study", "shop", "--watch"))
    (here / "shop").mkdir()
    pauses = iter(range(3))

    def sleep(_: float) -> None:
        if next(pauses) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("plantwright.cli.watch.time.sleep", sleep)
    done = run("study", "shop", "--watch")
    assert (done.exit_code, done.stderr.count("waiting for more")) == (130, 1)
    assert "no log in the folder" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="processes are killed as Unix does")
def test_the_command_itself_may_be_killed(exports: Path, here: Path) -> None:
    """The process that people start, killed three times while a file grows, records each row once."""
    file, written = exports / "monday.csv", 60
    code = "from plantwright.cli.main import main; main()"
    command = [sys.executable, "-c", code, "record", str(exports), "--into", "shop"]
    for _ in range(3):
        process = subprocess.Popen([*command, "--every", "0s"], stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        assert "recording" in process.stderr.readline()
        with file.open("a") as stream:
            for _ in range(50):
                stream.write(f"X{written},A,cut,saw,saw-1,,2025-06-05T08:00:00,2025-06-05T09:00:00,{written}\n")
                stream.flush()
                written += 1
        process.send_signal(signal.SIGKILL)
        process.communicate()
    subprocess.run([*command, "--once"], check=True, capture_output=True)
    orders = read_log(here / "shop").frame()["order"]
    assert sorted(one for one in orders if one.startswith("X")) == sorted(f"X{k}" for k in range(60, written))


def test_the_environment_may_hold_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password need not stand in the command: the environment's is taken where the URL has a user and none."""
    pytest.importorskip("paho.mqtt.client")
    from plantwright.events.sources.opened import Told, open_source  # noqa: PLC0415

    monkeypatch.setenv(PASSWORD, "100%@sure")
    source = open_source("mqtt://joe@host", Told(topics=("a",)))
    assert source._broker.password == "100%@sure"  # type: ignore[attr-defined]
    assert "sure" not in source.name
