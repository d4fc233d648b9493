"""``plantwright export``: a plant as a program of its own, to check us with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, read_plant
from plantwright.cli.progress import answers


@guarded
def export_command(
    plant: Annotated[Path, typer.Argument(help="A plant folder, or a folder of results.", metavar="PLANT")],
    simpy: Annotated[Path, typer.Option("--simpy", metavar="FILE.py", help="Write a SimPy script here.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write a small plant as a SimPy script that runs alone, to check the twin with.

    Example: plantwright export shop.study/plant --simpy shop.py
    """
    from plantwright.cli.outputs import check_script, write_whole
    from plantwright.twin.simpy_script import simpy_script

    given = Gathered()
    given.attempt(lambda: check_script(simpy, force=force))
    script = given.need(given.attempt(lambda: simpy_script(read_plant(plant))))
    write_whole(simpy, lambda place: place.write_text(script, encoding="utf-8"))
    answers.print(f"{simpy} is written; it needs SimPy (pip install simpy): python {simpy} --runs 10", soft_wrap=True)
