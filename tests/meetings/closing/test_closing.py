"""The end of a meeting: what was missed, with who said so, closing it once, and a last word from everybody."""

import threading

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import ItemState
from workspace.meetings.closing import service
from workspace.meetings.closing.models import Missed, MissedKind
from workspace.meetings.closing.service import Answered
from workspace.meetings.invitations.models import CheckOut, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space

ANSWERS = {"missed_who": "Nobody", "who_said": "group", "missed_what": "Nothing", "what_said": "group"}


@pytest.fixture
def made(data) -> Forum:
    with data():
        return forum()


def end(made: Forum) -> str:
    return f"{made.address}/close"


def rows(made: Forum) -> list[Missed]:
    return list(db.session.scalars(select(Missed).where(Missed.meeting_id == made.meeting).order_by(Missed.id)))


# --- the two questions ---------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-V7")
def test_a_meeting_closes_only_when_it_was_asked_who_and_what_was_missed(app, made, visit, data):
    nora = visit(made.nora)
    nora.submit(nora.get(made.run), "Start with: Hello")
    page = nora.get(end(made))
    assert "Nothing is written down for these yet" in page.text
    page = nora.submit(page, "Close the meeting", status=422, missed_who="", missed_what="Nothing", what_said="group")
    assert page.error_of("missed_who").startswith("Say who we have missed")
    assert "Nothing" in "".join(page.find("missed_what").itertext())
    answers = {**ANSWERS, "missed_what": "What Ann Owner said", "what_said": str(made.ann)}
    page = nora.submit(page, "Close the meeting", **answers)
    assert "The end of the meeting" in page.h1
    assert "What Ann Owner said" in page.text
    assert "Said by Ann Owner." in page.text
    with data():
        meeting = meeting_of(made)
        assert meeting.state is MeetingState.CLOSED
        assert meeting.closed_at
        assert item_of(made).state is ItemState.DONE
        nobody, what = rows(made)
        assert nobody.is_none
        assert nobody.by_group
        assert (what.words, what.said_by_id, what.waits) == (f"What {{person:{made.ann}}} said", made.ann, True)


@pytest.mark.promise("S1-V7")
def test_an_answer_says_who_said_so(made, visit):
    nora = visit(made.nora)
    page = nora.get(end(made))
    page = nora.submit(page, "Close the meeting", status=422, **{**ANSWERS, "who_said": ""})
    assert page.error_of("who_said") == "Choose who said so. “The group” is an answer too"
    page = nora.submit(page, "Close the meeting", **{**ANSWERS, "who_said": str(made.zoe)})
    assert "Draft notes" in page.h1, "nobody and nothing wait for nothing"
    notes = " ".join(page.text.split())
    assert "Nobody Said by a member." in notes, "whoever asked not to be named is not named here"
    assert "Nothing Said by the group." in notes


def test_several_answers_are_written_down_before_it_closes_and_each_once(made, visit, data):
    nora = visit(made.nora)
    for words in ("Dads", "Grandparents", "Dads"):
        page = nora.submit(
            nora.get(end(made)), "Write down, and ask for more", missed_who=words, who_said="group", missed_what=""
        )
        assert page.has("said-h")
    page = nora.submit(page, "Close the meeting", status=422)
    assert page.error_of("missed_what").startswith("Say what we have missed")
    nora.submit(page, "Close the meeting", missed_what="The bus home", what_said="group")
    with data():
        assert [row.words for row in rows(made)] == ["Dads", "Grandparents", "The bus home"]


def test_an_empty_answer_is_asked_for_again(made, visit, data):
    nora = visit(made.nora)
    page = nora.submit(nora.get(end(made)), "Write down, and ask for more", missed_who="", missed_what="")
    assert "Write an answer first" in page.text
    with data():
        assert rows(made) == []


