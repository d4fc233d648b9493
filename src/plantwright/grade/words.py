"""What a grade says: one template a sentence, filled the same way here and in a browser."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # all sheets
    "well_seen": "{points} of {of} points: what you saw is what the records say.",
    "mostly_seen": "{points} of {of} points: most of it is right; the parts below say where to look once more.",
    "look_again": "{points} of {of} points: no first look is the last; the parts below say what to watch next time.",
    "nothing_to_judge": "Nothing in these records could judge this sheet; what you saw may still be right.",
    "other_window": (
        "The sheet speaks of {ours}, and the records at hand of {theirs}: grade it against the same stretch of time."
    ),
    "takt_unknown": "The records tell of no demand, so that no takt time follows from them.",
    "takt_missing": "You noted no takt time; it is {true} for a piece: working time over pieces wanted.",
    "takt": "Your takt time is {yours}, the records' {true}; all points up to {tolerance} apart.",
    # bottleneck walk
    "walk_blank": "Nothing stands here yet. Walk the flow, note what each station does, and say what holds it up.",
    "walk_unknown": "No work center of these records was ever active, so that none can be the bottleneck.",
    "first_missing": "You named no bottleneck; the records name {true}.",
    "first_right": "You named {yours}, and so do the records ({sure} of the methods agree).",
    "first_other": (
        "You named {yours}: {likeness} as likely as {true}, which the records name ({sure} of the methods agree)."
    ),
    "first_stranger": "You named {yours}, where no work was recorded; the records name {true}.",
    "second_none": "There is no second work center to name.",
    "second_missing": "You named no runner-up; the records name {true}.",
    "second_same": "You named {yours} twice; the runner-up is {true}.",
    "second": "Your runner-up is {yours}; the records name {true}.",
    "seen_none": "The records tell the states of none of these stations.",
    "seen_missing": "You noted the state of no station; {stations} stand in the records.",
    "seen": (
        "On {looked} of {stations} stations you noted states; your shares and the true ones overlap by {overlap} on "
        "the mean of all {stations}. Furthest apart is {worst}: {state} {yours} of the time, in truth {true}."
    ),
    # waste walk
    "waste_blank": "Nothing stands here yet. Watch one station for ten minutes, and note every second it waits.",
    "clock_station": "stations' time",
    "clock_lot": "material's time",
    "seconds_none": "The records hold no waste of {clock} here.",
    "seconds": (
        "Of {true} of wasted {clock} you found {found}; {false} more that you noted are not in the records. "
        "Found less false: {share}."
    ),
    "kinds_none": "None of the eight wastes stands in the records here.",
    "kinds": "Kind by kind, found less false: {each}.",
    "kind_known": "{waste} {share} (yours {yours}, true {true})",
    "kind_silent": "Not graded, since no row tells of it: {wastes}.",
    "transport": "transport",
    "inventory": "inventory",
    "motion": "motion",
    "waiting": "waiting",
    "overproduction": "overproduction",
    "over_processing": "over-processing",
    "defects": "defects",
    "unused_skills": "unused skills",
    # time study
    "study_blank": "Nothing stands here yet. Choose a station, watch ten cycles with the stopwatch, and note each.",
    "study_unknown": "The records hold no finished cycle of {product} at {station}.",
    "any_product": "any product",
    "mean": (
        "Your mean of {n} cycles is {yours} a {per}, the true one {true} (over {all} cycles): {away} away. "
        "Chance and reading explain {tolerance} at {asked} cycles."
    ),
    "interval_few": "One cycle has no interval; watch at least two, better ten.",
    "interval_over": "Your 95 % interval, {low} to {high}, holds the true mean; {width} wide, {ideal} would do.",
    "interval_miss": (
        "Your 95 % interval, {low} to {high}, misses the true mean {true} by {miss}; {width} wide, {ideal} would do."
    ),
    "scatter_few": "One cycle has no scatter; watch at least two, better ten.",
    "scatter": "Your cycles scatter by {yours}, the true ones by {true}; chance explains {tolerance} either way.",
    "one_cycle": "There was one such cycle in all, and so no interval or scatter to judge.",
    "per_piece": "piece",
    "per_lot": "lot",
    # standard work
    "work_blank": "Nothing stands here yet. Follow one piece, and note for each step hands, machine and way.",
    "work_unnamed": "Name the product whose work you noted: {products}.",
    "work_unknown": "The records hold no steps of {product}.",
    "elements": (
        "{matched} of {all} elements of the work were noted, {false} that the records do not know. "
        "Furthest apart is {worst}: yours {yours}, true {true}. All points up to {tolerance} of each."
    ),
    "element": "{kind} at {work_center}",
    "order": "{right} of {pairs} pairs of elements stand in the order of the work.",
    "order_one": "There is one element, and so no order to get wrong.",
    "setup": "setup",
    "manual": "handwork",
    "machine": "machine time",
    "work": "work",
    "walk": "way",
    # yamazumi
    "bars_blank": "Nothing stands here yet. Draw one bar a station: the seconds of its work in each good piece.",
    "bars_unknown": "No good piece left in this stretch of time, so that no work content follows from the records.",
    "bars": (
        "{drawn} of {all} bars were drawn, {false} where the records know no work. Furthest apart is {worst}: "
        "yours {yours}, true {true} a good piece. All points up to {tolerance} of each."
    ),
    "balance": (
        "Your bars are balanced to {yours}, the true ones to {true} (mean bar over tallest); the tallest is {tallest}."
    ),
    "balance_none": "No bars, no balance; the true one is {true} (mean bar over tallest), the tallest {tallest}.",
    # states
    "busy": "busy",
    "blocked": "blocked",
    "starved": "waiting",
    "down": "down",
}  # fmt: skip
"""Each sentence of a grade by its name."""


def filled(name: str, **values: str) -> str:
    """Return a sentence with its values in place; a value is text already and may hold braces."""
    template = WORDS[name]
    pieces = template.split("{")
    told = [pieces[0]]
    for piece in pieces[1:]:
        key, _, rest = piece.partition("}")
        told.append(values[key] + rest)
    return "".join(told)
