"""The compiled twin is kept, and never outlives a change of the kernel."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantwright.twin import ready
from plantwright.twin.kernel.run import run
from plantwright.twin.kernel.sources import SOURCES, digest


def test_any_changed_file_makes_another_word(tmp_path: Path) -> None:
    """What the kernel is made of is told apart by the content and the name of every file."""
    (tmp_path / "a.py").write_text("x = 1\n")
    first = digest(tmp_path)
    (tmp_path / "a.py").write_text("x = 2\n")
    second = digest(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, digest(tmp_path)}) == 3


def test_what_is_kept_is_named_after_all_of_the_kernel() -> None:
    """A compiled entry point is looked for under a name that changes with any file of the kernel."""
    assert run.py_func.__qualname__ == f"run_{SOURCES}"


def test_a_kernel_kept_from_other_files_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what was compiled from the present files counts as compiled."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(ready, "__file__", str(tmp_path / "ready.py"))
    (tmp_path / "run.run_000000000000-25.py311.nbi").touch()
    assert not ready.is_compiled()
    (tmp_path / f"run.run_{SOURCES}-25.py311.nbi").touch()
    assert ready.is_compiled()
