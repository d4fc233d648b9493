"""What a command writes is written whole, where it was asked for, over nothing it did not make."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from cli.conftest import Command, names, refused
from fabricated import study as made_up
from plantwright.cli.outputs import check_json, check_log, write_json, write_whole
from plantwright.errors import OutputError


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a made-up answer in the place of the study itself."""
    monkeypatch.setattr("plantwright.cli.study._studied", lambda *_: replace(made_up(), log=None))


def test_a_study_writes_beside_the_reader_and_names_its_folder_after_the_data(
    quick: None, here: Path, run: Command, log: Path
) -> None:
    """Without --out, the results of log.csv stand in log.study in the current folder, and say what they came from."""
    assert run("study", log).exit_code == 0
    record = json.loads((here / "log.study" / "run.json").read_text())
    assert (record["input"], record["seed"], len(record["input_sha256"])) == ("log.csv", 0, 64)


def test_running_twice_needs_force(quick: None, run: Command, log: Path) -> None:
    """A second run refuses to replace the first, and does so when it is forced."""
    assert run("study", log).exit_code == 0
    assert "log.study: exists already; replace it with --force" in refused(run("study", log))
    assert run("study", log, "--force").exit_code == 0


def test_force_replaces_results_only(quick: None, here: Path, run: Command, log: Path) -> None:
    """A folder of anything else is never replaced, forced or not, and neither is the one the input lies in."""
    (here / "photos").mkdir()
    (here / "photos" / "one.jpg").write_text("x")
    assert "no earlier result" in refused(run("study", log, "--out", "photos", "--force"))
    assert "lies in it" in refused(run("study", log, "--out", here, "--force"))


