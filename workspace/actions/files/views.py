"""Files of a space's actions, the log to print, and the address for calendars."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n, mail, throttle
from workspace.access import Action, allow, me
from workspace.actions import choosing, queries
from workspace.actions.choosing import Found
from workspace.actions.files import queries as addresses
from workspace.actions.files import service
from workspace.actions.files.calendar import calendar_file
from workspace.actions.files.tables import json_of, table_of
from workspace.actions.models import Task
from workspace.actions.views import choice_of, filters_of
from workspace.i18n import today
from workspace.people.models import Person
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import as_file, carried_out, done, respond

ON_PAPER = 500  # actions: about twenty sheets
LOOKS = 120  # an hour, at one address: a calendar looks a few times
HOUR = timedelta(hours=1)

blueprint = Blueprint("action_files", __name__)


@blueprint.get("/spaces/<slug>/actions/files")
@allow(Action.ACTION_LIST, load_space)
def ways(space: Space) -> Response:
    """How the list, as chosen in the address, can be carried away."""
    return respond("action_files/ways.html", chosen=filters_of(space).in_address)


@blueprint.get("/spaces/<slug>/actions.csv")
@allow(Action.ACTION_LIST, load_space)
def table(space: Space) -> Response:
    """The list as chosen in the address, as a table."""
    return _file(table_of(space, _chosen(space)), "text/csv", "csv")


@blueprint.get("/spaces/<slug>/actions.json")
@allow(Action.ACTION_LIST, load_space)
def data(space: Space) -> Response:
    """The list as chosen in the address, as JSON."""
    return _file(json_of(space, _chosen(space)), "application/json", "json")


def _chosen(space: Space) -> Iterator[Sequence[Task]]:
    return choosing.every(space, me(), choice_of(filters_of(space)), today())


def _file(content: str, kind: str, suffix: str) -> Response:
    name = f"{_('actions')}-{i18n.local(db.now()):%Y-%m-%d}.{suffix}"
    return as_file(content, kind, name)


@blueprint.get("/spaces/<slug>/actions/log")
@allow(Action.ACTION_LIST, load_space)
def log(space: Space) -> Response:
    """The list as chosen in the address, to print."""
    filters = filters_of(space)
    parts = choosing.every(space, me(), choice_of(filters), today(), ON_PAPER + 1)
    tasks = [task for part in parts for task in part]
    shown = Found(tasks[:ON_PAPER], len(tasks), 1, is_cut=len(tasks) > ON_PAPER)
    texts = [text for task in shown.tasks for text in (task.what, task.state_words)]
    return respond(
        "action_files/log.html",
        found=shown,
        chosen=filters.in_address,
        names=queries.names_in_tasks(shown.tasks, texts),
    )


# --- calendars -----------------------------------------------------------------------------------------------------


@blueprint.get("/me/calendar")
@allow(Action.ME_READ, me)
def calendar(person: Person) -> Response:
    """The address for my calendar: if there is one, and how to make, renew or end it."""
    return respond("action_files/calendar.html", kept=addresses.calendar_of(person))


@blueprint.post("/me/calendar")
@allow(Action.ME_EDIT, me)
def make_calendar(person: Person) -> Response:
    """Make an address, or a new one in place of mine, and show it this once."""
    key = service.make_address(person)
    carried_out(url_for("action_files.calendar"))
    address = mail.link("action_files.due", key=key)
    return respond("action_files/calendar_made.html", address=address)


@blueprint.post("/me/calendar/end")
@allow(Action.ME_EDIT, me)
def end_calendar(person: Person) -> Response:
    """End my address."""
    kept = addresses.calendar_of(person)
    if kept is not None:
        service.end_address(kept, actor=person)
    return done(url_for("action_files.calendar"), _("The address does not work any more"))


@blueprint.get("/calendars/<key>.ics")
@allow(Action.PUBLIC_READ)
def due(key: str) -> Response:
    """The days on which somebody's actions are due. The address is the secret: calendars cannot sign in."""
    kept = addresses.calendar_with(key)
    asked = f"calendar {kept.id}" if kept else f"calendars from {request.remote_addr}"
    if not throttle.hit(asked, LOOKS, HOUR):
        return _plain(_("This calendar was asked for too often. Try again in an hour."), 429)
    if kept is None:
        return _plain(
            _("This address does not work. Make a new one on your page, under “My actions in my calendar”."), 404
        )
    content = calendar_file(kept.person, queries.open_tasks_of(kept.person))
    return Response(content, content_type="text/calendar; charset=utf-8")


def _plain(said: str, status: int) -> Response:
    return Response(said + "\n", status, content_type="text/plain; charset=utf-8")
