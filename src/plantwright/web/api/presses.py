"""Recording by phone: open a floor, take presses, tell what stations do now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from plantwright.errors import RecordsError
from plantwright.events.pressed import Button, Pressed, StationNow, followed
from plantwright.store.accounts import demand_role, plant_for
from plantwright.store.floors import floor_of, open_floor
from plantwright.store.presses import has_presses, keep, presses_of
from plantwright.store.runs import ask
from plantwright.store.tables import KeptPlant, now
from plantwright.web.api.runs import RunShown
from plantwright.web.visitor import Acting, Seeing, store_of

router = APIRouter(prefix="/api", tags=["recording"])

Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")]
Pieces = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
_EARLY = timedelta(minutes=10)
"""How far a phone's clock may run ahead before a press is refused."""
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=14)
"""The longest that a station is taken to stay in a state without a press."""


class Floor(BaseModel):
    """What phones shall record."""

    model_config = ConfigDict(extra="forbid")

    name: Name = "Our floor"
    stations: Annotated[list[Name], Field(min_length=1, max_length=200)]
    reasons: Annotated[list[Name], Field(max_length=40)] = ["no material", "broken", "setup", "quality", "nobody there"]
    products: Annotated[list[Name], Field(max_length=500)] = []


class Opened(BaseModel):
    """A floor that phones may record now."""

    plant: str
    address: str
    """The page for phones; who has it may record, and see nothing but the stations' states."""


class Sent(BaseModel):
    """One press as a phone sends it."""

    model_config = ConfigDict(extra="forbid")

    key: Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[\w-]+$")]
    """Made by the phone, once for each press."""
    station: Name
    what: Button
    at: AwareDatetime
    order: Name | None = None
    product: Name | None = None
    reason: Name | None = None
    quantity: Pieces | None = None
    scrapped: Pieces | None = None


class Presses(BaseModel):
    """Presses that a phone kept until it was heard."""

    model_config = ConfigDict(extra="forbid")

    presses: Annotated[list[Sent], Field(max_length=500)]


class Kept(BaseModel):
    """What became of presses: a phone may forget those kept, and shows those refused."""

    kept: list[str]
    refused: dict[str, str]
    """Why, by key."""


class StationShown(BaseModel):
    """What a station does now."""

    station: str
    state: Literal["busy", "down", "idle", "unknown"]
    since: datetime | None
    order: str | None
    product: str | None
    reason: str | None
    quantity: float
    """Good pieces in the last 24 hours."""
    scrapped: float
    """Pieces thrown away in the last 24 hours."""


@router.post("/floors", status_code=201)
def make_floor(who: Acting, asked: Floor) -> Opened:
    """Make a plant that phones record."""
    demand_role(who.account, "engineer")
    plant = KeptPlant(owner=who.account.id, name=asked.name)
    who.session.add(plant)
    who.session.flush()
    return _opened(plant, asked)


@router.put("/plants/{plant}/floor")
def change_floor(who: Acting, plant: str, asked: Floor) -> Opened:
    """Change what phones record; the address before ends, what was recorded stays."""
    found = plant_for(who.session, who.account, plant, "change")
    found.name = asked.name
    return _opened(found, asked)


@router.get("/plants/{plant}/stations")
def stations_now(who: Seeing, plant: str) -> list[StationShown]:
    """Return what each station does now."""
    found = plant_for(who.session, who.account, plant)
    return _shown(who.session, found, (found.floor or {}).get("stations", []))


@router.post("/plants/{plant}/read", status_code=202)
def read_presses(who: Acting, plant: str) -> RunShown:
    """Read what phones recorded so far into the plant's log."""
    plant_for(who.session, who.account, plant, "change")
    if not has_presses(who.session, plant):
        raise RecordsError("the recording", ["nothing was recorded yet; press start and stop at a station first"])
    return RunShown.model_validate(ask(who.session, plant, "read", {}))


@router.get("/floors/{floor}")
def get_floor(request: Request, floor: str) -> dict[str, Any]:
    """Return what a phone must know to record: stations with their states, reasons, products, and the time here."""
    with store_of(request).session() as session:
        plant, told = floor_of(session, floor)
        stations = [one.model_dump(mode="json") for one in _shown(session, plant, told["stations"])]
    here = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {
        "name": plant.name,
        "stations": stations,
        "reasons": told["reasons"],
        "products": told["products"],
        "now": here,
    }


@router.post("/floors/{floor}/presses")
def send_presses(request: Request, floor: str, sent: Presses) -> Kept:
    """Keep presses, each once; what cannot be is refused with its reason, and the others are kept."""
    refused = {}
    with store_of(request).session() as session:
        plant, told = floor_of(session, floor)
        for one in sent.presses:
            if problem := _impossible(one, told):
                refused[one.key] = problem
            else:
                keep(session, plant.id, one.key, _pressed(one))
    return Kept(kept=[one.key for one in sent.presses if one.key not in refused], refused=refused)


def _opened(plant: KeptPlant, asked: Floor) -> Opened:
    key = open_floor(plant, list(dict.fromkeys(asked.stations)), asked.reasons, asked.products)
    return Opened(plant=plant.id, address=f"/record/{key}")


def _impossible(one: Sent, told: dict[str, Any]) -> str:
    """Return why a press cannot be; empty: it can."""
    if one.station not in told["stations"]:
        return f"station {one.station} is not one of {', '.join(told['stations'])}; reload the page"
    if _utc(one.at) > now() + _EARLY:
        return f"{one.at.isoformat()} is later than now; set the phone's clock"
    return ""


def _pressed(one: Sent) -> Pressed:
    told = one.model_dump(exclude={"key", "at"})
    return Pressed(at=_utc(one.at), **told)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)


def _shown(session: Any, plant: KeptPlant, stations: list[str]) -> list[StationShown]:
    recent = presses_of(session, plant.id, now() - _LONGEST)
    return [_station(one, now() - _DAY) for one in followed(recent, stations).values()]


def _station(one: StationNow, today: datetime) -> StationShown:
    recent = [span for span in one.spans() if (span.end or now()) >= today]
    work = one.work
    return StationShown(
        station=one.station, state=one.state(), since=one.since, order=work.order if work else None,
        product=work.product if work else None, reason=one.stop.reason if one.stop else None,
        quantity=sum(span.quantity or 0.0 for span in recent), scrapped=sum(span.scrapped or 0.0 for span in recent),
    )  # fmt: skip
