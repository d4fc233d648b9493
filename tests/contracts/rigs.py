"""Every live source with what writes to it: a plant in small, whose rows are numbered from 1."""

from __future__ import annotations

import json
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
from benchmarks.servers import Mosquitto, Postgres, until

from plantwright.events.sources.contract import Source
from plantwright.events.sources.opened import Told, open_source

FIRST = 1_764_115_200_000
"""When the first message was written [ms since 1970]."""


class Rig:
    """A source and its producer."""

    told = Told()
    replays = True
    """What was stored can be read again from an earlier position; a broker forgets it."""
    server: Any = None

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def where(self) -> str:
        """The path or URL of the source."""
        raise NotImplementedError

    def source(self) -> Source:
        """Return the source, opened anew."""
        return open_source(self.where, self.told)

    def opened(self) -> dict[str, Any]:
        """Return what another process opens it by."""
        return {"where": self.where, "told": asdict(self.told)}

    def produce(self, number: int) -> None:
        """Write one row, for good."""
        raise NotImplementedError

    def crash(self, turn: int) -> None:
        """Kill what the rows come from and start it again."""

    def numbers(self, rows: pa.Table) -> list[int]:
        """Return the numbers that rows carry."""
        return [int(one) for one in rows["value"].to_pylist() if one] if "value" in rows.column_names else []

    def close(self) -> None:
        """End what was started."""


class CsvRig(Rig):
    """A logger that appends lines in two halves, and starts a new file now and then."""

    ROTATED_AFTER = 60

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        (folder / "exports").mkdir()
        self.written = 0

    @property
    def where(self) -> str:
        """The folder."""
        return f"csv+{self.folder / 'exports'}"

    def produce(self, number: int) -> None:
        """Append a line, the second half after the first is on disk."""
        file = self.folder / "exports" / "log.csv"
        if self.written and self.written % self.ROTATED_AFTER == 0 and file.exists():
            file.rename(file.with_name(f"log.csv.{self.written // self.ROTATED_AFTER}"))
        with file.open("a", encoding="utf-8") as stream:
            if stream.tell() == 0:
                stream.write("time;station;tag;value\n")
            stream.write(f"2025-11-26T00:00:00;press;count;{number // 10 or ''}")
            stream.flush()
            stream.write(f"{number % 10}\n")
        self.written += 1


class SqliteRig(Rig):
    """A table of a SQLite file."""

    told = Told(table="counts")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.database = sqlite3.connect(folder / "plant.db", isolation_level=None, check_same_thread=False, timeout=30)
        self.database.execute("CREATE TABLE counts (id INTEGER PRIMARY KEY, time TEXT, station TEXT, value INTEGER)")

    @property
    def where(self) -> str:
        """The file's URL."""
        return f"sqlite:///{self.folder / 'plant.db'}"

    def produce(self, number: int) -> None:
        """Commit a row."""
        self.database.execute("INSERT INTO counts VALUES (NULL, ?, 'press', ?)", (str(number), number))

    def close(self) -> None:
        """Close the file."""
        self.database.close()


class PostgresRig(Rig):
    """A table of a PostgreSQL server, keyed by time and number."""

    told = Told(table="counts", key=("at", "id"), lag=0.05)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.server = Postgres()
        self.server.start()
        self.connection: Any = None
        self.execute("CREATE TABLE counts (id bigint PRIMARY KEY, at timestamptz DEFAULT now(), value bigint)")

    @property
    def where(self) -> str:
        """The database's URL."""
        return self.server.url

    def execute(self, query: str, *values: object) -> None:
        """Run a statement that may be run twice, until it is committed."""
        import psycopg  # noqa: PLC0415  # where it is not installed, only this rig is of no use

        def done() -> bool:
            try:
                self.connection = self.connection or psycopg.connect(self.server.url, autocommit=True)
                self.connection.execute(query, values)
            except psycopg.OperationalError:
                self.connection = None
                return False
            return True

        until(done, query)

    def produce(self, number: int) -> None:
        """Commit a row; whether it was, after a crash, the key tells."""
        self.execute("INSERT INTO counts (id, value) VALUES (%s, %s) ON CONFLICT DO NOTHING", number, number)

    def crash(self, turn: int) -> None:
        """End the server without a chance to put anything in order."""
        self.server.stop(Postgres.CRASH)
        self.server.start()

    def close(self) -> None:
        """End the server."""
        if self.connection is not None:
            self.connection.close()
        self.server.remove()


