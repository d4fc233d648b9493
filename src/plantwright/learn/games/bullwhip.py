"""The bullwhip of an order-up-to policy with a moving average, in closed form and simulated.

References
----------
.. [1] Chen, Drezner, Ryan, Simchi-Levi (2000). Quantifying the bullwhip effect in a simple supply chain. Management
   Science 46(3), 436-443.
"""

from __future__ import annotations

import numpy as np


def least_ratio(lead_time: int, averaged: int) -> float:
    """Return the least variance of orders over that of demand [1].

    Parameters
    ----------
    lead_time
        Weeks from an order to its use, L.
    averaged
        Weeks of demand that the forecast averages, p.

    Notes
    -----
    ``1 + 2L/p + 2L²/p²``, reached where demand is independent from week to week and safety stock is constant.
    """
    share = lead_time / averaged
    return 1 + 2 * share + 2 * share**2


def simulated_ratio(lead_time: int, averaged: int, weeks: int, seed: int) -> float:
    """Return the same of simulated weeks of normal demand, returns allowed as in the paper [1].

    Notes
    -----
    Up to ``y = L · (mean of the last p)``; each week orders what was sold and what y has changed by.
    """
    demand = np.random.default_rng(seed).normal(100.0, 10.0, weeks + averaged)
    sums = np.concatenate([[0.0], demand.cumsum()])
    level = lead_time * (sums[averaged:] - sums[:-averaged]) / averaged
    orders = demand[averaged:] + np.diff(level)
    return float(orders.var() / demand[averaged:].var())
