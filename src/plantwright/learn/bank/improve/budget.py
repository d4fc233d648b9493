"""Which changes to make under a budget, when gains do not add up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import ceil

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import Center, some_centers
from plantwright.learn.bank.improve.predict import paces
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import listed, text


@dataclass(frozen=True)
class Offer:
    """One station more at each work center, at a price."""

    centers: tuple[Center, ...]
    prices: tuple[int, ...]
    """[EUR]"""

    def pace(self, chosen: tuple[int, ...]) -> float:
        """Return the orders an hour with one station more at the chosen places."""
        return min(paces(list(self.centers), {self.centers[k].name: 1 for k in chosen}).values())

    def price(self, chosen: tuple[int, ...]) -> int:
        """Return what the chosen stations cost [EUR]."""
        return sum(self.prices[k] for k in chosen)

    def sets(self) -> list[tuple[int, ...]]:
        """Return all choices of places, the smaller ones first."""
        places = range(len(self.centers))
        return [one for size in range(len(self.centers) + 1) for one in combinations(places, size)]

    def table(self) -> Table:
        """Return work centers with stations, work and price."""
        columns = (Column(name="work center"), Column(name="stations"), Column(name="work an order", unit="h"),
                   Column(name="one station more", unit="EUR"))  # fmt: skip
        rows = tuple((c.name, c.stations, c.each, p) for c, p in zip(self.centers, self.prices, strict=True))
        return Table(title="Work by the log, prices supposed", columns=columns, rows=rows)

    def said(self, chosen: tuple[int, ...]) -> str:
        """Return the chosen places as a sentence lists them."""
        return listed([self.centers[k].name for k in chosen])


def _near(case: Case, draw: Draw) -> list[Center]:
    """Return work centers of which the slowest two are near each other, as scaled stations make them.

    Work of an order is taken as the log has it; where paces lie far apart, stations are supposed until they are near.
    """
    some = some_centers(case, draw, most=4)
    goal = max(one.stations / one.each for one in some)
    stations = [min(max(ceil(one.each * goal * draw.step(0.55, 1.0, 0.05)), one.stations), 60) for one in some]
    return [Center(one.name, count, one.weekly, one.each) for one, count in zip(some, stations, strict=True)]


@template("improve.choose_changes", "choice")
def stations_under_a_budget(case: Case, draw: Draw) -> Draft:
    """Ask which stations to buy under a budget."""
    for _ in range(200):
        some = _near(case, draw)
        one = Offer(tuple(some), tuple(draw.whole(2, 12) * 10_000 for _ in some))
        budget = draw.whole(8, 20) * 10_000
        able = [chosen for chosen in one.sets() if 0 < one.price(chosen) <= budget]
        best = max(able, key=lambda chosen: (round(one.pace(chosen), 9), -one.price(chosen)), default=())
        if len(best) >= 2 and len(best) < len(some) and one.pace(best) > one.pace(()) * 1.02:
            break
    else:
        raise NotHereError("no budget makes two changes together the best")
    by_price = sorted(range(len(some)), key=lambda k: one.prices[k])
    single = max(range(len(some)), key=lambda k: (one.pace((k,)), -k))
    cheap = next(
        (tuple(sorted(by_price[:n])) for n in range(len(some), 0, -1) if one.price(tuple(by_price[:n])) <= budget), ()
    )
    rest = [c for c in able if one.pace(c) < 0.995 * one.pace(best)]
    wrong = [((single,), "largest_single_gain", "Together with another one it could gain more."),
             (cheap, "most_stations_for_money", "Stations where time is in hand gain nothing."),
             *((c, "not_the_bottleneck", "Reckon the slowest pace with it.") for c in draw.shuffled(rest))]  # fmt: skip
    kept = [(f"One more at {one.said(c)}", name, says) for c, name, says in wrong if c in rest][:3]
    options = [f"One more at {one.said(best)}", *(text_ for text_, _, _ in kept)]
    texts = {f"One more at {one.said(c)}": c for c in able}
    return Draft(
        stem="The table shows work centers; where the log has fewer stations, suppose those shown. Work always "
        "waits. One "
        f"station more may be bought at each work center, within a budget of {text(budget, 'EUR', 6)}.\n\nWhich "
        "choice gives "
        "the most orders an hour, and among equals costs least?",
        views=(one.table(),),
        answer=choice(draw, f"One more at {one.said(best)}", "Together they raise the slowest pace most.", *kept),
        solution=(
            f"Pace today: {text(one.pace(()), 'orders/h')}.",
            f"With {one.said(best)}: {text(one.pace(best), 'orders/h')} for {text(one.price(best), 'EUR', 6)}.",
            "When the slowest gets faster, the next one sets the pace: gains do not add up.",
        ),
        hints=("Only the slowest work center holds the plant back; after it, the next.",
               "Pace = stations / hours of an order, for each work center without and with one more.",
               "Go through the sets within the budget and look at the slowest pace of each."),
        again=lambda: Exactly(_cheapest_first(one, budget, options, texts)),
    )  # fmt: skip


def _cheapest_first(one: Offer, budget: int, options: list[str], sets: dict[str, tuple[int, ...]]) -> str:
    """Return the option that meets the highest pace for which some set of stations within the budget is enough.

    For each pace that any work center could set, the stations that it needs are bought where they are short.
    """
    levels = sorted({(c.stations + more) / c.each for c in one.centers for more in (0, 1)}, reverse=True)
    for level in levels:
        short = tuple(k for k, c in enumerate(one.centers) if c.stations / c.each < level * (1 - 1e-12))
        enough = all((one.centers[k].stations + 1) / one.centers[k].each >= level * (1 - 1e-12) for k in short)
        if enough and one.price(short) <= budget:
            return next((one_ for one_ in options if sets[one_] == short), "none of the options")
    return "none of the options"


@template("improve.choose_changes", "number")
def gain_of_two_changes_together(case: Case, draw: Draw) -> Draft:
    """Ask what two changes gain together, when the bottleneck moves."""
    for _ in range(200):
        some = _near(case, draw)
        before = paces(some)
        first, second = sorted(some, key=lambda one: before[one.name])[:2]
        cuts = draw.whole(2, 8) * 5, draw.whole(2, 8) * 5
        singles = [_gain(some, {first.name: cuts[0]}), _gain(some, {second.name: cuts[1]})]
        both = _gain(some, {first.name: cuts[0], second.name: cuts[1]})
        if both > 1 and abs(both - sum(singles)) > 0.5:
            break
    else:
        raise NotHereError("no two changes gain together")
    alone = 100 * (1 / (1 - cuts[0] / 100) - 1), 100 * (1 / (1 - cuts[1] / 100) - 1)
    columns = (Column(name="work center"), Column(name="stations"), Column(name="work an order", unit="h"))
    rows = tuple((one.name, one.stations, one.each) for one in some)
    return Draft(
        stem=f"The table shows work centers; where the log has fewer stations, suppose those shown. Work always waits. "
        f"Suppose that process times get {cuts[0]} % shorter at {first.name} and {cuts[1]} % shorter at "
        f"{second.name}.\n\nBy "
        "how many percent do the orders completed an hour rise?",
        views=(Table(title="Work that an order brings", columns=columns, rows=rows),),
        answer=number(
            both,
            "%",
            ("gains_added", alone[0] + alone[1], "Both together are worth no more than the slowest pace after them."),
            ("single_gain", singles[0], "That is what the first one gains alone."),
            ("forgot_the_next_bottleneck", alone[0], "Does another work center set the pace then?"),
            ("cuts_added", float(cuts[0] + cuts[1]), "Time saved is not throughput gained."),
            least=0.1,
        ),
        solution=(
            "Paces today: " + ", ".join(f"{name} {text(pace)}" for name, pace in before.items()) + " orders/h.",
            "After both: " + ", ".join(f"{n} {text(p)}" for n, p in _faster(some, {first.name: cuts[0],
                                       second.name: cuts[1]}).items()) + ".",
            f"The slowest rises by {text(both, '%', 3)}; the first change alone gains {text(singles[0], '%', 3)}.",
        ),
        hints=("The slowest work center sets the pace before, and the slowest one after.",
               "Pace = stations / hours of an order; with times shorter by a share, divide by what is left of one.",
               "Reckon all paces after both changes, and compare the smallest with the smallest before."),
        again=lambda: Exactly(_by_hours(some, {first.name: cuts[0], second.name: cuts[1]})),
    )  # fmt: skip


def _faster(some: list[Center], cuts: dict[str, int]) -> dict[str, float]:
    """Return the paces with process times shorter by some percent."""
    return {name: pace / (1 - cuts.get(name, 0) / 100) for name, pace in paces(some).items()}


def _gain(some: list[Center], cuts: dict[str, int]) -> float:
    return 100 * (min(_faster(some, cuts).values()) / min(paces(some).values()) - 1)


def _by_hours(some: list[Center], cuts: dict[str, int]) -> float:
    """Return the gain from the hours that the slowest work center takes for an order, before and after [%]."""
    before = max(one.each / one.stations for one in some)
    after = max(one.each * (100 - cuts.get(one.name, 0)) / 100 / one.stations for one in some)
    return 100 * (before - after) / after
