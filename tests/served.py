"""A served store for tests: people of every role, a plant of one of them, and requests that fit any route."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pyarrow as pa
from fastapi import FastAPI, UploadFile
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from plantwright.events.log import EventLog, LogMeta
from plantwright.store.floors import open_floor
from plantwright.store.keys import make_key
from plantwright.store.log_ins import log_in
from plantwright.store.opened import Store, open_store
from plantwright.store.runs import say
from plantwright.store.school import join, learner_of, new_class
from plantwright.store.tables import Account, KeptPlant, KeptRun, LogIn, Share, now
from plantwright.web.app import make_app
from plantwright.web.cards.card import Card, Column, Table, as_fields
from plantwright.web.gantt.write import write_index
from plantwright.web.settings import Settings

HOSTILE = "</script><img src=x onerror=alert(1)>\"'{{7*7}}\u202e=1+1"
HOME = "http://127.0.0.1"
SAFE = ("GET", "HEAD")


@dataclass
class World:
    """A server with people: ``owner`` has the plant, ``reader`` may read it, the others are strangers to it."""

    store: Store
    app: FastAPI
    keys: dict[str, str]
    ids: dict[str, str]
    """What stands for the parameters of paths: the plant, its run, a file of it, an account, a key."""

    def client(self, name: str | None = None) -> TestClient:
        """Return a program that shows a person's key; None: nobody's."""
        headers = {} if name is None else {"authorization": f"Bearer {self.keys[name]}"}
        return TestClient(self.app, base_url=HOME, headers=headers, follow_redirects=False)

    def browser(self, name: str) -> tuple[TestClient, str]:
        """Return a browser in which a person is logged in, and the proof that its forms carry."""
        with self.store.session() as session:
            account = session.query(Account).filter_by(name=name).one()
            cookie = log_in(session, account)
            session.flush()
            csrf = session.query(LogIn).filter_by(account=account.id).order_by(LogIn.made.desc()).first().csrf
        client = TestClient(self.app, base_url=HOME, follow_redirects=False)
        client.cookies.set(self.app.state.settings.cookie, cookie)
        return client, csrf


def make_world(folder: Path, settings: Settings | None = None) -> World:
    """Return a server with people, a plant whose every text is hostile, and a run of it that is done."""
    store = open_store(folder)
    keys: dict[str, str] = {}
    with store.session() as session:
        for name, role in ROLES.items():
            account = Account(name=name, role=role)
            session.add(account)
            session.flush()
            _, keys[name] = make_key(session, account, "tests")
        ids = _plant(session, store)
    return World(store, make_app(store, settings or Settings()), keys, ids)


ROLES = {
    "owner": "engineer", "reader": "viewer", "viewer": "viewer", "teacher": "teacher", "engineer": "engineer",
    "admin": "admin", "second": "admin",
}  # fmt: skip
STRANGERS = ("viewer", "teacher", "engineer")


def _plant(session: Any, store: Store) -> dict[str, str]:
    accounts = {one.name: one for one in session.query(Account)}
    plant = KeptPlant(owner=accounts["owner"].id, name=HOSTILE, answers={"order": HOSTILE})
    session.add(plant)
    session.flush()
    session.add(Share(plant=plant.id, account=accounts["reader"].id))
    run = KeptRun(plant=plant.id, kind="read", state="done", begun=now(), ended=now(), problems=[HOSTILE])
    session.add(run)
    session.flush()
    say(session, run.id, HOSTILE)
    folder = store.run_folder(plant.id, run.id)
    folder.mkdir(parents=True)
    (folder / "reading.json").write_text(json.dumps(_reading()), encoding="utf-8")
    study = KeptRun(plant=plant.id, kind="study", state="done", begun=now(), ended=now())
    session.add(study)
    session.flush()
    for place in (folder, store.run_folder(plant.id, study.id)):
        _studied(place)
    key, _ = make_key(session, accounts["owner"], HOSTILE)
    taught = new_class(session, accounts["owner"], plant.id, HOSTILE)
    join(session, learner_of(session, accounts["reader"]), plant.id, taught.code, HOSTILE[:40])
    return {
        "plant": plant.id, "run": run.id, "file": "reading.json", "account": accounts["reader"].id, "key": key.id,
        "page": "flow", "card": "hostile", "floor": open_floor(plant, [HOSTILE], [HOSTILE], [HOSTILE]),
        "asked": "0123456789abcdef", "proposal": "0123456789abcdef", "play": "0123456789abcdef",
        "lesson": "flow-law", "number": "0",
        "school_class": taught.id, "platform": "0123456789abcdef", "ticket": "0123456789abcdef",
    }  # fmt: skip


def _studied(folder: Path) -> None:
    """Write what pages show: cards, a ranking and an index over time whose every text is hostile."""
    columns = (Column(HOSTILE, HOSTILE), Column("Value"))
    figure = {"data": [{"type": "bar", "x": [1], "y": [HOSTILE]}], "layout": {"height": 200}}
    card = Card(
        "hostile", HOSTILE, HOSTILE, figure, Table(columns, ((HOSTILE, 1.5), ("=1+1", None))), HOSTILE, (HOSTILE,),
        HOSTILE, HOSTILE,
    )  # fmt: skip
    (folder / "pages").mkdir(parents=True)
    for name in ("flow", "losses", "quality", "twin", "changes", "evidence"):
        (folder / "pages" / f"{name}.json").write_text(json.dumps({"cards": [as_fields(card)]}), encoding="utf-8")
    change = {"name": HOSTILE, "scale_demand": {"factor": 1.1}}
    gain = {"value": 1.0, "unit": "%", "low": None, "high": None}
    (folder / "ranking.json").write_text(json.dumps({"changes": [{"change": change, "gain": gain}]}), encoding="utf-8")
    begin = datetime(2026, 1, 1)  # noqa: DTZ001 - UTC without a zone in the type, as in the log
    row = {"order": HOSTILE, "station": HOSTILE, "work_center": HOSTILE, "operation": HOSTILE, "kind": "process",
           "start": begin, "end": begin + timedelta(hours=1)}  # fmt: skip
    meta = LogMeta(HOSTILE, "recorded", begin, begin + timedelta(days=1))
    log = EventLog.from_arrow(pa.Table.from_pylist([row]), pa.table({"order": [HOSTILE]}), meta)
    write_index(log, folder / "gantt")


def _reading() -> dict[str, Any]:
    finding = dict.fromkeys(("name", "detail", "action", "cause", "effect", "cure"), HOSTILE)
    return {
        "questions": [], "name": HOSTILE, "time_zone": HOSTILE, "start": "2026-01-01T00:00:00",
        "end": "2026-02-01T00:00:00", "rows": 1, "orders": 1, "stations": 1, "columns": {HOSTILE: HOSTILE},
        "inferred": [HOSTILE], "findings": [finding | {"count": 1, "examples": [HOSTILE]}],
    }  # fmt: skip


def routes(app: FastAPI) -> list[tuple[str, APIRoute]]:
    """Return every route of an app with each of its methods."""
    found = [(method, one) for one in _walked(app.routes) for method in sorted(one.methods)]
    return sorted(found, key=lambda one: (one[1].path, one[0]))


def _walked(given: list[Any]) -> Iterator[APIRoute]:
    for one in given:
        if isinstance(one, APIRoute):
            yield one
        elif hasattr(one, "original_router"):  # as newer FastAPI keeps what is included
            yield from _walked(one.original_router.routes)


def parameters(route: APIRoute) -> set[str]:
    """Return the parameters of a route's path."""
    return set(route.param_convertors)


