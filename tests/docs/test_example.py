"""The example shop is what its page says: fictional, busy where it says, and recorded by its own script."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
import yaml

TABLES = ("log", "orders", "downtime")


@pytest.fixture(scope="module")
def folder() -> Path:
    """Return the folder of the example."""
    return Path(__file__).resolve().parents[2] / "examples" / "machine-shop"


@pytest.fixture
def shop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module that says what the shop is."""
    monkeypatch.syspath_prepend(str(folder))
    import shop  # noqa: PLC0415

    return shop


def test_the_shop_is_said_to_be_fictional(folder: Path) -> None:
    """Page, script and facts each say that the shop is invented."""
    assert "Fictional" in (folder / "README.md").read_text()
    assert "invented" in (folder / "shop.py").read_text()
    assert "Invented" in (folder / "facts.yaml").read_text()


def test_the_grinders_are_the_bottleneck_and_the_mills_a_close_second(shop: ModuleType) -> None:
    """By hand, the grinders need most of their time, below nine tenths; the mills follow within a tenth."""
    sums = {name: one["sum"] for name, one in shop.loads(shop.machine_shop()).items()}
    first, second, *others = sorted(sums, key=lambda name: -sums[name])
    assert (first, second) == ("grind", "mill")
    assert 0.85 < sums[first] < 0.92
    assert sums[first] - sums[second] < 0.1
    assert sums[others[0]] < 0.7


def test_the_records_are_small(folder: Path) -> None:
    """The example's records take less than a megabyte."""
    assert sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) < 1_000_000


def test_the_records_were_made_by_the_script(folder: Path, tmp_path: Path) -> None:
    """The script writes tables of the same columns, about as many rows, and the very same facts."""
    done = subprocess.run(
        [sys.executable, str(folder / "make.py"), "--out", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load((tmp_path / "facts.yaml").read_text()) == yaml.safe_load((folder / "facts.yaml").read_text())
    for name in TABLES:
        made, kept = (pd.read_csv(place / f"{name}.csv") for place in (tmp_path, folder))
        assert list(made) == list(kept)
        assert len(made) == pytest.approx(len(kept), rel=0.25)


def test_nothing_but_records_is_told(folder: Path) -> None:
    """The facts hold no process time, no failure rate and nobody's skills."""
    facts = yaml.safe_load((folder / "facts.yaml").read_text())
    told = {key for center in facts["work_centers"] for key in center}
    assert told <= {"id", "stations", "buffer", "skill", "dispatch", "batch"}
    assert facts["workers"] == 12
