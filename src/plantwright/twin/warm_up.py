"""How long a plant must run before it is measured, and what that rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plantwright.errors import TwinError
from plantwright.model.plant import Plant
from plantwright.twin.lengths import length_text
from plantwright.twin.mser import BATCH, Truncation, mser5
from plantwright.twin.pilot import Pilot, run_pilot
from plantwright.twin.stretches import cycle

RUNS = 30
ORDERS = 2000
"""Orders completed that a pilot run needs at the least."""
CYCLES = 20
"""Weeks of a pilot run at the least, where the plant closes at night or on Sunday."""
STRETCHES = 500
"""Stretches of a pilot run of a plant that never closes."""
ROOM = 4
"""A pilot run is at least so many times the warm-up it shows, or is made longer."""
DOUBLINGS = 5
LONGEST = 20 * 366 * 86_400.0
"""Length that no pilot run exceeds [s]."""


@dataclass(frozen=True)
class WarmUp:
    """The time to leave out, found by pilot runs, or that none is found."""

    time: float | None
    """Time to leave out at the begin of a run [s]; None where none is found."""
    cuts: dict[str, Truncation]
    """What each series of the pilot says."""
    pilot: Pilot

    def sentence(self) -> str:
        """Return what was found and what it rests on."""
        pilot = self.pilot
        rests = f"MSER-5 on {pilot.runs} pilot runs of {length_text(pilot.length())}, seed {pilot.seed}"
        if self.time is None:
            why = "; ".join(
                f"{name}: {one.why or self._late(one)}" for name, one in self.cuts.items() if self._open(one)
            )
            return f"no warm-up found by {rests} ({why})"
        if self.time == 0:
            return f"no warm-up needed by {rests}"
        last = max(self.cuts, key=lambda name: self.cuts[name].drop or 0)
        return f"warm-up {length_text(self.time)} by {rests}; {last.replace('_', ' ')} settles last"

    def _open(self, one: Truncation) -> bool:
        return one.drop is None or one.drop * ROOM > one.seen

    def _late(self, one: Truncation) -> str:
        return f"settles after {length_text((one.drop or 0) * self.pilot.bucket)} only"


def find_warm_up(
    plant: Plant,
    *,
    runs: int = RUNS,
    seed: int = 0,
    threads: int = 2,
    done: Callable[[], None] | None = None,
) -> WarmUp:
    """Return how long a plant must run from an empty floor before it may be measured.

    Parameters
    ----------
    runs, seed
        Pilot runs that are averaged, and the seed of their random streams.
    threads, done
        Runs at a time; called after each run, to show progress.

    Raises
    ------
    TwinError
        As ``run_floor``.

    Notes
    -----
    MSER-5 is asked about WIP and flow time, and the later of them decides: under CONWIP the WIP is at its limit from
    the first moment on and knows nothing of the rest. A batch of five is a week where the plant closes, so that nights
    and Sundays are the same in each. Pilot runs are doubled until they are four times the warm-up that they show: a
    short run takes what is left of a transient for the plant itself.

    References
    ----------
    Hoad, Robinson and Davies (2010), Automating warm-up length estimation, Journal of the Operational Research Society
    61, 1389–1403.
    """

    def pilot(length: float, count: int) -> Pilot:
        bucket, buckets = _stretches(plant, length)
        return run_pilot(plant, bucket=bucket, buckets=buckets, runs=count, seed=seed, threads=threads, done=done)

    length = _first_length(plant, pilot)
    for _ in range(DOUBLINGS):
        found = _judged(pilot(length, runs))
        length *= 2
        if found.time is not None or length > LONGEST:
            break
    return found


def told_or_found(
    plant: Plant, warm_up: float | str, *, seed: int = 0, threads: int = 2, done: Callable[[], None] | None = None
) -> tuple[float, WarmUp | None]:
    """Return the warm-up told [s], or the one that pilot runs find where ``mser5`` is asked for.

    Raises
    ------
    ValueError
        A word other than ``mser5``, or a time below zero.
    TwinError
        Pilot runs find none: there is no steady state to measure, or it is too far off.
    """
    if not isinstance(warm_up, str) and warm_up >= 0:
        return float(warm_up), None
    if warm_up != "mser5":
        raise ValueError(f"warm_up: {warm_up!r}; a time in seconds from 0 up, or 'mser5'")
    found = find_warm_up(plant, seed=seed, threads=threads, done=done)
    return raise_unsettled(found, plant), found


def raise_unsettled(found: WarmUp, plant: Plant) -> float:
    """Return the warm-up found [s]; raise TwinError where pilot runs found none."""
    if found.time is None:
        cure = "the plant may not keep up with its orders; or tell a warm-up, as 52w"
        raise TwinError(f"plant {plant.name!r}", [f"{found.sentence()}; {cure}"])
    return found.time


def _stretches(plant: Plant, length: float) -> tuple[float, int]:
    """Return how a pilot run is cut: a stretch [s], and how many."""
    week = cycle(plant)
    if week is None:
        return length / STRETCHES, STRETCHES
    return week / BATCH, BATCH * max(round(length / week), CYCLES)


def _first_length(plant: Plant, pilot: Callable[[float, int], Pilot]) -> float:
    """Return the length of run in which enough orders are completed [s]."""
    week = cycle(plant)
    length = 3600.0 if week is None else CYCLES * week
    while pilot(length, 1).orders < ORDERS and 2 * length <= LONGEST:
        length *= 2
    return length


def _judged(pilot: Pilot) -> WarmUp:
    cuts = {name: mser5(series) for name, series in pilot.series.items()}
    drops = [one.drop for one in cuts.values()]
    known = [drop for drop in drops if drop is not None and drop * ROOM <= len(pilot.series["wip"])]
    time = max(known) * pilot.bucket if len(known) == len(drops) else None
    return WarmUp(time, cuts, pilot)
