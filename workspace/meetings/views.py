"""Pages of meetings."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings import queries, service, words
from workspace.meetings.agenda.clock import timed
from workspace.meetings.agenda_clock import agenda_clock
from workspace.meetings.calendar import KIND, calendar_file, file_name
from workspace.meetings.forms import CancelForm, FindForm, MeetingForm, as_written
from workspace.meetings.models import Meeting
from workspace.meetings.notes_clock import notes_clock
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.web import done, respond

COUNTED = 12  # meetings whose promise is counted

blueprint = Blueprint("meetings", __name__)
for _name in (
    "INVOLVEMENT",
    "INVOLVEMENT_MEANS",
    "WORK_LEVEL",
    "ITEM_KIND",
    "ITEM_KIND_MEANS",
    "MEETING_STATE",
    "STATE_TAG",
    "MISSING",
):
    blueprint.add_app_template_global(getattr(words, _name), _name)
for _written in (words.when, words.duration, words.your_answer):
    blueprint.add_app_template_global(_written)


@blueprint.get("/spaces/<slug>/meetings")
@allow(Action.MEETING_LIST, space)
def index(space: Space) -> Response:
    """The meetings of a space, the next one first; the past ones page by page."""
    form = FindForm(request.args)
    found = queries.meetings(space, me(), words=form.words.data or "", page=request.args.get("page", 1, type=int))
    return respond("meetings/index.html", filters=form, found=found)


@blueprint.get("/spaces/<slug>/meetings/promises")
@allow(Action.MEETING_LIST, space)
def promises(space: Space) -> Response:
    """Whether the agendas of the last meetings came when they were promised."""
    found = [(meeting, agenda_clock(meeting, first)) for meeting, first in queries.begun(space, COUNTED)]
    rows = [(meeting, promise.kept, promise) for meeting, promise in found if promise]
    return respond("meetings/promises.html", rows=rows)


@blueprint.route("/spaces/<slug>/meetings/new", methods=["GET", "POST"])
@allow(Action.MEETING_PLAN, space)
def plan(space: Space) -> Response:
    """Plan a meeting. It may be kept half written: people are invited later."""
    form = filled(MeetingForm)
    if not form.validate_on_submit():
        return _form_page(form)
    try:
        meeting = service.plan(space, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _form_page(form)
    said = _("The meeting is planned. %(understood)s. Nobody is invited yet", understood=form.understood)
    return done(_address(meeting), said)


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, queries.meeting)
def edit(meeting: Meeting) -> Response:
    """Change what is said of a meeting. Who is invited is told of a new time, place or way to join."""
    welcomer = to_names(meeting.welcomer, names_in([meeting.welcomer]))
    form = filled(MeetingForm, data=as_written(meeting) | {"welcomer": welcomer})
    if not form.validate_on_submit():
        return _form_page(form, meeting=meeting)
    try:
        untold = service.change(meeting, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _form_page(form, meeting=meeting)
    return done(_address(meeting), " ".join((_("The meeting is changed."), _still_to_tell(untold))))


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/cancel", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, queries.meeting)
def cancel(meeting: Meeting) -> Response:
    """Call a meeting off, and say why."""
    form = filled(CancelForm)
    if not form.validate_on_submit():
        return _cancel_page(form, meeting)
    try:
        untold = service.cancel(meeting, actor=me(), reason=form.reason.data or "")
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _cancel_page(form, meeting)
    return done(_address(meeting), " ".join((_("The meeting is cancelled."), _still_to_tell(untold))))


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>")
@allow(Action.MEETING_READ, queries.meeting)
def show(meeting: Meeting) -> Response:
    """One meeting: what it is for, what can change, when and where, the agenda, and who is coming."""
    return respond(
        "meetings/show.html",
        meeting=meeting,
        rows=timed(meeting, meeting.items),
        names=names_in([meeting.welcomer, *(item.led_by for item in meeting.items)]),
        mine=meeting.place_of(me()),
        notes=notes_clock(meeting),
        promise=agenda_clock(meeting, min((p.invited_at for p in meeting.invitations if p.invited_at), default=None)),
        today=i18n.local(db.now()).date(),
        decisions=queries.decision_count(meeting) if meeting.notes_are_published else 0,
    )


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/calendar.ics")
@allow(Action.MEETING_READ, queries.meeting)
def calendar(meeting: Meeting) -> Response:
    """The meeting as a file for the reader's own calendar, in their language."""
    content = calendar_file(meeting, i18n.language().code, place=meeting.place_of(me()))
    answer = Response(content, content_type=f"{KIND}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(meeting))
    return answer


def _address(meeting: Meeting) -> str:
    return url_for("meetings.show", slug=meeting.space.slug, meeting_id=meeting.id)


def _form_page(form: MeetingForm, meeting: Meeting | None = None) -> Response:
    status = 422 if request.method == "POST" else 200
    return respond("meetings/plan.html", status=status, form=form, meeting=meeting)


def _cancel_page(form: CancelForm, meeting: Meeting) -> Response:
    status = 422 if request.method == "POST" else 200
    return respond("meetings/cancel.html", status=status, form=form, meeting=meeting)


def _still_to_tell(people: list[Person]) -> str:
    if not people:
        return ""
    names = i18n.listing([person.preferred_name for person in people])
    return str(_("%(names)s cannot be told by e-mail: ring or write to them.", names=names))
