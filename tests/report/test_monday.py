"""What to do on Monday."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantwright.calibrate.check import UNCHECKED
from plantwright.improve.rests import Rests
from plantwright.improve.study import Study
from plantwright.model.change import EDITS, Cost
from plantwright.report.monday import HOW, MOST, ORDINARY, monday
from plantwright.report.terms import FINDINGS


def _first(fabricated, place, **more):
    """Return the study with the change at a place made the only one."""
    study = fabricated.study()
    one = replace(study.ranking.changes[place], **more)
    return replace(study, ranking=replace(study.ranking, changes=(one,)))


def test_first_go_and_look(fabricated):
    """The first step is to stand where output is lost and ask; then comes how to begin with the first change."""
    steps = monday(fabricated.study())
    assert steps[0].startswith("Stand at Gear hobbing for an hour")
    assert steps[1].startswith("For “Halve setups at gear hobbing”, film three setups")
    assert len(steps) <= MOST


@pytest.mark.parametrize("key", EDITS)
def test_every_edit_says_how_to_begin(key):
    """Each key of the change vocabulary has a first step with the change's name in it; a new key without fails here."""
    assert "{change}" in HOW[key]


def test_a_failed_twin_spends_no_money(fabricated):
    """Where the twin is not to be believed the first step is to spend nothing; unchecked, it is to record."""
    study = fabricated.study()
    failed = replace(study, check=replace(study.check, verdict="not to be believed"))
    assert monday(failed)[0].startswith("Spend no money on these gains yet")
    unchecked = Study(fabricated.plant(), None, None, UNCHECKED, fabricated.ranking())
    assert monday(unchecked)[0].startswith("Record starts and ends")


def test_an_unknown_cost_is_asked_for(fabricated):
    """A change whose cost nobody told is to be priced, one with a told cost is not."""
    priced = monday(_first(fabricated, 0))
    assert not [step for step in priced if "Find out what" in step]
    study = _first(fabricated, 0)
    change = study.ranking.changes[0].change.model_copy(update={"cost": Cost()})
    untold = replace(study.ranking.changes[0], change=change)
    asked = monday(replace(study, ranking=replace(study.ranking, changes=(untold,))))
    assert [step for step in asked if step.startswith("Find out what “Halve setups at gear hobbing” costs")]


def test_what_needs_no_money_is_tried_meanwhile(fabricated):
    """A sure gain of a rule or a limit, which costs nothing, is named with its interval; an unsure one is not."""
    study = fabricated.study()
    free = next(one for one in study.ranking.changes if one.change.edits[0].key == "set_dispatch")
    assert not [step for step in monday(study) if "needs no money" in step]
    sure = replace(free, gain=study.ranking.changes[0].gain)
    ranking = replace(study.ranking, changes=(*study.ranking.changes[:3], sure))
    assert [
        step for step in monday(replace(study, ranking=ranking)) if "“Shortest job first everywhere” for two" in step
    ]


def test_more_records_are_asked_where_they_help(fabricated):
    """If most of the width is what the records leave open, the records that narrow it are named with how much."""
    study = _first(fabricated, 0, rests=Rests(0.2, 0.8, {"breakdown": 0.7, "order": 0.3}))
    assert [step for step in monday(study) if step.startswith("Go on recording downtime")]
    chance = _first(fabricated, 0, rests=Rests(0.9, 0.1, {"breakdown": 0.7, "order": 0.3}))
    assert not [step for step in monday(chance) if step.startswith("Go on recording")]


def test_nobody_mends_what_every_window_has(fabricated):
    """Findings that any window has are no work for Monday; they are known findings all the same."""
    assert set(FINDINGS) >= ORDINARY
    study = fabricated.study()
    log = replace(study.log, findings=tuple(one for one in study.log.findings if one.name in ORDINARY))
    assert not [step for step in monday(replace(study, log=log)) if step.startswith("Mend")]
