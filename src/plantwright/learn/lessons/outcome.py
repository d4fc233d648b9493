"""What a change does in the twin, and how a prediction made before compares with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from plantwright.model.change import Change, parse_changes
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.model.quantity import Count, Noun

if TYPE_CHECKING:
    from plantwright.improve.experiment import Trial

SHOWN = {"throughput": "throughput", "flow_mean": "mean flow time", "wip": "WIP"}
"""What a lesson compares, by its name in the twin."""
RUNS = 20
"""Runs of the plant as it is, and as many of the changed one on the same random numbers."""
SMALL = 0.5
"""A change by less is as good as none [%]."""

Verdict = Literal["within", "direction", "other_way", "nothing"]
WORDS: dict[Verdict, str] = {
    "within": "Your number lies within the interval of the runs.",
    "direction": "The direction is right, the size is not. Which part of your reason was too strong or too weak?",
    "other_way": "It went the other way. Which part of your reason failed?",
    "nothing": "The runs cannot tell the effect from none. What did you expect to limit the plant that does not?",
}
"""What is said of a prediction."""


class Effect(Noun):
    """One measure without and with the change."""

    measure: Literal["throughput", "flow_mean", "wip"]
    called: str
    before: Estimate
    after: Estimate
    effect: Estimate
    """Of the changed plant against the plant as it is, run by run on the same random numbers [%]."""


class Outcome(Noun):
    """What a change did in the twin; simulated, as the twin is."""

    effects: tuple[Effect, ...]
    runs: Count
    """Runs of each."""

    def of(self, measure: str) -> Effect:
        """Return the effect on one measure."""
        return next(one for one in self.effects if one.measure == measure)


class Judged(Noun):
    """A prediction beside the runs."""

    verdict: Verdict
    says: str


def try_out(plant: Plant, change: Change | dict[str, object], runs: int = RUNS, trial: Trial | None = None) -> Outcome:
    """Return what a change does to a plant, by paired runs of its twin.

    Parameters
    ----------
    change
        Itself, or as a lesson shows it.
    trial
        Warm-up, length and seed; chosen by the plant where not told.

    Raises
    ------
    PlantError
        The change does not fit the plant.
    TwinError
        The plant or the changed one deadlocks or cannot keep up.
    """
    from plantwright.improve.experiment import BASE, Experiment, Trial  # noqa: PLC0415  # loads the compiled twin
    from plantwright.improve.gains import estimate, level  # noqa: PLC0415
    from plantwright.improve.study import trial_length  # noqa: PLC0415

    one = change if isinstance(change, Change) else parse_changes([change])[0]
    experiment = Experiment(plant, {one.name: one}, trial or Trial(*trial_length(plant)))
    experiment.extend([BASE, one.name], runs)
    effects = [
        {
            "measure": measure,
            "called": called,
            "before": level(experiment, BASE, measure),
            "after": level(experiment, one.name, measure),
            "effect": estimate(experiment.effect(one.name, measure), "%", "difference of paired simulated runs"),
        }
        for measure, called in SHOWN.items()
    ]
    return Outcome.model_validate({"effects": effects, "runs": runs})


def judged(predicted: float, effect: Estimate) -> Judged:
    """Return how a predicted effect [%] compares with that of the runs [%]."""
    verdict = _verdict(predicted, effect)
    return Judged(verdict=verdict, says=WORDS[verdict])


def _verdict(predicted: float, effect: Estimate) -> Verdict:
    if effect.value is None or effect.low is None or effect.high is None:
        return "nothing"
    if min(effect.low, effect.value - SMALL) <= predicted <= max(effect.high, effect.value + SMALL):
        return "within"
    if effect.low <= 0 <= effect.high:
        return "nothing"
    return "direction" if predicted * effect.value > 0 else "other_way"
