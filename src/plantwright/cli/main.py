"""The process ``plantwright``: it leaves at once when interrupted, and loads nothing before that is so."""

from __future__ import annotations

import sys

from plantwright.cli import signals


def main() -> None:
    """Run the command line."""
    signals.watch()
    try:
        _run()
    except KeyboardInterrupt:
        signals.leave()
    except SystemExit:
        if signals.caught():
            signals.leave()
        raise


def _run() -> None:
    from plantwright.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        # a terminal or file that cannot show a sign gets a question mark, never a traceback
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
