"""The main job: records in; where output is lost, what to believe and what to change out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plantwright.calibrate.check import Check
from plantwright.calibrate.criticize import criticize
from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.fit import estimate
from plantwright.calibrate.holdout import check
from plantwright.calibrate.recent import recent, recent_finding
from plantwright.calibrate.refits import draws_by_source, draws_of
from plantwright.calibrate.told import told_plants
from plantwright.calibrate.told_check import raise_too_few, told_check
from plantwright.calibrate.verdict import criticized, of_inferred
from plantwright.errors import FitError, TwinError
from plantwright.events.log import EventLog
from plantwright.improve.combine import affordable, raise_no_amount
from plantwright.improve.rank import raise_unfit, rank
from plantwright.improve.ranking import Ranking
from plantwright.improve.trial_card import TrialCard, trial_cards
from plantwright.messages.told import told
from plantwright.model.calendar import DAY
from plantwright.model.change import Change
from plantwright.model.estimate import Measures
from plantwright.model.facts import NO_FACTS, Facts
from plantwright.model.history import NO_HISTORY, History
from plantwright.model.plant import Plant
from plantwright.observe.measures import measure
from plantwright.twin.load import overload_problems, raise_overload

DRAWS, DRAWS_BY_SOURCE = 16, 8
_VISITS = 12_000
_LONGEST, _SHORTEST = 90 * DAY, 2 * DAY


@dataclass(frozen=True)
class Study:
    """All that was learned of one plant."""

    plant: Plant | None
    """None where the records do not make a plant; the refusal says why."""
    log: EventLog | None
    """None where the study began with a plant and no records."""
    measures: Measures | None
    check: Check
    ranking: Ranking | None
    """None where the data cannot support a ranking; the refusal says why."""
    refusal: str = ""
    facts: Facts = NO_FACTS
    """What a person told."""
    trials: tuple[TrialCard, ...] = ()
    """How to try the first changes."""
    history: History = NO_HISTORY
    """What became of changes that were tried before."""

    def name(self) -> str:
        """Return the plant's name, or that of its log."""
        if self.plant:
            return self.plant.name
        return self.log.meta.name if self.log else "plant"


def study(
    log: EventLog,
    facts: Facts = NO_FACTS,
    *,
    changes: Sequence[Change] | None = None,
    budget: float | None = None,
    seed: int = 0,
    tick: Callable[[str], None] | None = None,
    done: Callable[[], None] | None = None,
) -> Study:
    """Learn a plant from its log, check it on weeks held out, and rank changes.

    A very long log is measured as a whole, and the plant learned from its last weeks (``calibrate.recent``).

    Parameters
    ----------
    facts
        What a person told; it overrules what the log suggests.
    changes
        What to compare; None: candidates made for this plant.
    budget
        What may be spent on changes, once and in a year; see ``rank``.
    tick, done
        Told in words what is being done; called after each run that the ranking makes.

    Raises
    ------
    PlantError
        A change does not fit the plant, or the budget pays for none.
    """
    raise_no_amount(budget)
    tell = tick or (lambda _: None)
    tell("measuring the records")
    part = recent(log)
    log = replace(log, findings=(*log.findings, *recent_finding(part, log)))
    try:
        sample = sample_of(part, facts)
        measures = measure(log, sample.calendar, skills=facts.first_skills())
        tell("learning the plant")
        plant = estimate(sample)
    except FitError as error:
        return Study(None, log, measure(log), _UNFIT, None, _unfit(error))
    raise_unfit(changes or (), plant)
    if changes and budget is not None:
        affordable(changes, plant, budget)
    draws, sources = draws_of(sample, DRAWS, seed=seed), draws_by_source(sample, DRAWS_BY_SOURCE, seed=seed)
    found = criticized(check(part, facts, seed=seed, tick=tick), criticize(part, plant, seed=seed, tick=tick))
    found = of_inferred(found, log.meta.inferred)
    ask = partial(
        rank, changes=changes, draws=_steady(draws), sources={name: _steady(one) for name, one in sources.items()},
        budget=budget, vary=True, seed=seed, tick=tick, done=done,
    )  # fmt: skip
    ranking, refusal = _ranked(plant, ask)
    cards = trial_cards(plant, ranking, part.meta.days(), tick=tick) if ranking else ()
    return Study(plant, log, measures, found, ranking, refusal, facts=facts, trials=cards)


