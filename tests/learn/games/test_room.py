"""A class on one screen: seats, turns, ranks."""

from __future__ import annotations

import pytest

from plantwright.errors import GameError
from plantwright.learn.games import game as games
from plantwright.learn.games.room import Room, decide, results, seated, thinking


def test_everybody_meets_the_same_chance() -> None:
    """Two players who decide alike have the same results, and share a rank."""
    room = seated("dice", ["Ada", "Bo", "Cy"], {"rounds": 1}, seed=3)
    for name, matches in (("Ada", 2.0), ("Bo", 2.0), ("Cy", 8.0)):
        room = decide(room, name, {"matches": matches})
    rows = results(room)
    assert {row.team: row.rank for row in rows if row.team != "Cy"} in ({"Ada": 1, "Bo": 1}, {"Ada": 2, "Bo": 2})
    assert all(row.score.expert == rows[0].score.expert for row in rows)
    assert [row.rank for row in rows] == sorted(row.rank for row in rows)


def test_teams_take_seats_and_the_computer_the_rest() -> None:
    """Five players make two teams of the beer game; the second is played on once its only player has decided."""
    room = seated("beer", ["a", "b", "c", "d", "e"], {"rounds": 2})
    assert [len(team.seats) for team in room.teams] == [4, 1]
    room = decide(room, "e", {"order": 4.0})
    assert [len(team.state.turns) for team in room.teams] == [0, 1]
    for name in "abc":
        room = decide(room, name, {"order": 4.0})
    assert thinking(room) == ("d", "e")
    room = decide(room, "d", {"order": 4.0})
    assert [len(team.state.turns) for team in room.teams] == [1, 1]


def test_a_lower_cost_ranks_first() -> None:
    """Where lower is better the cheapest team stands first, and who has not played stands last."""
    room = seated("newsvendor", ["x"])
    assert results(room)[0].score.value is None
    room = seated("setup", ["thrifty", "lavish", "asleep"], {"rounds": 1})
    room = decide(room, "thrifty", {"lot": 100, "workshops": 1})
    room = decide(room, "lavish", {"lot": 500, "workshops": 0})
    assert [row.team for row in results(room)] == ["thrifty", "lavish", "asleep"]


def test_a_room_is_kept_as_json() -> None:
    """A room is plain data that JSON gives back."""
    room = decide(seated("dice", ["a", "b"]), "a", {"matches": 1.0})
    assert Room.model_validate_json(room.model_dump_json()) == room
    assert games.restored(games.kept(room.teams[0].state)) == room.teams[0].state


def test_who_may_not_play_is_told() -> None:
    """Nobody, empty names, names that come twice and strangers are refused."""
    with pytest.raises(GameError, match="nobody"):
        seated("dice", [])
    with pytest.raises(GameError) as told:
        seated("dice", ["a", "a", " "])
    assert len(told.value.problems) == 2
    with pytest.raises(GameError, match="valid number"):
        decide(seated("dice", ["a"]), "a", {"matches": "many"})
    with pytest.raises(GameError, match="nobody of that name"):
        decide(seated("dice", ["a"]), "z", {"matches": 1.0})
