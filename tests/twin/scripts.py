"""SimPy scripts as a reader uses them: run alone in a folder, or loaded to look inside."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

LINE = re.compile(r"(throughput|flow time, mean|flow time, p95|WIP) +(\S+)  (\S+) to (\S+) ")


def run_alone(script: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a script as its reader does, in its folder, in an interpreter that knows nothing of this checkout."""
    line = [sys.executable, "-I", script.name, *map(str, words)]
    return subprocess.run(line, cwd=script.parent, capture_output=True, text=True, check=False)


def printed(script: Path, *words: object) -> dict[str, tuple[float, float, float]]:
    """Return what a script prints: mean, low and high of each measure."""
    done = run_alone(script, *words)
    assert done.returncode == 0, done.stderr
    return {name: (float(mean), float(low), float(high)) for name, mean, low, high in LINE.findall(done.stdout)}


@contextmanager
def loaded(script: str, folder: Path) -> Iterator[ModuleType]:
    """Give a script as a module."""
    path = folder / "script.py"
    path.write_text(script, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("script", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["script"] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        del sys.modules["script"]
