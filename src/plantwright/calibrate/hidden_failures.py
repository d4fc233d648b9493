"""Breakdowns that nobody recorded, found as intervals too long for the noise of the process.

Notes
-----
A length is setup + process time ``x = m·z`` + the repairs of K failures, K Poisson with mean ``x / μ``; repairs are
gamma, so that K of them are gamma too. Expectation-maximization: with the parameters, the process time and repairs
in each interval are found by quadrature over the noise ``z``; with these, the parameters.

References
----------
Dempster, Laird and Rubin (1977), Maximum likelihood from incomplete data via the EM algorithm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import gammaincinv, gammaln, ndtr, ndtri

from plantwright.calibrate.arrays import Floats, mean
from plantwright.calibrate.held_out import likeliest
from plantwright.calibrate.regression import Lengths, Parts, parts_of
from plantwright.calibrate.thinned import thinned
from plantwright.model.distribution import Distribution, Kind
from plantwright.model.equipment import Failures

_ROUNDS = 12
_FALL = 0.5
"""Fall of the log-likelihood at which the search ends."""
_NODES = 12
_MOST = 2
"""Failures in one run that are considered."""
_FEWEST = 5.0
"""Failures that must have happened."""
_GAIN = 8.0
"""Log-likelihood that failures must add to that of noise alone."""
_KINDS: tuple[Kind, ...] = ("gamma", "lognormal", "uniform")
_PLAIN = 0.9
"""Chance of no failure from which a run shows what the noise is like."""
_LONGISH = 1.4
"""Lengths over the middle of their task from which a run may well hold a failure."""
LOOKED_AT = 4000
"""Runs of a work center in which failures are searched."""
_LONG = 2.5
"""Lengths over the middle of their task from which the search for failures begins."""


@dataclass(frozen=True)
class Hidden:
    """Failures of one work center that the lengths of its runs betray."""

    failures: Failures
    repair: Floats
    """Expected repair time in each run [s]."""
    none: Floats
    """Chance that each run had no failure."""
    found: float
    """Failures expected in all runs together."""


@dataclass(frozen=True)
class _State:
    parts: Parts
    kind: Kind
    noise_scv: float
    up: float
    down: float
    down_scv: float


@dataclass(frozen=True)
class _Seen:
    """What was expected of each run given its length."""

    likelihood: Floats
    none: Floats
    """Chance of no failure."""
    count: Floats
    repair: Floats
    process_square: Floats
    one: Floats
    """Chance of exactly one failure."""
    one_repair: Floats
    one_square: Floats


def hidden_failures(seen: Lengths, *, by_lot: bool) -> Hidden | None:
    """Return the failures that the lengths betray; None where noise alone explains them about as well.

    Of very many runs some of each kind are searched, and what is found holds for all.
    """
    some = thinned(seen, LOOKED_AT, seen.length > _LONGISH * _middles(seen)[seen.group])
    alone = max(_noise_alone(some, parts_of(some, by_lot=by_lot), kind) for kind in _KINDS)
    state, expected = _maximized(some, _first(some, by_lot=by_lot), by_lot=by_lot)
    # gamma noise tells the clear cases apart, which then show what shape the noise really has
    state, expected = _maximized(some, replace(state, kind=_kind(some, state, expected)), by_lot=by_lot)
    gain, count = float(some.weight @ np.log(expected.likelihood)) - alone, float(some.weight @ expected.count)
    if not (gain > _GAIN and count > _FEWEST):
        return None
    if some is not seen:
        expected = _expect(seen, state)
    failures = Failures(
        time_to_failure=Distribution.exponential(state.up),
        time_to_repair=Distribution.gamma(state.down, state.down_scv),
        reason="breakdown, not recorded",
    )
    return Hidden(failures, expected.repair, expected.none, count)


def _first(seen: Lengths, *, by_lot: bool) -> _State:
    clipped = np.minimum(seen.length, _LONG * _middles(seen)[seen.group])
    parts = parts_of(replace(seen, length=clipped), by_lot=by_lot)
    excess = seen.length - clipped
    count = max(float((excess > 0).sum()), 3.0)
    down = float(seen.length.mean() + excess.sum() / count)
    return _State(parts, "gamma", 0.15, float(clipped.sum()) / count, down, 0.7)


def _middles(seen: Lengths) -> Floats:
    """Return the median length of each task, shape (groups,) [s]."""
    return np.array([np.median(seen.length[seen.group == g]) for g in range(seen.groups)])


def _maximized(seen: Lengths, state: _State, *, by_lot: bool) -> tuple[_State, _Seen]:
    """Return the likeliest state met; moments stand in for exact maximization, so the likelihood may fall again."""
    expected = _expect(seen, state)
    best, reached = (state, expected), -np.inf
    for _ in range(_ROUNDS):
        state = _updated(seen, state, expected, by_lot=by_lot)
        expected = _expect(seen, state)
        found = float(seen.weight @ np.log(expected.likelihood))
        if found < reached - _FALL:
            break
        if found > reached:
            best, reached = (state, expected), found
    return best


def _kind(seen: Lengths, state: _State, expected: _Seen) -> Kind:
    """Return the shape of the noise, by the intervals that likely had no failure."""
    ratio = np.maximum(seen.length - state.parts.setups(seen), 1e-9) / np.maximum(state.parts.process(seen), 1e-9)
    plain = expected.none > _PLAIN
    return likeliest(ratio[plain], seen.weight[plain], _KINDS) if plain.sum() >= _FEWEST else "gamma"


def _updated(seen: Lengths, state: _State, expected: _Seen, *, by_lot: bool) -> _State:
    parts = parts_of(replace(seen, length=np.maximum(seen.length - expected.repair, 0.0)), by_lot=by_lot)
    process = seen.length - expected.repair - parts.setups(seen)
    count = max(float(seen.weight @ expected.count), 0.1)
    one = max(float(seen.weight @ expected.one), 0.1)
    down_one = float(seen.weight @ expected.one_repair) / one
    square = float(seen.weight @ expected.one_square) / one
    plain = seen.pair < 0 if (seen.pair < 0).sum() > 30 else np.ones(len(process), dtype=bool)
    ratio_square = (expected.process_square / np.maximum(parts.process(seen), 1e-9) ** 2)[plain]
    return _State(
        parts=parts,
        kind=state.kind,
        noise_scv=float(np.clip(mean(ratio_square, seen.weight[plain]) - 1, 0.001, 1.0)),
        up=float(seen.weight @ np.maximum(process, 0.0)) / count,
        down=float(seen.weight @ expected.repair) / count,
        down_scv=float(np.clip(square / max(down_one, 1e-9) ** 2 - 1, 0.25, 1.0)),
    )


def _expect(seen: Lengths, state: _State) -> _Seen:
    expected = np.maximum(state.parts.process(seen), 1.0)
    length = np.maximum(seen.length - state.parts.setups(seen), 0.0)
    none = _density(state.kind, length / expected, state.noise_scv, seen.groups) / expected * np.exp(-length / state.up)
    # a wide uniform noise reaches below zero, where no process time is
    process = np.maximum(expected[:, None] * _nodes(state.kind, state.noise_scv), 1e-9)
    repair = length[:, None] - process
    load, inside = process / state.up, repair > 0
    log_repair = np.log(np.where(inside, repair, 1.0))
    total, count, spent, square = none.copy(), np.zeros_like(none), np.zeros_like(none), none * length**2
    one = one_spent = one_square = none
    for number in range(1, _MOST + 1):
        chance = np.where(inside, _failing(number, load, log_repair, repair, state), 0.0) / _NODES
        sums = chance.sum(axis=1)
        total, count = total + sums, count + number * sums
        spent = spent + (chance * repair).sum(axis=1)
        square = square + (chance * process**2).sum(axis=1)
        if number == 1:
            one, one_spent, one_square = sums, (chance * repair).sum(axis=1), (chance * repair**2).sum(axis=1)
    total = np.maximum(total, 1e-300)
    parts = (none, count, spent, square, one, one_spent, one_square)
    return _Seen(total, *(part / total for part in parts))


def _failing(number: int, load: Floats, log_repair: Floats, repair: Floats, state: _State) -> Floats:
    """Return the density of ``number`` failures that take ``repair`` together."""
    shape, scale = number / state.down_scv, state.down * state.down_scv
    density = (shape - 1) * log_repair - repair / scale - shape * np.log(scale) - gammaln(shape)
    return np.asarray(np.exp(density + number * np.log(load) - load - gammaln(number + 1)))


def _nodes(kind: Kind, scv: float) -> Floats:
    """Return equally likely values of the noise."""
    middle = (np.arange(_NODES) + 0.5) / _NODES
    if kind == "uniform":
        return np.asarray(1 + np.sqrt(3 * scv) * (2 * middle - 1))
    if kind == "lognormal":
        width = np.log1p(scv)
        return np.asarray(np.exp(np.sqrt(width) * ndtri(middle) - width / 2))
    nodes = np.asarray(gammaincinv(1 / scv, middle) * scv)
    return np.asarray(nodes / nodes.mean())


def _density(kind: Kind, values: Floats, scv: float, groups: int) -> Floats:
    if kind == "uniform":
        half = np.sqrt(3 * scv)
        # the ends are blurred as far as the means of the groups are uncertain
        edge = max(np.sqrt(2 * groups * scv / len(values)), 0.01)
        inside = ndtr((values - 1 + half) / edge) - ndtr((values - 1 - half) / edge)
        return np.asarray(np.maximum(inside, 1e-12) / (2 * half))
    logs = np.log(np.maximum(values, 1e-9))
    if kind == "lognormal":
        width = np.log1p(scv)
        return np.asarray(np.exp(-((logs + width / 2) ** 2) / (2 * width) - logs) / np.sqrt(2 * np.pi * width))
    shape = 1 / scv
    return np.asarray(np.exp((shape - 1) * logs - values * shape + shape * np.log(shape) - gammaln(shape)))


def _noise_alone(seen: Lengths, parts: Parts, kind: Kind) -> float:
    """Return the log-likelihood of the lengths without failures."""
    expected = np.maximum(parts.process(seen), 1.0)
    ratio = np.maximum(seen.length - parts.setups(seen), 0.0) / expected
    spread = float(np.clip(mean((ratio - 1) ** 2, seen.weight), 0.001, 3.0))
    if kind == "uniform":
        spread = min(spread, 1 / 3)
    density = np.maximum(_density(kind, ratio, spread, seen.groups), 1e-12)
    return float(seen.weight @ np.log(density / expected))
