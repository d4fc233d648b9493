"""Messages in JSON: what becomes a row, and what a message is known by."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

pytest.importorskip("google.protobuf")

from plantwright.events.sources.json_rows import identity, parsed, rows_of
from plantwright.events.sources.messages import RECENT, REMEMBERED, Message, Read, Reader

NOW = datetime(2025, 11, 26, 3, 4, 5, tzinfo=UTC)
SOON = "2025-11-26T03:04:05.000Z"


def message(
    payload: object, *, topic: str = "plant/press/x", number: int = 1, again: bool = False, qos: int = 1
) -> Message:
    """Return a message."""
    content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return Message(topic, content, qos, number, again, NOW)


def rows(payload: object, topic: str = "plant/press/x", subscribed: str = "plant/+/x") -> list[dict[str, str | None]]:
    """Return the rows of one message."""
    return Reader([subscribed]).read([message(payload, topic=topic)], {}).rows


def test_numbers_and_states_are_tags_of_a_station() -> None:
    """Each value of a message without an order is a row of time, station, tag and value."""
    found = rows({"timestamp_ms": 1_764_115_200_123, "count": 5, "state": "run", "motor": {"on": True}, "none": None})
    assert [(row["tag"], row["value"]) for row in found] == [
        ("count", "5"), ("state", "run"), ("motor.on", "true"), ("none", None),
    ]  # fmt: skip
    assert {(row["time"], row["station"]) for row in found} == {("2025-11-26T00:00:00.123Z", "press")}


def test_an_order_makes_a_row_of_the_message_as_it_stands() -> None:
    """What speaks of an order, a product or a step is kept in one row, with the station of its topic."""
    told = {"order": "O1", "operation": "press", "start": "2025-11-26T00:00:00Z", "qty": 5}
    assert rows(told) == [
        {
            "order": "O1",
            "operation": "press",
            "start": "2025-11-26T00:00:00Z",
            "qty": "5",
            "time": SOON,
            "station": "press",
        }
    ]


def test_a_message_that_names_its_tag_is_one_row() -> None:
    """Tag and value under other names are put under ours; its own machine is the station."""
    told = {"name": "count", "val": 3, "machine": "P7", "ts": "2025-11-26 00:00:00"}
    assert rows(told) == [{"tag": "count", "value": "3", "station": "P7", "time": "2025-11-26 00:00:00"}]


def test_a_list_is_several_messages() -> None:
    """Events sent together are rows of their own."""
    assert [row["order"] for row in rows([{"order": "1"}, {"order": "2"}])] == ["1", "2"]


@pytest.mark.parametrize(("payload", "value"), [(b"12.5", "12.5"), (b"true", "true"), (b"running", "running")])
def test_a_bare_value_is_a_tag_called_by_its_topic(payload: bytes, value: str) -> None:
    """A number or a word alone belongs to the last level of its topic, at the time it came."""
    assert rows(payload, "plant/press/count", "plant/#") == [
        {"time": SOON, "station": "press", "tag": "count", "value": value}
    ]


@pytest.mark.parametrize(
    ("topic", "subscribed", "station"),
    [
        ("plant/a/press/x", "plant/+/+/x", "a/press"),
        ("plant/a/press/x", "plant/a/#", "press/x"),
        ("plant/a/press/x", "plant/a/press/x", "plant/a/press/x"),
    ],
)
def test_a_station_is_what_the_subscription_leaves_open(topic: str, subscribed: str, station: str) -> None:
    """What wildcards stand for says where a message came from; without any, its whole topic does."""
    assert rows({"count": 1}, topic, subscribed)[0]["station"] == station


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (1_764_115_200, "2025-11-26T00:00:00.000Z"),
        (1_764_115_200_000, "2025-11-26T00:00:00.000Z"),
        (1_764_115_200_000_000, "2025-11-26T00:00:00.000Z"),
        (1_764_115_200_000_000_000, "2025-11-26T00:00:00.000Z"),
        ("26.11.2025 01:00", "26.11.2025 01:00"),
        (12, "12"),
    ],
)
def test_counts_since_1970_become_times(value: object, time: str) -> None:
    """Seconds, milli-, micro- and nanoseconds are told apart by their size; text stays as it is."""
    assert rows({"time": value, "count": 1})[0]["time"] == time


@pytest.mark.parametrize(
    ("payload", "known_by"),
    [
        ({"id": 7, "count": 1}, "7"),
        ({"messageId": "a", "count": 1}, "a"),
        ({"time": "2025-11-26T00:00:00.123Z", "count": 1}, ""),
        ({"ts": 1_764_115_200_123, "count": 1}, ""),
        ({"time": "2025-11-26T00:00:00Z", "count": 1}, None),
        ({"ts": 1_764_115_200, "count": 1}, None),
        ({"count": 1}, None),
        (5, None),
    ],
)
def test_what_a_message_is_known_by(payload: object, known_by: str | None) -> None:
    """Its id; else all of it where it has a time of milliseconds; a whole second is too coarse to tell two apart."""
    assert identity(payload) == known_by


def test_a_repeated_packet_counts_once_and_a_like_message_twice() -> None:
    """Without an identity the broker's word that it repeats a packet decides, also after a restart of the recorder."""
    reader = Reader(["#"])
    first = reader.read([message(5, number=1), message(5, number=2)], {})
    assert len(first.rows) == 2
    again = Reader(["#"]).read([message(5, number=2, again=True), message(5, number=3, again=True)], first.marks)
    assert len(again.rows) == 1
    assert json.loads(again.marks[RECENT])[-1][0] == 3


def test_a_known_message_has_the_id_it_had() -> None:
    """A message with a time or an id is known by it, whatever packet it comes in; another topic is another message."""
    told = {"ts": 1_764_115_200_123, "a": 1, "b": 2}

    def ids(read: Read) -> list[str | None]:
        return read.ids

    reader = Reader(["#"])
    first, again = (ids(reader.read([message(told, number=k)], {})) for k in (1, 2))
    assert first == again
    assert len(set(first)) == 2
    assert ids(reader.read([message(told, topic="other/x")], {})) != first
    assert RECENT not in reader.read([message(told)], {}).marks


def test_what_is_remembered_is_bounded() -> None:
    """The position of a source of bare numbers does not grow without end."""
    read = Reader(["#"]).read([message(k, number=k) for k in range(REMEMBERED + 50)], {})
    assert len(json.loads(read.marks[RECENT])) == REMEMBERED


def test_messages_without_a_promise_are_never_repeated() -> None:
    """At quality of service 0 a broker sends once; like messages are two."""
    read = Reader(["#"]).read([message(5, number=0, qos=0), message(5, number=0, qos=0)], {})
    assert (len(read.rows), read.marks) == (2, {})


def test_what_is_no_json_is_text() -> None:
    """Bytes of any kind are read, and nothing fails."""
    assert parsed(b"\xff\xfe") == "��"
    assert rows_of(parsed(b""), "a/b", "a", NOW)[0]["value"] == ""
