"""What was told, as it comes out: how busy each work center would be, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from plantwright.model.plant import Plant


def load_table(plant: Plant) -> Table:
    """Return each work center with its hours for an order, with the interval that what was told leaves open."""
    import numpy as np

    from plantwright.calibrate.told import told_plants
    from plantwright.twin.load import overload_problems, station_hours, utilization

    told = told_plants(plant, keeps=lambda one: not overload_problems(one))
    busy = bool(utilization(plant))
    ask, unit = (utilization, "%") if busy else (station_hours, "h an order")
    scale = 100.0 if busy else 1.0
    title = "What that means: busy share of the stations" if busy else "What that means: station hours for an order"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", padding=(0, 1, 0, 0))
    for name in ("work center", "stations", unit, "95 % interval"):
        table.add_column(name, justify="left" if name == "work center" else "right")
    own, drawn = ask(plant), [ask(one) for one in told.plants] or [ask(plant)]
    for name, value in own.items():
        low, high = np.quantile([scale * one[name] for one in drawn], (0.025, 0.975))
        stations = str(plant.work_center(name).stations)
        table.add_row(Text(name), stations, f"{scale * value:.3g}", f"{low:.3g} to {high:.3g}")
    return table
