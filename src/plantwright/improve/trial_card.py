"""A trial of a change on a card: who, how long, what to watch, when to stop, and what could be seen at all."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from plantwright.calibrate.effect_scale import from_percent, in_percent
from plantwright.errors import PlantError, TwinError
from plantwright.improve.noise import LENGTHS, Noise, Setting, noise_of, setting_of
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.stop_rule import FALSE_ALARM, Look, StopRule, boundary, look_days
from plantwright.messages.told import told, told_many
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant

POWER, LEVEL = 0.80, 0.90
REACH = 1.6449 + 0.8416
"""Standard errors that an effect must have so that a 90 % interval leaves zero out four times of five."""
MOST_DAYS = 120.0
"""Nobody waits longer for an answer."""
MOST_CARDS, FIRST = 6, 3
_NO_CHANCE = 1e-9
_HARM = {"throughput": -1.0, "flow_mean": 1.0, "on_time": -1.0, "wip": 1.0}
"""Which way each metric moves where a change harms."""


@dataclass(frozen=True)
class Watched:
    """A metric of a trial."""

    metric: str
    foretold: Estimate
    """Effect of the change [%], on a share [points]."""
    signal: float
    """Foretold effect over its standard error after 20 days [1]."""
    days: float | None
    """Days until the effect is seen; None: not within the days anybody waits [d]."""


@dataclass(frozen=True)
class Detectable:
    """The smallest effect that a trial of some length shows."""

    days: int
    effect: float
    """On the objective, for the better [%]."""


@dataclass(frozen=True)
class TrialCard:
    """All that is to be settled before a change is tried."""

    change: Change
    objective: str
    owner: str
    """Who sees to it; empty: to be filled in."""
    watched: tuple[Watched, ...]
    """What to measure, the clearest first."""
    where: tuple[str, ...]
    """Work centers at which to look."""
    detectable: tuple[Detectable, ...]
    stop: StopRule
    before_days: float
    """Records before that the trial is held against [d]."""
    gain: Estimate
    """The objective's foretold effect [%]."""

    def days(self) -> float | None:
        """Return the days until the objective's effect is seen; None: not within those anybody waits [d]."""
        return next((one.days for one in self.watched if one.metric == self.objective), None)

    def length(self) -> str:
        """Return how long to try, in words."""
        days = self.days()
        if days is None:
            return told("cannot be seen within {days:.0f} days", days=MOST_DAYS)
        return told_many("{count} day", "{count} days", math.ceil(days))


def trial_cards(
    plant: Plant, ranking: Ranking, before_days: float | None = None, *, tick: Callable[[str], None] | None = None
) -> tuple[TrialCard, ...]:
    """Return a card for each change of group 1 and for the first three, six at the most.

    Parameters
    ----------
    before_days
        Length of the records that a trial will be held against; None: there are none, so 60 days are assumed [d].

    Notes
    -----
    An effect δ is seen after T days where ``δ ≥ (z₀.₉₅ + z₀.₈₀) · √(after(T)² + before²)``: a 90 % interval then leaves
    zero out in four trials of five. Both standard deviations are those of simulated windows of that length with the
    same orders; demand and mix are taken out by ``verify``. Records before set a floor that no number of days after
    gets below.
    """
    picked = _picked(ranking)
    if not picked:
        return ()
    (tick or (lambda _: None))(f"writing trial cards of {len(picked)} changes")
    try:
        setting = setting_of(plant, ranking.warm_up, ranking.horizon, seed=ranking.seed)
        before = noise_of(plant, setting, seed=ranking.seed)
    except TwinError:
        return ()
    length = LENGTHS[-1] if before_days is None else before_days
    cards = (_card(plant, one, ranking, before, setting, length) for one in picked)
    return tuple(card for card in cards if card is not None)


def _picked(ranking: Ranking) -> list[RankedChange]:
    helping = [one for one in ranking.changes if one.gain.value is not None and one.gain.value > 0]
    chosen = [one for place, one in enumerate(helping) if one.tie_group == 1 or place < FIRST]
    return chosen[:MOST_CARDS]


def _card(
    plant: Plant, one: RankedChange, ranking: Ranking, before: Noise, setting: Setting, length: float
) -> TrialCard | None:
    try:
        after = noise_of(one.change.apply(plant), setting, seed=ranking.seed)
    except (PlantError, TwinError):
        return None
    trial = TrialNoise(after, before, length)
    # a plant without chance, or one of which no order leaves, has nothing to try for days
    if not trial.error(ranking.objective, LENGTHS[-1]) > _NO_CHANCE:
        return None
    effects = {
        "throughput": one.throughput, "flow_mean": one.flow_time, "on_time": one.on_time, "wip": one.wip,
    }  # fmt: skip
    watched = [_watched(name, effect, trial) for name, effect in effects.items() if effect.value is not None]
    clear = sorted((found for found in watched if found), key=lambda found: -found.signal)
    gain = effects[ranking.objective]
    return TrialCard(
        change=one.change, objective=ranking.objective, owner="", watched=tuple(clear), where=places(one.change),
        detectable=tuple(Detectable(days, _detectable(trial, ranking.objective, days)) for days in LENGTHS),
        stop=_stop(trial, ranking.objective, gain), before_days=length, gain=gain,
    )  # fmt: skip


@dataclass(frozen=True)
class TrialNoise:
    """The noise of a trial: after the change, and before it."""

    after: Noise
    before: Noise
    length: float
    """Records before [d]."""

    def error(self, metric: str, days: float) -> float:
        """Return the standard error of the effect after so many days."""
        return math.hypot(self.after.over(metric, days), self.before.over(metric, self.length))

    def days(self, metric: str, effect: float) -> float | None:
        """Return the days until an effect is seen [d]; None: not within those anybody waits."""
        if not abs(effect) >= REACH * self.error(metric, MOST_DAYS):
            return None
        low, high = 0.5, MOST_DAYS
        while high - low > 0.25:
            middle = (low + high) / 2
            low, high = (low, middle) if abs(effect) >= REACH * self.error(metric, middle) else (middle, high)
        return high


def places(change: Change) -> tuple[str, ...]:
    """Return the work centers that a change touches; none where it touches the whole plant."""
    named = [str(getattr(edit, "work_center", "")) for edit in change.edits]
    return tuple(dict.fromkeys(name for name in named if name not in ("", "all")))


def _watched(metric: str, foretold: Estimate, trial: TrialNoise) -> Watched | None:
    assert foretold.value is not None
    effect, error = from_percent(metric, foretold.value), trial.error(metric, 20)
    # a metric that chance does not move and the change neither tells nothing
    if not error > _NO_CHANCE:
        return None
    return Watched(metric, foretold, abs(effect) / error, trial.days(metric, effect))


def _detectable(trial: TrialNoise, metric: str, days: float) -> float:
    better = -_HARM[metric]
    return in_percent(metric, better * REACH * trial.error(metric, days))


def _stop(trial: TrialNoise, metric: str, gain: Estimate) -> StopRule:
    effect = from_percent(metric, gain.value or 0.0)
    days = look_days(trial.days(metric, effect) or MOST_DAYS)
    errors = [trial.error(metric, day) for day in days]
    constant, caught = boundary(errors, abs(effect))
    limits = [in_percent(metric, _HARM[metric] * constant * error) for error in errors]
    return StopRule(tuple(Look(day, limit) for day, limit in zip(days, limits, strict=True)), FALSE_ALARM, caught)
