"""Games in the browser's forms: played alone, on one screen and as a class, and seen by nobody else."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from plantwright.learn.games.game import GAMES, asked, computer, is_over, play, start
from plantwright.store.school_tables import Play, SchoolClass
from plantwright.web.school.table import state_of
from schooled import add_plant
from served import World, make_world


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    """Return a server and a plant that a learner and a teacher may read."""
    world = make_world(tmp_path_factory.mktemp("school") / "store")
    return world, add_plant(world.store, "owner", "reader", "teacher", "viewer")


def begin(client: TestClient, plant: str, name: str, seat: str = "") -> str:
    """Return the address of a new game."""
    answer = client.post(f"/plants/{plant}/learn/games", data={"name": name, "seat": seat})
    assert answer.status_code == 303, answer.text[-500:]
    return answer.headers["location"]


def finish(world: World, client: TestClient, address: str) -> None:
    """Play a game to its end as the computer would."""
    while True:
        with world.store.session() as session:
            kept = session.get_one(Play, address.rsplit("/", 1)[-1])
            state, own = state_of(kept), kept.seat
        if is_over(state):
            return
        for seat in GAMES[state.game].seats if not own else (own,):
            if asked(state, seat):
                decided = computer(state, seat)
                sent = {"seat": seat, **{name: str(value) for name, value in decided.values.items()}}
                assert client.post(f"{address}/decide", data=sent).status_code == 303
                state = play(state, decided) if not own else state


@pytest.mark.parametrize("name", GAMES)
def test_every_game_is_played_to_its_law(school: tuple[World, str], name: str) -> None:
    """Each game is begun, shown, played to its end and closed by the law behind it with its numbers."""
    world, plant = school
    client = world.client("reader")
    address = begin(client, plant, name, "" if len(GAMES[name].seats) == 1 else GAMES[name].seats[0])
    assert "Round 1 of" in client.get(address).text
    finish(world, client, address)
    page = client.get(address).text
    assert "by the law" in page
    assert "the reference play gets" in page
    assert client.post(f"{address}/decide", data={"seat": GAMES[name].seats[0]}).status_code == 422


def test_all_seats_play_on_one_screen(school: tuple[World, str]) -> None:
    """Where one screen plays for all, each seat has its own form, and a round is played once all have decided."""
    world, plant = school
    client = world.client("reader")
    name = next(name for name, one in GAMES.items() if len(one.seats) > 1)
    address = begin(client, plant, name)
    assert client.get(address).text.count("<button>Decide</button>") == len(GAMES[name].seats)
    decided = computer(start(name), GAMES[name].seats[0])
    client.post(f"{address}/decide", data={"seat": decided.seat, **{k: str(v) for k, v in decided.values.items()}})
    assert client.get(address).text.count("<button>Decide</button>") == len(GAMES[name].seats) - 1
    assert "Round 1 of" in client.get(address).text


def test_a_seat_does_not_see_what_others_see(school: tuple[World, str]) -> None:
    """While the beer game lasts, the page of one seat holds no figure of another seat; afterwards it holds them all."""
    world, plant = school
    client = world.client("reader")
    address = begin(client, plant, "beer", "retailer")
    decided = computer(start("beer"), "retailer")
    client.post(f"{address}/decide", data={"seat": "retailer", **{k: str(v) for k, v in decided.values.items()}})
    assert "factory: inventory" not in client.get(address).text
    finish(world, client, address)
    assert "factory: inventory" in client.get(address).text


def test_what_is_to_come_is_in_no_record(school: tuple[World, str]) -> None:
    """While a game lasts its seed, from which all draws follow, is neither in its page nor in the learner's records."""
    world, plant = school
    client = world.client("viewer")
    address = begin(client, plant, "newsvendor")
    with world.store.session() as session:
        seed = str(session.get_one(Play, address.rsplit("/", 1)[-1]).state["seed"])
    records = f"/plants/{plant}/learn/records.json"
    assert seed not in client.get(address).text + client.get(records).text
    finish(world, client, address)
    assert seed in client.get(records).text


