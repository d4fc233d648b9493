"""What each finding comes from, what it does to the answers, and what cures it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """A kind of finding in plain words."""

    cause: str
    """What mostly lies behind it."""
    effect: str
    """What it does to the answers."""
    cure: str
    """What to do so that it does not come again."""


_FORM = "the sheet is made for people to read"
_SAFE = "none: what was left out or filled in is no record of its own"

MEANINGS: dict[str, Meaning] = {
    "recorder_notes": Meaning(
        "a source that was away, or told what could not be understood",
        "what is missing is not known",
        "look at what the recorder says",
    ),
    "web_page": Meaning("a system that saves web pages as workbooks", _SAFE, "export as CSV or XLSX"),
    "named_tables": Meaning(
        "one file or sheet a machine or day, named after it",
        "wrong, if the name means something else",
        "say it in a column",
    ),
    "told_above": Meaning(_FORM, "wrong, if what stands above is of other rows", "say it in a column"),
    "serial_numbers": Meaning("dates exported as the numbers behind them", _SAFE, "format the column as a date"),
    "unreadable_quantities": Meaning(
        "remarks where a number should be", "pieces of those rows are not known", "write remarks elsewhere"
    ),
    "ragged_rows": Meaning("a delimiter inside a text", "what these rows tell is lost", "quote texts when exporting"),
    "uneven_rows": Meaning("lines that end early", "what they lack is unknown", "export every column of every row"),
    "encoding": Meaning("an export of an older program", "none, if names look right", "export as UTF-8"),
    "paragraphs": Meaning("a log written line by line", _SAFE, "none needed"),
    "merged_cells": Meaning(_FORM, _SAFE, "none needed; write each value in each row to be sure"),
    "filled_down": Meaning(
        "merged cells exported as text", "wrong where an empty cell means not known", "write each value in each row"
    ),
    "repeated_header": Meaning("a print-out with pages", _SAFE, "none needed"),
    "sums": Meaning(_FORM, _SAFE, "none needed; keep sums on a sheet of their own to be sure"),
    "headings": Meaning(_FORM, _SAFE, "none needed; say in a column what a heading says"),
    "operations_as_columns": Meaning("one row an order", _SAFE, "none needed"),
    "tables_aside": Meaning(
        "notes and other tables in the same place", "none, if none of them is the log", "name the log's file log"
    ),
    "tables_joined": Meaning("one sheet a week, month or machine", "none, if no row stands on two", "none needed"),
    "past_midnight": Meaning("only one date for start and end", "none, if no work lasts a day", "record both dates"),
    "machine_readings": Meaning(
        "machines that tell their states", "orders are not known", "record the order at the machine"
    ),
    "no_orders": Meaning(
        "records of machines alone",
        "nothing that needs orders is known: flow, WIP, promises; no twin can be learned",
        "record the order with each step",
    ),
    "time_zone_assumed": Meaning(
        "times are written as the clock on the wall",
        "hours of the day are wrong where it is another zone, and one hour twice a year",
        "say the zone: --time-zone, or time_zone in facts.yaml",
    ),
    "zones_mixed": Meaning(
        "systems in two time zones, or one that does not change to summer time",
        "waits before and after these stations are wrong by the hours",
        "set the zone of these stations' system",
    ),
    "clock_behind": Meaning(
        "a clock that is behind; or lots passed on in parts there",
        "waits into these stations are too short and out of them too long by as much",
        "set the clocks by one time server",
    ),
    "days_without_records": Meaning(
        "a holiday, or a part of the export that is missing",
        "if records are missing, throughput is too low",
        "compare with the calendar; export those days again",
    ),
    "station_silent": Meaning(
        "a station out of use, moved or renamed, or records lost",
        "it seems starved; its capacity is overrated",
        "say in downtime.csv when it was out of use",
    ),
    "unreadable_times": Meaning(
        "remarks where a time should be", "those rows count pieces only", "write remarks elsewhere"
    ),
    "unreadable_values": Meaning(
        "remarks or signs such as > where a measured value should be",
        "those values are not charted",
        "write the number alone",
    ),
    "ambiguous_numbers": Meaning(
        "a comma before three digits may part thousands or decimals",
        "values may be a thousand times too small",
        "write 62011 or 62.011",
    ),
    "values_left": Meaning(
        "a table of counts that holds measured values too",
        "the values are not charted",
        "chart them by themselves: --map value='Column'",
    ),
    "missing_start": Meaning("a start not recorded", "those rows count pieces, no time", "record start and end"),
    "missing_end": Meaning("an end not recorded", "those rows count pieces, no time", "record start and end"),
    "only_ends": Meaning("only completions are recorded", "times in work are not known", "record when work starts"),
    "only_starts": Meaning("only beginnings are recorded", "times in work are not known", "record when work ends"),
    "starts_inferred": Meaning(
        "only completions are scanned",
        "times in work are upper bounds, waits lower ones; the twin is used with care",
        "scan when work starts, too; a table of orders with releases helps",
    ),
    "begun_before_window": Meaning(
        "the records begin in the middle of work", "none: it is counted as cut", "none needed"
    ),
    "running_at_end": Meaning("the records end in the middle of work", "none: it is counted as cut", "none needed"),
    "end_before_start": Meaning(
        "a typing error, or a clock set back", "those rows count pieces, no time", "correct these rows"
    ),
    "duplicate_rows": Meaning("rows exported twice", _SAFE, "export each row once"),
    "near_copies": Meaning(
        "a booking sent twice", "pieces and time there count twice", "delete the copies; let the system refuse repeats"
    ),
    "booked_again": Meaning(
        "partial bookings with the order's whole quantity, or rework not flagged",
        "pieces at these steps are counted twice; scrap seems low",
        "book the pieces of each part; flag rework",
    ),
    "duration_differs": Meaning("a duration typed by hand", "none: start and end were believed", "let it be computed"),
    "nominal_duration": Meaning(
        "planned times booked as actual ones",
        "their spread is not known; process times are learned without them",
        "record when work really starts and ends",
    ),
    "station_moved": Meaning("a wrong center, or a machine moved", "none: it was given one", "correct the center"),
    "outside_window": Meaning("rows beyond the window told", "they are left out", "widen the window, if they belong"),
    "overlap_station": Meaning(
        "lots worked on together, or bookings not closed",
        "busy time counts once; process times seem too long",
        "say batch in facts.yaml, or book each end",
    ),
    "overlap_worker": Meaning("a worker who minds several machines", "none: busy time counts once", "none needed"),
    "no_station": Meaning("stations are not recorded", "how many work at once is only seen", "record the station"),
    "orders_derived": Meaning("no table of orders", "releases and due dates are not known", "add orders.csv"),
    "orders_missing": Meaning("an incomplete table of orders", "theirs are taken from the log", "export all orders"),
    "cut_left": Meaning("orders begun before the records", "none: they are counted as cut", "none needed"),
    "cut_right": Meaning("orders not finished when the records end", "none: they are counted as cut", "none needed"),
    "order_in_two_places": Meaning(
        "lots passed on in parts, or a booking not closed",
        "waits there are too short, the order's flow time is right",
        "book parts as lots; close bookings when work ends",
    ),
    "work_after_completion": Meaning(
        "an order closed in the system before the floor was done",
        "its flow time is too short",
        "close orders when the last step ends",
    ),
    "work_before_release": Meaning(
        "an order begun before it was released", "its flow time is too short", "release before work begins"
    ),
    "completed_before_release": Meaning(
        "two dates swapped or typed wrong", "its flow time is left out", "correct these orders"
    ),
    "pieces_from_nowhere": Meaning(
        "pieces added from another order, or a miscount", "scrap seems lower than it is", "book where pieces come from"
    ),
    "facts_differ": Meaning(
        "the facts or the records are out of date", "what was told was believed", "correct one of them"
    ),
}
"""By the finding's name."""
UNKNOWN = Meaning("not known", "not known", "look at the examples")


def meaning_of(name: str) -> Meaning:
    """Return what a finding means."""
    return MEANINGS.get(name, UNKNOWN)
