"""People come from a college's learning system: a teacher links a class, learners get seats, their grades go back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from college import COURSE, PLACE, College, Sent, college_at, query
from plantwright.errors import LaunchError
from plantwright.learn.lti.fetch import fetch
from plantwright.store.lti_tables import Course, GradeLine, Guest
from plantwright.store.school import erase, learner_of
from plantwright.store.school_tables import Asked, Assignment, Seat
from plantwright.store.tables import Account, now
from plantwright.web.lti.grades import send_grades
from plantwright.web.settings import Settings
from schooled import add_plant
from served import World, make_world

HOME = "https://plant.example"


@dataclass
class School:
    """A server that is reached over HTTPS, and a college whose learning system is registered there."""

    world: World
    college: College
    plant: str
    taught: str
    assignment: str

    def program(self, name: str) -> TestClient:
        """Return a program of somebody who has an account."""
        headers = {"authorization": f"Bearer {self.world.keys[name]}"}
        return TestClient(self.world.app, base_url=HOME, headers=headers, follow_redirects=False)

    def browser(self) -> TestClient:
        """Return a browser that nobody has logged in with."""
        return TestClient(self.world.app, base_url=HOME, follow_redirects=False)

    def come(self, browser: TestClient, sent: Sent, *, framed: bool = False) -> httpx.Response:
        """Return what a browser is answered that comes from the college."""
        begun = browser.get(self.college.begin(sent))
        assert begun.status_code == 303, begun.text
        told = self.college.launched(query(begun.headers["location"]))
        headers = {"origin": self.college.home, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate",
                   "sec-fetch-dest": "iframe" if framed else "document"}  # fmt: skip
        return browser.post(told.pop("launch_url"), data=told, headers=headers)

    def link(self, assignment: str = "") -> str:
        """Return the address that a course links to."""
        more = f"&assignment={assignment}" if assignment else ""
        return f"{HOME}/plants/{self.plant}/learn?class={self.taught}{more}"

    def learner(self, person: str, assignment: str = "", line: str = "") -> Sent:
        """Return a launch of a learner."""
        return Sent(person, target=self.link(assignment), line=line)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """Yield a server with a class and an assignment, and the college, whose certificate it trusts."""
    folder = tmp_path_factory.mktemp("lti")
    world = make_world(folder / "store", Settings(secure=True, hosts=("plant.example",)))
    plant = add_plant(world.store, "owner", "reader", "teacher")
    with college_at(folder) as college, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(college.certificate))
        made = School(world, college, plant, "", "")
        college.adopt(HOME, made.browser().get("/lti/keys").json())
        _set_up(made)
        yield made


def _set_up(made: School) -> None:
    """Register the college, open the plant, make a class with an assignment."""
    registered = made.program("admin").post("/platforms", data=made.college.registration())
    assert registered.status_code == 303, registered.text
    assert (
        made.program("owner").post(f"/plants/{made.plant}/sharing/courses", data={"admitted": "yes"}).status_code == 303
    )
    teacher = made.program("teacher")
    made.taught = teacher.post(f"/plants/{made.plant}/teach", data={"name": "Line & flow"}).headers["location"][-16:]
    wanted = {"title": "Little", "skills": "flow.littles_law", "count": "2"}
    teacher.post(f"/plants/{made.plant}/teach/{made.taught}/assign", data=wanted)
    with made.world.store.session() as session:
        asked = sa.select(Assignment.id).where(Assignment.school_class == made.taught)
        made.assignment = session.scalars(asked).one()


def _ticket(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    found = re.search(r'name="ticket" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


@pytest.fixture(scope="module")
def linked(school: School) -> School:
    """Return the school after its teacher has linked the assignment to the course."""
    browser = school.browser()
    ticket = _ticket(school.come(browser, Sent("t-1", "Instructor"), framed=True))
    assert "Which account is yours" in browser.post("/lti/choose", data={"ticket": ticket}).text
    teacher = school.program("teacher")
    assert "Are you the teacher" in teacher.get(f"/lti/connect/{ticket}").text
    assert teacher.post(f"/lti/connect/{ticket}").status_code == 200
    shown = browser.post("/lti/choose", data={"ticket": ticket}).text
    assert "Line &amp; flow" in shown
    assert f"{school.taught}/{school.assignment}" in shown
    answer = browser.post("/lti/choose", data={"ticket": ticket, "what": f"{school.taught}/{school.assignment}"})
    assert f'action="{school.college.home}/chosen"' in answer.text
    word = re.search(r'name="JWT" value="([^"]+)"', answer.text)
    assert word
    school.college.items += school.college.platform.validate_deeplinking_resp({"JWT": word[1]})
    return school


def test_a_teacher_links_an_assignment(linked: School) -> None:
    """The college's own check takes what the teacher chose: the link, and a column with the assignment's points."""
    item = linked.college.items[-1]
    assert item["url"] == linked.link(linked.assignment)
    assert item["lineItem"] == {"scoreMaximum": 2.0, "label": "Little"}
    with linked.world.store.session() as session:
        titles = session.scalars(sa.select(Course.title).where(Course.school_class == linked.taught))
        assert list(titles) == ["Manufacturing systems"]


def test_a_learner_comes_gets_a_seat_and_their_grade_goes_back(linked: School) -> None:
    """Without any password a learner stands in the class; what they answer rightly reaches the column, once."""
    browser = linked.browser()
    answer = linked.come(browser, linked.learner("p-1", linked.assignment, "/lines/7"))
    assert answer.status_code == 303, answer.text
    assert HOME + answer.headers["location"] == linked.link(linked.assignment)
    assert "Little" in browser.get(answer.headers["location"]).text
    assert "has no password" in browser.get("/account").text
    with linked.world.store.session() as session:
        account = session.get_one(
            Account, session.scalars(sa.select(Guest.account).where(Guest.subject == "p-1")).one()
        )
        learner = learner_of(session, account)
        assert session.get(Seat, (linked.taught, learner)) is not None
        assert (account.role, account.password) == ("viewer", None)
    _answer(linked, learner, "right")
    assert send_grades(linked.world.store, fetch) == 1
    path, told = linked.college.scores[-1]
    assert path == "/lines/7/scores"
    assert (told["userId"], told["scoreGiven"], told["scoreMaximum"]) == ("p-1", 1, 2)
    assert (told["activityProgress"], told["gradingProgress"]) == ("InProgress", "FullyGraded")
    assert send_grades(linked.world.store, fetch) == 0
    _answer(linked, learner, "told")
    assert send_grades(linked.world.store, fetch) == 0
    for _ in range(3):
        _answer(linked, learner, "right")
    assert send_grades(linked.world.store, fetch) == 1
    assert linked.college.scores[-1][1]["scoreGiven"] == 2
    assert linked.college.scores[-1][1]["activityProgress"] == "Completed"


def _account(session: Session, person: str) -> Account:
    asked = sa.select(Guest.account).where(Guest.subject == person)
    return session.get_one(Account, session.scalars(asked).one())


def _answer(school: School, learner: str, state: str) -> None:
    with school.world.store.session() as session:
        asked = Asked(
            plant=school.plant, run="r", learner=learner, assignment=school.assignment, template="flow.x",
            skill="flow.littles_law", seed=1, tries=[], said=[], state=state, ended=now(),
        )  # fmt: skip
        session.add(asked)


def test_the_same_person_comes_back_to_the_same_seat(linked: School) -> None:
    """Who comes twice has one account and one seat; somebody else has another."""
    for person in ("p-2", "p-2", "p-3"):
        assert linked.come(linked.browser(), linked.learner(person)).status_code == 303
    with linked.world.store.session() as session:
        found = list(session.scalars(sa.select(Guest.subject).where(Guest.subject.in_(["p-2", "p-3"]))))
    assert sorted(found) == ["p-2", "p-3"]


def test_a_learner_takes_another_name_in_the_class(linked: School) -> None:
    """The page Learn holds what renames a seat, without any code from the teacher; who comes again keeps the name."""
    browser = linked.browser()
    linked.come(browser, linked.learner("p-13"))
    page = f"/plants/{linked.plant}/learn"
    told = dict(re.findall(r'name="(csrf|code)" value="([^"]+)"', browser.get(page).text))
    assert browser.post(f"{page}/join", data={**told, "nickname": "Grace"}).status_code == 303
    linked.come(linked.browser(), linked.learner("p-13"))
    assert "you are <bdi>Grace</bdi>" in browser.get(page).text


def test_in_a_frame_a_window_of_its_own_is_offered(linked: School) -> None:
    """A learner in a frame, where no cookie of ours is sent, presses a button; its ticket is good once."""
    browser = linked.browser()
    answer = linked.come(browser, linked.learner("p-4"), framed=True)
    assert "frame-ancestors https:" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    ticket = _ticket(answer)
    assert browser.post("/lti/enter", data={"ticket": ticket}).status_code == 303
    assert browser.get(f"/plants/{linked.plant}/learn").status_code == 200
    assert browser.post("/lti/enter", data={"ticket": ticket}).status_code == 422


def test_a_teacher_who_comes_is_not_logged_in(linked: School) -> None:
    """A learning system's word lets in readers alone: a teacher is shown the way and logs in with a password."""
    browser = linked.browser()
    answer = linked.come(browser, Sent("t-1", "Instructor", linked.link()))
    assert f"/plants/{linked.plant}/teach/{linked.taught}" in answer.text
    assert browser.get(f"/plants/{linked.plant}/teach").headers["location"].startswith("/enter")


