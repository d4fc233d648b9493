"""Messages of a broker as rows, each with what it is known by, so that one that is delivered twice counts once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from plantwright.events.sources.contract import Position
from plantwright.events.sources.json_rows import Row, identity, parsed, rows_of
from plantwright.events.sources.sparkplug import Metric, NotSparkplugError, Payload, decode, encode
from plantwright.events.sources.sparkplug_node import NAMESPACE, REBIRTH, Node, Topic, hear

RECENT = "recent"
"""The mark of the last messages that nothing but their packet tells apart."""
REMEMBERED = 1_000
PAUSE = timedelta(seconds=5)
"""How long a node that was asked for its names is given to tell them [s]."""

_BOOLEAN = 11


@dataclass(frozen=True)
class Message:
    """A message as it came."""

    topic: str
    payload: bytes
    qos: int
    number: int
    """Its packet's; one that is sent again has it again."""
    again: bool
    """The broker says that it sends it again."""
    received: datetime

    def digest(self) -> str:
        """Return what tells its topic and content from all others."""
        return hashlib.blake2b(self.topic.encode() + b"\0" + self.payload, digest_size=12).hexdigest()


@dataclass
class Read:
    """What came of some messages."""

    rows: list[Row] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    commands: list[tuple[str, bytes]] = field(default_factory=list)
    """What is to be published: topics and payloads."""

    def add(self, rows: Iterable[Row], known_by: str | None) -> None:
        """Add the rows of one message."""
        for place, row in enumerate(rows):
            self.rows.append(row)
            self.ids.append(f"{known_by}/{place}" if known_by else None)


@dataclass(frozen=True)
class _Said:
    """What was said before these messages, and by those of them that were read already."""

    since: Position
    recent: list[list[object]]
    nodes: dict[str, Node] = field(default_factory=dict)


class Reader:
    """Makes rows of messages, with what was said before as it stands in the position."""

    def __init__(self, topics: Sequence[str]) -> None:
        self._filters = [one.split("/") for one in topics]
        self._asked: dict[str, datetime] = {}

    def read(self, messages: Iterable[Message], since: Position) -> Read:
        """Return what messages say, in their order."""
        read, said = Read(), _Said(since, json.loads(since.get(RECENT, "[]")))
        kept = len(said.recent)
        for one in messages:
            topic = Topic.of(one.topic)
            if topic is None and one.topic.startswith(f"{NAMESPACE}/"):
                continue  # commands, ours among them, and what hosts say of themselves
            if topic is None:
                self._json(one, read, said.recent)
            else:
                self._sparkplug(one, topic, read, said)
        read.marks.update({name: node.text() for name, node in said.nodes.items()})
        if len(said.recent) > kept:
            read.marks[RECENT] = json.dumps(said.recent[-REMEMBERED:])
        return read

    def _json(self, one: Message, read: Read, recent: list[list[object]]) -> None:
        message = parsed(one.payload)
        known_by = identity(message)
        if known_by is None and _repeated(one, recent):
            return
        place = self.place(one.topic.split("/")) or one.topic
        told = None if known_by is None else f"{one.topic} {known_by}" if known_by else one.digest()
        read.add(rows_of(message, one.topic, place, one.received), told)

    def _sparkplug(self, one: Message, topic: Topic, read: Read, said: _Said) -> None:
        name = f"{topic.group}/{topic.node}"
        node = said.nodes.get(name) or Node.of(said.since.get(name))
        try:
            payload = decode(one.payload, node.types)
        except NotSparkplugError:
            read.notes.append(f"{one.topic}: a message that is no Sparkplug B was left out")
            return
        if payload.time is None and _repeated(one, said.recent):
            return
        heard = hear(node, topic, payload, self._station(topic), one.received)
        said.nodes[name] = heard.node
        read.add(heard.rows, None if payload.time is None else one.digest())
        if heard.asks:
            self._ask(topic, one.received, heard.note, read)

    def _ask(self, topic: Topic, now: datetime, note: str, read: Read) -> None:
        asked = self._asked.get(topic.command())
        if asked is not None and now - asked < PAUSE:
            return
        self._asked[topic.command()] = now
        moment = int(now.timestamp() * 1000)
        read.notes.append(note)
        metric = Metric(REBIRTH, None, moment, _BOOLEAN, True)
        read.commands.append((topic.command(), encode(Payload(moment, None, (metric,)))))

    def _station(self, topic: Topic) -> str:
        parts = [topic.group, topic.node, *([topic.device] if topic.device else [])]
        told = self.place(["", topic.group, "", *parts[1:]], ignored=(0, 2))
        return told or parts[-1]

    def place(self, levels: Sequence[str], ignored: Sequence[int] = ()) -> str:
        """Return the levels of a topic that the subscription left open: they say where a message came from."""
        for wanted in self._filters:
            found = _open_levels(wanted, levels, ignored)
            if found is not None:
                return "/".join(found)
        return "/".join(level for place, level in enumerate(levels) if place not in ignored)


def _repeated(one: Message, recent: list[list[object]]) -> bool:
    """Tell whether the broker sends a message again that was read; else remember it."""
    packet: list[object] = [one.number, one.digest()]
    if one.qos == 0 or (one.again and packet in recent):
        return one.qos > 0
    recent.append(packet)
    return False


def _open_levels(wanted: Sequence[str], levels: Sequence[str], ignored: Sequence[int]) -> list[str] | None:
    """Return the levels that wildcards stand for; None where the filter is another's."""
    found: list[str] = []
    for place, level in enumerate(levels):
        sign = wanted[place] if place < len(wanted) else None
        if sign == "#":
            return found + [one for later, one in enumerate(levels) if later >= place and later not in ignored]
        if place in ignored:
            continue
        if sign == "+":
            found.append(level)
        elif sign != level:
            return None
    return found if len(wanted) == len(levels) or list(wanted[len(levels) :]) == ["#"] else None
