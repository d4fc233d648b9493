"""What every live source keeps: all rows, each once, whatever is killed and whenever."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.servers import until

from contracts import recorder_nursery
from contracts.rigs import RIGS, Rig
from contracts.servers import demanded
from plantwright.errors import SourceAwayError
from plantwright.events.sources.contract import Batch, Position, Source, moved
from plantwright.events.sources.growing_log import GrowingLog
from plantwright.events.sources.grown import read_grown
from plantwright.events.sources.recorder import Progress, record

KILLS = 20
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked and killed as Unix does")


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """Return each source with its producer."""
    for name in {"postgres": ("sqlalchemy", "psycopg"), "sqlite": ("sqlalchemy",)}.get(request.param, ()):
        pytest.importorskip(name)
    if request.param in ("mqtt", "bare", "sparkplug"):
        pytest.importorskip("paho.mqtt.client")
        pytest.importorskip("google.protobuf")
    made = demanded(lambda: RIGS[request.param](tmp_path))
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a log grows."""
    return tmp_path / "grown" / "log.sqlite"


def begun(rig: Rig, file: Path) -> None:
    """Let the source know that somebody listens: a broker keeps nothing for who never came."""
    source = rig.source()
    with GrowingLog(file) as log:
        record(source, log, once=True)
    source.close()


def stored(rig: Rig, file: Path) -> list[int]:
    """Return the numbers that were recorded, sorted."""
    return sorted(rig.numbers(read_grown(file))) if file.exists() else []


def count(file: Path) -> int:
    """Return how many rows are stored."""
    with closing(sqlite3.connect(file, timeout=30)) as database:
        return int(database.execute("SELECT count(*) FROM rows").fetchone()[0])


def drained(source: Source, since: Position | None, wanted: int, rig: Rig) -> tuple[list[int], dict[str, str]]:
    """Return so many numbers read from a position on, and the position after them."""
    found: list[int] = []
    position = dict(since or {})

    def enough() -> bool:
        nonlocal position
        batch = source.read(position or since)
        found.extend(rig.numbers(batch.rows) if len(batch.rows) else [])
        position = moved(position, batch.marks)
        return len(found) >= wanted

    until(enough, f"reading {wanted} rows")
    return found, position


def finished(rig: Rig, file: Path, wanted: int) -> None:
    """Record until all is there, or time is up."""
    source = rig.source()
    with GrowingLog(file) as log:

        def all_there() -> bool:
            try:
                record(source, log, once=True)
            except SourceAwayError:
                return False
            return len(rig.numbers(read_grown(file))) >= wanted

        until(all_there, f"recording {wanted} rows")
        record(source, log, once=True)
    source.close()


def test_all_is_read_from_the_beginning_and_the_rest_from_any_position(rig: Rig, file: Path) -> None:
    """From the beginning a source gives every row once, and from a position on those that came after it."""
    begun(rig, file)
    with GrowingLog(file) as log:
        since = log.position(rig.source().name)
    source, positions = rig.source(), [dict(since or {})]
    for part in range(3):
        for number in range(10 * part + 1, 10 * part + 11):
            rig.produce(number)
        found, position = drained(source, positions[-1], 10, rig)
        assert found == list(range(10 * part + 1, 10 * part + 11))
        positions.append(position)
    source.close()
    for part, position in enumerate(positions[:3] if rig.replays else []):
        again = rig.source()
        assert drained(again, position, 30 - 10 * part, rig)[0] == list(range(10 * part + 1, 31))
        again.close()


def test_a_position_is_text_that_can_be_stored(rig: Rig, file: Path) -> None:
    """A position goes through JSON and still leads on, in another source of the same place."""
    begun(rig, file)
    for number in range(1, 6):
        rig.produce(number)
    with GrowingLog(file) as log:
        since = log.position(rig.source().name)
    first = rig.source()
    _, position = drained(first, since, 5, rig)
    first.read(position)
    first.close()
    rig.produce(6)
    second = rig.source()
    assert drained(second, json.loads(json.dumps(position)), 1, rig)[0] == [6]
    second.close()


def test_nothing_new_is_nothing(rig: Rig, file: Path) -> None:
    """A source without rows adds none, and one that was read to its end adds none again."""
    begun(rig, file)
    assert stored(rig, file) == []
    rig.produce(1)
    finished(rig, file, 1)
    finished(rig, file, 1)
    assert stored(rig, file) == [1]


def test_what_was_read_and_not_stored_comes_again(rig: Rig, file: Path) -> None:
    """A recorder that dies between reading and storing has taken nothing away."""
    begun(rig, file)
    for number in range(1, 8):
        rig.produce(number)
    with GrowingLog(file) as log:
        since = log.position(rig.source().name)
    dying = rig.source()
    assert drained(dying, since, 7, rig)[0] == list(range(1, 8))
    dying.close()
    finished(rig, file, 7)
    assert stored(rig, file) == list(range(1, 8))


def test_reading_twice_from_a_position_gives_the_same(rig: Rig, file: Path) -> None:
    """A source remembers nothing of what it gave: from the same position it gives the same again."""
    begun(rig, file)
    for number in range(1, 8):
        rig.produce(number)
    with GrowingLog(file) as log:
        since = log.position(rig.source().name)
    source = rig.source()
    assert [drained(source, since, 7, rig)[0] for _ in range(2)] == [list(range(1, 8))] * 2
    source.close()


