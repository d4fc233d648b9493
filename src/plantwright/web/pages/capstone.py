"""Capstone: what would you change here, and how close does it come to the best that the money buys?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.errors import NotAllowedError, NotThereError, PlantError
from plantwright.store.accounts import plant_for
from plantwright.store.runs import ask
from plantwright.store.school import learner_of, proposal_for, proposals_of
from plantwright.store.school_tables import Proposal
from plantwright.store.tables import KeptPlant, KeptRun
from plantwright.web.forms import Fields
from plantwright.web.look import page
from plantwright.web.saved import saved
from plantwright.web.school.menu import edits_of, menu
from plantwright.web.studied import folder_of, shown_run
from plantwright.web.visitor import Acting, Seeing, Visitor

if TYPE_CHECKING:
    from plantwright.model.plant import Plant

router = APIRouter(prefix="/plants/{plant}/learn/capstone", include_in_schema=False)
MOST_WAITING = 3
"""Proposals of a learner that may wait at a time."""
Chosen = Annotated[list[Annotated[str, Form(max_length=300)]], Form(max_length=6)]
Expects = Annotated[str, Form(min_length=1, max_length=4000)]
Amounts = Annotated[list[Annotated[str, Form(max_length=20)]], Form(max_length=6)]


@router.get("")
def show_capstone(request: Request, who: Seeing, plant: str) -> Response:
    """Show the budget, what may be changed, and what the learner proposed so far."""
    return _shown(request, who, plant_for(who.session, who.account, plant))


@dataclass(frozen=True)
class Draft:
    """A proposal as it was written, and what keeps it from being judged."""

    chosen: Sequence[str]
    amounts: Sequence[str]
    expects: str
    problems: Sequence[str]


def _shown(request: Request, who: Visitor, plant: KeptPlant, draft: Draft | None = None, status: int = 200) -> Response:
    from plantwright.learn.capstone.brief import Brief

    study = _study(who, plant)
    return page(
        request, "capstone.html", status=status, who=who, plant=plant, here="learn", title=f"{plant.name}: capstone",
        brief=Brief(), menu=menu(_twin(who, study)) if study else (), able=study is not None, draft=draft,
        proposals=proposals_of(who.session, learner_of(who.session, who.account), plant.id),
    )  # fmt: skip


@router.post("")
def propose(
    request: Request, who: Acting, plant: str, *, chosen: Chosen, amounts: Amounts, expects: Expects
) -> Response:
    """Take a proposal and put it in the line to be judged; one that is refused can be mended where it was written."""
    found = plant_for(who.session, who.account, plant)
    try:
        return _to(found, _proposed(who, found, chosen, amounts, expects))
    except (PlantError, NotAllowedError) as error:
        status = 403 if isinstance(error, NotAllowedError) else 422
        draft = Draft(chosen, amounts, expects, error.said)
        return _shown(request, who, found, draft, status)


def _proposed(who: Visitor, found: KeptPlant, chosen: Sequence[str], amounts: Sequence[str], expects: str) -> Proposal:
    """Return a proposal that waits to be judged."""
    study = _study(who, found)
    if study is None:
        raise NotThereError("there is no twin to ask: study the plant first")
    learner = learner_of(who.session, who.account)
    waiting = sum(one.state == "waiting" for one in proposals_of(who.session, learner, found.id))
    if waiting >= MOST_WAITING:
        raise NotAllowedError(f"{waiting} of your proposals wait to be judged; wait for one of them")
    edits = edits_of(chosen, amounts)
    _demand_fit(_twin(who, study), edits)
    kept = Proposal(plant=found.id, study=study.id, learner=learner, edits=edits, expects=expects.strip())
    who.session.add(kept)
    who.session.flush()
    ask(who.session, found.id, "capstone", {"proposal": kept.id})
    return kept


@router.get("/{proposal}")
def show_proposal(request: Request, who: Seeing, plant: str, proposal: str) -> Response:
    """Show what the twin said of a proposal, and the criteria for the learner's words."""
    found, kept = _proposal(who, plant, proposal)
    return page(
        request, "proposal.html", who=who, plant=found, here="learn", title=f"{found.name}: proposal", kept=kept,
        mark=_mark(kept),
    )  # fmt: skip


@router.get("/{proposal}/report.jwt")
def save_report(who: Seeing, plant: str, proposal: str) -> Response:
    """Hand out what was found and the mark, signed by the school; once the words are compared."""
    from plantwright.learn.credentials.signed import sign
    from plantwright.web.school.seal import secret_key

    found, kept = _proposal(who, plant, proposal)
    mark = _mark(kept)
    if mark is None:
        raise NotAllowedError("a report is signed once the twin has judged the proposal and the words are compared")
    report = {
        "kind": "plantwright capstone", "learner": kept.learner, "plant": found.name, "proposed": kept.edits,
        "expects": kept.expects, "judged": kept.judged, "met": kept.met, "mark": mark, "made": kept.made.isoformat(),
    }  # fmt: skip
    return saved(sign(report, secret_key(who.store)), "capstone.jwt", "application/jwt")


@router.get("/{proposal}/school.pub")
def save_key(who: Seeing, plant: str, proposal: str) -> Response:
    """Hand out the public key that verifies the school's reports."""
    from plantwright.web.school.seal import public_pem

    _proposal(who, plant, proposal)
    return saved(public_pem(who.store), "school.pub", "application/x-pem-file")


@router.post("/{proposal}/mark")
def mark_words(who: Acting, plant: str, proposal: str, form: Fields) -> Response:
    """Keep which criteria the learner finds met by what they wrote."""
    found, kept = _proposal(who, plant, proposal)
    if kept.state != "judged":
        raise NotAllowedError("words are compared once, after the twin has judged the proposal")
    numbers = range(1, len(kept.judged["criteria"]) + 1)
    kept.met = sorted({int(str(one)) for one in form.getlist("met") if str(one).isdecimal()} & set(numbers))
    kept.state = "marked"
    return _to(found, kept)


def _mark(kept: Proposal) -> float | None:
    """Return the mark out of 100; None while it is not judged and compared."""
    if kept.state != "marked":
        return None
    from plantwright.learn.capstone.judge import points
    from plantwright.model.estimate import Estimate

    met = [k in kept.met for k in range(1, len(kept.judged["criteria"]) + 1)]
    return points(Estimate.model_validate(kept.judged["share"]), met)


def _demand_fit(plant: Plant, edits: list[dict[str, Any]]) -> None:
    """Raise PlantError where a proposal does not fit the plant, its prices or its budget."""
    from plantwright.learn.capstone.brief import Brief, within
    from plantwright.model.change import parse_changes

    (change,) = parse_changes([{"name": "proposed", "edits": edits}])
    within(change, Brief(), plant)


def _study(who: Visitor, plant: KeptPlant) -> KeptRun | None:
    found = shown_run(who, plant, None)
    return found if found is not None and (folder_of(who, found) / "plant").is_dir() else None


def _twin(who: Visitor, study: KeptRun) -> Plant:
    from plantwright.files.plant import read_plant

    return read_plant(folder_of(who, study) / "plant")


def _proposal(who: Visitor, plant: str, proposal: str) -> tuple[KeptPlant, Proposal]:
    found = plant_for(who.session, who.account, plant)
    return found, proposal_for(who.session, learner_of(who.session, who.account), plant, proposal)


def _to(plant: KeptPlant, kept: Proposal) -> Response:
    return RedirectResponse(f"/plants/{plant.id}/learn/capstone/{kept.id}", 303)
