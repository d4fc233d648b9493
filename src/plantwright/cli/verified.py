"""What ``plantwright verify`` shows, and what it writes down."""

from __future__ import annotations

import math
from dataclasses import fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from plantwright.improve.foretold import Foretold
from plantwright.improve.verify import Line, Verification
from plantwright.model.estimate import Estimate
from plantwright.model.history import Believed, Entry, Found, Tried
from plantwright.plot.digits import UNKNOWN, interval_text, known, value_text
from plantwright.report.plain import plain
from plantwright.twin.replicate import UNITS


def verification_table(found: Verification) -> Table:
    """Return one line a metric: recorded, what would have been, realized and foretold effect."""
    name = f": {found.change.name}" if found.change else ""
    table = Table(title=f"What the change did{name}", box=box.SIMPLE_HEAD, title_justify="left", title_style="bold",
                  padding=(0, 1, 0, 0))  # fmt: skip
    for head in ("measure", "before", "after", "without it", "realized", "90 % interval", "foretold", "verdict"):
        table.add_column(head, justify="left" if head in ("measure", "verdict") else "right", overflow="fold")
    for line in found.lines:
        table.add_row(*_cells(line))
    one, two = ("to".join(f" {moment:%Y-%m-%d} " for moment in each).strip() for each in (found.before, found.after))
    table.caption = f"Before: {one}. After: {two}. Without it: the plant as it was, with the orders of after."
    table.caption_justify = "left"
    return table


def as_fields(found: Verification) -> dict[str, object]:
    """Return a verification as plain values, without the plant that the records after show."""
    told = {one.name: plain(getattr(found, one.name)) for one in fields(found) if one.name != "became"}
    return {**told, "sentence": found.sentence()}


def remember(found: Verification, told: Foretold | None, into: Path) -> tuple[str, ...]:
    """Add a verification to the history of a folder, update a plant there, and return what was done in words."""
    from plantwright.files.history import append_history
    from plantwright.files.plant import is_plant_folder

    written = append_history(into, _entry(found, told))
    said = [f"Written down in {written}."]
    if found.change is not None and is_plant_folder(into):
        said.append(_update(found, into))
    return tuple(said)


def _update(found: Verification, into: Path) -> str:
    from plantwright.files.plant import read_plant, write_plant
    from plantwright.improve.updated_plant import updated_plant

    assert found.change is not None
    write_plant(updated_plant(read_plant(into), found.became, found.change), into)
    return f"The plant in {into} has the numbers of the records after, where “{found.change.name}” touches it."


def _entry(found: Verification, told: Foretold | None) -> Entry:
    run = f"plantwright {version('plantwright')}, seed {found.seed}"
    expected = {one.metric: one.foretold for one in found.lines if one.foretold.value is not None}
    believed = told.believed if told else Believed()
    before, after = ((each[0].isoformat(), each[1].isoformat()) for each in (found.before, found.after))
    return Entry(
        written=datetime.now(UTC).isoformat(timespec="seconds"),
        objective=found.objective,
        believed=believed.model_copy(update={"expected": expected}),
        tried=Tried(change=found.change.as_fields() if found.change else None, before=before, after=after),
        found=Found(outcome=found.outcome, effects={one.metric: one.realized for one in found.lines}, run=run),
    )


def _cells(line: Line) -> list[Text]:
    unit = "" if UNITS[line.metric] == "1" else f" {UNITS[line.metric]}"
    levels = [
        f"{value:.3g}{unit}" if math.isfinite(value) else UNKNOWN for value in (line.before, line.after, line.control)
    ]
    said = [line.metric, *levels, _effect(line.realized), interval_text(line.realized, sign=True)]
    return [Text(one) for one in (*said, _effect(line.foretold), line.outcome)]


def _effect(one: Estimate) -> str:
    return value_text(one, sign=True) if known(one) else UNKNOWN
