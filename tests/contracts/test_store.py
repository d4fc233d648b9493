"""What every database of the store must do: one suite, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from benchmarks.servers import Postgres

from contracts.servers import demanded
from plantwright.errors import NotAllowedError, NotThereError, StoreError, TooMuchError
from plantwright.store.accounts import local_account, plant_for, plants_of, run_for
from plantwright.store.archive import MANIFEST
from plantwright.store.backup import back_up, restore
from plantwright.store.log_ins import log_in, log_in_of, log_out
from plantwright.store.opened import NEWEST, Store, form_of, open_store
from plantwright.store.runs import (
    MOST_WAITING,
    TRIES,
    ahead,
    ask,
    begin,
    end,
    latest_done,
    lines_after,
    next_waiting,
    read_anew,
    running,
    say,
    take_back,
)  # fmt: skip
from plantwright.store.school import erase, learner_of
from plantwright.store.school_tables import Asked
from plantwright.store.serving import serving
from plantwright.store.tables import Account, Base, KeptPlant, KeptRun, Press, RunLine, Share, now
from schooled import add_class

Make = Callable[[], str | None]
KINDS = ("sqlite", "postgres")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Postgres]:
    """Return a PostgreSQL of our own."""
    server = demanded(Postgres)
    server.start()
    yield server
    server.remove()


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Callable[[str], str | None]:
    """Return what makes a new database of a kind, and says its address."""
    made: list[str] = []

    def make(kind: str) -> str | None:
        if kind == "sqlite":
            return None
        port = request.getfixturevalue("cluster").port
        admin = sa.create_engine(f"postgresql+psycopg://plant@127.0.0.1:{port}/postgres", isolation_level="AUTOCOMMIT")
        name = f"store_{request.node.name.encode().hex()[-30:]}_{len(made)}"
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        admin.dispose()
        made.append(name)
        return f"postgresql+psycopg://plant@127.0.0.1:{port}/{name}"

    return make


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path, databases: Callable[[str], str | None]) -> Iterator[Store]:
    """Return an open store on each kind of database."""
    made = open_store(tmp_path / "store", databases(request.param))
    yield made
    made.close()


def _plant(store: Store, owner: str | None = None, name: str = "Werk 1 – 工厂") -> str:
    with store.session() as session:
        owner = owner or local_account(session).id
        plant = KeptPlant(owner=owner, name=name, answers={"order": "Auftrag Nr.", "unit": "=kg"})
        session.add(plant)
        session.flush()
        return plant.id


def _account(store: Store, name: str, role: str) -> str:
    with store.session() as session:
        made = Account(name=name, role=role)
        session.add(made)
        session.flush()
        return made.id


def test_the_migrations_give_exactly_the_tables_that_the_program_knows(store: Store) -> None:
    """After all steps the database has the tables, columns, keys and indexes of the program, and no other."""
    assert form_of(store.engine) == NEWEST
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []
        assert set(sa.inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_the_migrations_are_one_line(store: Store) -> None:
    """There is one newest step, and it is the one that the program asks for."""
    config = Config()
    config.set_main_option("script_location", "plantwright.store:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]
    assert form_of(store.engine) == NEWEST


def test_a_newer_database_is_refused(store: Store) -> None:
    """A database that a later version made is left alone, and says so."""
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    with pytest.raises(StoreError, match="newer Plantwright"):
        open_store(store.folder, store.engine.url.render_as_string(hide_password=False))


def test_what_is_kept_comes_back_the_same(store: Store) -> None:
    """Text of any script, JSON and moments to the microsecond come back as they were."""
    plant = _plant(store)
    with store.session() as session:
        found = session.get_one(KeptPlant, plant)
        moment = found.made
        assert (found.name, found.answers) == ("Werk 1 – 工厂", {"order": "Auftrag Nr.", "unit": "=kg"})
    with store.session() as session:
        assert session.get_one(KeptPlant, plant).made == moment
        assert moment.microsecond


def test_what_fails_is_kept_not_at_all(store: Store) -> None:
    """A session that ends with an error leaves nothing of what it did."""

    def half() -> None:
        with store.session() as session:
            session.add(KeptPlant(owner=local_account(session).id, name="half"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with store.session() as session:
        assert session.scalars(sa.select(KeptPlant)).all() == []


def test_plants_belong_to_people(store: Store) -> None:
    """A stranger sees nothing, a reader reads, an owner changes, and an admin sees all."""
    owner, reader = _account(store, "owner", "engineer"), _account(store, "reader", "engineer")
    stranger, admin = _account(store, "stranger", "engineer"), _account(store, "admin", "admin")
    plant = _plant(store, owner)
    with store.session() as session:
        session.add(Share(plant=plant, account=reader))
        run = ask(session, plant, "study", {}).id
    with store.session() as session:
        people = {one.id: one for one in session.scalars(sa.select(Account))}
        seen = {name: [one.id for one in plants_of(session, people[name])] for name in people}
        assert seen == {owner: [plant], reader: [plant], stranger: [], admin: [plant]}
        with pytest.raises(NotThereError):
            plant_for(session, people[stranger], plant)
        with pytest.raises(NotThereError):
            run_for(session, people[stranger], run)
        with pytest.raises(NotAllowedError):
            plant_for(session, people[reader], plant, "change")
        assert plant_for(session, people[owner], plant, "change").id == plant


def test_log_ins_end(store: Store) -> None:
    """A cookie is worth its account until it is logged out, and the table holds no cookie."""
    with store.session() as session:
        token = log_in(session, local_account(session))
    with store.session() as session:
        found = log_in_of(session, token)
        assert found is not None
        assert token not in (found[1].token, found[1].csrf)
        log_out(session, token)
    with store.session() as session:
        assert log_in_of(session, token) is None


def test_runs_wait_in_the_order_in_which_they_were_asked_for(store: Store) -> None:
    """The first that was asked for is the next, each lane on its own, and everybody knows their place."""
    plant = _plant(store)
    with store.session() as session:
        studies = [ask(session, plant, "study", {"seed": n}) for n in range(3)]
        reading = ask(session, plant, "read", {})
        assert [ahead(session, one) for one in studies] == [0, 1, 2]
        assert ahead(session, reading) == 0
        assert next_waiting(session, ("study",)) is studies[0]
        begin(studies[0], 1)
        session.flush()
        assert next_waiting(session, ("study",)) is studies[1]
        assert [ahead(session, one) for one in studies] == [0, 1, 2]
        assert [one.id for one in running(session)] == [studies[0].id]


def test_only_so_many_may_wait(store: Store) -> None:
    """Who asks for more than the line takes is refused, with what to do."""
    plant = _plant(store)
    with store.session() as session:
        for _ in range(MOST_WAITING):
            ask(session, plant, "study", {})
        with pytest.raises(TooMuchError, match="come back later"):
            ask(session, plant, "study", {})


def test_what_has_ended_stays_as_it_is(store: Store) -> None:
    """The first end of a run counts; a try that was given up ends nothing."""
    plant = _plant(store)
    with store.session() as session:
        run = ask(session, plant, "study", {})
        begin(run, 1)
        session.flush()
        take_back(session, run)
        session.flush()
        assert not end(session, run.id, "done", "of the first try", of_try=1)
        begin(run, 2)
        session.flush()
        assert not end(session, run.id, "done", "of the first try", of_try=1)
        assert end(session, run.id, "done", "of the second try", of_try=2)
        assert not end(session, run.id, "cancelled")
    with store.session() as session:
        found = session.get_one(KeptRun, run.id)
        assert (found.state, found.said, found.process) == ("done", "of the second try", None)
        assert latest_done(session, plant, "study") is found


def test_a_run_that_is_killed_each_time_fails_with_its_cure(store: Store) -> None:
    """After so many tries a run is called failed, not begun for ever."""
    plant = _plant(store)
    with store.session() as session:
        run = ask(session, plant, "study", {}).id
    for _ in range(TRIES):
        with store.session() as session:
            found = session.get_one(KeptRun, run)
            assert found.state == "waiting"
            begin(found, 1)
        with store.session() as session:
            take_back(session, session.get_one(KeptRun, run))
    with store.session() as session:
        found = session.get_one(KeptRun, run)
        assert (found.state, len(found.problems)) == ("failed", 1)


def test_reading_anew_cancels_what_would_read_the_old(store: Store) -> None:
    """Where records change, one reading waits: that of what they are now."""
    plant = _plant(store)
    with store.session() as session:
        old = [read_anew(session, plant).id for _ in range(3)]
    with store.session() as session:
        assert [session.get_one(KeptRun, one).state for one in old] == ["cancelled", "cancelled", "waiting"]


def test_lines_of_a_run_are_numbered_without_gaps(store: Store) -> None:
    """Lines said from several threads at once are all kept, each with a number of its own."""
    plant = _plant(store)
    with store.session() as session:
        runs = [ask(session, plant, "study", {}).id for _ in range(4)]

    def talk(run: str) -> None:
        for n in range(10):
            with store.session() as session:
                say(session, run, f"line {n}")

    threads = [threading.Thread(target=talk, args=(run,)) for run in runs]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with store.session() as session:
        for run in runs:
            assert [(one.number, one.said) for one in lines_after(session, run, 4)] == [
                (n + 1, f"line {n}") for n in range(4, 10)
            ]


def test_what_is_deleted_takes_along_what_belongs_to_it(store: Store) -> None:
    """With a plant go its runs, their lines, its shares and what phones recorded of it."""
    plant = _plant(store)
    with store.session() as session:
        say(session, ask(session, plant, "study", {}).id, "hello")
        session.add(Share(plant=plant, account="local"))
        session.add(Press(plant=plant, key="1", station="saw", what="start", at=now()))
    with store.session() as session:
        session.delete(session.get_one(KeptPlant, plant))
    with store.session() as session:
        for table in (KeptRun, RunLine, Share, Press):
            assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_two_servers_are_refused_by_the_database_as_well(
    store: Store, tmp_path: Path, databases: Callable[[str], str | None]
) -> None:
    """A second server is refused, on PostgreSQL also where it has another folder."""
    folder = store.folder if store.engine.dialect.name == "sqlite" else tmp_path / "other"
    other = open_store(folder, store.engine.url.render_as_string(hide_password=False))
    with serving(store), pytest.raises(StoreError, match="another plantwright serve has it"):
        serving(other).__enter__()
    with serving(other):
        pass
    other.close()


def _filled(store: Store) -> tuple[str, str, str]:
    """Return a plant, a run that is done and one that runs, each with files and hidden leftovers."""
    plant = _plant(store)
    with store.session() as session:
        done, open_one = ask(session, plant, "study", {"budget": 5.5}), ask(session, plant, "study", {})
        begin(done, 1)
        begin(open_one, 2)
        session.flush()
        say(session, done.id, "läuft")
        end(session, done.id, "done", "studied")
        session.add(Press(plant=plant, key="1", station="saw", what="quantity", quantity=2.5, at=now()))
        add_class(session, plant, done.id)
        log_in(session, local_account(session))
    files = {
        store.records(plant) / "log.csv": "a,b\n1,2\n",
        store.run_folder(plant, done.id) / "plant" / "plant.yaml": "name: x\n",
        store.school_keys() / "issuer.key": "secret",
        store.school_keys() / "deeper" / "issuer.key": "secret too",
        store.school_keys() / ".half": "{",
        store.run_folder(plant, open_one.id) / "half.json": "{",
        store.run_folder(plant, f".{done.id}-abc") / "half.json": "{",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return plant, done.id, open_one.id


def test_a_learner_is_erased_whole(store: Store) -> None:
    """After erasing no row holds the learner's pseudonym, another learner's rows stay, and names are in no table."""
    plant, done, _ = _filled(store)
    other = _account(store, "other", "viewer")
    with store.session() as session:
        learner, kept = (
            learner_of(session, local_account(session)),
            learner_of(session, session.get_one(Account, other)),
        )
        session.add(Asked(plant=plant, run=done, learner=kept, template="t", skill="s", seed=1))
        assert learner != kept
        assert erase(session, learner) == 2
    rows = _rows(store)
    assert learner not in repr(rows)
    assert len(rows["asked"]) == 1
    assert other not in repr(rows["asked"])


def _rows(store: Store) -> dict[str, list[Any]]:
    with store.engine.connect() as connection:
        tables = [one for one in Base.metadata.sorted_tables if one.name != "log_ins"]
        return {one.name: sorted(map(repr, connection.execute(sa.select(one)).all())) for one in tables}


@pytest.mark.parametrize("target", KINDS)
def test_a_backup_comes_back_on_either_database(
    store: Store, target: str, tmp_path: Path, databases: Callable[[str], str | None]
) -> None:
    """Every row but log-ins, and every file of what is done, comes back the same on either database."""
    plant, done, open_one = _filled(store)
    back_up(store, tmp_path / "kept.zip")
    address = databases(target)
    restore(tmp_path / "kept.zip", tmp_path / "again", address)
    again = open_store(tmp_path / "again", address)
    assert _rows(again) == _rows(store)
    assert (again.records(plant) / "log.csv").read_text() == "a,b\n1,2\n"
    assert (again.run_folder(plant, done) / "plant" / "plant.yaml").read_text() == "name: x\n"
    assert {one.name for one in again.run_folder(plant, done).parent.iterdir()} == {done}
    assert (again.school_keys() / "deeper" / "issuer.key").read_text() == "secret too"
    keys = [one for one in again.school_keys().rglob("*") if one.is_file()]
    assert [(one.name, one.stat().st_mode & 0o777) for one in keys] == [("issuer.key", 0o600)] * 2
    with again.session() as session:
        assert session.get_one(KeptRun, open_one).state == "running"
        session.add(Press(plant=plant, key="2", station="saw", what="start", at=now()))
    again.close()


def test_a_backup_is_refused_where_something_would_be_lost(store: Store, tmp_path: Path) -> None:
    """Neither a file, nor a folder, nor a database that holds something is ever replaced."""
    _filled(store)
    back_up(store, tmp_path / "kept.zip")
    with pytest.raises(StoreError, match="exists already"):
        back_up(store, tmp_path / "kept.zip")
    with pytest.raises(StoreError, match="holds something"):
        restore(tmp_path / "kept.zip", store.folder)
    if store.engine.dialect.name == "postgresql":
        with pytest.raises(StoreError, match="holds rows"):
            restore(tmp_path / "kept.zip", tmp_path / "again", store.engine.url.render_as_string(hide_password=False))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kept.zip", "store"]


def test_a_backup_holds_while_a_server_writes(store: Store, tmp_path: Path) -> None:
    """A backup that is made while lines are written and plants come and go can be restored, whole in itself."""
    plant, _, _ = _filled(store)
    stop = threading.Event()
    failed: list[BaseException] = []

    def write() -> None:
        try:
            while not stop.is_set():
                other = _plant(store, name="comes and goes")
                with store.session() as session:
                    run = ask(session, other, "study", {})
                    say(session, run.id, "x")
                    end(session, run.id, "done")
                folder = store.run_folder(other, run.id)
                folder.mkdir(parents=True)
                (folder / "run.json").write_text("{}")
                with store.session() as session:
                    session.delete(session.get_one(KeptPlant, other))
                for path in (folder / "run.json", folder, folder.parent, folder.parent.parent):
                    path.rmdir() if path.is_dir() else path.unlink()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for n in range(5):
            back_up(store, tmp_path / f"{n}.zip")
    finally:
        stop.set()
        thread.join()
    assert failed == []
    for n in range(5):
        restore(tmp_path / f"{n}.zip", tmp_path / f"again-{n}")
        again = open_store(tmp_path / f"again-{n}")
        with again.session() as session:
            there = set(session.scalars(sa.select(KeptPlant.id)))
            assert plant in there
            assert set(session.scalars(sa.select(KeptRun.plant))) <= there
        again.close()
        assert json.loads(zipfile.ZipFile(tmp_path / f"{n}.zip").read(MANIFEST))["revision"] == NEWEST
