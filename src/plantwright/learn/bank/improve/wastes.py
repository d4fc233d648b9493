"""Name the waste in a record (Ohno's seven, and unused skill)."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice
from plantwright.learn.bank.slices import run_of_orders
from plantwright.learn.bank.supply.history import sized
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.words import text

SIGNS = {
    "Waiting": "nothing happens to it",
    "Rework and scrap": "it is wrong and must be done again",
    "Overproduction": "it is made before anyone asks for it",
    "Stock": "more of it lies there than work needs",
    "Transport": "the thing is carried",
    "Motion": "the person walks or reaches",
    "Overprocessing": "more is done than the customer wants",
    "Unused skill": "what a person knows is not asked for",
}
"""Each waste, and the sign by which it is known."""
_NEAR = {
    "Waiting": ("Stock", "Motion", "Overprocessing"),
    "Rework and scrap": ("Overprocessing", "Waiting", "Overproduction"),
    "Overproduction": ("Waiting", "Stock", "Overprocessing"),
    "Stock": ("Waiting", "Transport", "Overprocessing"),
    "Transport": ("Motion", "Waiting", "Overprocessing"),
    "Motion": ("Transport", "Waiting", "Unused skill"),
    "Overprocessing": ("Rework and scrap", "Overproduction", "Motion"),
    "Unused skill": ("Waiting", "Motion", "Overprocessing"),
}


@dataclass(frozen=True)
class Fact:
    """A record, and the sign of waste in it."""

    says: str
    sign: str


@template("improve.wastes", "choice")
def waste_in_a_record(case: Case, draw: Draw) -> Draft:
    """Ask which waste a record of the plant shows."""
    made = [one for one in (_waited(case, draw), _scrapped(case, draw), _early(case, draw)) if one]
    fact = draw.one(made) if made and draw.whole(0, 1) else draw.one(_supposed(case, draw))
    right = next(name for name, sign in SIGNS.items() if sign == fact.sign)
    feedback = (
        "The sign of the waste that you chose is another one: ask what is lost, and who or what is moved or idle."
    )
    return Draft(
        stem=f"{fact.says}\n\nWhich waste is this first of all?",
        answer=choice(
            draw, right, f"Its sign: {SIGNS[right]}.",
            *((name, f"{right}_for_{name}".lower().replace(" ", "_"), feedback) for name in _NEAR[right]),
        ),
        solution=(
            f"The record: {fact.says}",
            f"The sign in it: {fact.sign}.",
            f"That is {right.lower()}.",
        ),
        hints=("Ask what the customer would not pay for here.",
               "Is it the thing, the person or the knowledge that is idle, or moved, or used too much?",
               "Each waste has one sign of its own; find the one that fits this record best."),
        again=lambda: Exactly({sign: name for name, sign in SIGNS.items()}[_sign(fact.says)]),
    )  # fmt: skip


WORDS = (
    ("was ready at", "Waiting"), ("became scrap at", "Rework and scrap"), ("before it was due", "Overproduction"),
    ("lie in front of", "Stock"), ("carried", "Transport"), ("walks", "Motion"), ("polish", "Overprocessing"),
    ("never asked", "Unused skill"),
)  # fmt: skip


def _sign(says: str) -> str:
    """Return the sign by the words that only a record of this kind has, whatever the plant's names are."""
    return SIGNS[next(waste for words, waste in WORDS if words in says)]


def _waited(case: Case, draw: Draw) -> Fact | None:
    rows = case.steps[(case.steps["start"] - case.steps["ready"]) > 600].dropna(subset=["order"])
    if rows.empty:
        return None
    one = rows.iloc[draw.whole(0, len(rows) - 1)]
    shown, unit, _ = sized(rows[rows.index == one.name]["start"].to_numpy() - one["ready"])
    return Fact(
        f"Order {one['order']} was ready at {one['station']}, and its step began {text(float(shown[0]), unit)} later.",
        SIGNS["Waiting"],
    )


def _scrapped(case: Case, draw: Draw) -> Fact | None:
    rows = case.steps[(case.steps["scrapped"].fillna(0) >= 1) & (case.steps["quantity"].fillna(0) >= 1)]
    if rows.empty:
        return None
    one = rows.iloc[draw.whole(0, len(rows) - 1)]
    count = round(float(one["scrapped"]))
    return Fact(
        f"{count} {'pieces' if count > 1 else 'piece'} of order {one['order']} became scrap at {one['station']}.",
        SIGNS["Rework and scrap"],
    )


def _early(case: Case, draw: Draw) -> Fact | None:
    rows = case.orders[(case.orders["due"] - case.orders["completed"]).astype(float) > 86_400]
    if rows.empty:
        return None
    one = rows.iloc[draw.whole(0, len(rows) - 1)]
    days = (float(one["due"]) - float(one["completed"])) / 86_400
    return Fact(f"Order {one['order']} was completed {text(days, 'd', 2)} before it was due.", SIGNS["Overproduction"])


def _supposed(case: Case, draw: Draw) -> list[Fact]:
    """Return facts that no log holds, at stations of the plant."""
    stations = sorted({str(one) for one in case.steps["station"].dropna()})
    if not stations:
        raise NotHereError("the log names no station")
    at, to = draw.one(stations), draw.one(stations)
    orders = run_of_orders(case, draw, min(len(case.orders), 3))
    name = str(orders["order"].iloc[0]) if len(orders) else "1"
    meters, times = 10 * draw.whole(2, 9), draw.whole(3, 12)
    return [
        Fact(f"Suppose that order {name} is carried {meters} m from {at} to a shelf, and back to {to} the next day.",
             SIGNS["Transport"]),
        Fact(f"Suppose that the worker at {at} walks {meters} m for a gauge {times} times in a "
        "shift.", SIGNS["Motion"]),
        Fact(f"Suppose that {times * 10} finished parts lie in front of {at}, which needs {times} of them in a shift.",
             SIGNS["Stock"]),
        Fact(f"Suppose that {at} polishes a face of order {name} that is hidden once the part is built in.",
             SIGNS["Overprocessing"]),
        Fact(f"Suppose that the worker at {at} has known for {times} months why it jams, and was never asked.",
             SIGNS["Unused skill"]),
    ]  # fmt: skip
