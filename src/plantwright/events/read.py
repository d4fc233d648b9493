"""Reading what a plant recorded into an EventLog."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np

from plantwright.errors import Problems, RecordsError
from plantwright.events.batches import mark_batches
from plantwright.events.clocks_apart import clocks_apart
from plantwright.events.completions import INFERRED, infer_starts
from plantwright.events.connection import connect, database
from plantwright.events.contradictions import demand_agreement
from plantwright.events.counted_twice import counted_twice
from plantwright.events.doubts import (
    endless_quantities,
    fact_doubts,
    place_doubts,
    table_doubts,
    unreadable_times,
    zone_doubts,
)
from plantwright.events.impossible import impossible_orders
from plantwright.events.intervals import build_intervals
from plantwright.events.log import EventLog, Finding, LogMeta
from plantwright.events.measurements import measurements_beside
from plantwright.events.nominal import nominal_durations, nominal_finding
from plantwright.events.opened import Source, find_files, open_sources
from plantwright.events.orders import add_seen_orders, add_told_orders, create_orders
from plantwright.events.overlaps import overlaps
from plantwright.events.pairs import pair_rows
from plantwright.events.repair import count, keep_order, repairs, rows
from plantwright.events.sheets.questions import Questions
from plantwright.events.silences import silences
from plantwright.events.spans import contradicted_spans
from plantwright.events.steps import lay_out_steps
from plantwright.events.unused import columns_not_used
from plantwright.events.words import kinds_said
from plantwright.events.write import is_written, read_written
from plantwright.events.zones import is_zone, to_utc
from plantwright.files.facts import read_facts
from plantwright.messages.told import later
from plantwright.messages.told import told as message
from plantwright.model.facts import NO_FACTS, Facts


def read_log(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    time_zone: str | None = None,
    facts: Facts | None = None,
) -> EventLog:
    """Return the log in a file, or in a folder with ``log.*``, orders, downtime, measurements and facts where present.

    Parameters
    ----------
    path
        A CSV, Parquet or spreadsheet file, or such a folder.
    columns
        Column of the schema to the name of the column in the log; the others are found by name and content. A name
        that begins with ``=`` is no column but the value of every row, ``none`` says that there is no such column.
        The settings ``year``, ``dates``, ``stamps`` and ``duration_unit`` answer what else may be open.
    time_zone
        The zone of times that are written without one; by default that of the facts, else UTC.
    facts
        What was told about the plant; by default what stands in the folder.

    Raises
    ------
    RecordsError
        With every problem that keeps the records from being read; a ``QuestionsError`` where all that keeps them is
        that something is open, with the questions whose answers ``columns`` takes.
    """
    return read_seen(path, columns=columns, time_zone=time_zone, facts=facts)


def read_seen(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    time_zone: str | None = None,
    facts: Facts | None = None,
    seen: Callable[[Mapping[str, Source]], None] | None = None,
) -> EventLog:
    """Return a log as ``read_log`` does; ``seen`` is shown its tables and their columns, be they understood or not."""
    path = Path(path)
    if is_written(path):
        return read_written(path)
    if facts is None:
        facts = read_facts(path) if path.is_dir() else NO_FACTS
    problems = Problems(str(path), RecordsError)
    if time_zone is not None and not is_zone(time_zone):
        problems.add("time_zone", f"{time_zone!r} is unknown", "write a name such as Europe/Paris or UTC")
    questions = Questions()
    sources = open_sources(find_files(path, problems), dict(columns or {}), problems, questions)
    if seen:
        seen(sources)
    measured = measurements_beside(path, time_zone or facts.time_zone or "UTC", problems)
    problems.found += [one.said() for one in questions.found] if problems.found else []
    problems.raise_any()
    questions.raise_any(str(path))
    log = _Reading(path, sources, facts, time_zone or facts.time_zone).log()
    return measured.beside(log) if measured else log


def _named_after(path: Path) -> str:
    return path.name if path.is_dir() else path.stem


@dataclass
class _Reading:
    """The reading of one log, step by step, into a database of its own."""

    path: Path
    sources: dict[str, Source]
    facts: Facts
    told_zone: str | None

    def __post_init__(self) -> None:
        self.connection = connect()
        self.database = database(self.connection)

    @cached_property
    def zone(self) -> str:
        """The zone of local times."""
        return self.told_zone or "UTC"

    def log(self) -> EventLog:
        """Return the log."""
        findings = [*table_doubts(self.sources), *columns_not_used(self.sources)]
        findings += zone_doubts(self.sources, self.told_zone is not None)
        self._told_orders()
        findings += self._intervals()
        findings += self._orders()
        meta = self._meta()
        problems = Problems(str(self.path), RecordsError)
        demand_agreement(self.database, self.facts, (meta.start, meta.end), self.zone, problems)
        problems.raise_any()
        findings += fact_doubts(self.database, self.facts, meta)
        findings += self._contradictions()
        keep_order(self.database)
        intervals, orders = self.connection.table("intervals"), self.connection.table("orders")
        return EventLog(intervals, orders, meta, findings=tuple(findings), columns=dict(self._said()))

    def _intervals(self) -> Iterator[Finding]:
        self._pair()
        log = self.sources["log"]
        build_intervals(self.database, log.table.data, log.match, self.zone)
        self._check_direction()
        yield from unreadable_times(self.database, log)
        yield from endless_quantities(self.database, log)
        begun = list(infer_starts(self.database))
        self.inferred = ("start",) if begun else ()
        yield from begun
        yield from place_doubts(log, self.inferred)
        yield from repairs(self.database, log.table.data, self.inferred)
        yield from contradicted_spans(self.database, log)
        self._add_downtime()
        mark_batches(self.database, self.facts)
        self.nominal = nominal_durations(self.database)
        yield from nominal_finding(self.database, self.nominal)
        for who in ("station", "worker"):
            yield from overlaps(self.database, who)

    def _pair(self) -> None:
        log = self.sources["log"]
        if "life" in log.match:
            self.sources["log"] = pair_rows(self.database, log)

    def _check_direction(self) -> None:
        timed = count(self.database, 'SELECT count(*) FROM intervals WHERE "start" IS NOT NULL AND "end" IS NOT NULL')
        backward = count(self.database, 'SELECT count(*) FROM intervals WHERE "end" < "start"')
        if backward > 0.5 * timed:
            match = self.sources["log"].match
            start, end = match["start"].profile.name, match["end"].profile.name
            problems = Problems(str(self.path), RecordsError)
            found = f"{backward:,} of {timed:,} rows end ({end!r}) before they start ({start!r})"
            problems.add("columns", found, "few may", f"perhaps --map start={end!r} end={start!r}")
            problems.fail()

    def _add_downtime(self) -> None:
        down = self.sources.get("downtime")
        if down:
            build_intervals(self.database, down.table.data, down.match, self.zone, "downtime")
            self.database.execute(
                """INSERT INTO intervals SELECT d.* REPLACE ('down' AS kind, coalesce(p.center, d.work_center)
                AS work_center, coalesce(d.reason, 'breakdown') AS reason,
                d._row + (SELECT max(_row) FROM intervals) AS _row)
                FROM downtime d LEFT JOIN _places p USING (station)"""
            )
            self.database.execute("DROP TABLE downtime")

    def _contradictions(self) -> Iterator[Finding]:
        lay_out_steps(self.database)
        yield from impossible_orders(self.database)
        yield from counted_twice(self.database)
        yield from clocks_apart(self.database, self.zone)
        yield from silences(self.database, self.zone)

    def _told_orders(self) -> None:
        create_orders(self.database)
        if orders := self.sources.get("orders"):
            add_told_orders(self.database, orders.table.data, orders.match, self.zone)

    def _orders(self) -> Iterator[Finding]:
        log, orders = self.sources["log"], self.sources.get("orders")
        yield from add_seen_orders(self.database, log.table.data, log.match, self.zone, derive=orders is None)
        if orders:
            yield from self._cut_orders()

    def _cut_orders(self) -> Iterator[Finding]:
        start = self._window()[0]
        edges = (
            (
                "cut_left",
                f"released < TIMESTAMP '{start}'",
                later("{n:,} orders were released before the records begin"),
            ),
            ("cut_right", "completed IS NULL", later("{n:,} orders were not completed when the records end")),
        )
        for name, where, detail in edges:
            found = rows(self.database, f'SELECT "order" FROM orders WHERE {where}')
            if found:
                told, done = message(detail, n=len(found)), message("kept; measures cut at the window")
                yield Finding(name, len(found), told, done, (str(found[0][0]),))

    def _window(self) -> tuple[datetime, datetime]:
        told = self.facts.log_window
        if told:
            local = np.array([told.start[:19], told.end[:19]], dtype="datetime64[us]")
            start, end = to_utc(local, self.zone).tolist()
            return start, end
        query = """SELECT least(min("start"), min("end"), (SELECT min(moment) FROM _moments)),
            greatest(max("start"), max("end"), (SELECT max(moment) FROM _moments)) FROM intervals"""
        first, last = rows(self.database, query)[0]
        if not (isinstance(first, datetime) and isinstance(last, datetime)):
            problems = Problems(str(self.path), RecordsError)
            problems.add("start, end", "no time could be read", "a start or an end is needed", "use --map start='…'")
            problems.fail()
        return first, last

    def _meta(self) -> LogMeta:
        start, end = self._window()
        digests = "".join(source.table.digest for _, source in sorted(self.sources.items()))
        return LogMeta(
            name=self.facts.plant or _named_after(self.path.resolve()),
            origin="recorded",
            start=start,
            end=end,
            time_zone=self.zone,
            run=f"sha256 of the records {sha256(digests.encode()).hexdigest()[:16]}",
            has_setup_rows=count(self.database, "SELECT count(*) FROM intervals WHERE kind = 'setup'") > 0,
            has_ready={"ready", "left"} <= set(self.sources["log"].match),
            nominal_durations=self.nominal,
            inferred=self.inferred,
        )

    def _said(self) -> Iterator[tuple[str, str]]:
        """Iterate over which column became which, in words."""
        for name, source in self.sources.items():
            for role, found in source.match.items():
                form = f", {found.profile.time.said()}" if found.profile.time and role not in ("order", "lot") else ""
                coded = f", {kinds_said(found.profile.kinds)}" if role == "kind" else ""
                place = role if name == "log" else f"{name}.{role}"
                yield place, f"{found.profile.name!r} {found.how}{form}{coded}"
        match = self.sources["log"].match
        for role in self.inferred:
            yield role, INFERRED
        if "work_center" not in match:
            yield "work_center", "the station's name without its number" if "station" in match else "the operation"
        if "worker" in match:
            yield "worker", f"{match['worker'].profile.name!r} {match['worker'].how}, names replaced by numbers"