def test_nobody_comes_into_a_class_that_is_not_linked(linked: School) -> None:
    """The link of another class, of another plant or of another server lets nobody in, and makes no account."""
    teacher = linked.program("teacher")
    other = teacher.post(f"/plants/{linked.plant}/teach", data={"name": "other"}).headers["location"][-16:]
    hostile = (
        f"{HOME}/plants/{linked.plant}/learn?class={other}",
        f"{HOME}/plants/{linked.world.ids['plant']}/learn?class={linked.world.ids['school_class']}",
        f"{HOME}/plants/{linked.world.ids['plant']}/learn?class={linked.taught}",
        f"{HOME}/plants/{linked.plant}/teach/{linked.taught}",
        f"https://elsewhere.example/plants/{linked.plant}/learn?class={linked.taught}",
        f"{HOME}/plants/{linked.plant}/learn?class={linked.taught}&assignment=nothing",
        f"{HOME}/plants/{linked.plant}/learn",
    )
    for target in hostile:
        browser = linked.browser()
        answer = linked.come(browser, Sent("p-5", target=target))
        assert answer.status_code in (403, 422), target
        assert browser.get(f"/plants/{linked.plant}/learn").status_code == 303, target
    with linked.world.store.session() as session:
        assert session.scalar(sa.select(Guest).where(Guest.subject == "p-5")) is None