def test_what_is_no_decision_is_refused_and_nothing_is_lost(school: tuple[World, str]) -> None:
    """Text, a number out of range, a missing number and another seat are refused with what is allowed."""
    world, plant = school
    client = world.client("reader")
    address = begin(client, plant, "newsvendor")
    name = asked(start("newsvendor"))[0].name
    for sent in ({name: "many"}, {name: "-5"}, {}, {name: "5", "more": "1"}, {name: "nan"}, {name: "1e999"}):
        answer = client.post(f"{address}/decide", data={"seat": "player", **sent})
        assert answer.status_code == 422, sent
    assert client.post(f"{address}/decide", data={"seat": "owner", name: "5"}).status_code == 422
    assert "Round 1 of" in client.get(address).text


def test_a_refused_decision_can_be_mended_where_it_was_written(school: tuple[World, str]) -> None:
    """The board stays, with all that is wrong and the numbers as they were written."""
    world, plant = school
    client = world.client("reader")
    address = begin(client, plant, "setup")
    answer = client.post(f"{address}/decide", data={"seat": "player", "round": "0", "lot": "17", "workshops": "0"})
    assert answer.status_code == 422
    assert "make lots of at least" in answer.text
    assert 'value="17"' in answer.text
    assert "Decide</button>" in answer.text


def test_a_decision_sent_twice_counts_once(school: tuple[World, str]) -> None:
    """What a page sends for a round that is played already changes nothing and leads to the round that is on."""
    world, plant = school
    client = world.client("reader")
    address = begin(client, plant, "newsvendor")
    sent = {"seat": "player", "round": "0", asked(start("newsvendor"))[0].name: "5"}
    for _ in range(2):
        assert client.post(f"{address}/decide", data=sent).status_code == 303
    assert "Round 2 of" in client.get(address).text


def test_nobody_sees_the_game_of_another_learner(school: tuple[World, str]) -> None:
    """The address of a game answers its learner alone."""
    world, plant = school
    address = begin(world.client("reader"), plant, "newsvendor")
    for name in ("owner", "viewer", "teacher", "admin"):
        assert world.client(name).get(address).status_code == 404
        assert world.client(name).post(f"{address}/decide", data={"seat": "player"}).status_code == 404


def test_a_class_plays_the_same_luck_and_is_ranked(school: tuple[World, str]) -> None:
    """Two learners get the same seed, and their teacher sees both beside the reference play, the best first."""
    world, plant = school
    teacher = world.client("teacher")
    room = teacher.post(f"/plants/{plant}/teach", data={"name": "9b"}).headers["location"]
    with world.store.session() as session:
        code = session.get_one(SchoolClass, room.rsplit("/", 1)[-1]).code
    assert teacher.post(f"{room}/play", data={"name": "newsvendor"}).status_code == 303
    seeds = set()
    for account, nickname in (("reader", "Ada"), ("viewer", "Ben")):
        client = world.client(account)
        client.post(f"/plants/{plant}/learn/join", data={"code": code, "nickname": nickname})
        action = re.search(r'action="(\S+/together/\w+)"', client.get(f"/plants/{plant}/learn/games").text)
        assert action
        address = client.post(action[1]).headers["location"]
        assert client.post(action[1]).headers["location"] == address
        with world.store.session() as session:
            seeds.add(session.get_one(Play, address.rsplit("/", 1)[-1]).state["seed"])
        if nickname == "Ada":
            finish(world, client, address)
    assert len(seeds) == 1
    page = teacher.get(room).text
    assert page.index("Ada</th>") < page.index("Ben</th>")
    assert "reference play" in page
    teacher.post(f"{room}/play", data={})
    assert world.client("reader").post(action[1]).status_code == 404
