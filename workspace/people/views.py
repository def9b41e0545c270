"""Pages of people: my page, who I am, and how to reach me."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.actions.bodies.queries import known_names
from workspace.actions.queries import names_in_tasks, open_tasks_of, without_anybody
from workspace.charters.waiting.queries import waiting_for
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.arrangements.queries import unarranged
from workspace.meetings.feedback.queries import to_come_and_to_answer
from workspace.meetings.notes.queries import recent_for
from workspace.meetings.polls.queries import waiting_for_answer as polls_waiting_for
from workspace.people import service
from workspace.people.forms import ABOUT_ME, ReachForm, part_of, profile_form
from workspace.people.models import Hears, Person, ReachBy, SpeaksFor
from workspace.people.names import to_names
from workspace.people.queries import with_names
from workspace.people.signin.sessions.views import proved
from workspace.people.words import FORMAT, REACH_BY, words_of_formats
from workspace.roles import NOTE_TAKERS, Role
from workspace.said.queries import waiting as what_waits
from workspace.web import done, respond

if TYPE_CHECKING:
    from workspace.actions.models import Task
    from workspace.meetings.invitations.models import Invitation
    from workspace.meetings.models import Meeting
    from workspace.spaces.models import Space

NEWS = 10  # changes that my page shows
SOONEST = 10  # of what somebody does, and of what they are asked to do, until they ask for all

blueprint = Blueprint("people", __name__)
blueprint.add_app_template_global(to_names, "to_names")
blueprint.add_app_template_global(with_names, "with_names")
blueprint.add_app_template_global(words_of_formats, "words_of_formats")


@blueprint.record_once
def _give_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(reach_words=REACH_BY, format_words=FORMAT)


@blueprint.get("/me")
@allow(Action.ME_READ, me)
def home(person: Person) -> Response:
    """My page: the next thing that matters, what I said I would do, what changed, and what waits for me."""
    coming, to_say = to_come_and_to_answer(person)
    place = next((one for one in coming if not one.sent_apologies), None)
    charters, signed = waiting_for(person)
    of_mine = open_tasks_of(person)
    tasks = [task for task in of_mine if task.owner_id == person.id and task.is_open]
    most = len(of_mine) if request.args.get("actions") == "all" else SOONEST
    return respond(
        "people/home.html",
        place=place,
        unarranged=_unarranged(person, place),
        without_anybody=_without_anybody(person),
        days=_days_until(place.meeting.starts_at) if place else 0,
        waiting=[one for one in coming if one.answer is None],
        polls=polls_waiting_for(person),
        charters=charters,
        signed=signed,
        said=what_waits(person),
        to_say=to_say,
        tasks=tasks,
        most=most,
        asked=[task for task in of_mine if task.asks(person)],
        to_settle=[task for task in of_mine if not task.is_open],
        names=names_in_tasks(of_mine, (task.what for task in of_mine)),
        news=_news(person, tasks),
    )


def _unarranged(person: Person, place: "Invitation | None") -> "list[tuple[Meeting, int]]":
    """Return the meetings with needs that nobody has arranged in time; who arranges nothing is not asked about."""
    arranges = any(one.role is Role.ORGANISER for one in person.places) or (place and place.chairs)
    return unarranged(person) if arranges else []


def _without_anybody(person: Person) -> "list[tuple[Space, int]]":
    """Return the spaces with actions that need somebody, for those who can ask somebody."""
    asks = [one for one in person.places if one.role in NOTE_TAKERS]
    found = without_anybody([one.space_id for one in asks])
    return [(one.space, found[one.space_id]) for one in asks if one.space_id in found]


def _days_until(moment: datetime) -> int:
    return (i18n.local(moment).date() - i18n.local(db.now()).date()).days


def _news(person: Person, tasks: Sequence["Task"]) -> list[dict[str, Any]]:
    """Return what changed for the person, the newest first: notes that can be read, and actions written for them."""
    news: list[dict[str, Any]] = [
        {"at": meeting.notes_published_at, "meeting": meeting, "decisions": count}
        for meeting, count in recent_for(person, NEWS)
    ]
    news += [{"at": task.recorded_at, "task": task} for task in tasks if task.recorded_by_id != person.id]
    return sorted(news, key=lambda one: one["at"], reverse=True)[:NEWS]


@blueprint.route("/me/profile", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me)
def profile(person: Person) -> Response:
    """Who I am, in my own words, and in each of my groups."""
    places = person.places
    shown = {name: value for place in places for name, value in part_of(place).items()}
    form = filled(profile_form(places), obj=person, data=shown)
    if not form.validate_on_submit():
        known = {place.space_id: known_names(place.space_id) for place in places}
        status = 422 if request.method == "POST" else 200
        return respond("people/profile.html", status=status, form=form, places=places, known=known)
    service.change_profile(person, **{name: form[name].data for name in ABOUT_ME})
    for place in places:
        service.change_place(
            place,
            actor=person,
            title=form[f"title_{place.id}"].data,
            speaks_for=SpeaksFor(form[f"speaks_for_{place.id}"].data),
            speaks_for_name=form[f"speaks_for_name_{place.id}"].data,
        )
    return done(url_for("people.home"), _("Your profile is saved. Everybody reads it like this from now on"))


@blueprint.route("/me/reach", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me)
def reach(person: Person) -> Response:
    """How to reach me, in which language and form, and who gets copies.

    Whoever changes the e-mail address, which opens the account, shows first that it is them.
    """
    form = filled(ReachForm, obj=person)
    form.language.choices = [("", _("The language of my device")), *((one.code, one.name) for one in i18n.offered())]
    if not form.validate_on_submit():
        return respond("people/reach.html", status=422 if request.method == "POST" else 200, form=form)
    opens_the_door = person.has_mail and form.email.data != person.email
    keep = proved(_keep_reach) if opens_the_door else _keep_reach
    answer: Response = keep(person, form)
    return answer


def _chosen(form: ReachForm) -> dict[str, Any]:
    return {"reach_by": ReachBy(form.reach_by.data), "hears": Hears(form.hears.data)}


def _keep_reach(person: Person, form: ReachForm) -> Response:
    try:
        service.change_reach(person, **{**form.data, **_chosen(form)})
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("people/reach.html", status=422, form=form)
    return done(url_for("people.home"), _("Saved. We reach you like this from the next message on"))
