"""Folders that work left behind when it was killed, cancelled or lost its plant: nobody may take them for results."""

from __future__ import annotations

import shutil
from pathlib import Path

import sqlalchemy as sa

from plantwright.store.opened import Store
from plantwright.store.tables import KeptPlant, KeptRun


def sweep_run(store: Store, plant: str, run: str) -> None:
    """Remove what a run left that is not done: its folder, and hidden ones that were not yet given its name."""
    with store.session() as session:
        found, there = session.get(KeptRun, run), session.get(KeptPlant, plant) is not None
        done = found is not None and found.state == "done"
    if not there:
        # the plant was deleted while it worked, and it may have made the folder anew
        shutil.rmtree(store.plant_folder(plant), ignore_errors=True)
    folder = store.run_folder(plant, run)
    for one in [*folder.parent.glob(f".{run}-*"), *([] if done else [folder])]:
        shutil.rmtree(one, ignore_errors=True)


def sweep(store: Store) -> None:
    """Remove what runs left of the plants that the store knows; to be called when nothing works."""
    with store.session() as session:
        plants = list(session.scalars(sa.select(KeptPlant.id)))
        done = set(session.scalars(sa.select(KeptRun.id).where(KeptRun.state == "done")))
    # plants that it does not know are let be: the folder may belong to another database
    for plant in plants:
        for one in _children(store.plant_folder(plant) / "runs"):
            if one.name not in done:
                shutil.rmtree(one, ignore_errors=True)


def _children(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
