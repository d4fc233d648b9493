"""Games in the terminal: played, refused and explained."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from cli.conftest import Command
from plantwright.cli.app import app


def typed(text: str, *words: str) -> str:
    """Return what a game shows to one who types so."""
    done = CliRunner().invoke(app, ["learn", "game", *words], input=text)
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


def test_the_games_are_listed(run: Command) -> None:
    """Without a name every game is shown."""
    shown = run("learn", "game").stdout
    assert all(name in shown for name in ("penny-fab-one", "dice", "beer", "newsvendor"))


def test_the_computer_plays_to_the_debrief(run: Command) -> None:
    """The computer's beer game costs what Sterman's rule costs, beside the benchmark, and the law is told."""
    shown = " ".join(run("learn", "game", "beer", "--computer").stdout.split())
    assert "Score after 36 rounds: 2,698 $" in shown
    assert "204 $" in shown
    assert "The law behind it." in shown


def test_wrong_words_and_numbers_are_asked_again() -> None:
    """A word, a number out of range and a good one: two are refused, the round is played once."""
    shown = typed("many\n500\n75\n", "newsvendor", "--set", "rounds=1")
    assert "'many' is no number" in shown
    assert "from 0 to 100 papers is allowed" in shown
    assert "Score after 1 rounds" in shown


def test_enough_is_enough() -> None:
    """Who quits sees the debrief of what was played; who quits at once sees none, and no error."""
    assert "Score after 1 rounds" in typed("4\nquit\n", "beer", "--seat", "factory")
    assert "Score" not in typed("quit\n", "dice")
    assert "Score" not in typed("", "dice")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("chess",), "there are penny-fab-one"),
        (("dice", "--set", "rounds"), "no KEY=VALUE"),
        (("dice", "--set", "rounds=x", "--set", "luck=1"), "2 problems"),
        (("beer", "--seat", "customer"), "there are retailer"),
    ],
)
def test_what_makes_no_game_ends_with_its_cure(run: Command, words: tuple[str, ...], told: str) -> None:
    """A game, setting or seat that is none ends with exit code 2 and what there is."""
    done = run("learn", "game", *words)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())


def test_the_same_seed_is_the_same_game(run: Command) -> None:
    """The seed decides all chance."""
    first, second, other = (
        run("learn", "game", "newsvendor", "--computer", "--seed", seed).stdout for seed in ("1", "1", "2")
    )
    assert first == second != other
