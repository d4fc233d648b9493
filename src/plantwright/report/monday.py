"""What to do on Monday: a few steps that need no model, only people who go and look."""

from __future__ import annotations

from collections.abc import Iterator

from plantwright.improve.money import cost_of
from plantwright.improve.ranking import RankedChange
from plantwright.improve.rests import RECORDS
from plantwright.improve.study import Study
from plantwright.messages.told import later, said, say
from plantwright.model.change import Cost
from plantwright.plot.bottleneck import find_bottleneck
from plantwright.plot.digits import interval_text, value_text
from plantwright.report.answer import first_change, is_sure
from plantwright.report.measure_first import looks, what

MOST = 5
ORDINARY = frozenset(
    {"orders_derived", "cut_left", "cut_right", "begun_before_window", "running_at_end", "columns_not_used", "print"}
)
"""Findings that nobody needs to cure: every window has them, or they say how a file was read."""
PRICED = frozenset({"add_stations"})
"""Edits whose first step asks for the price already."""
FREE = frozenset({"set_dispatch", "set_wip_limit", "scale_lot_size"})
"""Edits that can be tried for two weeks without buying anything."""
WORTH = 0.1
"""Part of the first gain below which nothing is worth two weeks of trying."""
HOW = {
    "add_stations": later("Ask for a price, floor space and people for “{change}”; nobody new staffs it in the twin."),
    "scale_process_time": later(
        "For “{change}”, time ten lots with the people there; list what could be done before or beside the run."
    ),
    "scale_setup_time": later(
        "For “{change}”, film three setups; move everything that can be done while the machine still runs."
    ),
    "scale_failures": later(
        "For “{change}”, list the last ten stops with their causes; agree who repairs what, with which parts at hand."
    ),
    "scale_rework": later("For “{change}”, look at the last ten lots that came back, and at why."),
    "set_buffer": later("For “{change}”, see whether there is room, and who keeps the places in order."),
    "add_workers": later("For “{change}”, find out when somebody could begin, and on which shift."),
    "cross_train": later("For “{change}”, agree who is trained, by whom, and when."),
    "set_wip_limit": later("Try “{change}” for two weeks: count the orders on the floor, and release none above it."),
    "set_dispatch": later("Try “{change}” for two weeks: write the rule on the board and keep to it."),
    "scale_demand": later("For “{change}”, talk with sales about what can be promised."),
    "scale_lot_size": later("Try “{change}” for two weeks, and count the setups it adds."),
    "set_shift": later("For “{change}”, talk with the people about the hours."),
}
"""By the key of a change's first edit: how to begin with it."""


def monday(study: Study) -> list[str]:
    """Return up to five steps, the most urgent first."""
    return [step for step in _steps(study) if step][:MOST]


def _steps(study: Study) -> Iterator[str]:
    if study.check.verdict == "not to be believed":
        yield say("Spend no money on these gains yet: the twin failed its check. Read why below, and cure that first.")
    if study.check.verdict == "unchecked":
        yield say("Record starts and ends of the work for four weeks, so that the twin can be checked.")
    yield _measure_first(study)
    yield _go_and_look(study)
    top = first_change(study)
    if top is not None:
        yield say(HOW[top.change.edits[0].key], change=top.change.name)
        yield _cost(study, top)
        yield _free_trial(study, top)
        yield _more_records(top)
    yield _mend(study)


def _measure_first(study: Study) -> str:
    facts = study.ranking.first_facts if study.ranking else None
    shown = facts.shown() if facts else ()
    if not shown:
        return ""
    return say("Measure {what}, before any money is spent: {looks}.", what=what(shown[0].source), looks=looks(shown[0]))


def _go_and_look(study: Study) -> str:
    found = find_bottleneck(study.measures or (study.ranking.base if study.ranking else None))
    if found is None:
        return ""
    return say(
        "Stand at {place} for an hour and ask the people there why it waits, stops and sets up.",
        place=found.work_center,
    )


def _cost(study: Study, top: RankedChange) -> str:
    cost = cost_of(top.change, study.plant) if study.plant else top.change.cost
    if cost != Cost() or _is_free(top) or top.change.edits[0].key in PRICED:
        return ""
    return say(
        "Find out what “{change}” costs; told beside it, the next study says when it pays.", change=top.change.name
    )


def _free_trial(study: Study, top: RankedChange) -> str:
    others = study.ranking.changes if study.ranking else ()
    least = WORTH * (top.gain.value or 0.0)
    worth = [one for one in others if one is not top and is_sure(one.gain) and (one.gain.value or 0.0) >= least]
    free = [one for one in worth if _is_free(one)]
    if not free or _is_free(top):
        return ""
    gain, interval = value_text(free[0].gain, sign=True), interval_text(free[0].gain, sign=True)
    return say(
        "Meanwhile try “{change}” for two weeks: it needs no money and promises {gain} ({interval}).",
        change=free[0].change.name,
        gain=gain,
        interval=interval,
    )


def _is_free(one: RankedChange) -> bool:
    return all(edit.key in FREE for edit in one.change.edits)


def _more_records(top: RankedChange) -> str:
    source = top.rests.main_source() if top.rests and top.rests.ignorance >= 0.5 else None
    if top.rests is None or source is None:
        return ""
    return say(
        "Go on recording {records}: twice as many weeks narrow the first gain's interval by about {narrowed:.0f} %.",
        records=RECORDS[source],
        narrowed=100 * top.rests.narrowed(),
    )


def _mend(study: Study) -> str:
    findings = [one for one in study.log.findings if one.name not in ORDINARY] if study.log else []
    if not findings:
        return ""
    worst = max(findings, key=lambda one: one.count)
    return say("Mend the records where they are wrong, this first: {finding}.", finding=said(worst.detail))