def study_plant(
    plant: Plant,
    *,
    changes: Sequence[Change] | None = None,
    budget: float | None = None,
    seed: int = 0,
    tick: Callable[[str], None] | None = None,
    done: Callable[[], None] | None = None,
) -> Study:
    """Rank changes of a plant that has no log: nothing is fitted and the twin is unchecked.

    Numbers whose evidence says that they were told, and how wide, are drawn anew for the intervals, which are then as
    wide as what was told; what to measure first is said with the ranking.

    Raises
    ------
    PlantError
        A change does not fit the plant.
    TwinError
        The plant as it was given cannot keep up, or deadlocks.
    """
    raise_no_amount(budget)
    raise_overload(plant)
    warm_up, horizon = trial_length(plant)
    told = told_plants(plant, seed=seed, keeps=lambda one: not overload_problems(one))
    raise_too_few(plant, told)
    ranking = rank(
        plant, changes, told=told, budget=budget, vary=True, warm_up=warm_up, horizon=horizon, seed=seed, tick=tick,
        done=done,
    )  # fmt: skip
    cards = trial_cards(plant, ranking, tick=tick)
    return Study(plant, None, None, told_check(told), ranking, trials=cards)


def trial_length(plant: Plant) -> tuple[float, float]:
    """Return warm-up and measured horizon [s].

    Notes
    -----
    A run holds some 12,000 visits, but 90 days at most; and ten times as long as an order that never waits is on its
    way, where that is more: the warm-up, a third of the horizon, then sees several orders leave.
    """
    steps = sum(len(routing.operations) for product in plant.products for routing in product.routings)
    routings = sum(len(product.routings) for product in plant.products)
    interarrival = plant.release.interarrival
    shortest = max(_SHORTEST, 10 * _longest_way(plant))
    if interarrival is None:
        horizon = max(_LONGEST, shortest)
    else:
        open_share = plant.find_calendar(plant.calendar).hours_per_week() / 168
        length = _VISITS * interarrival.mean / open_share / max(1.0, steps / routings)
        horizon = max(min(length, _LONGEST), shortest)
    # whole weeks, so that no weekday counts more than another
    horizon = max(round(horizon / (7 * DAY)), 1) * 7 * DAY if horizon > 7 * DAY else horizon
    return horizon / 3, horizon


def _longest_way(plant: Plant) -> float:
    """Return the mean process times and holds of the longest routing [s]."""
    return max(
        sum(one.mean_time(product.mean_quantity()) + (one.hold.mean if one.hold else 0.0) for one in routing.operations)
        for product in plant.products
        for routing in product.routings
    )


def _ranked(plant: Plant, ask: Callable[..., Ranking]) -> tuple[Ranking | None, str]:
    overload = overload_problems(plant)
    if overload:
        return None, told(
            "the plant as learned cannot keep up, so nothing can be ranked: {problems}", problems="; ".join(overload)
        )
    warm_up, horizon = trial_length(plant)
    try:
        return ask(plant, warm_up=warm_up, horizon=horizon), ""
    except TwinError as error:
        return None, _refusal(error)


def _steady(draws: Sequence[Plant]) -> tuple[Plant, ...]:
    return tuple(draw for draw in draws if not overload_problems(draw))


def _refusal(error: FitError | TwinError) -> str:
    return "; ".join([error.subject, *error.problems])


_UNFIT = Check("not to be believed", (told("the records do not make a twin"),))


def _unfit(error: FitError) -> str:
    return told("without a twin no change can be tried. {problems}", problems=". ".join(error.problems))
