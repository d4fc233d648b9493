"""Random streams: each distribution has its shape, and what is drawn for one thing tells nothing of another."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from laws.floors import Run, run_of
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.plant import Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from twin.shops import one_station, routed

MANY = 12_000.0


def drawn(law: Distribution, seed: int = 1) -> np.ndarray:
    """Return the process times of the first lots through a station whose mean is one second."""
    visits = run_of(one_station(noise=law, interarrival=1.0), end=MANY, seed=seed).visits()
    done = visits[~np.isnan(visits["end"])]
    return (done["end"] - done["start"])[np.argsort(done["order"])]


@pytest.mark.parametrize(
    ("law", "truth"),
    [
        (Distribution.exponential(0.8), stats.expon(scale=0.8)),
        (Distribution.gamma(0.5, 0.4), stats.gamma(1 / 0.4, scale=0.2)),
        (Distribution.gamma(0.5, 2.5), stats.gamma(1 / 2.5, scale=1.25)),
        (Distribution.lognormal(0.5, 1.5), stats.lognorm(np.sqrt(np.log(2.5)), scale=0.5 / np.sqrt(2.5))),
        (Distribution.uniform(0.4, 0.25), stats.uniform(0.4 - 0.4 * np.sqrt(0.75), 0.8 * np.sqrt(0.75))),
    ],
    ids=["exponential", "gamma", "gamma, wide", "lognormal", "uniform"],
)
def test_draws_follow_their_distribution(law: Distribution, truth: stats.rv_continuous) -> None:
    """Draws of every kind follow the distribution of that mean and scv (Kolmogorov-Smirnov at one in a thousand)."""
    assert stats.kstest(drawn(law), truth.cdf).pvalue > 0.001


def test_empirical_draws_are_its_values_alike() -> None:
    """An empirical distribution gives each of its values, each as often as the others."""
    found, counts = np.unique(drawn(Distribution.empirical([0.25, 0.5, 1.25])).round(6), return_counts=True)
    assert found.tolist() == [0.25, 0.5, 1.25]
    assert stats.chisquare(counts).pvalue > 0.001


def test_a_distribution_without_spread_is_its_mean() -> None:
    """Whatever its kind, a distribution of scv 0 is constant."""
    for law in (Distribution.gamma(0.7, 0.0), Distribution.lognormal(0.7, 0.0), Distribution.constant(0.7)):
        assert np.allclose(drawn(law), 0.7)


def test_another_seed_tells_nothing_of_the_first() -> None:
    """Order n's draw under one seed is not correlated with its draw under the next, nor with order n + 1's."""
    first, other = (drawn(Distribution.exponential(0.5), seed)[:10_000] for seed in (1, 2))
    assert abs(stats.pearsonr(first, other).statistic) < 0.04
    assert abs(stats.pearsonr(first[1:], first[:-1]).statistic) < 0.04


def two_steps() -> Run:
    """Return a run of two like steps with scrap and rework."""
    law = Distribution.exponential(1.0)
    steps = tuple(
        Operation(id=f"{k}", work_center=name, per_lot=1.0, noise=law, scrap=0.3, rework=0.3)
        for k, name in enumerate("ab")
    )
    product = Product(id="part", routings=(Routing(operations=steps),), lot_sizes=(LotSize(quantity=20),))
    release = Release(interarrival=Distribution.exponential(3.0))
    return run_of(routed(["a", "b"], release=release, products=(product,)), end=3 * MANY, seed=3)


def test_what_befalls_an_order_is_drawn_apart() -> None:
    """Process times of two steps, of two passes, the scrap and the rework of one order are not correlated."""
    visits = two_steps().visits()
    visits = visits[(visits["quantity"] == 20) | (visits["step"] == 1)]
    passes = {step: visits[(visits["step"] == step) & (visits["rework"] == 0)] for step in (0, 1)}
    both = np.intersect1d(passes[0]["order"], passes[1]["order"])
    first, second = (one[np.searchsorted(one["order"], both, sorter=np.argsort(one["order"]))] for one in
                     (np.sort(passes[step], order="order") for step in (0, 1)))  # fmt: skip
    columns = [first["end"] - first["start"], second["end"] - second["start"], first["scrapped"],
               np.concatenate([[0.0], np.diff(first["ready"])])]  # fmt: skip
    known = ~np.isnan(columns[0] + columns[1])
    found = np.corrcoef([column[known] for column in columns]) - np.eye(4)
    assert np.abs(found).max() < 0.05


@pytest.mark.parametrize(("pieces", "chance"), [(5, 0.3), (40, 0.02), (30, 0.8)])
def test_scrap_is_binomial(pieces: int, chance: float) -> None:
    """The number of pieces scrapped is binomial: jumping from one to the next leaves no trace."""
    step = Operation(id="1", work_center="a", per_lot=0.5, noise=NO_NOISE, scrap=chance)
    product = Product(id="part", routings=(Routing(operations=(step,)),), lot_sizes=(LotSize(quantity=pieces),))
    visits = run_of(one_station(interarrival=1.0, products=(product,)), end=MANY, seed=5).visits()
    scrapped = visits["scrapped"][~np.isnan(visits["end"])]
    counts = np.bincount(scrapped.astype(int), minlength=pieces + 1)
    expected = stats.binom(pieces, chance).pmf(np.arange(pieces + 1)) * len(scrapped)
    common = expected > 5
    seen, told = (np.append(one[common], one[~common].sum()) for one in (counts, expected))
    assert (
        stats.chisquare(seen[told > 0.5], told[told > 0.5] * seen[told > 0.5].sum() / told[told > 0.5].sum()).pvalue
        > 0.001
    )


def test_products_lots_and_urgency_come_by_their_weights() -> None:
    """Products, routings, lot sizes and priorities are drawn in proportion to their weights, never with weight 0."""

    def product(name: str, share: float) -> Product:
        ways = tuple(Routing(operations=(Operation(id=way, work_center="a", per_lot=0.1),), weight=weight)
                     for way, weight in (("x", 3.0), ("y", 1.0), ("z", 0.0)))  # fmt: skip
        sizes = (LotSize(quantity=1, weight=0), LotSize(quantity=2, weight=4), LotSize(quantity=3))
        return Product(id=name, share=share, routings=ways, lot_sizes=sizes)

    release = Release(interarrival=Distribution.exponential(1.0), urgent_share=0.15)
    plant = routed(["a"], products=(product("A", 5), product("B", 0), product("C", 3)), release=release)
    run = run_of(plant, end=MANY, seed=7)
    orders, visits = run.orders(), run.visits()
    shares = [(orders["product"], [5 / 8, 0, 3 / 8]), (visits["step"] % 3, [0.75, 0.25, 0]),
              (orders["quantity"].astype(int), [0, 0, 0.8, 0.2]), (orders["priority"], [0, 0.15, 0.85])]  # fmt: skip
    for found, told in shares:
        part = np.bincount(found, minlength=len(told)) / len(found)
        assert np.abs(part - told).max() < 0.02
        assert (part[np.array(told) == 0] == 0).all()