def test_the_owner_of_a_plant_closes_it_again(linked: School) -> None:
    """Once closed to learning systems, a plant is read by no learner of theirs, and comes back when it is opened."""
    browser = linked.browser()
    linked.come(browser, linked.learner("p-6"))
    page = f"/plants/{linked.plant}/learn"
    owner = linked.program("owner")
    assert browser.get(page).status_code == 200
    owner.post(f"/plants/{linked.plant}/sharing/courses", data={"admitted": ""})
    assert browser.get(page).status_code == 404
    assert linked.come(linked.browser(), linked.learner("p-6")).status_code == 403
    assert linked.program("reader").get(page).status_code == 200
    owner.post(f"/plants/{linked.plant}/sharing/courses", data={"admitted": "yes"})
    assert linked.come(linked.browser(), linked.learner("p-6")).status_code == 303


def test_a_class_is_linked_by_its_own_teacher_alone(linked: School) -> None:
    """A learner cannot choose, nor a teacher what is another's, nor whoever is not connected."""
    browser = linked.browser()
    assert linked.come(browser, Sent("p-7", "Learner")).status_code == 422
    ticket = _ticket(linked.come(browser, Sent("t-2", "Instructor")))
    what = {"ticket": ticket, "what": linked.taught}
    assert browser.post("/lti/choose", data=what).status_code == 422
    assert linked.program("reader").post(f"/lti/connect/{ticket}").status_code == 403
    linked.program("engineer").post(f"/lti/connect/{ticket}")
    assert browser.post("/lti/choose", data=what).status_code == 422
    assert browser.post("/lti/choose", data={"ticket": "none", "what": linked.taught}).status_code == 422


