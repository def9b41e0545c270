"""Checking the notes through the pages: sent, corrected, answered, agreed, published."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.days import today
from tests.support.queries import counted
from workspace import db, mail
from workspace.audit import AuditEvent, Event
from workspace.errors import DomainError
from workspace.mail import Message
from workspace.meetings.checking import service
from workspace.meetings.checking.models import Answered, Correction
from workspace.meetings.invitations.models import Answer, Introduction, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Note, NoteVersion
from workspace.meetings.papers.models import PaperForm
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.spaces.models import NotesRule, Space


@pytest.fixture
def made(data) -> Forum:
    """A meeting that is closed, in a forum that agrees notes by silence. Zoe did not come."""
    with data():
        found = forum()
        meeting = meeting_of(found)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, db.now()
        db.session.get_one(Space, meeting.space_id).notes_rule = NotesRule.SILENCE
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == found.zoe)).one()
        place.answer, place.introduction = Answer.APOLOGIES, Introduction.WAITING
        _note(found, "The bus was late")
        return found


def _note(made, text):
    item, at = item_of(made), db.now()
    of = {"space_id": item.space_id, "meeting_id": item.meeting_id, "item_id": item.id}
    note = factories._saved(Note(**of, text=text, version=1, saved_at=at, saved_by_id=made.nora))
    factories._saved(
        NoteVersion(space_id=item.space_id, note_id=note.id, version=1, text=text, saved_at=at, saved_by_id=made.nora)
    )


def rule(data, made, to):
    with data():
        db.session.get_one(Space, meeting_of(made).space_id).notes_rule = to


def send(visitor, made, **fields):
    page = visitor.get(f"{made.address}/notes")
    page = visitor.get(page.links()["Send the draft for checking"])
    return visitor.submit(page, "Send the draft", **fields)


def ask(visitor, made, says="It was on time", **fields):
    page = visitor.get(visitor.get(f"{made.address}/notes").links()["Ask for a correction"])
    return visitor.submit(page, "Ask for this correction", says=says, **fields)


def silence(data, made, days=8):
    with data(), db.at(db.now() + timedelta(days=days)):
        service.agree_by_silence()


@pytest.mark.promise("S1-C8")
def test_the_draft_goes_to_those_who_were_there_and_they_can_read_it(app, made, visit, data):
    with data():
        db.session.get_one(Person, made.olly).email = None
    visit(made.ann).get(f"{made.address}/notes", status=403)
    page = send(visit(made.nora), made)
    assert "The draft is sent." in page.text
    assert "Olly Organiser cannot be told by e-mail: ring or write to them." in page.text
    assert "The bus was late" in visit(made.ann).get(f"{made.address}/notes").text
    visit(made.zoe).get(f"{made.address}/notes", status=403)
    with data():
        sent = db.session.scalars(select(Message).where(Message.template == "notes_check")).all()
        assert sorted(one.person_id for one in sent) == sorted([made.nora, made.ann])
        letter = mail.letter_of(sent[0])
        assert "The bus was late" in letter.text
        assert "Tell us by" in letter.text
        assert "/notes/corrections/ask" in letter.text


def test_a_draft_is_not_sent_with_a_day_that_is_over_nor_twice(app, made, visit):
    nora = visit(made.nora)
    page = nora.get(f"{made.address}/notes/check")
    refused = nora.submit(page, "Send the draft", status=422, check_by="3 June 2020")
    assert "Give people at least until tomorrow" in refused.error_of("check_by")
    again = nora.get(f"{made.address}/notes/check")
    nora.submit(page, "Send the draft")
    assert "Nothing was done twice" in nora.submit(again, "Send the draft", status=422).text


def test_a_correction_is_asked_answered_and_heard_of(app, made, visit, data):
    nora, ann = visit(made.nora), visit(made.ann)
    send(nora, made)
    page = ask(ann, made, says="", status=422)
    assert "Write what the notes should say" in page.error_of("says")
    page = ask(ann, made, part=str(made.items[0]), why="I was on it, said Ann Owner")
    assert "You will hear what became of it" in page.text
    assert "Asked by you" in page.text
    page = nora.get(f"{made.address}/notes/corrections")
    page = nora.get(page.links()["Answer correction 1"])
    page = nora.submit(page, "Answer them", status=422, answer="not_changed")
    assert "Write why the notes stay as they are" in page.error_of("because")
    other = nora.get(page.address)
    page = nora.submit(page, "Answer them", because="Two others say it was late", answer="not_changed")
    assert "Ann Owner hears of it by e-mail" in page.text
    assert "Nothing was done twice" in nora.submit(other, "Answer them", status=422, answer="changed").text
    assert "Two others say it was late" in ann.get(f"{made.address}/notes/corrections").text
    with data():
        letter = mail.letter_of(
            db.session.scalars(select(Message).where(Message.template == "correction_answered")).one()
        )
        assert "The notes stay as they are" in letter.text
        assert "Two others say it was late" in letter.text
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.CORRECTION_ANSWERED)).all()
        assert [event.changes for event in events] == [{"answer": "not_changed"}]


def test_what_changed_since_the_draft_was_sent_is_said_in_words(app, made, visit):
    nora, ann = visit(made.nora), visit(made.ann)
    send(nora, made)
    ask(ann, made)
    page = nora.get(made.note())
    listed = "The bus was on time again\n\n- <b>and</b>\n- clean"
    nora.submit(page, "Save the note", **{f"note-{made.items[0]}-text": listed})
    page = ann.get(f"{made.address}/notes/changes")
    assert "7 words were added. 1 word was removed." in page.text
    assert "The bus was Removed: late End of what was removed. Added: on time again" in page.text
    assert "again<br><br>- &lt;b&gt;and&lt;/b&gt;<br>- clean" in page.html
    assert [element.tag for element in page.root.iter() if element.tag in {"ins", "del"}] == ["del", "ins"]


def test_a_correction_is_asked_for_what_was_written_at_an_item_that_was_taken_off(app, made, visit, data):
    ann = visit(made.ann)
    with data():
        for number in (0, 2):
            item_of(made, number).removed_at = db.now()
    send(visit(made.nora), made)
    page = ann.get(f"{made.address}/notes/corrections/ask")
    assert "Hello (taken off the agenda)" in page.text
    assert "The letter" not in page.text
    page = ask(ann, made, part=made.items[0])
    assert "Correction 1: Hello" in page.text
    nora = visit(made.nora)
    nora.submit(nora.get(made.note()), "Save the note", **{f"note-{made.items[0]}-text": "The bus was on time"})
    assert "2 words were added. 1 word was removed." in ann.get(f"{made.address}/notes/changes").text


def test_notes_that_were_never_sent_have_not_changed_since(app, made, visit, data):
    rule(data, made, NotesRule.DIRECT)
    nora = visit(made.nora)
    nora.submit(nora.get(f"{made.address}/notes/publish"), "Publish the notes")
    assert "were not sent for checking" in visit(made.ann).get(f"{made.address}/notes/changes").text


def test_only_those_who_were_there_ask_and_only_while_the_draft_is_checked(app, made, visit, data):
    with data():
        outsider = factories.member(db.session.get_one(Space, meeting_of(made).space_id)).id
    asking = f"{made.address}/notes/corrections/ask"
    for who in (made.zoe, outsider):
        visit(who).get(asking, status=403)
    ann = visit(made.ann)
    page = ann.get(asking)
    page = ann.submit(page, "Ask for this correction", status=422, says="Too early")
    assert "not being checked now" in page.text
    assert "Too early" in page.html
    visit(made.ann).get(f"{made.address}/notes/corrections", status=403)


# --- agreed --------------------------------------------------------------------------------------------------------


def test_silence_after_the_day_agrees_and_publishes_once(app, made, visit, data):
    send(visit(made.nora), made)
    silence(data, made, days=6)
    with data():
        assert not meeting_of(made).notes_are_published
    silence(data, made)
    silence(data, made)
    with data():
        assert meeting_of(made).notes_are_published
        for event in (Event.NOTES_AGREED, Event.NOTES_PUBLISHED):
            assert len(db.session.scalars(select(AuditEvent).where(AuditEvent.event == event)).all()) == 1
        assert len(db.session.scalars(select(Message).where(Message.template == "notes")).all()) == 4
    page = visit(made.ann).get(f"{made.address}/notes")
    assert "everyone who was there could ask for corrections, and no more came" in page.text


def reminded(data, template, days):
    """Do the day's work some days later; return who has been reminded so far, with the last message."""
    with data(), db.at(db.now() + timedelta(days=days)):
        service.remind_of_checking()
    with data():
        found = db.session.scalars(select(Message).where(Message.template == template).order_by(Message.id)).all()
        return sorted(one.person_id for one in found), mail.letter_of(found[-1]).text if found else ""


