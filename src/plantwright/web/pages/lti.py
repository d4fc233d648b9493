"""Coming from a learning system: known by its signed word, a learner goes to their seat, a teacher chooses a class."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from plantwright.errors import LaunchError
from plantwright.learn.lti.grades import public_keys
from plantwright.learn.lti.launch import Launch, launch
from plantwright.learn.lti.linking import Link, chosen
from plantwright.learn.lti.login import WAIT, begin
from plantwright.store.accounts import demand_role
from plantwright.store.log_ins import log_in
from plantwright.store.lti import connect, connected_to, is_linked, link_course
from plantwright.store.lti_tables import KeptPlatform
from plantwright.web.forms import Fields, texts
from plantwright.web.look import page
from plantwright.web.lti.arrival import Place, course_of, offers, place_of, seated
from plantwright.web.lti.hall import hall_of, moment
from plantwright.web.lti.registered import home, kept_platform, known_platforms, our_key
from plantwright.web.pages.account import demand_accounts
from plantwright.web.pages.enter import entered
from plantwright.web.visitor import Acting, Seeing, Visitor, settings_of, store_of

router = APIRouter(prefix="/lti", include_in_schema=False)
Ticket = Annotated[str, Form(max_length=100)]


@router.get("/login")
def begin_by_link(request: Request) -> Response:
    """Take a learning system's word that somebody comes, and send the browser there to be known."""
    return _begun(request, dict(request.query_params))


@router.post("/login")
def begin_by_form(request: Request, form: Fields) -> Response:
    """Take the same as a form."""
    return _begun(request, texts(form))


@router.post("/launch")
def arrive(request: Request, form: Fields) -> Response:
    """Take the learning system's signed word on who came, and let them in."""
    told, hall = texts(form), hall_of(request)
    cookie = _state_cookie(request, told.get("state", ""))
    with store_of(request).session() as session:
        known = known_platforms(session)
    # outside of any session: another server is asked for its keys
    found = launch(told, request.cookies.get(cookie, ""), known, hall.pending, hall.fetch, moment())
    answer = _received(request, found)
    answer.delete_cookie(cookie, secure=True, httponly=True, samesite="none")
    return answer


@router.post("/enter")
def enter_by_ticket(request: Request, ticket: Ticket) -> Response:
    """Log a learner in, in a window of their own."""
    found = hall_of(request).tickets.taken(ticket, moment())
    if found.teacher or found.purpose != "work":
        raise LaunchError("only learners come in so; log in with your own account")
    return _let_in(request, found)


@router.get("/keys")
def show_keys(request: Request) -> Response:
    """Show the public key that learning systems check our word with."""
    home(request)
    return JSONResponse(public_keys(our_key(store_of(request))))


@router.get("/connect/{ticket}")
def show_connect(request: Request, who: Seeing, ticket: str) -> Response:
    """Ask a teacher whether they are who comes from the learning system."""
    found = _teacher(request, who, ticket)
    return page(request, "lti_connect.html", who=who, title="Connect", launch=found, ticket=ticket, done=False)


@router.post("/connect/{ticket}")
def connect_account(request: Request, who: Acting, ticket: str) -> Response:
    """Remember that a teacher of a learning system has this account."""
    found = _teacher(request, who, ticket)
    connect(who.session, kept_platform(who.session, found.issuer, found.client_id).id, found.learner, who.account)
    return page(request, "lti_connect.html", who=who, title="Connected", launch=found, ticket=ticket, done=True)


