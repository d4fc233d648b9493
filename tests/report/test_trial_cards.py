"""Trial cards and the track record, as people read them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from files.test_history import entry
from plantwright.improve.stop_rule import Look, StopRule
from plantwright.improve.trial_card import Detectable, TrialCard, Watched
from plantwright.model.change import Change, ScaleProcessTime
from plantwright.model.estimate import Estimate
from plantwright.model.history import History
from plantwright.report.page import page
from plantwright.report.track_record import record_sentence
from plantwright.report.trial_cards import trial_lines, write_trials

GAIN = Estimate(value=-18.0, unit="%", low=-30.0, high=-8.0)


def card(days: float | None = 12.4) -> TrialCard:
    """Return the card of a faster mill."""
    return TrialCard(
        change=Change(name="faster mill", edits=(ScaleProcessTime(work_center="mill", factor=0.9),)),
        objective="flow_mean",
        owner="",
        watched=(Watched("flow_mean", GAIN, 3.0, days),),
        where=("mill",),
        detectable=tuple(Detectable(length, -60.0 / length) for length in (5, 10, 20, 60)),
        stop=StopRule((Look(7.0, 14.0), Look(13.0, 9.0)), 0.05, 0.9),
        before_days=84.0,
        gain=GAIN,
    )


def test_a_card_in_a_line() -> None:
    """The line says how long, what to watch and where, what could be seen and when to stop."""
    (line,) = trial_lines([card()])
    assert line == (
        "Try “faster mill”: 13 days; watch mean flow time, and the queue and stations of mill; in 20 days an effect of "
        "−3.0 % on mean flow time would be seen; stop on day 7 beyond +14 %."
    )


def test_what_cannot_be_seen_is_said() -> None:
    """No number of days is an answer too."""
    (line,) = trial_lines([card(None)])
    assert "cannot be seen within 120 days" in line


def test_the_page_has_a_card_to_fill_in_and_print(fabricated) -> None:
    """The card stands in a block of its own, with a line for the owner and the false alarm of its limits."""
    text = page(replace(fabricated.study(), trials=(card(),)), {})
    block = text[text.index('class="trial"') :]
    assert "____" in block
    assert "stopped in 5" in block
    assert "day 13: +9" in block


def test_the_page_shows_the_track_record(fabricated) -> None:
    """What was believed, expected and true stands in the page; where nothing was tried, nothing is said."""
    told = replace(fabricated.study(), history=History(entries=(entry(),), broken=("history.jsonl, line 2: no JSON",)))
    assert 'id="track-record"' in page(told, {})
    assert "line 2: no JSON" in page(told, {})
    assert 'id="track-record"' not in page(fabricated.study(), {})


def test_the_sentence_counts_what_agreed() -> None:
    """Two effects as foretold and one far off are two of three."""
    history = History(entries=(entry(), entry(), entry(realized=30.0)))
    assert record_sentence(history).startswith("3 foretold effects were verified, 2 agreed within the intervals")
    assert record_sentence(History()) == "No foretold effect has been verified yet."


def test_cards_are_json(tmp_path: Path) -> None:
    """Every number of a card is in the file."""
    write_trials([card()], tmp_path / "trials.json")
    (found,) = json.loads((tmp_path / "trials.json").read_text(encoding="utf-8"))
    assert found["watched"][0]["days"] == 12.4
    assert found["stop"]["looks"][1] == {"day": 13.0, "limit": 9.0}
    assert found["detectable"][2]["effect"] == pytest.approx(-3.0)
