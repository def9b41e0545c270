"""Pages of notes and decisions, and the message that carries the notes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace import db, i18n, mail
from workspace.access import Action, allow, can
from workspace.actions.queries import tasks_of_meeting
from workspace.errors import Conflict, DomainError
from workspace.forms import filled
from workspace.meanwhile import filled_meanwhile
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.editions.past import as_it_was
from workspace.meetings.editions.queries import decision_versions, note_versions
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes import queries, service, words
from workspace.meetings.notes.document import Document, Written, document, first_names_left
from workspace.meetings.notes.editor import Editor, editor_after, editor_for, editor_refused
from workspace.meetings.notes.forms import DecisionForm, NoteForm
from workspace.meetings.notes.models import DECISION_TEXTS, Decision
from workspace.meetings.notes.service import Choice
from workspace.meetings.notes_clock import notes_clock
from workspace.meetings.outcomes.queries import recorded
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.queries import meeting_and_holidays
from workspace.meetings.views import audience_of
from workspace.people.letters import letter
from workspace.people.models import Person, ReachBy
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.glossary.service import with_words
from workspace.spaces.glossary.views import advice, advised
from workspace.spaces.models import Sharing
from workspace.web import done, is_htmx, respond

OUTCOME_PAGES = {"park": "outcomes.park", "ask": "outcomes.ask", "heard": "heard.index"}

blueprint = Blueprint("notes", __name__)
blueprint.add_app_template_global(words.RESULT.__getitem__, "result_words")
blueprint.add_app_template_global(words.RESULT_TAG.__getitem__, "result_tag")
blueprint.add_app_template_global(words.who_words)
blueprint.add_app_template_global(words.helpers_words)
blueprint.add_app_template_global(words.left_out_words)
blueprint.add_app_template_global(service.conflict_words)


# --- writing -------------------------------------------------------------------------------------------------------


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/note")
@allow(Action.NOTES_WRITE, load_item)
def edit(item: AgendaItem) -> Response:
    """The notes of one item, on a page of their own."""
    return _note_page(item, editor_for(item, current_user))


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/note")
@allow(Action.NOTES_WRITE, load_item, repeatable=True)
def save(item: AgendaItem) -> Response:
    """Save the notes of an item: by the button, by themselves while somebody writes, or by choosing between two texts.

    It carries the version that was written over, so it may be sent twice.
    """
    form = filled(NoteForm, NoteForm.id_for(item))
    choice = next((choice for choice in Choice if choice == request.form.get("choice")), None)
    if not form.validate_on_submit():
        return _note_page(item, editor_refused(item, form), 422)
    try:
        if choice:
            _settle(item, form, choice)
        else:
            service.save_note(item, actor=current_user, **form.typed)
    except Conflict as conflict:
        return _in_conflict(item, conflict)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _note_page(item, editor_refused(item, form), 422)
    return _saved(item, choice)


def _settle(item: AgendaItem, form: NoteForm, choice: Choice) -> None:
    seen = request.form.get("seen", 0, type=int)
    service.settle_note(item, actor=current_user, text=form.text.data or "", seen=seen, choice=choice)


def _note_page(item: AgendaItem, editor: Editor, status: int = 200) -> Response:
    context: dict[str, Any] = {"item": item, "meeting": item.meeting, "editor": editor, "form": editor.form}
    return _into_state(item, respond("notes/note.html", "notes/_saved.html", status, **context))


def _into_state(item: AgendaItem, answer: Response) -> Response:
    """Have the fragment take the place of what is said below the text, whichever button was pressed: the text stays."""
    answer.headers["HX-Retarget"] = f"#{NoteForm.id_for(item)}-state"
    return answer


def _saved(item: AgendaItem, choice: Choice | None) -> Response:
    # Nothing is said to somebody who is typing.
    said = {"": "", Choice.JOIN: _("Both texts are in the note now")}
    editor = editor_after(item, current_user)
    saved = editor.form.text.data
    answer = done(
        _after_saving(item),
        said.get(request.form.get("choice", ""), _("Note saved")),
        fragment="notes/_editor.html" if choice else "notes/_saved.html",
        focus=f"{NoteForm.id_for(item)}-text" if choice else "",
        editor=editor,
        thoughts=advice(item.space, saved) if is_htmx() else (),
    )
    return answer if is_htmx() else advised(answer, item.space, saved)


def _in_conflict(item: AgendaItem, conflict: Conflict) -> Response:
    """Show both texts. Who is typing is not moved away from it, and hears of the same text once."""
    heard = request.form.get("seen", type=int) == conflict.theirs.version
    pressed = "choice" in request.form
    answer = done(
        _write_address(item),
        conflict.words if is_htmx() and not heard else "",
        fragment="notes/_saved.html",
        focus=f"{NoteForm.id_for(item)}-conflict-h" if pressed else "",
        editor=editor_after(item, current_user),
    )
    return _into_state(item, answer)


def _after_saving(item: AgendaItem) -> str:
    """Return where a button leads that saves first: to end the meeting, to what else comes of the item, to another
    item's notes, or back."""
    then = request.form.get("then", "")
    address: dict[str, Any] = {"slug": item.space.slug, "meeting_id": item.meeting_id}
    if then == "close":
        return url_for("closing.close", **address)
    if then in OUTCOME_PAGES:
        return url_for(OUTCOME_PAGES[then], **address, item_id=item.id)
    other = next((other for other in item.meeting.items if str(other.id) == then), item)
    return _write_address(other)


