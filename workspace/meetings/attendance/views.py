"""Pages of attendance and interests."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.attendance import queries, service
from workspace.meetings.attendance.forms import AttendanceForm, InterestForm, as_written
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.invitations.words import ATTENDED
from workspace.meetings.models import Meeting
from workspace.meetings.notes.document import partly
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("attendance", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")
blueprint.add_app_template_global(ATTENDED.__getitem__, "attended_words")
blueprint.add_app_template_global(partly, "partly_words")


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.get("/attendance")
@allow(Action.RUN, load_meeting)
def index(meeting: Meeting) -> Response:
    """Who is there, with a button for each change."""
    return respond("attendance/index.html", meeting=meeting)


@blueprint.post("/attendance")
@allow(Action.RUN, load_meeting)
def write(meeting: Meeting) -> Response:
    """Write down that somebody came or left, or that all who said so came."""
    try:
        said = _written(meeting, request.form.get("do", ""))
    except DomainError as refused:
        said = refused.words
    return done(f"{_address(meeting)}#who-h", said)


def _written(meeting: Meeting, what: str) -> Any:
    if what == "all":
        count = service.everybody_came(meeting, actor=me())
        return ngettext("%(num)d person is written down as here", "%(num)d people are written down as here", count)
    place = next((one for one in meeting.invitations if str(one.person_id) == request.form.get("person")), None)
    if place is None or what not in {"came", "left"}:
        raise DomainError(_("We cannot find that person. Look at the list again"))
    name = place.person.preferred_name
    if what == "came":
        service.came(place, actor=me())
        return _("%(name)s is written down as here", name=name)
    service.left(place, actor=me())
    return _("%(name)s is written down as having left", name=name)


@blueprint.route("/attendance/<int:person_id>", methods=["GET", "POST"])
@allow(Action.RUN, queries.place)
def change(place: Invitation) -> Response:
    """Say exactly how somebody was there: in which way, from which item, to which."""
    form = filled(AttendanceForm, data=as_written(place))
    form.offer(place.meeting)
    if not form.validate_on_submit():
        return respond("attendance/change.html", status=_status(), place=place, meeting=place.meeting, form=form)
    try:
        service.attend(place, actor=me(), **form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("attendance/change.html", status=422, place=place, meeting=place.meeting, form=form)
    said = _("It is written down how %(name)s was there", name=place.person.preferred_name)
    return done(f"{_address(place.meeting)}#who-h", said)


@blueprint.route("/items/<int:item_id>/interest", methods=["GET", "POST"])
@allow(Action.FOLLOW, load_item)
def interest(item: AgendaItem) -> Response:
    """Declare an interest in an item: one's own, or for somebody by whoever runs the meeting."""
    places = _whose(item)
    form = filled(InterestForm, data={"whose": me().id})
    form.whose.choices = [(place.person_id, place.person.preferred_name) for place in places]
    if not places or not form.validate_on_submit():
        return _interest_page(item, form)
    place = next(place for place in places if place.person_id == form.whose.data)
    try:
        service.declare(item, actor=me(), place=place, words=form.words.data or "")
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _interest_page(item, form)
    back = url_for("following.follow", slug=item.space.slug, meeting_id=item.meeting_id)
    if form.words.data:
        return done(back, _("The interest is declared at “%(item)s”, and stands in the notes", item=item.title))
    return done(back, _("The interest at “%(item)s” is taken back", item=item.title))


def _whose(item: AgendaItem) -> list[Invitation]:
    everybody = can(me(), Action.RUN, item)
    return [place for place in item.meeting.invitations if everybody or place.person_id == me().id]


def _interest_page(item: AgendaItem, form: InterestForm) -> Response:
    declared = to_names(item.interests, names_in([item.interests])).splitlines()
    return respond(
        "attendance/interest.html", status=_status(), item=item, meeting=item.meeting, form=form, declared=declared
    )


def _address(meeting: Meeting) -> str:
    return url_for("attendance.index", slug=meeting.space.slug, meeting_id=meeting.id)