@router.post("/choose")
def choose(request: Request, ticket: Ticket, what: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Link a class, or an assignment of it, to the course; without a choice, ask for it again."""
    hall = hall_of(request)
    found = hall.tickets.seen(ticket, moment())
    if not what:
        return _asked(request, found, ticket)
    with store_of(request).session() as session:
        platform = kept_platform(session, found.issuer, found.client_id)
        place = _place(session, platform, found, what)
        link_course(session, place.taught, course_of(platform, found, place))
    hall.tickets.taken(ticket, moment())
    return _linked(request, found, place)


def _begun(request: Request, asked: dict[str, str]) -> Response:
    hall, here = hall_of(request), home(request)
    with store_of(request).session() as session:
        known = known_platforms(session)
    address, state = begin(asked, known, f"{here}/lti/launch", hall.pending, moment())
    answer = RedirectResponse(address, 303)
    # none: it comes back with a form of another site; partitioned: in a frame too, where others' cookies are blocked
    answer.headers.append(
        "set-cookie",
        f"{_state_cookie(request, state)}={state}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; "
        f"Max-Age={int(WAIT.total_seconds())}",
    )
    return answer


def _received(request: Request, found: Launch) -> Response:
    """Return what a browser sees that brought a true launch."""
    if found.purpose == "choose":
        return _asked(request, found, hall_of(request).tickets.give(found, moment()))
    with store_of(request).session() as session:
        platform = kept_platform(session, found.issuer, found.client_id)
        place = place_of(session, found.target, home(request))
        linked = is_linked(session, course_of(platform, found, place))
    if found.teacher and not linked:
        return _asked(request, found, hall_of(request).tickets.give(found, moment()))
    if found.teacher:
        return page(request, "lti_open.html", title="Open", to=f"/plants/{place.taught.plant}/teach/{place.taught.id}")
    if request.headers.get("sec-fetch-dest", "document") == "document":
        return _let_in(request, found)
    return page(request, "lti_open.html", title="Open", ticket=hall_of(request).tickets.give(found, moment()))


def _let_in(request: Request, found: Launch) -> Response:
    with store_of(request).session() as session:
        platform = kept_platform(session, found.issuer, found.client_id)
        place = place_of(session, found.target, home(request))
        cookie = log_in(session, seated(session, platform, found, place))
    return entered(settings_of(request), cookie, place.path)


def _asked(request: Request, found: Launch, ticket: str) -> Response:
    """Return the page on which a teacher chooses a class."""
    if not found.teacher:
        raise LaunchError("only a teacher of the course chooses what it links to; ask yours")
    with store_of(request).session() as session:
        platform = kept_platform(session, found.issuer, found.client_id)
        account = connected_to(session, platform, found.learner)
        listed = offers(session, account) if account else ()
        wanted = None if found.choosing else place_of(session, found.target, home(request))
    if wanted:
        listed = tuple(one for one in listed if one.place.taught.id == wanted.taught.id)
    return page(
        request, "lti_choose.html", title="Choose a class", launch=found, ticket=ticket, account=account, offers=listed
    )


def _place(session: Session, platform: KeptPlatform, found: Launch, what: str) -> Place:
    """Return what a teacher chose among what is theirs."""
    account = connected_to(session, platform, found.learner)
    school_class, _, assignment = what.partition("/")
    for one in offers(session, account) if account and found.teacher else ():
        for place in (one.place, *one.assignments):
            if (place.taught.id, place.assignment.id if place.assignment else "") == (school_class, assignment):
                return place
    raise LaunchError("this class is none of yours; choose one from the list")


def _linked(request: Request, found: Launch, place: Place) -> Response:
    """Return the page that takes a teacher's choice back to the learning system."""
    if found.choosing is None:
        return page(request, "lti_linked.html", title="Linked", launch=found, place=place)
    title = place.assignment.title if place.assignment else place.taught.name
    most = float(place.assignment.count) if place.assignment else None
    link = Link(title=title, url=f"{home(request)}{place.path}", most=most)
    address, word = chosen(found, (link,), our_key(store_of(request)), moment())
    return page(request, "lti_return.html", title="Back to the course", address=address, word=word, link=link)


def _teacher(request: Request, who: Visitor, ticket: str) -> Launch:
    demand_accounts(who)
    demand_role(who.account, "teacher")
    found = hall_of(request).tickets.seen(ticket, moment())
    if not found.teacher:
        raise LaunchError("only a teacher of the course connects an account")
    return found


def _state_cookie(request: Request, state: str) -> str:
    """Return the name of the cookie of a launch: each tab has its own."""
    plain = "".join(one for one in state[:12] if one.isascii() and one.isalnum())
    return f"{settings_of(request).cookie}_lti_{plain}"
