"""A visit made of what was read: one page that can be taken along."""

from __future__ import annotations

from plantwright.calibrate.extract import calendar_of
from plantwright.errors import NotThereError
from plantwright.events.whole_folder import whole_folder
from plantwright.events.write import read_written
from plantwright.files.facts import read_facts
from plantwright.store.runs import latest_done
from plantwright.visit.made import Wishes, make_visit
from plantwright.visit.page import checked_page
from plantwright.visit.windows import windows_of
from plantwright.web.work import Told
from plantwright.web.work.read import LOG

PAGE = "visit.html"


def done(told: Told) -> str:
    """Make the page of a visit, as ``plantwright visit make`` does."""
    with told.store.session() as session:
        read = latest_done(session, told.run.plant, "read")
    path = told.store.run_folder(told.run.plant, read.id) / LOG if read else None
    if path is None or not path.is_file():
        raise NotThereError("the records of this plant are not read yet; answer what is open on its page first")
    asked = told.run.asked
    log = read_written(path)
    windows = windows_of(log.meta, asked.get("start"), asked.get("end"), credit=bool(asked["credit"]))
    told.say("measuring what the sheets are graded by")
    wishes = Wishes(tuple(asked["sheets"]), bool(asked["hints"]), bool(asked["answers"]))
    visit = make_visit(log, windows, wishes, calendar_of(log, read_facts(told.records)))
    page = checked_page(visit, str(asked["language"]))
    with whole_folder(told.folder, (PAGE,)) as folder:
        (folder / PAGE).write_text(page, encoding="utf-8")
    return f"{visit.track.rows():,} intervals in {len(page.encode()) / 1e6:.2f} MB"
