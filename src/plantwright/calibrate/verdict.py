"""The verdict on a twin, from what was held out and from what it gets wrong at its work centers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plantwright.calibrate.check import Check, Verdict
from plantwright.calibrate.criticism import Criticism
from plantwright.messages.told import told

GRADES: tuple[Verdict, ...] = ("believable", "unchecked", "usable with care", "not to be believed")
"""From best to worst; what was not held out stays unchecked, however well its work centers look."""
CARE = 0.05
"""Share of the orders' time that one misfit explains, above which the twin is to be used with care."""
LOST = 0.3
"""The same of the queues of the whole window together, above which it is not to be believed."""
_TOLD = 2


def criticized(check: Check, criticism: Criticism) -> Check:
    """Return a check with a criticism taken into account: it can lower the verdict, never raise it."""
    verdict = max(check.verdict, _grade(criticism), key=GRADES.index)
    return replace(check, verdict=verdict, reasons=(*check.reasons, *_reasons(criticism)), criticism=criticism)


def of_inferred(check: Check, inferred: Sequence[str]) -> Check:
    """Return a check of a twin that was learned from times which no record tells: at best to be used with care."""
    if "start" not in inferred:
        return check
    told = "when work began was inferred from when it ended: times in work are upper bounds, waits lower ones"
    verdict = max(check.verdict, "usable with care", key=GRADES.index)
    return replace(check, verdict=verdict, reasons=(*check.reasons, told))


def _grade(criticism: Criticism) -> Verdict:
    if criticism.refusal or criticism.queues() >= LOST:
        return "not to be believed"
    return "usable with care" if criticism.largest() >= CARE else "believable"


def _reasons(criticism: Criticism) -> tuple[str, ...]:
    if criticism.refusal:
        return (criticism.refusal,)
    if not criticism.compared:
        return (told("too little was seen at any work center to say what the twin gets wrong there"),)
    if not criticism.misfits:
        return (
            told("nothing found beyond chance in {n:,} comparisons at its work centers", n=len(criticism.compared)),
        )
    grave = [one for one in criticism.shown() if one.share >= CARE]
    if not grave:
        first = criticism.misfits[0]
        return (told("beyond chance but small: {misfit}", misfit=first.sentence),)
    grievous = tuple(
        told("{misfit} ({share:.0f} % of the orders' time)", misfit=one.sentence, share=100 * one.share)
        for one in grave[:_TOLD]
    )
    lost = criticism.queues()
    return (
        (*grievous, told("queues that it gets wrong are {share:.0f} % of the orders' time", share=100 * lost))
        if lost >= LOST
        else grievous
    )
