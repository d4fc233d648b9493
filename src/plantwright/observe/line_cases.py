"""How a line could do at a given WIP: the best, the practical worst and the worst case of Factory Physics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.observe.blocks import Array


@dataclass(frozen=True)
class Line:
    """A line by the two numbers that its limits hang on; arrays are lines of the same shape."""

    bottleneck_rate: Array | float
    """rb: rate of the work center with the highest long-run utilization [orders/h]."""
    raw_process_time: Array | float
    """T0: time of an order through the empty line, setups and repairs on average in it [h]."""

    @property
    def critical_wip(self) -> Array | float:
        """Return W0 = rb · T0, the WIP at which a line without variability is full [orders]."""
        return self.bottleneck_rate * self.raw_process_time

    def best(self, wip: Array | float) -> Array:
        """Return the highest throughput at a WIP, without any variability [orders/h].

        Notes
        -----
        ``min(w / T0, rb)``.
        """
        return np.asarray(np.minimum(wip / self.raw_process_time, self.bottleneck_rate))

    def practical_worst(self, wip: Array | float) -> Array:
        """Return the throughput of a balanced line of single stations with exponential times [orders/h].

        Notes
        -----
        ``w · rb / (W0 + w − 1)``. Below one order there is nothing to wait for: ``w / T0``.
        """
        crowded = wip * self.bottleneck_rate / (self.critical_wip + np.maximum(wip, 1.0) - 1.0)
        return np.asarray(crowded)

    def worst(self, wip: Array | float) -> Array:
        """Return the lowest throughput: every order waits for all others at every station [orders/h].

        Notes
        -----
        ``1 / T0`` from one order on.
        """
        return np.asarray(np.minimum(wip, 1.0) / self.raw_process_time)


def flow_time(wip: Array | float, throughput: Array | float) -> Array:
    """Return the flow time of a case by Little's law [h].

    References
    ----------
    Hopp and Spearman (2011), Factory Physics, third edition, chapter 7.
    """
    return np.asarray(wip / throughput)