def test_a_crash_leaves_nothing(here: Path, run: Command, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the writing fails half way there is a message without a traceback, and no file is left."""

    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr("plantwright.cli.study._studied", lambda *_: replace(made_up(), log=None))
    monkeypatch.setattr("plantwright.report.folder.write_report", crash)
    done = run("study", log)
    assert done.exit_code == 1
    assert "plantwright failed: ZeroDivisionError: a mistake of ours" in done.stderr
    assert "Traceback" not in done.output
    assert names(here) == {"log.csv"}


def test_the_traceback_can_be_asked_for(run: Command, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who mends a mistake of ours gets to see where it is."""
    monkeypatch.setattr("plantwright.cli.study._studied", lambda *_: 1 / 0)
    monkeypatch.setenv("PLANTWRIGHT_TRACEBACK", "1")
    assert "Traceback" in run("study", log).stderr


def test_what_if_writes_what_the_scorer_reads(here: Path, run: Command, plant: Path, changes: Path) -> None:
    """The JSON is {plant: {base, changes}} with mean, low and high of every metric, and says nothing else."""
    done = run(
        "what-if",
        plant,
        "--changes",
        changes,
        "--replications",
        3,
        "--warm-up",
        "1d",
        "--horizon",
        "14d",
        "--json",
        "o.json",
    )
    assert done.exit_code == 0, done.output
    found = json.loads((here / "o.json").read_text())
    assert set(found) == {"line"}
    assert set(found["line"]) == {"base", "changes"}
    assert set(found["line"]["changes"]) == {"faster"}
    metrics = {"throughput", "flow_mean", "flow_p95", "on_time", "wip"}
    for one in (found["line"]["base"], found["line"]["changes"]["faster"]):
        assert set(one) == metrics
        mean, low, high = one["flow_mean"]
        assert low < mean < high
    assert found["line"]["base"]["on_time"] == [None, None, None]  # the plant promises no dates
    assert "unchecked" in done.stdout


def test_what_cannot_hold_still_is_said(run: Command, plant: Path, here: Path) -> None:
    """A change that asks too much has figures of the horizon, with the work center that cannot keep up."""
    (here / "more.yaml").write_text("changes: [{name: more, scale_demand: {factor: 2}}]")
    done = run("what-if", plant, "--changes", "more.yaml", "--replications", 2, "--warm-up", "1d", "--horizon", "7d")
    assert done.exit_code == 0
    assert "more: work_centers.saw: utilization 1.333" in " ".join(done.stdout.split())


def test_an_old_answer_is_replaced_and_other_files_are_not(here: Path, run: Command, log: Path) -> None:
    """--json replaces JSON, and never the log that was named by mistake."""
    (here / "m.json").write_text("{}")
    assert run("measure", log, "--json", "m.json").exit_code == 0
    assert "throughput" in json.loads((here / "m.json").read_text())["values"]
    assert "is no JSON" in refused(run("measure", log, "--json", log))


def test_simulate_writes_a_log_that_can_be_measured(here: Path, run: Command, plant: Path) -> None:
    """The log of a run is read back by measure; a second run needs --force."""
    words = ("simulate", plant, "--warm-up", "1d", "--horizon", "14d", "--out", "s.parquet")
    assert run(*words).exit_code == 0
    assert run("measure", "s.parquet").exit_code == 0
    assert "exists already" in refused(run(*words))
    assert run(*words, "--force").exit_code == 0


def test_simulate_streams_a_log_to_a_folder(here: Path, run: Command, plant: Path) -> None:
    """A name without ending is a folder; its log measures as the file of the same run does; --force replaces it."""
    words = ("simulate", plant, "--warm-up", "1d", "--horizon", "14d")
    told = [run(*words, "--out", name) for name in ("s", "s.parquet")]
    assert told[0].exit_code == 0, told[0].output
    assert told[0].stdout == told[1].stdout
    assert {one.name for one in (here / "s").iterdir()} == {"log.parquet", "orders.parquet"}
    assert run("measure", "s").stdout == run("measure", "s.parquet").stdout
    assert "exists already" in refused(run(*words, "--out", "s"))
    assert run(*words, "--out", "s", "--force").exit_code == 0


def test_an_hour_in_which_nothing_happens_is_a_log(run: Command, plant: Path) -> None:
    """A run that ends before the plant opens streams a log without rows, whose measures are not known."""
    done = run("simulate", plant, "--warm-up", "0d", "--horizon", "1h", "--out", "s")
    assert done.exit_code == 0, done.output
    assert "not known" in done.stdout
    assert run("measure", "s").exit_code == 0


def test_a_folder_of_other_things_is_no_place_for_a_log(here: Path, run: Command, plant: Path, log: Path) -> None:
    """The current folder, a plant folder, a file and a missing parent are refused before the run, forced or not."""
    before = names(here)
    for place, said in ((".", "holds"), ("line", "holds"), (log, "let its name end"), ("no/where", "is no folder")):
        words = ("--warm-up", "1d", "--horizon", "14d", "--out", place, "--force")
        assert said in refused(run("simulate", plant, *words))
    (here / "plain").write_text("mine")
    assert "is a file" in refused(run("simulate", plant, "--out", "plain", "--force"))
    assert names(here) == before | {"plain"}


def test_an_interruption_while_measuring_leaves_no_folder(
    here: Path, run: Command, plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log that is streamed already goes when the run is interrupted before it is measured."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = names(here)
    monkeypatch.setattr("plantwright.observe.measures.measure", stop)
    assert run("simulate", plant, "--warm-up", "1d", "--horizon", "14d", "--out", "s").exit_code == 130
    assert names(here) == before


@pytest.mark.parametrize("place", ["no/x.json", ".", "log.csv/x.json"])
def test_a_place_that_cannot_be_written_is_refused_first(place: str, here: Path, log: Path) -> None:
    """A missing folder, a folder and a file taken for one are refused before any work is done."""
    with pytest.raises(OutputError):
        check_json(Path(place))
    assert names(here) == {"log.csv"}


def test_an_event_log_is_parquet(here: Path) -> None:
    """A log is never written under a name that promises another form."""
    with pytest.raises(OutputError, match=r"let its name end with \.parquet"):
        check_log(here / "log.csv", force=True)


def test_json_knows_no_nan(here: Path) -> None:
    """What is not known is null, so that every reader of JSON can read it."""
    write_json(here / "x.json", {"a": [1.0, math.nan, -math.inf]})
    assert json.loads((here / "x.json").read_text()) == {"a": [1.0, None, None]}


def test_a_write_that_fails_keeps_the_old_file(here: Path) -> None:
    """A file is replaced as a whole or stays as it was."""
    target = here / "x.json"
    target.write_text("{}")

    def half(place: Path) -> None:
        place.write_text("{ half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_whole(target, half)
    assert target.read_text() == "{}"
    assert names(here) == {"x.json"}
