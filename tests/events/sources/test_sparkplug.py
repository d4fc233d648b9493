"""Sparkplug B: the bytes as the specification has them, and what a node's messages come to."""

from __future__ import annotations

import json
import re
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("google.protobuf")

from plantwright.events.sources import sparkplug
from plantwright.events.sources.messages import Message, Read, Reader
from plantwright.events.sources.sparkplug import Metric, NotSparkplugError, Payload, decode, encode
from plantwright.events.sources.sparkplug_node import Node, Topic

TIME = 1_764_115_200_000
"""2025-11-26T00:00:00Z [ms]."""
NAMES = {"Cell": "DataSetValue"}
"""Messages that the specification calls otherwise."""
KINDS = {"uint32": "u32", "uint64": "u64", "string": "str", "bool": "bool", "float": "float", "double": "double",
         "bytes": "bytes"}  # fmt: skip


def specified(text: str) -> dict[str, dict[int, tuple[str, str]]]:
    """Return the fields of every message of a .proto file, by number."""
    found: dict[str, dict[int, tuple[str, str]]] = {}
    open_names: list[str] = []
    for line in re.sub(r"//.*", "", text).splitlines():
        opened = re.search(r"\b(message|enum|oneof)\s+(\w+)\s*{", line)
        field = re.search(r"(optional|repeated)?\s*\b(\w+)\s+(\w+)\s*=\s*(\d+);", line)
        if opened:
            open_names.append("" if opened[1] == "oneof" else opened[2])
        elif field and open_names:
            owner = next(name for name in reversed(open_names) if name)
            kind = f"{'*' if field[1] == 'repeated' else ''}{KINDS.get(field[2], field[2])}"
            found.setdefault(owner, {})[int(field[4])] = (field[3], kind)
        if "}" in line and open_names:
            open_names.pop()
    return found


def test_the_fields_are_those_of_the_specification(shared_data: Path) -> None:
    """Every field that is read has the number, name, kind and repetition that Eclipse Tahu's file gives it."""
    wanted = specified((shared_data / "sparkplug_b_spec" / "sparkplug_b.proto").read_text(encoding="utf-8"))
    for name, fields in sparkplug._MESSAGES.items():
        theirs = wanted[NAMES.get(name, name)]
        mine = {number: (title, kind.replace("Cell", "DataSetValue")) for number, (title, kind) in fields.items()}
        assert {number: theirs[number] for number in mine} == mine, name


def test_the_data_types_are_those_of_the_specification(shared_data: Path) -> None:
    """Signed integers, times and arrays have the indexes of Eclipse Tahu's list of data types."""
    text = (shared_data / "sparkplug_b_spec" / "sparkplug_b.proto").read_text(encoding="utf-8")
    index = {name: int(number) for name, number in re.findall(r"^\s+(\w+)\s*=\s*(\d+);", text, re.MULTILINE)}
    signed = {index[f"Int{bits}"]: bits for bits in (8, 16, 32, 64)}
    letters = zip(("Int", "UInt"), ("bhiq", "BHIQ"), strict=True)
    arrays = {index[f"{kind}{8 << k}Array"]: sign for kind, signs in letters for k, sign in enumerate(signs)}
    arrays |= {index["FloatArray"]: "f", index["DoubleArray"]: "d"}
    others = tuple(index[name] for name in ("DateTime", "BooleanArray", "StringArray", "DateTimeArray"))
    assert (signed, arrays) == (sparkplug._SIGNED, sparkplug._ARRAYS)
    assert others == (sparkplug._DATETIME, sparkplug._BOOLEANS, sparkplug._STRINGS, sparkplug._DATETIMES)


