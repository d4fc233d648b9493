"""Sparkplug B payloads: bytes in, metrics out; the one file that knows protobuf.

Field numbers are those of the Sparkplug specification, version 3.0 (Eclipse Foundation, 2022), section 6.4.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError

Value = str | int | float | bool | None

_PACKAGE = "plantwright.sparkplug"
_T = descriptor_pb2.FieldDescriptorProto
_KINDS = {
    "u32": _T.TYPE_UINT32, "u64": _T.TYPE_UINT64, "float": _T.TYPE_FLOAT, "double": _T.TYPE_DOUBLE,
    "bool": _T.TYPE_BOOL, "str": _T.TYPE_STRING, "bytes": _T.TYPE_BYTES,
}  # fmt: skip
_VALUES = {"int_value": "u32", "long_value": "u64", "float_value": "float", "double_value": "double",
           "boolean_value": "bool", "string_value": "str"}  # fmt: skip

_MESSAGES: dict[str, dict[int, tuple[str, str]]] = {
    "Payload": {
        1: ("timestamp", "u64"), 2: ("metrics", "*Metric"), 3: ("seq", "u64"), 4: ("uuid", "str"), 5: ("body", "bytes"),
    },
    "Metric": {
        1: ("name", "str"), 2: ("alias", "u64"), 3: ("timestamp", "u64"), 4: ("datatype", "u32"),
        5: ("is_historical", "bool"), 6: ("is_transient", "bool"), 7: ("is_null", "bool"),
        **{10 + k: (name, kind) for k, (name, kind) in enumerate(_VALUES.items())},
        16: ("bytes_value", "bytes"), 17: ("dataset_value", "DataSet"), 18: ("template_value", "Template"),
    },
    "DataSet": {1: ("num_of_columns", "u64"), 2: ("columns", "*str"), 3: ("types", "*u32"), 4: ("rows", "*Row")},
    "Row": {1: ("elements", "*Cell")},
    "Cell": {1 + k: (name, kind) for k, (name, kind) in enumerate(_VALUES.items())},
    "Template": {
        1: ("version", "str"), 2: ("metrics", "*Metric"), 4: ("template_ref", "str"), 5: ("is_definition", "bool"),
    },
}  # fmt: skip
"""Each message with its fields by number: a name and a kind, ``*`` where it is repeated."""

_SIGNED = {1: 8, 2: 16, 3: 32, 4: 64}
"""Data types of signed integers with their bits; they travel as unsigned ones."""
_DATETIME, _BOOLEANS, _STRINGS, _DATETIMES = 13, 32, 33, 34
_ARRAYS = {22: "b", 23: "h", 24: "i", 25: "q", 26: "B", 27: "H", 28: "I", 29: "Q", 30: "f", 31: "d"}
"""Data types of packed arrays with how ``struct`` unpacks one value, little-endian."""


@dataclass(frozen=True)
class Metric:
    """A tag of a machine with its value at a moment."""

    name: str | None
    alias: int | None
    time: int | None
    """Milliseconds since 1970 [ms]."""
    datatype: int
    value: Value
    transient: bool = False
    historical: bool = False


@dataclass(frozen=True)
class Payload:
    """What one message says."""

    time: int | None
    """When it was sent, in milliseconds since 1970 [ms]."""
    seq: int | None
    """Its number modulo 256 among those of its node."""
    metrics: tuple[Metric, ...] = field(default=())


class NotSparkplugError(ValueError):
    """The bytes are no Sparkplug B payload."""


def decode(content: bytes, types: Mapping[str, int] | None = None) -> Payload:
    """Return what a payload says.

    Parameters
    ----------
    types
        Data types by the name or alias of a metric, for data messages that leave them out.

    Raises
    ------
    NotSparkplugError
        The bytes are something else.
    """
    read = _CLASSES["Payload"]()
    try:
        read.ParseFromString(content)
    except DecodeError as error:
        raise NotSparkplugError(str(error)) from None
    metrics = tuple(found for one in read.metrics for found in _metrics(one, types or {}))
    return Payload(_optional(read, "timestamp"), _optional(read, "seq"), metrics)


def encode(payload: Payload) -> bytes:
    """Return the bytes of a payload; integers, numbers, booleans and text are enough for commands and for tests."""
    made = _CLASSES["Payload"]()
    _set(made, timestamp=payload.time, seq=payload.seq)
    for one in payload.metrics:
        metric = made.metrics.add()
        _set(metric, name=one.name, alias=one.alias, timestamp=one.time, datatype=one.datatype or None)
        _set(metric, is_transient=one.transient or None, is_historical=one.historical or None)
        _put_value(metric, one)
    content: bytes = made.SerializeToString()
    return content


def _metrics(read: Any, types: Mapping[str, int], above: str = "") -> Iterator[Metric]:
    """Iterate over a metric, or over those inside it where it is a template."""
    name, alias = _optional(read, "name"), _optional(read, "alias")
    if read.HasField("template_value"):
        for one in read.template_value.metrics:
            yield from _metrics(one, types, f"{above}{name or alias}/")
        return
    kind = read.datatype or types.get(name or "", 0) or types.get(str(alias), 0)
    value = None if read.is_null else _value(read, kind)
    whole = f"{above}{name}" if name else name
    yield Metric(whole, alias, _optional(read, "timestamp"), kind, value, read.is_transient, read.is_historical)


def _value(read: Any, kind: int) -> Value:
    field_name = read.WhichOneof("value")
    if field_name is None:
        return None
    found = getattr(read, field_name)
    if field_name == "dataset_value":
        return _dataset(found)
    if field_name == "bytes_value":
        return _array(found, kind)
    # the shortest number that a float of four bytes stands for
    return _plain(float(str(np.float32(found))) if field_name == "float_value" else found, kind)


def _plain(found: Any, kind: int) -> Value:
    if kind in _SIGNED:
        bits = _SIGNED[kind]
        low = int(found) & ((1 << bits) - 1)
        return low - (1 << bits) if low >> (bits - 1) else low
    if kind == _DATETIME:
        return time_text(found)
    value: Value = found
    return value


def _dataset(found: Any) -> str:
    kinds = list(found.types) + [0] * len(found.columns)
    rows = [[_value(cell, kind) for cell, kind in zip(row.elements, kinds, strict=False)] for row in found.rows]
    return json.dumps({"columns": list(found.columns), "rows": rows}, default=str)


def _array(content: bytes, kind: int) -> str:
    """Return packed values as JSON, or bytes in base 64 where they are nothing else."""
    try:
        return json.dumps(_unpacked(content, kind), ensure_ascii=False)
    except struct.error:
        return base64.b64encode(content).decode()


def _unpacked(content: bytes, kind: int) -> Any:
    if kind in _ARRAYS:
        return [one for (one,) in struct.iter_unpack(f"<{_ARRAYS[kind]}", content)]
    if kind == _DATETIMES:
        return [time_text(one) for (one,) in struct.iter_unpack("<q", content)]
    if kind == _STRINGS:
        return content.decode(errors="replace").rstrip("\0").split("\0")
    if kind == _BOOLEANS:
        (count,) = struct.unpack("<I", content[:4])
        return [bool(content[4 + k // 8] >> (7 - k % 8) & 1) for k in range(count)]
    raise struct.error


def time_text(milliseconds: int) -> str:
    """Return a moment in milliseconds since 1970 as text, UTC."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _put_value(metric: Any, one: Metric) -> None:
    if one.value is None:
        metric.is_null = True
    elif isinstance(one.value, bool):
        metric.boolean_value = one.value
    elif isinstance(one.value, str):
        metric.string_value = one.value
    elif isinstance(one.value, float):
        metric.double_value = one.value
    elif one.datatype in (4, 8):
        metric.long_value = one.value % (1 << 64)
    else:
        metric.int_value = one.value % (1 << 32)


