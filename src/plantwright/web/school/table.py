"""A game as its page shows it, and how a decision goes on with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plantwright.store.school_tables import Play

if TYPE_CHECKING:
    from plantwright.learn.games.nouns import Asked, Debrief, GameState, Score, Shown

EVERY = ""
"""The seat of a game in which one screen decides for all."""


@dataclass(frozen=True)
class Chair:
    """A seat that decides now: what it alone sees, and what it is asked."""

    seat: str
    seen: tuple[Shown, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class TableTop:
    """What the page of a game shows."""

    title: str
    about: str
    played: int
    rounds: int
    board: tuple[Shown, ...]
    chairs: tuple[Chair, ...]
    score: Score
    debrief: Debrief | None
    """Once the game is over."""
    columns: tuple[str, ...]
    units: dict[str, str]
    """Of those columns whose unit is known."""
    turns: tuple[tuple[float | None, ...], ...]
    """Of each round what came of it, in the order of ``columns``."""
    picture: str
    """The first figure over the rounds; empty before the second round."""


def table_top(play: Play) -> TableTop:
    """Return a game as its page shows it."""
    from plantwright.learn.games import game

    state = state_of(play)
    about, over = game.game_of(state.game), game.is_over(state)
    chairs = () if over else tuple(_chair(state, seat) for seat in _seats(play, about.seats) if game.asked(state, seat))
    told = dict.fromkeys(name for turn in state.turns for name in turn.figures)
    columns = tuple(name for name in told if over or _open_to(name, play, about.seats))
    units = _units(state, about.seats)
    return TableTop(
        title=about.title, about=about.about, played=len(state.turns), rounds=game.rounds(state),
        board=game.board(state), chairs=chairs, score=game.score(state),
        debrief=game.debrief(state) if over else None, columns=columns, units=units,
        turns=tuple(tuple(turn.figures.get(name) for name in columns) for turn in state.turns),
        picture=_picture(state, columns, units),
    )  # fmt: skip


def _units(state: GameState, seats: tuple[str, ...]) -> dict[str, str]:
    """Return the units of a game's figures, by the names that its rounds have them under."""
    from plantwright.learn.games.game import board, seen

    own = {f"{seat}.{one.name}": one.unit for seat in seats for one in seen(state, seat)}
    return {name: unit for name, unit in ({one.name: one.unit for one in board(state)} | own).items() if unit != "1"}


def new_state(name: str, seed: int) -> dict[str, Any]:
    """Return a game at its beginning, as the store keeps it."""
    from plantwright.learn.games.game import start

    return start(name, seed=seed).model_dump(mode="json")


def decide(play: Play, seat: str, values: Mapping[str, float]) -> None:
    """Go on with a game by a decision; where one seat is the learner's, the computer decides for the others.

    Raises
    ------
    GameError
        The seat is not the learner's, or the decision is none that the game takes.
    """
    from plantwright.errors import GameError
    from plantwright.learn.games.game import computer, game_of
    from plantwright.learn.games.game import play as go_on
    from plantwright.learn.games.nouns import Decision

    if play.seat not in (EVERY, seat):
        raise GameError(f"seat {seat[:40]!r}: is the computer's; yours is {play.seat}")
    state = go_on(state_of(play), Decision(seat=seat, values=dict(values)))
    if play.seat != EVERY:
        for other in game_of(state.game).seats:
            if state.waiting and other not in state.waiting:
                state = go_on(state, computer(state, other))
    play.state = state.model_dump(mode="json")


@dataclass(frozen=True)
class Result:
    """How a learner does in the game of the class."""

    nickname: str
    played: int
    rounds: int
    score: Score


def results(plays: Iterable[tuple[str, Play]]) -> list[Result]:
    """Return how a class does in its game, the best score first; who has not decided yet comes last."""
    from plantwright.learn.games.game import rounds, score

    found = []
    for nickname, play in plays:
        state = state_of(play)
        found.append(Result(nickname, len(state.turns), rounds(state), score(state)))
    return sorted(found, key=_place)


def _place(one: Result) -> tuple[bool, float]:
    value = one.score.value
    if value is None:
        return True, 0.0
    return False, value if one.score.better == "lower" else -value


def state_of(play: Play) -> GameState:
    """Return the state of a kept game."""
    from plantwright.learn.games.nouns import GameState

    return GameState.model_validate(play.state)


def _open_to(figure: str, play: Play, seats: tuple[str, ...]) -> bool:
    """Return whether a figure may be seen before the game is over: what only another seat sees may not."""
    whose = figure.partition(".")[0]
    return whose not in seats or play.seat in (EVERY, whose)


def _seats(play: Play, seats: tuple[str, ...]) -> tuple[str, ...]:
    return seats if play.seat == EVERY else tuple(one for one in seats if one == play.seat)


def _chair(state: GameState, seat: str) -> Chair:
    from plantwright.learn.games.game import asked, seen

    return Chair(seat, seen(state, seat), asked(state, seat))


def _picture(state: GameState, columns: tuple[str, ...], units: Mapping[str, str]) -> str:
    """Return the figure that matters most over the rounds, drawn; of several such, one that moves."""
    from plantwright.learn.bank.picture import picture
    from plantwright.learn.bank.view import Axis, Chart, Series

    drawn = {name: [turn.figures[name] for turn in state.turns if name in turn.figures] for name in columns}
    moving = [name for name, values in drawn.items() if len(set(values)) > 1]
    if not moving:
        return ""
    name = next((one for word in _TELLING for one in moving if word in one), moving[0])
    words = name.replace("_", " ").replace(".", ": ")
    rounds = tuple(str(k) for k in range(1, len(drawn[name]) + 1))  # as names: there is no round 1.5
    return picture(Chart(title=f"{words} by round", mark="line", x=Axis(title="round"),
                         y=Axis(title=words, unit=units.get(name, "")), read="A point is a round.",
                         series=(Series(name=words, x=rounds, y=tuple(drawn[name])),)))  # fmt: skip


_TELLING = ("profit", "inventory", "cost", "throughput", "finished")
"""Parts of the names of figures that tell how a game goes, the most telling first."""