def varint(number: int) -> bytes:
    """Return a number as protobuf writes it."""
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def field(number: int, content: bytes | int) -> bytes:
    """Return a field as the wire has it: a number, or bytes with their length."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def metric(*fields: bytes) -> bytes:
    """Return the bytes of a payload with one metric, number 3 of its node."""
    return field(1, TIME) + field(2, b"".join(fields)) + field(3, 3)


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (1, field(10, 0xFF), -1),
        (2, field(10, 0xFFFE), -2),
        (3, field(10, 0xFFFFFFFD), -3),
        (3, field(10, 5), 5),
        (4, field(11, (1 << 64) - 4), -4),
        (8, field(11, 1 << 63), 1 << 63),
        (9, varint(12 << 3 | 5) + struct.pack("<f", 2.3), 2.3),
        (10, varint(13 << 3 | 1) + struct.pack("<d", 0.1), 0.1),
        (11, field(14, 1), True),
        (12, field(15, "läuft".encode()), "läuft"),
        (13, field(11, TIME), "2025-11-26T00:00:00.000Z"),
        (12, field(7, 1), None),
        (17, field(16, b"\x01\x02"), "AQI="),
        (22, field(16, b"\xff\x01"), "[-1, 1]"),
        (24, field(16, struct.pack("<2i", -1, 7)), "[-1, 7]"),
        (24, field(16, b"\x01"), "AQ=="),
        (32, field(16, b"\x03\x00\x00\x00\xa0"), "[true, false, true]"),
        (33, field(16, b"run\0idle\0"), '["run", "idle"]'),
        (34, field(16, struct.pack("<q", TIME)), '["2025-11-26T00:00:00.000Z"]'),
    ],
)
def test_bytes_made_by_hand_are_read(kind: int, value: bytes, told: object) -> None:
    """Values laid out by the rules of the wire alone come out as the specification means them."""
    found = decode(metric(field(1, b"tag"), field(3, TIME + 1), field(4, kind), value))
    assert found == Payload(TIME, 3, (Metric("tag", None, TIME + 1, kind, told),))  # type: ignore[arg-type]


def test_templates_and_tables_are_opened() -> None:
    """The metrics of a template carry its name before theirs; a data set is one value, as JSON."""
    inner = field(1, b"count") + field(4, 3) + field(10, 5)
    found = decode(metric(field(1, b"Motor"), field(4, 19), field(18, field(2, inner))))
    assert [(one.name, one.value) for one in found.metrics] == [("Motor/count", 5)]
    row = field(1, field(1, 0xFFFFFFFF)) + field(1, field(6, b"a"))
    table = field(1, 2) + field(2, b"n") + field(2, b"s") + field(3, 3) + field(3, 12) + field(4, row)
    (one,) = decode(metric(field(1, b"table"), field(4, 16), field(17, table))).metrics
    assert json.loads(str(one.value)) == {"columns": ["n", "s"], "rows": [[-1, "a"]]}


def test_what_is_no_payload_is_told() -> None:
    """Bytes of something else are no Sparkplug."""
    with pytest.raises(NotSparkplugError):
        decode(b"hello there")


def test_fields_that_are_not_known_are_passed_over() -> None:
    """Extensions of others do no harm."""
    assert decode(field(1, TIME) + field(99, b"new")).time == TIME


class Plant:
    """What a recorder knows and hears."""

    def __init__(self, *topics: str) -> None:
        self.reader = Reader(topics or ("spBv1.0/#",))
        self.position: dict[str, str] = {}
        self.number = 0

    def hears(self, topic: str, payload: Payload, second: float = 0.0) -> Read:
        """Return what comes of a message."""
        self.number += 1
        now = datetime.fromtimestamp(TIME / 1000 + 60 + second, UTC)
        message = Message(f"spBv1.0/{topic}", encode(payload), 1, self.number, False, now)
        read = self.reader.read([message], self.position)
        self.position |= read.marks
        return read

    def birth(self, at: int = TIME, session: int = 0, **aliases: int) -> Read:
        """Let the node be born with tags."""
        metrics = [Metric("bdSeq", None, None, 4, session), Metric("Node Control/Rebirth", None, None, 11, False)]
        metrics += [Metric(name, alias, None, 3, 0) for name, alias in aliases.items()]
        return self.hears("g/NBIRTH/press", Payload(at, 0, tuple(metrics)))

    def data(self, seq: int, alias: int, value: int, at: int | None = None, second: float = 0.0) -> Read:
        """Let the node say a value."""
        sent = TIME + 1000 * seq if at is None else at
        return self.hears("g/NDATA/press", Payload(sent, seq, (Metric(None, alias, None, 0, value),)), second)


def told(read: Read) -> list[tuple[str | None, str | None]]:
    """Return tags and values."""
    return [(row["tag"], row["value"]) for row in read.rows]


def test_aliases_are_names_and_values_have_the_type_of_the_birth() -> None:
    """After a birth an alias alone says which tag it is, and a negative number is one."""
    plant = Plant()
    assert told(plant.birth(count=7)) == [("online", "true"), ("count", "0")]
    read = plant.data(1, 7, -5)
    assert read.rows == [{"time": "2025-11-26T00:00:01.000Z", "station": "g/press", "tag": "count", "value": "-5"}]
    assert (read.notes, read.commands) == ([], [])


def test_a_gap_is_noted_and_the_node_asked_for_its_names() -> None:
    """Missing numbers are counted, the node is asked to be born again, and not asked twice within seconds."""
    plant = Plant()
    plant.birth(count=7)
    read = plant.data(4, 7, 1)
    assert read.notes == ["g/press: 3 messages are missing after number 0; the node is asked for its names"]
    ((topic, command),) = read.commands
    assert topic == "spBv1.0/g/NCMD/press"
    assert [(one.name, one.value) for one in decode(command).metrics] == [("Node Control/Rebirth", True)]
    assert plant.data(9, 7, 1, second=1).commands == []
    assert plant.data(14, 7, 1, second=10).notes == [
        "g/press: 4 messages are missing after number 9; the node is asked for its names"
    ]


def test_numbers_turn_over_at_256() -> None:
    """After 255 comes 0, and nothing is missing."""
    plant = Plant()
    plant.birth(count=7)
    for seq in range(1, 300):
        assert plant.data(seq % 256, 7, seq, at=TIME + seq).notes == []


def test_a_message_that_comes_again_changes_nothing() -> None:
    """An old message is known by what it had, and neither a gap nor a new birth is seen in it."""
    plant = Plant()
    born = plant.birth(count=7)
    first = plant.data(1, 7, 1)
    plant.birth(at=TIME + 9000, session=1, pieces=7)
    again = plant.birth(count=7)
    assert (again.ids, again.notes) == (born.ids, [])
    assert plant.data(1, 7, 1).ids == first.ids
    assert told(plant.data(1, 7, 3, at=TIME + 9001)) == [("pieces", "3")]


def test_a_tag_whose_name_is_not_known_is_recorded_all_the_same() -> None:
    """Before a birth is heard the alias stands for the name, and the node is asked."""
    read = Plant().data(5, 7, 1)
    assert told(read) == [("alias 7", "1")]
    assert "its birth was not heard; the names of 1 tags are not known yet" in read.notes[0]
    assert len(read.commands) == 1


def test_devices_are_stations_of_their_own() -> None:
    """A device has its node's name before its own, and shares its numbers and aliases."""
    plant = Plant()
    plant.birth()
    read = plant.hears("g/DBIRTH/press/arm", Payload(TIME + 1, 1, (Metric("grip", 9, None, 11, True),)))
    assert [(row["station"], row["tag"], row["value"]) for row in read.rows] == [
        ("g/press/arm", "online", "true"),
        ("g/press/arm", "grip", "true"),
    ]
    read = plant.hears("g/DDATA/press/arm", Payload(TIME + 2, 2, (Metric(None, 9, None, 0, False),)))
    assert (told(read), read.notes) == ([("grip", "false")], [])
    read = plant.hears("g/DDEATH/press/arm", Payload(TIME + 3, 3, ()))
    assert (told(read), read.notes) == ([("online", "false")], [])


