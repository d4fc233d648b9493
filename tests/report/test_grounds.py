"""What the ranking rests on, on the page, on the screen and in the files."""

from __future__ import annotations

import json
from dataclasses import replace

from plantwright.improve.rests import Rests
from plantwright.improve.robust import Robustness
from plantwright.model.estimate import Estimate
from plantwright.report.changes_csv import SHARES, write_changes
from plantwright.report.changes_table import changes_table
from plantwright.report.grounds import ground_lines, grounds
from plantwright.report.ranking_json import write_ranking

LASTS = Robustness(6, 5, 4, "demand +10 %", Estimate(value=1.2, unit="%", low=-0.3, high=2.7), ("20 % more gear",))


def explained(fabricated):
    """Return the ranking with what its first change rests on."""
    ranking = fabricated.ranking()
    first = replace(ranking.changes[0], rests=Rests(0.2, 0.8, {"breakdown": 0.7, "order": 0.3}), robust=LASTS)
    return replace(ranking, changes=(first, *ranking.changes[1:]), base_rests=Rests(0.4, 0.6, {"arrival": 1.0}))


def test_the_lines_say_what_would_help_and_what_lasts(fabricated):
    """One line for the plant as it is and one for each change that was asked: records, demand and mix."""
    base, first = ground_lines(explained(fabricated))
    assert base.startswith("Throughput as it is: 60 % of the width is what the records leave open")
    assert "80 % of the width is what the records leave open; of that 70 % are the breakdowns" in first
    assert "Keeps a gain in 5 of 6 other demands and mixes, stays in group 1 in 4; least with demand +10 %" in first
    assert "cannot keep up with 20 % more gear" in first
    assert list(ground_lines(fabricated.ranking())) == []


def test_the_page_states_the_promise(fabricated):
    """The promise stands under the table with its method, with or without further lines."""
    for ranking in (fabricated.ranking(), explained(fabricated)):
        assert "at least 95&nbsp;% group 1 holds the best" in grounds(ranking).text
        assert "Nelson et al. 2001" in grounds(ranking).text
    assert "keeps a gain in 5 of 6" in changes_table(explained(fabricated)).text


def test_the_files_hold_the_same(fabricated, tmp_path):
    """The CSV has the shares as columns, and the JSON the promise and everything else with its intervals."""
    write_changes(explained(fabricated), tmp_path / "changes.csv")
    head, first, second, *_ = (tmp_path / "changes.csv").read_text(encoding="utf-8").splitlines()
    assert head.endswith(",".join(SHARES))
    assert first.endswith("0.2,0.8,5,6")
    assert second.endswith(",,,,")
    write_ranking(explained(fabricated), tmp_path / "ranking.json")
    found = json.loads((tmp_path / "ranking.json").read_text(encoding="utf-8"))
    assert found["guarantee"]["level"] == 0.95
    assert found["guarantee"]["indifference"] == 0.5
    assert found["changes"][0]["rests"]["by_source"] == {"breakdown": 0.7, "order": 0.3}
    assert found["changes"][0]["robust"]["worst_gain"]["low"] == -0.3
    assert found["changes"][1]["change"]["name"] == fabricated.ranking().changes[1].change.name
    write_ranking(None, tmp_path / "ranking.json")
    assert json.loads((tmp_path / "ranking.json").read_text(encoding="utf-8")) is None
