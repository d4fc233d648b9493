"""A run of the twin that a study learned, as it is or changed: its log and measures, as of any floor."""

from __future__ import annotations

from plantwright.errors import NotThereError
from plantwright.events.whole_folder import whole_folder
from plantwright.events.write import write_log
from plantwright.files.plant import read_plant, write_plant
from plantwright.model.change import parse_changes
from plantwright.model.plant import Plant
from plantwright.observe.measures import measure
from plantwright.store.runs import latest_done
from plantwright.twin.load import raise_overload
from plantwright.twin.log import simulate
from plantwright.twin.warm_up import find_warm_up, raise_unsettled
from plantwright.web.gantt.kept import keep_index
from plantwright.web.work import Told
from plantwright.web.work.read import LOG

WEEK = 7 * 86_400.0
FILES = ("measures.json", LOG, "plant", "gantt")


def done(told: Told) -> str:
    """Run the twin for weeks, after the warm-up that pilot runs find, as ``plantwright simulate`` does."""
    asked = told.run.asked
    plant = _plant(told)
    raise_overload(plant)
    told.say("pilot runs, to see how the floor comes up from empty")
    warm_up = find_warm_up(plant, seed=int(asked["seed"]))
    weeks = int(asked["weeks"])
    told.say(f"running the twin for {weeks} weeks")
    log = simulate(plant, horizon=weeks * WEEK, warm_up=raise_unsettled(warm_up, plant), seed=int(asked["seed"]))
    told.say("measuring")
    calendar = plant.find_calendar(plant.calendar)
    found = measure(log, calendar, power=plant.powers(), skills=plant.first_skills())
    with whole_folder(told.folder, FILES) as folder:
        (folder / "measures.json").write_text(found.model_dump_json(indent=1), encoding="utf-8")
        write_log(log, folder / LOG)
        write_plant(plant, folder / "plant")
        keep_index(log, folder)
    return f"{weeks} weeks run"


def _plant(told: Told) -> Plant:
    with told.store.session() as session:
        study = latest_done(session, told.run.plant, "study")
    folder = told.store.run_folder(told.run.plant, study.id) / "plant" if study else None
    if folder is None or not folder.is_dir():
        raise NotThereError("there is no twin to run: study the plant first; where a study made none, Twin says why")
    plant = read_plant(folder)
    if edits := told.run.asked.get("edits"):
        (change,) = parse_changes([{"name": "as asked", "edits": edits}])
        return change.apply(plant)
    return plant
