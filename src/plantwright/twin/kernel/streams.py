"""Named, counter-based random streams: the same seed, stream, order and step give the same draw, whatever else changes.

References
----------
.. [1] Steele, Lea, Flood (2014). Fast splittable pseudorandom number generators. OOPSLA. (SplitMix64's constants.)
.. [2] Marsaglia, Tsang (2000). A simple method for generating gamma variables. ACM TOMS 26(3).
"""

from __future__ import annotations

import math

import numpy as np

from plantwright.twin.kernel.compiled import constant, inner, tiny

RELEASE, ORDER, PROCESS, SETUP, REWORK, SCRAP, MOVE, FAILURE, REPAIR, SAMPLE, REST, GIVEN = map(constant, range(12))
"""The streams: what a draw is for."""

CONSTANT, EXPONENTIAL, GAMMA, LOGNORMAL, UNIFORM, EMPIRICAL, TRACE = map(constant, range(7))
"""The kinds of distribution."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@tiny
def mix(z):
    """Return 64 scrambled bits [1]_."""
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    return z ^ (z >> np.uint64(31))


@tiny
def key(seed, stream, who, which):
    """Return the state that begins the draw of ``stream`` for entity ``who``, occasion ``which``."""
    h = mix(np.uint64(seed) + _GOLDEN * np.uint64(who + 1) + _MIX_2 * np.uint64(stream + 1))
    return mix(h + _GOLDEN * np.uint64(which + 1))


@tiny
def skip(state):
    """Return the state after a draw that nobody asked for."""
    return state + _GOLDEN


@tiny
def uniform(state):
    """Return a number in (0, 1) and the next state."""
    state = state + _GOLDEN
    bits = mix(state) >> np.uint64(11)
    return (np.float64(bits) + 0.5) * (1.0 / 9007199254740992.0), state


@inner
def normal(state):
    """Return a standard normal number (Box-Muller) and the next state."""
    u, state = uniform(state)
    v, state = uniform(state)
    return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v), state


@inner
def standard_gamma(shape, state):
    """Return a gamma number of scale one [2]_."""
    boost = 1.0
    if shape < 1.0:
        u, state = uniform(state)
        boost = u ** (1.0 / shape)
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x, state = normal(state)
        v = (1.0 + c * x) ** 3
        u, state = uniform(state)
        squeezed = u < 1.0 - 0.0331 * x * x * x * x  # implies what follows, at less cost [2]_
        if v > 0.0 and (squeezed or math.log(u) < 0.5 * x * x + d - d * v + d * math.log(v)):
            return boost * d * v


@tiny
def sample(floor, law, state, turn):
    """Return one draw of a distribution from a keyed state; a trace gives the value of this ``turn``."""
    one = floor.laws[law]
    if one.kind == EXPONENTIAL:
        u, _ = uniform(state)
        return -one.mean * math.log(u)
    if one.kind == CONSTANT or one.mean == 0.0:
        return one.mean
    return _shaped(floor, one, state, turn)


@inner
def _shaped(floor, one, state, turn):
    if one.kind == GAMMA:
        return one.mean * one.scv * standard_gamma(1.0 / one.scv, state)
    if one.kind == LOGNORMAL:
        z, state = normal(state)
        spread = math.log(1.0 + one.scv)
        return one.mean * math.exp(math.sqrt(spread) * z - 0.5 * spread)
    if one.kind == TRACE:
        return floor.values[one.first + turn % one.count]
    u, state = uniform(state)
    if one.kind == UNIFORM:
        return one.mean * (1.0 + math.sqrt(3.0 * one.scv) * (2.0 * u - 1.0))
    return floor.values[one.first + np.int64(u * one.count)]


@inner
def successes(trials, chance, state):
    """Return how many of ``trials`` succeed, by jumping from success to success."""
    if chance <= 0.0:
        return 0.0
    if chance >= 1.0:
        return trials
    log_miss = math.log1p(-chance)
    position, found = 0.0, 0.0
    while True:
        u, state = uniform(state)
        position += 1.0 + math.floor(math.log(u) / log_miss)
        if position > trials:
            return found
        found += 1.0


@tiny
def pick(weights, first, count, state):
    """Return which of ``first … first + count − 1`` is drawn by weights summed up to one, and the next state."""
    if count == 1:
        return first, skip(state)
    u, state = uniform(state)
    for index in range(first, first + count - 1):
        if u < weights[index]:
            return index, state
    return first + count - 1, state
