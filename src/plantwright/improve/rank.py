"""Rank changes: a few runs for all, more where the order is open, intervals that count chance and ignorance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from plantwright.calibrate.told import Told
from plantwright.errors import PlantError, TwinError
from plantwright.improve.allocate import FIRST_RUNS, allocate
from plantwright.improve.candidates import candidates
from plantwright.improve.chances import chances
from plantwright.improve.combine import affordable, join
from plantwright.improve.experiment import BASE, Experiment, Trial, measured
from plantwright.improve.further import with_rests, with_robustness
from plantwright.improve.gains import by_gain, estimate, gain, level, objective_of
from plantwright.improve.gap import may_be_best
from plantwright.improve.guarantee import PROMISE, Guarantee
from plantwright.improve.money import payback
from plantwright.improve.ranking import Objective, RankedChange, Ranking
from plantwright.improve.told_ranking import ranked_as_told, runs_each
from plantwright.improve.verdict import left_out, sentence_of
from plantwright.messages.told import strung
from plantwright.model.calendar import DAY
from plantwright.model.change import Change
from plantwright.model.estimate import Measures
from plantwright.model.plant import Plant
from plantwright.twin.replicate import METRICS, replicate

NO_SOURCES: Mapping[str, Sequence[Plant]] = MappingProxyType({})


def rank(  # noqa: PLR0913 - all that may be asked of a ranking, by name
    plant: Plant,
    changes: Sequence[Change] | None = None,
    *,
    draws: Sequence[Plant] = (),
    sources: Mapping[str, Sequence[Plant]] = NO_SOURCES,
    told: Told | None = None,
    budget: float | None = None,
    vary: bool = False,
    warm_up: float = 30 * DAY,
    horizon: float = 90 * DAY,
    seed: int = 0,
    tick: Callable[[str], None] | None = None,
    done: Callable[[], None] | None = None,
) -> Ranking:
    """Rank changes by what they gain: throughput under CONWIP, flow time under open release.

    Parameters
    ----------
    changes
        What to compare; None: candidates of usual size made for this plant.
    draws
        The plant as it might also be (bootstrap refits); without them intervals hold chance alone.
    sources
        By source of records, refits in which only these are weighed anew; they say what an interval rests on.
    told
        Plants drawn from what was told, in place of ``draws``: what the ranking then expects is over all of them, and
        it also says what to measure first.
    budget
        What may be spent, once and in a year: changes that cost more, or whose cost is not known, are left out, and
        those that gain are also tried two and three together.
    vary
        Try the first changes under other demands and mixes too.
    warm_up, horizon
        Time before the measured window, from an empty floor, and its length [s].
    tick, done
        Told in words what is being done; called after each run.

    Raises
    ------
    PlantError
        A change does not fit the plant, or the budget pays for none; every problem of every change is listed.
    TwinError
        The plant, or one of the ``changes`` told, deadlocks or cannot keep up.
    """
    trial, tell = Trial(warm_up, horizon, seed), tick or (lambda _: None)
    made_here, known = changes is None, {}
    if changes is None:
        tell("running the plant as it is")
        first = replicate(plant, warm_up=warm_up, horizon=horizon, replications=2, seed=seed)
        changes, known = candidates(plant, first.occupied_share()), {BASE: measured(first)}
    raise_unfit(changes, plant)
    paid = changes if budget is None else affordable(changes, plant, budget)
    objective = objective_of(plant)
    experiment = Experiment(plant, {one.name: one for one in paid}, trial, runs=known, done=done)
    tell(f"comparing {len(paid)} changes, {FIRST_RUNS} runs each on common random numbers")
    experiment.extend([BASE], FIRST_RUNS)
    _start(experiment, drop_stuck=made_here)
    if budget is not None:
        tell("trying what the budget pays for together")
        join(experiment, paid, budget, FIRST_RUNS)
    if told and told.plants:
        tell(f"asking {len(told.plants)} plants that this one might be how sure {len(experiment.changes)} changes are")
        experiment.draw([BASE, *experiment.changes], told.plants, runs_each(experiment))
    else:
        allocate(experiment, objective, PROMISE, tell, draws)
    made = _ranking(experiment, objective, PROMISE)
    made = with_rests(made, experiment, sources) if sources and draws else made
    made = ranked_as_told(made, experiment, told) if told and told.plants else made
    made = with_robustness(made, experiment, tell) if vary else made
    left = left_out(len(changes), len(paid))
    return replace(made, sentence=strung([made.sentence, left], " ") if left else made.sentence)


def first_group(experiment: Experiment, promise: Guarantee) -> tuple[str, ...]:
    """Return the changes of which any may be the best, the one that gains most first; runs are looked at once."""
    groups = _groups(experiment, objective_of(experiment.plant), promise)
    return tuple(groups[0]) if groups else ()


def raise_unfit(changes: Sequence[Change], plant: Plant) -> None:
    """Raise PlantError with all that does not fit, over all changes."""
    problems = [problem for change in changes for problem in change.problems(plant)]
    if any(change.name == BASE for change in changes):
        problems.append(f"changes.{BASE}: the name of the plant as it is; a change needs another one")
    if problems:
        raise PlantError("changes", problems)


def _start(experiment: Experiment, *, drop_stuck: bool) -> None:
    """Make the first runs; drop candidates under which the floor stands still, where nobody asked for them."""
    for name in list(experiment.changes):
        try:
            experiment.extend([name], FIRST_RUNS)
        except TwinError:
            if not drop_stuck:
                raise
            experiment.changes = {key: one for key, one in experiment.changes.items() if key != name}


def _groups(experiment: Experiment, objective: Objective, promise: Guarantee) -> list[list[str]]:
    """Return the changes that may be the best; then the others by gain, those together that their first leaves open."""
    best = by_gain(experiment, objective, experiment.changes)
    groups = [may_be_best(experiment, objective, best, promise)] if best else []
    left = [name for name in best if name not in groups[0]]
    while left:
        like = set(may_be_best(experiment, objective, left, promise))
        # those in one go: who is told from the first ends its group
        size = next((place for place, name in enumerate(left) if name not in like), len(left))
        groups.append(left[:size])
        left = left[size:]
    return groups


def _ranking(experiment: Experiment, objective: Objective, promise: Guarantee) -> Ranking:
    groups = _groups(experiment, objective, promise)
    best = [name for group in groups for name in group]
    places = [place for place, group in enumerate(groups, 1) for _ in group]
    ranked = tuple(
        ranked_change(experiment, objective, name, group, chance)
        for name, group, chance in zip(best, places, chances(experiment, objective, best), strict=True)
    )
    base = Measures(values={name: level(experiment, BASE, name) for name in METRICS})
    trial = experiment.trial
    said = sentence_of(ranked, promise)
    return Ranking(objective, base, ranked, said, trial.seed, trial.warm_up, trial.horizon, promise)


def ranked_change(experiment: Experiment, objective: Objective, name: str, group: int, chance: float) -> RankedChange:
    """Return a change with its effects, its group and its chance to be the best."""
    change = experiment.changes[name]
    throughput = experiment.effect(name, "throughput")
    base = experiment.runs[BASE]["throughput"].mean()
    pieces = estimate(throughput.scaled(base / 100), "pieces/d", "paired runs")
    return RankedChange(
        change=change,
        tie_group=group,
        gain=estimate(gain(experiment, objective, name), "%", f"improvement of {objective}, paired runs"),
        throughput=estimate(throughput, "%", "paired runs"),
        flow_time=estimate(experiment.effect(name, "flow_mean"), "%", "paired runs"),
        on_time=estimate(experiment.points(name, "on_time"), "points", "paired runs"),
        wip=estimate(experiment.effect(name, "wip"), "%", "paired runs"),
        people=estimate(experiment.points(name, "worker_busy"), "points", "busy share of the workers, paired runs"),
        energy=estimate(experiment.effect(name, "energy"), "%", "energy per good piece, paired runs"),
        payback=payback(change, experiment.plant, pieces),
        probability_best=float(chance),
        replications=throughput.runs,
    )
