"""In Chromium: a teacher links a class within the course's frame, a learner comes in a window of their own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page

from college import COURSE, PLACE, College, Sent, college_at
from plantwright.store.lti_tables import Course, KeptPlatform
from plantwright.store.opened import Store, open_store
from plantwright.store.people import account_named, add_account
from plantwright.store.school import new_class
from plantwright.store.school_tables import Assignment
from plantwright.store.tables import KeptPlant
from plantwright.web.app import make_app
from plantwright.web.lti.registered import as_kept
from plantwright.web.settings import Settings
from schooled import add_plant
from web.beside import answering
from web.hindered import hindrances

PASSWORD = "seven blue lathes at dawn"
PATIENCE = 30_000


class Site:
    """A server that speaks HTTPS, with a class on its plant, and a college that is registered there."""

    def __init__(self, home: str, college: College, store: Store) -> None:
        self.home, self.college, self.store = home, college, store
        with store.session() as session:
            add_account(session, "owner", "engineer", PASSWORD)
            teacher = add_account(session, "teacher", "teacher", PASSWORD).id
        self.plant = add_plant(store, "owner", "teacher")
        with store.session() as session:
            session.add(as_kept(college.registration()))
            session.get_one(KeptPlant, self.plant).courses = True
            self.taught = new_class(session, account_named(session, "teacher"), self.plant, "9b").id
            given = Assignment(school_class=self.taught, title="Little", skills=["flow.littles_law"], count=1)
            session.add(given)
            session.flush()
            self.assignment, self.teacher = given.id, teacher

    def open(self, page: Page, sent: Sent, *, framed: bool) -> None:
        """Open the course in the college, with the tool in a frame or behind a link."""
        begun = self.college.begin(sent)
        page.goto(f"{self.college.home}/course?{urlencode({'open': begun, 'framed': '1' * framed})}")

    def link(self, *, assignment: bool) -> str:
        """Return what a link of the course leads to."""
        more = f"&assignment={self.assignment}" if assignment else ""
        return f"{self.home}/plants/{self.plant}/learn?class={self.taught}{more}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield the two servers, each with the certificate of the college."""
    folder = tmp_path_factory.mktemp("lti")
    store = open_store(folder / "store")
    with college_at(folder) as college, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(college.certificate))
        cert = str(college.certificate)
        with answering(lambda port: make_app(store, Settings(secure=True, port=port)), ssl_certfile=cert) as port:
            yield Site(f"https://127.0.0.1:{port}", college, store)


@pytest.fixture
def context(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    """Yield a browser of nobody yet, which takes the certificate."""
    made = browser.new_context(ignore_https_errors=True, viewport={"width": 390, "height": 844})
    made.set_default_timeout(PATIENCE)
    if not hasattr(site.college, "tool"):
        site.college.adopt(site.home, made.request.get(f"{site.home}/lti/keys").json())
    yield made
    made.close()


def test_a_teacher_links_an_assignment_within_the_frame_of_the_course(
    site: Site, context: BrowserContext, axe: str
) -> None:
    """In the frame the teacher connects their account in another window, chooses, and the college takes the link."""
    page = context.new_page()
    site.open(page, Sent("t-1", "Instructor"), framed=True)
    frame = page.frame_locator("iframe")
    with context.expect_page() as opened:
        frame.get_by_role("link", name="Log in and connect").click()
    _connect(opened.value, axe)
    frame.get_by_role("button", name="I have connected it").click()
    frame.get_by_label("Assignment “Little”").check()
    frame.get_by_role("button", name="Link it").click()
    frame.get_by_role("heading", name="Linked in the course").wait_for()
    assert site.college.items[-1]["url"] == site.link(assignment=True)


def _connect(window: Page, axe: str) -> None:
    window.get_by_label("Name").fill("teacher")
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Log in").click()
    assert hindrances(window, axe, "connect") == []
    window.get_by_role("button", name="Yes, connect us").click()
    window.get_by_role("heading", name="Connected").wait_for()
    window.close()


def test_a_learner_comes_behind_a_link_answers_and_is_graded(site: Site, context: BrowserContext, axe: str) -> None:
    """From the course, over both sites, to the assignment; its solution may be seen at last, its grade goes back."""
    _link(site)
    page = context.new_page()
    site.open(page, Sent("p-1", target=site.link(assignment=True), line="/lines/3"), framed=False)
    page.get_by_role("link", name="Open the tool").click()
    page.get_by_role("button", name="Go on with Little").wait_for()
    assert page.url == site.link(assignment=True)
    assert hindrances(page, axe, "learn") == []
    page.get_by_role("button", name="Go on with Little").click()
    page.wait_for_url("**/learn/questions/*")
    _count_as_right(site)
    end = time.monotonic() + PATIENCE / 1000
    while not site.college.scores and time.monotonic() < end:
        page.wait_for_timeout(200)
    assert site.college.scores[-1][0] == "/lines/3/scores"
    assert site.college.scores[-1][1]["scoreGiven"] == 1


def test_a_learner_in_a_frame_opens_a_window_of_their_own(site: Site, context: BrowserContext) -> None:
    """In a frame, where the cookie of a log-in does not come along, one press opens the learner's page."""
    _link(site)
    page = context.new_page()
    site.open(page, Sent("p-2", target=site.link(assignment=False)), framed=True)
    with context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("button", name="Open it").click()
    opened.value.get_by_role("button", name="Go on with Little").wait_for()
    assert opened.value.url == site.link(assignment=False)


def _link(site: Site) -> None:
    with site.store.session() as session:
        platform = session.scalars(sa.select(KeptPlatform.id)).one()
        session.merge(Course(school_class=site.taught, platform=platform, deployment=PLACE, course=COURSE, title=""))


def _count_as_right(site: Site) -> None:
    """Let the question that was asked last be answered: what its answer is, other tests know."""
    with site.store.session() as session:
        session.execute(sa.text("UPDATE asked SET state = 'right'"))
