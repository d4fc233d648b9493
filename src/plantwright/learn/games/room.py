"""A class that plays on one screen: who sits where, whose turn it is, and the table of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantwright.errors import GameError, Problems
from plantwright.learn.games.game import computer, game_of, is_over, play, score, start, told
from plantwright.learn.games.nouns import GameState, Score
from plantwright.model.quantity import Count, Name, Noun


class Team(Noun):
    """Those who play one game together; at the seats that nobody took sits the computer."""

    name: Name
    seats: dict[Name, Name]
    """Player by seat."""
    state: GameState


class Room(Noun):
    """A class: every team plays the same game with the same seed, so the same chance."""

    game: Name
    teams: tuple[Team, ...]


class Result(Noun):
    """One row of the class table."""

    rank: Count
    """Teams of equal scores share one."""
    team: Name
    players: tuple[Name, ...]
    rounds: int
    score: Score


def seated(game: str, players: Sequence[str], settings: Mapping[str, Any] | None = None, seed: int = 0) -> Room:
    """Return a room in which the players fill team after team, seat after seat.

    Raises
    ------
    GameError
        Nobody plays, a name is empty or comes twice, or the settings make no game.
    """
    found = Problems("the players", GameError)
    if not players:
        found.add("players", "nobody", "at least one is needed", "name one")
    for name in dict.fromkeys(players):
        if not name.strip():
            found.add("players", "an empty name", "each needs one")
        elif list(players).count(name) > 1:
            found.add(name, f"comes {list(players).count(name)} times", "each name once", "add an initial")
    found.raise_any()
    seats, first = game_of(game).seats, start(game, settings, seed)
    teams = tuple(
        Team(
            name=f"team {at // len(seats) + 1}" if len(seats) > 1 else players[at],
            seats=dict(zip(seats, players[at : at + len(seats)], strict=False)),
            state=first,
        )
        for at in range(0, len(players), len(seats))
    )
    return Room(game=game, teams=teams)


def place_of(room: Room, player: str) -> tuple[Team, str]:
    """Return the team and seat of a player; raise GameError where there is none of that name."""
    for team in room.teams:
        for seat, name in team.seats.items():
            if name == player:
                return team, seat
    names = ", ".join(name for team in room.teams for name in team.seats.values())
    raise GameError(f"player {player!r}: nobody of that name plays; there are {names}")


def thinking(room: Room) -> tuple[str, ...]:
    """Return the players who have not decided in the round of their team."""
    return tuple(
        name
        for team in room.teams
        if not is_over(team.state)
        for seat, name in team.seats.items()
        if seat not in team.state.waiting
    )


def decide(room: Room, player: str, values: Mapping[str, object]) -> Room:
    """Return the room after a player has decided; the computer follows once all people of a team have.

    Raises
    ------
    GameError
        As ``play``, or nobody of that name plays.
    """
    team, seat = place_of(room, player)
    state = play(team.state, told(seat, values))
    if state.waiting and not set(team.seats) - set(state.waiting):
        at = state
        for empty in (one for one in game_of(room.game).seats if one not in team.seats):
            state = play(state, computer(at, empty))
    after = team.model_copy(update={"state": state})
    return room.model_copy(update={"teams": tuple(after if one is team else one for one in room.teams)})


def results(room: Room) -> tuple[Result, ...]:
    """Return the class table, the best first; teams that have not played stand last."""
    scores = [(score(team.state), team) for team in room.teams]
    keys = [_key(one) for one, _ in scores]
    rows = [
        Result(rank=1 + sum(other < key for other in keys), team=team.name, players=tuple(team.seats.values()),
               rounds=len(team.state.turns), score=one)
        for key, (one, team) in zip(keys, scores, strict=True)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.rank, row.team)))


def _key(one: Score) -> float:
    if one.value is None:
        return float("inf")
    return one.value if one.better == "lower" else -one.value
