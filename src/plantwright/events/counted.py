"""Counts of defective pieces or of defects, in a table of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from plantwright.errors import Problems
from plantwright.events.log import Finding
from plantwright.events.quality_names import COUNTED_ROLES
from plantwright.events.quality_table import QualityTable, open_quality
from plantwright.messages.told import told as message


@dataclass(frozen=True)
class Counted:
    """Counts as they were understood."""

    table: pa.Table
    """With ``defective`` or ``defects`` and, where told, ``inspected``, ``time``, ``subgroup``, ``characteristic``,
    ``station``."""
    findings: tuple[Finding, ...]
    columns: dict[str, str]


def holds_counts(file: Path, told: Mapping[str, str] | None = None) -> bool:
    """Tell whether a table holds counts and not measured values; a file that cannot be read holds none."""
    if told and {"defective", "defects", "value"} & set(told):
        return "value" not in told
    found = open_quality(file, (*COUNTED_ROLES, "value"), Problems(str(file)))
    return found is not None and "value" not in found.match and bool({"defective", "defects"} & set(found.match))


def read_counts(file: Path, zone: str, problems: Problems, told: Mapping[str, str] | None = None) -> Counted | None:
    """Return the counts in a file, one row a sample; None after noting why they are of no use.

    Parameters
    ----------
    file
        With a column ``defective`` or ``defects`` and, where samples differ in size, ``inspected``.
    zone
        The zone of times written without one.
    problems
        Where to note what is wrong.
    told
        Column by role, where names mislead.
    """
    source = open_quality(file, COUNTED_ROLES, problems, told)
    if source is None:
        return None
    kinds = [role for role in ("defective", "defects") if role in source.match]
    if len(kinds) != 1:
        _note(file, source, kinds, problems)
        return None
    read = source.read(zone=zone)
    return Counted(read, (*source.doubts(), *source.lost(read, kinds[0]), *_values_left(source)), source.said("counts"))


def _values_left(source: QualityTable) -> list[Finding]:
    """Return the one finding, or none, that the table holds measured values too."""
    left = [one.profile.name for one in source.free_numbers() if any("." in value for value in one.profile.values)]
    if not left:
        return []
    said = message(
        "{file} has measured values too: {columns}", file=source.table.path.name, columns=", ".join(map(repr, left))
    )
    cure = message("not charted; --map value={column!r} charts them", column=left[0])
    return [Finding("values_left", len(left), said, cure, tuple(left[:3]))]


def _note(file: Path, source: QualityTable, kinds: Sequence[str], problems: Problems) -> None:
    names = ", ".join(repr(one.name) for one in source.profiles)
    found = "columns of defective pieces and of defects" if kinds else f"no column of counts among {names}"
    cure = "use --map defective='Column' for pieces, or --map defects='Column' for defects"
    problems.add(str(file), found, "one kind of counts is charted at a time", cure)
