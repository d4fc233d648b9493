"""What a change edits, for people who do not know the vocabulary."""

from __future__ import annotations

from functools import singledispatch

from plantwright.messages.told import number, say, say_many, told
from plantwright.model import change as changes
from plantwright.model.change import Change, Edit

RULES = {
    "fifo": told("longest waiting first"),
    "edd": told("earliest due date first"),
    "spt": told("shortest job first"),
}


def change_words(change: Change) -> str:
    """Return what a change edits."""
    return "; ".join(edit_words(edit) for edit in change.edits)


@singledispatch
def edit_words(edit: Edit) -> str:
    """Return what an edit does."""
    return f"{edit.key}: {edit.model_dump()}"


@edit_words.register
def _(edit: changes.AddStations) -> str:
    return say_many(
        "{count} more station at {place}, nobody new to staff",
        "{count} more stations at {place}, nobody new to staff",
        edit.count,
        place=edit.work_center,
    )


@edit_words.register
def _(edit: changes.ScaleProcessTime) -> str:
    return say("process times at {place} {change}", place=edit.work_center, change=_times(edit.factor))


@edit_words.register
def _(edit: changes.ScaleSetupTime) -> str:
    return say("setup times at {place} {change}", place=edit.work_center, change=_times(edit.factor))


@edit_words.register
def _(edit: changes.ScaleFailures) -> str:
    return say(
        "at {place}: time between failures {between}, repair time {repair}",
        place=edit.work_center,
        between=_times(edit.mtbf_factor),
        repair=_times(edit.mttr_factor),
    )


@edit_words.register
def _(edit: changes.ScaleRework) -> str:
    return say("chance of rework after {place} {change}", place=edit.work_center, change=_times(edit.factor))


@edit_words.register
def _(edit: changes.SetBuffer) -> str:
    if edit.capacity is None:
        return say("any number of places in front of {place}", place=edit.work_center)
    return say_many(
        "{count} place in front of {place}", "{count} places in front of {place}", edit.capacity, place=edit.work_center
    )


@edit_words.register
def _(edit: changes.AddWorkers) -> str:
    return say_many(
        "{count} more worker with skill {skill}",
        "{count} more workers with skill {skill}",
        edit.count,
        skill=edit.skill,
    )


@edit_words.register
def _(edit: changes.CrossTrain) -> str:
    return say_many(
        "{count} worker with skill {skill} also trained in {other}",
        "{count} workers with skill {skill} also trained in {other}",
        edit.count,
        skill=edit.from_skill,
        other=edit.to_skill,
    )


@edit_words.register
def _(edit: changes.SetWipLimit) -> str:
    return say("at most {limit} orders on the floor", limit=edit.limit)


@edit_words.register
def _(edit: changes.SetDispatch) -> str:
    return say("{rule} at {place}", rule=RULES[edit.rule], place=_where(edit.work_center))


@edit_words.register
def _(edit: changes.ScaleDemand) -> str:
    return say("demand {change}", change=_times(edit.factor))


@edit_words.register
def _(edit: changes.ScaleLotSize) -> str:
    return say("lots of {product} {change}, same pieces in total", product=edit.product, change=_times(edit.factor))


@edit_words.register
def _(edit: changes.SetShift) -> str:
    return say("calendar {calendar} at {place}", calendar=edit.calendar, place=_where(edit.work_center))


def _times(factor: float) -> str:
    return say("unchanged") if factor == 1 else say("{change} %", change=number(100 * (factor - 1), "+.3g"))


def _where(work_center: str) -> str:
    return say("every work center") if work_center == "all" else work_center
