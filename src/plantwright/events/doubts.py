"""What is doubtful in the way the records were understood; each doubt is a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import duckdb

from plantwright.events.log import Finding, LogMeta
from plantwright.events.opened import Source
from plantwright.events.repair import SHOWN, count, found_where, rows
from plantwright.events.sources.grown import read_notes
from plantwright.events.sql import MOST
from plantwright.messages.told import later, strung
from plantwright.messages.told import told as message
from plantwright.model.facts import Facts


def table_doubts(sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Iterate over what was odd in the files themselves."""
    for name, source in sources.items():
        yield from source.table.notes
        yield from _recorder_notes(name, source.table.path)


def _recorder_notes(name: str, path: Path) -> Iterator[Finding]:
    notes = read_notes(path)
    if notes:
        told = message(
            "{file}: its recorder noted {n:,} times that something was odd, at last: {last}",
            file=name, n=len(notes), last=notes[-1],
        )  # fmt: skip
        yield Finding("recorder_notes", len(notes), told, message("what is missing is not known"), tuple(notes[:SHOWN]))


def zone_doubts(sources: Mapping[str, Source], told: bool) -> Iterator[Finding]:
    """Iterate over the one finding, or none, that local times have no zone."""
    forms = [one.profile.time for one in sources["log"].match.values() if one.profile.time]
    if not told and not all(form.zoned or form.shape == "epoch" for form in forms):
        number = len(sources["log"].table.data)
        found = message("times stand without a zone and none was told")
        yield Finding("time_zone_assumed", number, found, message("read as UTC"))


def unreadable_times(database: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Finding]:
    """Iterate over times that stand in the log and could not be read."""
    for role in ("start", "end"):
        if role not in source.match:
            continue
        column = source.table.data[source.match[role].profile.name]
        unread = len(column) - column.null_count - count(database, f'SELECT count("{role}") FROM intervals')
        if unread > 0:
            name = source.match[role].profile.name
            told = message("{n:,} values of {column!r} are no times", n=unread, column=name)
            yield Finding("unreadable_times", unread, told, message("taken as missing"))


def endless_quantities(database: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Finding]:
    """Iterate over pieces that are written as a number and are none, or one without end."""
    database.register("_raw", source.table.data)
    for role in ("quantity", "good", "scrapped"):
        if role not in source.match:
            continue
        found = source.match[role]
        unread = count(database, f"SELECT count(*) FROM _raw WHERE abs(try_cast({found.sql} AS DOUBLE)) >= {MOST:.0f}")
        if unread:
            told = message("{n:,} values of {column!r} are no numbers", n=unread, column=found.profile.name)
            yield Finding("unreadable_quantities", unread, told, message("taken as missing"))
    database.unregister("_raw")


def place_doubts(source: Source, inferred: Collection[str] = ()) -> Iterator[Finding]:
    """Iterate over what the log does not tell of where work was done."""
    number = len(source.table.data)
    if "station" not in source.match:
        told = message("the log does not tell at which station work was done")
        action = message("work centers are known, how many stations each has is not")
        yield Finding("no_station", number, told, action)
    if "start" not in source.match and "start" not in inferred:
        told = message("the log tells when work ended, not when it began")
        yield Finding("only_ends", number, told, message("times in work unknown"))
    if "end" not in source.match:
        told = message("the log tells when work began, not when it ended")
        yield Finding("only_starts", number, told, message("times in work unknown"))


def fact_doubts(database: duckdb.DuckDBPyConnection, facts: Facts, meta: LogMeta) -> Iterator[Finding]:
    """Iterate over where the facts told and the records differ."""
    query = "SELECT DISTINCT work_center FROM intervals WHERE work_center IS NOT NULL"
    seen = [str(one[0]) for one in rows(database, query)]
    told = {one.id: one for one in facts.work_centers}
    differing = [message("{name}: told, but not in the log", name=name) for name in told if name not in seen]
    differing += [message("{name}: in the log, but not told", name=name) for name in seen if told and name not in told]
    if differing:
        yield Finding("facts_differ", len(differing), strung(differing[:5]), message("the facts were followed"))
    yield from found_where(
        database,
        "outside_window",
        f""""start" > TIMESTAMP '{meta.end}' OR "end" < TIMESTAMP '{meta.start}'""",
        later("{n:,} rows lie outside the window that the facts tell"),
        later("kept; measures cut at the window"),
    )
