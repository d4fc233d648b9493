"""The held-out weeks of a real log, foretold: by the twin, by copies of earlier orders, and by the weeks themselves.

Each may know what was recorded before the weeks, which orders stood open at their begin, and which were released in
them, and when. The twin takes all of it, with the quantity of each order; each kind of copies says what it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from benchmarks.calibrate.cases import Weeks, held_out, redrawn, steps_of
from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.fit import estimate
from plantwright.calibrate.floor_state import floor_state
from plantwright.calibrate.holdout import FITTED_SHARE
from plantwright.calibrate.refits import draws_of
from plantwright.events.cut import known_at
from plantwright.events.log import EventLog
from plantwright.events.zones import to_local
from plantwright.twin.log import simulate

Forecast = Callable[[int], pd.DataFrame]
"""Takes a seed and returns the foretold steps, not yet cut."""


@dataclass(frozen=True)
class Past:
    """What was known at the begin of the held-out weeks, and the releases in them."""

    finished: tuple[pd.DataFrame, ...]
    """The steps of every order finished by then, in order of release."""
    released: tuple[pd.Timestamp, ...]
    """When each order was released that stood open, or that came in the weeks."""
    made: tuple[str, ...]
    """The product of each finished order."""
    wanted: tuple[str, ...]
    """The product of each order that stood open or came."""


def weeks_of(log: EventLog, share: float = FITTED_SHARE) -> Weeks:
    """Return the weeks after the first ``share`` of the window."""
    split = log.meta.start + (log.meta.end - log.meta.start) * share
    return Weeks(pd.Timestamp(split), pd.Timestamp(log.meta.end))


def past_of(log: EventLog, weeks: Weeks) -> Past:
    """Return what copies may take."""
    orders = log.order_frame().dropna(subset=["released"]).sort_values("released")
    done = orders[orders["completed"] <= weeks.begin]
    going = orders[~(orders["completed"] <= weeks.begin)]
    steps = dict(iter(steps_of(log).groupby("case")))
    done = done[done["order"].isin(steps)]
    return Past(
        finished=tuple(steps[name] for name in done["order"]),
        released=tuple(going["released"]),
        made=tuple(done["product"].astype(str)),
        wanted=tuple(going["product"].astype(str)),
    )


def copies(past: Past, weeks: Weeks, last: int | None = None, *, alike: bool = False) -> Forecast:
    """Return the forecast that gives each order the steps of an earlier one, one of the ``last`` where told.

    An order that stood open is given one that took longer than the order was old, and goes on with the rest of it.
    Where ``alike``, one of the same product, if there is any.
    """
    pool = past.finished if last is None else past.finished[-last:]
    made = np.array(past.made[-len(pool) :])
    span = np.array([(one["end"].max() - one["start"].min()).total_seconds() for one in pool])

    def foretold(seed: int) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        lines = []
        for number, (released, product) in enumerate(zip(past.released, past.wanted, strict=True)):
            age = (weeks.begin - released).total_seconds()
            fits = np.flatnonzero(span > age)
            same = fits[made[fits] == product]
            fits = same if alike and len(same) else fits
            chosen = int(rng.choice(fits)) if len(fits) else int(span.argmax())
            lines.append(moved(pool[chosen], released).assign(case=f"order {number}"))
        return pd.concat(lines, ignore_index=True)

    return foretold


def moved(steps: pd.DataFrame, begin: pd.Timestamp) -> pd.DataFrame:
    """Return the steps of one case, moved so that the first begins at a moment."""
    shift = begin - steps["start"].min()
    return steps.assign(start=steps["start"] + shift, end=steps["end"] + shift)


def twin(log: EventLog, weeks: Weeks, seeds: Sequence[int]) -> Forecast:
    """Return the forecast of the twin, one refit of the first part a seed, from the floor as it stood."""
    split: datetime = weeks.begin.to_pydatetime()
    sample = sample_of(known_at(log, split))
    plants = dict(zip(seeds, [estimate(sample), *draws_of(sample, len(seeds) - 1)], strict=True))
    local = to_local(np.array([split], "datetime64[us]"), log.meta.time_zone)[0].item()
    horizon = (weeks.end - weeks.begin).total_seconds()

    def foretold(seed: int) -> pd.DataFrame:
        state = floor_state(log, plants[seed], np.datetime64(split, "us"), seed=seed)
        planned, names = state.planned, state.names
        run = simulate(plants[seed], horizon=horizon, begin=local, seed=seed, planned=planned, order_names=names)
        return steps_of(run)

    return foretold


def again(log: EventLog, weeks: Weeks) -> Forecast:
    """Return the noise floor: the weeks' own orders, drawn anew."""
    recorded = held_out(steps_of(log), weeks)
    return lambda seed: redrawn(recorded, np.random.default_rng(seed))
