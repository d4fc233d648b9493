"""What holds for every request."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from plantwright.web.guard import FRAMED, FROM_ELSEWHERE, IN_FRAMES, POLICY
from plantwright.web.settings import Settings
from served import HOSTILE, SAFE, World, make_world, routes, send


class Seen(HTMLParser):
    """Collects what of a page could run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.scripts: list[str] = []
        self.images = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element could run."""
        told = dict(attrs)
        self.bad += [f"<{tag} {name}>" for name in told if name.startswith("on") or name == "srcdoc"]
        self.bad += [f"<{tag} {one}>" for one in told.values() if (one or "").strip().lower().startswith("javascript:")]
        if tag == "script":
            self.scripts.append(told.get("src") or "")
        self.images += tag == "img"
        if tag in ("iframe", "object", "embed", "base"):
            self.bad.append(f"<{tag}>")


def _pages(world: World) -> list[tuple[str, object]]:
    owner, admin, nobody = world.client("owner"), world.client("admin"), world.client()
    asked = [(who, route) for method, route in routes(world.app) for who in (owner, admin, nobody) if method in SAFE]
    answers = [(route.path, send(who, "GET", route, world.ids)) for who, route in asked]
    answers.append(("/nowhere", owner.get("/nowhere")))
    answers.append(("/plants/x", owner.get("/plants/x")))
    return [(path, one) for path, one in answers if one.headers.get("content-type", "").startswith("text/html")]


def test_no_page_holds_a_script_of_its_own(world: World) -> None:
    """Every page comes under the strict policy; scripts are files of ours, and texts of a log make no element."""
    pages = _pages(world)
    assert {"/", "/plants/{plant}", "/account", "/people", "/plants/{plant}/sharing", "/enter", "/nowhere"} <= {
        path for path, _ in pages
    }
    for path, answer in pages:
        assert answer.headers["content-security-policy"] == (FRAMED if path in IN_FRAMES else POLICY), path
        seen = Seen(answer.text)
        assert not seen.bad, f"{path}: {seen.bad}"
        assert all(re.fullmatch(r"/static/[\w./-]+", one) for one in seen.scripts), f"{path}: {seen.scripts}"
        assert not seen.images, path
        assert HOSTILE not in answer.text, path


def test_the_policy_allows_no_script_but_files_of_ours() -> None:
    """The policy has no unsafe-inline for scripts, no eval and no other origin."""
    rules = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'none'"
    framed = dict(part.strip().split(" ", 1) for part in FRAMED.split(";"))
    assert {name: rule for name, rule in framed.items() if rules[name] != rule} == {
        "frame-ancestors": "https:", "form-action": "'self' https:",
    }  # fmt: skip
    assert "http" not in POLICY
    assert "unsafe-eval" not in POLICY


def test_every_answer_carries_the_headers_of_safety(world: World) -> None:
    """None is guessed at, kept by caches or told to other sites; framed are those alone where no log-in acts."""
    owner = world.client("owner")
    for method, route in routes(world.app):
        if method in SAFE:
            headers = send(owner, method, route, world.ids).headers
            assert headers["x-content-type-options"] == "nosniff", route.path
            framed = route.path in IN_FRAMES
            assert headers.get("x-frame-options") == (None if framed else "DENY"), route.path
            assert headers["content-security-policy"] == (FRAMED if framed else POLICY), route.path
            assert headers["cache-control"] == "no-store" or route.path.startswith("/static/"), route.path


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.", "192.168.1.9"])
def test_a_name_that_is_not_ours_is_refused(world: World, host: str) -> None:
    """A name that somebody else's server could be made to have reaches nothing."""
    assert world.client("owner").get("/api/plants", headers={"host": host}).status_code == 403


def test_numbers_call_a_server_of_all_addresses(tmp_path: Path) -> None:
    """A server bound to every address answers to numbers, not to names that it was not told."""
    world = make_world(tmp_path / "store", Settings(any_address=True))
    owner = world.client("owner")
    assert owner.get("/api/plants", headers={"host": "192.168.1.9:8765"}).status_code == 200
    assert owner.get("/api/plants", headers={"host": "[fe80::1]:8765"}).status_code == 200
    assert owner.get("/api/plants", headers={"host": "evil.example:8765"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_a_change_sent_by_another_site_is_refused(world: World, headers: dict[str, str]) -> None:
    """A browser says where a request comes from; from elsewhere, even the right proof changes nothing."""
    browser, csrf = world.browser("owner")
    told = {**headers, "x-csrf-token": csrf}
    address = f"/api/plants/{world.ids['plant']}"
    assert browser.delete(address, headers=told).status_code == 403
    assert browser.get(address).status_code == 200


def test_other_sites_may_link_to_pages_and_load_nothing(world: World) -> None:
    """A link from a mail is followed; a script or image of another site gets no answer."""
    browser, _ = world.browser("owner")
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert browser.get("/", headers=link).status_code == 200
    assert browser.get("/api/plants", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_over_https_cookies_and_the_address_stay_there(tmp_path: Path) -> None:
    """With HTTPS the browser is told to come by it alone, and the cookie goes over nothing else."""
    world = make_world(tmp_path / "store", Settings(secure=True, port=8443))
    answer = world.client().get("/enter")
    assert "max-age" in answer.headers["strict-transport-security"]
    assert answer.headers["set-cookie"].startswith("__Host-plantwright_8443_form=")
    assert "Secure" in answer.headers["set-cookie"]


def test_other_sites_send_what_begins_and_ends_a_launch_alone(world: World) -> None:
    """A page of another site posts nothing but the two steps of a launch."""
    client = world.client()
    foreign = {"origin": "https://college.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    for method, route in routes(world.app):
        if method not in SAFE:
            refused = send(client, method, route, world.ids, headers=foreign).text.startswith(
                "Sent from a page of another"
            )
            assert refused == (route.path not in FROM_ELSEWHERE), route.path
