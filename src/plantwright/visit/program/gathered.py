"""What came of a program: who came, how sheets were graded, what a transfer exercise afterwards showed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev

from plantwright.errors import Problems, RecordsError
from plantwright.model.estimate import Estimate
from plantwright.visit.collect import inert

LEVEL = 0.95
_COLUMNS = ("group", "site", "start", "expected", "came", "transfer")


@dataclass(frozen=True)
class Attended:
    """One visit as it was."""

    group: str
    site: str
    start: str
    expected: int
    came: int | None
    """None: not filled in."""
    transfer: float | None
    """Mean share of the points of the transfer exercise [%]; None: not given."""


@dataclass(frozen=True)
class GroupResult:
    """What came of one visit of a group."""

    attended: Attended
    sheets: Estimate
    """Mean score of the sheets of those who handed some in [%]."""


@dataclass(frozen=True)
class Gathered:
    """What came of all visits."""

    groups: tuple[GroupResult, ...]
    attendance: Estimate
    """Share of those expected who came [%]."""
    transfer: Estimate
    """Mean over groups of the transfer exercise [%]; it says nothing of what the visit caused: there is no control."""


def read_attendance(path: Path) -> tuple[Attended, ...]:
    """Return a filled ``attendance.csv``; raise RecordsError with every problem."""
    problems = Problems(str(path), RecordsError)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RecordsError(
            str(path), [f"{path}: cannot be read ({error}); give the table that visit plan wrote"]
        ) from None
    missing = [name for name in _COLUMNS if rows and name not in rows[0]]
    if missing or not rows:
        problems.add("columns", f"{', '.join(missing) or 'no rows'}", f"needed are {', '.join(_COLUMNS)}")
        problems.raise_any()
    found = [_attended(row, f"line {number}", problems) for number, row in enumerate(rows, 2)]
    problems.raise_any()
    return tuple(found)


def read_scores(path: Path) -> tuple[float, ...]:
    """Return each visitor's mean score [%] of a table that ``visit collect`` wrote."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [one for one in csv.DictReader(file) if one.get("visitor") != "(all)"]
        return tuple(float(one["mean [%]"]) for one in rows if one["mean [%]"])
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as error:
        told = f"{path}: is no table of a class ({type(error).__name__}: {error}); give what visit collect wrote"
        raise RecordsError(str(path), [told]) from None


def gather(attended: Sequence[Attended], scores: Mapping[str, Sequence[float]]) -> Gathered:
    """Return what came of the visits.

    Parameters
    ----------
    scores
        Mean scores of visitors [%], by group.

    Raises
    ------
    RecordsError
        Scores of a group that is not in the attendance.
    """
    problems = Problems("the class tables", RecordsError)
    names = {one.group for one in attended}
    for name in scores:
        if name not in names:
            problems.add(f"--class {name}", "is no group of the attendance", f"groups are {', '.join(sorted(names))}")
    problems.raise_any()
    groups = tuple(GroupResult(one, _mean(scores.get(one.group, ()), "sheets of visitors")) for one in attended)
    told = [one for one in attended if one.came is not None]
    came, expected = sum(one.came or 0 for one in told), sum(one.expected for one in told)
    transfers = [one.transfer for one in attended if one.transfer is not None]
    return Gathered(groups, _share(came, expected), _mean(transfers, "groups"))


def write_gathered(found: Gathered, path: Path) -> None:
    """Write one row a visit."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["group", "site", "start", "expected", "came", "sheets [%]", "sheets n", "transfer [%]"])
        for one in found.groups:
            sheets = "" if one.sheets.value is None else f"{one.sheets.value:.0f}"
            row = vars(one.attended)
            told = ["" if row[name] is None else row[name] for name in ("group", "site", "start", "expected", "came")]
            transfer = "" if one.attended.transfer is None else f"{one.attended.transfer:.0f}"
            writer.writerow([*(inert(cell) for cell in told), sheets, one.sheets.n, transfer])


def _attended(row: Mapping[str, str | None], where: str, problems: Problems) -> Attended:
    numbers = {}
    for name, most in (("expected", 10_000.0), ("came", 10_000.0), ("transfer", 100.0)):
        text = (row.get(name) or "").strip().removesuffix("%").strip()
        try:
            numbers[name] = float(text) if text else None
        except ValueError:
            problems.add(f"{where}, {name}", repr(text), "a number, or empty")
            continue
        value = numbers[name]
        if value is not None and not 0 <= value <= most:
            problems.add(f"{where}, {name}", text, f"0 to {most:.0f}")
    came = numbers.get("came")
    return Attended(
        row.get("group") or "", row.get("site") or "", row.get("start") or "", int(numbers.get("expected") or 0),
        None if came is None else int(came), numbers.get("transfer"),
    )  # fmt: skip


def _mean(values: Sequence[float], of: str) -> Estimate:
    from scipy.stats import t  # noqa: PLC0415 - two seconds, for whoever gathers

    unknown = Estimate(value=None, unit="%", level=LEVEL, n=len(values), method=f"mean over {of}")
    if len(values) < 2:
        return unknown.model_copy(update={"value": values[0] if values else None})
    reach = float(t.ppf(0.5 + LEVEL / 2, len(values) - 1)) * stdev(values) / sqrt(len(values))
    middle = fmean(values)
    method = f"mean over {of}, Student's t"
    return Estimate(
        value=middle, unit="%", low=middle - reach, high=middle + reach, level=LEVEL, n=len(values), method=method
    )


def _share(came: int, expected: int) -> Estimate:
    """Return a share with Wilson's interval (Wilson 1927)."""
    method = "came of expected, Wilson's interval"
    if not expected or came > expected:
        value = None if not expected else 100.0 * came / expected
        return Estimate(value=value, unit="%", level=LEVEL, n=expected, method=method)
    z, share = 1.959964, came / expected
    middle = (share + z * z / (2 * expected)) / (1 + z * z / expected)
    reach = z / (1 + z * z / expected) * sqrt(share * (1 - share) / expected + z * z / (4 * expected**2))
    low, high = max(100 * (middle - reach), 0.0), min(100 * (middle + reach), 100.0)
    return Estimate(value=100 * share, unit="%", low=low, high=high, level=LEVEL, n=expected, method=method)


def by_group(told: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Yield group and file of each ``GROUP=FILE``; raise RecordsError with all that are none."""
    problems = Problems("--class", RecordsError)
    for one in told:
        name, equals, path = one.partition("=")
        if equals and name and path:
            yield name, Path(path)
        else:
            problems.add("--class", repr(one), "GROUP=FILE", "name the group and the table of visit collect")
    problems.raise_any()
