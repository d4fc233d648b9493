"""Of the SimPy script: the plant. Its comments go into every script, its numbers are replaced."""

from __future__ import annotations

from typing import Any

# ---- cut: what follows goes into the script ----

# The plant.
#
# Times are seconds of working time where nothing else is said. A distribution is a tuple: ("constant", mean),
# ("exponential", mean), ("gamma", mean, scv), ("lognormal", mean, scv), ("uniform", mean, scv), where scv is variance
# over squared mean, or ("empirical", [values]), each as likely as the others.

NAME = "a saw and an oven"

# Open from … to … of a week, in seconds after Monday 00:00.
CALENDARS: dict[str, list[tuple[float, float]]] = {"always": [(0.0, 604800.0)]}

# Orders come and lots are moved while this calendar is open; elsewhere each work center has its own.
PLANT_CALENDAR = "always"

# Like stations share one queue.
# buffer: places for lots waiting or on their way there; None: no limit; 0: an idle station is a place.
# skill: what a worker must have to run a station; None: nobody is needed.
# dispatch: fifo (first come), edd (earliest due date) or spt (shortest process time).
# setup: time by (family before, family after), else the default, times the noise; none within a family.
# failures: processing time until a breakdown, and how long the repair takes.
# batch: how many lots start together, and how long the oldest may wait for fewer than min_lots; None: for ever.
WORK_CENTERS: dict[str, dict[str, Any]] = {
    "saw": {
        "stations": 1,
        "buffer": None,
        "calendar": "always",
        "skill": None,
        "dispatch": "fifo",
        "setup": None,
        "failures": None,
        "batch": None,
    },
    "oven": {
        "stations": 1,
        "buffer": 4,
        "calendar": "always",
        "skill": "firing",
        "dispatch": "fifo",
        "setup": None,
        "failures": None,
        "batch": {"max_lots": 4, "min_lots": 2, "max_wait": 7200.0, "same_family": True, "load_time": "longest"},
    },
}

# share, weight: how often among the others. priority: lower goes first where URGENT_FIRST; urgent orders have 1.
# lead_time: calendar time from release to due date; None: no due date.
# A step takes (per_lot + per_piece x good pieces) x noise. scrap: chance of each piece. rework: chance that the whole
# lot goes rework_back steps back after this step.
PRODUCTS: dict[str, dict[str, Any]] = {
    "part": {
        "share": 1.0,
        "family": "part",
        "priority": 2,
        "lead_time": None,
        "lot_sizes": [{"quantity": 1.0, "weight": 1.0}],
        "routings": [
            {
                "weight": 1.0,
                "steps": [
                    {
                        "operation": "cut",
                        "work_center": "saw",
                        "per_lot": 1800.0,
                        "per_piece": 0.0,
                        "noise": ("exponential", 1.0),
                        "scrap": 0.0,
                        "rework": 0.0,
                        "rework_back": 0,
                    },
                    {
                        "operation": "fire",
                        "work_center": "oven",
                        "per_lot": 5400.0,
                        "per_piece": 0.0,
                        "noise": ("constant", 1.0),
                        "scrap": 0.0,
                        "rework": 0.0,
                        "rework_back": 0,
                    },
                ],
            },
        ],
    },
}

# Who is there, with which skills.
WORKERS: dict[str, list[str]] = {"w1": ["firing"]}

# policy: open (an order each interarrival time) or conwip (wip_limit orders at first, then one for each that leaves).
RELEASE: dict[str, Any] = {
    "policy": "open",
    "interarrival": ("exponential", 3600.0),
    "wip_limit": None,
    "urgent_share": 0.0,
}

# Do urgent orders go before all others in every queue?
URGENT_FIRST = False

# Time of a move from one step to the next.
TRANSPORT: tuple[Any, ...] = ("constant", 0.0)
