"""Facts and records that cannot both be true are refused, each with what was found and the cure."""

from __future__ import annotations

import pytest

from plantwright.errors import RecordsError
from plantwright.events.read import read_log
from plantwright.model.facts import Facts

LINES = ("A saw-1 08:00 09:00 w1", "B saw-2 08:00 09:00 w2", "C mill-1 09:00 10:00 w3", "D saw-1 09:00 10:00 w4")
WRONG = [
    ({"work_centers": [{"id": "saw", "stations": 1}]}, "work_centers.saw.stations: 1 told, 2 are in the log"),
    ({"work_centers": [{"id": "Saw"}, {"id": "mill"}]}, "work_centers.Saw: not in the log, which has saw untold"),
    ({"workers": 1}, "workers: 1 told, but more are at work in 100%"),
    ({"shifts": [{"days": "sat-sun", "from": "06:00", "to": "14:00"}]}, "shifts: only 0% of the recorded starts"),
    ({"log_window": {"from": "2024-01-01T00:00:00", "to": "2024-02-01T00:00:00"}}, "holds none of the records"),
]
RIGHT = [
    {"work_centers": [{"id": "saw", "stations": 3}, {"id": "mill"}, {"id": "spare", "stations": 1}]},
    {"workers": 2},
    {"shifts": [{"days": "mon-fri", "from": "08:00", "to": "16:00"}]},
    {"log_window": {"from": "2025-05-05T00:00:00", "to": "2025-05-06T00:00:00"}},
]


@pytest.mark.parametrize(("told", "said"), WRONG)
def test_a_contradiction_is_refused(told, said, rows, log_of):
    """A log cannot show more stations, other names, more people, other hours or other weeks than the facts tell."""
    with pytest.raises(RecordsError) as error:
        log_of(rows(*LINES), facts=Facts.model_validate(told))
    assert [said in problem for problem in error.value.problems] == [True]


def test_a_limit_that_was_not_kept_is_refused(rows, tmp_path):
    """More orders on the floor than half again the limit told means that there was no such limit."""
    names = "ABC"
    (tmp_path / "log.csv").write_text(rows(*(f"{name} saw-{k} 08:00 10:00" for k, name in enumerate(names, 1))))
    stays = [f"{name},2025-05-05 08:00,2025-05-05 10:00" for name in names]
    (tmp_path / "orders.csv").write_text("\n".join(["order,released,completed", *stays]))
    with pytest.raises(RecordsError, match=r"conwip: 1 told, but 3\.0 orders or more"):
        read_log(tmp_path, facts=Facts(release="conwip: 1"))
    assert read_log(tmp_path, facts=Facts(release="conwip: 3")).findings is not None


def test_all_contradictions_are_said_at_once(rows, log_of):
    """Whoever mends the facts is told everything that is wrong with them."""
    told = {key: value for fields, _ in WRONG[1:4] for key, value in fields.items()}
    with pytest.raises(RecordsError) as error:
        log_of(rows(*LINES), facts=Facts.model_validate(told))
    assert len(error.value.problems) == 3


@pytest.mark.parametrize("told", RIGHT)
def test_facts_that_say_more_than_the_log_are_welcome(told, rows, log_of):
    """An idle work center, a station that stood still, fewer people than names and the edges of a shift are fine."""
    assert log_of(rows(*LINES), facts=Facts.model_validate(told)).findings is not None