def test_what_comes_to_mind_afterwards_is_added_until_the_notes_are_published(made, visit, data):
    nora = visit(made.nora)
    nora.submit(nora.get(end(made)), "Close the meeting", **ANSWERS)
    page = nora.get(end(made))
    late = nora.get(end(made))
    page = nora.submit(page, "Write it down", missed_who="The school nurse", who_said="group", missed_what="")
    assert "The school nurse" in page.text
    with data():
        meeting_of(made).notes_published_at = db.now()
    page = nora.submit(late, "Write it down", status=422, missed_who="The cook", who_said="group", missed_what="")
    assert "The notes of this meeting are published" in page.text
    assert "Write it down" not in nora.get(end(made)).text


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED])
def test_a_meeting_that_does_not_happen_cannot_be_ended(made, visit, data, state):
    nora = visit(made.nora)
    page = nora.get(end(made))
    with data():
        meeting_of(made).state = state
    page = nora.submit(page, "Close the meeting", status=422, **ANSWERS)
    assert "cannot be ended" in page.text
    assert "Close the meeting" not in nora.get(end(made)).text


def test_only_those_who_run_a_meeting_end_it(made, visit):
    visit(made.ann).get(end(made), status=403)
    visit(made.ann).get(f"{made.address}/check-out", status=403)


def test_somebody_who_is_not_invited_has_said_nothing(app, made, data):
    with data():
        stranger = factories.person("Sid Stranger").id
    with data():
        meeting, nora = load_meeting("forum", made.meeting), db.session.get_one(Person, made.nora)
        with pytest.raises(DomainError, match="Choose somebody who is invited"):
            service.write_down(meeting, actor=nora, answered=[Answered(MissedKind.WHO, "Me", stranger)])


# --- two at once ---------------------------------------------------------------------------------------------------


def test_the_second_to_close_is_told_who_did_and_their_words_are_kept_and_shown(app, made, visit, data):
    nora, olly = visit(made.nora), visit(made.olly)
    first, second = nora.get(end(made)), olly.get(end(made))
    nora.submit(first, "Close the meeting", **ANSWERS)
    page = olly.submit(second, "Close the meeting", **{**ANSWERS, "missed_who": "Joss", "who_said": str(made.ann)})
    assert "Nora Notes closed this meeting at" in page.text
    assert "What you wrote is kept below" in page.text
    assert "Joss Said by Ann Owner." in " ".join(page.text.split())
    with data():
        assert [row.words for row in rows(made)] == ["Nobody", "Nothing", "Joss"], "the same answer is there once"
        closed = select(AuditEvent).where(AuditEvent.event == Event.MEETING_CLOSED)
        assert [row.actor_id for row in db.session.scalars(closed)] == [made.nora]


def test_two_who_close_in_the_same_moment_close_it_once_and_no_word_is_lost(app, made, data):
    together, outcomes = threading.Barrier(2), []

    def close(who):
        with app.app_context(), db.transaction():
            meeting, person = load_meeting("forum", made.meeting), db.session.get_one(Person, who)
            together.wait(10) if db.engine().dialect.name == "postgresql" else None
            answered = [Answered(MissedKind.WHO, f"Seen by {who}"), Answered(MissedKind.WHAT, "The bus home")]
            outcomes.append((who, service.close_meeting(meeting, actor=person, answered=answered)))

    closers = [threading.Thread(target=close, args=(who,)) for who in (made.nora, made.olly)]
    for closer in closers:
        closer.start()
    for closer in closers:
        closer.join(30)
    assert sorted(closed for _who, closed in outcomes) == [False, True]
    with data():
        closed = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.MEETING_CLOSED)).all()
        assert [row.actor_id for row in closed] == [who for who, did in outcomes if did]
        said = [row.words for row in rows(made)]
        assert sorted(said) == sorted([f"Seen by {made.nora}", f"Seen by {made.olly}", "The bus home"])
        assert (
            db.session.get_one(Meeting, made.meeting).closed_at
            == db.session.scalars(select(Meeting.closed_at).where(Meeting.id == made.meeting)).one()
        )


