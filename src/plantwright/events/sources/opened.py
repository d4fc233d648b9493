"""Opening a live source by what a user writes: a folder, a database's URL or a broker's."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from plantwright.errors import MissingExtraError, Problems, RecordsError
from plantwright.events.sources.contract import Source

FOLDER = "csv+"
"""What may stand before the path of a folder of CSV files."""
BROKERS = {"mqtt": 1883, "mqtts": 8883}
"""Schemes of brokers with their ports."""
PASSWORD = "PLANTWRIGHT_PASSWORD"
"""The environment variable that holds the password of a URL without one."""


@dataclass(frozen=True)
class Told:
    """What was told of a source beside where it is."""

    table: str | None = None
    query: str | None = None
    key: tuple[str, ...] = ()
    lag: float | None = None
    topics: tuple[str, ...] = ()

    def given(self) -> list[str]:
        """Return the options that were given."""
        named = {"--table": self.table, "--query": self.query, "--key": self.key, "--lag": self.lag}
        return [name for name, value in {**named, "--topic": self.topics}.items() if value not in (None, ())]


def open_source(where: str, told: Told) -> Source:
    """Return the source that a path or URL names.

    Raises
    ------
    RecordsError
        With all that is wrong in what was told.
    MissingExtraError
        Its client library is not installed.
    """
    if "://" not in where:
        return _folder(Path(where.removeprefix(FOLDER)), told)
    scheme = where.partition("://")[0]
    return _broker(where, told) if scheme in BROKERS else _database(where, told)


def without_password(where: str) -> str:
    """Return a path or URL as it may be shown."""
    if "://" not in where:
        return where
    scheme, _, rest = where.partition("://")
    authority, slash, path = rest.partition("/")
    user, at, host = authority.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{at}{host}{slash}{path.partition('?')[0]}"


def _folder(path: Path, told: Told) -> Source:
    from plantwright.events.sources.csv_folder import CsvFolder  # noqa: PLC0415  # each source loads what it needs

    _refuse(str(path), told, ("--key",), "a folder of CSV files")
    return CsvFolder(path, key=told.key)


def _database(where: str, told: Told) -> Source:
    problems = _refused(without_password(where), told, ("--table", "--query", "--key", "--lag"), "a database")
    if (told.table is None) == (told.query is None):
        found = "both are told" if told.table else "neither is told"
        problems.add("--table, --query", found, "one of the two", "write --table NAME, or --query 'SELECT …'")
    problems.raise_any()
    module = _client("sql", "plantwright.events.sources.sql")
    source: Source = module.SqlSource(
        _with_password(where), table=told.table, query=told.query, key=told.key, lag=told.lag
    )
    return source


def _broker(where: str, told: Told) -> Source:
    problems = _refused(without_password(where), told, ("--topic",), "a broker")
    found = urlsplit(where)
    if not found.hostname or not _has_port(found) or found.path.strip("/") or found.fragment:
        problems.add(without_password(where), "no host alone", "mqtt://USER@HOST:PORT", "give topics with --topic")
    if not told.topics:
        problems.add("--topic", "none", "one or more topics are needed", "write --topic 'spBv1.0/#'")
    problems.raise_any()
    module = _client("mqtt", "plantwright.events.sources.mqtt")
    source: Source = module.MqttSource(module.Broker(**_parts(found)), told.topics)
    return source


def _has_port(found: SplitResult) -> bool:
    try:
        return found.port is None or found.port > 0
    except ValueError:
        return False


def _parts(found: SplitResult) -> dict[str, object]:
    told = os.environ.get(PASSWORD) if found.username else None
    return {
        "host": found.hostname,
        "port": found.port or BROKERS[found.scheme],
        "user": unquote(found.username) if found.username else None,
        "password": unquote(found.password) if found.password else told,
        "tls": found.scheme == "mqtts",
        "version": parse_qs(found.query).get("version", ["5"])[0],
    }


def _with_password(where: str) -> str:
    """Return a database's URL with the password that the environment holds, where it has a user and none."""
    scheme, _, rest = where.partition("://")
    user, at, host = rest.partition("@")
    told = os.environ.get(PASSWORD)
    if not at or ":" in user or "/" in user or not told:
        return where
    return f"{scheme}://{user}:{quote(told, safe='')}@{host}"


def _client(extra: str, module: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("plantwright"):
            raise
        raise MissingExtraError(
            f"{error.name} is not installed, which this source needs; pip install 'plantwright[{extra}]'"
        ) from None


def _refuse(where: str, told: Told, allowed: Sequence[str], kind: str) -> None:
    _refused(where, told, allowed, kind).raise_any()


def _refused(where: str, told: Told, allowed: Sequence[str], kind: str) -> Problems:
    problems = Problems(where, RecordsError)
    for name in told.given():
        if name not in allowed:
            problems.add(name, f"is not for {kind}", f"allowed are {', '.join(allowed)}", "leave it out")
    return problems
