"""From the tables of a folder, and what ``plant.yaml`` says, to the fields of a plant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plantwright.files.cells import read_value
from plantwright.files.center_nouns import read_work_centers
from plantwright.files.order_nouns import read_arrivals, read_orders
from plantwright.files.product_nouns import read_products
from plantwright.files.sheets import Sheets, kept, place, text, texts
from plantwright.files.tables import Row, noun
from plantwright.model.plant import Evidence, Worker
from plantwright.model.transport import Distance

NAME = "plant.yaml"


def plant_fields(written: Mapping[str, Any], sheets: Sheets) -> dict[str, Any]:
    """Return the fields of a plant, from the keys of ``plant.yaml`` and the tables."""
    nouns = {
        "work_centers": read_work_centers(sheets),
        "products": read_products(sheets),
        "workers": _workers(sheets),
        "orders": read_orders(sheets),
        "evidence": kept(_evidence(sheets, row) for row in sheets.tables["evidence"]),
    }
    made = {key: value for key, value in written.items() if value is not None}
    if isinstance(made.get("transport"), str):
        made["transport"] = sheets.distribution(made["transport"], f"{NAME}, transport")
    _add_arrivals(made, sheets)
    _add_distances(made, sheets)
    return {**made, **nouns}


def _add_arrivals(made: dict[str, Any], sheets: Sheets) -> None:
    release = made.get("release", {} if sheets.tables["arrivals"] else None)
    if not isinstance(release, dict):
        return
    _refuse_beside(sheets, "release", release, "arrivals")
    made["release"] = {**release, "arrivals": read_arrivals(sheets)}
    if isinstance(release.get("interarrival"), str):
        read = sheets.distribution(release["interarrival"], f"{NAME}, release.interarrival")
        made["release"]["interarrival"] = read


def _add_distances(made: dict[str, Any], sheets: Sheets) -> None:
    distances = kept(_distance(sheets, row) for row in sheets.tables["distances"])
    carriers = made.get("carriers")
    if isinstance(carriers, dict):
        _refuse_beside(sheets, "carriers", carriers, "distances")
        made["carriers"] = {**carriers, "distances": distances}
    elif carriers is None and distances:
        cure = "give count and speed of carriers, or remove the table"
        sheets.problems.add(f"{NAME}, carriers", "missing", "distances.csv needs someone who drives them", cure)


def _refuse_beside(sheets: Sheets, key: str, block: Mapping[str, Any], name: str) -> None:
    if name in block:
        sheets.problems.add(f"{NAME}, {key}.{name}", "does not stand here", f"one row each in {name}.csv is needed")


def _distance(sheets: Sheets, row: Row) -> Distance | None:
    fields = {**texts(row, "from_center", "to_center"), "metres": text(row, "distance")}
    return sheets.noun(Distance, row, fields, {"metres": "distance"})


def _workers(sheets: Sheets) -> list[Worker]:
    """Return the workers in the order in which they first stand."""
    rows: dict[str, list[Row]] = {}
    for row in sheets.tables["workers"]:
        rows.setdefault(text(row, "worker") or "", []).append(row)
    return kept(_worker(sheets, name, held) for name, held in rows.items())


def _worker(sheets: Sheets, name: str, rows: list[Row]) -> Worker | None:
    calendars = [one for row in rows if (one := text(row, "calendar"))]
    for row in rows:
        if (told := text(row, "calendar")) and told != calendars[0]:
            found = f"{told!r}, and {calendars[0]!r} in another row of worker {name!r}"
            sheets.problems.add(place(row, "calendar"), found, "all rows of a worker must name the same calendar")
    skills = [text(row, "skill") for row in rows]
    fields = {"id": name, "skills": skills, "calendar": calendars[0] if calendars else None}
    return noun(Worker, fields, "workers.csv", sheets.problems, {"id": "worker", "skills": "skill"})


def _evidence(sheets: Sheets, row: Row) -> Evidence | None:
    plain = texts(row, "path", "unit", "low", "high", "n", "method")
    return sheets.noun(Evidence, row, {**plain, "value": read_value(row.text("value"))})
