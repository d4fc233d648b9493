"""A class at one terminal: player after player decides, then the table of results."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from plantwright.cli.learn_game import announce, number_text, said, show_debrief, typed_values
from plantwright.cli.progress import answers as screen
from plantwright.errors import GameError
from plantwright.learn.games.room import Room, decide, place_of, results, seated, thinking


def play_class(game: str, players: str, settings: dict[str, str], seed: int) -> None:
    """Let players decide in turn until the game is over or one has enough; then show who stands where, and the law."""
    room = seated(game, [one.strip() for one in players.split(",")], settings, seed)
    announce(room.teams[0].state)
    while names := thinking(room):
        after = _decided(room, names[0])
        if after is None:
            break
        room = after
    _show_results(room)
    best = results(room)[0].team
    (state,) = (team.state for team in room.teams if team.name == best)
    if state.turns:
        screen.print(f"\nDebrief of {best}.", markup=False)
        show_debrief(state)


def _decided(room: Room, player: str) -> Room | None:
    """Return the room after a player has decided; None: enough."""
    team, seat = place_of(room, player)
    values = typed_values(team.state, seat, f"{player}, {seat}")
    if values is None:
        return None
    try:
        return decide(room, player, dict(values))
    except GameError as error:
        said(error)
        return room


def _show_results(room: Room) -> None:
    table = Table("rank", "team", "players", "rounds", "score", "expert", "unit")
    for row in results(room):
        table.add_row(
            str(row.rank), Text(row.team), Text(", ".join(row.players)), str(row.rounds), number_text(row.score.value),
            number_text(row.score.expert), row.score.unit,
        )  # fmt: skip
    screen.print()
    screen.print(table)