def _write_address(item: AgendaItem) -> str:
    """Return the page on which the item's notes are written: the meeting's while it happens, else its own."""
    address: dict[str, Any] = {"slug": item.space.slug, "meeting_id": item.meeting_id}
    if item.meeting.state is MeetingState.HAPPENING and item.removed_at is None:
        return url_for("running.run", **address, item=item.id)
    return url_for("notes.edit", **address, item_id=item.id)


# --- decisions -----------------------------------------------------------------------------------------------------


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/decisions", methods=["GET", "POST"])
@allow(Action.NOTES_WRITE, load_item)
def decide(item: AgendaItem) -> Response:
    """Write down a decision: on a page of its own, or in its place on the page of the meeting."""
    form = filled(DecisionForm, DecisionForm.id_for(item))
    if not form.validate_on_submit():
        return _decision_page(item, form, 422 if request.method == "POST" else 200)
    try:
        decision = service.decide(item, actor=current_user, **form.facts)
    except DomainError as refused:
        form.add_error("words" if refused.field else "", refused.words)
        return _decision_page(item, form, 422)
    return done(
        _write_address(item),
        _("Decision saved"),
        fragment="notes/_decisions.html",
        focus=f"decision-{decision.id}",
        **_decisions(item, DecisionForm(formdata=None, prefix=DecisionForm.id_for(item))),
    )


def _decision_page(item: AgendaItem, form: DecisionForm, status: int) -> Response:
    return respond("notes/decision.html", "notes/_decisions.html", status, **_decisions(item, form))


def _decisions(item: AgendaItem, form: DecisionForm) -> dict[str, Any]:
    decisions = [row for row in queries.decisions(item.meeting) if row.item_id == item.id]
    names = names_in(Written([], decisions, []).texts(item.meeting))
    return {"item": item, "meeting": item.meeting, "form": form, "decisions": decisions, "names": names}


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/decisions/<int:decision_id>", methods=["GET", "POST"])
@allow(Action.NOTES_WRITE, queries.decision)
def change_decision(decision: Decision) -> Response:
    """Mend a decision while its notes are a draft."""
    texts = {name: getattr(decision, name) for name in DECISION_TEXTS}
    names = names_in(texts.values())
    shown = {name: to_names(text, names) for name, text in texts.items()}
    form = filled_meanwhile(DecisionForm, data={**shown, "result": decision.result.value})
    if not form.validate_on_submit():
        return _change_page(decision, form, 422 if request.method == "POST" else 200)
    try:
        service.change_decision(decision, actor=current_user, **form.facts)
    except DomainError as refused:
        form.add_error("words" if refused.field else "", refused.words)
        return _change_page(decision, form, 422)
    return done(_back_from(decision), _("Decision %(number)s is changed", number=decision.number))


def _change_page(decision: Decision, form: DecisionForm, status: int) -> Response:
    context: dict[str, Any] = {"meeting": decision.meeting, "back": _back_from(decision)}
    return respond("notes/change_decision.html", status=status, decision=decision, form=form, **context)


def _back_from(decision: Decision) -> str:
    meeting = decision.meeting
    address: dict[str, Any] = {"slug": meeting.space.slug, "meeting_id": meeting.id}
    if meeting.state is MeetingState.HAPPENING:
        return url_for("running.run", **address, item=decision.item_id)
    return url_for("notes.show", **address)


