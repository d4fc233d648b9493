"""The example plants are what their pages say: written by their scripts, sourced or fictional, and true by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from plantwright.files.plant import read_plant
from plantwright.model.calendar import WEEK
from plantwright.twin.load import station_hours, utilization
from plantwright.twin.log import simulate
from plantwright.twin.replicate import replicate

NAMES = ("mini-fab", "axle-line", "bio-suite")
Make = Callable[[str], ModuleType]


@pytest.fixture
def make(project: Path) -> Make:
    """Return a loader of the script that says what a plant is."""

    def load(name: str) -> ModuleType:
        spec = spec_from_file_location(name.replace("-", "_"), project / "examples" / name / "make.py")
        assert spec
        assert spec.loader
        module = module_from_spec(spec)
        # a named tuple asks for the module it stands in
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module

    return load


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_is_what_its_script_writes(project: Path, tmp_path: Path, name: str) -> None:
    """The script writes the very plant that stands beside it, table for table."""
    folder = project / "examples" / name
    told = [sys.executable, str(folder / "make.py"), "--out", str(tmp_path)]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert read_plant(tmp_path) == read_plant(folder)
    tables = {path.name for path in folder.iterdir() if path.suffix in (".csv", ".yaml")}
    assert {path.name for path in tmp_path.iterdir()} == tables
    assert all((tmp_path / table).read_text() == (folder / table).read_text() for table in tables)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_where_its_figures_are_from(project: Path, name: str) -> None:
    """Each page says what is fictional, and which command studies the plant; the published one names its source."""
    page = (project / "examples" / name / "README.md").read_text(encoding="utf-8")
    assert "fictional" in page.lower()
    assert f"plantwright study examples/{name}" in page
    assert name != "mini-fab" or ("Kempf" in page and "fabspec.html" in page)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_what_its_script_prints(project: Path, make: Make, name: str) -> None:
    """The figures by hand on the page are those that the script works out."""
    page = (project / "examples" / name / "README.md").read_text(encoding="utf-8")
    assert make(name).by_hand() in page


@pytest.mark.parametrize("name", NAMES)
def test_every_step_of_a_plant_is_worked(project: Path, name: str) -> None:
    """A short run reaches every work center."""
    plant = read_plant(project / "examples" / name)
    weeks = 30 if name == "bio-suite" else 1
    rows = simulate(plant, horizon=weeks * WEEK, warm_up=weeks * WEEK).frame()
    worked = rows[rows["kind"] == "process"]
    assert set(worked["work_center"]) == {one.id for one in plant.work_centers}


def test_lithography_limits_the_mini_fab_and_diffusion_follows(make: Make) -> None:
    """By the published figures E needs 142.5 of its 161 hours a week before setups, A and B 273 of 318.5."""
    fab = make("mini-fab")
    assert fab.hours_needed("litho") == pytest.approx((82 * 75 + 80 * 30) / 60)
    assert fab.hours_needed("diffusion") == pytest.approx((84 / 3 * 285 + 80 / 3 * 315) / 60)
    loads = {name: fab.hours_needed(name) / fab.hours_open(name) for name in ("diffusion", "implant", "litho")}
    assert sorted(loads, key=lambda name: -loads[name]) == ["litho", "diffusion", "implant"]
    # the same figure as the twin's own account of the plant gives it, which knows of no lots lost
    assert utilization(fab.mini_fab())["diffusion"] == pytest.approx(84 / 3 * 600 / 60 / 336)


def test_the_mini_fab_delivers_what_it_starts_less_what_is_lost(make: Make) -> None:
    """84 lots a week come and four are lost: eighty leave, as long as the fab keeps up."""
    found = replicate(make("mini-fab").mini_fab(), warm_up=8 * WEEK, horizon=26 * WEEK, replications=4)
    assert found.metric("throughput").mean() * 7 == pytest.approx(80, rel=0.02)


def test_the_axle_line_stays_below_its_slowest_station(make: Make) -> None:
    """The bearing press needs 58.3 s an axle, stops included; between small buffers the line makes nine tenths."""
    line = make("axle-line")
    assert line.seconds_an_axle(line.LINE[2]) == pytest.approx(54 * (1 + 6 / 75))
    assert station_hours(line.axle_line())["bearings"] * 3600 == pytest.approx(54 * (1 + 6 / 75))
    found = replicate(line.axle_line(), warm_up=WEEK, horizon=3 * WEEK, replications=2)
    assert 0.85 < found.metric("throughput").mean() / line.most_axles_a_day() < 0.95


def test_the_bio_suite_fills_what_is_harvested_less_its_losses(make: Make) -> None:
    """Four batches of 8 kg in 35 days and of 5 kg in 70, times 0.95 · 0.94 · 0.92 · 0.97, are filled each day."""
    suite = make("bio-suite")
    by_hand = (4 * 8 / 35 + 4 * 5 / 70) * 0.95 * 0.94 * 0.92 * 0.97
    assert suite.kg_a_day() == pytest.approx(by_hand)
    found = replicate(suite.bio_suite(), warm_up=30 * WEEK, horizon=300 * WEEK, replications=4)
    assert found.metric("throughput").mean() == pytest.approx(by_hand, rel=0.04)
