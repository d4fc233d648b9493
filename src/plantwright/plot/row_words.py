"""What rows are called that we named ourselves, in the language spoken."""

from __future__ import annotations

from plantwright.messages.told import Told, told
from plantwright.model.estimate import Cell
from plantwright.observe.downtime import NO_ROW, ON_ITS_WAY, OTHERS, UNKNOWN
from plantwright.observe.time_model import PLANT
from plantwright.observe.worker_load import PEOPLE
from plantwright.plot.cells import name_of

WORDS: dict[str, dict[str, Told]] = {
    "work_center": {PLANT: told("(plant)")},
    "reason": {
        UNKNOWN: told("reason not recorded"),
        OTHERS: told("all other reasons"),
        NO_ROW: told("idle while work waited"),
        ON_ITS_WAY: told("idle while work waited or moved"),
    },
    "skill": {PEOPLE: told("all together")},
    "case": {
        "recorded": told("recorded"),
        "best": told("best"),
        "practical_worst": told("practical worst"),
        "worst": told("worst"),
    },
}
"""Our own names, by the column that they stand in; there, all others are the plant's."""


def row_words(column: str, cell: Cell) -> str:
    """Return the text of a naming column: our own names in the language spoken, those of the plant as they are."""
    name = name_of(cell)
    return str(WORDS.get(column, {}).get(name, name))