def test_whoever_was_there_and_asked_for_nothing_is_reminded_once_before_the_day(app, made, visit, data):
    send(visit(made.nora), made)
    ask(visit(made.ann), made)
    assert reminded(data, "notes_check_soon", days=4)[0] == []
    for days in (5, 7):
        who, text = reminded(data, "notes_check_soon", days=days)
        assert who == sorted([made.nora, made.olly])
    assert "If all is right, you need not do anything" in text
    assert "/notes/corrections/ask" in text


@pytest.mark.parametrize("rule_is", [NotesRule.MEETING, NotesRule.SILENCE])
def test_organisers_are_reminded_once_of_notes_that_nobody_has_agreed_after_their_day(app, made, visit, data, rule_is):
    rule(data, made, rule_is)
    send(visit(made.nora), made)
    assert reminded(data, "notes_to_agree", days=7)[0] == []
    by_group = rule_is is NotesRule.MEETING
    for days in (8, 20):
        assert reminded(data, "notes_to_agree", days=days)[0] == [made.olly] * by_group
    ask(visit(made.ann), made)
    who, text = reminded(data, "notes_to_agree", days=21)
    assert who == [made.olly]
    assert "1 correction waits for an answer" in text
    assert ("/notes/agree" in text) is by_group
    rule(data, made, NotesRule.DIRECT)
    with data():
        meeting_of(made).notes_published_at = db.now()
    assert "agreed since, so there is nothing to do" in reminded(data, "notes_to_agree", days=22)[1]


