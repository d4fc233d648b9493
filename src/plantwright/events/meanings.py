"""What each finding comes from, what it does to the answers, and what cures it."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.messages.told import later


@dataclass(frozen=True)
class Meaning:
    """A kind of finding in plain words."""

    cause: str
    """What mostly lies behind it."""
    effect: str
    """What it does to the answers."""
    cure: str
    """What to do so that it does not come again."""


_FORM = later("the sheet is made for people to read")
_SAFE = later("none: what was left out or filled in is no record of its own")

MEANINGS: dict[str, Meaning] = {
    "recent_part": Meaning(
        later("a log of very many rows"),
        later("none on what was measured; intervals of the twin are those of the part"),
        later("none needed"),
    ),
    "recorder_notes": Meaning(
        later("a source that was away, or told what could not be understood"),
        later("what is missing is not known"),
        later("look at what the recorder says"),
    ),
    "web_page": Meaning(later("a system that saves web pages as workbooks"), _SAFE, later("export as CSV or XLSX")),
    "named_tables": Meaning(
        later("one file or sheet a machine or day, named after it"),
        later("wrong, if the name means something else"),
        later("say it in a column"),
    ),
    "told_above": Meaning(_FORM, later("wrong, if what stands above is of other rows"), later("say it in a column")),
    "serial_numbers": Meaning(
        later("dates exported as the numbers behind them"), _SAFE, later("format the column as a date")
    ),
    "unreadable_quantities": Meaning(
        later("remarks where a number should be"),
        later("pieces of those rows are not known"),
        later("write remarks elsewhere"),
    ),
    "ragged_rows": Meaning(
        later("a delimiter inside a text"), later("what these rows tell is lost"), later("quote texts when exporting")
    ),
    "uneven_rows": Meaning(
        later("lines that end early"), later("what they lack is unknown"), later("export every column of every row")
    ),
    "encoding": Meaning(
        later("an export of an older program"), later("none, if names look right"), later("export as UTF-8")
    ),
    "paragraphs": Meaning(later("a log written line by line"), _SAFE, later("none needed")),
    "print": Meaning(
        later("a report saved as text instead of a table"),
        later("wrong, if a name stands above the wrong column"),
        later("export as CSV or XLSX"),
    ),
    "several_in_one_cell": Meaning(
        later("a board or a sheet made for people to read"),
        later("wrong, if what else a cell says is no station"),
        later("write each thing in a column of its own"),
    ),
    "remarks_between": Meaning(
        later("a log of a program, which tells of other things, too"), _SAFE, later("none needed")
    ),
    "columns_not_used": Meaning(
        later("columns of other things, or of a name that is not known"),
        later("what they tell is in no answer"),
        later("if one is needed, name it: --map order='Column'"),
    ),
    "merged_cells": Meaning(_FORM, _SAFE, later("none needed; write each value in each row to be sure")),
    "filled_down": Meaning(
        later("merged cells exported as text"),
        later("wrong where an empty cell means not known"),
        later("write each value in each row"),
    ),
    "repeated_header": Meaning(later("a print-out with pages"), _SAFE, later("none needed")),
    "sums": Meaning(_FORM, _SAFE, later("none needed; keep sums on a sheet of their own to be sure")),
    "headings": Meaning(_FORM, _SAFE, later("none needed; say in a column what a heading says")),
    "operations_as_columns": Meaning(later("one row an order"), _SAFE, later("none needed")),
    "tables_aside": Meaning(
        later("notes and other tables in the same place"),
        later("none, if none of them is the log"),
        later("name the log's file log"),
    ),
    "tables_joined": Meaning(
        later("one sheet a week, month or machine"), later("none, if no row stands on two"), later("none needed")
    ),
    "past_midnight": Meaning(
        later("only one date for start and end"), later("none, if no work lasts a day"), later("record both dates")
    ),
    "machine_readings": Meaning(
        later("machines that tell their states"),
        later("orders are not known"),
        later("record the order at the machine"),
    ),
    "no_orders": Meaning(
        later("records of machines alone"),
        later("nothing that needs orders is known: flow, WIP, promises; no twin can be learned"),
        later("record the order with each step"),
    ),
    "time_zone_assumed": Meaning(
        later("times are written as the clock on the wall"),
        later("hours of the day are wrong where it is another zone, and one hour twice a year"),
        later("say the zone: --time-zone, or time_zone in facts.yaml"),
    ),
    "zones_mixed": Meaning(
        later("systems in two time zones, or one that does not change to summer time"),
        later("waits before and after these stations are wrong by the hours"),
        later("set the zone of these stations' system"),
    ),
    "clock_behind": Meaning(
        later("a clock that is behind; or lots passed on in parts there"),
        later("waits into these stations are too short and out of them too long by as much"),
        later("set the clocks by one time server"),
    ),
    "days_without_records": Meaning(
        later("a holiday, or a part of the export that is missing"),
        later("if records are missing, throughput is too low"),
        later("compare with the calendar; export those days again"),
    ),
    "station_silent": Meaning(
        later("a station out of use, moved or renamed, or records lost"),
        later("it seems starved; its capacity is overrated"),
        later("say in downtime.csv when it was out of use"),
    ),
    "unreadable_times": Meaning(
        later("remarks, or a date such as 9999-12-31, where a time should be"),
        later("those rows count pieces only"),
        later("write remarks elsewhere"),
    ),
    "unreadable_values": Meaning(
        later("remarks or signs such as > where a measured value should be"),
        later("those values are not charted"),
        later("write the number alone"),
    ),
    "ambiguous_numbers": Meaning(
        later("a comma before three digits may part thousands or decimals"),
        later("values may be a thousand times too small"),
        later("write 62011 or 62.011"),
    ),
    "values_left": Meaning(
        later("a table of counts that holds measured values too"),
        later("the values are not charted"),
        later("chart them by themselves: --map value='Column'"),
    ),
    "missing_start": Meaning(
        later("a start not recorded"), later("those rows count pieces, no time"), later("record start and end")
    ),
    "missing_end": Meaning(
        later("an end not recorded"), later("those rows count pieces, no time"), later("record start and end")
    ),
    "only_ends": Meaning(
        later("only completions are recorded"), later("times in work are not known"), later("record when work starts")
    ),
    "only_starts": Meaning(
        later("only beginnings are recorded"), later("times in work are not known"), later("record when work ends")
    ),
    "starts_inferred": Meaning(
        later("only completions are scanned"),
        later("times in work are upper bounds, waits lower ones; the twin is used with care"),
        later("scan when work starts, too; a table of orders with releases helps"),
    ),
    "begun_before_window": Meaning(
        later("the records begin in the middle of work"), later("none: it is counted as cut"), later("none needed")
    ),
    "running_at_end": Meaning(
        later("the records end in the middle of work"), later("none: it is counted as cut"), later("none needed")
    ),
    "end_before_start": Meaning(
        later("a typing error, or a clock set back"),
        later("those rows count pieces, no time"),
        later("correct these rows"),
    ),
    "duplicate_rows": Meaning(later("rows exported twice"), _SAFE, later("export each row once")),
    "near_copies": Meaning(
        later("a booking sent twice"),
        later("pieces and time there count twice"),
        later("delete the copies; let the system refuse repeats"),
    ),
    "booked_again": Meaning(
        later("partial bookings with the order's whole quantity, or rework not flagged"),
        later("pieces at these steps are counted twice; scrap seems low"),
        later("book the pieces of each part; flag rework"),
    ),
    "duration_differs": Meaning(
        later("a duration typed by hand"), later("none: start and end were believed"), later("let it be computed")
    ),
    "nominal_duration": Meaning(
        later("planned times booked as actual ones"),
        later("their spread is not known; process times are learned without them"),
        later("record when work really starts and ends"),
    ),
    "station_moved": Meaning(
        later("a wrong center, or a machine moved"), later("none: it was given one"), later("correct the center")
    ),
    "outside_window": Meaning(
        later("rows beyond the window told"), later("they are left out"), later("widen the window, if they belong")
    ),
    "overlap_station": Meaning(
        later("lots worked on together, or bookings not closed"),
        later("busy time counts once; process times seem too long"),
        later("say batch in facts.yaml, or book each end"),
    ),
    "overlap_worker": Meaning(
        later("a worker who minds several machines"), later("none: busy time counts once"), later("none needed")
    ),
    "no_station": Meaning(
        later("stations are not recorded"), later("how many work at once is only seen"), later("record the station")
    ),
    "orders_derived": Meaning(
        later("no table of orders"), later("releases and due dates are not known"), later("add orders.csv")
    ),
    "orders_missing": Meaning(
        later("an incomplete table of orders"), later("theirs are taken from the log"), later("export all orders")
    ),
    "cut_left": Meaning(
        later("orders begun before the records"), later("none: they are counted as cut"), later("none needed")
    ),
    "cut_right": Meaning(
        later("orders not finished when the records end"), later("none: they are counted as cut"), later("none needed")
    ),
    "order_in_two_places": Meaning(
        later("lots passed on in parts, or a booking not closed"),
        later("waits there are too short, the order's flow time is right"),
        later("book parts as lots; close bookings when work ends"),
    ),
    "work_after_completion": Meaning(
        later("an order closed in the system before the floor was done"),
        later("its flow time is too short"),
        later("close orders when the last step ends"),
    ),
    "work_before_release": Meaning(
        later("an order begun before it was released"),
        later("its flow time is too short"),
        later("release before work begins"),
    ),
    "completed_before_release": Meaning(
        later("two dates swapped or typed wrong"), later("its flow time is left out"), later("correct these orders")
    ),
    "pieces_from_nowhere": Meaning(
        later("pieces added from another order, or a miscount"),
        later("scrap seems lower than it is"),
        later("book where pieces come from"),
    ),
    "facts_differ": Meaning(
        later("the facts or the records are out of date"),
        later("what was told was believed"),
        later("correct one of them"),
    ),
}
"""By the finding's name."""
UNKNOWN = Meaning(later("not known"), later("not known"), later("look at the examples"))


def meaning_of(name: str) -> Meaning:
    """Return what a finding means."""
    return MEANINGS.get(name, UNKNOWN)
