"""M/M/c and Erlang's formulas: textbook examples, and each formula as a case of another."""

from __future__ import annotations

import math

import pytest

from plantwright.errors import TheoryError
from plantwright.theory.general import Moments, mg1
from plantwright.theory.many_stations import erlang_b, erlang_c, mm1_flow_quantile, mmc


@pytest.mark.parametrize("load", [0.1, 0.5, 0.95])
def test_one_station_is_the_mm1(load: float) -> None:
    """With one station the chance to wait is the load, and the flow time 1/(μ − λ)."""
    assert erlang_c(load, 1) == pytest.approx(load)
    assert mmc(load, 1.0).flow_time == pytest.approx(1 / (1 - load))
    assert mmc(load, 1.0).wip == pytest.approx(load / (1 - load))


def test_one_station_is_the_mg1_with_exponential_times() -> None:
    """Pollaczek-Khinchine with a squared coefficient of variation of one is the M/M/1."""
    assert mmc(0.6, 1.2).wait == pytest.approx(mg1(0.6, Moments(1.2, 1.0)).wait)


@pytest.mark.parametrize(("stations", "offered"), [(2, 1.4), (5, 4.0), (30, 27.0)])
def test_erlangs_formulas_are_their_sums(stations: int, offered: float) -> None:
    """The recursions give what the formulas say when written out as sums."""
    terms = [offered**k / math.factorial(k) for k in range(stations + 1)]
    assert erlang_b(offered, stations) == pytest.approx(terms[-1] / sum(terms))
    waiting = terms[-1] / (1 - offered / stations)
    assert erlang_c(offered, stations) == pytest.approx(waiting / (sum(terms[:-1]) + waiting))


def test_many_stations_make_nobody_wait() -> None:
    """With stations far beyond the load the flow time is the process time."""
    assert mmc(1.0, 2.0, 60).flow_time == pytest.approx(2.0)


def test_half_of_the_orders_take_less_than_the_median() -> None:
    """Flow time in the M/M/1 is exponential: its median is ln 2 of its mean."""
    assert mm1_flow_quantile(0.5, 1.0, 0.5) == pytest.approx(2 * math.log(2))


@pytest.mark.parametrize(
    ("rate", "time", "stations", "says"),
    [
        (2.0, 1.0, 2, "utilization 1; must be below 1"),
        (-1.0, 1.0, 1, "arrival_rate: -1"),
        (math.nan, 1.0, 1, "arrival_rate: nan"),
        (1.0, 0.5, 0, "stations: 0; must be at least 1"),
    ],
)
def test_what_has_no_steady_state_is_refused(rate: float, time: float, stations: int, says: str) -> None:
    """A queue that cannot keep up, or cannot be, gets no number."""
    with pytest.raises(TheoryError, match=says):
        mmc(rate, time, stations)


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Every number that no queue has is named in one error, which is a ValueError."""
    with pytest.raises(ValueError, match="M/M/c") as error:
        mmc(0.0, -1.0, 0)
    assert isinstance(error.value, TheoryError)
    assert len(error.value.problems) == 3


def test_all_orders_take_for_ever_is_refused() -> None:
    """No flow time bounds all orders of an M/M/1."""
    with pytest.raises(TheoryError, match="share: 1"):
        mm1_flow_quantile(0.5, 1.0, 1.0)
