"""A learner's whole path and a teacher's, in a browser, by keyboard alone, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Rubric, Setting
from plantwright.learn.bank.template import NotHereError, Template, pose
from plantwright.store.accounts import local_account
from plantwright.store.opened import open_store
from plantwright.store.runs import latest_done
from plantwright.store.school import learner_of
from plantwright.store.school_tables import Asked
from plantwright.store.tables import KeptPlant
from plantwright.web.school.cases import _case
from schooled import add_plant
from web.hindered import hindrances
from web.real import Served, opened, served
from web.test_whole_way import LOOKS, NOT_REACHED

PATIENCE = 120_000
PAGES = ("learn", "learn/capstone", "learn/placement", "learn/lessons", "learn/lessons/{lesson}", "teach")
KINDS = ("number", "choice", "order", "change", "explain")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str, Path]]:
    """Yield a server that one person started, a studied plant's address, and the store's folder."""
    folder = tmp_path_factory.mktemp("school") / "store"
    store = open_store(folder)
    with store.session() as session:
        local_account(session)
    plant = add_plant(store, "local")
    store.close()
    with served(folder) as server:
        yield server, f"{server.home}/plants/{plant}", folder


def asked_of_kind(folder: Path, kind: str) -> tuple[str, Question] | None:
    """Ask the learner at the machine a question of a kind; return its name and key, None where the bank has none."""
    found = (_asked(folder, one) for one in TEMPLATES.values() if one.kind == kind)
    return next((one for one in found if one is not None), None)


def asked_of_template(folder: Path, name: str) -> str:
    """Ask the learner at the machine a question of a template; return its name."""
    found = _asked(folder, TEMPLATES[name])
    assert found is not None
    return found[0]


def _asked(folder: Path, one: Template) -> tuple[str, Question] | None:
    """Ask a question of a template; None where this plant has nothing to ask about."""
    store = open_store(folder)
    with store.session() as session:
        plant = session.query(KeptPlant).one()
        run = latest_done(session, plant.id, "study")
        assert run is not None
        case = _case(store.run_folder(plant.id, run.id) / "log.parquet", plant.name)
        try:
            question = pose(one, case, 11).question
        except NotHereError:
            return None
        learner = learner_of(session, local_account(session))
        kept = Asked(plant=plant.id, run=run.id, learner=learner, template=one.id, skill=one.skill, seed=11,
                     tries=[], said=[], why="a test")  # fmt: skip
        session.add(kept)
        session.flush()
        return kept.id, question


def answer(page: Page, question: Question) -> None:
    """Answer a question right, with the keyboard alone."""
    match question.answer:
        case Number() as one:
            page.locator("#given").focus()
            page.keyboard.type(f"{one.value!r}")
        case Setting() as one:
            page.locator("#given").focus()
            page.keyboard.press("Control+a")
            page.keyboard.type(f"{one.accepted_low:g}")
        case Choice() as one:
            place = next(k for k, option in enumerate(one.options) if option.right)
            page.locator("input[type=radio]").first.focus()
            page.keyboard.press("Space")
            for _ in range(place):
                page.keyboard.press("ArrowDown")
        case Ordering() as one:
            for number, key in enumerate(one.right):
                page.locator("select").nth(number).focus()
                text = next(item.text for item in one.items if item.key == key)
                page.keyboard.type(text)
        case Rubric():
            page.locator("#text").focus()
            page.keyboard.type("Because the queue before it is the longest.")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.locator("input[name=met][type=checkbox]").first.focus()
            page.keyboard.press("Space")
    page.locator("form[action$='/answer'] button").last.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_question_is_answered_by_keyboard(school: tuple[Served, str, Path], kind: str) -> None:
    """A question of each kind is answered with keys alone, and its worked solution appears."""
    server, plant, folder = school
    found = asked_of_kind(folder, kind)
    if found is None:
        pytest.skip(f"no template of the kind {kind} fits this plant")
    name, question = found
    with opened(server) as page:
        page.goto(f"{plant}/learn/questions/{name}")
        answer(page, question)
        page.locator("#solution-head").wait_for(timeout=PATIENCE)


def test_a_learner_goes_from_hints_to_the_next_question(school: tuple[Served, str, Path]) -> None:
    """From the page Learn to a question, a wrong try, three hints, the solution, and on to the next question."""
    server, plant, _ = school
    with opened(server) as page:
        page.goto(f"{plant}/learn")
        page.locator("form[action$='/next'] button").first.click()
        assert "/questions/" in page.url
        for seen in range(1, 4):
            page.get_by_role("button", name="hint").click()
            page.locator(".hints li").nth(seen - 1).wait_for(timeout=PATIENCE)
            assert page.locator("#solution-head").count() == 0
        page.get_by_role("button", name="Show the solution").click()
        page.locator("#solution-head").wait_for()
        page.get_by_role("button", name="Next question").click()
        page.locator(".stem").wait_for()


def test_a_press_counts_once_and_leads_to_what_came_of_it(school: tuple[Served, str, Path]) -> None:
    """A double press shows one hint; the keyboard goes on from it, and from what is said to a wrong answer."""
    server, plant, folder = school
    found = asked_of_kind(folder, "number")
    assert found is not None
    with opened(server) as page:
        page.goto(f"{plant}/learn/questions/{found[0]}")
        page.get_by_role("button", name="hint").dblclick()
        page.locator(".hints li").first.wait_for()
        assert page.evaluate("document.activeElement.id") == "hints"
        assert page.locator(".hints li").count() == 1
        page.locator("#given").fill("-1e9")
        page.keyboard.press("Enter")
        page.locator("#heard").wait_for()
        assert page.evaluate("document.activeElement.id") == "heard"
        page.go_back()
        page.get_by_role("button", name="Check").wait_for()
        assert page.get_by_role("button", name="Check").is_enabled()


def test_charts_can_be_read_on_a_phone(school: tuple[Served, str, Path]) -> None:
    """On a phone the letters of a question's chart are ten pixels tall or more, and what sticks out can be reached."""
    server, plant, folder = school
    name = asked_of_template(folder, "flow.throughput_from_a_rising_line")
    with opened(server, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{plant}/learn/questions/{name}")
        tall = page.locator(".picture text").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert min(tall) >= 10
        assert page.get_by_text("move it sideways").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_teacher_makes_a_class_and_sees_a_learner(school: tuple[Served, str, Path]) -> None:
    """A class is made, joined by its code, given an assignment that is practised, and shows the learner."""
    server, plant, _ = school
    with opened(server) as page:
        page.goto(f"{plant}/teach")
        page.fill("#name", "9b")
        page.get_by_role("button", name="Make the class").click()
        code, room = page.locator(".code").inner_text(), page.url
        page.goto(f"{plant}/learn")
        page.get_by_label("Code").fill(code)
        page.get_by_label("Name that the class sees").fill("Ada")
        page.get_by_role("button", name="Join").click()
        page.goto(room)
        page.get_by_label("Title").fill("Begin")
        page.locator("form.assign summary").first.click()
        page.locator("form.assign input[type=checkbox]").first.check()
        page.get_by_role("button", name="Assign").click()
        page.goto(f"{plant}/learn")
        page.get_by_role("button", name="Go on with Begin").click()
        page.locator(".stem").wait_for()
        page.goto(room)
        assert "Ada" in page.locator("section").first.inner_text()
        assert "Ada 0/10" in page.locator("main").inner_text()


def test_a_lesson_is_read_and_its_change_tried(school: tuple[Served, str, Path]) -> None:
    """A lesson draws its figures, and a change is tried in the twin against what was predicted of it."""
    server, plant, _ = school
    with opened(server) as page:
        page.goto(f"{plant}/learn/lessons")
        page.get_by_role("link", name="bottleneck").first.click()
        page.locator(".plot").first.scroll_into_view_if_needed()
        page.locator(".plot[data-drawn]").first.wait_for(timeout=PATIENCE)
        page.locator("input[name=predicted]").first.fill("12")
        page.get_by_role("button", name="Try it in the twin").first.click()
        page.locator(".heard").wait_for(timeout=PATIENCE)
        assert "95 % intervals" in page.locator("caption").inner_text()
        assert "+12.0 %" in page.locator("table").last.inner_text()


def test_a_placement_asks_and_tells_where_to_begin(school: tuple[Served, str, Path]) -> None:
    """Questions are answered with "I do not know" until the placement is done; it then says where to begin."""
    server, plant, _ = school
    with opened(server) as page:
        page.goto(f"{plant}/learn/placement")
        page.get_by_role("button", name="Begin").click()
        for _ in range(12):
            if page.url.endswith("/placement"):
                break
            assert page.get_by_role("button", name="hint").count() == 0
            page.get_by_role("button", name="I do not know").click()
            page.get_by_role("button", name="Next question").click()
            page.wait_for_url(lambda url: url.endswith("/placement") or "/questions/" in url)
        page.goto(f"{plant}/learn/placement")
        assert "begin with" in page.locator(".heard").inner_text()
        assert page.get_by_role("button", name="Go on").count() == 0
        page.get_by_role("button", name="Practise").first.click()
        page.locator(".stem").wait_for()


@pytest.mark.parametrize("look", LOOKS, ids=["desk, light", "phone, dark"])
def test_no_page_of_the_school_hinders_anybody(
    school: tuple[Served, str, Path], axe: str, look: dict[str, Any]
) -> None:
    """Of each page axe finds nothing serious, nothing sticks out, Tab reaches all, and no request leaves the origin."""
    server, plant, folder = school
    names = [f"learn/questions/{found[0]}" for kind in KINDS if (found := asked_of_kind(folder, kind))]
    hindered, asked = [], []
    with opened(server, **look) as page:
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{plant}/learn/lessons")
        lesson = str(page.locator(".cards a").first.get_attribute("href")).rsplit("/", 1)[-1]
        page.goto(f"{plant}/teach")
        rooms = [one.get_attribute("href") for one in page.locator(".cards a").all()][:1]
        for name in (*(f"{plant}/{one}" for one in (*PAGES, *names)), *rooms):
            page.goto((name if name.startswith("http") else f"{server.home}{name}").replace("{lesson}", lesson))
            hindered += hindrances(page, axe, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= look["viewport"]["width"], name
            assert page.locator("h1").count() == 1, name
            assert page.evaluate(NOT_REACHED) == [], name
    assert hindered == []
    assert [one for one in asked if not one.startswith((server.home, "data:", "blob:"))] == []
