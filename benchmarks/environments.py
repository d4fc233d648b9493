"""Rivals in environments of their own: their pins clash, so each is installed apart and runs as a subprocess.

An environment is made once and kept under ``results/peers``. What cannot be installed is not measured; the reason is
told, and all else goes on.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PEERS = Path(__file__).parent / "peers"
KEPT = Path(__file__).parents[1] / "results" / "peers"

_FAILED: dict[Path, str] = {}
"""Why an environment could not be made; it is tried once in a process."""


class PeerMissingError(RuntimeError):
    """A rival could not be installed or run; the message says why, in a few words."""


@dataclass(frozen=True)
class Reply:
    """What a rival's runs took and found."""

    prepare: float
    """CPU time of what is done once in a process, such as compiling [s]."""
    cpu: NDArray[np.float64]
    """CPU time of each run, imports and preparation not counted, shape (runs,) [s]."""
    measures: dict[str, NDArray[np.float64]]
    """By name, each of shape (runs,)."""


def ask(peer: str, script: str, request: Mapping[str, Any], seeds: Sequence[int]) -> Reply:
    """Run a rival's script, once for each seed.

    Raises
    ------
    PeerMissingError
        It cannot be installed, or its script fails.
    """
    command = [str(python_of(peer)), str(PEERS / script)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    told = json.dumps({**request, "seeds": list(seeds)})
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise PeerMissingError(f"{script} failed: {_last_line(done.stderr)}")
    return reply_of(done.stdout)


def reply_of(said: str) -> Reply:
    """Return what the last line that a script wrote says."""
    found = json.loads(said.strip().splitlines()[-1])
    runs = found["runs"]
    columns = {name: np.array([run[name] for run in runs], float) for name in runs[0]}
    return Reply(found["prepare"], columns.pop("cpu"), columns)


def python_of(peer: str) -> Path:
    """Return the Python of a rival's environment; make it where there is none for these requirements.

    Raises
    ------
    PeerMissingError
        It cannot be installed.
    """
    requirements = PEERS / f"{peer}.txt"
    folder = KEPT / folder_name(peer, requirements.read_bytes())
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    complete = folder / "complete"
    if folder in _FAILED:
        raise PeerMissingError(_FAILED[folder])
    if not complete.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _install(folder, python, requirements)
        complete.touch()
    return python


def folder_name(peer: str, requirements: bytes) -> str:
    """Return a name that changes with the requirements and with the Python they are installed for."""
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{peer}-{version}-{sha256(requirements).hexdigest()[:8]}"


def _install(folder: Path, python: Path, requirements: Path) -> None:
    print(f"installing {requirements.stem} …", file=sys.stderr, flush=True)
    venv.create(folder, with_pip=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        _FAILED[folder] = f"cannot be installed: {_last_line(done.stderr)}"
        raise PeerMissingError(_FAILED[folder])


def _last_line(text: str) -> str:
    """Return the last line that says something, cut to a row's width."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip()[:100] if lines else "it said nothing"
