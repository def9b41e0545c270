"""Pages of meetings."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select

from workspace import db, i18n
from workspace.access import Action, allow, can, me
from workspace.actions.queries import tasks_of_meeting
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meanwhile import filled_meanwhile
from workspace.meetings import queries, service, words
from workspace.meetings.agenda.clock import timed
from workspace.meetings.agenda.models import CameFrom
from workspace.meetings.agenda_clock import agenda_clock
from workspace.meetings.arrangements.queries import for_their_eyes, needed_something
from workspace.meetings.calendar import KIND, calendar_file, file_name
from workspace.meetings.checking.queries import waiting as corrections_waiting
from workspace.meetings.closing.document import missed_parts
from workspace.meetings.closing.models import Became, Missed
from workspace.meetings.closing.queries import answers
from workspace.meetings.feedback.queries import last_time
from workspace.meetings.forms import CancelForm, FindForm, MeetingForm, as_written
from workspace.meetings.matters.queries import Matter
from workspace.meetings.matters.views import carried
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.document import voice_of
from workspace.meetings.notes.queries import decisions_in
from workspace.meetings.notes_clock import notes_clock
from workspace.meetings.offer.models import texts_of
from workspace.meetings.offer.queries import waiting as questions_waiting
from workspace.meetings.papers.queries import by_item, papers, promised_papers
from workspace.meetings.suggestions.queries import waiting as suggestions_waiting
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.dates.queries import Span, against
from workspace.spaces.dates.words import warnings
from workspace.spaces.glossary.views import advised
from workspace.spaces.models import Sharing, Space
from workspace.spaces.queries import space
from workspace.spaces.venues.queries import venues_to_choose
from workspace.web import as_file, done, respond

READ = ("purpose", "can_change", "cannot_change", "decided_by_others", "money")  # by everybody who is invited
COUNTED = 12  # meetings over which a promise is counted

blueprint = Blueprint("meetings", __name__)
for _name in (
    "INVOLVEMENT",
    "INVOLVEMENT_MEANS",
    "WHO_DECIDES",
    "WHO_DECIDES_MEANS",
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


@blueprint.get("/spaces/<slug>/notes-promise")
@allow(Action.MEETING_LIST, space)
def promise(space: Space) -> Response:
    """How often notes and papers came in time: the last twelve meetings, each with its day and when they came."""
    today = i18n.local(db.now()).date()
    rows = [(meeting, notes_clock(meeting)) for meeting in queries.held_lately(space, COUNTED)]
    kept = sum(clock.kept for _meeting, clock in rows)
    missed = sum(clock.missed(today) for _meeting, clock in rows)
    promised = promised_papers([meeting for meeting, _clock in rows], today)
    return respond("meetings/promise.html", rows=rows, kept=kept, missed=missed, today=today, papers=promised)


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
    form.offer_venues(venues_to_choose(space))
    if not form.validate_on_submit() or "check" in request.form:
        return _form_page(form, space)
    try:
        meeting = service.plan(space, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _form_page(form, space)
    said = _("The meeting is planned. %(understood)s. Nobody is invited yet", understood=form.understood)
    answer = done(_address(meeting), ". ".join([said, *_against(space, form.spans)]))
    return advised(answer, space, *_texts(form))


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, queries.meeting)
def edit(meeting: Meeting) -> Response:
    """Change what is said of a meeting. Who is invited is told of a new time, place or way to join."""
    welcomer = to_names(meeting.welcomer, names_in([meeting.welcomer]))
    form = filled_meanwhile(MeetingForm, data=as_written(meeting) | {"welcomer": welcomer})
    form.offer_venues(venues_to_choose(meeting.space, but=meeting.venue_id))
    if not form.validate_on_submit() or "check" in request.form:
        return _form_page(form, meeting.space, meeting)
    try:
        untold = service.change(meeting, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _form_page(form, meeting.space, meeting)
    answer = done(_address(meeting), " ".join((_("The meeting is changed."), _still_to_tell(untold))))
    return advised(answer, meeting.space, *_texts(form))


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
@allow(Action.MEETING_READ, queries.meeting_and_holidays)
def show(meeting: Meeting) -> Response:
    """One meeting: what it is for, what can change, when and where, the agenda, and who is coming.

    Members who were not invited read of the items that are open to all members; of the others, how many there are.
    """
    mine = meeting.place_of(me())
    audience = audience_of(meeting)
    rows = [row for row in timed(meeting, meeting.items) if row.item.sharing.reaches(audience)]
    matters = _matters(meeting)
    texts = [text for row in rows for text in row.item.texts]
    texts += [text for matter in matters for text in matter.texts]
    texts += texts_of(meeting.offered)
    missed, tasks = _missed(meeting, audience)
    texts += [*(text for row in missed for text in row.texts), *(task.what for task in tasks)]
    names = names_in([meeting.welcomer, *texts])
    voice = voice_of(meeting, names, not meeting.without_names)
    return respond(
        "meetings/show.html",
        meeting=meeting,
        matters=matters,
        rows=rows,
        left_out=len(meeting.items) - len(rows),
        papers=by_item(papers(meeting)),
        names=names,
        mine=mine,
        arranged_for_me=mine is not None and meeting.state is MeetingState.CLOSED and needed_something(mine),
        notes=notes_clock(meeting),
        promise=agenda_clock(meeting, min((p.invited_at for p in meeting.invitations if p.invited_at), default=None)),
        needs_wait=for_their_eyes(meeting, me()) if can(me(), Action.NEEDS_READ, meeting) else 0,
        today=i18n.local(db.now()).date(),
        last_time=last_time(meeting, me()) if meeting.can_be_changed else None,
        missed=missed_parts(missed, tasks, voice.say, voice.name),
        **queries.counts(_to_count(meeting, audience)),
    )


def _matters(meeting: Meeting) -> list[Matter]:
    """Return what earlier meetings left open, where one item of the agenda stands for all of it. It is for members: a
    guest sees this meeting and nothing else of the space."""
    stands = any(item.came_from is CameFrom.MATTERS for item in meeting.items)
    if not (stands and meeting.can_be_changed and can(me(), Action.ACTION_LIST, meeting)):
        return []
    return [matter for matter in carried(meeting) if matter.sharing.reaches(Sharing.MEMBERS)]


def _missed(meeting: Meeting, audience: Sharing) -> tuple[Sequence[Missed], Sequence[Any]]:
    """Return who and what a meeting missed, for those who may read its notes, with its actions where one came of it:
    two queries at most."""
    reads = meeting.state is MeetingState.CLOSED and can(me(), Action.NOTES_READ, meeting)
    rows = answers(meeting) if reads and meeting.sharing.reaches(audience) else []
    return rows, tasks_of_meeting(meeting.id) if any(row.became is Became.ACTION for row in rows) else []


def _to_count(meeting: Meeting, audience: Sharing) -> dict[str, Select[int]]:
    """Return what is counted for the reader: decisions that they may read, and what waits for an answer of theirs."""
    of: dict[str, Select[int]] = {}
    if meeting.notes_are_published:
        of["decisions"] = decisions_in(meeting, audience)
        if can(me(), Action.NOTES_WRITE, meeting):
            of["corrections_wait"] = corrections_waiting(meeting)
    if meeting.state is MeetingState.PLANNED and can(me(), Action.SUGGESTION_ANSWER, meeting):
        of["waiting"] = suggestions_waiting(meeting)
    if meeting.can_be_changed and can(me(), Action.OFFER_ANSWERS, meeting):
        of["asked"] = questions_waiting(meeting)
    return of


def audience_of(meeting: Meeting) -> Sharing:
    """Return the circle in which the reader stands: those who may read what is kept to the people invited, or all
    members."""
    return Sharing.GROUP if can(me(), Action.KEPT_READ, meeting) else Sharing.MEMBERS


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/calendar.ics")
@allow(Action.MEETING_READ, queries.meeting)
def calendar(meeting: Meeting) -> Response:
    """The meeting as a file for the reader's own calendar, in their language."""
    content = calendar_file(meeting, i18n.language().code, place=meeting.place_of(me()))
    return as_file(content, KIND, file_name(meeting))


