"""A broker that forgets, refuses, retains or speaks an older tongue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

paho = pytest.importorskip("paho.mqtt.client")
pytest.importorskip("google.protobuf")

from benchmarks.servers import Mosquitto, until  # noqa: E402

from contracts.servers import demanded  # noqa: E402
from plantwright.errors import RecordsError  # noqa: E402
from plantwright.events.sources.contract import Source  # noqa: E402
from plantwright.events.sources.growing_log import GrowingLog  # noqa: E402
from plantwright.events.sources.grown import read_grown  # noqa: E402
from plantwright.events.sources.opened import Told, open_source  # noqa: E402
from plantwright.events.sources.recorder import record  # noqa: E402
from plantwright.events.sources.sparkplug import Metric, Payload, decode, encode  # noqa: E402


@pytest.fixture
def broker() -> Iterator[Mosquitto]:
    """Return a broker that runs."""
    made = demanded(Mosquitto)
    made.start()
    yield made
    made.remove()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a log grows."""
    return tmp_path / "log.sqlite"


def source(broker: Mosquitto, topic: str = "plant/#", more: str = "", user: str = "") -> Source:
    """Return the source of a topic."""
    return open_source(f"mqtt://{user}127.0.0.1:{broker.port}{more}", Told(topics=(topic,)))


def recorded(one: Source, file: Path, wanted: int) -> list[str | None]:
    """Record so many rows and leave; return the values."""
    with GrowingLog(file) as log:

        def enough() -> bool:
            record(one, log, once=True)
            return log.rows() >= wanted

        until(enough, f"recording {wanted} rows")
    one.close()
    table = read_grown(file)
    return table["value"].to_pylist() if "value" in table.column_names else []


class Device:
    """Something that publishes and hears."""

    def __init__(self, broker: Mosquitto, hears: str = "") -> None:
        self.heard: list[bytes] = []
        self.listening = not hears
        self.client = paho.Client(paho.CallbackAPIVersion.VERSION2)
        self.client.on_message = lambda _, __, message: self.heard.append(message.payload)
        self.client.on_subscribe = lambda *_: setattr(self, "listening", True)
        self.client.connect("127.0.0.1", broker.port)
        self.client.loop_start()
        if hears:
            self.client.subscribe(hears)
        until(lambda: self.client.is_connected() and self.listening, "the device's connection")

    def says(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Publish a message and wait until the broker has it."""
        told = self.client.publish(topic, payload, qos=1, retain=retain)
        until(told.is_published, "the broker's answer")

    def leave(self) -> None:
        """Disconnect."""
        self.client.disconnect()
        self.client.loop_stop()


@pytest.mark.parametrize("more", ["", "?version=3.1.1"])
def test_what_is_said_while_nobody_listens_is_kept(more: str, broker: Mosquitto, file: Path) -> None:
    """In either version of the protocol the broker keeps what comes between two runs of a recorder."""
    recorded(source(broker, more=more), file, 0)
    device = Device(broker)
    for number in range(50):
        device.says("plant/press/count", str(number).encode())
    device.leave()
    assert recorded(source(broker, more=more), file, 50) == [str(number) for number in range(50)]


def test_a_broker_that_has_forgotten_us_is_told_of(broker: Mosquitto, file: Path) -> None:
    """What came meanwhile cannot be had any more: a note says so, and what comes from now on is recorded."""
    recorded(source(broker), file, 0)
    broker.stop()
    (broker.folder / "mosquitto.db").unlink()
    broker.start()
    device = Device(broker)
    device.says("plant/press/count", b"1")
    recorded(source(broker), file, 0)
    device.says("plant/press/count", b"2")
    assert recorded(source(broker), file, 1) == ["2"]
    device.leave()
    with GrowingLog(file) as log:
        (note,) = log.notes()
    assert "had forgotten us: what was sent meanwhile is missing" in note


def test_what_a_broker_retains_is_told_once(broker: Mosquitto, file: Path) -> None:
    """The last state, retained for who comes, is a row with the first subscription and none with the next."""
    device = Device(broker)
    device.says("plant/press/state", b"idle", retain=True)
    device.leave()
    assert recorded(source(broker), file, 1) == ["idle"]
    assert recorded(source(broker), file, 1) == ["idle"]


def test_who_is_refused_is_told_without_the_password(file: Path, tmp_path: Path) -> None:
    """A wrong user ends at once with what the broker says."""
    (tmp_path / "users").write_text("")
    (tmp_path / "users").chmod(0o700)
    made = demanded(lambda: Mosquitto(allow_anonymous="false", password_file=str(tmp_path / "users")))
    made.start()
    one = source(made, user="joe:secret@")
    with GrowingLog(file) as log, pytest.raises(RecordsError, match=r"refused by the broker \(.*uthori") as told:
        record(one, log, once=True)
    one.close()
    made.remove()
    assert "secret" not in str(told.value)


def test_a_node_whose_names_are_not_known_is_asked_for_them(broker: Mosquitto, file: Path) -> None:
    """A recorder that comes after a node's birth asks for another, and then knows what its aliases mean."""
    recorded(source(broker, "spBv1.0/#"), file, 0)
    node = Device(broker, "spBv1.0/g/NCMD/press")
    node.says("spBv1.0/g/NDATA/press", encode(Payload(1_764_115_200_000, 9, (Metric(None, 7, None, 0, 5),))))
    assert recorded(source(broker, "spBv1.0/#"), file, 1) == ["5"]
    until(lambda: node.heard, "the command")
    assert [(one.name, one.value) for one in decode(node.heard[0]).metrics] == [("Node Control/Rebirth", True)]
    birth = Payload(1_764_115_201_000, 0, (Metric("bdSeq", None, None, 4, 0), Metric("count", 7, None, 3, 6)))
    node.says("spBv1.0/g/NBIRTH/press", encode(birth))
    node.says("spBv1.0/g/NDATA/press", encode(Payload(1_764_115_202_000, 1, (Metric(None, 7, None, 0, 7),))))
    node.leave()
    recorded(source(broker, "spBv1.0/#"), file, 4)
    rows = read_grown(file).to_pylist()
    assert [(row["tag"], row["value"]) for row in rows] == [
        ("alias 7", "5"), ("online", "true"), ("count", "6"), ("count", "7"),
    ]  # fmt: skip


def test_the_name_of_a_source_is_the_same_in_each_run(broker: Mosquitto, file: Path) -> None:
    """The client's name at the broker is made once, stored, and used again."""
    one = source(broker)
    recorded(one, file, 0)
    with GrowingLog(file) as log:
        first = log.position(one.name)
    recorded(source(broker), file, 0)
    with GrowingLog(file) as log:
        assert first is not None
        assert (log.position(one.name) or {})["client"] == first["client"]
        assert json.dumps(first)
