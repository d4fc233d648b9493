"""The SimPy script: it runs alone, agrees with the twin, and refuses by name what it does not know."""

from __future__ import annotations

import ast
import math
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.replicate import replicate
from plantwright.twin.simpy_script import simpy_script
from twin.scripts import loaded, printed, run_alone
from twin.shops import one_station, routed

pytest.importorskip("simpy", reason="simpy comes with the extra test")

HOUR, DAY = 3600.0, 86_400.0
MINUTES = 60.0


def job_shop() -> Plant:
    """Return mills with breakdowns and setups by sequence, a drill, two products of several sizes, scrap, spt."""
    noise = Distribution.gamma(1.0, 0.4)
    failures = Failures(
        time_to_failure=Distribution.exponential(8 * HOUR), time_to_repair=Distribution.lognormal(HOUR, 0.8)
    )
    times = (SetupTime(from_family="red", to_family="blue", time=40 * MINUTES),)
    setup = Setup(default=15 * MINUTES, times=times, noise=Distribution.uniform(1.0, 0.1))
    mill = Operation(id="mill", work_center="mill", per_lot=20 * MINUTES, per_piece=4 * MINUTES, noise=noise, scrap=0.1)
    drill = Operation(id="drill", work_center="drill", rate=1 / 120, noise=Distribution.empirical([0.5, 0.75, 1.75]))
    ways = Routing(operations=(mill, drill), weight=3), Routing(operations=(drill, mill))
    sizes = LotSize(quantity=5, weight=2), LotSize(quantity=12)
    return Plant(
        name="job shop",
        work_centers=(
            WorkCenter(id="mill", stations=2, setup=setup, failures=failures, dispatch="spt"),
            WorkCenter(id="drill"),
        ),
        products=(
            Product(id="A", family="red", routings=ways, lot_sizes=sizes, share=2),
            Product(id="B", family="blue", routings=ways[:1]),
        ),
        release=Release(interarrival=Distribution.exponential(40 * MINUTES)),
    )


def tight_line() -> Plant:
    """Return a CONWIP line with a small buffer and none, moves between steps, and rework that goes back."""
    noise = Distribution.exponential(1.0)
    steps = tuple(
        Operation(id=name, work_center=name, per_lot=time * MINUTES, noise=noise, rework=rework, rework_back=back)
        for name, time, rework, back in (("a", 10, 0, 0), ("b", 9, 0, 0), ("c", 10, 0.15, 1))
    )
    return Plant(
        name="tight line",
        work_centers=(WorkCenter(id="a"), WorkCenter(id="b", buffer=2), WorkCenter(id="c", stations=2, buffer=0)),
        products=(Product(id="part", routings=(Routing(operations=steps),)),),
        transport=Distribution.gamma(2 * MINUTES, 0.5),
        release=Release(policy="conwip", wip_limit=8),
    )


def shift_shop() -> Plant:
    """Return a shop with shifts, a crew of different skills, an oven, due dates and urgent orders first."""
    noise = Distribution.lognormal(1.0, 0.3)
    steps = (
        Operation(id="cut", work_center="saw", per_lot=30 * MINUTES, noise=noise),
        Operation(id="fire", work_center="oven", per_lot=3 * HOUR),
        Operation(id="turn", work_center="lathe", per_lot=45 * MINUTES, noise=noise),
    )
    due = Distribution.uniform(3 * DAY, 0.2)
    return Plant(
        name="shift shop",
        calendars=(
            Calendar(id="two", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),)),
            Calendar(id="late", shifts=(Shift(days="mon-sat", start="14:00", end="02:00"),)),
        ),
        calendar="two",
        work_centers=(
            WorkCenter(id="saw", skill="sawing", dispatch="edd"),
            WorkCenter(id="oven", calendar="late", batch=Batch(max_lots=6, min_lots=4, max_wait=4 * HOUR)),
            WorkCenter(id="lathe", stations=2, skill="turning", dispatch="edd"),
        ),
        products=tuple(
            Product(id=name, routings=(Routing(operations=steps),), lead_time=due, share=share)
            for name, share in (("A", 2), ("B", 1))
        ),
        workers=(Worker(id="both", skills=("sawing", "turning")), Worker(id="turner", skills=("turning",))),
        release=Release(interarrival=Distribution.exponential(50 * MINUTES), urgent_share=0.2),
        urgent_first=True,
    )


@pytest.mark.parametrize(
    ("plant", "warm_up", "days"), [(job_shop(), 5, 40), (tight_line(), 2, 30), (shift_shop(), 14, 56)], ids=lambda x: ""
)
def test_the_script_alone_agrees_with_the_twin(plant: Plant, warm_up: int, days: int, tmp_path: Path) -> None:
    """Two engines on one plant: throughput, flow time and WIP lie within their joint 99.9 % interval."""
    script = tmp_path / "plant.py"
    script.write_text(simpy_script(plant), encoding="utf-8")
    found = printed(script, "--runs", 20, "--days", days, "--warm-up", warm_up, "--seed", 1)
    twin = replicate(plant, warm_up=warm_up * DAY, horizon=days * DAY, replications=60, seed=5)
    names = {"throughput": "throughput", "flow_mean": "flow time, mean", "flow_p95": "flow time, p95", "wip": "WIP"}
    for ours, theirs in names.items():
        values = twin.metric(ours)
        mean, low, high = found[theirs]
        errors = values.std(ddof=1) / math.sqrt(60), (high - low) / 2 / stats.t.ppf(0.975, 19)
        half = stats.t.ppf(0.9995, 19) * math.hypot(*errors)
        assert abs(values.mean() - mean) <= half + 1e-5 * mean, ours  # printed in six digits
        assert half < 0.2 * mean, ours