class MqttRig(Rig):
    """A broker and a device that repeats its last messages after a crash, as it cannot know which the broker lost."""

    told = Told(topics=("plant/+/counter",))
    replays = False
    REPEATED = 100
    signals = (signal.SIGKILL, signal.SIGTERM)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.server = Mosquitto()
        self.server.start()
        self.sent: list[tuple[str, bytes]] = []
        self.taken: set[int] = set()
        self.device = self._connected()

    @property
    def where(self) -> str:
        """The broker's URL."""
        return f"mqtt://127.0.0.1:{self.server.port}"

    def _connected(self) -> Any:
        import paho.mqtt.client as paho  # noqa: PLC0415

        device = paho.Client(paho.CallbackAPIVersion.VERSION2)
        device.reconnect_delay_set(1, 1)
        device.on_publish = lambda _, __, number, *___: self.taken.add(number)
        device.connect("127.0.0.1", self.server.port)
        device.loop_start()
        until(device.is_connected, "the device's connection")
        return device

    def message(self, number: int) -> tuple[str, bytes]:
        """Return topic and payload of a row."""
        return "plant/press/counter", json.dumps({"timestamp_ms": FIRST + number, "value": number}).encode()

    def produce(self, number: int) -> None:
        """Publish a message and wait until the broker has it."""
        self.sent.append(self.message(number))
        self._publish(*self.sent[-1])

    def _publish(self, topic: str, payload: bytes) -> None:
        told = self.device.publish(topic, payload, qos=1)
        until(lambda: told.mid in self.taken, "the broker's answer")

    def crash(self, turn: int) -> None:
        """Kill the broker, or end it; what it may have lost, or not, is sent again."""
        number = self.signals[turn % len(self.signals)]
        self.server.stop(number)
        self.server.start()
        if number == signal.SIGKILL:
            for topic, payload in self.sent[-self.REPEATED :]:
                self.device.publish(topic, payload, qos=1)

    def close(self) -> None:
        """End the broker."""
        self.device.disconnect()
        self.device.loop_stop()
        self.server.remove()


class BareRig(MqttRig):
    """A device that sends numbers alone: nothing but the broker's word tells a message from its repetition."""

    told = Told(topics=("plant/+/count",))
    signals = (signal.SIGTERM,)

    def message(self, number: int) -> tuple[str, bytes]:
        """Return topic and payload of a row."""
        return "plant/press/count", str(number).encode()


class SparkplugRig(MqttRig):
    """An edge node that was born with a name for its counter and then speaks of it by alias."""

    told = Told(topics=("spBv1.0/#",))

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.seq = -1

    def message(self, number: int) -> tuple[str, bytes]:
        """Return topic and payload of a row; the first is the birth of the node, which has the number too."""
        from plantwright.events.sources.sparkplug import Metric, Payload, encode  # noqa: PLC0415

        self.seq = (self.seq + 1) % 256
        birth = number == 1
        metrics = [Metric("count" if birth else None, 7, None, 4 if birth else 0, number)]
        metrics = [Metric("bdSeq", None, None, 4, 0), *metrics] if birth else metrics
        payload = encode(Payload(FIRST + number, self.seq, tuple(metrics)))
        return f"spBv1.0/plant/{'NBIRTH' if birth else 'NDATA'}/press", payload

    def numbers(self, rows: pa.Table) -> list[int]:
        """Return the numbers of the counter; that the node is there is told beside it."""
        told = rows.to_pylist()
        return [int(row["value"]) for row in told if row["tag"] == "count"]


RIGS: dict[str, Callable[[Path], Rig]] = {
    "csv": CsvRig,
    "sqlite": SqliteRig,
    "postgres": PostgresRig,
    "mqtt": MqttRig,
    "bare": BareRig,
    "sparkplug": SparkplugRig,
}
