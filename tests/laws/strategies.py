"""Any small plant: work centers with all that may slow them, products, people, calendars, open or CONWIP."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import Batch, Failures, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

HOUR = 3600.0
SKILLS = ("cut", "join")
FAMILIES = ("red", "blue")
CALENDARS = (
    Calendar(id="day", shifts=(Shift(days="mon-fri", start="06:00", end="14:00"),)),
    Calendar(id="late", shifts=(Shift(days="mon-sat", start="09:30", end="18:00"),)),
    Calendar(id="night", shifts=(Shift(days="mon-thu", start="22:00", end="06:00"),)),
)

any_plant = settings(max_examples=45, deadline=None, derandomize=True, database=None)
"""So many plants, the same at every run of the tests."""


@st.composite
def plants(draw: st.DrawFn, *, noisy: bool = True, always_open: bool = False) -> Plant:
    """Draw a plant; without noise, only its releases, products and quality are random."""
    laws = _noises() if noisy else st.just(NO_NOISE)
    count = draw(st.integers(1, 4))
    centers = [draw(_centers(f"c{k}", laws, noisy, always_open)) for k in range(count)]
    # a routing that comes back to a full buffer may deadlock, which is another law
    may_return = all(center.buffer is None for center in centers)
    products = tuple(draw(_products(name, count, laws, may_return)) for name in ("P", "Q")[: draw(st.integers(1, 2))])
    return Plant(
        name="any",
        calendars=CALENDARS,
        calendar=ALWAYS.id if always_open else draw(st.sampled_from([ALWAYS.id, *(one.id for one in CALENDARS)])),
        work_centers=tuple(centers),
        products=products,
        workers=tuple(
            Worker(id=f"w{k}", skills=skills)
            for k, skills in enumerate(draw(st.sampled_from([(SKILLS,), (("cut",), ("join",)), (SKILLS, ("cut",))])))
        ),
        release=draw(_releases()),
        urgent_first=draw(st.booleans()),
        transport=draw(st.sampled_from([Distribution.constant(0.0), Distribution.gamma(0.2 * HOUR, 0.5)])),
    )


def _noises() -> st.SearchStrategy[Distribution]:
    return st.sampled_from([NO_NOISE, Distribution.gamma(1.0, 0.3), Distribution.lognormal(1.0, 1.0)])


@st.composite
def _centers(
    draw: st.DrawFn, name: str, laws: st.SearchStrategy[Distribution], noisy: bool, always_open: bool
) -> WorkCenter:
    failures = Failures(
        time_to_failure=Distribution.exponential(9 * HOUR), time_to_repair=Distribution.lognormal(1.5 * HOUR, 1.0)
    )
    return WorkCenter(
        id=name,
        stations=draw(st.integers(1, 3)),
        buffer=draw(st.sampled_from([None, None, 0, 1, 3])),
        calendar=None if always_open else draw(st.sampled_from([None, None, ALWAYS.id, "day", "late"])),
        skill=draw(st.sampled_from([None, None, *SKILLS])),
        dispatch=draw(st.sampled_from(["fifo", "edd", "spt"])),
        setup=draw(st.none() | _setups(laws)),
        failures=failures if noisy and draw(st.integers(0, 2)) == 0 else None,
        batch=draw(st.none() | _batches()),
    )


@st.composite
def _setups(draw: st.DrawFn, laws: st.SearchStrategy[Distribution]) -> Setup:
    times = (SetupTime(from_family="red", to_family="blue", time=0.8 * HOUR),)
    return Setup(default=draw(st.sampled_from([0.0, 0.4 * HOUR])), times=times, noise=draw(laws))


@st.composite
def _batches(draw: st.DrawFn) -> Batch:
    least = draw(st.integers(1, 3))
    return Batch(
        max_lots=least + draw(st.integers(0, 2)),
        min_lots=least,
        max_wait=draw(st.sampled_from([0.0, 2 * HOUR])),
        same_family=draw(st.booleans()),
        load_time=draw(st.sampled_from(["longest", "lead"])),
    )


@st.composite
def _products(
    draw: st.DrawFn, name: str, centers: int, laws: st.SearchStrategy[Distribution], may_return: bool
) -> Product:
    ways = st.lists(st.integers(0, centers - 1), min_size=1, max_size=4, unique=not may_return)
    ways = ways if may_return else ways.map(sorted)
    sizes = draw(st.sampled_from([(1,), (4, 10)]))
    return Product(
        id=name,
        family=draw(st.sampled_from([None, *FAMILIES])),
        routings=tuple(
            Routing(operations=tuple(draw(_operations(k, center, laws)) for k, center in enumerate(draw(ways))))
            for _ in range(draw(st.integers(1, 2)))
        ),
        lot_sizes=tuple(LotSize(quantity=size) for size in sizes),
        lead_time=draw(st.sampled_from([None, Distribution.uniform(40 * HOUR, 0.2)])),
    )


@st.composite
def _operations(draw: st.DrawFn, step: int, center: int, laws: st.SearchStrategy[Distribution]) -> Operation:
    return Operation(
        id=f"{step}",
        work_center=f"c{center}",
        # a first step without time would release for ever under CONWIP
        per_lot=draw(st.sampled_from([0.3, 1.0] if step == 0 else [0.0, 0.3, 1.0])) * HOUR,
        per_piece=draw(st.sampled_from([0.0, 0.05, 0.2])) * HOUR,
        noise=draw(laws),
        scrap=draw(st.sampled_from([0.0, 0.05, 0.3])),
        rework=draw(st.sampled_from([0.0, 0.0, 0.25])),
        rework_back=draw(st.integers(0, min(step, 2))),
    )


def _releases() -> st.SearchStrategy[Release]:
    return st.one_of(
        st.builds(
            Release,
            interarrival=st.sampled_from([Distribution.exponential(3 * HOUR), Distribution.constant(2 * HOUR)]),
            urgent_share=st.sampled_from([0.0, 0.3]),
        ),
        st.builds(
            Release,
            policy=st.just("conwip"),
            wip_limit=st.integers(1, 9),
            urgent_share=st.sampled_from([0.0, 0.3]),
        ),
    )
