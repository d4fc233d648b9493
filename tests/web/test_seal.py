"""What the school signed stays signed by a known school: its keys are made once, and come back with a backup."""

from __future__ import annotations

import json
import threading
import zipfile
from pathlib import Path

import pytest

from plantwright.errors import BadgeError, OutputError
from plantwright.learn.credentials.keys import key_of, make_keys
from plantwright.learn.credentials.signed import opened, sign
from plantwright.store.archive import KEYS, MANIFEST
from plantwright.store.backup import back_up, restore
from plantwright.store.opened import Store, open_store
from plantwright.web.school.seal import public_pem, secret_key

REPORT = {"kind": "plantwright capstone", "mark": 81.0}


def test_what_was_signed_before_a_backup_verifies_after_it(store: Store, tmp_path: Path) -> None:
    """A restored school has the same public key, verifies what it signed before, and signs on with the same key."""
    report, pem = sign(REPORT, secret_key(store)), public_pem(store)
    back_up(store, tmp_path / "kept.zip")
    restore(tmp_path / "kept.zip", tmp_path / "again")
    again = open_store(tmp_path / "again")
    assert public_pem(again) == pem
    public = key_of(public_pem(again), "the school's key", secret=False)
    assert opened(report, public) == REPORT
    assert opened(sign(REPORT, secret_key(again)), key_of(pem, "as it was", secret=False)) == REPORT
    assert [one.stat().st_mode & 0o777 for one in again.school_keys().iterdir()] == [0o600, 0o600]
    again.close()


def test_a_backup_without_keys_comes_back(store: Store, tmp_path: Path) -> None:
    """A backup of before keys were kept is restored as ever; the school then makes a key of its own."""
    report = sign(REPORT, secret_key(store))
    back_up(store, tmp_path / "kept.zip")
    restore(_without_keys(tmp_path / "kept.zip"), tmp_path / "again")
    again = open_store(tmp_path / "again")
    assert not again.school_keys().exists()
    with pytest.raises(BadgeError):
        opened(report, key_of(public_pem(again), "the school's key", secret=False))
    again.close()


def _without_keys(file: Path) -> Path:
    """Return a backup as earlier versions wrote it."""
    with zipfile.ZipFile(file) as old:
        content = {name: old.read(name) for name in old.namelist() if not name.startswith(KEYS)}
    manifest = json.loads(content.pop(MANIFEST))
    manifest["contents"] = {name: one for name, one in manifest["contents"].items() if name in content}
    with zipfile.ZipFile(file.with_name("old.zip"), "w") as new:
        for name, data in content.items():
            new.writestr(name, data)
        new.writestr(MANIFEST, json.dumps(manifest))
    return file.with_name("old.zip")


def test_many_who_ask_at_once_get_one_key(store: Store) -> None:
    """The first reports of a class, asked for at once, are all signed with one key."""
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(public_pem(store))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_key_is_never_replaced_nor_half_written(tmp_path: Path) -> None:
    """Where a key is, another one is refused; what is written leaves nothing beside the two keys."""
    make_keys(tmp_path / "keys")
    before = {one.name: one.read_bytes() for one in (tmp_path / "keys").iterdir()}
    assert set(before) == {"issuer.key", "issuer.pub"}
    with pytest.raises(OutputError, match="is there already"):
        make_keys(tmp_path / "keys")
    assert {one.name: one.read_bytes() for one in (tmp_path / "keys").iterdir()} == before
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        make_keys(tmp_path / "file")
