"""Tables that grow: by which key they are read, what is refused, and what comes late."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

sa = pytest.importorskip("sqlalchemy")

from benchmarks.servers import Postgres, until  # noqa: E402

from contracts.servers import demanded  # noqa: E402
from plantwright.errors import RecordsError, SourceAwayError  # noqa: E402
from plantwright.events.sources.contract import moved  # noqa: E402
from plantwright.events.sources.sql import LAGS, PAGE, SqlSource  # noqa: E402
from plantwright.events.sources.sql_values import stored, told, written  # noqa: E402


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a database with a table of events, keyed by a number."""
    made = sqlite3.connect(tmp_path / "plant.db", isolation_level=None)
    made.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, at TEXT, station TEXT, value REAL)")
    yield made
    made.close()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return its URL."""
    return f"sqlite:///{tmp_path / 'plant.db'}"


def everything(source: SqlSource, since: dict[str, str] | None = None) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return all rows from a position on, and the position behind them."""
    rows: list[dict[str, str]] = []
    position = dict(since or {})
    while True:
        batch = source.read(position or None)
        rows += batch.rows.to_pylist()
        position = moved(position, batch.marks)
        if not batch.more:
            source.close()
            return rows, position


def test_a_table_is_read_by_its_primary_key(database: sqlite3.Connection, url: str) -> None:
    """Without a key told, the primary key says what is new; pages make no difference."""
    database.execute("BEGIN")
    database.executemany("INSERT INTO events VALUES (?, 't', 's', ?)", ((k, k / 2) for k in range(2 * PAGE + 1)))
    database.execute("COMMIT")
    rows, position = everything(SqlSource(url, table="events"))
    assert [row["id"] for row in rows] == [str(k) for k in range(2 * PAGE + 1)]
    database.execute("INSERT INTO events VALUES (NULL, 't', NULL, 0.1)")
    rows, _ = everything(SqlSource(url, table="events"), position)
    assert rows == [{"id": str(2 * PAGE + 1), "at": "t", "station": None, "value": "0.1"}]


def test_a_query_is_read_by_time_and_number(database: sqlite3.Connection, url: str) -> None:
    """Where times are equal the number decides; rows of one moment on two pages are all there."""
    database.execute("BEGIN")
    database.executemany("INSERT INTO events VALUES (?, ?, 's:1', 1)", ((-k, f"day {k // 7}") for k in range(100)))
    database.execute("COMMIT")
    query = "SELECT id, at FROM events WHERE station = 's:1';"
    rows, position = everything(SqlSource(url, query=query, key=("at", "id")))
    assert [(row["at"], int(row["id"])) for row in rows] == sorted((f"day {k // 7}", -k) for k in range(100))
    database.execute("INSERT INTO events VALUES (7, 'day 9', 's:1', 1)")
    assert [row["id"] for row in everything(SqlSource(url, query=query, key=("at", "id")), position)[0]] == ["7"]


@pytest.mark.parametrize(
    ("options", "told_so"),
    [
        ({"table": "nothing"}, "no such table; there are events"),
        (
            {"table": "events", "key": ("nothing",)},
            "no column 'nothing'; there are id, at, station, value; correct --key",
        ),
        ({"table": "events", "key": ("station",)}, "station is empty in some rows"),
        ({"table": "events", "key": ("at",)}, "several rows have at = t; each its own is needed; add a column"),
        ({"query": "SELECT * FROM events"}, "no primary key; a key that grows is needed"),
        ({"query": "SELECT FROM", "key": ("id",)}, "syntax error"),
    ],
)
def test_a_key_by_which_rows_would_be_lost_is_refused(
    options: dict[str, object], told_so: str, database: sqlite3.Connection, url: str
) -> None:
    """No key, an empty one, one that is twice the same, or none of its columns: told before anything is read."""
    database.executemany("INSERT INTO events VALUES (?, 't', NULL, 1)", ((k,) for k in range(2)))
    with pytest.raises(RecordsError, match=told_so):
        SqlSource(url, **options).read(None)  # type: ignore[arg-type]


def test_a_primary_key_that_need_not_grow_is_not_assumed(database: sqlite3.Connection, url: str) -> None:
    """Rows known by a word or a random number would be lost by the order of their keys: what grows must be named."""
    database.execute("CREATE TABLE orders (code TEXT PRIMARY KEY, number INTEGER UNIQUE)")
    database.execute("INSERT INTO orders VALUES ('M7', 1)")
    with pytest.raises(RecordsError, match="the primary key code holds M7, which need not grow; name with --key"):
        SqlSource(url, table="orders").read(None)
    assert [row["code"] for row in everything(SqlSource(url, table="orders", key=("number",)))[0]] == ["M7"]


