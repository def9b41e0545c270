"""Pages of checking notes: sending them, asking for corrections, answering, agreeing; and what changed meanwhile."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n, mail
from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.checking import queries, service, words
from workspace.meetings.checking.forms import AgreeForm, AnswerForm, AskForm, SendForm
from workspace.meetings.checking.models import Answered, Correction
from workspace.meetings.editions.changes import Kind, changes, count
from workspace.meetings.models import Meeting
from workspace.meetings.notes import queries as notes
from workspace.meetings.notes.document import first_names_left
from workspace.meetings.notes.views import edition_for, notes_message
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.spaces.models import Sharing
from workspace.web import done, respond

blueprint = Blueprint("checking", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/notes")
blueprint.add_app_template_global(words.ANSWERED.__getitem__, "answered_words")
blueprint.add_app_template_global(words.ANSWERED_TAG.__getitem__, "answered_tag")


@blueprint.route("/check", methods=["GET", "POST"])
@allow(Action.NOTES_PUBLISH, load_meeting)
def send(meeting: Meeting) -> Response:
    """Send the draft to those who were there, with a day until which they say what is wrong."""
    until = i18n.local(db.now()).date() + timedelta(days=meeting.space.check_days)
    form = filled(SendForm, data={"check_by": i18n.day(until)})
    if not form.validate_on_submit() or form.check_by.day is None:
        return _send_page(meeting, form)
    try:
        untold = service.send_for_checking(meeting, actor=me(), check_by=form.check_by.day)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _send_page(meeting, form)
    said = _("The draft is sent. People can say what is wrong until %(day)s.", day=i18n.day(form.check_by.day))
    return done(_address("notes.show", meeting), " ".join([said, _by_hand(untold)]).strip())


def _by_hand(people: list[Person]) -> str:
    if not people:
        return ""
    names = i18n.listing([person.preferred_name for person in people])
    return str(_("%(names)s cannot be told by e-mail: ring or write to them.", names=names))


def _send_page(meeting: Meeting, form: SendForm) -> Response:
    edition = edition_for(meeting, Sharing.GROUP)
    return _page(
        "checking/send.html",
        meeting=meeting,
        form=form,
        people=service.checkers(meeting),
        first_names=first_names_left(meeting, edition.texts),
        waiting=notes.waiting_words(meeting),
    )


@blueprint.get("/corrections")
@allow(Action.CHECK_READ, load_meeting)
def index(meeting: Meeting) -> Response:
    """The corrections that were asked for, and what became of each."""
    found = queries.corrections(meeting)
    texts = [text for one in found for text in (one.says, one.why, one.because)]
    return respond(
        "checking/index.html",
        meeting=meeting,
        corrections=found,
        names=_names(meeting, texts),
        hidden=_hidden(meeting),
    )


def _names(meeting: Meeting, texts: list[str]) -> dict[int, str]:
    return {} if meeting.without_names else notes.names_in_notes(meeting, texts)


def _hidden(meeting: Meeting) -> set[int]:
    """Return who is not named beside their correction, but to those who answer it."""
    if can(me(), Action.NOTES_WRITE, meeting):
        return set()
    return {p.person_id for p in meeting.invitations if meeting.without_names or not p.name_in_notes}


@blueprint.route("/corrections/ask", methods=["GET", "POST"])
@allow(Action.CORRECTION_ASK, load_meeting)
def ask(meeting: Meeting) -> Response:
    """Ask for a correction: which part, what it should say, and why."""
    form = filled(AskForm, data={"part": request.args.get("item", "")})
    removed = queries.removed_parts(meeting)
    form.offer(meeting, removed)
    if not form.validate_on_submit():
        return _page("checking/ask.html", meeting=meeting, form=form)
    item = next((item for item in (*meeting.items, *removed) if str(item.id) == form.part.data), None)
    try:
        service.ask(meeting, actor=me(), item=item, says=form.says.data or "", why=form.why.data or "")
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page("checking/ask.html", meeting=meeting, form=form)
    return done(_address("checking.index", meeting), _("You will hear what became of it"))


@blueprint.route("/corrections/<int:correction_id>", methods=["GET", "POST"])
@allow(Action.NOTES_WRITE, queries.correction)
def answer(correction: Correction) -> Response:
    """Answer one correction: the notes were changed, or they stay as they are, because."""
    form = filled(AnswerForm)
    if correction.meeting.notes_are_published:
        form.only_stays()
    if not form.validate_on_submit():
        return _answer_page(correction, form)
    try:
        told = service.answer(
            correction, actor=me(), answer=Answered(form.answer.data), because=form.because.data or ""
        )
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _answer_page(correction, form)
    name = correction.asked_by.preferred_name
    said = _("%(name)s hears of it by e-mail", name=name) if told else _by_hand([correction.asked_by])
    return done(_address("checking.index", correction.meeting), f"{_('Answered.')} {said}")


def _answer_page(correction: Correction, form: AnswerForm) -> Response:
    meeting = correction.meeting
    written = notes.to_correct(meeting) if meeting.notes_are_published and correction.waits else []
    titles = [item.title for item, _decisions in written]
    names = notes.names_in_notes(meeting, [correction.says, correction.why, correction.because, *titles])
    context: dict[str, Any] = {"correction": correction, "form": form, "names": names, "written": written}
    return _page("checking/answer.html", meeting=meeting, **context)


@blueprint.route("/agree", methods=["GET", "POST"])
@allow(Action.NOTES_AGREE, load_meeting)
def agree(meeting: Meeting) -> Response:
    """Say at which meeting the notes were agreed; they are published with it."""
    form = filled(AgreeForm)
    meetings = queries.later_meetings(meeting)
    form.offer(meetings)
    if not form.validate_on_submit():
        return _page("checking/agree.html", meeting=meeting, form=form, meetings=meetings)
    at = next((one for one in meetings if str(one.id) == form.at.data), None)
    try:
        service.agree(meeting, actor=me(), at=at)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page("checking/agree.html", meeting=meeting, form=form, meetings=meetings)
    return done(_address("notes.show", meeting), _("The notes are agreed and published"))


@blueprint.get("/changes")
@allow(Action.CHECK_READ, load_meeting)
def changed(meeting: Meeting) -> Response:
    """What is different in the notes since they were sent for checking, word by word."""
    before, now = queries.as_sent(meeting), {note.item_id: note.text for note in notes.notes(meeting)}
    names = _names(meeting, [*before.values(), *now.values()])
    rows = []
    parts = (*meeting.items, *queries.removed_parts(meeting)) if meeting.notes_sent_at else ()
    for item in parts:
        old, new = (to_names(texts.get(item.id, ""), names) for texts in (before, now))
        if old != new:
            pieces = changes(old, new)
            rows.append((item, pieces, count(pieces, Kind.ADDED), count(pieces, Kind.REMOVED)))
    return respond("checking/changes.html", meeting=meeting, rows=rows)


def _page(page: str, **context: Any) -> Response:
    return respond(page, status=422 if request.method == "POST" else 200, **context)


def _address(endpoint: str, meeting: Meeting) -> str:
    return url_for(endpoint, slug=meeting.space.slug, meeting_id=meeting.id)


@mail.template("notes_check")
def notes_check(person_id: int, meeting_id: int, to_supporter: bool = False) -> mail.Letter:
    """Send somebody who was there the draft, and say by when they can ask for corrections."""
    return notes_message("notes_check", person_id, meeting_id, to_supporter)
