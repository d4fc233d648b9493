"""Which stops cost most, and what it would gain to be rid of one kind."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.losses import Stops, some_stops
from plantwright.learn.bank.make import choice, number, ordering
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Series, Table
from plantwright.learn.bank.words import text


@template("improve.stops", "order")
def stops_by_lost_time(case: Case, draw: Draw) -> Draft:
    """Ask to order reasons, or stations, by the time that their stops cost."""
    seen = some_stops(case, draw)
    totals, counts = seen.totals(), seen.counts()
    longest = {name: max(t for g, t in zip(seen.groups, seen.times, strict=True) if g == name) for name in totals}
    if len(set(totals.values())) < len(totals):
        raise NotHereError("two kinds of stops cost the same")
    return Draft(
        stem=f"The table shows records of this plant: {seen.told}.\n\nPut the {seen.by}s in the order of the time "
        "that they cost in all, the "
        "most first.",
        views=(_table(seen),),
        answer=ordering(
            draw,
            list(totals),
            ("count_for_time", sorted(totals, key=lambda one: -counts[one]), "You counted stops; add up how long."),
            ("longest_for_total", sorted(totals, key=lambda one: -longest[one]), "A single long one is not the sum."),
            ("least_first", list(reversed(totals)), "The most comes first."),
        ),
        solution=tuple(f"{name}: {text(total, seen.unit)} in {counts[name]}." for name, total in totals.items()),
        hints=(
            "What counts is the time lost in all, not how often or how long at once.",
            f"Add up the times of each {seen.by}.",
            "Begin with the largest sum.",
        ),
        again=lambda: Exactly(tuple(_by_turns(seen))),
    )


def _by_turns(seen: Stops) -> list[str]:
    """Return the groups by taking the largest again and again out of sums kept in tenths."""
    left: dict[str, list[int]] = {name: [] for name in seen.groups}
    for name, time in zip(seen.groups, seen.times, strict=True):
        left[name].append(round(10 * time))
    order = []
    while left:
        order.append(max(left, key=lambda name: sum(left[name])))
        del left[order[-1]]
    return order


@template("improve.stops", "number")
def share_of_the_largest_loss(case: Case, draw: Draw) -> Draft:
    """Ask which share of the lost time would go with the largest group, from a chart."""
    seen = some_stops(case, draw)
    totals = seen.totals()
    lost, whole, most = next(iter(totals.values())), sum(totals.values()), next(iter(totals))
    chart = Chart(
        title=f"Time lost by {seen.by}", mark="bars", x=Axis(title=seen.by), y=Axis(title="time lost", unit=seen.unit),
        series=(Series(x=tuple(totals), y=tuple(totals.values())),), read="Taller bars lost more time in all.",
    )  # fmt: skip
    return Draft(
        stem=f"The chart sums up ten records of this plant: {seen.told}.\n\nWhich share of all the lost time would go "
        "if "
        f"the stops of the tallest bar never happened again? Read the bars, and answer within a few percent.",
        views=(chart,),
        answer=number(
            100 * lost / whole,
            "%",
            ("share_of_count", 100 * seen.counts()[most] / len(seen.times), "That is a share of the number of stops."),
            ("one_of_the_bars", 100 / len(totals), "Bars of unlike height do not have the same share."),
            ("compared_with_rest", 100 * lost / (whole - lost), "Compare with all bars, this one among them."),
            share=0.0,
            least=3.5,
        ),
        solution=(
            f"The bars are {', '.join(text(one) for one in totals.values())}: {text(whole, seen.unit)} in all.",
            f"{most}: {text(lost, seen.unit)}.",
            f"{text(lost)} / {text(whole)} = {text(100 * lost / whole, '%', 3)}.",
        ),
        hints=(
            "A share compares one bar with all of them together.",
            "Read the height of each bar and add them up.",
            "Divide the tallest by the sum.",
        ),
        again=lambda: Exactly(100 / sum(one / lost for one in totals.values())),
    )


@template("improve.stops", "choice")
def few_long_or_many_short(case: Case, draw: Draw) -> Draft:
    """Ask what would have saved most: fewer stops of a kind, shorter ones of another, or a shorter single one."""
    seen = some_stops(case, draw)
    cures = _cures(seen, draw)
    ranked = sorted(cures, key=lambda one: -one.saved(seen))
    best = ranked[0].saved(seen)
    kept = [ranked[0], *(one for one in ranked[1:] if one.saved(seen) < 0.97 * best)]
    return Draft(
        stem=f"The table shows records of this plant: {seen.told}.\n\nWhich of these would have saved the most time?",
        views=(_table(seen),),
        answer=choice(
            draw,
            kept[0].text,
            "It saves most.",
            *((one.text, one.mistake, "Reckon what it saves.") for one in kept[1:]),
        ),
        solution=tuple(f"{one.text}: {text(one.saved(seen), seen.unit)}." for one in kept),
        hints=(
            "Each of them saves a share of some of the times in the table.",
            f"Add up the times of each {seen.by} that is named; a single stop counts alone.",
            "Take the share that the option says, and compare.",
        ),
        again=lambda: Exactly(min(kept, key=lambda one: sum(one.left(seen))).text),
    )


@dataclass(frozen=True)
class Cure:
    """What saves a share of the time of some stops."""

    text: str
    mistake: str
    rows: tuple[int, ...]
    share: float

    def saved(self, seen: Stops) -> float:
        """Return the time saved."""
        return self.share * sum(seen.times[k] for k in self.rows)

    def left(self, seen: Stops) -> list[float]:
        """Return what is left of each stop."""
        return [time * (1 - self.share) if k in self.rows else time for k, time in enumerate(seen.times)]


def _cures(seen: Stops, draw: Draw) -> list[Cure]:
    """Return a cure each for the kind that stops most often, the kind that costs most and the longest stop.

    Their shares are such that luck says which one saves most.
    """
    totals, counts = seen.totals(), seen.counts()
    most, *others = totals
    often = max(others, key=lambda one: (counts[one], totals[one]))
    single = max(range(len(seen.times)), key=lambda k: seen.times[k])
    rows = [tuple(k for k, g in enumerate(seen.groups) if g == name) for name in (often, most)] + [(single,)]
    bases = [sum(seen.times[k] for k in one) for one in rows]
    hoped = draw.whole(0, 2)
    aim = min(0.9 * bases[hoped], draw.step(0.5, 0.9, 0.05) * min(bases) / 0.7)
    wanted = [aim if k == hoped else aim * draw.step(0.5, 0.85, 0.05) for k in range(3)]
    shares = [min(max(5 * round(20 * want / base), 5), 90) for want, base in zip(wanted, bases, strict=True)]
    said = (
        (f"Let {often} stop {shares[0]} % less often, for as long each time", "many_for_much"),
        (f"Make each stop of {most} {shares[1]} % shorter", "largest_group_always"),
        (f"Make the single longest stop, of {seen.groups[single]}, {shares[2]} % shorter", "longest_for_total"),
    )
    return [Cure(*told, one, share / 100) for told, one, share in zip(said, rows, shares, strict=True)]


def _table(seen: Stops) -> Table:
    columns = (Column(name=seen.by), Column(name="lost", unit=seen.unit))
    return Table(title="Stops in a row", columns=columns, rows=tuple(zip(seen.groups, seen.times, strict=True)))
