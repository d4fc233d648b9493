"""A served store with a plant to learn on: the axle line's twin, a few days long."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from plantwright.events.write import write_log
from plantwright.files.plant import read_plant, write_plant
from plantwright.store.accounts import local_account
from plantwright.store.opened import Store
from plantwright.store.school import join, learner_of, new_class
from plantwright.store.school_tables import Asked, Assignment
from plantwright.store.tables import Account, KeptPlant, KeptRun, Share, now
from plantwright.twin.log import simulate

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "axle-line"
DAY = 86_400.0


def add_plant(store: Store, owner: str, *readers: str) -> str:
    """Add the axle line, studied, to a store; return its id."""
    plant = read_plant(EXAMPLE)
    with store.session() as session:
        accounts = {one.name: one.id for one in session.query(Account)}
        kept = KeptPlant(owner=accounts[owner], name="axle line")
        session.add(kept)
        session.flush()
        session.add_all(Share(plant=kept.id, account=accounts[name]) for name in readers)
        run = KeptRun(plant=kept.id, kind="study", state="done", begun=now(), ended=now())
        session.add(run)
        session.flush()
        folder = store.run_folder(kept.id, run.id)
        folder.mkdir(parents=True)
        write_log(simulate(plant, horizon=2 * DAY, warm_up=DAY, seed=1), folder / "log.parquet")
        write_plant(plant, folder / "plant")
        return kept.id


def add_class(session: Session, plant: str, run: str) -> None:
    """Add a class with a learner who was asked something."""
    teacher = local_account(session)
    taught, learner = new_class(session, teacher, plant, "9b"), learner_of(session, teacher)
    join(session, learner, plant, taught.code.lower(), "Ada")
    given = Assignment(school_class=taught.id, title="flow", skills=["flow.wip"], count=3)
    session.add(given)
    session.flush()
    tries = [{"given": "3 h", "right": False}]
    asked = Asked(
        plant=plant, run=run, learner=learner, assignment=given.id, template="t", skill="s", seed=1, tries=tries
    )
    session.add(asked)