def test_a_plant_without_chance_gives_the_twins_own_figures(tmp_path: Path) -> None:
    """Where nothing is left to chance, what the script prints is what the twin says, digit for digit."""
    plant = routed(["a", "b", "a"], release=Release(policy="conwip", wip_limit=3), transport=Distribution.constant(2.0))
    script = tmp_path / "plant.py"
    script.write_text(simpy_script(plant), encoding="utf-8")
    found = printed(script, "--runs", 2, "--days", 0.1, "--warm-up", 0.01)
    (run,) = replicate(plant, warm_up=0.01 * DAY, horizon=0.1 * DAY, replications=1).runs
    assert found["flow time, mean"] == (float(f"{run.metrics['flow_mean']:.6g}"),) * 3
    assert found["throughput"] == (float(f"{run.metrics['throughput']:.6g}"),) * 3
    assert found["WIP"][0] == pytest.approx(3)


@pytest.mark.parametrize("plant", [job_shop(), tight_line(), shift_shop()], ids=lambda plant: plant.name)
def test_the_script_needs_simpy_and_python_only(plant: Plant) -> None:
    """Nothing but SimPy and the standard library is imported."""
    tree = ast.parse(simpy_script(plant))
    names = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    names |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names - set(sys.stdlib_module_names) == {"simpy"}


@pytest.mark.skipif(shutil.which("ruff", path=str(Path(sys.executable).parent)) is None, reason="ruff: extra dev")
def test_the_script_passes_a_linter(tmp_path: Path) -> None:
    """Ruff finds nothing in a script, by the rules it has when nobody tells it any."""
    script = tmp_path / "plant.py"
    script.write_text(simpy_script(shift_shop()), encoding="utf-8")
    ruff = Path(sys.executable).parent / "ruff"
    done = subprocess.run(
        [ruff, "check", "--isolated", "--no-cache", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_a_rate_is_a_time_for_each_piece(tmp_path: Path) -> None:
    """A step told by its rate takes the quantity over the rate, in the script as in the plant."""
    plant = one_station()
    step = Operation(id="fill", work_center="a", rate=0.25)
    product = plant.products[0].model_copy(update={"routings": (Routing(operations=(step,)),)})
    with loaded(simpy_script(plant.model_copy(update={"products": (product,)})), tmp_path) as module:
        assert module.PRODUCTS["part"]["routings"][0]["steps"][0]["per_piece"] == step.mean_time(1) == 4.0


def test_names_are_data(tmp_path: Path) -> None:
    """No name can break out of its quotes, whatever stands in it."""
    name = 'a "b" \'c\' \\ """ {version} %s \n é \u2028'
    plant = one_station(interarrival=600.0).model_copy(update={"name": name})
    with loaded(simpy_script(plant), tmp_path) as module:
        assert name == module.NAME
    assert "runs 1" in run_alone(tmp_path / "script.py", "--runs", 1, "--days", 0.1).stdout
    assert run_alone(tmp_path / "script.py", "--help").returncode == 0


def test_a_floor_that_stands_still_is_told(tmp_path: Path) -> None:
    """Where the twin refuses a deadlock, the script says so and prints no figures."""
    plant = routed(["a", "b", "a"], release=Release(policy="conwip", wip_limit=9))
    centers = tuple(one.model_copy(update={"buffer": 0}) for one in plant.work_centers)
    script = tmp_path / "plant.py"
    script.write_text(simpy_script(plant.model_copy(update={"work_centers": centers})), encoding="utf-8")
    done = run_alone(script, "--runs", 1, "--days", 1)
    assert (done.returncode, done.stdout) == (1, "")
    assert "The floor stands still" in done.stderr


@pytest.mark.parametrize("words", [("--runs", 0), ("--days", 0), ("--days", "nan"), ("--warm-up", -1)])
def test_options_that_make_no_sense_end_the_script(words: tuple[object, ...], tmp_path: Path) -> None:
    """No run, no day and a warm-up below zero are refused with the usage."""
    script = tmp_path / "plant.py"
    script.write_text(simpy_script(job_shop()), encoding="utf-8")
    done = run_alone(script, *words)
    assert done.returncode == 2
    assert "usage:" in done.stderr


LAWS = (
    Distribution.constant(3.0), Distribution.exponential(3.0), Distribution.gamma(3.0, 0.4),
    Distribution.lognormal(3.0, 1.2), Distribution.uniform(3.0, 0.3), Distribution.empirical([1.0, 2.0, 9.0]),
)  # fmt: skip


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.kind)
def test_each_distribution_has_its_mean_and_spread(law: Distribution, tmp_path: Path) -> None:
    """What the script draws has the mean and the squared coefficient of variation that the plant tells."""
    with loaded(simpy_script(one_station(transport=law)), tmp_path) as module:
        floor = module.Floor("1")
        values = np.array([floor.draw(module.TRANSPORT) for _ in range(40_000)])
    assert values.mean() == pytest.approx(law.mean, rel=0.03)
    assert values.var() / law.mean**2 == pytest.approx(law.scv, rel=0.12, abs=1e-12)


def test_the_statistics_are_those_of_the_books(tmp_path: Path) -> None:
    """Student's quantiles and the percentile of the script are those of scipy and numpy."""
    values = list(np.random.default_rng(3).lognormal(size=120))
    with loaded(simpy_script(one_station()), tmp_path) as module:
        for count in (2, 3, 9, 21, 22, 31, 120):
            told = stats.t.interval(0.95, count - 1, np.mean(values[:count]), stats.sem(values[:count]))
            assert module.interval(values[:count]) == pytest.approx(told, rel=1e-3, abs=1e-3)
        assert module.percentile(sorted(values), 0.95) == pytest.approx(np.quantile(values, 0.95))
        assert all(math.isnan(edge) for edge in module.interval([1.0]))
