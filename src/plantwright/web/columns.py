"""The columns and settings that a person may say something of, each with its meaning."""

from __future__ import annotations

from collections.abc import Mapping

from plantwright.errors import PlantError, Problems

MEANINGS: dict[str, str] = {
    "order": "the order or job that was worked on",
    "lot": "the traced lot of material",
    "product": "what is made",
    "operation": "the step that was done",
    "work_center": "the group of like machines or benches",
    "station": "which of them",
    "worker": "who worked; names are replaced by numbers",
    "kind": "what the row is: processing, setup, a breakdown, transport, …",
    "life": "whether the row is the beginning or the end of something",
    "reason": "why a station was down",
    "ready": "when the order arrived at the step",
    "start": "when work began",
    "end": "when work ended",
    "left": "when the order left the station",
    "time": "a moment, where one column holds beginnings and ends",
    "span": "how long it took",
    "quantity": "pieces that went in",
    "good": "good pieces that came out",
    "scrapped": "pieces lost",
    "order_quantity": "pieces of the whole order",
    "unit": "the unit of quantities",
    "rework": "whether it was done again",
    "priority": "how urgent the order is",
    "released": "when the order was released",
    "due": "when it was promised",
}
"""What a column of the log may be, by the name that ``--map`` takes."""
FIRST = ("order", "product", "operation", "work_center", "station", "start", "end", "quantity")
"""Those that a study needs most; they are shown whether or not they were found."""
SETTINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "year": ("the year, where dates have none", ()),
    "dates": ("what comes first in dates such as 03/04", ("day-first", "month-first")),
    "stamps": ("what a lone time is", ("start", "end")),
    "duration_unit": ("the unit of durations", ("s", "min", "h")),
    "time_zone": ("the zone of times, such as Europe/Paris", ()),
}
"""What may be told beside columns: its meaning, and what may be chosen."""


def demand_answers(answers: Mapping[str, str]) -> None:
    """Raise PlantError where an answer is for nothing that could be told."""
    problems = Problems("what was said of the columns", PlantError)
    for name in answers:
        if name not in MEANINGS and name not in SETTINGS:
            problems.add(name[:64], "is no column and no setting", f"allowed are {', '.join((*MEANINGS, *SETTINGS))}")
    problems.raise_any()