def test_rows_and_position_are_stored_together(rig: Rig, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who dies after the rows and before the position has stored neither; all comes again, once."""
    begun(rig, file)
    for number in range(1, 8):
        rig.produce(number)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    def dies() -> bool:
        source = rig.source()
        with monkeypatch.context() as patched, GrowingLog(file) as log:
            patched.setattr(GrowingLog, "_move", die)
            try:
                record(source, log, once=True)
            except KeyboardInterrupt:
                return True
            finally:
                source.close()
        return False

    until(dies, "a batch to die over")
    assert stored(rig, file) == []
    finished(rig, file, 7)
    assert stored(rig, file) == list(range(1, 8))


def test_what_was_stored_and_not_acknowledged_counts_once(rig: Rig, file: Path) -> None:
    """A recorder that dies between storing and acknowledging is told all again, and stores none of it twice."""
    begun(rig, file)
    for number in range(1, 8):
        rig.produce(number)
    source = rig.source()
    with GrowingLog(file) as log:
        position = log.position(source.name)

        def any_stored() -> bool:
            nonlocal position
            batch = source.read(position)
            log.add(source.name, batch)
            position = moved(position, batch.marks)
            return len(batch.rows) > 0

        until(any_stored, "a batch")
    source.close()
    finished(rig, file, 7)
    assert stored(rig, file) == list(range(1, 8))


def test_a_source_that_is_away_says_so_and_loses_nothing(rig: Rig, file: Path) -> None:
    """While its server is down a source raises SourceAwayError; when it is back, reading goes on where it was."""
    if rig.server is None:
        pytest.skip("a source without a server is never away")
    begun(rig, file)
    for number in range(1, 4):
        rig.produce(number)
    finished(rig, file, 3)
    rig.server.stop(signal.SIGTERM if not hasattr(rig.server, "CRASH") else rig.server.CRASH)
    source = rig.source()
    with GrowingLog(file) as log, pytest.raises(SourceAwayError):
        record(source, log, once=True)
    source.close()
    rig.server.start()
    rig.produce(4)
    finished(rig, file, 4)
    assert stored(rig, file) == [1, 2, 3, 4]


class Nursery:
    """Recorders in processes of their own."""

    def __init__(self, rig: Rig, file: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.told = json.dumps({**rig.opened(), "log": str(file)})
        command = [sys.executable, recorder_nursery.__file__]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def recorder(self) -> int:
        """Start a recorder and return the number of its process."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{self.told}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        """End the nursery; its last recorder is dead."""
        self.process.communicate(timeout=20)


class Producer(threading.Thread):
    """Goes on writing rows until told to stop."""

    def __init__(self, rig: Rig, pause: float) -> None:
        super().__init__(daemon=True)
        self.rig, self.pause = rig, pause
        self.written = 0
        self.lock = threading.Lock()
        self.ended = threading.Event()

    def run(self) -> None:
        """Write a row, wait a moment, and so on."""
        while not self.ended.wait(self.pause):
            with self.lock:
                self.rig.produce(self.written + 1)
                self.written += 1


@pytest.mark.parametrize("seed", [20251126])
def test_twenty_random_kills_lose_and_double_nothing(rig: Rig, file: Path, seed: int) -> None:
    """The recorder is killed twenty times and the server four times while rows come; at the end each is there once."""
    moments = random.Random(seed)
    begun(rig, file)
    nursery, producer = Nursery(rig, file), Producer(rig, 0.005)
    producer.start()
    for kill in range(KILLS):
        before = count(file)
        recorder = nursery.recorder()
        if kill % 2:  # every other one is let to store something first
            until(lambda before=before: count(file) > before, "storing something")
        time.sleep(moments.uniform(0, 0.2))  # the random moment
        os.kill(recorder, signal.SIGKILL)
        if kill % 5 == 4:
            with producer.lock:
                rig.crash(kill // 5)
    producer.ended.set()
    producer.join()
    nursery.close()
    finished(rig, file, producer.written)
    assert stored(rig, file) == list(range(1, producer.written + 1))


class Failing:
    """A source that is away for a while."""

    name = "failing"

    def __init__(self) -> None:
        self.reads = 0

    def read(self, since: Position | None) -> Batch:
        """Fail twice, then give a row, then end."""
        self.reads += 1
        if self.reads in (2, 3):
            raise SourceAwayError("away")
        if self.reads == 5:
            raise KeyboardInterrupt
        return Batch(pa.table({"value": [str(self.reads)]}), {"read": str(self.reads)})

    def close(self) -> None:
        """Nothing is open."""


def test_a_recorder_waits_for_a_source_that_it_knows(file: Path) -> None:
    """A source that was read before is waited for, and what it has then is recorded."""
    told: list[Progress] = []
    with GrowingLog(file) as log, pytest.raises(KeyboardInterrupt):
        record(Failing(), log, every=0, tell=told.append)
    assert [(one.rows, one.added, one.away) for one in told] == [(1, 1, ""), (1, 0, "away"), (1, 0, "away"), (2, 1, "")]


def test_a_source_that_was_never_reached_is_told_at_once(file: Path) -> None:
    """Who types a wrong address is told, and does not wait forever."""
    source = Failing()
    source.reads = 1
    with GrowingLog(file) as log, pytest.raises(SourceAwayError, match="away"):
        record(source, log)
