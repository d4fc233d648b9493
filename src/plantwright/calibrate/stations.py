"""How many stations a work center has, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.calibrate.notes import TOLD
from plantwright.calibrate.sample import Sample
from plantwright.messages.told import told as message
from plantwright.model.equipment import DispatchRule
from plantwright.model.facts import CenterFact

_AT_ONCE = 0.2
"""Share of a work center's starts that found all its stations taken, above which they hold several lots each."""

_UNNAMED = 0.03
"""The same, where the records name no stations at all."""


@dataclass(frozen=True)
class Stations:
    """The stations of one work center."""

    count: int
    names: tuple[str, ...]
    method: str


def told_of(sample: Sample, center: int) -> CenterFact | None:
    """Return what was told of a work center."""
    name = sample.names.centers[center]
    return next((one for one in sample.facts.work_centers if one.id == name), None)


def stations_of(sample: Sample, center: int) -> Stations:
    """Return the told number of stations, else those seen; more where several lots ran on one at once."""
    told = told_of(sample, center)
    seen = np.unique(sample.visits.station[sample.tasks.center[sample.visits.task] == center])
    names = tuple(sample.names.stations[one] for one in seen)
    if told and told.stations:
        return Stations(told.stations, _named(sample, center, names, told.stations), TOLD)
    at_once = _at_once(sample, center)
    if at_once > len(names):
        return Stations(at_once, _named(sample, center, names, at_once), message("lots in work at once"))
    return Stations(max(len(names), 1), names, message("stations seen in the log"))


def _named(sample: Sample, center: int, names: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return ``count`` names: those recorded, then numbered ones that no station has."""
    numbered = (f"{sample.names.centers[center]}-{k + 1}" for k in range(count + len(sample.names.stations)))
    free = [name for name in numbered if name not in sample.names.stations]
    return (*names, *free)[:count]


def _at_once(sample: Sample, center: int) -> int:
    """Return how many lots are in work when one starts; the number that a fifth of the starts exceed or reach."""
    runs = sample.runs
    mine = (sample.tasks.center[sample.visits.task] == center) & (sample.visits.end > sample.visits.start)
    if not mine.any() or (runs.lots[runs.center == center] > 1).any():
        return 1
    start, end = np.sort(sample.visits.start[mine]), np.sort(sample.visits.end[mine])
    working = np.arange(1, len(start) + 1) - np.searchsorted(end, start + 60.0, side="right")
    named = sample.names.centers[center] not in sample.names.stations
    return int(np.quantile(working, 1 - (_AT_ONCE if named else _UNNAMED)))


def dispatch_of(sample: Sample, center: int) -> DispatchRule:
    """Return the told rule, else the likeliest."""
    told = told_of(sample, center)
    return (
        (told and told.dispatch) or sample.facts.dispatch or sample.orders.choices.at(sample.names.centers[center]).rule
    )
