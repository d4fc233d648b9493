"""A log whose tables are taken out once, for those who ask for them many times."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

from plantwright.events.log import EventLog

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class HeldLog(EventLog):
    """The same log; its frames are shared, and nobody writes into them."""

    @classmethod
    def of(cls, log: EventLog) -> HeldLog:
        """Return a log held in memory."""
        return cls(**{one.name: getattr(log, one.name) for one in fields(log)})

    def frame(self) -> pd.DataFrame:
        """Return the intervals as a pandas frame."""
        return self._rows

    def order_frame(self) -> pd.DataFrame:
        """Return the orders as a pandas frame."""
        return self._orders

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return super().frame()

    @cached_property
    def _orders(self) -> pd.DataFrame:
        return super().order_frame()
