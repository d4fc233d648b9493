"""``plantwright init``: empty tables to record a plant in, ready for study once they are filled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.errors import OutputError


@guarded
def init_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the tables in.")],
    force: Annotated[bool, typer.Option("--force", help="Replace tables that stand there.")] = False,
) -> None:
    """Write spreadsheets to fill in: what happened, orders, breakdowns, and facts; each column is explained.

    Example: plantwright init shop, fill in shop/log.xlsx, then plantwright study shop
    """
    from plantwright.events.whole_folder import whole_folder
    from plantwright.files.template import FILES, write_templates

    _check(folder, FILES, force=force)
    with whole_folder(folder, FILES) as hidden:
        write_templates(hidden)
    for name in FILES:
        typer.echo(f"{folder / name}")
    typer.echo(
        f"Each is explained inside. Fill in the log first; the others are optional. Then: plantwright study {folder}"
    )


def _check(folder: Path, names: tuple[str, ...], *, force: bool) -> None:
    if folder.is_file():
        raise OutputError(f"{folder}: is a file; name a folder")
    stems = {Path(name).stem for name in names}
    there = sorted(one.name for one in folder.glob("*") if one.stem in stems) if folder.is_dir() else []
    foreign = [one for one in there if one not in names]
    if foreign:
        raise OutputError(f"{folder}: it holds {', '.join(foreign)}, which would be read too; name another folder")
    if there and not force:
        raise OutputError(f"{folder}: it holds {', '.join(there)}; replace them with --force, or name another folder")
