"""A game in the terminal: what is asked, what is seen, the score, the debrief."""

from __future__ import annotations

import sys

from rich.table import Table

from plantwright.cli.progress import answers as screen
from plantwright.cli.progress import compile_if_needed, steps
from plantwright.errors import GameError
from plantwright.learn.games import game as games
from plantwright.learn.games.nouns import Asked, Compared, Decision, GameState, Shown, Values

ENOUGH = "quit"
"""What ends a game early."""


def list_games() -> None:
    """Show every game with its task."""
    table = Table("game", "what it is about", box=None, padding=(0, 2, 0, 0))
    for one in games.GAMES.values():
        table.add_row(one.name, one.about)
    screen.print(table)


def settings_of(told: list[str]) -> dict[str, str]:
    """Return settings by name; every one that is no pair is told at once."""
    wrong = [one for one in told if "=" not in one]
    if wrong:
        raise GameError("--set", [f"{one}: is no KEY=VALUE; write for example rounds=3" for one in wrong])
    return dict(one.split("=", 1) for one in told)


def play_alone(state: GameState, seat: str | None, *, by_computer: bool) -> GameState:
    """Return the game once it is over or given up; the computer takes the seats that you do not."""
    seats = games.game_of(state.game).seats
    yours = seat or seats[0]
    if yours not in seats:
        raise GameError(f"--seat {yours}: {state.game} has no such seat; there are {', '.join(seats)}")
    announce(state)
    if by_computer:
        return games.played_by(state)
    while not games.is_over(state):
        values = typed_values(state, yours, yours)
        if values is None:
            return state
        state = _gone_on(state, yours, values)
    _show_seen(state, yours)
    return state


def announce(state: GameState) -> None:
    """Say what the game is about, and make the twin ready where it is played on."""
    game = games.game_of(state.game)
    screen.print(f"{game.title}. {game.about}", markup=False)
    screen.print(f"{games.rounds(state)} rounds; {ENOUGH} ends the game early.", markup=False)
    if game.runs_twin:
        with steps() as tell:
            compile_if_needed(tell)


def said(error: GameError) -> None:
    """Say every problem of a decision that is not taken."""
    for problem in error.said:
        screen.print(f"  ! {problem}", markup=False)


def _gone_on(state: GameState, yours: str, values: Values) -> GameState:
    """Return the state after a round; a decision that is not taken is said, and asked again."""
    try:
        after = games.play(state, Decision(seat=yours, values=values))
    except GameError as error:
        said(error)
        return state
    for other in games.game_of(state.game).seats:
        if other != yours:
            after = games.play(after, games.computer(state, other))
    return after


def typed_values(state: GameState, seat: str, who: str) -> Values | None:
    """Return what is typed; None: enough, or nobody types any more."""
    screen.print(f"\nRound {len(state.turns) + 1} of {games.rounds(state)}: {who}", style="bold", markup=False)
    _show_seen(state, seat)
    values: Values = {}
    for asked in games.asked(state, seat):
        typed = _number(asked)
        if typed is None:
            return None
        values[asked.name] = typed
    return values


def _show_seen(state: GameState, seat: str) -> None:
    for one in (*games.board(state), *games.seen(state, seat)):
        if one.value is not None:
            screen.print(f"  {_line(one)}", markup=False)


def _number(asked: Asked) -> float | None:
    """Return a number that is asked, asking again until one is typed."""
    while True:
        prompt = f"{asked.text}, {asked.low:g} to {asked.high:g} {asked.unit}: "
        screen.print(prompt, markup=False, end="", soft_wrap=True)
        line = sys.stdin.readline()
        text = line.strip()
        if not sys.stdin.isatty():
            screen.print(text, markup=False)
        if not line or text.lower() == ENOUGH:
            return None
        try:
            return float(text.replace(",", "."))
        except ValueError:
            screen.print(f"  ! {text!r} is no number; type one, or {ENOUGH}", markup=False)


def _line(one: Shown) -> str:
    return f"{one.name.replace('_', ' ')}: {number_text(one.value)}{_unit(one.unit)}"


def show_score(state: GameState) -> None:
    """Show the score beside the best known play."""
    found = games.score(state)
    screen.print(
        f"\nScore after {len(state.turns)} rounds: {number_text(found.value)} {found.unit} ({found.better} is better); "
        f"the expert on the same draws: {number_text(found.expert)} {found.unit}.",
        markup=False,
    )


def show_debrief(state: GameState) -> None:
    """Show the law with the numbers of this game."""
    told = games.debrief(state)
    screen.print(f"\nThe law behind it. {told.law}", markup=False)
    screen.print(f"{told.formula}\nSource: {told.source}", markup=False)
    table = Table("what", "yours", "exact", "unit", "how")
    for one in told.figures:
        table.add_row(one.name, _yours(one), number_text(one.exact), one.unit, one.how)
    screen.print(table)


def _yours(one: Compared) -> str:
    if one.low is None or one.high is None:
        return number_text(one.yours)
    return f"{number_text(one.yours)} ({number_text(one.low)} to {number_text(one.high)})"


def _unit(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"


def number_text(value: float | None) -> str:
    """Return a number to four digits, or a dash."""
    return "–" if value is None else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
