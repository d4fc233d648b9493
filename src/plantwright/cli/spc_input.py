"""From what ``plantwright spc`` was given to what is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from plantwright.errors import Problems, RecordsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from plantwright.cli.spc import Chart, Rules
    from plantwright.events.log import Finding
    from plantwright.events.measurements import Measured
    from plantwright.observe.spc.characteristics import Characteristic
    from plantwright.observe.spc.chart_choice import CountChart, ValueChart
    from plantwright.observe.spc.gauge import GaugeStudy
    from plantwright.observe.spc.judged import Judged
    from plantwright.observe.spc.rules import Rule

_COUNTS = ("p", "np", "c", "u")
"""Charts of counts; the others are of measured values."""


@dataclass(frozen=True)
class Asked:
    """The options of the command."""

    chart: Chart | None = None
    baseline: int | None = None
    rules: Rules = "nelson"
    lower: float | None = None
    upper: float | None = None
    gauge: bool = False
    told: dict[str, str] | None = None
    zone: str | None = None

    def checked(self) -> Asked:
        """Return these options, or raise RecordsError with all that is wrong in them."""
        from plantwright.events.sql import MOST
        from plantwright.events.zones import is_zone

        problems = Problems("the options", RecordsError)
        if self.lower is not None and self.upper is not None and not self.lower < self.upper:
            problems.add("--lower, --upper", f"{self.lower:g} and {self.upper:g}", "the lower must be below the upper")
        for name, one in (("--lower", self.lower), ("--upper", self.upper)):
            if one is not None and not abs(one) < MOST:
                problems.add(name, f"{one:g}", f"a number between −{MOST:.0e} and {MOST:.0e}".replace("e+", "e"))
        if self.gauge and (self.chart or self.baseline):
            problems.add("--gauge", "with --chart or --baseline", "a gauge study has no control chart", "leave one out")
        if self.zone is not None and not is_zone(self.zone):
            problems.add("--time-zone", f"{self.zone!r} is unknown", "write a name such as Europe/Paris or UTC")
        problems.raise_any()
        return self

    def value_chart(self) -> ValueChart | None:
        """Return the kind of chart of measured values that was asked for."""
        return None if self.chart is None or self.chart in _COUNTS else cast("ValueChart", self.chart)

    def count_chart(self) -> CountChart | None:
        """Return the kind of chart of counts that was asked for."""
        return cast("CountChart", self.chart) if self.chart in _COUNTS else None

    def all_rules(self) -> Sequence[Rule]:
        """Return the patterns to look for."""
        from plantwright.observe.spc.rules import NELSON, WESTERN_ELECTRIC

        return {"nelson": NELSON, "western-electric": WESTERN_ELECTRIC, "limits": NELSON[:1]}[self.rules]


@dataclass(frozen=True, eq=False)
class Quality:
    """What is to be said."""

    name: str
    judged: tuple[Judged, ...] = ()
    gauge: GaugeStudy | None = None
    findings: tuple[Finding, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def study_quality(data: Path, asked: Asked) -> Quality:
    """Read what was given and judge it; raise RecordsError with every problem."""
    if not data.exists():
        raise RecordsError(str(data), [f"{data}: there is no such file or folder; give measurements or counts"])
    if asked.gauge:
        return _gauge(data, asked)
    return _measured(data, asked) if data.is_dir() or not _counts(data, asked) else _counted(data, asked)


def _counts(data: Path, asked: Asked) -> bool:
    from plantwright.events.counted import holds_counts

    return asked.chart in _COUNTS or (asked.chart is None and holds_counts(data, asked.told))


def _counted(data: Path, asked: Asked) -> Quality:
    from plantwright.events.counted import read_counts
    from plantwright.observe.spc.judged_counts import judge_counts
    from plantwright.observe.spc.rules import COUNTS

    problems = Problems(str(data), RecordsError)
    found = read_counts(data, asked.zone or "UTC", problems, asked.told)
    problems.raise_any()
    assert found is not None  # nothing was noted, so it was read
    rules = COUNTS if asked.rules == "nelson" else asked.all_rules()
    judged = judge_counts(found.table, chart=asked.count_chart(), baseline=asked.baseline, rules=rules)
    return Quality(data.stem, judged, findings=found.findings, columns=tuple(found.columns.items()))


def _measured(data: Path, asked: Asked) -> Quality:
    from plantwright.observe.spc.characteristics import characteristics_of
    from plantwright.observe.spc.judged import judge

    table, findings, columns = _measurements(data, asked)
    judged = tuple(
        judge(_specified(one, asked), chart=asked.value_chart(), baseline=asked.baseline, rules=asked.all_rules())
        for one in characteristics_of(table)
    )
    return Quality(data.resolve().stem, judged, findings=findings, columns=columns)


def _measurements(data: Path, asked: Asked) -> tuple[pa.Table, tuple[Finding, ...], tuple[tuple[str, str], ...]]:
    from plantwright.events.write import is_written, read_written

    if is_written(data):
        held = read_written(data).measurements
        if held is None:
            raise RecordsError(
                str(data), [f"{data}: the log holds no measurements; put measurements.csv into a folder"]
            )
        return held.to_pyarrow(), (), ()
    found = _opened(data, asked)
    return found.table, found.findings, tuple(found.columns.items())


def _opened(data: Path, asked: Asked) -> Measured:
    from plantwright.events.measurements import measurements_beside, read_measurements
    from plantwright.files.facts import read_facts

    problems = Problems(str(data), RecordsError)
    zone = asked.zone or (read_facts(data).time_zone if data.is_dir() else None) or "UTC"
    if data.is_dir():
        found = measurements_beside(data, zone, problems)
        if found is None and not problems.found:
            problems.add(
                str(data), "no measurements in the folder", "name the table measurements.csv, or give one file"
            )
    else:
        found = read_measurements(data, zone, problems, asked.told)
    problems.raise_any()
    assert found is not None  # nothing was noted, so it was read
    return found


def _specified(one: Characteristic, asked: Asked) -> Characteristic:
    if one.specification.known():
        return one
    return replace(one, specification=replace(one.specification, lower=asked.lower, upper=asked.upper))


def _gauge(data: Path, asked: Asked) -> Quality:
    from plantwright.events.gauge_readings import read_gauge
    from plantwright.observe.spc.gauge import readings_of
    from plantwright.observe.spc.gauge_anova import gauge_anova

    problems = Problems(str(data), RecordsError)
    found = read_gauge(data, problems, asked.told)
    problems.raise_any()
    assert found is not None  # nothing was noted, so it was read
    readings = readings_of(found.parts, found.operators, found.values)
    tolerance = None if asked.lower is None or asked.upper is None else asked.upper - asked.lower
    study = gauge_anova(readings, unit=found.unit, tolerance=tolerance)
    return Quality(data.resolve().stem, gauge=study, columns=tuple(found.columns.items()))
