"""Whatever is wrong with the input: one message with all problems, exit code 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cli.conftest import Command, line, log_text, names, refused
from plantwright.files.plant import write_plant
from plantwright.model.distribution import Distribution

HEADER = log_text().splitlines()[0]
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
FILES = {
    "empty.csv": (b"", "the file is empty"),
    "picture.csv": (PNG, "binary content"),
    "header.csv": (f"{HEADER}\n".encode(), "a header and no rows"),
    "log.docx": (b"PK", "allowed are .csv"),
    "log.parquet": (b"nope" * 20, "no Parquet"),
    "words.txt": (b"Dear colleague,\nthe plant is broken.\n\nBye\n", "a single column"),
    "when.csv": (b"order,station,start\nA,saw,soon\nB,saw,late\n", "no usable time column"),
    "back.csv": (b"order,station,start,end\n" + b"A,saw,2025-05-05 09:00,2025-05-05 08:00\n" * 3, "end ('end') before"),
    "same.csv": (b"order,station,start,end\n" + b"A,saw,2025-05-05 09:00,2025-05-05 09:00\n" * 3, "every time is 2025"),
}
CHANGES = {
    "key": ("- {name: a, add_machines: {work_center: mill}}", "changes.a.add_machines: unknown key"),
    "zero": (
        "- {name: a, scale_process_time: {work_center: mill, factor: 0}}",
        "changes.a.scale_process_time.factor: 0",
    ),
    "nan": ("- {name: a, scale_demand: {factor: .nan}}", "changes.a.scale_demand.factor: nan"),
    "center": (
        "- {name: a, add_stations: {work_center: mil, count: 1}}",
        "unknown work center 'mil'; known are saw, mill",
    ),
    "base": ("- {name: base, scale_demand: {factor: 2}}", "changes.base: the name of the plant as it is"),
    "none": ("[]", "no changes in it"),
}
FACTS = {
    "workers: -1": "workers: -1",
    "log_window: {from: '2025-06-01T00:00:00', to: '2025-05-01T00:00:00'}": "is not before",
    "shifts: [{days: mon-fry, from: '06:00', to: '14:00'}]": "'mon-fry' names no days",
    "shifts: [{days: mon-fri, from: 6, to: '14:00'}]": "shifts.0.from: 6",
    "work_centers: [{id: mill, stations: 1}]": "1 told, 2 are in the log",
    "work_centers: [{id: Mill}]": "not in the log, which has mill, saw untold",
    "a: [": "not YAML",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_log_is_refused(name: str, here: Path, run: Command) -> None:
    """Empty, binary, without rows, without times, backward or without any length: the message says which."""
    content, said = FILES[name]
    (here / name).write_bytes(content)
    assert said in refused(run("measure", name, "--json", "m.json"))
    assert names(here) == {name}


@pytest.mark.parametrize("command", ["measure", "study", "simulate", "what-if", "export"])
def test_what_is_not_there_is_refused(command: str, here: Path, run: Command, changes: Path) -> None:
    """Every command says that its input is missing."""
    more = {"what-if": ["--changes", changes], "export": ["--simpy", "shop.py"]}.get(command, [])
    assert "nowhere: there is no such" in refused(run(command, "nowhere", *more))
    assert names(here) == {"changes.yaml"}


def test_two_logs_in_a_folder_are_refused(here: Path, run: Command, log: Path) -> None:
    """Nobody guesses which of two logs is meant."""
    (here / "log.txt").write_text(log.read_text())
    assert "it has log.csv and log.txt" in refused(run("measure", here))


def test_a_folder_of_results_is_no_input(here: Path, run: Command, plant: Path) -> None:
    """Results given as records are refused, and the plant in them is pointed at."""
    (here / "x.study").mkdir()
    plant.rename(here / "x.study" / "plant")
    (here / "x.study" / "run.json").write_text("{}")
    assert "x.study/plant, the learned plant" in refused(run("study", "x.study"))


def test_a_plant_holds_nothing_to_measure(run: Command, plant: Path) -> None:
    """Who measures a plant folder is told which command runs it."""
    assert "plantwright simulate" in refused(run("measure", plant))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_that_cannot_be_is_refused(name: str, here: Path, run: Command, plant: Path) -> None:
    """Unknown keys and work centers, factors of nothing, reserved names and empty lists are named."""
    text, said = CHANGES[name]
    (here / "c.yaml").write_text(f"changes:\n{text}\n" if text != "[]" else "changes: []\n")
    before = names(here)
    assert said in refused(run("what-if", plant, "--changes", "c.yaml", "--json", "o.json", "--replications", "2"))
    assert names(here) == before


@pytest.mark.parametrize("told", FACTS)
def test_facts_that_cannot_be_are_refused(told: str, here: Path, run: Command, log: Path) -> None:
    """Impossible facts, and facts that the log contradicts, are named."""
    (here / "facts.yaml").write_text(told)
    assert FACTS[told] in refused(run("study", here, "--out", here / "out"))
    assert names(here) == {"log.csv", "facts.yaml"}


def test_all_that_is_wrong_is_said_at_once(here: Path, run: Command) -> None:
    """Output, changes and records are asked about together, so that nobody mends one and meets the next."""
    (here / "log.csv").write_text("")
    said = refused(run("study", "log.csv", "--out", "nowhere/x", "--changes", "none.yaml"))
    assert "3 problems in what was given" in said
    assert [part in said for part in ("nowhere is no folder", "none.yaml: cannot be read", "the file is empty")] == [
        True
    ] * 3


def test_options_that_make_no_sense_are_refused(run: Command, plant: Path, changes: Path) -> None:
    """A time without a unit, a horizon of nothing and a place that is none are named by their options."""
    said = refused(run("what-if", plant, "--changes", changes, "--warm-up", "30", "--horizon", "0d", "--json", "no/x"))
    assert [part in said for part in ("--warm-up: '30'", "--horizon: '0d'", "no/x")] == [True] * 3


MAPPED = [
    (["--map", "order"], "half of it is missing"),
    (["--map", "order=order", "--map", "order=product"], "order is 'order' already"),
    (["--map", "order=Case", "--map", "oder=order"], "the table has no 'Case'"),
    (["--time-zone", "Mars/Base"], "'Mars/Base' is unknown"),
]


@pytest.mark.parametrize(("words", "said"), MAPPED)
def test_a_column_that_is_not_there_is_refused(words: list[str], said: str, run: Command, log: Path) -> None:
    """A mapping that is half, double or of names that do not exist is named; so is a zone that does not exist."""
    assert said in refused(run("measure", log, *words))


def test_a_plant_has_no_columns(run: Command, plant: Path) -> None:
    """Options that speak of a log are not silently ignored for a plant."""
    assert "--map: a plant has no columns" in refused(run("study", plant, "--map", "order=x"))


@pytest.mark.parametrize("command", ["study", "simulate", "what-if"])
def test_a_plant_that_cannot_keep_up_is_refused(command: str, here: Path, run: Command, changes: Path) -> None:
    """A plant asked for more than it can do: the work center and its utilization are named, and so is the cure."""
    write_plant(line(interarrival=Distribution.exponential(1000.0)), here / "line")
    before = names(here)
    more = ["--changes", changes] if command == "what-if" else []
    said = refused(run(command, "line", *more))
    assert "work_centers.saw: utilization 1.800" in said
    assert "add a station" in said
    assert names(here) == before


def test_a_crew_that_cannot_keep_up_is_refused(here: Path, run: Command, plant: Path) -> None:
    """Too few people for the work are as impossible as too few stations."""
    (plant / "workers.csv").write_text("worker,skill\nw1,milling\n")
    assert "work_centers mill: the 1 who have milling would work 1.481" in refused(run("simulate", plant))


@pytest.mark.parametrize("command", ["study", "simulate", "what-if"])
def test_a_floor_that_deadlocks_is_refused(command: str, here: Path, run: Command, changes: Path) -> None:
    """Two work centers without buffers that wait for each other are both named."""
    plant = line(policy="conwip", wip_limit=12)
    steps = plant.products[0].routings[0].operations
    again = tuple(one.model_copy(update={"id": f"{one.id} again"}) for one in steps)
    routing = plant.products[0].routings[0].model_copy(update={"operations": (*steps, *again)})
    product = plant.products[0].model_copy(update={"routings": (routing,)})
    centers = tuple(one.model_copy(update={"buffer": 0}) for one in plant.work_centers)
    write_plant(plant.model_copy(update={"products": (product,), "work_centers": centers}), here / "line")
    more = ["--changes", changes] if command == "what-if" else []
    said = refused(run(command, "line", *more))
    assert "work center 'saw': every station is blocked" in said
    assert "work center 'mill': every station is blocked" in said


def test_an_unfinished_plant_folder_is_refused(run: Command, plant: Path) -> None:
    """A plant folder is refused with the file and row to mend."""
    text = (plant / "operations.csv").read_text().replace("4000.0", "fast")
    (plant / "operations.csv").write_text(text)
    assert "operations.csv row 3, column per_lot: 'fast'" in refused(run("simulate", plant))
    fields = yaml.safe_load((plant / "plant.yaml").read_text())
    (plant / "plant.yaml").write_text(yaml.safe_dump({**fields, "nmae": 1}))
    assert "2 problems" in refused(run("simulate", plant))
