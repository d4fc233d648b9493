"""What requests bring: bounded while it comes, harmless once it lies there."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plantwright.store.runs import begin
from plantwright.store.tables import KeptRun
from plantwright.web.settings import MEGABYTE, Settings
from served import HOSTILE, World, make_world

MOST_MEMORY = 1024
"""What reading a hostile file may take [MB]."""
MOST_TIME = 60.0
"""How long it may take [s]."""


@pytest.fixture
def small(tmp_path: Path) -> World:
    """Return a server that takes two megabytes."""
    return make_world(tmp_path / "store", Settings(most_upload=2 * MEGABYTE, most_told=MEGABYTE))


def _pieces(head: bytes, size: int, count: list[int]) -> Iterator[bytes]:
    yield head
    for _ in range(size >> 16):
        count[0] += 1
        yield b"x" * (1 << 16)


FORM = {"content-type": "multipart/form-data; boundary=b"}
HEAD = b'--b\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'


def test_a_size_that_is_too_large_is_refused_unread(small: World) -> None:
    """What says that it is larger than the limit is refused at once, in words."""
    answer = small.client("owner").post(
        "/api/plants", content=b"", headers={**FORM, "content-length": str(3 * MEGABYTE)}
    )
    assert answer.status_code == 413
    assert "larger than 2 MB" in answer.json()["error"]


def test_what_does_not_say_its_size_is_counted(small: World) -> None:
    """A stream without a size is refused once it has brought too much, and no plant is made of it."""
    before = len(small.client("owner").get("/api/plants").json())
    answer = small.client("owner").post("/api/plants", content=_pieces(HEAD, 20 * MEGABYTE, [0]), headers=FORM)
    assert answer.status_code == 413
    assert "larger than 2 MB" in answer.json()["error"]
    assert len(small.client("owner").get("/api/plants").json()) == before


def test_other_bodies_have_a_limit_of_their_own(small: World) -> None:
    """A body that holds no files may be a megabyte or two."""
    answers = small.client("owner").put(
        f"/api/plants/{small.ids['plant']}/answers", content=b'{"answers": {"a": "' + b"x" * MEGABYTE + b'"}}',
        headers={"content-type": "application/json"},
    )  # fmt: skip
    assert answers.status_code == 413


def test_files_from_nobody_are_not_read(small: World) -> None:
    """Who is not logged in is refused before a file is received."""
    answer = small.client().post("/api/plants", content=_pieces(HEAD, MEGABYTE, [0]), headers=FORM)
    assert answer.status_code == 401
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil.csv", "..\\..\\evil.csv", "/etc/evil.csv", "C:\\evil.csv", "....//evil.csv", ".hidden.csv",
        "a\x00b.csv", "\u202egpj.csv", "x" * 100_000 + ".csv", "<script>alert(1)</script>.csv", "a;rm -rf .csv",
    ],
)  # fmt: skip
def test_names_of_files_stay_in_their_folder(small: World, name: str) -> None:
    """Whatever a file is called, it lies in the plant's folder of records under a harmless name, or is refused."""
    answer = small.client("owner").post("/api/plants", files=[("files", (name, b"a,b\n1,2\n"))])
    assert answer.status_code in (201, 400, 422), answer.text
    kept = [one for one in small.store.folder.rglob("*") if one.is_file() and one.suffix == ".csv"]
    assert len(kept) == (answer.status_code == 201)
    for one in kept:
        assert one.parent.name == "records"
        assert len(one.name) <= 150
        assert not one.name.startswith(".")
        assert not set(one.name) & set("/\\<>\x00;\u202e")


@pytest.mark.parametrize(
    "name",
    [
        "../../records/secret.csv", "..%2f..%2frecords/secret.csv", "%2e%2e/%2e%2e/records/secret.csv",
        "/etc/passwd", "%2fetc%2fpasswd", "%2e%2e", "", "a%00b", "x" * 5_000, "....//....//records/secret.csv", "link",
        "..%5c..%5crecords%5csecret.csv",
    ],
)  # fmt: skip
def test_only_files_of_the_run_are_given(small: World, name: str) -> None:
    """No path, however written, leads out of the folder of a run; neither does a link in it."""
    records = small.store.records(small.ids["plant"])
    records.mkdir(parents=True)
    (records / "secret.csv").write_text("hush")
    (small.store.run_folder(small.ids["plant"], small.ids["run"]) / "link").symlink_to("/etc/passwd")
    answer = small.client("owner").get(f"/api/runs/{small.ids['run']}/files/{name}")
    assert answer.status_code == 404
    assert "hush" not in answer.text
    assert "root:" not in answer.text


