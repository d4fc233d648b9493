"""What the explanation of a capstone should say, about the very proposal that was judged."""

from __future__ import annotations

from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.words import text
from plantwright.learn.capstone.judge import Judged

CRITERIA = (
    "It names what limits the plant today, with a number from its log or its twin.",
    "It says before the run in which direction and how far the proposal moves throughput, WIP or flow time.",
    "It says where the limit moves once the proposal is made, or why it stays.",
    "It says what the proposal means for the people who work there.",
    "It says what to measure after the change, for how long, and what would stop it.",
)


def rubric_of(judged: Judged) -> Rubric:
    """Return the criteria, with a model answer whose numbers are those of this run."""
    own, best = (_said(one.value, one.low, one.high) for one in (judged.gain, judged.best_gain))
    measure = "throughput" if judged.objective == "throughput" else "flow time"
    return Rubric(
        model=(
            f"The proposal gains {own} in {measure} for {text(judged.proposal.cost.once or 0.0)}. The best of "
            f"{judged.tried} that were tried, {judged.best.name}, gains {best}. A good explanation names the work "
            "center that limits the plant and why this change loosens it, where the limit goes next, who works "
            "differently afterwards, and how to see within weeks whether it came true."
        ),
        criteria=tuple(Criterion(text=one, points=1) for one in CRITERIA),
    )


def _said(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "nothing that is known"
    interval = "" if low is None or high is None else f" ({text(low, '', 3)} to {text(high, '', 3)})"
    return f"{text(value, '%', 3)}{interval}"