def test_a_key_that_goes_back_is_told(database: sqlite3.Connection, url: str) -> None:
    """A table that was emptied and counts from 1 again would be read no more, silently: it is refused."""
    database.execute("INSERT INTO events VALUES (7, 't', 's', 1)")
    _, position = everything(SqlSource(url, table="events"))
    database.execute("DELETE FROM events")
    assert everything(SqlSource(url, table="events"), position)[0] == []
    database.execute("INSERT INTO events VALUES (1, 't', 's', 1)")
    with pytest.raises(RecordsError, match="id has gone back from 7 to 1; it must grow"):
        SqlSource(url, table="events").read(position)


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """SQLite would make an empty database of a wrong name; here it is away."""
    with pytest.raises(SourceAwayError, match="there is no such file"):
        SqlSource(f"sqlite:///{tmp_path / 'nothing.db'}", table="events").read(None)
    assert list(tmp_path.iterdir()) == []


def test_a_later_row_waits_for_the_lag(database: sqlite3.Connection, url: str) -> None:
    """With a lag a row is given only when earlier ones have had that long to appear."""
    database.execute("INSERT INTO events VALUES (2, 't', 's', 1)")
    source = SqlSource(url, table="events", lag=0.2)
    began = time.monotonic()
    assert len(source.read(None).rows) == 0
    database.execute("INSERT INTO events VALUES (1, 't', 'late', 1)")
    assert [row["id"] for row in everything(source)[0]] == ["1", "2"]
    assert time.monotonic() - began >= 0.2


def test_keys_come_back_as_they_were() -> None:
    """What a key may be made of survives being text, to the last digit."""
    moment = datetime(2025, 11, 26, 3, 4, 5, 678901, UTC)
    key = (7, 0.1, "a", Decimal("1.10"), moment, date(2025, 1, 2), UUID(int=5), b"\0\xff")
    assert told(stored(key)) == key


def test_cells_are_text_as_tables_write_it() -> None:
    """Numbers, truths, times and structures are written as a log of records has them; nothing stays nothing."""
    values = [None, True, 1, 0.1, "x", date(2025, 1, 2), {"a": 1}, b"\x01"]
    assert [written(one) for one in values] == [None, "true", "1", "0.1", "x", "2025-01-02", '{"a": 1}', "01"]


def test_a_name_holds_no_password() -> None:
    """What is stored and said of a database has neither its password nor its options."""
    pytest.importorskip("psycopg")
    source = SqlSource("postgresql://joe:secret@host:5433/plant?sslpassword=hidden", table="events")
    assert source.name == "postgresql://joe@host:5433/plant events"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """Return a PostgreSQL server."""
    pytest.importorskip("psycopg")
    made = demanded(Postgres)
    made.start()
    yield made
    made.remove()


def test_a_transaction_that_commits_late_loses_nothing(server: Postgres) -> None:
    """A row with a lesser key that is committed after a greater one, however late, is read: its end is waited for."""
    engine = sa.create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE events (id bigserial PRIMARY KEY, station text)"))
    add = sa.text("INSERT INTO events (station) VALUES (:station)")
    source, position = SqlSource(server.url, table="events", lag=0), dict[str, str]()
    with engine.connect() as slow:
        slow.execute(add, {"station": "late"})
        with engine.begin() as connection:
            connection.execute(add, {"station": "early"})
        assert [len(source.read(None).rows) for _ in range(3)] == [0, 0, 0]
        slow.commit()
    found: list[str] = []

    def both() -> bool:
        batch = source.read(position or None)
        position.update({name: value for name, value in batch.marks.items() if value})
        found.extend(row["station"] for row in batch.rows.to_pylist())
        return len(found) >= 2

    until(both, "two rows")
    assert found == ["late", "early"]
    source.close()
    engine.dispose()


def test_a_transaction_that_never_ends_is_told(server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that wait for somebody's open transaction are not waited for in silence."""
    monkeypatch.setattr("plantwright.events.sources.sql.PATIENCE", 0.0)
    engine = sa.create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE open (id bigserial PRIMARY KEY)"))
    source = SqlSource(server.url, table="open", lag=0)
    with engine.connect() as slow:
        slow.execute(sa.text("INSERT INTO open DEFAULT VALUES"))
        with engine.begin() as connection:
            connection.execute(sa.text("INSERT INTO open DEFAULT VALUES"))
        batch = source.read(None)
        assert "a transaction has been open for 0 s; rows wait for its end" in batch.notes[0]
        assert source.read(None).notes == ()
        slow.rollback()
    assert len(everything(source)[0]) == 1
    engine.dispose()


def test_a_wrong_user_is_away_and_a_wrong_table_refused(server: Postgres) -> None:
    """What the server says is passed on, without the password."""
    with pytest.raises(SourceAwayError, match=r"role .joe. does not exist"):
        SqlSource(server.url.replace("plant@", "joe:secret@"), table="events").read(None)
    source = SqlSource(server.url, table="nothing")
    with pytest.raises(RecordsError, match="no such table"):
        source.read(None)
    source.close()


def test_lags_are_told_for_what_is_tested() -> None:
    """SQLite has one writer and needs no lag; PostgreSQL takes numbers before it says so and needs one."""
    assert (LAGS["sqlite"], LAGS["postgresql"] > 0) == (0.0, True)
