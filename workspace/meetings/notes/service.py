"""Writing notes and decisions, and publishing them."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.errors import Conflict, DomainError
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.join import joined
from workspace.meetings.notes.models import DECISION_TEXTS, Decision, DecisionVersion, Note, NoteVersion
from workspace.meetings.notes.queries import readers
from workspace.meetings.search.service import make_findable
from workspace.people.letters import tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import NotesRule

# Notes save themselves every few seconds. Who wrote is recorded when a spell of writing begins: a new writer, or the
# same after a longer rest. Each text of a spell is a version, with its writer and time.
SPELL = timedelta(minutes=15)
RUNS_OR_RAN = {MeetingState.HAPPENING, MeetingState.CLOSED}


class Choice(StrEnum):
    """What becomes of two texts for the same note."""

    MINE = "mine"
    THEIRS = "theirs"
    JOIN = "join"


def hold(meeting: Meeting) -> None:
    """Take the meeting for one change: whoever else changes it waits, and where it stands is read anew."""
    db.session.refresh(
        meeting, ["state", "closed_at", "notes_sent_at", "notes_agreed_at", "notes_published_at"], with_for_update=True
    )


def _hold_for_writing(meeting: Meeting) -> None:
    hold(meeting)
    if meeting.notes_published_at:
        when = i18n.moment(meeting.notes_published_at)
        raise DomainError(_("These notes were published on %(when)s and do not change any more", when=when), "text")
    if meeting.state not in RUNS_OR_RAN:
        raise DomainError(_("Start the meeting first, then write its notes"), "text")


# --- notes ---------------------------------------------------------------------------------------------------------


def save_note(item: AgendaItem, *, actor: Person, text: str, version: int) -> None:
    """Save what somebody wrote at an item, over the version that they had before them. Each spell of writing is
    recorded, without the text.

    Promised: every text that was saved is kept for ever; the same text again changes nothing. When somebody else saved
    meanwhile, these words are set aside and Conflict is raised with their note: the request is saved all the same, so
    that both texts are kept whatever comes next. Refused: a meeting that has not begun, notes that are published.
    """
    _hold_for_writing(item.meeting)
    note, words = _note(item), _with_references(item, text)
    if note is None:
        note = Note(space_id=item.space_id, meeting_id=item.meeting_id, item_id=item.id, text="", version=version)
    if note.text == words:
        return
    if note.version != version:
        _set_aside(note, actor, words)
        raise Conflict(conflict_words(note, actor), theirs=note, field="text")
    _write(note, actor, words)


def rewrite_note(item: AgendaItem, *, actor: Person, text: str) -> bool:
    """Give a note other words, and keep what it said before. Recorded. Returns False when they are the same. Whoever
    calls it holds the meeting, and has asked if its notes may change."""
    found = select(Note).where(Note.item_id == item.id).execution_options(populate_existing=True)
    note, words = db.session.scalar(found), _with_references(item, text)
    if note is None:
        note = Note(space_id=item.space_id, meeting_id=item.meeting_id, item_id=item.id, text="", version=0)
    if note.text == words:
        return False
    _write(note, actor, words)
    return True


def settle_note(item: AgendaItem, *, actor: Person, text: str, seen: int, choice: Choice) -> None:
    """Choose what stays of two texts: mine, theirs, or every line of both. Recorded, without the text.

    Promised: the text that was not chosen is kept among the versions of the note. When somebody saved again since the
    version `seen`, Conflict is raised as in save_note.
    """
    _hold_for_writing(item.meeting)
    note, words = _note(item), _with_references(item, text)
    if note is None:
        raise DomainError(_("There is nothing to choose between. Save your words"), "text")
    aside = _set_aside(note, actor, words)
    if note.version != seen:
        raise Conflict(conflict_words(note, actor), theirs=note, field="text")
    aside.set_aside = False
    chosen = {Choice.MINE: words, Choice.THEIRS: note.text, Choice.JOIN: joined(note.text, words)}[choice]
    if chosen != note.text:
        _write(note, actor, chosen)


def _note(item: AgendaItem) -> Note | None:
    return db.session.scalar(
        select(Note)
        .where(Note.item_id == item.id)
        .options(joinedload(Note.saved_by))
        .execution_options(populate_existing=True)
    )


def _with_references(item: AgendaItem, text: str) -> str:
    return to_references(text, [place.person for place in item.meeting.invitations])


def conflict_words(note: Note, actor: Person) -> str:
    """Say who saved this note while somebody else was writing, and when."""
    at = i18n.clock(note.saved_at)
    if note.saved_by_id == actor.id:
        return str(_("You changed this note at %(time)s in another window. Both texts are kept: choose below", time=at))
    name = note.saved_by.preferred_name
    return str(_("%(name)s changed this note at %(time)s. Both texts are kept: choose below", name=name, time=at))


def _write(note: Note, actor: Person, words: str) -> None:
    begins = note.saved_by_id != actor.id or note.saved_at < db.now() - SPELL
    note.text, note.version = words, _next_version(note)
    note.saved_at, note.saved_by_id = db.now(), actor.id
    db.session.add(note)
    db.session.flush()
    db.session.add(_as_version(note, actor, words, note.version))
    if begins:
        audit.record(actor, Event.NOTE_SAVED, note, {"item": note.item_id, "version": note.version})


def _set_aside(note: Note, actor: Person, words: str) -> NoteVersion:
    """Keep the words of somebody who was second. While they go on typing, it is one text that grows."""
    mine = (*_versions_of(note), NoteVersion.saved_by_id == actor.id, NoteVersion.set_aside)
    aside = db.session.scalar(select(NoteVersion).where(*mine))
    if aside is None:
        aside = _as_version(note, actor, words, _next_version(note))
        aside.set_aside, aside.stood = True, False
        db.session.add(aside)
    aside.text, aside.saved_at = words, db.now()
    db.session.flush()
    return aside


def _as_version(note: Note, actor: Person, words: str, number: int) -> NoteVersion:
    return NoteVersion(
        space_id=note.space_id, note_id=note.id, version=number, text=words, saved_at=db.now(), saved_by_id=actor.id
    )


def _next_version(note: Note) -> int:
    return (db.session.scalar(select(func.max(NoteVersion.version)).where(*_versions_of(note))) or 0) + 1


def _versions_of(note: Note) -> tuple[ColumnElement[bool], ...]:
    return NoteVersion.space_id == note.space_id, NoteVersion.note_id == note.id


# --- decisions -----------------------------------------------------------------------------------------------------


def decide(item: AgendaItem, *, actor: Person, **facts: Any) -> Decision:
    """Write down a decision with its reason; it gets the next number of its meeting. Recorded.

    Refused: a meeting that has not begun, notes that are published.
    """
    _hold_for_writing(item.meeting)
    last = db.session.scalar(select(func.max(Decision.number)).where(Decision.meeting_id == item.meeting_id))
    decision = Decision(
        space_id=item.space_id,
        meeting_id=item.meeting_id,
        item_id=item.id,
        number=(last or 0) + 1,
        recorded_at=db.now(),
        recorded_by_id=actor.id,
        **_decided(item, facts),
    )
    db.session.add(decision)
    db.session.flush()
    _keep_version(decision, 1, decision.recorded_at, actor.id)
    audit.record(actor, Event.DECISION_RECORDED, decision, {"number": decision.number, "result": decision.result})
    return decision


def change_decision(decision: Decision, *, actor: Person, **facts: Any) -> None:
    """Mend a decision while its notes are a draft. Recorded, with what was changed. Refused once they are published."""
    _hold_for_writing(decision.meeting)
    rewrite_decision(decision, actor=actor, **facts)


def rewrite_decision(decision: Decision, *, actor: Person, **facts: Any) -> list[str]:
    """Give a decision other words, and keep what it said before. Recorded. Returns what was changed. Whoever calls it
    holds the meeting, and has asked if its decisions may change."""
    new = _decided(decision.item, facts)
    changed = sorted(name for name, value in new.items() if getattr(decision, name) != value)
    if not changed:
        return []
    here = (DecisionVersion.decision_id == decision.id, DecisionVersion.space_id == decision.space_id)
    last = db.session.scalar(select(func.max(DecisionVersion.version)).where(*here)) or 0
    if last == 0:  # written before versions were kept
        last = 1
        _keep_version(decision, last, decision.recorded_at, decision.recorded_by_id)
    for name in changed:
        setattr(decision, name, new[name])
    _keep_version(decision, last + 1, db.now(), actor.id)
    audit.record(actor, Event.DECISION_CHANGED, decision, {"number": decision.number, "fields": changed})
    return changed


def _keep_version(decision: Decision, version: int, at: datetime, by: int) -> None:
    texts = {name: getattr(decision, name) for name in DECISION_TEXTS}
    db.session.add(
        DecisionVersion(
            space_id=decision.space_id, decision_id=decision.id, version=version, result=decision.result,
            saved_at=at, saved_by_id=by, **texts,
        )
    )  # fmt: skip
    db.session.flush()


def _decided(item: AgendaItem, facts: dict[str, Any]) -> dict[str, Any]:
    texts = {name: _with_references(item, facts[name] or "") for name in DECISION_TEXTS}
    return {**texts, "result": facts["result"]}


# --- publishing ----------------------------------------------------------------------------------------------------


def publish_notes(meeting: Meeting, *, actor: Person | None) -> bool:
    """Publish the notes: they do not change any more, and everybody who was invited gets them. Recorded.

    Promised: a mail to each invited person who has an address, those who sent apologies too, and a copy to each
    supporter who gets copies; never twice, and to nobody who has left the space. Returns False, and does nothing,
    when they were published before. `actor` is None when silence agreed them. Refused: a meeting that is not closed,
    and notes that nobody has agreed where the group checks them first.
    """
    hold(meeting)
    if meeting.notes_published_at:
        return False
    if meeting.state is not MeetingState.CLOSED:
        raise DomainError(_("Close the meeting first, then publish its notes"))
    if meeting.space.notes_rule is not NotesRule.DIRECT and not meeting.notes_agreed_at:
        raise DomainError(_("Your group checks notes first. Send them to those who were there"))
    meeting.notes_published_at, meeting.notes_published_by_id = db.now(), actor.id if actor else None
    make_findable(meeting)
    people = readers(meeting)
    for person in people:
        tell(person, "notes", key=f"notes:{meeting.id}", meeting_id=meeting.id)
    audit.record(actor, Event.NOTES_PUBLISHED, meeting, {"people": len(people)})
    return True
