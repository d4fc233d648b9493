"""A command as a whole process: its CPU seconds, wall seconds and peak memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-c", "from plantwright.cli.main import main; main()")


@dataclass(frozen=True)
class Cost:
    """What a process and its children took."""

    cpu: float
    """User and system time [s]."""
    wall: float
    """[s]"""
    peak: float
    """Largest resident memory of one process [GB]."""


class CommandFailedError(RuntimeError):
    """A measured command did not end well."""


def measured(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and return what it took; raise where it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(env or {})},
    )
    assert process.stdout is not None
    with process.stdout as pipe:
        said = pipe.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        shown = " ".join(command)
        raise CommandFailedError(f"{shown} ended with {process.returncode}:\n{said.decode(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, _gigabytes(usage))


def own_peak() -> float:
    """Return the largest resident memory of this process so far [GB]."""
    status = Path("/proc/self/status")
    if status.exists():
        # what getrusage tells begins with the peak of the process that started this one
        line = next(one for one in status.read_text(encoding="ascii").splitlines() if one.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e9
    return _gigabytes(resource.getrusage(resource.RUSAGE_SELF))


def _gigabytes(usage: resource.struct_rusage) -> float:
    # Linux counts kilobytes, macOS bytes
    return usage.ru_maxrss / (1e9 if sys.platform == "darwin" else 1e9 / 1024)
