"""Saving notes when several people write at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.meetings.running.forum import forum, item_of, meeting_of
from workspace import audit, db
from workspace.audit import AuditEvent, Event
from workspace.errors import Conflict, DomainError
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.models import MeetingState
from workspace.meetings.notes import service
from workspace.meetings.notes.models import Note, NoteVersion, Result
from workspace.meetings.notes.service import Choice
from workspace.people.models import Person

START = datetime(2027, 3, 3, 10, tzinfo=UTC)
DECISION = {"asked_for": "", "result": Result.AGREED, "words": "One page", "reason": "It is read", "not_possible": ""}
DECISION |= {"who_can_change": "", "different_views": ""}


def loaded(made, number=0):
    """Return the item as a view gets it."""
    return load_item("forum", made.meeting, made.items[number])


def save(made, who, text, version=0, number=0):
    service.save_note(loaded(made, number), actor=db.session.get_one(Person, who), text=text, version=version)


def texts_kept():
    return set(db.session.scalars(select(NoteVersion.text)))


def test_every_text_that_was_saved_is_kept(app, data):
    with data():
        made = forum()
    with data():
        save(made, made.nora, "first")
        save(made, made.nora, "first and second", version=1)
    with data():
        assert db.session.scalars(select(Note)).one().text == "first and second"
        assert texts_kept() == {"first", "first and second"}


def test_the_same_text_again_changes_nothing(app, data):
    with data():
        made = forum()
    with data():
        save(made, made.nora, "first")
        save(made, made.nora, "first", version=1)
        save(made, made.olly, "first", version=0)
    with data():
        assert db.session.scalars(select(Note)).one().version == 1
        assert len(db.session.scalars(select(NoteVersion)).all()) == 1


def test_the_audit_knows_that_a_note_was_saved_and_not_its_words(app, data):
    with data():
        made = forum()
    with data():
        save(made, made.nora, "a private matter")
    with data():
        row = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.NOTE_SAVED)).one()
        assert row.actor_id == made.nora
        assert "private" not in str(row.changes)
        assert audit.first_broken() is None


def test_a_spell_of_writing_is_recorded_once_and_a_new_writer_or_a_rest_begins_the_next(app, data):
    with data():
        made = forum()
    moments = ((0, made.nora), (14, made.nora), (28, made.nora), (29, made.olly), (30, made.nora), (46, made.nora))
    for number, (minutes, who) in enumerate(moments):
        with time_machine.travel(START + timedelta(minutes=minutes), tick=False), data():
            save(made, who, f"text {number}", version=number)
    with data():
        rows = db.session.scalars(
            select(AuditEvent).where(AuditEvent.event == Event.NOTE_SAVED).order_by(AuditEvent.id)
        )
        recorded = [(row.actor_id, row.changes["version"]) for row in rows]
        assert recorded == [(made.nora, 1), (made.olly, 4), (made.nora, 5), (made.nora, 6)]
        assert len(texts_kept()) == len(moments)


def test_words_over_a_newer_note_are_set_aside_and_both_are_kept(app, data):
    with data():
        made = forum()
    with data():
        save(made, made.olly, "Olly's words")
    with data(), pytest.raises(Conflict, match="Olly Organiser changed this note"):
        save(made, made.nora, "Nora's words")
    with data():
        assert db.session.scalars(select(Note)).one().text == "Olly's words"
        assert texts_kept() == {"Olly's words", "Nora's words"}
        aside = db.session.scalars(select(NoteVersion).where(NoteVersion.set_aside)).one()
        assert aside.saved_by_id == made.nora


@pytest.mark.parametrize(
    ("choice", "kept"),
    [(Choice.MINE, "Nora's"), (Choice.THEIRS, "Olly's"), (Choice.JOIN, "Olly's\nNora's")],
)
def test_of_two_texts_one_is_chosen_or_both_are_joined_and_none_is_lost(app, data, choice, kept):
    with data():
        made = forum()
    with data():
        save(made, made.olly, "Olly's")
    with data():
        with pytest.raises(Conflict):
            save(made, made.nora, "Nora's")
        nora = db.session.get_one(Person, made.nora)
        service.settle_note(loaded(made), actor=nora, text="Nora's", seen=1, choice=choice)
    with data():
        assert db.session.scalars(select(Note)).one().text == kept
        assert {"Olly's", "Nora's"} <= texts_kept()
        assert not db.session.scalars(select(NoteVersion).where(NoteVersion.set_aside)).all()


def test_a_choice_made_before_a_third_text_arrived_is_asked_again(app, data):
    with data():
        made = forum()
    with data():
        save(made, made.olly, "Olly's")
        with pytest.raises(Conflict):
            save(made, made.nora, "Nora's")
        save(made, made.olly, "Olly's second", version=1)
        nora = db.session.get_one(Person, made.nora)
        with pytest.raises(Conflict):
            service.settle_note(loaded(made), actor=nora, text="Nora's", seen=1, choice=Choice.MINE)
    with data():
        assert db.session.scalars(select(Note)).one().text == "Olly's second"
        assert texts_kept() == {"Olly's", "Nora's", "Olly's second"}


def test_two_people_who_save_in_the_same_moment_lose_nothing(app, data):
    with data():
        made = forum()
    together, outcomes = threading.Barrier(2), []

    def write(who, text):
        with app.app_context(), db.transaction():
            together.wait(10)
            try:
                save(made, who, text)
                outcomes.append("saved")
            except Conflict:
                outcomes.append("set aside")

    writers = [threading.Thread(target=write, args=(who, f"by {who}")) for who in (made.nora, made.olly)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    assert sorted(outcomes) == ["saved", "set aside"]
    with data():
        assert texts_kept() == {f"by {made.nora}", f"by {made.olly}"}


@hypothesis_settings(max_examples=15)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.text("ab\n", max_size=6)), max_size=8))
def test_no_text_is_ever_lost_whoever_writes_over_what(app, data, writes):
    with data():
        db.session.query(NoteVersion).delete()
        made = _shared_forum()
        db.session.query(Note).delete()
    for first, version, text in writes:
        who = made.nora if first else made.olly
        with data():
            before = texts_kept()
            waiting = db.session.scalars(
                select(NoteVersion.text).where(NoteVersion.set_aside, NoteVersion.saved_by_id == who)
            ).all()
            try:
                save(made, who, text, version)
            except Conflict:
                assert text in texts_kept()
            # What grows while its writer types may be replaced by its writer alone.
            assert before - set(waiting) <= texts_kept()


_made = {}


def _shared_forum():
    key = id(db.engine())
    if key not in _made:
        _made[key] = forum()
    return _made[key]


def test_names_of_invited_people_follow_when_they_change(app, data, visit):
    with data():
        made = forum()
    with data():
        save(made, made.nora, "Ann Owner asked for a letter")
    with data():
        assert db.session.scalars(select(Note)).one().text == f"{{person:{made.ann}}} asked for a letter"
        db.session.get_one(Person, made.ann).preferred_name = "Anni Newname"
    page = visit(made.nora).get(made.note())
    assert "Anni Newname asked for a letter" in page.text
    assert "Ann Owner" not in page.text


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED])
def test_nothing_is_written_at_a_meeting_that_has_not_begun(app, data, state):
    with data():
        made = forum(state)
    with data():
        with pytest.raises(DomainError):
            save(made, made.nora, "too early")
        with pytest.raises(DomainError):
            service.decide(loaded(made), actor=db.session.get_one(Person, made.nora), **DECISION)


def test_decisions_are_numbered_in_their_meeting(app, data):
    with data():
        made, nora = forum(), None
    with data():
        nora = db.session.get_one(Person, made.nora)
        numbers = [service.decide(loaded(made, n), actor=nora, **DECISION).number for n in (1, 2, 1)]
    assert numbers == [1, 2, 3]


def test_notes_are_published_once_and_only_after_the_meeting(app, data):
    with data():
        made = forum()
    with data():
        nora, meeting = db.session.get_one(Person, made.nora), loaded(made).meeting
        with pytest.raises(DomainError, match="Close the meeting first"):
            service.publish_notes(meeting, actor=nora)
        meeting_of(made).state = MeetingState.CLOSED
        db.session.flush()
        assert service.publish_notes(meeting, actor=nora) is True
        assert service.publish_notes(meeting, actor=nora) is False
    with data():
        published = select(AuditEvent).where(AuditEvent.event == Event.NOTES_PUBLISHED)
        assert len(db.session.scalars(published).all()) == 1
        with pytest.raises(DomainError, match="published"):
            save(made, made.nora, "too late")
        assert item_of(made).meeting_id == made.meeting
