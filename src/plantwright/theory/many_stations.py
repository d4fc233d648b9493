"""M/M/c: Poisson arrivals, exponential process times, parallel stations with one queue."""

from __future__ import annotations

import math

from plantwright.theory.steady import Steady, at_least, check, not_negative, positive, stable


def erlang_b(offered: float, stations: int) -> float:
    """Return the share of orders lost where none may wait (M/M/c/c) [1].

    Parameters
    ----------
    offered
        Arrival rate times process time [1].

    Notes
    -----
    ``B(0) = 1``, ``B(n) = a B(n − 1) / (n + a B(n − 1))`` with ``a`` the offered load.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 2.5.
    """
    check("Erlang's B", [not_negative("offered", offered), at_least("stations", stations, 0)])
    blocked = 1.0
    for count in range(1, stations + 1):
        blocked = offered * blocked / (count + offered * blocked)
    return blocked


def erlang_c(offered: float, stations: int) -> float:
    """Return the chance that an order must wait in an M/M/c [1].

    Parameters
    ----------
    offered
        Arrival rate times process time; below ``stations`` [1].

    Notes
    -----
    ``C = B / (1 − ρ (1 − B))`` with ``B`` of Erlang's other formula and ``ρ = a/c``.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., sections 2.3 and 2.5.
    """
    load = offered / stations if stations > 0 else math.inf
    check("Erlang's C", [at_least("stations", stations, 1), stable("offered / stations", load)])
    lost = erlang_b(offered, stations)
    return lost / (1 - load * (1 - lost))


def mmc(arrival_rate: float, process_time: float, stations: int = 1) -> Steady:
    """Return the M/M/c queue, first in, first out.

    Parameters
    ----------
    arrival_rate
        Orders that come [1/s].
    process_time
        Mean time at a station [s].

    Raises
    ------
    TheoryError
        The stations cannot keep up, or a number is none that a queue can have.

    Notes
    -----
    Mean wait ``C(c, λτ) · τ / (c (1 − ρ))``, ``ρ = λτ/c``.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 2.3.
    """
    check(
        "an M/M/c queue",
        [
            positive("arrival_rate", arrival_rate),
            positive("process_time", process_time),
            at_least("stations", stations, 1),
        ],
    )
    offered = arrival_rate * process_time
    load = offered / stations
    wait = erlang_c(offered, stations) * process_time / (stations * (1 - load))
    return Steady(arrival_rate, process_time, wait, load)


def mm1_flow_quantile(arrival_rate: float, process_time: float, share: float) -> float:
    """Return the flow time that a share of the orders of an M/M/1 does not exceed [s].

    Notes
    -----
    Flow time is exponential with mean ``1 / (μ − λ)``.

    References
    ----------
    .. [1] Gross, Shortle, Thompson, Harris (2008). Fundamentals of Queueing Theory, 4th ed., section 2.2.
    """
    if not 0 <= share < 1:
        check("a flow time of the M/M/1", [f"share: {share:g}; must be from 0 to below 1"])
    return -math.log(1 - share) * mmc(arrival_rate, process_time).flow_time
