"""A server for tests: inside the process for its answers, beside it for a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from plantwright.store.opened import Store, open_store
from plantwright.web.app import make_app
from plantwright.web.settings import Settings
from served import World, make_world
from web.beside import answering

TOKEN = "a-token-for-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Yield a store of the test's own."""
    opened = open_store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store) -> TestClient:
    """Return a program that asks the server; nothing long is begun."""
    app = make_app(store, Settings(start_token=TOKEN, hosts=("testserver",)))
    return TestClient(app, headers=BEARER)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Yield where a whole server answers."""
    app = make_app(open_store(tmp_path / "served"), Settings(start_token=TOKEN))
    with answering(lambda _: app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return a server with people of every role, and a plant whose every text is hostile."""
    return make_world(tmp_path_factory.mktemp("world") / "store")


@pytest.fixture(scope="module")  # the library allows one at a time, and no other event loop beside it
def browser() -> Iterator[Browser]:
    """Yield Debian's Chromium, without a screen; missing, tests skip, and fail where all is checked."""
    found = shutil.which("chromium")
    if found is None and not os.environ.get("CI"):
        pytest.skip("no chromium here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="module")
def axe(project: Path) -> str:
    """Return the script that finds what hinders people; without it tests skip, and fail where all is checked."""
    file = Path(os.environ.get("AXE_CORE", project / "node_modules" / "axe-core" / "axe.min.js"))
    if not file.is_file():
        told = "axe-core is not here: npm install --no-save axe-core"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    return file.read_text(encoding="utf-8")