def test_silence_waits_for_a_correction_that_has_no_answer(app, made, visit, data):
    nora = visit(made.nora)
    send(nora, made)
    ask(visit(made.ann), made)
    silence(data, made)
    with data():
        assert not meeting_of(made).notes_are_published
        correction = db.session.scalars(select(Correction)).one().id
    page = nora.get(f"{made.address}/notes/corrections/{correction}")
    page = nora.submit(page, "Answer them", status=422, answer="changed")
    assert "Change them first, or write below what was changed" in page.error_of("answer")
    nora.submit(nora.get(made.note()), "Save the note", **{f"note-{made.items[0]}-text": "It was on time"})
    nora.submit(page, "Answer them", answer="changed")
    assert "Read what has changed: Correction 1" in visit(made.ann).get(f"{made.address}/notes/corrections").text
    silence(data, made)
    with data():
        assert meeting_of(made).notes_are_published


def next_meeting(data, made, **facts):
    with data():
        meeting = meeting_of(made)
        space, olly = db.session.get_one(Space, meeting.space_id), db.session.get_one(Person, made.olly)
        return factories.meeting(
            space, olly, "The one after", state=MeetingState.HAPPENING, starts_at=meeting.starts_at, **facts
        ).id


def test_the_notes_are_agreed_at_a_later_meeting_by_name(app, made, visit, data):
    rule(data, made, NotesRule.MEETING)
    olly = visit(made.olly)
    send(olly, made)
    silence(data, made, days=80)
    page = olly.get(olly.get(f"{made.address}/notes").links()["The notes are agreed"])
    assert "No meeting has begun since" in page.text
    later = next_meeting(data, made)
    page = olly.get(page.address)
    again = olly.get(page.address)
    assert "Choose the meeting" in olly.submit(page, "They are agreed: publish them", status=422).text
    page = olly.submit(page, "They are agreed: publish them", at=str(later))
    assert "The notes are agreed and published" in page.text
    assert "Agreed at a meeting on" in page.text
    refused = olly.submit(again, "They are agreed: publish them", status=422, at=str(later))
    assert "Olly Organiser said on" in refused.text
    assert "Nothing was done twice" in refused.text
    visit(made.ann).get(f"{made.address}/notes/agree", status=403)