# --- reading and publishing ----------------------------------------------------------------------------------------


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/notes")
@allow(Action.NOTES_READ, meeting_and_holidays)
def show(meeting: Meeting) -> Response:
    """The notes: a draft for those who write them, then for everybody who was invited, and what is open to all
    members for the others."""
    return respond(
        "notes/show.html",
        meeting=meeting,
        notes=edition_for(meeting, audience_of(meeting)),
        clock=notes_clock(meeting),
        today=i18n.local(db.now()).date(),
        by_post=_by_post(queries.readers(meeting)) if can(current_user, Action.NOTES_PUBLISH, meeting) else [],
    )


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/notes/publish", methods=["GET", "POST"])
@allow(Action.NOTES_PUBLISH, load_meeting)
def publish(meeting: Meeting) -> Response:
    """Show what publishing does and what is still to be looked at, then publish the notes."""
    if request.method == "POST":
        try:
            fresh = service.publish_notes(meeting, actor=current_user)
        except DomainError:
            return _publish_page(meeting, 422)
        said = _("The notes are published") if fresh else _("The notes were published before. Nothing was done twice")
        return done(url_for("notes.show", slug=meeting.space.slug, meeting_id=meeting.id), said)
    return _publish_page(meeting)


def _publish_page(meeting: Meeting, status: int = 200) -> Response:
    people = queries.readers(meeting)
    written = _written(meeting)
    notes, public = _document(meeting, written), _document(meeting, written, Sharing.PUBLIC)
    return respond(
        "notes/publish.html",
        status=status,
        meeting=meeting,
        by_mail=[person for person in people if person.has_mail],
        by_post=_by_post(people),
        first_names=first_names_left(meeting, notes.texts),
        public_first_names=first_names_left(meeting, public.texts, everybody=True),
        members=_document(meeting, written, Sharing.MEMBERS),
        public=public,
        waiting=queries.waiting_words(meeting),
        empty=[part for part in notes.parts if part.is_empty],
    )


def _by_post(people: Iterable[Person]) -> list[Person]:
    return [person for person in people if not person.has_mail or person.reach_by in {ReachBy.POST, ReachBy.PHONE}]


def _written(meeting: Meeting, moment: datetime | None = None) -> Written:
    found = recorded(meeting)
    tasks = tasks_of_meeting(meeting.id)
    notes = queries.notes(meeting)
    written = Written(notes, found.decisions, tasks, **found.beside)
    if moment:
        written = as_it_was(written, note_versions(meeting), decision_versions(meeting), moment)
    if written.at <= {item.id for item in meeting.items}:
        return written
    return replace(written, removed=queries.removed_items(meeting))


def edition_for(meeting: Meeting, audience: Sharing, moment: datetime | None = None) -> Document:
    """Return the notes as this circle may read them, or the words that they had at a moment: four queries at most, and
    two more for those. Who may read what, and what people are called, is as it is now."""
    return _document(meeting, _written(meeting, moment), audience)


def _document(meeting: Meeting, written: Written, audience: Sharing = Sharing.GROUP) -> Document:
    return document(meeting, written, queries.names_in_notes(meeting, written.texts(meeting)), audience)


@mail.template("notes")
def notes_letter(person_id: int, meeting_id: int, to_supporter: bool = False) -> mail.Letter:
    """Send somebody the whole notes, as they read now. A message is a page that travels, so it is made here."""
    return notes_message("notes", person_id, meeting_id, to_supporter)


def notes_message(template: str, person_id: int, meeting_id: int, to_supporter: bool, **context: Any) -> mail.Letter:
    """Return a message to somebody who was invited that carries the notes after the words of this template."""
    person = db.session.get_one(Person, person_id)
    meeting = queries.meeting_to_send(meeting_id)
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        edition = edition_for(meeting, Sharing.GROUP)
        text = mail.written(
            template, person=person, to_supporter=to_supporter, meeting=meeting, notes=edition, **context
        )
        text = with_words(text, meeting.space)
        about = {"space": meeting.space.name, "meeting": meeting.title, "day": i18n.day(meeting.starts_at)}
        if template == "notes_corrected":
            subject = _("%(space)s: new edition of the notes of %(meeting)s, %(day)s", **about)
        elif meeting.notes_are_published:
            subject = _("%(space)s: notes of %(meeting)s, %(day)s", **about)
        else:
            subject = _("%(space)s: check the draft notes of %(meeting)s, %(day)s", **about)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