def _address(meeting: Meeting) -> str:
    return url_for("meetings.show", slug=meeting.space.slug, meeting_id=meeting.id)


def _texts(form: MeetingForm) -> list[str | None]:
    return [form[name].data for name in READ]


def _form_page(form: MeetingForm, space: Space, meeting: Meeting | None = None) -> Response:
    """Return the form, with what there is to think of on the date that stands in it."""
    if "check" in request.form:
        form.complain_only_of("when", "day", "starts", "ends")
        _warn_of_past(form, meeting)
    status = 422 if request.method == "POST" and (form.errors or form.form_errors) else 200
    kept = [(meeting.starts_at, meeting.ends_at)] if meeting and request.method == "GET" else []
    said = _against(space, form.spans or kept)
    return respond("meetings/plan.html", status=status, form=form, meeting=meeting, against=said)


def _warn_of_past(form: MeetingForm, meeting: Meeting | None) -> None:
    for starts, _ends in form.spans:
        try:
            if meeting is None or starts != meeting.starts_at:
                service.refuse_past(starts)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)


def _against(space: Space, spans: list[Span]) -> list[str]:
    return [words for found in against(space, spans) for words in warnings(space, found)]


def _cancel_page(form: CancelForm, meeting: Meeting) -> Response:
    status = 422 if request.method == "POST" else 200
    return respond("meetings/cancel.html", status=status, form=form, meeting=meeting)


def _still_to_tell(people: list[Person]) -> str:
    if not people:
        return ""
    names = i18n.listing([person.preferred_name for person in people])
    return str(_("%(names)s cannot be told by e-mail: ring or write to them.", names=names))
