"""Corrections after publishing, through the pages: a new edition, the old ones kept, and any two compared."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.queries import counted
from workspace import db, mail
from workspace.audit import AuditEvent, Event
from workspace.mail import Message
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.checking.models import Correction
from workspace.meetings.editions.models import Edition
from workspace.meetings.models import MeetingState
from workspace.meetings.notes import service as notes
from workspace.meetings.notes.models import Decision, DecisionVersion, Note, NoteVersion, Result
from workspace.meetings.notes.queries import decision as load_decision
from workspace.meetings.notes.service import Choice, save_note, settle_note
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.spaces.models import Sharing, Space

LATE, ON_TIME = "The bus was late, said Ann Owner.", "The bus was on time, said Ann Owner."
DECIDED = {"asked_for": "", "words": "We write in June", "reason": "It is early", "not_possible": "",
           "who_can_change": "", "different_views": ""}  # fmt: skip


@pytest.fixture
def made(data) -> Forum:
    """Published notes with a note and a decision, both for everyone."""
    with data():
        found = forum()
        db.session.get_one(Space, meeting_of(found).space_id).is_public = True
    with data(), db.at(db.now() - timedelta(hours=3)):
        nora = db.session.get_one(Person, found.nora)
        item = load_item("forum", found.meeting, found.items[0])
        item.sharing = Sharing.PUBLIC
        save_note(item, actor=nora, text="Typed first", version=0)
        notes.decide(item, actor=nora, result=Result.AGREED, **DECIDED)
    with data(), db.at(db.now() - timedelta(hours=2)):
        nora = db.session.get_one(Person, found.nora)
        item = load_item("forum", found.meeting, found.items[0])
        save_note(item, actor=nora, text=LATE, version=1)
    with data(), db.at(db.now() - timedelta(hours=1)):
        meeting_of(found).state, meeting_of(found).closed_at = MeetingState.CLOSED, db.now()
        db.session.flush()
        notes.publish_notes(load_meeting("forum", found.meeting), actor=db.session.get_one(Person, found.nora))
    return found


def ask(visitor, made, says="It was on time"):
    page = visitor.get(visitor.get(f"{made.address}/notes").links()["Ask for a correction"])
    return visitor.submit(page, "Ask for this correction", says=says, part=str(made.items[0]))


def correcting(visitor, made, link="Correct the note of: Hello", number=1):
    page = visitor.get(f"{made.address}/notes/corrections")
    page = visitor.get(page.links()[f"Answer correction {number}"])
    return visitor.get(page.links()[link])


def correct(visitor, made, text=ON_TIME, says="The bus was on time"):
    return visitor.submit(correcting(visitor, made), "Publish the new edition", text=text, says=says)


@pytest.mark.promise("S1-C8", "S1-C4")
def test_a_correction_after_publishing_makes_a_new_edition_that_is_compared_in_words(app, made, visit, data):
    ann, nora = visit(made.ann), visit(made.nora)
    assert "You will hear what became of it" in ask(ann, made).text
    assert "1 correction to the notes waits for an answer." in nora.get(made.address).text
    page = correct(nora, made, says="Ann Owner was right: the bus was on time")
    assert "Edition 2 is published." in page.text
    page = ann.get(ann.get(f"{made.address}/notes").links()["All versions of these notes"])
    assert "Edition 2, corrected on" in page.text
    assert "What changed: Ann Owner was right: the bus was on time" in page.text
    assert "2 words were added. 1 word was removed." in page.text
    assert "The bus was Removed: late, End of what was removed. Added: on time, End of what was added." in page.text
    page = ann.get(f"{made.address}/notes/versions/1")
    assert LATE in page.text
    assert ON_TIME not in page.text
    page = ann.get(f"{made.address}/notes")
    assert ON_TIME in page.text
    assert "Edition 2" in page.text
    assert "The notes were changed" in ann.get(f"{made.address}/notes/corrections").text


def test_everybody_who_had_the_notes_is_told_once(app, made, visit, data):
    with data():
        db.session.get_one(Person, made.zoe).email = None
    ask(visit(made.ann), made)
    correct(visit(made.nora), made)
    with data():
        sent = db.session.scalars(select(Message).where(Message.template == "notes_corrected")).all()
        assert sorted(one.person_id for one in sent) == sorted([made.nora, made.olly, made.ann])
        letter = mail.letter_of(next(one for one in sent if one.person_id == made.ann))
        assert "**The bus was on time**" in letter.text
        assert ON_TIME in letter.text
        assert "/notes/versions>" in letter.text
        assert "new edition of the notes" in letter.subject
        assert not db.session.scalars(select(Message).where(Message.template == "correction_answered")).all()
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.NOTES_CORRECTED)).all()
        assert [event.changes for event in events] == [{"number": 2}]
    assert "A new edition of notes" in visit(made.olly).get(f"{made.address}/sent").text


def test_a_decision_is_corrected_and_what_it_said_before_is_kept(app, made, visit, data):
    ask(visit(made.ann), made)
    nora = visit(made.nora)
    page = correcting(nora, made, "Correct decision 1")
    page = nora.submit(page, "Publish the new edition", words="We write in July", says="It is July")
    assert "We write in Removed: June End of what was removed. Added: July" in page.text
    assert "We write in June" in visit(made.ann).get(f"{made.address}/notes/versions/1").text
    assert "We write in July" in visit(made.ann).get(f"{made.address}/notes").text
    with data():
        rows = db.session.scalars(select(DecisionVersion).order_by(DecisionVersion.version)).all()
        assert [row.words for row in rows] == ["We write in June", "We write in July"]


def test_a_decision_from_before_versions_were_kept_keeps_its_words_too(app, made, data):
    with data():
        for row in db.session.scalars(select(DecisionVersion)).all():
            db.session.delete(row)
        db.session.flush()
        number = db.session.scalars(select(Decision.id)).one()
        found = load_decision("forum", made.meeting, number)
        nora = db.session.get_one(Person, made.nora)
        assert notes.rewrite_decision(found, actor=nora, **{**DECIDED, "words": "Never"}, result=Result.AGREED)
    with data():
        rows = db.session.scalars(select(DecisionVersion).order_by(DecisionVersion.version)).all()
        assert [row.words for row in rows] == ["We write in June", "Never"]
        assert rows[0].saved_at == db.session.scalars(select(Decision)).one().recorded_at


def test_published_notes_change_only_with_an_edition(app, made, visit, data):
    ask(visit(made.ann), made)
    nora = visit(made.nora)
    page = nora.get(nora.get(f"{made.address}/notes/corrections").links()["Answer correction 1"])
    assert "The notes were changed" not in page.text
    refused = nora.submit(page, "Answer them", status=422, answer="changed")
    assert "Choose whether the notes were changed" in refused.text or "Choose one of the answers" in refused.text
    page = nora.submit(page, "Answer them", answer="not_changed", because="It was late")
    assert "Answered." in page.text
    with data():
        assert not db.session.scalars(select(Edition)).all()
        assert db.session.scalars(select(Note)).one().version == 2


def test_the_same_words_no_line_and_an_answered_correction_are_refused(app, made, visit):
    ask(visit(made.ann), made)
    nora = visit(made.nora)
    page, other = correcting(nora, made), correcting(nora, made)
    assert "These are the words that stand there now" in nora.submit(
        page, "Publish the new edition", status=422, says="Nothing"
    ).text  # fmt: skip
    refused = nora.submit(page, "Publish the new edition", status=422, text=ON_TIME)
    assert "Write in one line what changed" in refused.error_of("says")
    assert ON_TIME in refused.html
    correct(nora, made)
    refused = nora.submit(other, "Publish the new edition", status=422, text="Other", says="Other")
    assert "answered already. Nothing was done twice" in refused.text


def test_two_who_correct_the_same_note_lose_nothing(app, made, visit):
    ask(visit(made.ann), made)
    ask(visit(made.olly), made, says="It was a tram")
    nora = visit(made.nora)
    late = correcting(nora, made, number=2)
    correct(nora, made)
    page = nora.submit(late, "Publish the new edition", status=422, text="The tram was late.", says="A tram")
    assert "A new edition was made meanwhile." in page.text
    assert "What stands there now" in page.text
    assert ON_TIME in page.text
    assert "The tram was late." in page.html
    page = nora.submit(page, "Publish the new edition")
    assert "Edition 3 is published." in page.text


def test_who_may_ask_and_who_may_correct(app, made, visit, data):
    with data():
        outsider = factories.member(db.session.get_one(Space, meeting_of(made).space_id)).id
    visit(outsider).get(f"{made.address}/notes/corrections/ask", status=403)
    ask(visit(made.ann), made)
    with data():
        number = db.session.scalars(select(Correction.id)).one()
    address = f"{made.address}/notes/corrections/{number}/note/{made.items[0]}"
    for who in (made.ann, outsider):
        visit(who).get(address, status=403)
    visit(made.nora).get(f"{made.address}/notes/corrections/{number}/note/99999", status=404)


def test_note_takers_look_back_at_drafts_and_readers_do_not(app, made, visit):
    nora, ann = visit(made.nora), visit(made.ann)
    page = nora.get(f"{made.address}/notes/versions")
    assert page.text.count("Draft saved by Nora Notes") >= 2
    assert "Typed first" in nora.get(f"{made.address}/notes/versions/draft-1").text
    page = nora.get(f"{made.address}/notes/versions?before=draft-1&after=1")
    assert "Removed: Typed first" in page.text
    assert "Draft saved" not in ann.get(f"{made.address}/notes/versions").text
    ann.get(f"{made.address}/notes/versions/draft-1", status=404)


def test_a_level_that_is_narrowed_later_narrows_old_editions(app, made, visit, data):
    ask(visit(made.ann), made)
    correct(visit(made.nora), made, says="The bus line")
    nobody = visit(None)
    page = nobody.get(f"{made.address}/public-notes")
    page = nobody.get(next(to for words, to in page.links().items() if words.startswith("Edition 1")))
    assert "The bus was late, said a member." in page.text
    assert "This is an earlier edition." in page.text
    with data():
        meeting = load_meeting("forum", made.meeting)
        meeting.items[1].sharing = Sharing.PUBLIC
        item_of(made).sharing = Sharing.GROUP
        outsider = factories.member(db.session.get_one(Space, meeting.space_id)).id
    for number in (1, 2):
        page = nobody.get(f"{made.address}/public-notes/{number}", status=200 if number == 1 else 404)
        assert "The bus" not in page.text
    page = visit(outsider).get(f"{made.address}/notes/versions")
    assert "The bus" not in page.text
    visit(outsider).get(f"{made.address}/notes/versions/2", status=404)
    assert "The bus line" in visit(made.ann).get(f"{made.address}/notes/versions").text


def test_words_that_were_set_aside_never_stood_in_a_version(app, data):
    with data():
        made = forum()
    with data(), db.at(db.now() - timedelta(hours=2)):
        item = load_item("forum", made.meeting, made.items[0])
        nora, olly = db.session.get_one(Person, made.nora), db.session.get_one(Person, made.olly)
        save_note(item, actor=nora, text="What stands", version=0)
        settle_note(item, actor=olly, text="Set aside", seen=1, choice=Choice.THEIRS)
    with data():
        rows = db.session.scalars(select(NoteVersion).order_by(NoteVersion.version)).all()
        assert [(row.text, row.stood) for row in rows] == [("What stands", True), ("Set aside", False)]


def test_the_page_of_versions_asks_the_database_the_same_however_many_there_are(app, made, visit):
    ann, nora = visit(made.ann), visit(made.nora)
    ask(ann, made)
    correct(nora, made)
    with counted() as few:
        ann.get(f"{made.address}/notes/versions")
    for number in (2, 3):
        ask(ann, made)
        page = correcting(nora, made, number=number)
        nora.submit(page, "Publish the new edition", text=f"Text {number}", says="Again")
    with counted() as more:
        ann.get(f"{made.address}/notes/versions")
    assert len(more) == len(few)


@pytest.mark.promise("S1-C4")
def test_words_that_were_private_are_closed_with_every_edition_that_held_them(app, made, visit):
    ann, nora, stranger = visit(made.ann), visit(made.nora), visit()
    ask(ann, made, says="It names me")
    first = f"{made.address}/public-notes/1"
    assert LATE.split(",")[0] in stranger.get(first).text
    page = correcting(nora, made)
    page = nora.submit(page, "Publish the new edition", text="Buses were late.", says="A name is out", closes_older="y")
    assert "Edition 2 is published." in page.text
    stranger.get(first, status=404)
    ann.get(f"{made.address}/notes/versions/1", status=404)
    assert LATE in nora.get(f"{made.address}/notes/versions/1").text, "who writes notes still answers for them"
    for somebody, address in ((stranger, f"{made.address}/public-notes"), (ann, f"{made.address}/notes/versions")):
        text = somebody.get(address).text
        assert "said Ann Owner" not in text
        assert "Edition 1" not in text
