"""Event logs in XES, the exchange format of process mining (IEEE 1849)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from plantwright.events.sheets.bombs import refuse_declarations, unpacked
from plantwright.events.sheets.sheet import NotATableError, Sheet, cell, of_rows, refuse_wide

CASE = "case "
"""What begins the names of the attributes of a trace."""


def is_xes(head: bytes) -> bool:
    """Tell whether a file's first bytes are those of XES, whatever its name."""
    return b"<log" in head and (b"xes" in head or b"<trace" in head)


def xes_sheet(path: Path) -> Sheet:
    """Return the events of a log, one row an event; attributes of the trace are repeated in each of its events.

    Raises
    ------
    NotATableError
        It is no XES, holds no events, or was made to swell.
    """
    content = unpacked(path) if path.suffix.lower() == ".gz" else path.read_bytes()
    refuse_declarations(content[:100_000], path)
    events = list(_events(content, path))
    names = list(dict.fromkeys(name for event in events for name in event))
    if not events:
        raise NotATableError("no event in the log", "traces with events are needed")
    refuse_wide(len(names))
    return of_rows("", names, [[event.get(name) for name in names] for event in events])


def _events(content: bytes, path: Path) -> Iterator[dict[str, str | None]]:
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415  # only XES needs it

    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    try:
        for _, element in iterparse(io.BytesIO(content), forbid_dtd=True):
            if _tag(element) == "trace":
                yield from _of_trace(element)
                element.clear()
    except DefusedXmlException:
        raise NotATableError(f"{path.name} declares XML entities", "none may be declared", "export it anew") from None
    except ParseError as error:
        raise NotATableError(f"no XES ({error})", "an XML file with traces and events is needed") from None


def _of_trace(trace: object) -> Iterator[dict[str, str | None]]:
    told = {CASE + name: value for name, value in _attributes(trace)}
    for child in trace:  # type: ignore[attr-defined]
        if _tag(child) == "event":
            yield told | dict(_attributes(child))


def _attributes(element: object) -> Iterator[tuple[str, str | None]]:
    for child in element:  # type: ignore[attr-defined]
        key, value = child.get("key"), child.get("value")
        if key and value is not None:
            yield key, cell(value)


def _tag(element: object) -> str:
    return str(element.tag).rpartition("}")[2]  # type: ignore[attr-defined]
