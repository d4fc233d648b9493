"""What the page of a visit says, by the key under which its scripts ask for it."""

from __future__ import annotations

from plantwright.messages.told import Told, told
from plantwright.plot.state_words import WORDS as STATE_WORDS

PAGE: dict[str, Told] = {
    "skip": told("Skip to what is seen"),
    "kicker": told("Plantwright visit"),
    "noscript": told("A visit needs scripts: they replay the floor and grade the sheets. Nothing is sent anywhere."),
    "loading": told("Reading what happened …"),
    "failed": told("The visit could not be opened; a newer browser may help."),
    "floor": told("The floor"),
    "floor_canvas": told("Map of the floor; the list of stations tells the same in words"),
    "controls": told("Controls of the replay"),
    "play": told("Play"),
    "pause": told("Pause"),
    "back": told("A step back"),
    "on": told("A step on"),
    "time": told("Time"),
    "speed": told("Speed"),
    "times": told("× {n}", n="{n}"),
    "skip_idle": told("Pass over idle time"),
    "parts": told("Parts of the visit"),
    "tab_watch": told("Watch"),
    "tab_follow": told("Follow an order"),
    "tab_sheets": told("Sheets"),
    "tab_result": told("Result"),
    "tab_how": told("How to"),
    "stations": told("Stations"),
    "on_floor": told("{n} orders on the floor", n="{n}"),
    "seconds": told("{n} s", n="{n}"),
    "minutes": told("{n} min", n="{n}"),
    "hours": told("{n} h", n="{n}"),
    "days": told("{n} d", n="{n}"),
}
LOOKING: dict[str, Told] = {
    **{
        name: STATE_WORDS[name]
        for name in ("process", "setup", "down", "blocked", "starved", "off", "queue", "transport")
    },
    "choose_station": told(
        "Choose a station on the floor or in the list: what it does, on what, and who waits for it."
    ),
    "state_and_queue": told("{state} · {n} waiting", state="{state}", n="{n}"),
    "state_since": told("{state} since {time}", state="{state}", time="{time}"),
    "work_center": told("Work center"),
    "works_on": told("Holds"),
    "waits_for": told("Waiting here"),
    "and_more": told("and {n} more", n="{n}"),
    "pieces": told("{n} pieces", n="{n}"),
    "strip_of": told("States of {station} in the last hours", station="{station}"),
    "follow_order": told("Follow order {order}", order="{order}"),
    "follow_how": told("Find an order by its name, or take one that is being worked on. It is ringed on the floor."),
    "find_order": told("Find an order"),
    "no_order": told("No order of that name."),
    "following": told("Following order {order}", order="{order}"),
    "product": told("Product"),
    "released": told("Released"),
    "completed": told("Completed"),
    "due": told("Due"),
    "not_in_window": told("not in this window"),
    "not_yet": told("Not yet on the floor at this time."),
    "to_release": told("Go to its release"),
    "next_step": told("Go to its next step"),
    "stop_following": told("Stop following"),
    "waited": told("waited {time}", time="{time}"),
}
SHEETS: dict[str, Told] = {
    "your_name": told("Name on your sheets (a nickname will do)"),
    "hint": told("Hint"),
    "not_chosen": told("choose …"),
    "whole_floor": told("the whole floor"),
    "any_product": told("whatever it makes"),
    "station": told("Station"),
    "kind": told("Kind"),
    "process": STATE_WORDS["process"],
    "waste": told("Waste"),
    "seconds_of": told("seconds"),
    "remove_line": told("Remove line {n}", n="{n}"),
    "noted": told("Noted. {what}", what="{what}"),
    "stopwatch": told("Stopwatch, in the floor's own time"),
    "start_watch": told("Start"),
    "lap": told("Next cycle"),
    "stop": told("Stop"),
    "sheet_bottleneck_walk": told("Bottleneck walk"),
    "about_bottleneck_walk": told(
        "Walk along the flow, note what each station does, and name what holds the floor back."
    ),
    "hint_bottleneck_walk": told(
        "Look at every station several times, at hours spread over the window. A bottleneck is seldom starved or "
        "blocked; stations before it are blocked or full, those after it starve. A long queue alone may be a "
        "planned one."
    ),
    "choose_to_look": told("Choose a station on the floor, then note what you see there."),
    "what_do_you_see": told("What do you see at {station}?", station="{station}"),
    "seen_busy": told("works"),
    "seen_setup": told("is set up"),
    "seen_blocked": told("is blocked"),
    "seen_starved": told("waits for work"),
    "seen_down": told("is down"),
    "first": told("The bottleneck is"),
    "second": told("Next after it comes"),
    "sheet_waste_walk": told("Waste walk"),
    "about_waste_walk": told(
        "Note every waste that you see: which of the eight, where, and how many seconds in the window."
    ),
    "hint_waste_walk": told(
        "Stations wait, and so does material: a queue of ten lots that lasts an hour is ten hours of inventory. "
        "Watch a while, then reckon for the whole window."
    ),
    "add_waste": told("Add a waste"),
    "waste_transport": told("transport"),
    "waste_inventory": told("inventory: material waits"),
    "waste_motion": told("motion: setting up, searching"),
    "waste_waiting": told("waiting: stations wait"),
    "waste_overproduction": told("overproduction"),
    "waste_over_processing": told("over-processing"),
    "waste_defects": told("defects: scrap and rework"),
    "waste_unused_skills": told("unused skills"),
    "sheet_time_study": told("Time study"),
    "about_time_study": told(
        "Time ten cycles of one station. Press Next cycle at the moment when one ends and the next begins."
    ),
    "hint_time_study": told(
        "Slow the replay down, or step, to meet the moment. Choose one product if the station makes several. A "
        "cycle that a breakdown or the end of a shift interrupts is none."
    ),
    "cycle": told("Cycle"),
    "seconds_column": told("Seconds"),
    "pieces_column": told("Pieces"),
    "add_cycle": told("Add a cycle by hand"),
    "no_cycles": told("No cycle yet."),
    "mean_of": told("Mean {mean} over {n} cycle", mean="{mean}", n="{n}"),
    "mean_with_interval": told(
        "Mean {mean} over {n} cycles; with 95 % between {low} and {high}",
        mean="{mean}", n="{n}", low="{low}", high="{high}",
    ),
    "sheet_standard_work": told("Standard work"),
    "about_standard_work": told(
        "Follow one product through its steps and note each element: where, of what kind, how many seconds for a "
        "piece (setup and way: for a lot)."
    ),
    "hint_standard_work": told(
        "Where hands and machine cannot be told apart, note work. Divide a lot's time by its pieces. Takt time "
        "is working time over pieces wanted."
    ),
    "add_element": told("Add an element"),
    "takt": told("Takt time [s]"),
    "kind_setup": told("setup"),
    "kind_manual": told("handwork"),
    "kind_machine": told("machine time"),
    "kind_work": told("work"),
    "kind_walk": told("way"),
    "sheet_yamazumi": told("Yamazumi"),
    "about_yamazumi": told(
        "Stack the work of each station for one good piece that leaves the plant, beside the takt time."
    ),
    "hint_yamazumi": told(
        "A station that works 20 h in a week in which 1,000 pieces leave has 72 s a piece. Stations above the "
        "takt line cannot keep up; unequal bars are work that could be shared better."
    ),
    "add_bar": told("Add a station"),
    "no_bars": told("No bars yet"),
}  # fmt: skip
RESULT: dict[str, Told] = {
    "formative": told(
        "These grades are for learning: this file holds the truth that it grades by. Hand the file of your "
        "sheets to your teacher."
    ),
    "for_credit": told(
        "This visit is for credit: this file holds no answers. Your sheets are graded on a later stretch of time "
        "that this file lacks. Hand the file of your sheets to your teacher."
    ),
    "nothing_filled": told("No sheet has anything on it yet."),
    "points_of": told("{points} of {of} points", points="{points}", of="{of}"),
    "answers_later": told("Your teacher shows the answers later."),
    "name_first": told("Write a name on your sheets first."),
    "download": told("Download your sheets"),
    "kept_here": told("Your sheets are kept in this browser until you clear its data."),
    "not_kept": told("This browser keeps nothing for this file: download your sheets before you close it."),
    "criterion_takt": told("takt time"),
    "criterion_first": told("the bottleneck"),
    "criterion_second": told("the next after it"),
    "criterion_seen": told("states seen"),
    "criterion_station_seconds": told("seconds of stations"),
    "criterion_lot_seconds": told("seconds of material"),
    "criterion_kinds": told("kinds of waste"),
    "criterion_mean": told("mean"),
    "criterion_interval": told("interval"),
    "criterion_scatter": told("scatter"),
    "criterion_elements": told("elements"),
    "criterion_order": told("order"),
    "criterion_bars": told("bars"),
    "criterion_balance": told("balance"),
}
HOW: tuple[Told, ...] = (
    told(
        "Watch first: play the floor, change the speed, jump in time. Each box is a station; its letter and "
        "color tell its state. Dots before it are orders that wait."
    ),
    told("Click a station, or choose it in the list, to see what it works on and who waits for it."),
    told("Follow one order from its release to its end: where does its time go?"),
    told("Fill the sheets by what you see. Nobody is fast at first; look again as often as you like."),
    told("Everything stays in this file and this browser; nothing is sent. No worker can be found in it."),
)  # fmt: skip
KEYS: dict[str, Told] = {
    "Space": told("play or pause"),
    "← →": told("a step back or on; with Shift ten"),
    "+ −": told("faster or slower"),
    "Home End": told("to the beginning or the end"),
    "Tab": told("to the next control; stations and tabs can all be reached by it"),
}
LETTERS: dict[str, Told] = {
    "process": told("P"),
    "setup": told("S"),
    "down": told("D"),
    "blocked": told("B"),
    "starved": told("W"),
    "off": told("–"),
}
"""One letter for each state, so that color is never needed to tell it."""


def texts() -> dict[str, str]:
    """Return every text that the scripts ask for, in the language spoken."""
    return {key: str(one) for part in (PAGE, LOOKING, SHEETS, RESULT) for key, one in part.items()}
