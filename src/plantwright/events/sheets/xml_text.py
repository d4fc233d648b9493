"""Records in XML of any system: an element a record, an element or an attribute a field."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from plantwright.events.sheets.bombs import refuse_declarations
from plantwright.events.sheets.nested import DEEPEST, ITSELF, Tree, sheets_of
from plantwright.events.sheets.sheet import NotATableError, Sheet

_MOST_LEVELS = 2 * DEEPEST


def xml_sheets(content: bytes, path: Path) -> list[Sheet]:
    """Return a table of each list of records in a document.

    Raises
    ------
    NotATableError
        It is no XML, declares entities, is nested too deep, or holds no list of records.
    """
    refuse_declarations(content, path)
    root = _root(content, path)
    _refuse_deep(root)
    return sheets_of(_tree(root, _repeated(root)))


def _root(content: bytes, path: Path) -> Any:
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415  # only XML needs it

    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import parse  # noqa: PLC0415

    try:
        return parse(io.BytesIO(content), forbid_dtd=True).getroot()
    except DefusedXmlException:
        raise NotATableError(f"{path.name} declares XML entities", "none may be declared", "export it anew") from None
    except (ParseError, ValueError, LookupError) as error:
        raise NotATableError(f"no XML ({error})", "an XML file with a list of records is needed") from None


def _refuse_deep(root: Any) -> None:
    level = [root]
    for _ in range(_MOST_LEVELS):
        level = [child for one in level for child in one]
    if level:
        found = f"XML nested more than {_MOST_LEVELS} levels deep"
        raise NotATableError(found, f"at most {_MOST_LEVELS} levels are read", "export the list of operations alone")


def _repeated(root: Any) -> set[tuple[str, str]]:
    """Return the names of elements, after that of what holds them, of which some element of that name holds several.

    An order with one operation among others with more has a list of operations, too.
    """
    counted = ((one.tag, Counter(child.tag for child in one)) for one in root.iter())
    return {(outer, name) for outer, counts in counted for name, number in counts.items() if number > 1}


def _tree(element: Any, repeated: set[tuple[str, str]]) -> Tree:
    """Return what an element holds: its text, or its parts by name, as a list where a name comes again anywhere."""
    text = (element.text or "").strip()
    parts: dict[str, list[Tree]] = defaultdict(list)
    for name, value in element.attrib.items():
        parts[_local(name)].append(value)
    for child in element:
        parts[_local(child.tag)].append(_tree(child, repeated))
    if not parts:
        return text
    if text:
        parts[ITSELF].append(text)
    lists = {_local(name) for outer, name in repeated if outer == element.tag}
    return {name: found if name in lists or len(found) > 1 else found[0] for name, found in parts.items()}


def _local(name: str) -> str:
    """Return a name without its namespace."""
    return str(name).rpartition("}")[2]
