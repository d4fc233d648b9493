"""What the states of a station and the parts of an order's time are called."""

from __future__ import annotations

from plantwright.messages.told import Told, told

WORDS: dict[str, Told] = {
    "process": told("process"),
    "setup": told("setup"),
    "down": told("down"),
    "maintenance": told("maintenance"),
    "blocked": told("blocked"),
    "starved": told("starved"),
    "off": told("off"),
    "queue": told("queue"),
    "transport": told("transport"),
    "finish": told("finish"),
    "other": told("other"),
}


def state_words(name: str) -> str:
    """Return what a state or part is called in the language spoken; a name that nobody knows stays."""
    return str(WORDS.get(name, name))
