"""Placing the nodes of a flow map."""

from __future__ import annotations

import pytest

from plantwright.plot.flow_layout import GAP, curve, levels, places


def test_a_line_stands_from_left_to_right():
    """The nodes of a line are one step apart, and its first stands leftmost."""
    arcs = {("a", "b"): 5.0, ("b", "c"): 5.0}
    found = levels(["a", "b", "c"], arcs)
    assert found["b"] - found["a"] == pytest.approx(1)
    assert found["c"] - found["b"] == pytest.approx(1)
    across = [places(["a", "b", "c"], arcs)[name][0] for name in "abc"]
    assert across == sorted(across)
    assert (across[0], across[-1]) == (0, 1)


def test_weak_loops_do_not_turn_the_order():
    """A trickle of rework from the end to the begin leaves the nodes in the order of the main flow."""
    arcs = {("a", "b"): 100.0, ("b", "c"): 100.0, ("c", "a"): 2.0, ("b", "b"): 50.0}
    found = levels(["a", "b", "c"], arcs)
    assert found["a"] < found["b"] < found["c"]


def test_no_two_names_of_a_lane_collide():
    """Thirty nodes of a job shop keep the least distance within every lane."""
    names = [f"n{k}" for k in range(30)]
    arcs = {(names[k], names[(7 * k + 3) % 30]): 1.0 + k for k in range(30)}
    where = places(names, arcs)
    for one in names:
        for other in names:
            if one < other and where[one][1] == where[other][1]:
                assert abs(where[one][0] - where[other][0]) >= GAP


def test_separate_plants_and_no_plant_are_placed():
    """Parts without a way between them, and no nodes at all, are no error."""
    assert set(places(["a", "b", "c", "d"], {("a", "b"): 1.0, ("c", "d"): 1.0})) == {"a", "b", "c", "d"}
    assert places([], {}) == {}


def test_there_and_back_do_not_cover_each_other():
    """The arrow back bows to the other side of the arrow there."""
    there, back = curve((0, 0), (1, 0)), curve((1, 0), (0, 0))
    assert max(there[1]) > 0 > min(back[1])
    assert (there[0][0], there[1][0], there[0][-1], there[1][-1]) == (0, 0, 1, 0)
