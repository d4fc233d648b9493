"""The twin against closed forms of queueing theory.

Sources: Gross, Shortle, Thompson, Harris, Fundamentals of Queueing Theory, 4th ed. (2008), ch. 2 and 5, for M/M/1,
M/M/c and the Pollaczek-Khinchine formula; Buzacott and Shanthikumar, Stochastic Models of Manufacturing Systems
(1993), ch. 5, for the two-station line.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from laws.plants import line
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin.replicate import replicate

HOUR = 3600.0


def assert_agrees(plant: Plant, metric: str, expected: float, *, warm_up: float = 3e3, horizon: float = 4e4) -> None:
    """Assert that ``expected`` lies in the 99.9 % interval of 30 replications, and that the interval is narrow."""
    values = replicate(plant, warm_up=warm_up, horizon=horizon, replications=30, seed=11).metric(metric)
    half = 3.66 * values.std(ddof=1) / math.sqrt(len(values))  # t(29) at 99.9 %
    assert abs(values.mean() - expected) < half
    assert half < 0.08 * expected


@pytest.mark.parametrize("load", [0.5, 0.8])
def test_mm1_flow_time(load: float) -> None:
    """M/M/1: mean time in system is 1/(μ − λ)."""
    plant = line([WorkCenter(id="a")], [1.0], interarrival=1 / load)
    assert_agrees(plant, "flow_mean", 1 / (1 - load) / HOUR)


@pytest.mark.parametrize(("servers", "load"), [(2, 0.7), (5, 0.8)])
def test_mmc_flow_time(servers: int, load: float) -> None:
    """M/M/c: mean wait is Erlang's C over cμ − λ."""
    offered = servers * load
    terms = [offered**k / math.factorial(k) for k in range(servers)]
    last = offered**servers / math.factorial(servers) / (1 - load)
    wait = last / (sum(terms) + last) / (servers - offered)
    plant = line([WorkCenter(id="a", stations=servers)], [1.0], interarrival=1 / offered)
    assert_agrees(plant, "flow_mean", (1 + wait) / HOUR, warm_up=1000, horizon=4e4 / servers)


@pytest.mark.parametrize(
    "noise",
    [
        Distribution.constant(1.0),
        Distribution.gamma(1.0, 0.3),
        Distribution.gamma(1.0, 2.0),
        Distribution.lognormal(1.0, 1.5),
        Distribution.uniform(1.0, 0.2),
        Distribution.empirical([0.5, 0.75, 1.75]),
    ],
    ids=lambda law: f"{law.kind}-{law.scv:.2g}",
)
def test_mg1_flow_time(noise: Distribution) -> None:
    """M/G/1: Pollaczek-Khinchine holds for every kind of process time."""
    load = 0.7
    wait = load / (1 - load) * (1 + noise.scv) / 2
    assert_agrees(line([WorkCenter(id="a")], [1.0], noise=noise, interarrival=1 / load), "flow_mean", (1 + wait) / HOUR)


def test_mg1_with_breakdowns() -> None:
    """M/M/1 that breaks down while it works: P-K on the completion time, repairs counted in."""
    load, to_failure, to_repair = 0.6, 10.0, 3.0
    failures = Failures(
        time_to_failure=Distribution.exponential(to_failure), time_to_repair=Distribution.exponential(to_repair)
    )
    plant = line([WorkCenter(id="a", failures=failures)], [1.0], interarrival=1 / load)
    mean = 1 + to_repair / to_failure
    # completion time C = S + ΣR over a Poisson(S/MTTF) count: E[C²] = E[S²](1 + r/f)² + E[S]·2r²/f
    second = 2 * mean**2 + 2 * to_repair**2 / to_failure
    wait = load * second / 2 / (1 - load * mean)
    assert_agrees(plant, "flow_mean", (mean + wait) / HOUR)


@pytest.mark.parametrize(("buffer", "second_time"), [(0, 1.0), (1, 1.0), (3, 1.0), (2, 0.8)])
def test_two_station_line(buffer: int, second_time: float) -> None:
    """Saturated two-station exponential line: throughput of M/M/1/(B + 2), blocking after service."""
    plant = line([WorkCenter(id="a"), WorkCenter(id="b", buffer=buffer)], [1.0, second_time], wip_limit=500)
    ratio = second_time
    weights = [ratio**n for n in range(buffer + 3)]
    expected = (1 - weights[0] / sum(weights)) / second_time
    assert_agrees(plant, "throughput", expected * 86_400, warm_up=1000, horizon=1.5e4)


def test_closed_exponential_line() -> None:
    """CONWIP line of N equal exponential stations with W orders: throughput is W/(W + N − 1) of the rate."""
    plant = line([WorkCenter(id=f"c{k}") for k in range(4)], [1.0] * 4, wip_limit=6)
    assert_agrees(plant, "throughput", 6 / (6 + 4 - 1) * 86_400, warm_up=300, horizon=6e3)


def test_deterministic_closed_line() -> None:
    """CONWIP line without variability: the best case, min(W/T0, rb)."""
    plant = line([WorkCenter(id=f"c{k}") for k in range(4)], [2.0] * 4, noise=Distribution.constant(1.0), wip_limit=3)
    values = replicate(plant, warm_up=800, horizon=80_000, replications=2, seed=1).metric("throughput")
    assert np.allclose(values, 3 / 8 * 86_400, rtol=1e-9)
