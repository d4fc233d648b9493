"""``plantwright start``: ten answers make a plant; whatever goes wrong, no answer is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from cli.conftest import names, refused
from plantwright.cli.app import app
from plantwright.files.answers import read_answers, write_answers
from plantwright.files.plant import read_plant

LINES = (
    "gear",
    "turn, mill",
    "lathe",
    "mill 2",
    "10 8 15 min, setup 30 min",
    "20 15 30 min, setup 40 min",
    "mon-fri 06:00-14:00",
    "6",
    "12",
    "enough",
    "mill every 2 weeks for 4 h",
    "waiting",
    "?",
)


def start(*words: object, lines: tuple[str, ...] = ()) -> Result:
    """Run the command with these lines typed."""
    typed = "".join(f"{line}\n" for line in lines)
    return CliRunner().invoke(app, ["start", *map(str, words)], input=typed)


def test_ten_answers_make_a_plant(here: Path) -> None:
    """Thirteen lines for ten questions leave a plant folder and the answers as they were typed."""
    done = start("shop", lines=LINES)
    assert done.exit_code == 0, done.output
    plant = read_plant(here / "shop")
    assert [one.id for one in plant.work_centers] == ["lathe", "mill"]
    assert list(read_answers(here / "shop" / "answers.yaml").values()) == list(LINES)
    assert "10 of 10 · money" in done.output
    assert "plantwright study shop" in done.output


def test_a_wrong_answer_is_asked_again(here: Path) -> None:
    """What is no answer is said with what was found, what is allowed and the cure, and asked again."""
    done = start("shop", lines=(*LINES[:4], "10 parsec", *LINES[4:]))
    assert done.exit_code == 0
    assert "'parsec' is no unit; usual, best and worst" in " ".join(done.output.split())
    assert done.output.count("How long does turn take") == 2


def test_back_goes_back(here: Path) -> None:
    """``back`` asks the question before again, also over several questions, and at the first one does nothing."""
    done = start("shop", lines=("back", LINES[0], "saw", "back", "back", *LINES))
    assert done.exit_code == 0
    assert done.output.count("What do you make?") == 3
    assert read_plant(here / "shop").products[0].id == "gear"


def test_answers_that_end_are_kept_and_gone_on_with(here: Path) -> None:
    """Where the lines end the command says where the answers are; the next one asks only what is open."""
    done = start("shop", lines=LINES[:5])
    assert "5 answers are kept in shop/answers.yaml" in refused(done)
    assert not (here / "shop" / "plant.yaml").exists()
    again = start("shop", lines=LINES[5:])
    assert again.exit_code == 0
    assert "5 answers are known from before" in again.output
    assert "What do you make?" not in again.output
    assert len(read_answers(here / "shop" / "answers.yaml")) == len(LINES)


def test_an_answer_edited_in_the_file_is_asked_again(here: Path) -> None:
    """An answer that was spoiled by hand is the one asked for; the others stay."""
    start("shop", lines=LINES[:-1])
    file = here / "shop" / "answers.yaml"
    write_answers({**read_answers(file), ("shifts",): "early"}, file)
    done = start("shop", lines=("mon-fri 06:00-14:00", "?"))
    assert done.exit_code == 0
    assert "When do you work?" in done.output


def test_the_saved_file_answers_all(here: Path) -> None:
    """With ``--answers`` nothing is asked, and the same file makes the same plant."""
    start("shop", lines=LINES)
    done = start("other", "--answers", "shop/answers.yaml")
    assert done.exit_code == 0, done.output
    assert "What do you make?" not in done.output
    first, second = (read_plant(here / name) for name in ("shop", "other"))
    assert second == first.model_copy(update={"name": "other"})
    assert read_answers(here / "other" / "answers.yaml") == read_answers(here / "shop" / "answers.yaml")


def test_a_file_that_is_short_says_all_that_is_missing(here: Path) -> None:
    """Every answer that a file lacks is named at once, and nothing is written."""
    Path("a.yaml").write_text("products: gear\nsteps: {gear: 'turn'}\nshifts: early\n")
    said = refused(start("shop", "--answers", "a.yaml"))
    for name in ("machines.turn: no answer", "times.turn: no answer", "shifts: 'early': no shift", "money: no answer"):
        assert name in said
    assert "write ? where it is not known" in said
    assert names(here) == {"a.yaml"}


@pytest.mark.parametrize("text", ["[1, 2]", "products: [a, b]", "products: {", "products: a\nproducts: b"])
def test_a_file_that_holds_no_answers_is_refused(here: Path, text: str) -> None:
    """Lists, broken YAML and repeated keys are refused with the file's name."""
    Path("a.yaml").write_text(text)
    assert "a.yaml" in refused(start("shop", "--answers", "a.yaml"))


