"""A log as it looked at an earlier moment: nothing of what came later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import ibis

from plantwright.events.log import EventLog


def known_at(log: EventLog, moment: datetime) -> EventLog:
    """Return what was recorded of a floor up to ``moment`` (UTC without a zone); what ran then has not ended yet."""
    stamp = ibis.literal(moment, type="timestamp(6)")
    rows = log.intervals
    # the begin of some rows lies before the window and is empty
    seen = rows.filter((rows.start < stamp) | (rows.start.isnull() & (rows.end < stamp)))
    open_rows = seen.end >= stamp
    intervals = seen.mutate(
        end=ibis.ifelse(open_rows, ibis.null("timestamp(6)"), seen.end),
        left=ibis.ifelse(seen.left >= stamp, ibis.null("timestamp(6)"), seen.left),
        scrapped=ibis.ifelse(open_rows, ibis.null("float64"), seen.scrapped),
    )
    known = log.orders.filter((log.orders.released < stamp) | log.orders.released.isnull())
    orders = known.mutate(completed=ibis.ifelse(known.completed >= stamp, ibis.null("timestamp(6)"), known.completed))
    meta = replace(log.meta, end=min(moment, log.meta.end))
    read = log.measurements
    measurements = None if read is None else read.filter(read.time < stamp).cache()
    return replace(log, intervals=intervals.cache(), orders=orders.cache(), measurements=measurements, meta=meta)
