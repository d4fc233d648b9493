"""Records kept for people to read: every field of every file is found or asked for, none is silently wrong."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from plantwright.errors import QuestionsError
from plantwright.events.read import read_log

MESSY = Path(__file__).parents[2] / "examples" / "messy-records"
sys.path.insert(0, str(MESSY))

import check as messy  # noqa: E402

import make  # noqa: E402

LINES = list(messy.lines())


def test_there_are_many_unlike_files() -> None:
    """More than twenty forms are kept, each with a sentence on what is odd."""
    assert len({one.file for one in LINES}) >= 20
    assert len({case.about for case, _ in make.MADE}) == len(make.MADE)


@pytest.mark.parametrize("line", LINES, ids=lambda one: f"{one.file}-{one.field}")
def test_no_field_is_silently_wrong(line) -> None:
    """A field holds what was written, or is asked for by name."""
    assert line.verdict in ("found", "asked")


def test_nine_in_ten_are_found_without_help() -> None:
    """Of all fields of all files, at least nine in ten need no question."""
    shares = Counter(one.verdict for one in LINES)
    assert shares["found"] >= 0.9 * len(LINES)


def test_the_table_in_the_readme_is_what_is_printed() -> None:
    """The readme's table is the output of the script."""
    assert messy.table(LINES) in (MESSY / "README.md").read_text(encoding="utf-8")


QUESTIONS = {
    "nist_mtconnect_logs/agfm_ProductionLog_2013_pseudonymised.csv": {"station"},
    "nist_mtconnect_logs/zeiss_cmm_RunTracker_2016.txt": {"station"},
    "nist_mtconnect_logs/vmc3axis_mtconnectlog_2016.csv": set(),
    "levy2014_production/production_restored.csv": set(),
    "levy2014_production/Production_simod.csv": set(),
    "levy2014_production/Production_simod.xes.gz": set(),
    "usaid_scms_delivery/SCMS_Delivery_History_Dataset_20150929.csv": {"start", "end", "station", "order"},
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_real_records(name: str, shared_data: Path) -> None:
    """Real files are read without a line of configuration, or ask for just what they do not tell."""
    asked: set[str] = set()
    try:
        assert read_log(shared_data / name).intervals.count().to_pyarrow().as_py() > 0
    except QuestionsError as error:
        asked = {one.name for one in error.questions}
    assert asked == QUESTIONS[name]


UNSEEN = list(messy.lines(messy.write_unseen))


@pytest.mark.parametrize("line", UNSEEN, ids=lambda one: f"{one.file}-{one.field}")
def test_no_field_of_the_unseen_is_silently_wrong(line) -> None:
    """Of files written by one who had not seen the reader none is misread: found, asked for, or refused."""
    assert line.verdict in ("found", "asked", "refused")


def test_the_table_of_the_unseen_is_what_is_printed() -> None:
    """The readme's second table is the output of the script."""
    assert messy.table(UNSEEN) in (MESSY / "README.md").read_text(encoding="utf-8")
