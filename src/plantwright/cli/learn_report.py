"""``plantwright learn report``: what a school states of a capstone, verified offline."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.guard import guarded


@guarded
def report_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The signed report, as the page hands it out.")],
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="The school's public key.")],
) -> None:
    """Verify the signed report of a capstone, and print what it states.

    Example: plantwright learn report capstone.jwt --key school.pub
    """
    from plantwright.learn.credentials.badge_file import read_badge
    from plantwright.learn.credentials.keys import read_key
    from plantwright.learn.credentials.signed import opened

    told = opened(read_badge(file), read_key(key, secret=False))
    sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
