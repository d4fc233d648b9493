"""A capstone in the browser's forms: proposed, judged by the twin, compared, and seen by nobody else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plantwright.cli.app import app
from plantwright.store.runs import begin
from plantwright.store.school_tables import Proposal
from plantwright.store.tables import KeptRun
from plantwright.web.school.menu import edits_of
from plantwright.web.worker import work
from schooled import add_plant
from served import World, make_world

WORDS = "The weld station limits the line; one more gains a few percent."


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str, str]:
    """Return a server, a plant, and the address of a proposal of ``reader`` that was judged."""
    world = make_world(tmp_path_factory.mktemp("school") / "store")
    plant = add_plant(world.store, "owner", "reader", "viewer")
    learner = world.client("reader")
    page = learner.get(f"/plants/{plant}/learn/capstone").text
    line = next(part for part in page.split('value="')[1:] if part.startswith("scale_failures")).split('"')[0]
    sent = {"chosen": [line, ""], "amounts": ["0,8", ""], "expects": WORDS}
    made = learner.post(f"/plants/{plant}/learn/capstone", data=sent)
    assert made.status_code == 303, made.text
    assert "The twin is asked" in learner.get(made.headers["location"]).text
    with world.store.session() as session:
        run = session.query(KeptRun).filter_by(kind="capstone", state="waiting").one()
        begin(run, None)
        name = run.id
    work(world.store, name)
    return world, plant, made.headers["location"]


def test_a_proposal_is_judged_with_intervals(school: tuple[World, str, str]) -> None:
    """The page shows the gain, the best that was tried and the share of it, each with its interval, and the words."""
    world, _, address = school
    page = world.client("reader").get(address).text
    assert "Share of the best gain" in page
    assert page.count(" to ") >= 2
    assert WORDS in page
    with world.store.session() as session:
        kept = session.get_one(Proposal, address.rsplit("/", 1)[-1])
        assert kept.judged["tried"] > 3
        assert kept.judged["cost"] > 0


def test_nobody_else_sees_a_proposal(school: tuple[World, str, str]) -> None:
    """Neither its page, nor the run that judged it, nor its files tell another account of a plant what was proposed."""
    world, plant, address = school
    with world.store.session() as session:
        run = session.query(KeptRun).filter_by(kind="capstone").first().id
    for name in ("owner", "viewer", "admin"):
        client = world.client(name)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}/mark").status_code == 404
        for path in (f"/api/runs/{run}", f"/api/plants/{plant}", f"/plants/{plant}", f"/api/runs/{run}/events"):
            said = client.get(path).text
            assert "mttr_factor" not in said
            assert WORDS not in said
            assert address.rsplit("/", 1)[-1] not in said


def test_words_are_compared_once(school: tuple[World, str, str]) -> None:
    """The learner's own reading of the criteria makes the mark, once; numbers that are no criterion do not count."""
    world, _, address = school
    learner = world.client("reader")
    assert learner.post(f"{address}/mark", data={"met": ["1", "3", "99", "x"]}).status_code == 303
    page = learner.get(address).text
    assert "Your mark" in page
    assert page.count("<li>yes: ") == 2
    assert learner.post(f"{address}/mark", data={"met": ["2"]}).status_code == 403


def test_the_report_is_signed_and_verified(school: tuple[World, str, str], tmp_path: Path) -> None:
    """The report verifies with the school's key, not after a letter was changed, and its learner alone gets it."""
    world, _, address = school
    learner = world.client("reader")
    files = {"capstone.jwt": "report.jwt", "school.pub": "school.pub"}
    for name, tail in files.items():
        (tmp_path / name).write_bytes(learner.get(f"{address}/{tail}").content)
        assert world.client("owner").get(f"{address}/{tail}").status_code == 404
    told = ["learn", "report", str(tmp_path / "capstone.jwt"), "--key", str(tmp_path / "school.pub")]
    done = CliRunner().invoke(app, told)
    assert done.exit_code == 0, done.output
    report = json.loads(done.output)
    assert (report["expects"], report["met"]) == (WORDS, [1, 3])
    token = (tmp_path / "capstone.jwt").read_text()
    middle = len(token) // 2
    changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    (tmp_path / "capstone.jwt").write_text(changed)
    assert CliRunner().invoke(app, told).exit_code == 2


@pytest.mark.parametrize(
    ("chosen", "amount", "says"),
    [
        ("", "1", "nothing is chosen"),
        ("add_stations\tnowhere\tcount", "1", "unknown work center"),
        ("scale_demand\t\tfactor", "0.1", "none of the list"),
        ("add_stations\tx", "1", "none of the list"),
        ("set_wip_limit\t\tlimit", "many", "a number is needed"),
        ("set_wip_limit\t\tlimit", "", "a number is needed"),
    ],
)
def test_what_cannot_be_proposed_is_refused(
    school: tuple[World, str, str], chosen: str, amount: str, says: str
) -> None:
    """Nothing, an unknown place, an edit that is not offered and no number are refused with a reason, nothing kept."""
    world, plant, _ = school
    sent = {"chosen": [chosen], "amounts": [amount], "expects": WORDS}
    answer = world.client("viewer").post(f"/plants/{plant}/learn/capstone", data=sent)
    assert answer.status_code == 422
    assert says in answer.text
    with world.store.session() as session:
        assert session.query(Proposal).count() == 1


def test_a_refused_proposal_keeps_its_words(school: tuple[World, str, str]) -> None:
    """What was chosen and written stands on the page that says what is wrong, to be mended."""
    world, plant, _ = school
    sent = {"chosen": ["add_stations\tload\tcount"], "amounts": ["99"], "expects": WORDS}
    answer = world.client("viewer").post(f"/plants/{plant}/learn/capstone", data=sent)
    assert answer.status_code == 422
    assert "the budget is" in answer.text
    assert f">{WORDS}</textarea>" in answer.text
    assert 'value="99"' in answer.text
    assert 'count" selected>' in answer.text


def test_lines_of_the_menu_become_edits() -> None:
    """A line and a number make one edit of the vocabulary; counts stay whole."""
    made = edits_of(["add_stations\tmill\tcount", "cross_train\ta\tb\tcount", ""], ["2", "1", ""])
    assert made == [
        {"add_stations": {"work_center": "mill", "count": 2}},
        {"cross_train": {"from_skill": "a", "to_skill": "b", "count": 1}},
    ]
