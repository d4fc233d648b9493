"""Real and known records, read in their own columns without configuration."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from plantwright.events.read import read_log

PLANTS = ["p03", "p08", "p11", "p23"]


@pytest.fixture(scope="module")
def read(known_plants):
    """Return a reader of known plants that reads each once."""
    return cache(lambda name: read_log(known_plants / "plants" / name))


@pytest.fixture(scope="module")
def levy(shared_data):
    """Return the job-shop log that Levy published, its times restored."""
    return read_log(shared_data / "levy2014_production" / "production_restored.csv")


def test_levy_pieces_and_orders(levy):
    """Levy's log holds 225 orders, 92,519 good and 593 rejected pieces, whatever was set aside."""
    frame = levy.frame()
    assert len(levy.order_frame()) == 225
    assert (frame.quantity - frame.scrapped).sum() == 92_519
    assert frame.scrapped.sum() == 593


def test_levy_times_by_content(levy):
    """The start is the restored column, because the one named Start Timestamp holds no times."""
    assert levy.columns["start"].startswith("'start_restored'")
    assert levy.columns["end"].startswith("'complete_restored'")
    assert str(levy.meta.start) == "2012-01-02 07:00:00"


def test_levy_kinds(levy):
    """D is production, S setup and B breakdown: 705 setups less one repeated row, 53 breakdowns without an order."""
    frame = levy.frame()
    assert frame.kind.value_counts().to_dict() == {"process": 3764, "setup": 704, "down": 53}
    assert frame[frame.kind == "down"].order.isna().all()


def test_levy_places(levy):
    """Machines that differ in their number are stations of one work center; each belongs to exactly one."""
    places = levy.frame()[["station", "work_center"]].drop_duplicates()
    assert places.station.is_unique
    turning = places[places.work_center == "Turning & Milling"].station
    assert sorted(turning) == [f"Machine {k} - Turning & Milling" for k in (4, 5, 6, 8, 9)]
    assert levy.frame().worker.nunique() == 49


def test_levy_findings(levy):
    """Missing and nominal times of Levy's log are counted and said."""
    counts = {one.name: one.count for one in levy.findings}
    assert (counts["missing_start"], counts["missing_end"], counts["duplicate_rows"]) == (129, 144, 22)
    assert counts["nominal_duration"] > 600
    assert 640 < counts["duration_differs"] < 700
    assert {3600.0, 4500.0} <= set(levy.meta.nominal_durations)
    assert {"overlap_station", "overlap_worker", "time_zone_assumed", "cut_left", "cut_right"} <= set(counts)


def test_levy_without_times(shared_data):
    """Levy's log as published elsewhere, its times destroyed, is refused with what stands in their place."""
    with pytest.raises(ValueError, match=r"'Start Timestamp' holds '\d\d:00.0'"):
        read_log(shared_data / "levy2014_production" / "Production_Data_original_cols.csv")


@pytest.mark.parametrize("name", ["Production_start_complete_MTL4PPM.csv", "Production_simod.csv"])
def test_levy_as_event_log(shared_data, name):
    """A column called resource that numbers people is taken for workers; the operations are the work centers."""
    frame = read_log(shared_data / "levy2014_production" / name).frame()
    assert frame.worker.nunique() > 40
    assert frame.station.isna().all()
    assert (frame.work_center == frame.operation).all()


@pytest.mark.parametrize("plant", PLANTS)
def test_known_plants_are_complete(known_plants, read, plant):
    """No row, order or piece of a known plant is lost, and nothing is held against its records."""
    folder = known_plants / "plants" / plant
    log, raw = read(plant), pd.read_csv(folder / "log.csv")
    frame = log.frame()
    worked = frame[frame.kind != "down"]
    assert len(worked) == len(raw)
    assert worked.quantity.sum() == raw.quantity.sum()
    assert len(log.order_frame()) == len(pd.read_csv(folder / "orders.csv"))
    allowed = {"begun_before_window", "running_at_end", "cut_left", "cut_right"}
    assert {one.name for one in log.findings} <= allowed


@pytest.mark.parametrize("plant", PLANTS)
def test_known_plants_in_utc(known_plants, read, plant):
    """Local times of a known plant are moved to UTC, the window too."""
    log = read(plant)
    raw = pd.read_csv(known_plants / "plants" / plant / "log.csv", parse_dates=["start", "end"])
    expected = raw.start.dt.tz_localize(log.meta.time_zone).dt.tz_convert("UTC").dt.tz_localize(None)
    read = log.frame().query("kind != 'down'").start.reset_index(drop=True)
    assert ((read == expected) | (read.isna() & expected.isna())).all()
    assert log.meta.days() == pytest.approx(round(log.meta.days()))


def test_known_setups_say_what_they_prepare(read):
    """Setup rows of their own carry the operation they prepare, but for those still open at the window's end."""
    setups = read("p08").frame().query("kind == 'setup'")
    assert len(setups) == 437
    assert (setups.operation != "setup").mean() > 0.99


def test_known_oven_loads(read):
    """Lots of one oven load share a batch, and no other work center has any."""
    frame = read("p03").frame()
    assert set(frame[frame.batch.notna()].work_center) == {"oven"}
    assert np.all(frame.groupby("batch").start.nunique(dropna=False) == 1)


def test_oven_is_found_without_facts(known_plants, read):
    """The oven is found by its shared times alone, the same as when the facts tell it."""
    alone = read_log(known_plants / "plants" / "p03" / "log.csv").frame()
    told = read("p03").frame().query("kind != 'down'")
    assert alone.batch.equals(told.batch.reset_index(drop=True))
