"""From presses of buttons at stations to intervals: what a phone recorded, as rows of a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

Button = Literal["start", "stop", "count", "down", "up"]
BUTTONS: tuple[Button, ...] = get_args(Button)


@dataclass(frozen=True)
class Pressed:
    """One press of a button at a station."""

    station: str
    what: Button
    at: datetime
    """UTC, without a zone in the type."""
    order: str | None = None
    product: str | None = None
    reason: str | None = None
    quantity: float | None = None
    """Good pieces since the press before."""
    scrapped: float | None = None
    """Pieces thrown away since the press before."""


@dataclass
class Span:
    """An interval of a station; ``end`` None: not over."""

    station: str
    kind: Literal["process", "down"]
    start: datetime
    end: datetime | None = None
    order: str | None = None
    product: str | None = None
    reason: str | None = None
    quantity: float | None = None
    scrapped: float | None = None

    def count(self, press: Pressed) -> None:
        """Add what a press counted."""
        if press.quantity is not None:
            self.quantity = (self.quantity or 0.0) + press.quantity
        if press.scrapped is not None:
            self.scrapped = (self.scrapped or 0.0) + press.scrapped


@dataclass
class StationNow:
    """What a station does after its last press."""

    station: str
    work: Span | None = None
    stop: Span | None = None
    since: datetime | None = None
    """When its state began; None: never pressed."""
    done: list[Span] = field(default_factory=list)

    def state(self) -> Literal["busy", "down", "idle", "unknown"]:
        """Return the state; a stop inside work is a stop."""
        if self.stop is not None:
            return "down"
        if self.work is not None:
            return "busy"
        return "unknown" if self.since is None else "idle"

    def press(self, press: Pressed) -> None:
        """Follow one press, which is not earlier than the one before.

        What does not fit is taken for what it most likely means: a start ends what was open, a stop of nothing and an
        end of no stop change nothing.
        """
        if press.what == "start":
            self._end_stop(press.at)
            self._end_work(press.at)
            self.work = Span(self.station, "process", press.at, order=press.order, product=press.product)
        elif press.what == "down":
            self._end_stop(press.at)
            self.stop = Span(self.station, "down", press.at, reason=press.reason)
        elif press.what == "up":
            self._end_stop(press.at)
        elif self.work is not None:
            self.work.count(press)
            if press.what == "stop":
                self._end_stop(press.at)
                self._end_work(press.at)
        if press.what != "count":
            self.since = press.at

    def spans(self) -> list[Span]:
        """Return all intervals, those that are not over last."""
        return [*self.done, *(one for one in (self.work, self.stop) if one is not None)]

    def _end_work(self, at: datetime) -> None:
        if self.work is not None:
            self.work.end = at
            self.done.append(self.work)
            self.work = None

    def _end_stop(self, at: datetime) -> None:
        if self.stop is not None:
            self.stop.end = at
            self.done.append(self.stop)
            self.stop = None


def followed(presses: Iterable[Pressed], stations: Iterable[str] = ()) -> dict[str, StationNow]:
    """Return what each station did and does, by name; presses may come in any order."""
    now = {name: StationNow(name) for name in stations}
    for press in sorted(presses, key=lambda one: one.at):
        now.setdefault(press.station, StationNow(press.station)).press(press)
    return now


COLUMNS = ("order", "product", "work_center", "station", "kind", "reason", "start", "end", "quantity", "scrapped")


def log_rows(presses: Iterable[Pressed]) -> Iterator[list[str]]:
    """Yield the rows of a log as text, the header first; times are UTC and say so."""
    yield list(COLUMNS)
    spans = [span for one in followed(presses).values() for span in one.spans()]
    for span in sorted(spans, key=lambda one: (one.start, one.station)):
        shown = {**vars(span), "work_center": span.station, "start": _moment(span.start), "end": _moment(span.end)}
        yield ["" if shown[name] is None else f"{shown[name]}" for name in COLUMNS]


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at.isoformat(timespec='milliseconds')}Z"
