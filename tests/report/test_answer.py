"""The three sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantwright.calibrate.check import UNCHECKED
from plantwright.improve.study import Study
from plantwright.model.estimate import Estimate, Measures
from plantwright.report.answer import answer


def test_three_sentences_say_where_whether_and_what(fabricated):
    """The bottleneck with what eats its time, the verdict with its reasons, the tie with its gain and interval."""
    where, whether, what = answer(fabricated.study())
    assert where.startswith("Output is lost at Gear hobbing, busy 87.1 % of its scheduled time (85.1 to 89.1)")
    assert "setups (24 %), breakdowns (9 %)" in where
    assert "all three ways of looking point there" in where
    assert whether.startswith("The twin is usable with care: it foretells")
    assert "these three cannot be told apart yet" in what
    assert "+8.1 % throughput (95 % interval +7.0 to +9.2)" in what


def test_each_is_one_sentence(fabricated):
    """Each begins with a capital and has one full stop, at its end."""
    for text in answer(fabricated.study()):
        assert text[0].isupper()
        assert text.endswith(".")
        assert ". " not in text


def test_a_clear_winner_is_named_alone(fabricated):
    """Where the first is alone in its group, no tie is spoken of."""
    study = fabricated.study()
    alone = replace(study.ranking, changes=study.ranking.changes[3:])
    what = answer(replace(study, ranking=alone))[2]
    assert what.startswith("Change first: “Repair hobbing twice as fast”")
    assert "apart" not in what


def test_no_sure_gain_is_no_advice(fabricated):
    """If the best change may gain nothing, it is a guess and not a recommendation."""
    study = fabricated.study()
    weak = replace(study.ranking, changes=study.ranking.changes[4:])
    what = answer(replace(study, ranking=weak))[2]
    assert what.startswith("No change shows a gain that can be told from zero")
    assert "Change first" not in what


def test_a_failed_check_stands_before_the_promise(fabricated):
    """A twin that is not to be believed never promises a gain without that said in the same sentence."""
    study = fabricated.study()
    failed = replace(study, check=replace(study.check, verdict="not to be believed"))
    _, whether, what = answer(failed)
    assert whether.startswith("The twin is not to be believed")
    assert what.startswith("The twin failed its check")


def test_without_records_nothing_is_claimed(fabricated):
    """A plant folder without a log: the loss is not known, the twin unchecked, and a gain is conditional."""
    study = Study(fabricated.plant(), None, None, UNCHECKED, fabricated.ranking())
    where, whether, what = answer(study)
    assert where == "Where output is lost is not known: there are no records of this plant."
    assert whether == "The twin is unchecked: there is no log to hold a part of it out."
    assert what.startswith("If the unchecked twin is right: ")


def test_without_records_the_twin_may_say_where(fabricated):
    """If the ranking's base knows a bottleneck, it is told as the unchecked twin's view."""
    ranking = replace(fabricated.ranking(), base=fabricated.measures())
    where = answer(Study(fabricated.plant(), None, None, UNCHECKED, ranking))[0]
    assert where.startswith("No records, so this is the unchecked twin's view: Output is lost at Gear hobbing")


@pytest.mark.parametrize("refusal", ["only 9 orders were completed", ""])
def test_why_there_is_no_ranking_is_said(fabricated, refusal):
    """A refusal is told with its reason."""
    what = answer(replace(fabricated.study(), ranking=None, refusal=refusal))[2]
    assert what.startswith("No change is ranked: ")
    assert refusal in what


def test_disagreement_of_the_methods_is_said(fabricated):
    """If the longest queue stands elsewhere, the sentence says two of three and where the third points."""
    rows = [dict(row) for row in fabricated.measures().tables["bottlenecks"]]
    rows[0]["queue_time"] = Estimate(value=99.0, unit="h")
    tables = {**fabricated.measures().tables, "bottlenecks": tuple(rows)}
    where = answer(replace(fabricated.study(), measures=Measures(tables=tables)))[0]
    assert "two of three ways of looking point there (longest wait in front of it: Saw)" in where


def test_empty_measures_are_said_to_know_nothing(fabricated):
    """Measures without work centers give a plain 'not known'."""
    where = answer(replace(fabricated.study(), measures=Measures()))[0]
    assert where.startswith("Where output is lost is not known")
