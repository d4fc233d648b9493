"""Ctrl-C and its kin: one line, the exit code of the signal, and nobody waits for threads that still run."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

MESSAGE = "interrupted; nothing was written"
PATIENCE = 5.0
"""After so long the process ends even if a library does not let go [s]."""

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_caught: list[int] = []
_said: list[bool] = []
_instead: list[str] = []


def watch() -> None:
    """Turn the signals that ask a process to end into a KeyboardInterrupt, once."""
    _caught.clear()
    _said.clear()
    _instead.clear()
    for name in _NAMES:
        number = getattr(signal, name, None)
        # what the caller had ignored, as nohup does, stays ignored
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def promise(message: str) -> None:
    """Set what is said of an interruption from now on, where something was written that stays."""
    _instead[:] = [message]
    _said.clear()


def caught() -> int:
    """Return the signal that asked the process to end, 0 where none did."""
    return _caught[0] if _caught else 0


def raise_caught() -> None:
    """Raise KeyboardInterrupt where a library swallowed it."""
    if _caught:
        raise KeyboardInterrupt


def exit_code() -> int:
    """Return the exit code of an interrupted process, 130 for Ctrl-C."""
    return 128 + (caught() or signal.SIGINT)


def say(message: str = MESSAGE) -> None:
    """Say once that the process was interrupted, and what became of its work."""
    if not _said:
        _said.append(True)
        # a terminal shows ^C where it was typed
        message = _instead[0] if _instead and message == MESSAGE else message
        sys.stderr.write(f"\n{message}\n" if sys.stderr.isatty() else f"{message}\n")


def leave() -> None:
    """Say it and end the process now; threads that still run are left behind."""
    say()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(exit_code())


def _stop(number: int, _: FrameType | None) -> None:
    if _caught:
        return
    _caught.append(number)
    sys.unraisablehook = lambda _: None
    timer = threading.Timer(PATIENCE, leave)
    timer.daemon = True
    timer.start()
    raise KeyboardInterrupt
