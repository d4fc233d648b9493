"""A study of what was read: everything that ``plantwright study`` writes."""

from __future__ import annotations

from pathlib import Path

from plantwright.errors import NotThereError
from plantwright.events.write import read_written
from plantwright.files.facts import read_facts
from plantwright.improve.study import study
from plantwright.report.folder import write_results
from plantwright.store.runs import latest_done
from plantwright.web.cards.write import write_pages
from plantwright.web.changes.draws import keep_draws
from plantwright.web.gantt.kept import index_of, keep_index
from plantwright.web.work import Told
from plantwright.web.work.read import LOG


def done(told: Told) -> str:
    """Study a plant's log as it was last read, and write the folder of results."""
    with told.store.session() as session:
        read = latest_done(session, told.run.plant, "read")
    path = told.store.run_folder(told.run.plant, read.id) / LOG if read else None
    if read is None or path is None or not path.is_file():
        raise NotThereError("the records of this plant are not read yet; answer what is open on its page first")
    asked = told.run.asked
    log, facts = read_written(path), read_facts(told.records)
    found = study(log, facts, budget=asked.get("budget"), seed=int(asked.get("seed", 0)), tick=told.say)
    told.say("writing the results")
    told.folder.parent.mkdir(parents=True, exist_ok=True)
    manifest = {"made_by": "plantwright study", "run": told.run.id, "read": read.id, **asked}

    def more(folder: Path) -> None:
        if found.plant:
            told.say("learning the plant again on records weighted anew")
            keep_draws(log, facts, folder, seed=int(asked.get("seed", 0)))
        keep_index(log, folder, path.parent)
        told.say("drawing the pages")
        write_pages(
            found, folder, manifest=manifest, index=index_of(folder), language=str(asked.get("language") or "en")
        )

    write_results(found, told.folder, force=True, manifest=manifest, language=asked.get("language"), more=more)
    return found.refusal or "studied"
