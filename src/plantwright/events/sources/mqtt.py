"""Messages of an MQTT broker, acknowledged when they are stored; the one file that knows paho."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from plantwright.errors import RecordsError, SourceAwayError
from plantwright.events.sources.contract import Batch, Position, text_table
from plantwright.events.sources.messages import Message, Reader

KEPT = 30 * 86_400
"""How long a broker keeps what comes while no recorder runs [s]."""
AT_ONCE = 1_000
"""Messages that may be on their way to us before the first is acknowledged."""
FIRST, PATIENCE = 1.0, 0.25
"""How long is waited for the first message after a connection, and for any other [s]."""
_LINGER = 0.01
_CONTACT = 5.0

CLIENT, SESSION, BATCH = "client", "session", "batch"
"""Marks: the name by which the broker knows us, that it has our subscription, and the batches stored."""


@dataclass(frozen=True)
class Broker:
    """Where a broker is, and who asks."""

    host: str
    port: int = 1883
    user: str | None = None
    password: str | None = None
    tls: bool = False
    version: str = "5"
    """``5`` or ``3.1.1``."""


class MqttSource:
    """The messages of topics: Sparkplug B where the topic says so, else JSON or plain values.

    Parameters
    ----------
    broker
        Where they come from.
    topics
        What to subscribe to; ``+`` and ``#`` stand for what says where a message came from.
    """

    def __init__(self, broker: Broker, topics: Sequence[str]) -> None:
        self._broker, self._topics = broker, tuple(topics)
        self.name = f"mqtt://{broker.host}:{broker.port} {' '.join(self._topics)}"
        self._reader = Reader(self._topics)
        self._client: paho.Client | None = None
        self._came: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._again: deque[Message] = deque()
        self._lent: list[tuple[int, list[Message]]] = []
        self._ready = threading.Event()
        self._known = self._new = False
        self._refused = ""
        self._notes: list[str] = []

    def close(self) -> None:
        """Leave the broker, which goes on keeping what comes."""
        if self._client is not None:
            self._client.disconnect()
            self._client.loop_stop()
            self._client = None

    def read(self, since: Position | None) -> Batch:
        """Return the messages that have come, after acknowledging those that are stored."""
        if since is None or CLIENT not in since:
            self._demand_contact()
            # stored before it is used, or the broker would keep messages for a name nobody has
            return Batch(text_table([]), {CLIENT: f"plantwright-{uuid4().hex[:11]}"}, more=True)
        number = int(since.get(BATCH, 0))
        self._settle(number)
        self._connect(since)
        messages = self._waited()
        if self._refused:
            raise RecordsError(f"{self.name}: refused by the broker ({self._refused}); check user, password and topics")
        marks = {} if SESSION in since or not self._known else {SESSION: "kept"}
        return self._batch(messages, since, number + 1, marks)

    def _batch(self, messages: list[Message], since: Position, number: int, marks: dict[str, str]) -> Batch:
        if not messages:
            if not self._ready.wait(_CONTACT):
                raise SourceAwayError(f"{self.name}: the broker does not answer")
            return Batch(text_table([]), marks, notes=self._said())
        self._lent.append((number, messages))
        read = self._reader.read(messages, since)
        for topic, payload in read.commands:
            self._publish(topic, payload)
        notes = (*self._said(), *read.notes)
        return Batch(
            text_table(read.rows), {**read.marks, **marks, BATCH: str(number)}, read.ids, more=True, notes=notes
        )

    def _said(self) -> tuple[str, ...]:
        notes, self._notes = tuple(self._notes), []
        return notes

    def _settle(self, number: int) -> None:
        """Acknowledge what is stored; what was read and is not comes again."""
        lost = [message for batch, messages in self._lent if batch > number for message in messages]
        for batch, messages in self._lent:
            if batch <= number:
                self._acknowledge(messages)
        self._lent = []
        self._again.extendleft(reversed(lost))

    def _acknowledge(self, messages: Iterable[Message]) -> None:
        for one in messages:
            if one.qos and self._client is not None:
                self._client.ack(one.number, one.qos)

    def _waited(self) -> list[Message]:
        """Return what has come, after waiting a moment for the first of it."""
        found: list[Message] = []
        until = time.monotonic() + (FIRST if self._new else PATIENCE)
        self._new = False
        while len(found) < AT_ONCE:
            try:
                found.append(
                    self._again.popleft() if self._again else self._came.get(timeout=max(until - time.monotonic(), 0))
                )
            except queue.Empty:
                break
            until = min(until, time.monotonic() + _LINGER)
        return found

    def _demand_contact(self) -> None:
        try:
            socket.create_connection((self._broker.host, self._broker.port), timeout=_CONTACT).close()
        except OSError as error:
            raise SourceAwayError(f"{self.name}: the broker does not answer ({error.strerror or error})") from None

    def _connect(self, since: Position) -> None:
        if self._client is not None:
            return
        self._known = SESSION in since
        client = self._made(since[CLIENT])
        try:
            client.connect(self._broker.host, self._broker.port, keepalive=30, **self._kept())
        except OSError as error:
            raise SourceAwayError(f"{self.name}: the broker does not answer ({error.strerror or error})") from None
        self._client, self._new = client, True
        client.loop_start()
        self._ready.wait(_CONTACT)

    def _made(self, name: str) -> paho.Client:
        newer = self._is_newer()
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=name,
            clean_session=None if newer else False,
            protocol=MQTTProtocolVersion.MQTTv5 if newer else MQTTProtocolVersion.MQTTv311,
            manual_ack=True,
        )
        client.reconnect_delay_set(min_delay=1, max_delay=5)
        if self._broker.user:
            client.username_pw_set(self._broker.user, self._broker.password)
        if self._broker.tls:
            client.tls_set()
        client.on_connect, client.on_disconnect = self._on_connect, self._on_disconnect
        client.on_subscribe, client.on_message = self._on_subscribe, self._on_message
        return client

    def _is_newer(self) -> bool:
        return self._broker.version == "5"

    def _kept(self) -> dict[str, Any]:
        """Return what asks a broker to keep our session when we are away."""
        if not self._is_newer():
            return {}
        asked = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        asked.SessionExpiryInterval, asked.ReceiveMaximum = KEPT, AT_ONCE
        return {"clean_start": False, "properties": asked}

    def _subscribe(self, client: paho.Client) -> None:
        if self._is_newer():
            # what a broker retains is told with the first subscription only
            client.subscribe([(one, SubscribeOptions(qos=1, retainHandling=1)) for one in self._topics])
        else:
            client.subscribe([(one, 1) for one in self._topics])

    def _publish(self, topic: str, payload: bytes) -> None:
        if self._client is not None:
            self._client.publish(topic, payload)

    def _on_connect(
        self, client: paho.Client, _: object, flags: paho.ConnectFlags, code: ReasonCode, *__: object
    ) -> None:
        if code.is_failure:
            self._refused = str(code)
            self._ready.set()
            return
        if self._known and flags.session_present:
            self._ready.set()
            return
        if self._known:
            self._notes.append(f"{self.name} had forgotten us: what was sent meanwhile is missing")
        self._subscribe(client)

    def _on_subscribe(self, _: paho.Client, __: object, ___: int, codes: list[ReasonCode], *____: object) -> None:
        self._refused = "; ".join(str(one) for one in codes if one.is_failure)
        self._known = not self._refused
        self._ready.set()

    def _on_disconnect(self, *_: object) -> None:
        self._ready.clear()

    def _on_message(self, _: paho.Client, __: object, came: paho.MQTTMessage) -> None:
        message = Message(came.topic, bytes(came.payload), came.qos, came.mid, came.dup, datetime.now(UTC))
        self._came.put(message)
