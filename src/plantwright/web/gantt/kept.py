"""Where the index of a run's log lies, and how a study takes over the one of the reading it rests on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from plantwright.web.gantt.index import GanttIndex, open_index

if TYPE_CHECKING:
    from plantwright.events.log import EventLog

NAME = "gantt"


def index_of(folder: Path) -> GanttIndex:
    """Return the index in a run's folder; raise NotThereError where it has none."""
    return open_index(folder / NAME)


def keep_index(log: EventLog, folder: Path, read: Path | None = None) -> None:
    """Write the index of a run's log into its folder; that of the same log, kept by its reading, is linked instead."""
    if read is not None and (read / NAME / "index.json").is_file():
        shutil.copytree(read / NAME, folder / NAME, copy_function=_linked, dirs_exist_ok=True)
    else:
        from plantwright.web.gantt.write import write_index

        write_index(log, folder / NAME)


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copy2(source, target)
    return target
