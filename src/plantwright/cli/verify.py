"""``plantwright verify``: did a change do what was foretold of it?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, read_records
from plantwright.cli.options import MapOption, SeedOption, ZoneOption
from plantwright.cli.progress import answers, compile_if_needed, steps
from plantwright.errors import PlantError, Problems, RecordsError

if TYPE_CHECKING:
    from plantwright.improve.foretold import Foretold
    from plantwright.improve.sides import Recorded
    from plantwright.improve.verify import Verification
    from plantwright.model.facts import Facts

RecordsArgument = Annotated[
    Path, typer.Argument(help="Records before: a log, a folder with log.*, or a folder of results.", metavar="BEFORE")
]


@guarded
def verify_command(
    before: RecordsArgument,
    after: Annotated[Path, typer.Argument(help="Records after: a log, or a folder with log.*", metavar="AFTER")],
    change: Annotated[
        str | None, typer.Option("--change", metavar="NAME", help="The change that was made, as the study calls it.")
    ] = None,
    prediction: Annotated[
        Path | None,
        typer.Option("--prediction", metavar="FOLDER", help="The study that foretold it; BEFORE, if it is one."),
    ] = None,
    begin: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Leave out what came before this day, in local time.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="FOLDER", help="Add it to the history there; update a plant there.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every effect and the verdict here.")
    ] = None,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
    seed: SeedOption = 0,
) -> None:
    """Compare what a change did with what was foretold, adjusted for demand and mix.

    Example: plantwright verify shop.study after/ --change "faster grinding" --into shop/
    """
    from plantwright.cli.outputs import check_json, write_json
    from plantwright.cli.verified import as_fields, remember, verification_table
    from plantwright.improve.verify import verify

    given = Gathered()
    given.attempt(lambda: check_json(json_file))
    given.attempt(lambda: _check_into(into))
    told = given.attempt(lambda: _foretold(before, change, prediction)) if change or prediction else None
    with steps() as tell:
        tell(f"reading {before} and {after}")
        first = given.attempt(lambda: recorded(before, mapping, time_zone))
        second = given.attempt(lambda: recorded(after, mapping, time_zone))
        if first and second:
            given.attempt(lambda: raise_out_of_order(first, second))
        start = given.attempt(lambda: _begin(begin, second)) if begin and second else None
        one, two = given.need(first), given.need(second)
        compile_if_needed(tell)
        found = verify(one, two, told.change if told else None, start=start, seed=seed, tick=tell)
        if json_file:
            write_json(json_file, as_fields(found))
        if into:
            tell(f"writing into {into}")
        said = remember(found, told, into) if into else ()
    _show(found, said, verification_table(found))


def recorded(data: Path, mapping: list[str] | None, time_zone: str | None) -> Recorded:
    """Return the records of an input with the facts beside them; a folder of results holds the records it read."""
    from plantwright.improve.sides import Recorded

    if is_result(data):
        found = read_records(data / "log.parquet", None, None)
        return Recorded(found.log, _facts_of(data))
    read = read_records(data, mapping, time_zone)
    return Recorded(read.log, read.facts)


def is_result(data: Path) -> bool:
    """Tell whether a path is a folder of results with its records."""
    return (data / "run.json").is_file() and (data / "log.parquet").is_file()


def raise_out_of_order(first: Recorded, second: Recorded) -> None:
    """Raise RecordsError where the records after do not come after those before."""
    ends, begins = first.log.meta.end, second.log.meta.start
    problems = Problems("BEFORE and AFTER", RecordsError)
    if second.log.meta.end <= first.log.meta.start:
        problems.add(
            "AFTER", f"ends {second.log.meta.end:%Y-%m-%d %H:%M}, before BEFORE begins {first.log.meta.start:%Y-%m-%d}",
            "AFTER must come after BEFORE", "swap them",
        )  # fmt: skip
    elif begins < ends:
        problems.add(
            "AFTER", f"begins {begins:%Y-%m-%d %H:%M}, while BEFORE ends {ends:%Y-%m-%d %H:%M} (UTC)",
            "the two may not overlap", "cut the records at the change, or tell log_window in the facts of each",
        )  # fmt: skip
    problems.raise_any()


def _facts_of(data: Path) -> Facts:
    from plantwright.files.facts import read_facts

    return read_facts(data)


def _foretold(before: Path, change: str | None, prediction: Path | None) -> Foretold:
    from plantwright.improve.foretold import foretold_in

    place = prediction or (before if is_result(before) else None)
    problems = Problems("what was given", PlantError)
    if place is None:
        problems.add(
            "--change", repr(change), "what was foretold of it is needed",
            "add --prediction FOLDER, a result of plantwright study",
        )  # fmt: skip
    if change is None:
        problems.add("--prediction", str(prediction), "the change that was made is needed", "add --change NAME")
    problems.raise_any()
    assert place is not None
    assert change is not None
    return foretold_in(place, change)


def _begin(text: str, records: Recorded) -> datetime:
    """Return a local day or time as UTC."""
    from zoneinfo import ZoneInfo

    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise RecordsError("--from", [f"--from: {text!r}; a day is needed; write 2026-04-28"]) from None
    zone = ZoneInfo(records.log.meta.time_zone)
    return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def _check_into(into: Path | None) -> None:
    from plantwright.files.history import check_history

    if into is not None:
        check_history(into)


def _show(found: Verification, said: tuple[str, ...], table: object) -> None:
    answers.print(table)
    answers.print(found.sentence(), markup=False)
    for line in (*found.notes, *said):
        answers.print(line, markup=False)
