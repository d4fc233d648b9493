"""Live sources: how many rows a second a recorder stores, each batch on disk before the next is asked for.

A database and a broker are started here, on free local ports; where one is not installed its row is not measured.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.servers import Mosquitto, Postgres, Server, ServerMissingError, until
from benchmarks.table import Row, row, run
from plantwright.events.sources.growing_log import GrowingLog
from plantwright.events.sources.grown import read_grown
from plantwright.events.sources.opened import Told, open_source
from plantwright.events.sources.recorder import record

ROWS, SMOKE = 200_000, 2_000
MESSAGES = 20_000
"""A broker is given a tenth of it: it must have them all before the recorder comes."""
FIRST = 1_764_115_200_000
TOPICS = {"MQTT, JSON": "plant/+/x", "MQTT, Sparkplug B": "spBv1.0/#"}


@dataclass(frozen=True)
class Rate:
    """What recording took."""

    rows: int
    cpu: float
    """[s]"""


def figures(smoke: bool) -> list[Row]:
    """Return rows stored for each CPU second of the recorder, source by source, and what reading them back takes."""
    count = SMOKE if smoke else ROWS
    messages = SMOKE if smoke else MESSAGES
    makers: dict[str, Callable[[Path], Rate]] = {
        "CSV folder": lambda folder: csv(folder, count),
        "SQLite": lambda folder: sqlite(folder, count),
        "PostgreSQL": lambda folder: postgres(folder, count),
        **{name: _broker(name, messages) for name in TOPICS},
    }
    return [made for name, maker in makers.items() for made in _rows(name, maker)]


def csv(folder: Path, count: int) -> Rate:
    """Record a folder of one long file."""
    (folder / "in").mkdir()
    lines = (f"2025-11-26T00:00:00.{k % 1000:03d}Z,press-{k % 9},count,{k}\n" for k in range(count))
    (folder / "in" / "log.csv").write_text("time,station,tag,value\n" + "".join(lines), encoding="utf-8")
    return recorded(folder, str(folder / "in"), Told(), count)


def sqlite(folder: Path, count: int) -> Rate:
    """Record a table of a file."""
    database = sqlite3.connect(folder / "plant.db")
    database.execute("CREATE TABLE counts (id INTEGER PRIMARY KEY, time TEXT, station TEXT, value REAL)")
    database.executemany("INSERT INTO counts VALUES (?, 't', 's', ?)", ((k, k / 2) for k in range(count)))
    database.commit()
    database.close()
    return recorded(folder, f"sqlite:///{folder / 'plant.db'}", Told(table="counts"), count)


def postgres(folder: Path, count: int) -> Rate:
    """Record a table of a server."""
    import psycopg  # noqa: PLC0415  # an extra

    with started(Postgres()) as server, psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE counts (id bigint PRIMARY KEY, at timestamptz, station text, value real)")
        connection.execute("INSERT INTO counts SELECT k, now(), 's', k FROM generate_series(1, %s) k", [count])
        return recorded(folder, server.url, Told(table="counts", lag=0.0), count)


def _broker(name: str, count: int) -> Callable[[Path], Rate]:
    return lambda folder: broker(folder, TOPICS[name], count)


def broker(folder: Path, topic: str, count: int) -> Rate:
    """Record messages that a broker kept."""
    # what it must not lose is written at its end: at each change takes longer with each message
    with started(Mosquitto(autosave_on_changes="false", autosave_interval="0")) as server:
        where, told = f"mqtt://127.0.0.1:{server.port}", Told(topics=(topic,))
        recorded(folder, where, told, 0)
        publish(server.port, topic, count)
        return recorded(folder, where, told, count)


def publish(port: int, topic: str, count: int) -> None:
    """Send messages and wait until the broker has the last."""
    import paho.mqtt.client as paho  # noqa: PLC0415
    from paho.mqtt.enums import CallbackAPIVersion  # noqa: PLC0415

    device = paho.Client(CallbackAPIVersion.VERSION2)
    device.max_inflight_messages_set(1000)
    taken: set[int] = set()
    device.on_publish = lambda _, __, number, *___: taken.add(number)
    device.connect("127.0.0.1", port)
    device.loop_start()
    for k in range(count):
        device.publish(*message(topic, k), qos=1)
    until(lambda: len(taken) >= min(count, 65_535), "publishing", 120)
    device.disconnect()
    device.loop_stop()


def message(topic: str, number: int) -> tuple[str, bytes]:
    """Return topic and payload of a message that makes one row."""
    if topic != TOPICS["MQTT, Sparkplug B"]:
        return "plant/press/x", json.dumps({"timestamp_ms": FIRST + number, "count": number}).encode()
    from plantwright.events.sources.sparkplug import Metric, Payload, encode  # noqa: PLC0415

    payload = Payload(FIRST + number, number % 256, (Metric("count" if number == 0 else None, 7, None, 4, number),))
    return f"spBv1.0/plant/{'NDATA' if number else 'NBIRTH'}/press", encode(payload)


def recorded(folder: Path, where: str, told: Told, count: int) -> Rate:
    """Record until all is there; CPU time is that of this process."""
    source = open_source(where, told)
    with GrowingLog(folder / "log.sqlite") as log:
        begun = time.process_time()

        def complete() -> bool:
            record(source, log, once=True)
            return log.rows() >= count

        until(complete, f"recording {where}", 300)
        spent = time.process_time() - begun
    source.close()
    return Rate(count, spent)


@contextmanager
def started(server: Any) -> Iterator[Any]:
    """Start a server and end it, whatever happens."""
    made: Server = server
    try:
        made.start()
        yield made
    finally:
        made.remove()


def _rows(name: str, maker: Callable[[Path], Rate]) -> Iterator[Row]:
    folder = Path(tempfile.mkdtemp(prefix="plantwright-sources-"))
    try:
        rate = maker(folder)
        yield row(f"{name}: rows recorded", rate.rows / rate.cpu, "rows/CPU s", ">= 2000")
        if name == "CSV folder":
            begun = time.process_time()
            count = len(read_grown(folder / "log.sqlite"))
            yield row("recorded log: rows read back", count / (time.process_time() - begun), "rows/CPU s")
    except (ServerMissingError, ImportError):
        yield row(f"{name}: rows recorded", None, "rows/CPU s", ">= 2000")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(run("Live sources", figures))
