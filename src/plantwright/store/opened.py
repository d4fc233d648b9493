"""Opening the store: its folder, its database, and the database brought to the newest form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from plantwright.errors import MissingExtraError, StoreError

DATABASE = "plantwright.sqlite"
NEWEST = "0005_lti"
"""The newest migration: asked before Alembic is loaded, which takes a third of a second."""
_PATIENCE = 30.0
"""How long a writer waits for another one [s]."""


@dataclass(frozen=True)
class Store:
    """An open store: a folder of files, and a database."""

    folder: Path
    engine: sa.Engine

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Yield a session whose work is kept whole, or not at all."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def plant_folder(self, plant: str) -> Path:
        """Return where the files of a plant lie."""
        return self.folder / "plants" / plant

    def records(self, plant: str) -> Path:
        """Return the folder of the records that were brought."""
        return self.plant_folder(plant) / "records"

    def run_folder(self, plant: str, run: str) -> Path:
        """Return where the results of a run lie once it is done."""
        return self.plant_folder(plant) / "runs" / run

    def look(self, plant: str) -> Path:
        """Return the file that says which columns the records were last seen to have."""
        return self.plant_folder(plant) / "looked.json"

    def school_keys(self) -> Path:
        """Return the folder of the keys that the school signs reports with, made when it first signs one."""
        return self.folder / "school"

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_store(folder: Path, url: str | None = None, *, revision: str = NEWEST) -> Store:
    """Return the store in a folder, made where there is none, in the newest form.

    Parameters
    ----------
    url
        The database's address for SQLAlchemy; by default SQLite in the folder.
    revision
        An older form, for who fills it with what was kept in that.

    Raises
    ------
    StoreError
        The folder cannot be written, or the database does not answer or is newer than this program.
    MissingExtraError
        The database's driver is not installed.
    """
    try:
        (folder / "plants").mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}); allow it, or name another folder") from error
    engine = _engine(url or f"sqlite:///{folder.resolve() / DATABASE}")
    try:
        if form_of(engine) != revision:
            bring_up(engine, revision)
    except StoreError:
        engine.dispose()
        raise
    except DBAPIError as error:
        engine.dispose()
        shown = engine.url.render_as_string(hide_password=True)
        raise StoreError(f"{shown}: does not answer ({error.orig}); start it, or give another address") from error
    return Store(folder.resolve(), engine)


def _engine(url: str) -> sa.Engine:
    try:
        asked = sa.make_url(url)
        engine = sa.create_engine(asked, pool_pre_ping=asked.get_backend_name() != "sqlite")
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"the driver {error.name} is not installed; pip install 'plantwright[postgres]'"
        ) from None
    except sa.exc.ArgumentError as error:
        raise StoreError(f"{url}: is no address of a database; write for instance postgresql+psycopg://…") from error
    if asked.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Readers and one writer beside each other, nothing lost by a kill, and parents that children need."""
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={int(_PATIENCE * 1e3)}"):
        connection.execute(f"PRAGMA {line}")


def form_of(engine: sa.Engine) -> str | None:
    """Return the form that a database has; None: it has no tables of ours."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def bring_up(engine: sa.Engine, revision: str = NEWEST) -> None:
    """Bring a database to a form.

    Raises
    ------
    StoreError
        It has, or is asked for, a form that this program does not know.
    """
    from alembic import command  # noqa: PLC0415 - a third of a second that a store in the newest form need not wait
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "plantwright.store:migrations")
    config.set_main_option("path_separator", "os")
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except CommandError as error:
        raise StoreError(f"{engine.url.render_as_string()}: was made by a newer Plantwright; install that") from error
