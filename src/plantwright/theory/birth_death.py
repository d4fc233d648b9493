"""Counts that go up and down by one: queues with few places, and few who repair many machines."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plantwright.theory.steady import Steady, at_least, check, positive


def birth_death(births: ArrayLike, deaths: ArrayLike) -> NDArray[np.float64]:
    """Return how much of the time a count that moves by one is 0, 1, …, shape (len(births) + 1,).

    Parameters
    ----------
    births, deaths
        ``births[n]`` is the rate from n to n + 1, ``deaths[n]`` that from n + 1 to n [1/s].

    Notes
    -----
    ``p(n + 1) = p(n) · births[n] / deaths[n]``, by the balance of flow between n and n + 1.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 2.1.
    """
    weights = np.concatenate([[1.0], np.cumprod(np.asarray(births, float) / np.asarray(deaths, float))])
    return np.asarray(weights / weights.sum(), dtype=float)


def limited_queue(arrival_rate: float, process_time: float, places: int, stations: int = 1) -> Steady:
    """Return the M/M/c/K queue: an order that finds all places taken is lost.

    Parameters
    ----------
    places
        Orders that may be there, waiting or at a station: K.

    Notes
    -----
    In the result ``arrival_rate`` is that of the orders let in, and ``utilization`` the busy share. The closed cycle of
    K orders through this work center and a single station of rate λ, which makes the arrivals, has the same throughput.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 2.4.
    """
    check(
        "an M/M/c/K queue",
        [
            positive("arrival_rate", arrival_rate),
            positive("process_time", process_time),
            at_least("stations", stations, 1),
            at_least("places", places, stations),
        ],
    )
    busy = np.minimum(np.arange(places + 1), stations)
    shares = birth_death([arrival_rate] * places, busy[1:] / process_time)
    return _steady(shares, busy, process_time, stations)


def machine_repair(machines: int, repairers: int, time_to_failure: float, time_to_repair: float) -> Steady:
    """Return the queue for repair: some machines break down, fewer people mend them (M/M/c//N).

    Parameters
    ----------
    time_to_failure, time_to_repair
        Means, exponential; of the time to failure only the mean matters [s].

    Notes
    -----
    The result is the queue of machines that wait for repair or are in it: ``arrival_rate`` is that of failures.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 2.7.
    """
    check(
        "machine repair",
        [
            at_least("machines", machines, 1),
            at_least("repairers", repairers, 1),
            positive("time_to_failure", time_to_failure),
            positive("time_to_repair", time_to_repair),
        ],
    )
    running = np.arange(machines, -1, -1)
    busy = np.minimum(np.arange(machines + 1), repairers)
    shares = birth_death(running[:-1] / time_to_failure, busy[1:] / time_to_repair)
    return _steady(shares, busy, time_to_repair, repairers)


def _steady(shares: NDArray[np.float64], busy: NDArray[np.int64], process_time: float, stations: int) -> Steady:
    """Return the queue whose count n has the time share ``shares[n]``, ``busy[n]`` stations working."""
    rate = float(shares @ busy) / process_time
    count = float(shares @ np.arange(len(shares)))
    return Steady(rate, process_time, count / rate - process_time, float(shares @ busy) / stations)
