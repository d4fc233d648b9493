"""A backup that somebody changed does no harm, and is refused with what is wrong."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plantwright.errors import StoreError
from plantwright.store.accounts import local_account
from plantwright.store.archive import MANIFEST, harmless
from plantwright.store.backup import back_up, restore
from plantwright.store.opened import Store, open_store
from plantwright.store.tables import KeptPlant

Content = dict[str, bytes]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a backup of a store with one plant."""
    store = open_store(tmp_path / "store")
    with store.session() as session:
        plant = KeptPlant(owner=local_account(session).id, name="shop")
        session.add(plant)
        session.flush()
        plant_id = plant.id
    store.records(plant_id).mkdir(parents=True)
    (store.records(plant_id) / "log.csv").write_text("a,b\n1,2\n")
    back_up(store, tmp_path / "kept.zip")
    store.close()
    return tmp_path / "kept.zip"


def _changed(file: Path, change: Callable[[Content, dict[str, Any]], None]) -> Path:
    """Return a copy of a backup whose contents and list of contents were changed."""
    with zipfile.ZipFile(file) as old:
        content = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(content.pop(MANIFEST))
    change(content, manifest)
    with zipfile.ZipFile(file.with_name("changed.zip"), "w") as new:
        for name, data in content.items():
            new.writestr(name, data)
        new.writestr(MANIFEST, json.dumps(manifest))
    return file.with_name("changed.zip")


def _record(content: Content) -> str:
    return next(name for name in content if name.endswith("log.csv"))


def _renamed(new: str) -> Callable[[Content, dict[str, Any]], None]:
    def change(content: Content, manifest: dict[str, Any]) -> None:
        old = _record(content)
        content[new] = content.pop(old)
        manifest["contents"][new] = manifest["contents"].pop(old)

    return change


def _bytes_changed(content: Content, _: dict[str, Any]) -> None:
    content[_record(content)] = b"a,b\n1,3\n"


def _longer(content: Content, _: dict[str, Any]) -> None:
    content[_record(content)] += b"x" * 10_000_000


def _missing(content: Content, _: dict[str, Any]) -> None:
    del content[_record(content)]


def _unlisted(content: Content, manifest: dict[str, Any]) -> None:
    del manifest["contents"][_record(content)]


def _other_form(_: Content, manifest: dict[str, Any]) -> None:
    manifest["form"] = 99


def _newer(_: Content, manifest: dict[str, Any]) -> None:
    manifest["revision"] = "from_the_future"


TRICKS = {
    "up": (_renamed("files/plants/../../../evil"), "leads out"),
    "absolute": (_renamed("/tmp/plantwright-evil"), "leads out"),
    "windows": (_renamed("files\\plants\\x\\evil"), "leads out"),
    "drive": (_renamed("files/plants/C:/x/evil"), "leads out"),
    "beside": (_renamed("files/plantwright.sqlite"), "leads out"),
    "up from the keys": (_renamed("files/school/../plants/0a/records/evil"), "leads out"),
    "below the keys": (_renamed("files/school/a/b/evil"), "leads out"),
    "dots": (_renamed("files/plants/./x/evil"), "leads out"),
    "changed": (_bytes_changed, "its hash is another"),
    "longer": (_longer, "its hash is another"),
    "missing": (_missing, "is missing"),
    "unlisted": (_unlisted, "not in its list"),
    "other form": (_other_form, "its form is 99"),
    "newer": (_newer, "newer Plantwright"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_backup_that_was_changed_is_refused_and_leaves_nothing(kept: Path, trick: str) -> None:
    """Names that lead elsewhere, other bytes, and what is missing or not listed are refused; nothing is written."""
    change, said = TRICKS[trick]
    before = sorted(kept.parent.iterdir())
    file = _changed(kept, change)
    with pytest.raises(StoreError, match=said):
        restore(file, kept.parent / "again")
    assert sorted(kept.parent.iterdir()) == sorted([*before, file])
    assert not Path("/tmp/plantwright-evil").exists()


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    """Nothing, half a file and another zip are refused in words."""
    (tmp_path / "half.zip").write_bytes(b"PK\x03\x04half")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("hello", "x")
    for name in ("none.zip", "half.zip", "other.zip"):
        with pytest.raises(StoreError, match="plantwright backup"):
            restore(tmp_path / name, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_backup_cut_short_is_refused(kept: Path) -> None:
    """A file that lost its end, as on a full disk, is refused wherever it was cut."""
    whole = kept.read_bytes()
    for share in (0.0, 0.3, 0.7, 0.99):
        cut = kept.with_name("cut.zip")
        cut.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(StoreError):
            restore(cut, kept.parent / "again")
        assert not (kept.parent / "again").exists()


def test_the_backup_is_for_its_maker_alone(kept: Path) -> None:
    """Nobody else on the machine may read it: it holds every plant."""
    assert kept.stat().st_mode & 0o077 == 0


def test_only_names_of_ours_are_harmless() -> None:
    """Tables, files of plants and keys of the school are; everything else is not."""
    assert harmless("tables/runs.jsonl")
    assert harmless("files/plants/0a/records/log 1 (2).csv")
    assert harmless("files/school/issuer.key")
    assert harmless("files/school/other/issuer.key")
    for name in ("files/school", "files/schools/x", "files/school/", "files/school/a/b/c"):
        assert not harmless(name), name
    for name in ("tables/../x.jsonl", "files/x", "files/plants/0a", "manifest.json", "", "files/plants//a/b"):
        assert not harmless(name), name


def test_an_empty_folder_may_be_restored_into(kept: Path) -> None:
    """A folder that was made beforehand is taken where it is empty."""
    (kept.parent / "again").mkdir()
    restore(kept, kept.parent / "again")
    store: Store = open_store(kept.parent / "again")
    with store.session() as session:
        assert session.query(KeptPlant).one().name == "shop"
    store.close()