def test_a_node_dies_once_and_at_the_time_it_is_heard() -> None:
    """A death of the connection that is on counts; that of one which the node has left is passed over."""
    plant = Plant()
    plant.birth(session=4)
    died = plant.hears("g/NDEATH/press", Payload(TIME - 5000, None, (Metric("bdSeq", None, None, 4, 3),)))
    assert died.rows == []
    died = plant.hears("g/NDEATH/press", Payload(TIME - 5000, None, (Metric("bdSeq", None, None, 4, 4),)))
    assert died.rows == [{"time": "2025-11-26T00:01:00.000Z", "station": "g/press", "tag": "online", "value": "false"}]
    assert Node.of(plant.position["g/press"]).seq is None


def test_what_asks_not_to_be_kept_is_not() -> None:
    """Transient metrics are left out, historical ones have their own time."""
    plant = Plant()
    plant.birth(count=7)
    metrics = (
        Metric("passing", None, None, 3, 1, transient=True),
        Metric("count", None, TIME - 1000, 3, 2, historical=True),
    )
    read = plant.hears("g/NDATA/press", Payload(TIME + 1, 1, metrics))
    assert [(row["tag"], row["time"]) for row in read.rows] == [("count", "2025-11-25T23:59:59.000Z")]


@pytest.mark.parametrize(
    ("topic", "stations"),
    [
        ("spBv1.0/#", ["g/press", "g/press/arm"]),
        ("spBv1.0/g/#", ["press", "press/arm"]),
        ("spBv1.0/g/+/press/#", ["press", "arm"]),
        ("spBv1.0/+/+/+/+", ["g/press", "g/press/arm"]),
    ],
)
def test_a_station_is_called_by_what_the_subscription_leaves_open(topic: str, stations: list[str]) -> None:
    """What is the same for all that is subscribed to is no part of a station's name."""
    reader = Reader([topic])
    asked = [Topic("g", "NDATA", "press"), Topic("g", "DDATA", "press", "arm")]
    assert [reader._station(one) for one in asked] == stations


def test_what_is_no_payload_is_noted() -> None:
    """A message that cannot be read is told of, and the others are read."""
    plant = Plant()
    bad = Message("spBv1.0/g/NDATA/press", b"hello there", 1, 1, False, datetime.now(UTC))
    read = plant.reader.read([bad], {})
    assert (read.rows, read.notes) == ([], ["spBv1.0/g/NDATA/press: a message that is no Sparkplug B was left out"])


def test_commands_and_states_of_hosts_are_no_rows() -> None:
    """Only what nodes and devices say of themselves is recorded."""
    topics = ["spBv1.0/g/NCMD/press", "spBv1.0/STATE/host", "spBv1.0/g/NDATA", "other/g/NDATA/press"]
    assert [Topic.of(one) for one in topics] == [None] * 4
    told = [Message(one, b"1", 1, 1, False, datetime.now(UTC)) for one in topics[:3]]
    assert Reader(["spBv1.0/#"]).read(told, {}).rows == []
