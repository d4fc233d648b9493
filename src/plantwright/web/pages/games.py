"""Games: what does the law feel like? Played alone or with the class, each against the best known play."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from plantwright.errors import GameError, NotThereError
from plantwright.store.accounts import plant_for
from plantwright.store.plays import keep_play, play_for, playing_with, plays_of
from plantwright.store.school import learner_of
from plantwright.store.school_tables import Play
from plantwright.store.tables import KeptPlant
from plantwright.web.forms import Fields, shown_at, texts
from plantwright.web.look import page
from plantwright.web.school.table import EVERY, decide, new_state, table_top
from plantwright.web.visitor import Acting, Seeing, Visitor

router = APIRouter(prefix="/plants/{plant}/learn/games", include_in_schema=False)
Short = Annotated[str, Form(max_length=60)]


@router.get("")
def show_games(request: Request, who: Seeing, plant: str) -> Response:
    """Show the games, those begun, and what the class plays."""
    from plantwright.learn.games.game import GAMES

    found = plant_for(who.session, who.account, plant)
    learner = learner_of(who.session, who.account)
    return page(
        request, "games.html", who=who, plant=found, here="learn", title=f"{found.name}: games", games=GAMES,
        plays=plays_of(who.session, learner, plant)[:10], together=playing_with(who.session, learner, plant),
    )  # fmt: skip


@router.post("")
def begin_game(who: Acting, plant: str, name: Short, seat: Short = EVERY) -> Response:
    """Begin a game of one's own: for one seat, or for all on one screen."""
    from plantwright.learn.games.game import game_of

    found = plant_for(who.session, who.account, plant)
    if seat != EVERY and seat not in game_of(name).seats:
        raise GameError(f"seat {seat!r}: is none of {name}; there are {', '.join(game_of(name).seats)}")
    return _begun(who, found, Play(seat=seat, state=new_state(name, secrets.randbelow(2**31))))


@router.post("/together/{school_class}")
def join_game(who: Acting, plant: str, school_class: str) -> Response:
    """Begin the game that the class plays, with the same luck as everybody."""
    found = plant_for(who.session, who.account, plant)
    learner = learner_of(who.session, who.account)
    taught = next((one for one in playing_with(who.session, learner, plant) if one.id == school_class), None)
    if taught is None or not taught.playing:
        raise NotThereError("your class plays nothing now; ask the teacher")
    state = new_state(str(taught.playing["game"]), int(taught.playing["seed"]))
    same = (one for one in plays_of(who.session, learner, plant) if one.school_class == taught.id)
    kept = next((one for one in same if one.state.get("seed") == state["seed"]), None)
    if kept is not None:
        return _to(found, kept)
    return _begun(who, found, Play(seat=_seat(str(taught.playing["game"])), school_class=taught.id, state=state))


@router.get("/{play}")
def show_game(request: Request, who: Seeing, plant: str, play: str) -> Response:
    """Show a game: the board, what is asked now, and the debrief once it is over."""
    found, kept = _play(who, plant, play)
    return _shown(request, who, found, kept)


@router.post("/{play}/decide")
def decide_round(request: Request, who: Acting, plant: str, play: str, form: Fields) -> Response:
    """Take a decision, and go on; sent twice for a round, it counts once, and one that is refused can be mended."""
    found, kept = _play(who, plant, play)
    if str(form.get("round", len(kept.state["turns"]))) != str(len(kept.state["turns"])):
        return _to(found, kept, "turn")
    fields = {name: value for name, value in texts(form).items() if name not in ("csrf", "seat", "round")}
    seat = str(form.get("seat", ""))
    try:
        decide(kept, seat, {name: _number(name, value) for name, value in fields.items()})
    except GameError as error:
        return _shown(request, who, found, kept, Refused(error, seat, fields))
    return _to(found, kept, "turn")


@dataclass(frozen=True)
class Refused:
    """A decision that a game did not take: why, whose it was, and what was written."""

    error: GameError
    seat: str
    fields: dict[str, str]


def _shown(request: Request, who: Visitor, plant: KeptPlant, play: Play, refused: Refused | None = None) -> Response:
    top = table_top(play)
    return page(
        request, "game.html", status=422 if refused else 200, who=who, plant=plant, here="learn",
        title=f"{plant.name}: {top.title}", play=play, top=top, refused=refused,
    )  # fmt: skip


def _number(name: str, value: str) -> float:
    try:
        return float(value.strip().replace(",", "."))
    except ValueError:
        raise GameError(f"{name[:40]}: {value[:20]!r}; a number is needed") from None


def _seat(name: str) -> str:
    from plantwright.learn.games.game import game_of

    return game_of(name).seats[0]


def _begun(who: Visitor, plant: KeptPlant, made: Play) -> Response:
    made.plant, made.learner = plant.id, learner_of(who.session, who.account)
    return _to(plant, keep_play(who.session, made))


def _play(who: Visitor, plant: str, play: str) -> tuple[KeptPlant, Play]:
    found = plant_for(who.session, who.account, plant)
    return found, play_for(who.session, learner_of(who.session, who.account), plant, play)


def _to(plant: KeptPlant, play: Play, place: str = "") -> Response:
    return shown_at(f"/plants/{plant.id}/learn/games/{play.id}", place)
