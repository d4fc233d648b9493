"""What a log says of a floor in one window: what filled sheets are graded against."""

from __future__ import annotations

from plantwright.events.log import EventLog
from plantwright.grade.measured import Measured, Moments, measured
from plantwright.grade.sheet_truth import SheetTruth, Window
from plantwright.grade.true_content import CONTENT_METHOD, takt_of, work_content_of
from plantwright.grade.true_states import BOTTLENECK_METHOD, STATES_METHOD, bottlenecks_of, states_of
from plantwright.grade.true_wastes import wastes_of
from plantwright.grade.true_work import CYCLES_METHOD, ELEMENTS_METHOD, cycles_of, elements_of, ended_of
from plantwright.model.calendar import Calendar
from plantwright.observe.working_time import SECOND


def truth_of(log: EventLog, window: Moments | None = None, calendar: Calendar | None = None) -> SheetTruth:
    """Return what a log says of its floor, for the sheets that a visitor fills.

    Parameters
    ----------
    log
        What happened, or would happen: recorded and simulated floors alike.
    window
        The stretch that was observed, UTC without a zone; None: the whole log.
    calendar
        When the plant works; inferred from the whole log where it is not told.

    Raises
    ------
    RecordsError
        The window does not lie inside the log's.
    """
    one = measured(log, window, calendar)
    states, (ranks, agreement), ended = states_of(one), bottlenecks_of(one), ended_of(one)
    return SheetTruth(
        log=log.meta.name, origin=log.meta.origin, time_zone=log.meta.time_zone, window=_window(one),
        open=one.floor.blocks.open / SECOND, evidence=str(one.floor.evidence),
        stations=states, states_method=STATES_METHOD,
        bottlenecks=ranks, bottleneck_sure=agreement.value, bottleneck_method=BOTTLENECK_METHOD,
        cycles=cycles_of(ended), cycles_method=CYCLES_METHOD,
        elements=elements_of(one, ended), elements_method=ELEMENTS_METHOD[one.knows.attended],
        work_content=work_content_of(one), content_method=CONTENT_METHOD,
        takt=takt_of(one), wastes=wastes_of(one, states),
    )  # fmt: skip


def _window(one: Measured) -> Window:
    return Window(start=one.log.meta.start.isoformat(), end=one.log.meta.end.isoformat())
