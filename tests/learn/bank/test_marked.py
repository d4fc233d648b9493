"""Lots that are marked: what the log records is counted; where it records nothing, long steps are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.learn.cases import EXAMPLES

from plantwright.events.read import read_log
from plantwright.learn.bank.agree import disagreement
from plantwright.learn.bank.case import Case
from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.quality.series import marked
from plantwright.learn.bank.template import pose


@pytest.fixture(scope="module")
def case() -> Case:
    """Return a plant whose log records scrap and rework."""
    return Case.of(read_log(EXAMPLES / "machine-shop"), name="machine-shop")


def test_scrap_and_rework_that_are_recorded_are_counted(case: Case) -> None:
    """The marks are those of the log, and no period has more marked lots than lots."""
    for seed in range(20):
        found = marked(case, Draw.of(seed))
        assert found.mark in ("had scrapped pieces", "came for rework")
        assert all(bad <= lots for bad, lots in zip(found.marked, found.lots, strict=True))
        assert sum(found.lots) <= int((case.steps["work_center"] == found.where).sum())


@pytest.mark.parametrize("rows", [6000, 120])
def test_without_scrap_and_rework_long_steps_are_counted(case: Case, rows: int) -> None:
    """A log that records neither still binds, a short one too, and both ways lead to the answer."""
    bare = replace(case, steps=case.steps.head(rows).assign(scrapped=0, rework=False))
    for name in ("quality.limit_of_a_share", "quality.chance_to_see_a_defect"):
        for seed in range(10):
            assert marked(bare, Draw.of(seed)).mark.startswith("took longer than ")
            assert disagreement(pose(TEMPLATES[name], bare, seed)) is None