def test_a_group_that_checks_first_cannot_publish_at_once(app, made, visit, data):
    nora = visit(made.nora)
    page = nora.get(f"{made.address}/notes/publish")
    assert "Your group checks notes first" in page.text
    with data(), pytest.raises(DomainError, match="Your group checks notes first"):
        service.publish_notes(load_meeting("forum", made.meeting), actor=db.session.get_one(Person, made.nora))


def test_two_who_agree_in_the_same_moment_publish_once(app, made, visit, data):
    rule(data, made, NotesRule.MEETING)
    send(visit(made.nora), made)
    later = next_meeting(data, made)
    together, outcomes = threading.Barrier(2), []

    def press(who):
        together.wait(10)
        with app.app_context(), db.transaction():
            meeting, actor = load_meeting("forum", made.meeting), db.session.get_one(Person, who)
            at = db.session.get_one(Meeting, later)
            try:
                service.agree(meeting, actor=actor, at=at)
                outcomes.append("agreed")
            except DomainError as refused:
                outcomes.append(str(refused.words).partition(" ")[2].partition(" on ")[0])

    people = [threading.Thread(target=press, args=(who,)) for who in (made.nora, made.olly)]
    for one in people:
        one.start()
    for one in people:
        one.join(30)
    assert sorted(outcomes) == ["Notes said", "agreed"] or sorted(outcomes) == ["Organiser said", "agreed"]
    with data():
        assert len(db.session.scalars(select(Message).where(Message.template == "notes")).all()) == 4


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_corrections_asks_the_database_the_same_however_long_it_is(app, made, visit, data, many):
    send(visit(made.nora), made)
    ann = visit(made.ann)
    for _one in range(many):
        ask(ann, made, says="Ann Owner said so")
    with counted() as statements:
        ann.get(f"{made.address}/notes/corrections")
    assert len(statements) == 5, statements


@pytest.mark.promise("S1-C8")
def test_how_often_the_promise_on_notes_was_kept_is_counted(app, made, visit, data):
    with data():
        meeting = meeting_of(made)
        meeting.notes_published_at = meeting.ends_at
        space, olly = db.session.get_one(Space, meeting.space_id), db.session.get_one(Person, made.olly)
        late = factories.meeting(space, olly, "Long ago", starts_at=db.now() - timedelta(days=90))
        late.state = MeetingState.CLOSED
        for sent in (today() - timedelta(days=1), today() + timedelta(days=4), None):
            paper = factories.paper(item_of(made), olly, "Secret plan", due_on=today())
            if sent:
                factories.version(paper, sent_on=sent)
                factories.version(paper, PaperForm.EASY_READ, sent_on=sent + timedelta(days=9))
        factories.paper(item_of(made), olly, "Still to come", due_on=today() + timedelta(days=30))
    with time_machine.travel(db.now() + timedelta(days=12)):
        ann = visit(made.ann)
        page = ann.get("/spaces/forum/notes-promise")
    assert "Of the last 2 meetings: kept 1, late 1." in page.text
    assert "Of the 4 papers promised for them: in time 1, late 2." in page.text
    assert "4 papers: in time 1, late 2." in page.text
    assert "Secret plan" not in page.text


def test_the_states_of_a_correction_have_words():
    from workspace.meetings.checking.words import ANSWERED, ANSWERED_TAG

    assert ANSWERED.keys() == ANSWERED_TAG.keys() == set(Answered)
