"""Energy for a piece, and what switching off saves."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import WEEK
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import KEPT, whole
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


@lru_cache(KEPT)
def _stations(case: Case) -> tuple[tuple[str, float, float], ...]:
    """Return stations with hours of process [h] and pieces a week."""
    weeks = max(float(case.steps["end"].max() - case.steps["start"].min()) / WEEK, 1e-6)
    rows = case.steps.assign(pieces=case.steps["quantity"].fillna(1))
    sums = rows.groupby("station", sort=True).agg(seconds=("seconds", "sum"), pieces=("pieces", "sum"))
    found = [(str(n), rounded(r.seconds / 3600 / weeks), rounded(r.pieces / weeks)) for n, r in sums.iterrows()]
    return tuple(one for one in found if 0 < one[1] < 160 and one[2] > 0)


@template("improve.energy", "number")
def energy_of_a_piece(case: Case, draw: Draw) -> Draft:
    """Ask for the energy of a good piece from power in each state."""
    known = _stations(case)
    if not known:
        raise NotHereError("no station has hours and pieces")
    name, busy, pieces = draw.one(known)
    on = min(max(ceil(busy * draw.step(1.1, 1.6, 0.1)), 8), 168)
    power, idle, lost = draw.whole(6, 40), draw.whole(2, 5), draw.whole(2, 12)
    good = pieces * (1 - lost / 100)
    energy = busy * power + (on - busy) * idle
    return Draft(
        stem=f"By the log, {name} has {text(busy, 'h')} of process and {text(pieces, 'pieces')} a week. Suppose that "
        "it is "
        f"on for {on} h a week, takes {power} kW in process and {idle} kW otherwise, and that {lost} % of the pieces "
        "are "
        "scrapped.\n\nHow much energy does it take for a good piece?",
        answer=number(
            energy / good,
            "kWh",
            ("forgot_idle", busy * power / good, "It takes power while it waits, too."),
            ("busy_all_the_time", on * power / good, "It is not in process for all of the time that it is on."),
            ("scrap_counted_as_good", energy / pieces, "Good pieces carry the energy of scrapped ones."),
            ("power_for_energy", (power + idle) / good, "Power must be multiplied by time."),
            share=0.008,
        ),
        solution=(
            (
                f"Process: {text(busy)} × {power} = {text(busy * power, 'kWh')}; other {text(on - busy)} × {idle} = "
                f"{text((on - busy) * idle, 'kWh')}."
            ),
            f"Good pieces: {text(pieces)} × {text(1 - lost / 100)} = {text(good)}.",
            f"{text(energy)} / {text(good)} = {text(energy / good, 'kWh')}.",
        ),
        hints=(
            "Energy is power times time, for each state of the station.",
            "How many hours is it on without being in process?",
            "Add up both energies and divide by the good pieces.",
        ),
        again=lambda: Exactly((on * idle + busy * (power - idle)) / pieces / (1 - lost / 100)),
    )


@template("improve.energy", "number")
def energy_saved_by_switching_off(case: Case, draw: Draw) -> Draft:
    """Ask what switching a station off saves in the gaps that are long enough for it."""
    name, begun, ended = draw.one(_standing(case))
    starts, ends, unit = whole(begun, ended)
    gaps = starts[1:] - ends[:-1]
    idle = draw.whole(2, 8)
    lengths = sorted(set(gaps[gaps > 0].tolist()))
    size = 60 if unit == "min" else 3600
    limit = lengths[0] + 0.4 * (lengths[-1] - lengths[0]) if len(lengths) > 1 else 0.4 * lengths[0]
    start_up = rounded(idle * limit / size, 2)
    saved = [idle * gap / size - start_up for gap in gaps.tolist()]
    total = sum(max(one, 0.0) for one in saved)
    columns = (Column(name="step"), Column(name="start", unit=unit), Column(name="end", unit=unit))
    return Draft(
        stem=f"The table shows steps of {name} by the log. Suppose that it takes {idle} kW while it stands, nothing "
        "when it "
        f"is off, and that switching it on again takes {text(start_up, 'kWh')} each time.\n\nHow much energy is "
        "saved, at "
        "most, by switching it off between some of these steps?",
        views=(Table(title=f"Steps of {name}", columns=columns,
                     rows=tuple(zip(range(1, len(starts) + 1), starts.tolist(), ends.tolist(), strict=True))),),
        answer=number(
            total,
            "kWh",
            ("off_in_every_gap", sum(one for one, gap in zip(saved, gaps, strict=True) if gap > 0),
             "In a short gap switching on costs more than standing."),
            ("forgot_switching_on", idle * float(gaps.sum()) / size, "Switching on again takes energy too."),
            ("longest_gap_only", max(saved), "More than one gap may be long enough."),
            ("gaps_of_all_kinds", sum(idle * gap / size for gap in gaps.tolist() if idle * gap / size > start_up),
             "Take off what switching on costs in each of these gaps."),
            share=0.01, least=0.002 * start_up,
        ),
        solution=(
            f"Standing gaps: {', '.join(text(gap) for gap in gaps.tolist())} {unit}.",
            (f"Worth it where {idle} kW × gap is more than {text(start_up, 'kWh')}: longer than "
            f"{text(start_up / idle * size, unit)}."),
            f"Saved in these: {text(total, 'kWh')}.",
        ),
        hints=("Between two steps the station stands: from an end to the next start.",
               "A gap is worth it if standing through it takes more energy than switching on again.",
               "For each such gap: idle power × length, less one switching on; add them up."),
        again=lambda: Exactly(_best_choice(gaps, idle / size, start_up)),
    )  # fmt: skip


Run: TypeAlias = tuple[str, NDArray[np.float64], NDArray[np.float64]]
"""A station, and when its steps started and ended [s]."""


@lru_cache(KEPT)
def _standing(case: Case) -> tuple[Run, ...]:
    """Return up to three hundred runs of six steps between which a station stood, for unlike times if it can be."""
    unlike: list[Run] = []
    alike: list[Run] = []
    for name, rows in case.steps.groupby("station", sort=True):
        starts, ends = rows["start"].to_numpy(), rows["end"].to_numpy()
        firsts = range(0, len(starts) - 5, max(len(starts) // 30, 1))
        for first in firsts:
            begun, ended = starts[first : first + 6], ends[first : first + 6]
            if np.any(begun[1:] < ended[:-1] - 1e-6):
                continue
            a, b, _ = whole(begun, ended)
            gaps = np.unique((a[1:] - b[:-1])[a[1:] > b[:-1]])
            (unlike if len(gaps) > 1 else alike if len(gaps) else []).append((str(name), begun, ended))
    if not unlike and not alike:
        raise NotHereError("no station stands between its steps")
    found = unlike or alike
    return tuple(found[:: max(len(found) // 300, 1)])


def _best_choice(gaps: NDArray[np.int64], power: float, start_up: float) -> float:
    """Return what the best of all ways to switch off in some gaps saves, against never doing so."""
    spent = np.zeros(1)
    for gap in gaps.tolist():
        spent = np.concatenate([spent + power * gap, spent + start_up])
    return float(power * gaps.sum() - spent.min())
