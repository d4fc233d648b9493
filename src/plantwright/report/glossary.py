"""What the words of the report mean, each in a sentence or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plantwright.messages.told import Told, say, told
from plantwright.report.markup import Markup, joined, tag


@dataclass(frozen=True)
class Entry:
    """A word of the glossary."""

    forms: Told
    """How the word stands in texts, the first form as heading; forms are parted by ``|``."""
    meaning: Told

    def words(self) -> list[str]:
        """Return the forms of the word in the language spoken."""
        return [one.strip() for one in str(self.forms).split("|") if one.strip()]


# Translators: entries with "|" list the forms in which a word stands in texts, the heading first; write those of
# your language, as many or as few as it has.
ENTRIES: dict[str, Entry] = {
    "bottleneck": Entry(
        told("bottleneck|bottlenecks"),
        told("The work center that limits the whole plant: an hour lost there is an hour of output lost."),
    ),
    "throughput": Entry(
        told("throughput"), told("Good pieces, or orders, that leave the plant in a day. Scrap does not count.")
    ),
    "wip": Entry(
        told("WIP|work in progress"), told("Orders released to the floor and not finished, counted at the same moment.")
    ),
    "flow-time": Entry(
        told("flow time|flow times"),
        told("Time from the release of an order to its completion, waiting and closed hours included."),
    ),
    "raw-process-time": Entry(
        told("raw process time"), told("What the flow time would be if an order never had to wait for anything.")
    ),
    "process-time": Entry(
        told("process time|process times"),
        told("Time a lot is at work at a station once begun, without setup, waiting and stops."),
    ),
    "busy-share": Entry(
        told("busy|busiest|busy share"), told("Time in process or setup, as a share of the time a station should work.")
    ),
    "utilization": Entry(
        told("utilization"),
        told("Work that arrives as a share of what could be done; near 100 % queues grow without end."),
    ),
    "setup": Entry(
        told("setup|setups"), told("Time a station is made ready for another kind of product, and makes nothing.")
    ),
    "breakdown": Entry(
        told("breakdown|breakdowns|down"), told("A station stands because something failed, until it is repaired.")
    ),
    "starved": Entry(
        told("starved"), told("A station could work and has nothing to work on, or nobody to work at it.")
    ),
    "blocked": Entry(
        told("blocked|being blocked"),
        told("A station is done and cannot pass its lot on, because there is no room behind it."),
    ),
    "queue": Entry(told("queue|queues"), told("Lots that wait in front of a work center.")),
    "order": Entry(told("order|orders"), told("What is released to the floor to be made: some pieces of one product.")),
    "lot": Entry(told("lot|lots"), told("Pieces that move through the plant together.")),
    "work-center": Entry(told("work center|work centers"), told("A group of like stations that share one queue.")),
    "station": Entry(told("station|stations"), told("One machine or place of a work center.")),
    "rework": Entry(told("rework"), told("A step done again because the pieces were not good.")),
    "scrap": Entry(told("scrap"), told("Pieces that cannot be used; they leave the plant as waste.")),
    "on-time": Entry(told("on time"), told("Completed at or before the date promised.")),
    "oee": Entry(
        told("OEE"),
        told("Overall equipment effectiveness: time for good pieces at ideal speed, as a share of scheduled time."),
    ),
    "scv": Entry(
        told("SCV|variability"),
        told("Squared coefficient of variation, variance over squared mean: 0 is clockwork, 1 as random as arrivals."),
    ),
    "littles-law": Entry(
        told("Little's law"),
        told("WIP is throughput times flow time. Where records break it, something is not recorded."),
    ),
    "interval": Entry(
        told("interval|intervals"),
        told("The range that holds the true value in 95 of 100 such studies. Wide means that little is known."),
    ),
    "chance": Entry(told("chance"), told("What differs from week to week without a cause that anybody could change.")),
    "beyond-chance": Entry(
        told("beyond chance"), told("A difference larger than luck alone would make it in 95 of 100 cases.")
    ),
    "twin": Entry(
        told("twin"), told("A model of the plant, learned from its records, that is run on a computer to try changes.")
    ),
    "held-out": Entry(
        told("held-out weeks|held-out check|held out"),
        told("Weeks of the records that the twin did not see, and had to foretell: the proof that it knows the plant."),
    ),
    "refit": Entry(
        told("refit|refits"), told("The twin learned again from records drawn anew, to see how far it rests on luck.")
    ),
    "group": Entry(
        told("group 1|tie group|tied"),
        told("Changes that cannot be told apart yet. The first group holds the best one, as far as is promised."),
    ),
    "payback": Entry(told("payback"), told("Years until what a change earns has paid for what it cost.")),
    "dispatch": Entry(
        told("dispatch|dispatch rule"), told("The rule by which a station picks the next of the lots that wait.")
    ),
    "mix": Entry(told("mix|mixes"), told("Which share of the orders each product has.")),
    "quantile": Entry(
        told("quantile"), told("The value that a given share of the orders stays below; 50 % is the median.")
    ),
    "warm-up": Entry(
        told("warm-up"), told("First part of a simulated run, left out because the floor was still empty.")
    ),
}


def glossary_section(uses: Mapping[str, Sequence[tuple[str, Markup]]]) -> Markup:
    """Return the glossary; each word links back to where it is used.

    Parameters
    ----------
    uses
        By entry, the ids of the links to it, each with the heading of its section.
    """
    ordered = sorted(ENTRIES, key=lambda name: ENTRIES[name].words()[0].casefold())
    terms = [_term(name, uses.get(name, ())) for name in ordered]
    return tag("section", tag("h2", say("Glossary")), tag("dl", joined(terms), css="glossary"), id="glossary")


def _term(name: str, uses: Sequence[tuple[str, Markup]]) -> Markup:
    entry = ENTRIES[name]
    back = [tag("a", heading, href=f"#{place}") for place, heading in uses]
    used = tag("small", say("Used in:"), " ", Markup(", ".join(one.text for one in back)), css="uses") if back else ""
    return joined(
        [
            tag("dt", entry.words()[0], id=f"term-{name}", tabindex="-1"),
            tag("dd", str(entry.meaning), " ", used),
        ]
    )
