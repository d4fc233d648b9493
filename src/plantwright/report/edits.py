"""What a change edits, for people who do not know the vocabulary."""

from __future__ import annotations

from functools import singledispatch

from plantwright.model import change as changes
from plantwright.model.change import Change, Edit
from plantwright.report.words import plural

RULES = {"fifo": "longest waiting first", "edd": "earliest due date first", "spt": "shortest job first"}


def change_words(change: Change) -> str:
    """Return what a change edits."""
    return "; ".join(edit_words(edit) for edit in change.edits)


@singledispatch
def edit_words(edit: Edit) -> str:
    """Return what an edit does."""
    return f"{edit.key}: {edit.model_dump()}"


@edit_words.register
def _(edit: changes.AddStations) -> str:
    return f"{edit.count} more {plural('station', edit.count)} at {edit.work_center}, nobody new to staff"


@edit_words.register
def _(edit: changes.ScaleProcessTime) -> str:
    return f"process times at {edit.work_center} {_times(edit.factor)}"


@edit_words.register
def _(edit: changes.ScaleSetupTime) -> str:
    return f"setup times at {edit.work_center} {_times(edit.factor)}"


@edit_words.register
def _(edit: changes.ScaleFailures) -> str:
    between, repair = _times(edit.mtbf_factor), _times(edit.mttr_factor)
    return f"at {edit.work_center}: time between failures {between}, repair time {repair}"


@edit_words.register
def _(edit: changes.ScaleRework) -> str:
    return f"chance of rework after {edit.work_center} {_times(edit.factor)}"


@edit_words.register
def _(edit: changes.SetBuffer) -> str:
    places = "any number of" if edit.capacity is None else f"{edit.capacity}"
    return f"{places} {plural('place', edit.capacity or 0)} in front of {edit.work_center}"


@edit_words.register
def _(edit: changes.AddWorkers) -> str:
    return f"{edit.count} more {plural('worker', edit.count)} with skill {edit.skill}"


@edit_words.register
def _(edit: changes.CrossTrain) -> str:
    people = f"{edit.count} {plural('worker', edit.count)}"
    return f"{people} with skill {edit.from_skill} also trained in {edit.to_skill}"


@edit_words.register
def _(edit: changes.SetWipLimit) -> str:
    return f"at most {edit.limit} orders on the floor"


@edit_words.register
def _(edit: changes.SetDispatch) -> str:
    return f"{RULES[edit.rule]} at {_where(edit.work_center)}"


@edit_words.register
def _(edit: changes.ScaleDemand) -> str:
    return f"demand {_times(edit.factor)}"


@edit_words.register
def _(edit: changes.ScaleLotSize) -> str:
    return f"lots of {edit.product} {_times(edit.factor)}, same pieces in total"


@edit_words.register
def _(edit: changes.SetShift) -> str:
    return f"calendar {edit.calendar} at {_where(edit.work_center)}"


def _times(factor: float) -> str:
    return "unchanged" if factor == 1 else f"{100 * (factor - 1):+.3g} %".replace("-", "−")


def _where(work_center: str) -> str:
    return "every work center" if work_center == "all" else work_center
