"""What the twin gets wrong, as a part of the page and as JSON."""

from __future__ import annotations

import json

from plantwright.calibrate.check import Check
from plantwright.calibrate.criticism import Criticism
from plantwright.messages.told import later, said, say
from plantwright.report.markup import Content, Markup, joined, table, tag
from plantwright.report.plain import plain

_MANY = later(
    "{found} of {compared} comparisons lie beyond chance; {runs} windows of the twin, each as long as the records'. "
    "They began with {start}. Share: of the time that orders spend on the floor, what the difference explains."
)


def criticism_part(criticism: Criticism | None) -> Markup:
    """Return what the twin gets wrong, what matters most first."""
    if criticism is None:
        return Markup("")
    heading = tag("h3", say("What the twin gets wrong"))
    if criticism.refusal:
        return joined([heading, tag("p", said(criticism.refusal))])
    counts = {"found": len(criticism.misfits), "compared": len(criticism.compared), "runs": criticism.runs}
    note = tag("p", say(_MANY, **counts, start=said(criticism.start)), css="note")
    rows: list[list[Content]] = [
        [said(one.sentence), say("{share:.1f} %", share=100 * one.share)] for one in criticism.shown()
    ]
    found = table((say("Recorded and twin"), say("Share")), rows) if rows else tag("p", say("Nothing beyond chance."))
    return joined([heading, note, found])


def check_json(check: Check) -> str:
    """Return the verdict with all that was compared, as JSON."""
    return json.dumps(plain(check), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
