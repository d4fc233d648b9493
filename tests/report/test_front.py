"""The first page and its small picture."""

from __future__ import annotations

import re
from dataclasses import replace

from plantwright.model.change import Cost
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Costs
from plantwright.report.changes_table import changes_table
from plantwright.report.front import front_page
from plantwright.report.picture import SHOWN, gain_picture


def _words(markup) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup.text).replace("&nbsp;", " ").split())


def test_the_first_change_stands_with_gain_cost_and_chance(fabricated):
    """Gain with interval, cost as told, payback and the chance to be best stand in four boxes."""
    words = _words(front_page(fabricated.study()))
    assert "Throughput gained +8.1 % 95 % interval +7.0 to +9.2" in words
    assert "Cost 18,000 EUR once" in words
    assert "Pays back in" in words
    assert re.search(r"Chance to be best \d+ %", words)


def test_a_cost_that_the_plant_knows_is_said_with_its_currency(fabricated):
    """What nobody told with a change is taken from the plant's costs, on the first page and in the table alike."""
    study = fabricated.study()
    plant = study.plant.model_copy(update={"currency": "EUR", "costs": Costs(station_once={"Gear hobbing": 240_000})})
    first = study.ranking.changes[1]
    untold = replace(first, change=first.change.model_copy(update={"cost": Cost()}))
    found = replace(study, plant=plant, ranking=replace(study.ranking, changes=(untold,)))
    assert "Cost 240,000 EUR once" in _words(front_page(found))
    assert "costs 240,000 EUR once" in _words(changes_table(found.ranking, plant))
    assert "cost not told" in _words(changes_table(found.ranking))


def test_no_promise_without_a_sure_gain(fabricated):
    """Where no change can be told from nothing, or none is ranked, no box promises anything."""
    study = fabricated.study()
    weak = replace(study, ranking=replace(study.ranking, changes=study.ranking.changes[4:]))
    for one in (weak, replace(study, ranking=None, refusal="too few orders")):
        assert "Chance to be best" not in _words(front_page(one))
        assert "What to do on Monday" in _words(front_page(one))


def test_an_unknown_payback_says_why(fabricated):
    """Not known stands with its reason below it, said once."""
    study = fabricated.study()
    unknown = Estimate(value=None, unit="years", method="not known: no cost told")
    first = replace(study.ranking.changes[0], payback=unknown)
    words = _words(front_page(replace(study, ranking=replace(study.ranking, changes=(first,)))))
    assert "Pays back in not known no cost told" in words


def test_the_picture_is_drawn_to_scale(fabricated):
    """Each of the first bars begins at zero and ends at its gain on one scale, and its line spans the interval."""
    ranking = fabricated.ranking()
    text = gain_picture(ranking).text
    bars = [float(width) for width in re.findall(r'<rect class="bar"[^>]* width="([\d.]+)"', text)]
    gains = [one.gain.value for one in ranking.changes[:SHOWN]]
    assert len(bars) == len(gains)
    for bar, gain in zip(bars, gains, strict=True):
        assert abs(bar / bars[0] - gain / gains[0]) < 0.01
    spans = [(float(low), float(high)) for low, high in re.findall(r'd="M([\d.]+) [\d.]+H([\d.]+)M', text)]
    assert all(low < high for low, high in spans)


def test_a_loss_is_drawn_to_the_left(fabricated):
    """A gain below zero ends at the stroke of zero and begins left of it; nothing ranked draws nothing."""
    ranking = fabricated.ranking()
    loss = replace(ranking.changes[0], gain=Estimate(value=-2.0, unit="%", low=-3.0, high=-1.0))
    text = gain_picture(replace(ranking, changes=(ranking.changes[0], loss))).text
    bars = [(float(x), float(w)) for x, w in re.findall(r'class="bar" x="([\d.]+)" y="4" width="([\d.]+)"', text)]
    zero = float(re.search(r'class="zero" d="M([\d.]+)', text)[1])
    assert bars[0][0] == zero
    assert abs(sum(bars[1]) - zero) < 0.11
    assert gain_picture(None).text == ""
