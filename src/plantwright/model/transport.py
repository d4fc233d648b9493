"""How lots move between work centers."""

from __future__ import annotations

from plantwright.model.quantity import Count, Metres, MetresPerSecond, Name, Noun, Seconds


class Distance(Noun):
    """How far it is from one work center to another, both ways alike unless the way back is told too."""

    from_center: Name
    to_center: Name
    metres: Metres


class Carriers(Noun):
    """Trucks or vehicles that move one lot at a time; the nearest idle one is sent, the longest waiting lot first.

    A move between two work centers whose distance is told needs a carrier. It drives empty to the lot, takes it, drives
    to the destination and stays there.
    """

    count: Count
    speed: MetresPerSecond
    handling: Seconds = 0.0
    """Taking and setting down a lot, together [s]."""
    distances: tuple[Distance, ...]
