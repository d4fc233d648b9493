"""What a run is summed up in, as the twin does it: flow time, throughput and WIP within a window."""

from __future__ import annotations


class Tally:
    """Orders released and completed, counted within a window [s]."""

    def __init__(self, start: float, end: float) -> None:
        self.start, self.end = start, end
        self.completed, self.pieces = 0, 0.0
        self.flow, self.area = 0.0, 0.0

    def release(self, now: float) -> None:
        """Count an order that comes to the floor."""
        self.area += self._rest(now)

    def complete(self, now: float, released: float, pieces: float = 1.0) -> None:
        """Count an order that leaves the floor."""
        self.area -= self._rest(now)
        if self.start <= now < self.end:
            self.completed += 1
            self.pieces += pieces
            self.flow += now - released

    def measures(self) -> dict[str, float]:
        """Return mean flow time [s], throughput [pieces/s] and mean WIP [orders]."""
        length = self.end - self.start
        flow = self.flow / self.completed if self.completed else float("nan")
        return {"flow": flow, "throughput": self.pieces / length, "wip": self.area / length}

    def _rest(self, now: float) -> float:
        """Return how much of the window is still to come [s]."""
        return max(self.end - max(now, self.start), 0.0)
