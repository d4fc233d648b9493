"""What a Sparkplug edge node has said of itself, and the rows that its messages make with that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Self

from plantwright.events.sources.json_rows import Row
from plantwright.events.sources.sparkplug import Metric, Payload, time_text

NAMESPACE = "spBv1.0"
BIRTHS, DATA, DEATHS = ("NBIRTH", "DBIRTH"), ("NDATA", "DDATA"), ("NDEATH", "DDEATH")
REBIRTH = "Node Control/Rebirth"
ONLINE = "online"
"""The tag that says whether a node or device is there."""

_SESSION = "bdSeq"
_CONTROLS = (_SESSION, "Node Control/", "Device Control/")
_NUMBERS = 256


@dataclass(frozen=True)
class Topic:
    """Where a Sparkplug message came from."""

    group: str
    kind: str
    node: str
    device: str | None = None

    @classmethod
    def of(cls, topic: str) -> Self | None:
        """Return the parts of a topic; None where it is none of a node's or device's messages."""
        space, *parts = topic.split("/")
        if space != NAMESPACE or len(parts) not in (3, 4) or parts[1] not in (*BIRTHS, *DATA, *DEATHS):
            return None
        return cls(*parts)

    def command(self) -> str:
        """Return the topic of commands to its node."""
        return f"{NAMESPACE}/{self.group}/NCMD/{self.node}"


@dataclass(frozen=True)
class Node:
    """An edge node: the names behind its aliases, and the number of its last message."""

    names: dict[str, str] = field(default_factory=dict)
    """Names by alias."""
    types: dict[str, int] = field(default_factory=dict)
    """Data types by alias, and by name where there is none."""
    born: int = 0
    """When it was last born [ms]."""
    time: int = 0
    """When its last message was sent [ms]."""
    seq: int | None = None
    """None: not born, or dead."""
    session: str | None = None
    """The number of its connection, which its death repeats."""

    def text(self) -> str:
        """Return the node as it is stored."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def of(cls, text: str | None) -> Self:
        """Return a node that was stored, or one of which nothing is known."""
        return cls(**json.loads(text)) if text else cls()


@dataclass(frozen=True)
class Heard:
    """What came of a message."""

    node: Node
    rows: list[Row]
    note: str = ""
    asks: bool = False
    """The node must say its names again."""


def hear(node: Node, topic: Topic, payload: Payload, station: str, received: datetime) -> Heard:
    """Return the rows of a message, and what is known of its node after it."""
    now = int(received.timestamp() * 1000)
    if topic.kind in DEATHS:
        return _death(node, topic, payload, station, now)
    if topic.kind == "NBIRTH":
        return _birth(node, payload, station, now)
    missing, repeated = _missing(node, payload)
    after = node if repeated else replace(node, seq=payload.seq, time=payload.time or now)
    if topic.kind == "DBIRTH":
        after = _named(after, payload)
    rows = list(_rows(after, payload, station, now, birth=topic.kind == "DBIRTH"))
    unknown = [row["tag"] for row in rows if str(row["tag"]).startswith("alias ")]
    told = [_gap(node, missing)] if missing else []
    told += [f"the names of {len(unknown)} tags are not known yet"] if unknown else []
    whole = f"{topic.group}/{topic.node}: {'; '.join(told)}; the node is asked for its names" if told else ""
    return Heard(after, rows, whole, bool(told))


def _birth(node: Node, payload: Payload, station: str, now: int) -> Heard:
    sent = payload.time or now
    session = next((str(one.value) for one in payload.metrics if one.name == _SESSION), None)
    born = _named(Node(born=sent, time=sent, seq=payload.seq, session=session), payload)
    rows = list(_rows(born, payload, station, now, birth=True))
    # an older birth that comes again names nothing anew
    return Heard(born if sent >= node.born else node, rows)


def _death(node: Node, topic: Topic, payload: Payload, station: str, now: int) -> Heard:
    whole = topic.kind == "NDEATH"
    session = next((str(one.value) for one in payload.metrics if one.name == _SESSION), None)
    if whole and session != node.session:
        return Heard(node, [])  # of a connection that the node has left already
    missing, repeated = (0, False) if whole else _missing(node, payload)
    after = replace(node, seq=None) if whole else node if repeated else replace(node, seq=payload.seq)
    # the will of a node was written when it connected: its time is not that of the death
    when = now if whole else payload.time or now
    row: Row = {"time": time_text(when), "station": station, "tag": ONLINE, "value": "false"}
    note = f"{topic.group}/{topic.node}: {_gap(node, missing)}" if missing else ""
    return Heard(after, [row], note, bool(missing))


def _missing(node: Node, payload: Payload) -> tuple[int, bool]:
    """Return how many messages are missing before this one [messages], and whether it is an old one that came again."""
    if node.seq is None or payload.seq is None:
        return (0 if payload.seq is None else 1), False
    sent = payload.time or 0
    if sent < node.time or (payload.seq == node.seq and sent == node.time):
        return 0, True
    return (payload.seq - node.seq - 1) % _NUMBERS, False


def _gap(node: Node, missing: int) -> str:
    if node.seq is None:
        return "its birth was not heard"
    return f"{missing} message{'s are' if missing > 1 else ' is'} missing after number {node.seq}"


def _named(node: Node, payload: Payload) -> Node:
    names = {str(one.alias): one.name for one in payload.metrics if one.alias is not None and one.name}
    types = {str(one.alias) if one.alias is not None else one.name or "": one.datatype for one in payload.metrics}
    return replace(node, names={**node.names, **names}, types={**node.types, **types})


def _rows(node: Node, payload: Payload, station: str, now: int, *, birth: bool) -> Iterator[Row]:
    sent = payload.time or now
    if birth:
        yield {"time": time_text(sent), "station": station, "tag": ONLINE, "value": "true"}
    for one in payload.metrics:
        tag = one.name or node.names.get(str(one.alias)) or f"alias {one.alias}"
        if one.transient or tag.startswith(_CONTROLS):
            continue
        yield {"time": time_text(one.time or sent), "station": station, "tag": tag, "value": _written(one)}


def _written(metric: Metric) -> str | None:
    value = metric.value
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)
