"""Which products a station needs no setup between."""

from __future__ import annotations

import pandas as pd

from plantwright.calibrate.rows import Rows
from plantwright.model.facts import Facts

_SELDOM = 0.5
"""Share of the changes between two products that have a setup row, below which they are one family."""
_FEWEST = 3


def families_of(visits: pd.DataFrame, rows: Rows, facts: Facts) -> dict[str, str]:
    """Return the setup family of each product: as told, or by the changes that had no setup row."""
    products = sorted(set(visits["product"]) | set(rows.orders["product"]))
    if facts.families:
        return {product: facts.families.get(product, product) for product in products}
    if not len(rows.setups):
        return {product: product for product in products}
    return _merged(products, _free_pairs(visits, rows))


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
