"""A learner's proposal, judged by the twin; what was found is kept with the proposal, for its learner alone."""

from __future__ import annotations

from typing import Any

from plantwright.errors import NotThereError, PlantwrightError
from plantwright.files.plant import read_plant
from plantwright.learn.capstone.brief import Brief
from plantwright.learn.capstone.judge import Judged, judge, trial_of
from plantwright.learn.capstone.rubric import rubric_of
from plantwright.model.change import parse_changes
from plantwright.store.school_tables import Proposal
from plantwright.web.work import Told


def done(told: Told) -> str:
    """Judge a proposal."""
    name = str(told.run.asked["proposal"])
    with told.store.session() as session:
        kept = session.get(Proposal, name)
        if kept is None:
            return "the proposal was taken back"
        edits, folder = kept.edits, told.store.run_folder(kept.plant, kept.study) / "plant"
    try:
        if not folder.is_dir():
            raise NotThereError("there is no twin any more; study the plant, then propose again")
        (change,) = parse_changes([{"name": "proposed", "edits": edits}])
        plant = read_plant(folder)
        found = as_fields(judge(plant, change, Brief(), trial_of(plant), told.say))
    except PlantwrightError as error:
        _keep(told, name, state="failed", problems=[*error.problems] or [error.subject])
        return "could not be judged; its page says why"
    _keep(told, name, state="judged", judged=found)
    return "judged"


def as_fields(found: Judged) -> dict[str, Any]:
    """Return what was found as the proposal's page shows it."""
    rubric = rubric_of(found)
    return {
        "cost": found.proposal.cost.once, "best": str(found.best.name), "best_cost": found.best.cost.once,
        "objective": found.objective, "tried": found.tried, "gain": found.gain.model_dump(),
        "best_gain": found.best_gain.model_dump(), "share": found.share.model_dump(), "model": rubric.model,
        "criteria": [one.text for one in rubric.criteria],
    }  # fmt: skip


def _keep(told: Told, name: str, **fields: Any) -> None:
    with told.store.session() as session:
        kept = session.get(Proposal, name)
        for field, value in fields.items() if kept is not None else ():
            setattr(kept, field, value)
