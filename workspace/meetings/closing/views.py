"""Pages of the end of a meeting: what was missed and what becomes of it, closing, and a last word from everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, can, me
from workspace.actions.queries import tasks_of_meeting
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.closing import queries, service
from workspace.meetings.closing.document import MissedPart, missed_parts
from workspace.meetings.closing.forms import GROUP, CheckOutForm, CloseForm
from workspace.meetings.closing.models import Missed, MissedKind
from workspace.meetings.closing.words import QUESTION
from workspace.meetings.invitations.forms import InviteForm
from workspace.meetings.invitations.models import CheckOut, Invitation
from workspace.meetings.invitations.queries import members_to_invite
from workspace.meetings.invitations.views import guest_of
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes import queries as notes
from workspace.meetings.notes.document import Written
from workspace.meetings.notes_clock import notes_clock
from workspace.meetings.outcomes.queries import recorded
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.queries import meeting_and_holidays
from workspace.meetings.running.queries import closed_by
from workspace.people.models import Person
from workspace.people.names import referenced, to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Membership
from workspace.web import done, respond

# Nothing has to come of these.
WITHOUT_OUTCOME = {ItemKind.BREAK, ItemKind.INTRODUCTIONS}

blueprint = Blueprint("closing", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")
blueprint.add_app_template_global(QUESTION.__getitem__, "missed_question")


@dataclass(frozen=True)
class Answered:
    """An answer on its page: as it is shown, and whom of the group it names who can be invited to the next meeting."""

    row: Missed
    part: MissedPart
    named: list[Membership]


# --- the two questions, and closing --------------------------------------------------------------------------------


@blueprint.route("/close", methods=["GET", "POST"])
@allow(Action.RUN, meeting_and_holidays)
def close(meeting: Meeting) -> Response:
    """Ask who and what was missed, close the meeting, and see to what becomes of each answer.

    One form holds the page: whatever is pressed, what was typed is written down first.
    """
    rows, form = queries.answers(meeting), filled(CloseForm)
    form.offer(meeting.invitations)
    form.answered, form.closing = {row.kind for row in rows}, request.form.get("do") == "close"
    if not form.validate_on_submit():
        return _close_page(meeting, form, rows)
    try:
        return _closed(meeting, form) if form.closing else _written(meeting, form, rows)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _close_page(meeting, form, rows)


def _typed(form: CloseForm) -> list[service.Answered]:
    typed = ((MissedKind.WHO, form.missed_who, form.who_said), (MissedKind.WHAT, form.missed_what, form.what_said))
    return [
        service.Answered(kind, words.data, None if who.data == GROUP else _number(who.data))
        for kind, words, who in typed
        if words.data
    ]


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() else 0


def _closed(meeting: Meeting, form: CloseForm) -> Response:
    if not service.close_meeting(meeting, actor=me(), answered=_typed(form)):
        who = closed_by(meeting)
        name = who.preferred_name if who else _("Somebody")
        words = _("%(name)s closed this meeting at %(time)s. What you wrote is kept below; nothing was done twice",
                  name=name, time=i18n.clock(meeting.closed_at) if meeting.closed_at else "")  # fmt: skip
        return done(_address(meeting), words)
    due = i18n.day(notes_clock(meeting).due)
    said = _("The meeting is closed. Its notes are a draft. They are promised by %(day)s", day=due)
    if any(row.waits and row.became is None for row in queries.answers(meeting)):
        return done(f"{_address(meeting)}#said-h", said)
    return done(url_for("notes.show", slug=meeting.space.slug, meeting_id=meeting.id), said)


def _written(meeting: Meeting, form: CloseForm, rows: Sequence[Missed]) -> Response:
    """Write down what was typed, then do what was pressed beside an answer: "carry-3", "invite-3", "invite-3-12"."""
    answered = _typed(form)
    verb, *numbers = request.form.get("do", "").split("-")
    if answered:
        service.write_down(meeting, actor=me(), answered=answered)
    if verb == "round":
        return done(url_for("closing.check_out", slug=meeting.space.slug, meeting_id=meeting.id))
    row = next((row for row in rows if [str(row.id)] == numbers[:1]), None)
    if row is None:
        return done(f"{_address(meeting)}#said-h", _("Written down") if answered else _("Write an answer first"))
    at: dict[str, Any] = {"slug": meeting.space.slug, "meeting_id": meeting.id, "missed_id": row.id}
    if verb == "action":
        return done(url_for("actions.record_missed", **at))
    if verb == "invite" and len(numbers) == 1:
        return done(url_for("closing.invite", **at))
    return done(f"{_address(meeting)}#missed-{row.id}", _settled(row, verb, numbers[1:]))


def _settled(row: Missed, verb: str, numbers: list[str]) -> str:
    if verb == "follow":
        service.follow_up(row, actor=me())
        return str(_("Kept as a line to follow up"))
    to = queries.next_meeting(row.meeting)
    if verb == "carry":
        service.carry(row, actor=me(), to=to if to and can(me(), Action.MEETING_EDIT, to) else None)
        return str(
            _("It is on the agenda of the next meeting") if row.went_to_id else _("It comes to the next meeting")
        )
    one = next((one for one in _to_invite(to) if [str(one.person_id)] == numbers), None)
    if to is None or one is None:
        raise DomainError(_("They are invited already, or the next meeting has moved. Look at it again"))
    return _invited(service.invite(row, actor=me(), to=to, members=[one]))


def _close_page(meeting: Meeting, form: CloseForm, rows: Sequence[Missed]) -> Response:
    found, tasks = recorded(meeting), tasks_of_meeting(meeting.id)
    written = Written(notes.notes(meeting), found.decisions, tasks, **found.beside)
    to = queries.next_meeting(meeting) if rows else None
    return respond(
        "closing/close.html",
        status=_status(),
        meeting=meeting,
        form=form,
        empty=[item for item in meeting.items if item.kind not in WITHOUT_OUTCOME and item.id not in written.at],
        closed_by=closed_by(meeting) if meeting.closed_at else None,
        said=_answered(rows, tasks, _to_invite(to)),
        to=to,
        may_invite=bool(to and not to.missing_before_inviting and can(me(), Action.INVITE, to)),
        last_words=[place for place in meeting.invitations if place.takes_part],
    )


def _answered(rows: Sequence[Missed], tasks: Sequence[Any], members: Sequence[Membership]) -> list[Answered]:
    texts = [text for row in rows for text in row.texts] + [task.what for task in tasks]
    names = names_in(texts)
    parts = missed_parts(rows, tasks, lambda text: to_names(text, names), _called)
    named = ([one for one in members if one.person_id in referenced([row.words])] for row in rows)
    return [Answered(*each) for each in zip(rows, parts, named, strict=True)]


def _called(person: Person | None) -> str:
    return person.preferred_name if person else str(_("nobody yet"))


def _to_invite(to: Meeting | None) -> Sequence[Membership]:
    return members_to_invite(to) if to and can(me(), Action.INVITE, to) else []


# --- an invitation to the next meeting -----------------------------------------------------------------------------


@blueprint.route("/missed/<int:missed_id>/invite", methods=["GET", "POST"])
@allow(Action.RUN, queries.missed)
def invite(row: Missed) -> Response:
    """Invite somebody who was missed to the next meeting: of the group, or a guest."""
    to = queries.next_meeting(row.meeting)
    to = to if to and can(me(), Action.INVITE, to) else None
    members, form = _to_invite(to), filled(InviteForm)
    form.offer(members)
    if to is None or not form.validate_on_submit():
        return _invite_page(row, to, form)
    try:
        people = service.invite(row, actor=me(), to=to, members=form.chosen(members), guest=guest_of(form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _invite_page(row, to, form)
    return done(f"{_address(row.meeting)}#missed-{row.id}", _invited(people))


def _invite_page(row: Missed, to: Meeting | None, form: InviteForm) -> Response:
    words = to_names(row.words, names_in([row.words]))
    return respond("closing/invite.html", status=_status(), meeting=row.meeting, to=to, form=form, words=words)


def _invited(people: Sequence[Person]) -> str:
    names = i18n.listing([person.preferred_name for person in people])
    said = _("%(names)s: invited to the next meeting.", names=names)
    untold = i18n.listing([person.preferred_name for person in people if not person.has_mail])
    return f"{said} {_('%(name)s has no e-mail: ring or write to them.', name=untold)}" if untold else said


# --- a last word ---------------------------------------------------------------------------------------------------


@blueprint.route("/check-out", methods=["GET", "POST"])
@allow(Action.RUN, load_meeting)
def check_out(meeting: Meeting) -> Response:
    """Go round once more, in the order of introductions: one word each, or pass."""
    form = filled(CheckOutForm)
    if not form.validate_on_submit():
        return _check_out_page(meeting, form)
    places = {str(place.id): place for place in meeting.invitations}
    place = places.get(request.form.get("place", ""))
    state = next((state for state in CheckOut if state == request.form.get("check_out")), None)
    try:
        if place is None or state is None:
            raise DomainError(_("We cannot find that person. Look at the list again"))
        service.check_out(place, actor=me(), state=state, words=form.words.data or "")
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _check_out_page(meeting, form)
    nobody = _("Everyone has had their last word")
    waiting = _waiting(meeting)
    said = _("Now: %(name)s", name=waiting[0].person.preferred_name) if waiting else nobody
    return done(url_for("closing.check_out", slug=meeting.space.slug, meeting_id=meeting.id), said)


def _waiting(meeting: Meeting) -> list[Invitation]:
    return [one for one in meeting.invitations if one.takes_part and one.check_out is CheckOut.WAITING]


def _check_out_page(meeting: Meeting, form: CheckOutForm) -> Response:
    names = names_in(place.check_out_words for place in meeting.invitations)
    round_ = [place for place in meeting.invitations if place.takes_part]
    return respond(
        "closing/check_out.html",
        status=_status(),
        meeting=meeting,
        form=form,
        names=names,
        waiting=_waiting(meeting),
        had=[place for place in round_ if place.check_out is not CheckOut.WAITING],
        happening=meeting.state is MeetingState.HAPPENING,
    )


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _address(meeting: Meeting) -> str:
    return url_for("closing.close", slug=meeting.space.slug, meeting_id=meeting.id)
