"""What the twin gets wrong, as a part of the page and as JSON."""

from __future__ import annotations

import json

from plantwright.calibrate.check import Check
from plantwright.calibrate.criticism import Criticism
from plantwright.report.markup import Content, Markup, joined, table, tag
from plantwright.report.plain import plain

_MANY = (
    "{found} of {compared} comparisons lie beyond chance; {runs} windows of the twin, each as long as the records'. "
)
_BEGIN = "They began with {start}. "
_SHARE = "Share: of the time that orders spend on the floor, what the difference explains."


def criticism_part(criticism: Criticism | None) -> Markup:
    """Return what the twin gets wrong, what matters most first."""
    if criticism is None:
        return Markup("")
    heading = tag("h3", "What the twin gets wrong")
    if criticism.refusal:
        return joined([heading, tag("p", criticism.refusal)])
    told = _MANY.format(found=len(criticism.misfits), compared=len(criticism.compared), runs=criticism.runs)
    note = tag("p", told + _BEGIN.format(start=criticism.start) + _SHARE, css="note")
    rows: list[list[Content]] = [[one.sentence, f"{100 * one.share:.1f} %"] for one in criticism.shown()]
    found = table(("Recorded and twin", "Share"), rows) if rows else tag("p", "Nothing beyond chance.")
    return joined([heading, note, found])


def check_json(check: Check) -> str:
    """Return the verdict with all that was compared, as JSON."""
    return json.dumps(plain(check), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