def _set(message: Any, **values: Any) -> None:
    for name, value in values.items():
        if value is not None:
            setattr(message, name, value)


def _optional(read: Any, name: str) -> Any:
    return getattr(read, name) if read.HasField(name) else None


def _file() -> descriptor_pb2.FileDescriptorProto:
    file = descriptor_pb2.FileDescriptorProto(name="plantwright_sparkplug.proto", package=_PACKAGE, syntax="proto2")
    for name, fields in _MESSAGES.items():
        made = file.message_type.add(name=name)
        if any(title == "int_value" for title, _ in fields.values()):
            made.oneof_decl.add(name="value")
        for number, (title, kind) in fields.items():
            _add_field(made, number, title, kind)
    return file


def _add_field(made: Any, number: int, title: str, kind: str) -> None:
    bare = kind.removeprefix("*")
    label = _T.LABEL_REPEATED if kind.startswith("*") else _T.LABEL_OPTIONAL
    added = made.field.add(name=title, number=number, label=label, type=_KINDS.get(bare, _T.TYPE_MESSAGE))
    if bare not in _KINDS:
        added.type_name = f".{_PACKAGE}.{bare}"
    if title.endswith("_value"):
        added.oneof_index = 0


def _classes() -> dict[str, Any]:
    pool = descriptor_pool.DescriptorPool()
    pool.Add(_file())
    return {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.{name}")) for name in _MESSAGES
    }


_CLASSES = _classes()
