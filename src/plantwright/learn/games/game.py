"""The contract of every game, and their list: start, decide, see, score, debrief; a state is never changed.

All that happens follows from settings, seed and decisions, so a state that was kept is restored by playing it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from pydantic import ValidationError

from plantwright.errors import GameError, PlantError, Problems
from plantwright.learn.games.balance import Balance
from plantwright.learn.games.beer import Beer
from plantwright.learn.games.dice import Dice
from plantwright.learn.games.kanban import Kanban
from plantwright.learn.games.newsvendor import Newsvendor
from plantwright.learn.games.nouns import (
    Asked,
    Better,
    Debrief,
    Decision,
    GameState,
    Score,
    Settings,
    Shown,
    Turn,
    Values,
)
from plantwright.learn.games.penny import ONE, TWO, PennyFab
from plantwright.learn.games.setup import SetupGame
from plantwright.model.checked import checked


class Game(Protocol):
    """What a game must tell; ``start``, ``play`` and the rest of this file do what is the same for all."""

    @property
    def name(self) -> str:
        """Return the name by which it is asked for."""

    @property
    def title(self) -> str:
        """Return the name that people see."""

    @property
    def about(self) -> str:
        """Return the task, in a sentence or two."""

    @property
    def better(self) -> Better:
        """Return whether lower or higher scores are better."""

    @property
    def unit(self) -> str:
        """Return the unit of the score."""

    @property
    def settings(self) -> type[Settings]:
        """Return what may be told before the game."""

    @property
    def runs_twin(self) -> bool:
        """Return whether rounds are run on the twin, which is compiled first on a new machine."""

    @property
    def seats(self) -> tuple[str, ...]:
        """Who decides, each in every round."""

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:
        """Return what a seat decides now."""

    def problems(self, state: GameState, values: Values) -> Iterable[str]:
        """Return what else is wrong with a decision whose numbers are all in range."""

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return what comes of a round."""

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return what everybody sees."""

    def seen(self, state: GameState, seat: str) -> tuple[Shown, ...]:
        """Return what only this seat sees."""

    def computer(self, state: GameState, seat: str) -> Values:
        """Return what the computer decides: a plain rule, as people use them."""

    def expert(self, state: GameState, seat: str) -> Values:
        """Return what who knows the law decides."""

    def value(self, state: GameState) -> float:
        """Return the score after at least one round."""

    def debrief(self, state: GameState) -> Debrief:
        """Return the law behind the game with its numbers."""


GAMES: dict[str, Game] = {
    one.name: one
    for one in (
        PennyFab(ONE), PennyFab(TWO), Dice(), Beer(), Kanban(), SetupGame(), Balance(), Newsvendor(),
    )
}  # fmt: skip


def game_of(name: str) -> Game:
    """Return a game by name; raise GameError where there is none."""
    if name not in GAMES:
        raise GameError(f"game {name!r}: there is none of that name; there are {', '.join(GAMES)}")
    return GAMES[name]


def start(name: str, settings: Mapping[str, Any] | None = None, seed: int = 0) -> GameState:
    """Return a game at its beginning.

    Raises
    ------
    GameError
        No such game, or settings it cannot be played with; all that is wrong is told at once.
    """
    game = game_of(name)
    if seed < 0:
        raise GameError(f"seed: {seed}; must be 0 or above")
    try:
        told = checked(game.settings, dict(settings or {}), f"the settings of {name}")
    except PlantError as error:
        raise GameError(error.subject, error.problems) from None
    return GameState(game=name, settings=told.model_dump(), seed=seed)


def rounds(state: GameState) -> int:
    """Return how many rounds the game has."""
    return int(state.settings["rounds"])


def is_over(state: GameState) -> bool:
    """Tell whether every round was played."""
    return len(state.turns) >= rounds(state)


def asked(state: GameState, seat: str = "player") -> tuple[Asked, ...]:
    """Return what a seat decides now; nothing once the game is over or while others think."""
    if is_over(state) or seat in state.waiting:
        return ()
    return game_of(state.game).asked(state, seat)


def play(state: GameState, decision: Decision) -> GameState:
    """Return the game after one seat has decided; the round is played once all have.

    Raises
    ------
    GameError
        The game is over, the seat has decided already or is none, or the decision is out of range.
    """
    game = game_of(state.game)
    _check_turn(game, state, decision)
    values = _checked_values(game, state, decision)
    waiting = {**state.waiting, decision.seat: values}
    if set(waiting) != set(game.seats):
        return state.model_copy(update={"waiting": waiting})
    turn = Turn(decisions=waiting, figures=game.turned(state, waiting))
    return state.model_copy(update={"turns": (*state.turns, turn), "waiting": {}})


def told(seat: str, values: Mapping[str, object]) -> Decision:
    """Return the decision that somebody typed or sent; raise GameError with every value that is no number."""
    try:
        return checked(Decision, {"seat": seat, "values": dict(values)}, f"the decision of {seat}")
    except PlantError as error:
        raise GameError(error.subject, error.problems) from None


def _check_turn(game: Game, state: GameState, decision: Decision) -> None:
    if is_over(state):
        raise GameError(f"{game.name}: all {rounds(state)} rounds are played; start another game")
    if decision.seat not in game.seats:
        raise GameError(f"{game.name}: seat {decision.seat!r} is none; there are {', '.join(game.seats)}")
    if decision.seat in state.waiting:
        raise GameError(f"{game.name}: {decision.seat} has decided in this round; wait for the others")


def _checked_values(game: Game, state: GameState, decision: Decision) -> Values:
    """Return the numbers of a decision, whole ones rounded to be so exactly."""
    found = Problems(f"the decision of {decision.seat} in {game.name}, round {len(state.turns) + 1}", GameError)
    wanted = {one.name: one for one in game.asked(state, decision.seat)}
    for name in decision.values.keys() - wanted.keys():
        found.add(name, "is not asked", f"asked are {', '.join(wanted)}")
    for name, one in wanted.items():
        _check_value(found, one, decision.values.get(name))
    found.raise_any()
    values = {name: float(decision.values[name]) for name in wanted}
    found.found.extend(game.problems(state, values))
    found.raise_any()
    return values


def _check_value(found: Problems, one: Asked, value: float | None) -> None:
    allowed = f"{'a whole number ' if one.whole else ''}from {one.low:g} to {one.high:g} {one.unit} is allowed"
    if value is None:
        found.add(one.name, "is missing", allowed)
    elif not one.low <= value <= one.high or (one.whole and value != int(value)):
        found.add(one.name, f"{value:g}", allowed)


def board(state: GameState) -> tuple[Shown, ...]:
    """Return what everybody sees."""
    return game_of(state.game).board(state)


def seen(state: GameState, seat: str = "player") -> tuple[Shown, ...]:
    """Return what only this seat sees."""
    return game_of(state.game).seen(state, seat)


def computer(state: GameState, seat: str = "player") -> Decision:
    """Return what the computer decides for a seat."""
    return Decision(seat=seat, values=game_of(state.game).computer(state, seat))


def expert(state: GameState, seat: str = "player") -> Decision:
    """Return what who knows the law decides for a seat."""
    return Decision(seat=seat, values=game_of(state.game).expert(state, seat))


def played_by(state: GameState, who: str = "computer", upto: int | None = None) -> GameState:
    """Return the game gone on by ``computer`` or ``expert`` at every seat that has not decided, until it is over.

    Parameters
    ----------
    upto
        Rounds after which to stop; None: all.
    """
    game = game_of(state.game)
    decide = {"computer": computer, "expert": expert}[who]
    end = rounds(state) if upto is None else upto
    while len(state.turns) < end:
        at = state
        for seat in game.seats:
            if seat not in at.waiting:
                state = play(state, decide(at, seat))
    return state


def score(state: GameState) -> Score:
    """Return how well it went, beside the expert on the very same draws."""
    game = game_of(state.game)
    if not state.turns:
        return Score(value=None, unit=game.unit, better=game.better, expert=None)
    best = _expert_value(state.game, json.dumps(state.settings), state.seed, len(state.turns))
    return Score(value=game.value(state), unit=game.unit, better=game.better, expert=best)


@lru_cache(maxsize=256)
def _expert_value(name: str, settings: str, seed: int, upto: int) -> float:
    fresh = GameState(game=name, settings=json.loads(settings), seed=seed)
    return game_of(name).value(played_by(fresh, "expert", upto))


def debrief(state: GameState) -> Debrief:
    """Return the law behind the game with the numbers of what was played; raise GameError before the first round."""
    if not state.turns:
        raise GameError(f"{state.game}: nothing was played yet; decide at least once")
    return game_of(state.game).debrief(state)


def kept(state: GameState) -> str:
    """Return a state as JSON."""
    return state.model_dump_json()


def restored(text: str) -> GameState:
    """Return a state from JSON, played again from its decisions.

    Raises
    ------
    GameError
        It is no state, or its numbers are not what its decisions lead to.
    """
    try:
        told = GameState.model_validate_json(text)
    except ValidationError as error:
        where = sorted({".".join(str(part) for part in one["loc"]) or "the whole" for one in error.errors()})
        raise GameError(
            "a game that was kept", [f"{one}: is not as a game is kept; start it anew" for one in where]
        ) from None
    state = start(told.game, told.settings, told.seed)
    for turn in told.turns:
        for seat, values in turn.decisions.items():
            state = play(state, Decision(seat=seat, values=values))
    for seat, values in told.waiting.items():
        state = play(state, Decision(seat=seat, values=values))
    if state != told:
        raise GameError(f"{told.game}: what was kept is not what its decisions lead to; start it anew")
    return state
