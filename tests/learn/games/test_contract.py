"""What every game promises: pure, repeatable, kept and restored, with one clear error for what it does not take."""

from __future__ import annotations

import json
import math

import pytest

from plantwright.errors import GameError
from plantwright.learn.games import game as games
from plantwright.learn.games.nouns import Decision, GameState

NAMES = tuple(games.GAMES)
SHORT = {"rounds": 2}


def half(name: str, seed: int = 1) -> GameState:
    """Return a game of two rounds after its first."""
    return games.played_by(games.start(name, SHORT, seed), upto=1)


def test_the_eight_games_are_there() -> None:
    """There are the eight games that the school promises, each under its own name."""
    assert NAMES == (
        "penny-fab-one", "penny-fab-two", "dice", "beer", "kanban", "setup", "balance", "newsvendor",
    )  # fmt: skip
    assert all(name == one.name for name, one in games.GAMES.items())


@pytest.mark.parametrize("name", NAMES)
def test_playing_changes_no_state(name: str) -> None:
    """A state is a value: the one that was played on is as it was, and the same decision leads to the same state."""
    first = games.start(name, SHORT, 1)
    before = games.kept(first)
    decision = games.computer(first, games.game_of(name).seats[0])
    assert games.play(first, decision) == games.play(first, decision)
    assert games.kept(first) == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["computer", "expert"])
def test_computer_and_expert_play_to_the_end(name: str, who: str) -> None:
    """Every decision of the two is one that the game takes, over all rounds of the settings that stand."""
    for seed in range(3):
        over = games.played_by(games.start(name, {}, seed), who)
        assert games.is_over(over)
        assert len(over.turns) == games.rounds(over)


@pytest.mark.parametrize("name", NAMES)
def test_a_game_is_kept_and_restored(name: str) -> None:
    """JSON gives back the very state, also where some seats have decided and others not."""
    state = half(name)
    state = games.play(state, games.computer(state, games.game_of(name).seats[0]))
    assert games.restored(games.kept(state)) == state


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_number_is_found(name: str) -> None:
    """A state whose result was changed by hand is refused."""
    told = json.loads(games.kept(half(name)))
    figures = told["turns"][0]["figures"]
    key = next(iter(figures))
    figures[key] += 1000
    with pytest.raises(GameError, match="not what its decisions lead to"):
        games.restored(json.dumps(told))


def test_what_is_no_game_is_refused() -> None:
    """A text that is no kept game names what is wrong with it."""
    with pytest.raises(GameError, match="a game that was kept"):
        games.restored("{}")
    with pytest.raises(GameError, match="chess"):
        games.start("chess")
    with pytest.raises(GameError, match="seed"):
        games.start("dice", {}, -1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [-1.0, 1e9, 1.5, math.nan, math.inf])
def test_a_decision_out_of_range_is_one_error(name: str, value: float) -> None:
    """Every number that is out of range is named with what is allowed, in one error, and nothing is played."""
    state = games.start(name, SHORT, 1)
    seat = games.game_of(name).seats[0]
    wanted = games.asked(state, seat)
    with pytest.raises(GameError) as told:
        games.play(state, Decision(seat=seat, values={one.name: value for one in wanted} | {"luck": 1.0}))
    assert len(told.value.problems) == len(wanted) + 1
    assert all("allowed" in one for one in told.value.problems[1:])
    with pytest.raises(GameError, match="missing"):
        games.play(state, Decision(seat=seat, values={}))


@pytest.mark.parametrize("name", NAMES)
def test_nobody_decides_out_of_turn(name: str) -> None:
    """A seat that is none, one that has decided, and a game that is over are refused."""
    state = games.start(name, {"rounds": 1}, 1)
    seats = games.game_of(name).seats
    with pytest.raises(GameError, match="nobody"):
        games.play(state, Decision(seat="nobody", values={}))
    if len(seats) > 1:
        once = games.play(state, games.computer(state, seats[0]))
        assert games.asked(once, seats[0]) == ()
        with pytest.raises(GameError, match="has decided"):
            games.play(once, games.computer(state, seats[0]))
    over = games.played_by(state)
    assert games.asked(over, seats[0]) == ()
    with pytest.raises(GameError, match="rounds are played"):
        games.play(over, games.computer(state, seats[0]))


@pytest.mark.parametrize("name", NAMES)
def test_settings_that_make_no_game_are_told_at_once(name: str) -> None:
    """Every setting that is wrong is named in one error."""
    with pytest.raises(GameError) as told:
        games.start(name, {"rounds": 0, "weather": "fine"})
    assert len(told.value.problems) == 2


@pytest.mark.parametrize("name", NAMES)
def test_score_and_debrief_need_a_round(name: str) -> None:
    """Before the first round there is no score and no debrief; after it both have numbers with units."""
    with pytest.raises(GameError, match="nothing was played"):
        games.debrief(games.start(name))
    assert games.score(games.start(name)).value is None
    assert games.score(games.start(name)).gap() is None
    state = half(name)
    told, found = games.debrief(state), games.score(state)
    assert found.value is not None
    assert found.unit
    assert told.law
    assert told.formula
    assert told.source
    assert told.figures
    assert all(one.unit and math.isfinite(one.exact) for one in told.figures)
    assert all(one.agrees is not False for one in told.figures)


@pytest.mark.parametrize("name", NAMES)
def test_the_expert_is_level_with_itself(name: str) -> None:
    """On the same draws the expert's score is that which every score is held against."""
    found = games.score(games.played_by(games.start(name, SHORT, 4), "expert"))
    assert found.gap() == 0


@pytest.mark.parametrize("name", NAMES)
def test_what_is_seen_has_names_and_units(name: str) -> None:
    """Board and seat show numbers with units before and after the first round, each name once."""
    for state in (games.start(name, SHORT, 1), half(name)):
        seat = games.game_of(name).seats[0]
        seen = [*games.board(state), *games.seen(state, seat)]
        assert len({one.name for one in seen}) == len(seen)
        assert all(one.unit for one in seen)
        assert all(one.text and one.unit and one.low < one.high for one in games.asked(state, seat))
