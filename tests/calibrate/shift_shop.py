"""A shop of two shifts with an oven, setups, breakdowns and a crew, to be changed behind the back of its twin."""

from __future__ import annotations

from plantwright.model.calendar import DAY, Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Setup, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

HOUR = 3600.0
WEEKS = 7 * DAY
NOISE = Distribution.gamma(1.0, 0.2)
TWO = Calendar(
    id="two shifts",
    shifts=(Shift(days="mon-fri", start="06:00", end="14:00"), Shift(days="mon-fri", start="14:00", end="22:00")),
)


def step(center: str, per_lot: float, per_piece: float = 0.0) -> Operation:
    """Return a step, times in minutes."""
    return Operation(id=center, work_center=center, per_lot=per_lot * 60, per_piece=per_piece * 60, noise=NOISE)


def product(name: str, family: str) -> Product:
    """Return a product that passes all five work centers."""
    steps = (step("saw", 10, 2), step("turn", 20, 5), step("furnace", 100), step("grind", 10, 3), step("test", 5, 1.5))
    sizes = (LotSize(quantity=5), LotSize(quantity=10))
    lead_time = Distribution.uniform(60 * HOUR, 0.2)
    return Product(id=name, family=family, routings=(Routing(operations=steps),), lot_sizes=sizes, lead_time=lead_time)


def shop(gap: float = 0.9 * HOUR) -> Plant:
    """Return the shop as its twin knows it."""
    setup = Setup(default=0.3 * HOUR, noise=NOISE)
    stops = Failures(time_to_failure=Distribution.exponential(20 * HOUR), time_to_repair=Distribution.exponential(HOUR))
    return Plant(
        name="shift shop",
        calendars=(TWO,),
        calendar=TWO.id,
        work_centers=(
            WorkCenter(id="saw", skill="bench"),
            WorkCenter(id="turn", stations=2, skill="turning", setup=setup),
            WorkCenter(id="furnace", batch=Batch(max_lots=4, min_lots=1)),
            WorkCenter(id="grind", failures=stops),
            WorkCenter(id="test", skill="bench"),
        ),
        products=(product("A", "red"), product("B", "blue"), product("C", "blue")),
        workers=(
            *(Worker(id=f"t{k}", skills=("turning",)) for k in (1, 2)),
            *(Worker(id=f"b{k}", skills=("bench",)) for k in (1, 2)),
        ),
        release=Release(interarrival=Distribution.exponential(gap)),
    )


def changed(plant: Plant, center: str, **fields: object) -> Plant:
    """Return a plant with one of its work centers changed."""
    centers = tuple(one.model_copy(update=fields) if one.id == center else one for one in plant.work_centers)
    return plant.model_copy(update={"work_centers": centers})


def slow_mondays(plant: Plant) -> Plant:
    """Return a plant whose oven works on Monday mornings only from 10 o'clock."""
    late = Calendar(
        id="late mondays",
        shifts=(Shift(days="mon", start="11:00", end="22:00"), Shift(days="tue-fri", start="06:00", end="22:00")),
    )
    plant = plant.model_copy(update={"calendars": (*plant.calendars, late)})
    return changed(plant, "furnace", calendar=late.id)


def missing_turner(plant: Plant) -> Plant:
    """Return a plant in which one turner works the early shift only."""
    early = Calendar(id="early", shifts=(Shift(days="mon-fri", start="06:00", end="14:00"),))
    first, *others = plant.workers
    workers = (first.model_copy(update={"calendar": early.id}), *others)
    return plant.model_copy(update={"calendars": (*plant.calendars, early), "workers": workers})


def double_setup(plant: Plant) -> Plant:
    """Return a plant whose setups at the lathes take twice as long."""
    setup = next(one.setup for one in plant.work_centers if one.id == "turn")
    assert setup is not None
    return changed(plant, "turn", setup=setup.scaled(2.0))


def hidden_buffer(plant: Plant) -> Plant:
    """Return a plant with two places before the grinder, and so an oven that it blocks."""
    return changed(plant, "grind", buffer=1)


def shortest_first(plant: Plant) -> Plant:
    """Return a plant that takes the shortest work first at the grinder."""
    return changed(plant, "grind", dispatch="spt")