# --- a last word ---------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W5")
def test_everybody_has_a_last_word_or_passes_in_the_order_of_introductions(made, visit, data):
    nora = visit(made.nora)
    page = nora.submit(nora.get(end(made)), "Go round for a last word", missed_who="Dads", who_said="group")
    assert page.h1 == "A last word"
    page = nora.submit(page, "Said: next is Olly Organiser", words="Hopeful, said Ann Owner")
    page = nora.submit(page, "Olly Organiser passes", words="not kept")
    page = nora.submit(page, "Said: next is Zoe Quiet")
    page = nora.submit(page, "Said: that was everyone", words="Tired")
    assert "Everyone has had their last word" in page.text
    page = nora.submit(page, "Go back to Olly Organiser")
    assert "Said: that was everyone" in page.text
    assert "Dads" in nora.get(end(made)).text, "what was typed before the round is written down"
    nora.submit(nora.get(end(made)), "Close the meeting", missed_what="Nothing", what_said="group")
    notes = nora.get(f"{made.address}/notes").text.partition("Last words")[2].partition("Our promise")[0]
    assert "Nora Notes: Hopeful, said Ann Owner" in notes
    assert "a member: Tired" in notes
    assert "Olly" not in notes
    with data():
        places = db.session.scalars(select(Invitation).where(Invitation.meeting_id == made.meeting)).all()
        assert {place.check_out for place in places} == {CheckOut.SAID, CheckOut.WAITING}
        first = next(place for place in places if place.person_id == made.nora)
        assert first.check_out_words == f"Hopeful, said {{person:{made.ann}}}"


def test_no_word_is_taken_after_the_meeting_or_of_somebody_else(made, visit, data):
    nora = visit(made.nora)
    page = nora.get(f"{made.address}/check-out")
    refused = nora.submit(page, "Said: next is Olly Organiser", status=422, place="99999")
    assert "We cannot find that person" in refused.text
    with data():
        meeting_of(made).state = MeetingState.CLOSED
    refused = nora.submit(page, "Said: next is Olly Organiser", status=422, words="Late")
    assert "not happening now" in refused.text
    assert "Said:" not in nora.get(f"{made.address}/check-out").text


# --- support afterwards --------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W5")
def test_how_to_get_support_is_on_the_pages_that_people_see_after_closing_and_in_the_mail(made, visit, data, letters):
    with data():
        db.session.scalars(select(Space)).one().support_words = "Ring the **listening line**, day and night."
        meeting_of(made).state = MeetingState.HAPPENING
    ann, nora = visit(made.ann), visit(made.nora)
    assert "listening line" not in ann.get(made.address).text
    assert "listening line" in nora.get(end(made)).text
    nora.submit(nora.get(end(made)), "Close the meeting", **ANSWERS)
    for address in (made.address, f"{made.address}/follow"):
        text = ann.get(address).text
        assert "listening line" in text, address
        assert "Robin Contact" in text, address
    publish = nora.get(f"{made.address}/notes/publish")
    nora.submit(publish, "Publish the notes")
    sent = next(one.text for one in letters("notes") if one.text.startswith("Ann Owner"))
    assert "If something stays with you" in sent
    assert "listening line" in sent
    assert "Robin Contact, 01632 960001" in sent


def test_a_space_chooses_its_own_words_on_support_and_has_some_without(made, visit, data):
    with data():
        meeting_of(made).state = MeetingState.CLOSED
    olly = visit(made.olly)
    assert "Some of what was said may be hard to carry" in olly.get(made.address).text
    page = olly.get("/spaces/forum/settings")
    olly.submit(page, "Keep these settings", support_words="Ring Robin.")
    text = olly.get(made.address).text
    assert "Ring Robin." in text
    assert "may be hard to carry" not in text


def test_another_space_does_not_see_the_end_of_this_meeting(made, visit, data):
    with data():
        other = factories.member(factories.space(), role=Role.ORGANISER).id
    visit(other).get(end(made), status=403)
