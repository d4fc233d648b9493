"""What a ranking says further of its first changes: what their intervals rest on, and how robust they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from plantwright.improve.allocate import DRAWN_RUNS
from plantwright.improve.experiment import BASE, Experiment
from plantwright.improve.gains import gain
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.rests import by_source, rests_of
from plantwright.improve.robust import robustness
from plantwright.model.plant import Plant

EXPLAINED = 3
"""First changes whose intervals are traced to the records."""


def with_rests(ranking: Ranking, experiment: Experiment, sources: Mapping[str, Sequence[Plant]]) -> Ranking:
    """Return the ranking with what the widths of its intervals rest on, those of the first changes by source."""
    drawn = [one.change.name for one in ranking.changes if one.change.name in experiment.drawn]
    asked = drawn[:EXPLAINED]
    parts = by_source(experiment, asked, sources, DRAWN_RUNS)

    def explained(one: RankedChange) -> RankedChange:
        name, goal = one.change.name, ranking.objective
        found = {source: gain(made, goal, name) for source, made in parts.items()} if name in asked else {}
        return replace(one, rests=rests_of(gain(experiment, goal, name), found)) if name in drawn else one

    levels = {source: made.absolute(BASE, ranking.objective) for source, made in parts.items()}
    base = rests_of(experiment.absolute(BASE, ranking.objective), levels)
    return replace(ranking, changes=tuple(map(explained, ranking.changes)), base_rests=base)


def with_robustness(ranking: Ranking, experiment: Experiment, tell: Callable[[str], None]) -> Ranking:
    """Return the ranking with how robust the gains of its first group are."""
    first = [one.change.name for one in ranking.changes if one.tie_group == 1]
    found = robustness(experiment, first, tell)
    return replace(ranking, changes=tuple(replace(one, robust=found.get(one.change.name)) for one in ranking.changes))
