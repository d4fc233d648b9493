"""What a grade says: one template a sentence, filled the same way here and in a browser."""

from __future__ import annotations

from string import Formatter

from plantwright.messages.told import later, say

WORDS: dict[str, str] = {
    # all sheets
    "well_seen": later("{points} of {of} points: what you saw is what the records say."),
    "mostly_seen": later("{points} of {of} points: most of it is right; the parts below say where to look once more."),
    "look_again": later("{points} of {of} points: the parts below say what to watch next time."),
    "nothing_to_judge": later("Nothing in these records could judge this sheet; what you saw may still be right."),
    "other_window": later(
        "The sheet speaks of {ours}, and the records at hand of {theirs}: grade it against the same stretch of time."
    ),
    "window": later("{start} to {end} UTC"),
    "takt_unknown": later("The records tell of no demand, so that no takt time follows from them."),
    "takt_missing": later("You noted no takt time; it is {true} for a piece: working time over pieces wanted."),
    "takt": later("Your takt time is {yours}, that of the records {true}; all points up to {tolerance} apart."),
    # bottleneck walk
    "walk_blank": later("Nothing stands here yet. Walk the flow, note what each station does, say what holds it up."),
    "walk_unknown": later("No work center of these records was ever active, so that none can be the bottleneck."),
    "first_missing": later("You named no bottleneck; the records name {true}."),
    "first_right": later("You named {yours}, and so do the records ({sure} of the methods agree)."),
    "first_other": later(
        "You named {yours}: {likeness} as likely as {true}, which the records name ({sure} of the methods agree)."
    ),
    "first_stranger": later("You named {yours}, where no work was recorded; the records name {true}."),
    "second_none": later("There is no second work center to name."),
    "second_missing": later("You named no runner-up; the records name {true}."),
    "second_same": later("You named {yours} twice; the runner-up is {true}."),
    "second": later("Your runner-up is {yours}; the records name {true}."),
    "seen_none": later("The records tell the states of none of these stations."),
    "seen_missing": later("You noted the state of no station; {stations} stand in the records."),
    "seen": later(
        "On {looked} of {stations} stations you noted states; your shares and the true ones overlap by {overlap} on "
        "the mean of all {stations}. Furthest apart is {worst}: {state} {yours} of the time, in truth {true}."
    ),
    # waste walk
    "waste_blank": later("Nothing stands here yet. Watch one station for ten minutes, and note every second it waits."),
    "clock_station": later("stations' time"),
    "clock_lot": later("material's time"),
    "seconds_none": later("The records hold no waste of {clock} here."),
    "seconds": later(
        "Of {true} of wasted {clock} you found {found}; {false} more that you noted are not in the records. "
        "Found less false: {share}."
    ),
    "kinds_none": later("None of the eight wastes stands in the records here."),
    "kinds": later("Kind by kind, found less false: {each}."),
    "kind_known": later("{waste} {share} (yours {yours}, true {true})"),
    "kind_silent": later("Not graded, since no row tells of it: {wastes}."),
    "transport": later("transport"),
    "inventory": later("inventory"),
    "motion": later("motion"),
    "waiting": later("waiting"),
    "overproduction": later("overproduction"),
    "over_processing": later("over-processing"),
    "defects": later("defects"),
    "unused_skills": later("unused skills"),
    # time study
    "study_blank": later("Nothing stands here yet. Choose a station, and time ten cycles with the stopwatch."),
    "study_unknown": later("The records hold no finished cycle of {product} at {station}."),
    "any_product": later("any product"),
    "mean": later(
        "Your mean of {n} cycles is {yours} a {per}, the true one {true} (over {all} cycles): {away} away. "
        "Chance and reading explain {tolerance} at {asked} cycles."
    ),
    "interval_few": later("One cycle has no interval; watch at least two, better ten."),
    "interval_over": later("Your 95 % interval, {low} to {high}, holds the true mean; {width} wide, {ideal} would do."),
    "interval_miss": later(
        "Your 95 % interval, {low} to {high}, misses the true mean {true} by {miss}; {width} wide, {ideal} would do."
    ),
    "scatter_few": later("One cycle has no scatter; watch at least two, better ten."),
    "scatter": later("Your cycles scatter by {yours}, the true ones by {true}; chance explains {tolerance}."),
    "one_cycle": later("There was one such cycle in all, and so no interval or scatter to judge."),
    "per_piece": later("piece"),
    "per_lot": later("lot"),
    # standard work
    "work_blank": later("Nothing stands here yet. Follow one piece, and note for each step hands, machine and way."),
    "work_unnamed": later("Name the product whose work you noted: {products}."),
    "work_unknown": later("The records hold no steps of {product}."),
    "elements": later(
        "{matched} of {all} elements of the work were noted, {false} that the records do not know. "
        "Furthest apart is {worst}: yours {yours}, true {true}. All points up to {tolerance} of each."
    ),
    "element": later("{kind} at {work_center}"),
    "order": later("{right} of {pairs} pairs of elements stand in the order of the work."),
    "order_one": later("There is one element, and so no order to get wrong."),
    "setup": later("setup"),
    "manual": later("handwork"),
    "machine": later("machine time"),
    "work": later("work"),
    "walk": later("way"),
    # yamazumi
    "bars_blank": later("Nothing stands here yet. Draw one bar a station: the seconds of its work in each good piece."),
    "bars_unknown": later("No good piece left in this stretch of time: no work content follows from the records."),
    "bars": later(
        "{drawn} of {all} bars were drawn, {false} where the records know no work. Furthest apart is {worst}: "
        "yours {yours}, true {true} a good piece. All points up to {tolerance} of each."
    ),
    "balance": later(
        "Your bars are balanced to {yours}, the true ones to {true} (mean bar over tallest); the tallest is {tallest}."
    ),
    "balance_none": later("No bars, no balance; the true one is {true} (mean bar over tallest), tallest {tallest}."),
    # states
    "busy": later("busy"),
    "blocked": later("blocked"),
    "starved": later("waiting"),
    "down": later("down"),
}  # fmt: skip
"""Each sentence of a grade by its name."""


def words_said() -> dict[str, str]:
    """Return the sentences in the language spoken, for a page that grades by itself; places for values stay open."""
    return {name: say(template, **_open(template)) for name, template in WORDS.items()}


def _open(template: str) -> dict[str, str]:
    return {key: f"{{{key}}}" for _, key, _, _ in Formatter().parse(template) if key}


def filled(name: str, **values: str) -> str:
    """Return a sentence with its values in place; a value is text already and may hold braces."""
    template = WORDS[name]
    pieces = template.split("{")
    told = [pieces[0]]
    for piece in pieces[1:]:
        key, _, rest = piece.partition("}")
        told.append(values[key] + rest)
    return "".join(told)
