"""The plant that was told: what was said is in it, what was not is wide, and it keeps up."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantwright.calibrate.told import WIDE, beliefs_of
from plantwright.calibrate.told_load import BUSIEST
from plantwright.calibrate.told_plant import MEMORY, REMEMBERED, mean_factor, told_plant
from plantwright.calibrate.told_questions import Raw, answers_of, questions
from plantwright.files.plant import read_plant, write_plant
from plantwright.model.plant import Plant
from plantwright.twin.load import overload_problems, utilization

SHOP: Raw = {
    ("products",): "gear",
    ("steps", "gear"): "turn, mill",
    ("machines", "turn"): "lathe",
    ("machines", "mill"): "mill 2",
    ("times", "turn"): "10 8 15 min, setup 30 min",
    ("times", "mill"): "20 15 30 min, setup 0",
    ("shifts",): "mon-fri 06:00-14:00",
    ("orders", "week"): "10",
    ("orders", "pieces"): "12",
    ("people",): "2 lathe+mill",
    ("breaks",): "mill every 2 weeks for 1 day",
    ("hurts", "most"): "waiting",
    ("hurts", "floor"): "10-15",
    ("hurts", "promised"): "10",
    ("money",): "?",
}


def plant(**answers: str) -> Plant:
    """Return the shop with other answers; ``times_mill`` is the answer to ``times.mill``."""
    raw = {**SHOP, **{tuple(name.split("_")): text for name, text in answers.items()}}
    return told_plant(answers_of(raw), "shop")


def evidence(made: Plant, path: str) -> tuple[float, float, float, str]:
    """Return what is believed of one number."""
    one = next(one for one in made.evidence if one.path == path)
    return float(one.value or 0), float(one.low or 0), float(one.high or 0), one.method


def test_what_was_told_is_in_the_plant() -> None:
    """Times, set-ups, stations, lots, orders, people and breakdowns are those told, in seconds."""
    made = plant()
    turn, mill = (one for _, one in made.operations())
    assert turn.per_piece == pytest.approx((0.63 * 10 + 0.185 * 23) * 60)
    assert (turn.per_lot, mill.per_lot) == (1800.0, 0.0)
    assert [one.stations for one in made.work_centers] == [1, 2]
    assert made.products[0].mean_quantity() == 12
    assert made.release.interarrival
    assert made.release.interarrival.mean == pytest.approx(40 * 3600 / 10)
    assert [one.skills for one in made.workers] == [("lathe", "mill")] * 2
    failures = made.work_center("mill").failures
    assert failures
    assert (failures.time_to_failure.mean, failures.time_to_repair.mean) == (80 * 3600, 8 * 3600)
    assert failures.clock == "calendar"


def test_how_a_step_varies_is_not_how_well_it_is_known() -> None:
    """A step that never varies is still known no better than memory; one that varies more is known less."""
    assert mean_factor(0.0) == pytest.approx(2.71828 ** (1.96 * MEMORY), rel=1e-4)
    assert mean_factor(0.5) > mean_factor(0.1) > mean_factor(0.0)
    steady = evidence(plant(times_mill="20 20 20 min, setup 0"), "products.*.mill.per_piece")
    assert steady[2] / steady[0] == pytest.approx(mean_factor(0.0))
    assert not [one for one in beliefs_of(plant(times_mill="20 20 20 min")) if one.path.endswith("mill.noise.scv")]
    assert REMEMBERED > 1


def test_a_lot_varies_between_alike_and_each_for_itself() -> None:
    """The squared coefficient of variation of a lot of 12 lies within a piece's over 12 and a piece's."""
    value, low, high, _ = evidence(plant(), "products.*.mill.noise.scv")
    assert low < value / 12**0.5 < value * 12**0.5 < high * 1.01
    alone = evidence(plant(orders_pieces="1"), "products.*.mill.noise.scv")
    assert alone[0] == pytest.approx(value * 12**0.5)


def test_a_range_of_orders_is_the_interval() -> None:
    """Orders told as 8-12 a week give the gap between orders at these ends; a single number is taken a fifth off."""
    week = 40 * 3600
    value, low, high, _ = evidence(plant(orders_week="8-12"), "release.interarrival.mean")
    assert (low, high) == pytest.approx((week / 12, week / 8))
    value, low, high, _ = evidence(plant(), "release.interarrival.mean")
    assert (high / value, value / low) == pytest.approx((1.2, 1.2))


def test_too_little_output_means_a_full_floor() -> None:
    """Who has too little output has work waiting: the floor is kept at the orders told, and throughput is ranked by."""
    made = plant(hurts_most="output")
    assert (made.release.policy, made.release.wip_limit) == ("conwip", 12)
    assert evidence(made, "release.wip_limit")[1:3] == (10, 15)
    assert plant(hurts_most="output", hurts_floor="?").release.wip_limit == 6


def test_being_late_gives_due_dates() -> None:
    """Ten days promised are ten days of the calendar."""
    made = plant(hurts_most="late")
    assert made.products[0].lead_time
    assert made.products[0].lead_time.mean == 10 * 86_400


OPEN = ("products", "steps_gear", "machines_turn", "machines_mill", "times_turn", "times_mill", "shifts", "orders_week",
        "orders_pieces", "people", "breaks", "hurts_most", "money")  # fmt: skip


NAMING = ("products", "steps_gear", "machines_turn", "machines_mill")


@pytest.mark.parametrize("left", OPEN)
def test_what_is_not_known_is_wide_and_keeps_up(left: str) -> None:
    """Whatever one answer is left open, the plant keeps up, and what was taken says that it was not known."""
    raw = {**SHOP, tuple(left.split("_")): "?"}
    if left in NAMING:  # other names: who runs what is then not known either
        raw |= {("people",): "?", ("breaks",): "?", ("orders", "week"): "5"}
    for one in questions(raw):
        raw.setdefault(one.key, "?")
    made = told_plant(answers_of(raw), "shop")
    assert overload_problems(made) == []
    assert any("not known" in one.method for one in made.evidence)
    wide = [one for one in beliefs_of(made) if evidence(made, one.path)[3].startswith(WIDE)]
    assert all(one.high / one.low > 1.8 for one in wide)


def test_a_time_nobody_knows_keeps_its_stations_usually_busy() -> None:
    """Of a step without a time the stations are as busy as those of plants are, within wide limits."""
    made = plant(times_mill="?", breaks="nothing", orders_pieces="1")
    assert utilization(made)["mill"] == pytest.approx(0.6)


def test_orders_nobody_knows_keep_the_busiest_stations_usually_busy() -> None:
    """Without a number of orders the busiest work center is as busy as those of plants are."""
    made = plant(orders_week="?", people="enough", breaks="nothing", times_turn="10 8 15 min, setup 0")
    assert max(utilization(made).values()) == pytest.approx(BUSIEST[0])


def test_the_folder_holds_all_of_it(tmp_path: Path) -> None:
    """A told plant is written and read without loss, evidence with its widths included."""
    write_plant(plant(), tmp_path / "shop")
    assert read_plant(tmp_path / "shop") == plant()
