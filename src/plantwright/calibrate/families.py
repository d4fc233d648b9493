"""Which products a station needs no setup between."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Flags
from plantwright.calibrate.rows import Rows
from plantwright.model.facts import Facts

_SELDOM = 0.5
"""Share of the changes between two products that have a setup row, below which they are one family."""
_FEWEST = 3
_UNBOUND = 0.3
"""How often the same product is set up again, over how often another is, above which setups come with any lot."""


def families_of(visits: pd.DataFrame, rows: Rows, facts: Facts) -> dict[str, str]:
    """Return the setup family of each product: as told, or by the changes that had no setup row."""
    products = sorted(set(visits["product"]) | set(rows.orders["product"]))
    if facts.families:
        return {product: facts.families.get(product, product) for product in products}
    if not len(rows.setups):
        return {product: product for product in products}
    return _merged(products, _free_pairs(visits, rows))


def unbound(visits: pd.DataFrame, rows: Rows) -> set[str]:
    """Return the work centers whose recorded setups do not follow the change of product, but come with any lot."""
    if not len(rows.setups):
        return set()
    lines = _with_setups(visits, rows)
    same = lines["before"] == lines["product"]
    again, changed = (lines[one].groupby("center")["had"].mean() for one in (same, ~same))
    centers = lines["center"].unique()
    often = again.reindex(centers, fill_value=0.0) > _UNBOUND * changed.reindex(centers, fill_value=1.0)
    return set(often.index[often])


def _with_setups(visits: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Return the visits at stations that know setups, with the product before and whether a setup came between."""
    setting = set(rows.setups["station"])
    lines = visits[visits["station"].isin(setting) & visits["start"].notna()].sort_values(["station", "start"])
    lines = lines.assign(had=_just_set_up(lines, rows), before=lines.groupby("station")["product"].shift())
    return lines.dropna(subset=["before"])


def _just_set_up(lines: pd.DataFrame, rows: Rows) -> Flags:
    """Return whether the last that a station did before a visit was a setup for the same order."""
    what = ["station", "order", "at", "visit"]
    setups = rows.setups.assign(at=rows.setups["end"], visit=-1)[what]
    visits = lines.assign(at=lines["start"], visit=np.arange(len(lines)))[what]
    events = pd.concat([setups, visits]).sort_values(["station", "at", "visit"], kind="stable")
    before = events.groupby("station")[["order", "visit"]].shift()
    had = (before["visit"] == -1) & (before["order"] == events["order"])
    mine = (events["visit"] >= 0).to_numpy()
    found = np.zeros(len(lines), dtype=bool)
    found[events["visit"].to_numpy()[mine]] = had.to_numpy()[mine]
    return found


def _free_pairs(visits: pd.DataFrame, rows: Rows) -> list[tuple[str, str]]:
    """Return the pairs of products that follow each other without a setup at work centers that know setups."""
    setting = set(rows.setups["station"])
    lines = visits[visits["station"].isin(setting) & visits["start"].notna()].sort_values(["station", "start"])
    ready = rows.setups[["order", "station", "end"]].drop_duplicates().rename(columns={"end": "start"})
    had = lines[["order", "station", "start"]].merge(ready.assign(had=1.0), how="left")["had"].notna().to_numpy()
    lines = lines.assign(had=had, before=lines.groupby("station")["product"].shift()).dropna(subset=["before"])
    lines = lines[lines["before"] != lines["product"]]
    pairs = lines.groupby(["before", "product"])["had"].agg(["mean", "size"])
    free = pairs[(pairs["mean"] < _SELDOM) & (pairs["size"] >= _FEWEST)]
    return [(str(before), str(after)) for before, after in free.index]


def _merged(products: list[str], pairs: list[tuple[str, str]]) -> dict[str, str]:
    family = {product: product for product in products}
    for one, other in pairs:
        first, second = sorted((family[one], family[other]))
        family = {product: first if name == second else name for product, name in family.items()}
    return family