def test_files_are_kept_never_shown(small: World) -> None:
    """A file of a run is a download: a page among them cannot act for who looks at it."""
    folder = small.store.run_folder(small.ids["plant"], small.ids["run"])
    (folder / "report.html").write_text("<script>alert(1)</script>")
    answer = small.client("owner").get(f"/api/runs/{small.ids['run']}/files/report.html")
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("name", [HOSTILE, "\u202egnp.exe", "=1+1", "x" * 200])
def test_a_name_of_a_plant_is_text_wherever_it_is_shown(small: World, name: str) -> None:
    """A plant may be called anything: it comes back letter by letter in JSON, and escaped in pages."""
    owner = small.client("owner")
    answer = owner.post("/api/plants", files=[("files", ("a.csv", b"a\n1\n"))], data={"name": name})
    assert answer.status_code == 201
    made = answer.json()
    assert made["name"] == name
    page = owner.get(f"/plants/{made['id']}").text
    assert "<img" not in page
    assert "</script><img" not in owner.get("/").text


def test_a_name_of_a_hundred_thousand_letters_is_refused(small: World) -> None:
    """A plant's name of 100,000 letters is refused with the limit, not kept and not an error."""
    files = [("files", ("a.csv", b"a\n1\n"))]
    answer = small.client("owner").post("/api/plants", files=files, data={"name": "x" * 100_000})
    assert answer.status_code == 422
    assert "200" in answer.text
    assert len(answer.text) < 1000


def _hostile_files() -> dict[str, bytes]:
    bomb = gzip.compress(b"<log>" + b" " * 300_000_000 + b"</log>", 1)
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><log>&c;</log>'
    names = b"order,station,start,end\n" + b"".join(
        b"%s%d,%s,2026-01-%02dT08:00:00,2026-01-%02dT09:00:00\n" % (b"o" * 100_000, day, b"s" * 100_000, day, day)
        for day in range(1, 11)
    )
    return {
        "log.xes.gz": bomb, "log.xes": entity, "log.csv": b"", "log.xlsx": b"", "log.parquet": b"PAR1" + b"\xff" * 999,
        "line.csv": b"a" * 100_000_000, "commas.csv": b"," * 5_000_000, "names.csv": names,
        "zeros.csv": b"\0" * 5_000_000,
    }  # fmt: skip


@pytest.mark.parametrize("name", [
    "log.xes.gz", "log.xes", "log.csv", "log.xlsx", "log.parquet", "line.csv", "commas.csv", "names.csv", "zeros.csv"
])  # fmt: skip
def test_hostile_files_end_with_a_reason(tmp_path: Path, name: str) -> None:
    """Bombs, empty files and names of 100,000 letters end a run with words, within a gigabyte and a minute."""
    world = make_world(tmp_path / "store")
    answer = world.client("owner").post("/api/plants", files=[("files", (name, _hostile_files()[name]))])
    assert answer.status_code in (201, 422)
    if answer.status_code == 422:
        assert answer.json()["problems"]
        return
    run = answer.json()["runs"][0]["id"]
    with world.store.session() as session:
        begin(session.get_one(KeptRun, run), os.getpid())
    seconds, memory = _worked(world, run)
    shown = world.client("owner").get(f"/api/runs/{run}").json()
    assert shown["state"] in ("failed", "done"), shown
    assert shown["problems"] or shown["said"], shown
    assert "a mistake in Plantwright" not in json.dumps(shown), shown
    assert len(json.dumps(shown)) < 20_000
    assert seconds < MOST_TIME
    assert memory < MOST_MEMORY


def _worked(world: World, run: str) -> tuple[float, float]:
    """Work a run in a process of its own, as the server does; return the seconds and the megabytes that it took."""
    begun = time.monotonic()
    command = [sys.executable, "-c", _MEASURED, str(world.store.folder), run]
    worker = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    return time.monotonic() - begun, int(worker.stdout.split()[-2]) / 1024


_MEASURED = """
import runpy
try:
    runpy.run_module("plantwright.web.worker", run_name="__main__", alter_sys=True)
finally:
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""What a child is said to have used by wait4 includes the memory of the process that it was forked from."""