def test_where_nothing_can_be_chosen_the_teacher_links_by_following_a_link(linked: School) -> None:
    """A teacher who follows a link to their class that is not linked is asked; learners come until the class ends."""
    teacher = linked.program("teacher")
    other = teacher.post(f"/plants/{linked.plant}/teach", data={"name": "by hand"}).headers["location"][-16:]
    target = f"{HOME}/plants/{linked.plant}/learn?class={other}"
    assert linked.come(linked.browser(), Sent("p-12", target=target)).status_code == 403
    browser = linked.browser()
    answer = linked.come(browser, Sent("t-1", "Instructor", target))
    assert "by hand" in answer.text
    assert "Line &amp; flow" not in answer.text
    done = browser.post("/lti/choose", data={"ticket": _ticket(answer), "what": other})
    assert "takes the learners of “Manufacturing systems” now" in done.text
    learner = linked.browser()
    assert linked.come(learner, Sent("p-12", target=target)).status_code == 303
    page = f"/plants/{linked.plant}/learn"
    assert learner.get(page).status_code == 200
    teacher.post(f"/plants/{linked.plant}/teach/{other}/end", data={"sure": "yes"})
    assert learner.get(page).status_code == 404, "the class was all that they were here for"


def test_a_plant_that_its_owner_keeps_closed_is_not_linked(linked: School) -> None:
    """A teacher who may read a plant cannot open it to a whole course: its owner does."""
    linked.program("owner").post(f"/plants/{linked.plant}/sharing/courses", data={"admitted": ""})
    browser = linked.browser()
    ticket = _ticket(linked.come(browser, Sent("t-1", "Instructor")))
    assert "not open to learning systems" in browser.post("/lti/choose", data={"ticket": ticket}).text
    assert browser.post("/lti/choose", data={"ticket": ticket, "what": linked.taught}).status_code == 403
    assert linked.program("teacher").post(f"/plants/{linked.plant}/sharing/courses").status_code == 403
    linked.program("owner").post(f"/plants/{linked.plant}/sharing/courses", data={"admitted": "yes"})


def test_a_launch_is_taken_once_and_in_its_own_browser(linked: School) -> None:
    """What a browser posted is refused a second time, and refused in a browser that did not begin it."""
    sent = linked.learner("p-8")
    browser = linked.browser()
    begun = browser.get(linked.college.begin(sent))
    told = linked.college.launched(query(begun.headers["location"]))
    address = told.pop("launch_url")
    assert linked.browser().post(address, data=told).status_code == 422
    assert browser.post(address, data=told).status_code == 422
    assert linked.come(browser, sent).status_code == 303


def test_the_cookie_of_a_launch_comes_back_from_another_site(linked: School) -> None:
    """The state's cookie comes along with the college's form and within frames, over HTTPS, and no script reads it."""
    told = linked.browser().get(linked.college.begin(linked.learner("p-9"))).headers["set-cookie"]
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned"} <= {one.strip() for one in told.split(";")}


def test_a_grade_waits_while_the_college_is_down(linked: School) -> None:
    """What cannot be sent is said to the teacher, waits ever longer, and is sent once the college is back."""
    linked.come(linked.browser(), linked.learner("p-10", linked.assignment, "/lines/7"))
    with linked.world.store.session() as session:
        account = session.get_one(
            Account, session.scalars(sa.select(Guest.account).where(Guest.subject == "p-10")).one()
        )
        learner = learner_of(session, account)
    _answer(linked, learner, "right")
    linked.college.is_down = True
    page = f"/plants/{linked.plant}/teach/{linked.taught}"
    waits = []
    for _ in range(3):
        assert send_grades(linked.world.store, fetch) == 0
        with linked.world.store.session() as session:
            line = session.get_one(GradeLine, (linked.assignment, learner))
            waits.append((line.due - now()).total_seconds())
            line.due = now()
    assert waits == pytest.approx([30, 60, 120], abs=5)
    assert "1 grade could not be sent" in linked.program("teacher").get(page).text
    linked.college.is_down = False
    assert send_grades(linked.world.store, fetch) == 1
    assert "could not be sent" not in linked.program("teacher").get(page).text


