"""Which study a page shows: the one that its link names, else the latest that is done."""

from __future__ import annotations

import re
from pathlib import Path

from plantwright.errors import NotThereError
from plantwright.store.accounts import run_for
from plantwright.store.runs import latest_done
from plantwright.store.tables import KeptPlant, KeptRun
from plantwright.web.visitor import Visitor

RUN = re.compile(r"[0-9a-z]{1,32}")


def shown_run(who: Visitor, plant: KeptPlant, run: str | None, kinds: tuple[str, ...] = ("study",)) -> KeptRun | None:
    """Return the run that a page shows, done; None where none is.

    Parameters
    ----------
    run
        As the link names it; None: the latest of the first of ``kinds`` that has one.

    Raises
    ------
    NotThereError
        The link names a run that is not of this plant, or not done.
    """
    if run is None:
        return next((one for kind in kinds if (one := latest_done(who.session, plant.id, kind))), None)
    if not RUN.fullmatch(run):
        raise NotThereError("run: is not here; the plant's page lists its runs")
    found = run_for(who.session, who.account, run)
    if found.plant != plant.id:
        raise NotThereError(f"run {run}: is not of this plant; the plant's page lists its runs")
    if found.state != "done":
        raise NotThereError(f"run {run}: is {found.state}, so there is nothing to see; follow it on the page Records")
    return found


def folder_of(who: Visitor, run: KeptRun) -> Path:
    """Return the folder of what a run wrote."""
    return who.store.run_folder(run.plant, run.id)
