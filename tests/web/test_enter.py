"""Coming in, leaving, and the password."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from plantwright.store.accounts import LOCAL
from plantwright.store.log_ins import LONGEST, UNUSED
from plantwright.store.people import account_named, set_password
from plantwright.store.tables import Account, Key, LogIn, now
from plantwright.web.attempts import OF_ACCOUNT, OF_ADDRESS, OF_PAIR, WINDOW, Attempts
from plantwright.web.settings import Settings
from served import HOME, World, make_world

PASSWORD = "correct horse battery staple"


@pytest.fixture
def peopled(tmp_path: Path) -> World:
    """Return a server of several people, one of whom has a password."""
    world = make_world(tmp_path / "store")
    with world.store.session() as session:
        set_password(session, account_named(session, "owner"), PASSWORD)
    return world


def _come(client: TestClient, name: str = "owner", password: str = PASSWORD, to: str = "") -> httpx.Response:
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/enter").text)
    assert csrf
    return client.post("/enter", data={"name": name, "password": password, "csrf": csrf[1], "to": to})


def test_the_right_password_opens(peopled: World) -> None:
    """A name and its password give a cookie that scripts cannot read, and the plants are shown."""
    client = peopled.client()
    answer = _come(client)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/api/me").json()["name"] == "owner"


def test_the_store_keeps_neither_passwords_nor_cookies_nor_keys(peopled: World) -> None:
    """Who reads the database can log in nowhere: it holds argon2 hashes of passwords, and hashes of all else."""
    client = peopled.client()
    _come(client)
    with peopled.store.session() as session:
        kept = session.query(Account).filter_by(name="owner").one().password
        others = [one.token for one in session.query(LogIn)] + [one.hash for one in session.query(Key)]
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert not {client.cookies["plantwright"], *peopled.keys.values()} & set(others)


@pytest.mark.parametrize(("name", "password"), [("owner", "wrong"), ("nobody", PASSWORD), (LOCAL, ""), ("admin", "")])
def test_wrong_names_and_passwords_are_answered_alike(peopled: World, name: str, password: str) -> None:
    """Nobody learns from the answer whether an account exists, is closed, or has no password."""
    answer = _come(peopled.client(), name, password or "x")
    assert answer.status_code == 401
    assert "The name or the password is wrong, or the account is closed." in answer.text


def test_the_form_needs_its_own_proof(peopled: World) -> None:
    """A form of another site logs nobody in as somebody it chose."""
    client = peopled.client()
    _come(client)
    told = {"name": "owner", "password": PASSWORD}
    other = peopled.client()
    assert other.post("/enter", data=told).status_code == 403
    assert other.post("/enter", data={**told, "csrf": "x"}).status_code == 403
    other.cookies.set("plantwright_form", "")
    assert other.post("/enter", data={**told, "csrf": ""}).status_code == 403


def test_guessing_is_slowed(peopled: World) -> None:
    """After five wrong passwords of an account from an address, even the right one is refused a while, in words."""
    client = peopled.client()
    for _ in range(OF_PAIR):
        assert _come(client, password="wrong").status_code == 401
    answer = _come(client)
    assert answer.status_code == 429
    assert "too many log-ins failed; wait" in answer.text.lower()
    assert _come(client, "second", "wrong").status_code == 401


def test_failures_are_forgotten_after_a_while() -> None:
    """What failed a quarter of an hour ago counts no longer, and a success takes its own count back."""
    clock = [0.0]
    attempts = Attempts(lambda: clock[0])
    for _ in range(OF_PAIR):
        attempts.begin("ada", "a")
    with pytest.raises(Exception, match="wait 15 min"):
        attempts.begin("Ada", "a")
    attempts.begin("ada", "b")
    clock[0] = WINDOW + 1
    for _ in range(3 * OF_ADDRESS):
        attempts.begin("ada", "a")
        attempts.succeeded("ada", "a")


def test_many_addresses_and_many_names_are_counted_too() -> None:
    """One account guessed at from many addresses, and many accounts from one address, are both refused in the end."""
    attempts = Attempts(lambda: 0.0)
    for number in range(OF_ACCOUNT):
        attempts.begin("ada", f"a{number}")
    with pytest.raises(Exception, match="too many log-ins"):
        attempts.begin("ada", "fresh")
    for number in range(OF_ADDRESS):
        attempts.begin(f"n{number}", "one")
    with pytest.raises(Exception, match="too many log-ins"):
        attempts.begin("other", "one")


def test_guessing_fills_no_memory() -> None:
    """However many names are guessed at, a bounded number is remembered."""
    attempts = Attempts(lambda: 0.0)
    for number in range(12_000):
        attempts.begin(f"n{number}", f"a{number}")
    assert len(attempts._failures) <= 10_000


@pytest.mark.parametrize(
    ("to", "goes"),
    [
        ("/plants/1?view=a", "/plants/1?view=a"), ("//evil.example", "/"), ("https://evil.example", "/"),
        ("/\\evil.example", "/"), ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("", "/"),
        ("/\r\nset-cookie: a=b", "/"),
    ],
)  # fmt: skip
def test_the_log_in_leads_to_pages_of_this_server_alone(peopled: World, to: str, goes: str) -> None:
    """Where the log-in leads is a page of ours, whatever a link asks."""
    assert _come(peopled.client(), to=to).headers["location"] == goes


def test_leaving_ends_the_log_in(peopled: World) -> None:
    """After logging out the cookie opens nothing, even where somebody kept it."""
    browser, csrf = peopled.browser("owner")
    kept = browser.cookies["plantwright"]
    assert browser.post("/leave", data={"csrf": csrf}).status_code == 303
    again = TestClient(peopled.app, base_url=HOME, cookies={"plantwright": kept})
    assert again.get("/api/me").status_code == 401


def test_another_password_ends_the_other_log_ins(peopled: World) -> None:
    """Who changes the password stays logged in; all other browsers of the account do not."""
    (mine, csrf), (other, _) = peopled.browser("owner"), peopled.browser("owner")
    fresh = "another horse battery staple"
    wrong = {"csrf": csrf, "old": "wrong", "new": fresh, "again": fresh}
    assert mine.post("/account/password", data=wrong).status_code == 422
    assert other.get("/api/me").status_code == 200
    assert mine.post("/account/password", data={**wrong, "old": PASSWORD}).status_code == 303
    assert mine.get("/api/me").status_code == 200
    assert other.get("/api/me").status_code == 401
    assert _come(peopled.client(), password=fresh).status_code == 303


def test_a_log_in_that_is_used_lasts_and_ends_all_the_same(peopled: World) -> None:
    """Use moves the end of a log-in on, up to a week; unused, it ends after half a day."""
    browser, _ = peopled.browser("owner")

    def set_times(made: timedelta, until: timedelta) -> None:
        with peopled.store.session() as session:
            one = session.query(LogIn).one()
            one.made, one.until = now() + made, now() + until

    set_times(-timedelta(hours=11), timedelta(minutes=5))
    assert browser.get("/api/me").status_code == 200
    with peopled.store.session() as session:
        assert session.query(LogIn).one().until > now() + UNUSED - timedelta(minutes=1)
    set_times(-LONGEST + timedelta(minutes=30), timedelta(minutes=5))
    assert browser.get("/api/me").status_code == 200
    with peopled.store.session() as session:
        assert session.query(LogIn).one().until < now() + timedelta(minutes=31)
    set_times(-timedelta(hours=13), -timedelta(seconds=1))
    assert browser.get("/api/me").status_code == 401


def test_the_account_of_the_machine_is_worth_nothing_where_people_log_in(peopled: World, tmp_path: Path) -> None:
    """A cookie of a single person's server opens no server of several people, and the other way round."""
    alone = make_world(tmp_path / "alone", Settings(start_token="token"))
    single = TestClient(alone.app, base_url=HOME, follow_redirects=False)
    assert single.get("/enter?token=token").status_code == 303
    assert single.get("/api/me").json()["role"] == "admin"
    both = TestClient(peopled.app, base_url=HOME, cookies=dict(single.cookies))
    assert both.get("/api/me").status_code == 401
    assert alone.client("admin").get("/api/me").status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", "tokentoken", "é"])
def test_a_wrong_start_token_opens_nothing(tmp_path: Path, token: str) -> None:
    """Without the address that the terminal shows, a browser and a program on this machine are kept out."""
    world = make_world(tmp_path / "store", Settings(start_token="token"))
    client = TestClient(world.app, base_url=HOME, follow_redirects=False)
    assert client.get("/enter", params={"token": token}).status_code == 401
    assert client.post("/enter", data={"name": "a", "password": "b"}).status_code == 401
    assert client.get("/").status_code == 401
    assert client.get("/api/plants", headers={"authorization": b"Bearer " + token.encode()}).status_code == 401


def test_two_servers_of_a_machine_keep_their_cookies_apart(tmp_path: Path) -> None:
    """Browsers share cookies among ports: each server's has a name of its own."""
    assert Settings(port=1).cookie != Settings(port=2).cookie