def test_a_learner_who_is_erased_sends_no_grade(linked: School) -> None:
    """With the learner's answers goes where their grade would be sent."""
    linked.come(linked.browser(), linked.learner("p-11", linked.assignment, "/lines/7"))
    with linked.world.store.session() as session:
        account = session.get_one(
            Account, session.scalars(sa.select(Guest.account).where(Guest.subject == "p-11")).one()
        )
        learner = learner_of(session, account)
    _answer(linked, learner, "right")
    with linked.world.store.session() as session:
        erase(session, learner)
    assert send_grades(linked.world.store, fetch) == 0


def test_a_server_without_https_says_so(tmp_path: Path) -> None:
    """Over plain HTTP nothing begins, and the page for admins says what is missing."""
    world = make_world(tmp_path / "store")
    answer = world.client().get("/lti/login", params={"iss": "x", "login_hint": "y", "target_link_uri": "z"})
    assert answer.status_code == 422
    assert "--https" in answer.text
    assert "--https" in world.client("admin").get("/platforms").text


def test_a_wrong_registration_says_all_that_is_wrong(school: School) -> None:
    """Every field that cannot be is named at once, and what was typed stands there still."""
    told = school.college.registration() | {
        "token_url": "http://college.example/token",
        "deployments": " ",
        "issuer": "",
    }
    answer = school.program("admin").post("/platforms", data=told)
    assert answer.status_code == 422
    for name in ("issuer", "token_url", "deployments"):
        assert f"<li>{name}: found" in answer.text, name
    assert "http://college.example/token" in answer.text
    long = {"issuer": f"https://{'x' * 600}.example", "deployments": "x" * 300}
    answer = school.program("admin").post("/platforms", data=school.college.registration() | long)
    assert answer.text.count("at most 500 letters") == answer.text.count("1 to 255 letters") == 1
    again = school.program("admin").post("/platforms", data=school.college.registration())
    assert "already" in again.text


def test_a_system_that_is_forgotten_sends_nobody(tmp_path: Path) -> None:
    """Its learners are logged out for good, and nothing that it says begins."""
    world = make_world(tmp_path / "store", Settings(secure=True, hosts=("plant.example",)))
    plant = add_plant(world.store, "owner", "teacher")
    with college_at(tmp_path) as college, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(college.certificate))
        made = School(world, college, plant, "", "")
        college.adopt(HOME, made.browser().get("/lti/keys").json())
        _set_up(made)
        browser = made.browser()
        with world.store.session() as session:
            platform = session.scalars(sa.text("SELECT id FROM platforms")).one()
            session.add(Course(school_class=made.taught, platform=platform, deployment=PLACE, course=COURSE, title=""))
        assert made.come(browser, made.learner("p-1")).status_code == 303
        assert made.program("admin").post(f"/platforms/{platform}/delete", data={"sure": "yes"}).status_code == 303
        assert browser.get(f"/plants/{plant}/learn").status_code == 303
        assert browser.get(college.begin(made.learner("p-1"))).status_code == 422


def test_the_college_is_asked_over_tls_that_is_checked(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose certificate nobody vouches for is not believed, and no redirection is followed."""
    assert fetch(f"{school.college.home}/keys", {}).status == 200
    assert fetch(f"{school.college.home}/nowhere", {}).status == 404
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(LaunchError, match="does not answer"):
        fetch(f"{school.college.home}/keys", {})
    with pytest.raises(LaunchError, match="only https"):
        fetch(f"http://{urlsplit(school.college.home).netloc}/keys", {})
