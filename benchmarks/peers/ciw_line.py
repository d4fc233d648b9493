"""Lines of stations in Ciw: Poisson arrivals, exponential service, buffers with type I (after service) blocking."""

from __future__ import annotations

from typing import Any

import ciw
from speak import answer
from tally import Tally


def run(told: dict[str, Any], seed: int) -> dict[str, float]:
    """Run a line once."""
    end = told["warm_up"] + told["horizon"]
    ciw.seed(seed)
    simulation = ciw.Simulation(network(told))
    simulation.simulate_until_max_time(end)
    return measures(simulation, Tally(told["warm_up"], end))


def network(told: dict[str, Any]) -> ciw.network.Network:
    """Return the line: every station sends all it finishes to the next."""
    stations = len(told["buffers"])
    return ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1.0 / told["interarrival"])] + [None] * (stations - 1),
        service_distributions=[ciw.dists.Exponential(1.0 / told["service"])] * stations,
        number_of_servers=[told["servers"]] * stations,
        queue_capacities=[float("inf") if buffer is None else buffer for buffer in told["buffers"]],
        routing=[[1.0 if to == at + 1 else 0.0 for to in range(stations)] for at in range(stations)],
    )


def measures(simulation: ciw.Simulation, tally: Tally) -> dict[str, float]:
    """Return the measures of a finished run, from where each individual has been."""
    for node in simulation.nodes[1:]:
        gone = node is simulation.nodes[-1]
        for one in node.all_individuals:
            released = one.data_records[0].arrival_date if one.data_records else one.arrival_date
            tally.release(released)
            if gone:
                tally.complete(one.data_records[-1].exit_date, released)
    return tally.measures()


if __name__ == "__main__":
    answer(run)