def test_nothing_is_overwritten_unasked(here: Path) -> None:
    """A plant that stands there stays, and so does a log; ``--force`` replaces a plant by that of its answers."""
    start("shop", lines=LINES)
    before = (here / "shop" / "operations.csv").read_text()
    assert "replace it with --force" in refused(start("shop", lines=LINES))
    answers = here / "shop" / "answers.yaml"
    write_answers({**read_answers(answers), ("times", "turn"): "11 min"}, answers)
    assert start("shop", "--force").exit_code == 0
    assert (here / "shop" / "operations.csv").read_text() != before
    (here / "records").mkdir()
    (here / "records" / "log.csv").write_text("order\n")
    assert "it holds records" in refused(start("records", lines=LINES))
    (here / "file").write_text("")
    assert "is a file" in refused(start("file", lines=LINES))


def test_answers_that_contradict_each_other_are_asked_again(here: Path) -> None:
    """More orders than the machines can do is no plant: the work center is named, and the orders are asked again."""
    done = start("shop", lines=(*LINES[:7], "60", *LINES[8:], "6"))
    assert done.exit_code == 0
    assert "the answers contradict each other: work_centers.lathe: utilization" in done.output
    assert read_plant(here / "shop").release.interarrival


def test_contradicting_answers_of_a_file_are_refused(here: Path) -> None:
    """A file that asks for more than the machines can do is refused, and nothing is written."""
    start("shop", lines=LINES)
    told = read_answers(here / "shop" / "answers.yaml")
    write_answers({**told, ("orders", "week"): "60"}, here / "a.yaml")
    assert "the answers contradict each other" in refused(start("other", "--answers", "a.yaml"))
    assert not (here / "other").exists()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a POSIX signal")
def test_ctrl_c_loses_nothing(here: Path) -> None:
    """Interrupted in the middle, the command leaves what was answered, says so, and ends with 130."""
    code = "from plantwright.cli.main import main; main()"
    command = [sys.executable, "-c", code, "start", "shop"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin
        process.stdin.write("".join(f"{line}\n" for line in LINES[:6]).encode())
        process.stdin.flush()
        file, began = here / "shop" / "answers.yaml", time.monotonic()
        while time.monotonic() - began < 60 and not (file.exists() and len(read_answers(file)) == 6):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)  # before its input ends, which would end it otherwise
        assert process.stderr
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert "interrupted; 6 answers are kept in shop/answers.yaml" in said
    assert "nothing was written" not in said
    assert list(read_answers(file).values()) == list(LINES[:6])


def test_a_what_if_is_as_wide_as_what_was_told(here: Path) -> None:
    """Asked what if, a told plant says that it was told, with wider intervals than the same plant known for sure."""
    start("shop", lines=LINES)
    Path("changes.yaml").write_text(
        "changes:\n- {name: faster, scale_process_time: {work_center: mill, factor: 0.9}}\n"
    )
    told, sure = (
        CliRunner().invoke(
            app, ["what-if", "shop", "--changes", "changes.yaml", "--warm-up", "1w", "--horizon", "2w", "--json",
                  f"{draws}.json", "--replications", "8", "--draws", draws],
        )
        for draws in ("8", "0")
    )  # fmt: skip
    assert (told.exit_code, sure.exit_code) == (0, 0)
    assert "rests on what was told, not measured" in " ".join(told.output.split())
    assert "chance alone" in " ".join(sure.output.split())
    wide, narrow = (json.loads(Path(f"{draws}.json").read_text())["shop"]["base"]["flow_mean"] for draws in ("8", "0"))
    assert wide[2] - wide[1] > narrow[2] - narrow[1]


def test_answers_are_written_as_they_were_typed(tmp_path: Path) -> None:
    """Blanks, colons, quotes and other alphabets come back from the file as they were."""
    raw = {
        ("products",): "a: b, 'c' \"d\"",
        ("steps", "a: b"): "切割, fräsen",
        ("orders", "week"): "10",
        ("money",): "?",
    }
    write_answers(raw, tmp_path / "answers.yaml")
    assert read_answers(tmp_path / "answers.yaml") == raw
    assert yaml.safe_load((tmp_path / "answers.yaml").read_text(encoding="utf-8"))["orders"]["week"] == "10"