def send(client: TestClient, method: str, route: APIRoute, ids: dict[str, str], **more: Any) -> httpx.Response:
    """Send a request that fits a route; AssertionError where a parameter of its path is not known here."""
    unknown = parameters(route) - set(ids) - {"name"}
    assert not unknown, f"{route.path}: say in tests/served.py what {unknown} stands for"
    named = {"name": ids["file"] if "/files/" in route.path else "reader"}
    path = route.path
    for name in parameters(route):
        path = path.replace(f"{{{name}:path}}", f"{{{name}}}").replace(f"{{{name}}}", {**named, **ids}[name])
    params = {one.alias: _value(one) for one in route.dependant.query_params if one.field_info.is_required()}
    return client.request(method, path, params=params, **_body(route), **more)


def _body(route: APIRoute) -> dict[str, Any]:
    fields = route.dependant.body_params
    if not fields:
        return {}
    if any(_is_file(one) for one in fields):
        return {"files": [(one.alias, ("a.csv", b"a,b\n1,2\n")) for one in fields if _is_file(one)]}
    if type(fields[0].field_info).__name__ == "Form":
        return {"data": {one.alias: str(_value(one)) for one in fields if one.field_info.is_required()}}
    return {"json": _value(fields[0])}


def _is_file(field: Any) -> bool:
    return UploadFile.__name__ in str(field.field_info.annotation)


def _value(field: Any) -> Any:
    if field.field_info.annotation is str:
        return "engineer" if field.alias == "role" else "four words of test"
    schema = TypeAdapter(field.field_info.annotation).json_schema()
    return _example(schema, schema.get("$defs", {}))


def _example(schema: dict[str, Any], named: dict[str, Any]) -> Any:
    """Return a value that a JSON schema takes, the least one."""
    if "$ref" in schema:
        return _example(named[schema["$ref"].rsplit("/", 1)[-1]], named)
    told = [schema[key] for key in ("default", "const") if key in schema] + schema.get("enum", [])
    if told:
        return told[0]
    choices = [one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, ())]
    return _example(choices[0], named) if choices else _least(schema, named)


def _least(schema: dict[str, Any], named: dict[str, Any]) -> Any:
    number = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    made = {
        "object": lambda: {name: _example(schema["properties"][name], named) for name in schema.get("required", ())},
        "array": lambda: [_example(schema["items"], named)] * schema.get("minItems", 0),
        "integer": lambda: number, "number": lambda: number, "boolean": lambda: True, "null": lambda: None,
        "string": lambda: "a" * max(schema.get("minLength", 1), 12),
    }  # fmt: skip
    return made[schema.get("type", "string")]()
