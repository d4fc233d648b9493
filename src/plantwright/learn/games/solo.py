"""What games of one seat have in common."""

from __future__ import annotations

from collections.abc import Iterable

from plantwright.learn.games.nouns import GameState, Shown, Values

SEAT = "player"


class Solo:
    """A game of one seat, who sees what everybody sees."""

    runs_twin = False

    @property
    def seats(self) -> tuple[str, ...]:
        """Return the one seat."""
        return (SEAT,)

    def problems(self, state: GameState, values: Values) -> Iterable[str]:  # noqa: ARG002 - most games have no more
        """Return nothing: the ranges say all."""
        return ()

    def seen(self, state: GameState, seat: str) -> tuple[Shown, ...]:  # noqa: ARG002 - nothing is hidden
        """Return nothing beyond the board."""
        return ()


def shown(figures: Values, units: dict[str, str]) -> tuple[Shown, ...]:
    """Return those figures that have a unit told, in its order."""
    return tuple(Shown(name=name, value=figures.get(name), unit=unit) for name, unit in units.items())


def priced(state: GameState, settings: dict[str, str]) -> Values:
    """Return what the settings of a game say, by the names that a board shows them under."""
    return {name: float(state.settings[setting]) for name, setting in settings.items()}


def last(state: GameState) -> Values:
    """Return what came of the last round; empty before the first."""
    return state.turns[-1].figures if state.turns else {}


def mean(state: GameState, figure: str) -> float:
    """Return the mean of a figure over all rounds."""
    return sum(turn.figures[figure] for turn in state.turns) / len(state.turns)


def total(state: GameState, figure: str) -> float:
    """Return the sum of a figure over all rounds."""
    return sum(turn.figures[figure] for turn in state.turns)
