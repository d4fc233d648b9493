"""One file alone knows each client library, and no source loads what it does not need."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

LIBRARIES = {"sqlalchemy": "sql.py", "paho": "mqtt.py", "google": "sparkplug.py"}


@pytest.mark.parametrize("library", LIBRARIES)
def test_one_file_alone_imports_each_client_library(library: str, project: Path) -> None:
    """A client library is imported by the file of its source and by no other that reads records."""
    pattern = re.compile(rf"^\s*(import|from) {library}\b", re.MULTILINE)
    files = (project / "src" / "plantwright" / "events").rglob("*.py")
    assert [path.name for path in files if pattern.search(path.read_text(encoding="utf-8"))] == [LIBRARIES[library]]


def test_a_folder_needs_no_client_library() -> None:
    """Following CSV files loads neither a database's nor a broker's library."""
    code = (
        "import sys; from plantwright.events.sources.opened import Told, open_source; open_source('.', Told()); "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(LIBRARIES) == set()
