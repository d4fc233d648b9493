"""Quality on a page: control charts alone, and as a part of a study."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from plantwright.events.log import EventLog, conform
from plantwright.events.schema import MEASUREMENTS
from plantwright.observe.spc.characteristics import characteristics_of
from plantwright.observe.spc.gauge_anova import gauge_anova
from plantwright.observe.spc.judged import judge
from plantwright.report.page import page
from plantwright.report.quality import quality_section
from plantwright.report.spc_page import spc_page

STEADY = np.random.default_rng(15).normal(10, 1, size=60)
SHIFTED = STEADY + np.where(np.arange(60) < 30, 0, 5)


def measurements(**values: np.ndarray) -> pa.Table:
    """Return measurements of characteristics with an upper limit."""
    rows = [
        {"characteristic": name, "value": one, "unit": "mm", "upper_limit": 20.0}
        for name, of in values.items()
        for one in of.tolist()
    ]
    return conform(pa.Table.from_pylist(rows), MEASUREMENTS)


@pytest.fixture
def measured(fabricated) -> EventLog:
    """Return a log with a steady and a shifted characteristic."""
    log = fabricated.study().log
    return EventLog.from_arrow(
        log.intervals.to_pyarrow(), log.orders.to_pyarrow(), log.meta, measurements=measurements(a=STEADY, b=SHIFTED)
    )


def test_a_study_without_measurements_has_no_part_on_quality(fabricated):
    """Nothing is said of quality where nothing was measured."""
    assert quality_section(fabricated.study().log).text == ""
    assert quality_section(None).text == ""


def test_a_study_charts_what_signals(fabricated, measured):
    """All characteristics stand in the table; the one that shifted is charted, the steady one is not."""
    text = quality_section(measured).text
    assert "Signals beyond chance: 1 of 2 characteristics measured." in text
    assert "chart-quality-0-0" in text
    assert "chart-quality-1-0" not in text
    assert text.index("<h3>b</h3>") > 0
    whole = page(replace(fabricated.study(), log=measured), {})
    assert whole.index('id="quality"') < whole.index('id="findings"')


def test_a_page_of_charts_says_all_and_asks_no_network():
    """Each characteristic has its charts, numbers and signals; no address is loaded."""
    judged = [judge(one) for one in characteristics_of(measurements(a=STEADY, b=SHIFTED))]
    text = spc_page("line <1>", judged)
    assert "line &lt;1&gt;" in text
    assert text.count('class="chart"') == 4
    assert "One of two characteristics signals more than chance would: b." in text
    assert "src=" not in text.split("</style>")[1].split("<script>")[0]


def test_a_gauge_study_has_its_page():
    """A gauge study shows its sources of variation and its verdict."""
    random = np.random.default_rng(1)
    readings = random.normal(size=(5, 1, 1)) + random.normal(0, 0.1, size=(5, 3, 2))
    text = spc_page("gauge", (), gauge_anova(readings, unit="mm"))
    assert "Distinct categories" in text
    assert text.count("the gauge is") == 2


def test_a_characteristic_that_cannot_be_charted_says_why():
    """Values that do not vary are told, and no chart is drawn."""
    text = spc_page("flat", [judge(one) for one in characteristics_of(measurements(a=np.full(20, 5.0)))])
    assert "do not vary" in text
    assert 'class="chart"' not in text
