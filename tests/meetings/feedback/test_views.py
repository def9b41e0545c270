"""Saying how a meeting was, through the pages: without a name, once, and shown to the group at its next meeting."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select

from tests import factories
from tests.meetings.running.forum import Forum, forum, meeting_of
from tests.support.queries import counted
from workspace import db, mail
from workspace.audit import AuditEvent, Event
from workspace.drafts import Draft
from workspace.errors import DomainError
from workspace.mail import Message
from workspace.meetings.feedback import service
from workspace.meetings.feedback.models import Answers, Asked, Feedback, FeedbackMark, Said
from workspace.meetings.invitations.models import Answer, Invitation, Part
from workspace.meetings.invitations.queries import place as load_place
from workspace.meetings.models import MeetingState
from workspace.once import OnceKey
from workspace.people.models import Person, ReachBy
from workspace.spaces.models import Space

GIVEN = {"felt_heard": "yes", "felt_safe": "partly", "was_clear": "no"}


@pytest.fixture
def made(data) -> Forum:
    """A meeting that has just been closed. Six people were there, Zoe was not."""
    with data():
        found = forum(MeetingState.CLOSED)
        meeting = meeting_of(found)
        meeting.starts_at, meeting.ends_at, meeting.closed_at = (
            db.now() - timedelta(hours=3), db.now() - timedelta(hours=1), db.now(),
        )  # fmt: skip
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == found.zoe)).one()
        place.answer = Answer.APOLOGIES
        return found


def more_people(data, made, count=3):
    with data():
        space, meeting = db.session.get_one(Space, meeting_of(made).space_id), meeting_of(made)
        people = [factories.member(space, f"Guest {number}") for number in range(count)]
        for person in people:
            factories.invitation(meeting, person, answer=Answer.IN_PERSON)
        return [person.id for person in people]


def give(visitor, made, status=303, **fields):
    page = visitor.get(f"{made.address}/how-was-it")
    return visitor.submit(page, "Send my answer", status=status, **{**GIVEN, **fields})


def days_later(data, made, days=12):
    """Let the time for answers end, as if it had been closed before."""
    with data():
        meeting = meeting_of(made)
        meeting.starts_at -= timedelta(days=days)
        meeting.ends_at -= timedelta(days=days)
        meeting.closed_at -= timedelta(days=days)


def next_meeting(data, made, *people):
    with data():
        meeting = meeting_of(made)
        space, olly = db.session.get_one(Space, meeting.space_id), db.session.get_one(Person, made.olly)
        after = factories.meeting(space, olly, "The one after")
        for person in people:
            factories.invitation(after, db.session.get_one(Person, person), answer=Answer.IN_PERSON)
        return f"/spaces/forum/meetings/{after.id}"


@pytest.mark.promise("S1-V6")
def test_five_answer_and_the_group_reads_the_sums_at_its_next_meeting(app, made, visit, data):
    people = [made.ann, made.nora, made.olly, *more_people(data, made, 2)]
    for number, person in enumerate(people):
        page = give(visit(person), made, free_line=f"Line {number} about Ann Owner" if number < 2 else "")
        assert "Thank you. Your answer is counted" in page.text
    shown = f"{made.address}/how-was-it/answers"
    page = visit(made.olly).get(shown)
    assert "Nothing is shown before that" in page.text
    assert "Line 0" not in page.text
    days_later(data, made)
    plan = next_meeting(data, made, made.ann)
    page = visit(made.ann).get(plan)
    page = visit(made.ann).get(page.links()["How people found “School buses”, the meeting before"])
    assert "5 people answered. Nobody knows who said what." in page.text
    rows = ["".join(row.itertext()).split("\n")[0] for row in page.root.iter("tr")]
    assert rows[1:] == ["I felt heard5000", "I felt safe0500", "It was clear what was going on0050"]
    assert "Line 0 about Ann Owner" in page.text
    assert "Line 1 about Ann Owner" in page.text
    assert "If you need support now" in page.text
    assert "Robin Contact" in page.text


def test_below_five_nothing_is_shown_and_what_was_said_is_deleted(app, made, visit, data):
    for person in (made.ann, made.nora, made.olly):
        give(visit(person), made, free_line="Only three")
    days_later(data, made)
    page = visit(made.ann).get(f"{made.address}/how-was-it/answers")
    assert "Fewer than five people answered, so nothing is shown." in page.text
    assert "Only three" not in page.text
    with data():
        service.settle()
    with data():
        found = db.session.scalars(select(Feedback)).one()
        assert (found.sums, found.words, found.count) == ({}, "", 3)
        assert not db.session.scalar(select(func.count(FeedbackMark.id)))
    assert "Fewer than five people answered" in visit(made.ann).get(f"{made.address}/how-was-it/answers").text


def test_what_is_shown_stays_and_who_answered_goes(app, made, visit, data):
    for person in (made.ann, made.nora, made.olly, *more_people(data, made, 2)):
        give(visit(person), made)
    with data():
        service.settle()  # not yet
        assert db.session.scalar(select(func.count(FeedbackMark.id))) == 5
    days_later(data, made)
    with data():
        service.settle()
        assert not db.session.scalar(select(func.count(FeedbackMark.id)))
        assert db.session.scalars(select(Feedback)).one().sums["heard"] == {"yes": 5}


@pytest.mark.promise("S1-V6")
def test_nothing_in_the_database_ties_an_answer_to_a_person(app, made, visit, data):
    give(visit(made.ann), made, free_line="Only I know this")
    with data():
        found = db.session.scalars(select(Feedback)).one()
        columns = {column.key for column in inspect(Feedback).columns}
        assert columns == {"id", "space_id", "meeting_id", "sums", "words", "by_page", "by_phone", "by_paper"}
        assert {column.key for column in inspect(FeedbackMark).columns} == {"id", "space_id", "invitation_id", "how"}
        assert found.sums == {"heard": {"yes": 1}, "safe": {"partly": 1}, "clear": {"no": 1}}
        assert not db.session.scalar(select(func.count(Draft.id)))
        assert not db.session.scalar(select(func.count(OnceKey.id)).where(OnceKey.location.contains("meetings")))
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.FEEDBACK_TYPED)).all()
        assert not events


def test_an_answer_is_no_draft_for_somebody_who_was_signed_out(app, made, visit, data):
    visitor = visit(made.ann)
    page = visitor.get(f"{made.address}/how-was-it")
    visitor.client.delete_cookie("session_key")
    visitor.submit(page, "Send my answer", status=303, **GIVEN, free_line="Only I know this")
    with data():
        drafts = db.session.scalars(select(Draft)).all()
        assert "Only I know this" not in str([draft.fields for draft in drafts])


def test_lines_are_mixed_anew_with_each_answer(app, made, data):
    with data():
        orders = set()
        for number in range(40):
            service._add(meeting_of(made), Answers({Asked.HEARD: Said.YES}, f"{number}"), service.How.PAPER)
            lines = db.session.scalars(select(Feedback)).one().words.splitlines()
            assert sorted(lines, key=int) == [str(one) for one in range(number + 1)]
            orders.add(lines.index("0"))
        assert len(orders) > 5


def test_nobody_answers_twice_and_the_page_says_why(app, made, visit):
    ann = visit(made.ann)
    page = ann.get(f"{made.address}/how-was-it")
    give(ann, made)
    page = ann.submit(page, "Send my answer", status=422, **GIVEN)
    assert "Nothing was counted twice" in page.text
    assert "It cannot be changed" in ann.get(f"{made.address}/how-was-it").text


def test_two_windows_at_once_count_once(app, made, data):
    results = []

    def press():
        with app.app_context():
            try:
                with db.transaction():
                    place = load_place("forum", made.meeting, made.ann)
                    service.answer(place, Answers({Asked.HEARD: Said.YES}))
                results.append("counted")
            except DomainError:
                results.append("refused")

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["counted", "refused"]


def test_each_question_needs_an_answer_and_rather_not_say_is_one(app, made, visit):
    ann = visit(made.ann)
    page = ann.get(f"{made.address}/how-was-it")
    page = ann.submit(page, "Send my answer", status=422, felt_heard="yes", free_line="Kept")
    assert "Choose an answer" in page.error_of("felt_safe")
    assert "Kept" in page.html
    give(ann, made, felt_heard="not_said", felt_safe="not_said", was_clear="not_said")


def test_only_voices_that_were_there_are_asked(app, made, visit, data):
    with data():
        space = db.session.get_one(Space, meeting_of(made).space_id)
        outsider = factories.member(space).id
        helper = factories.member(space)
        factories.invitation(meeting_of(made), helper, answer=Answer.IN_PERSON, part=Part.SUPPORTER)
        helper = helper.id
    for who, status in ((made.zoe, 403), (outsider, 404), (helper, 403)):
        visit(who).get(f"{made.address}/how-was-it", status=status)
    visit(outsider).get(f"{made.address}/how-was-it/answers", status=403)
    visit(made.zoe).get(f"{made.address}/how-was-it/answers")
    visit(made.ann).get(f"{made.address}/how-was-it/help", status=403)


def test_answers_end_with_the_tenth_day(app, made, visit, data):
    days_later(data, made, 10)
    assert "Send my answer" in visit(made.ann).get(f"{made.address}/how-was-it").html
    days_later(data, made, 1)
    assert "The time for answers is over." in visit(made.ann).get(f"{made.address}/how-was-it").text
    with data(), pytest.raises(DomainError):
        service.answer(load_place("forum", made.meeting, made.ann), Answers({}))


def test_those_who_were_there_are_asked_once_when_the_meeting_is_closed(app, visit, data):
    with data():
        made = forum()
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == made.zoe)).one()
        place.answer = Answer.APOLOGIES
    nora = visit(made.nora)
    nora.submit(
        nora.get(f"{made.run.replace('/run', '/close')}"),
        "Close the meeting",
        missed_who="Nobody",
        who_said="group",
        missed_what="Nothing",
        what_said="group",
    )
    with data():
        sent = db.session.scalars(select(Message).where(Message.template == "how_was_it")).all()
        assert sorted(one.person_id for one in sent) == sorted([made.nora, made.olly, made.ann])
        letter = mail.letter_of(sent[0])
        assert "How was it for you?" in letter.text
        assert "/how-was-it>" in letter.text
        assert "Nobody is told what you answered." in letter.text


@pytest.mark.promise("S1-V6")
def test_sheets_and_calls_are_typed_by_a_helper_and_nobody_counts_twice(app, made, visit, data):
    nora, helping = visit(made.nora), f"{made.address}/how-was-it/help"
    page = nora.get(helping)
    nora.submit(page, "Takes a sheet: Ann Owner")
    assert "You took a sheet of paper." in visit(made.ann).get(f"{made.address}/how-was-it").text
    page = nora.get(nora.get(helping).links()["Type what they tell you: Olly Organiser"])
    page = nora.submit(page, "Count what they told you", **GIVEN)
    assert "The answer of Olly Organiser is counted" in page.text
    page = nora.get(f"{made.address}/how-was-it/phone/{made.olly}")
    assert "Nothing was counted twice" in nora.submit(page, "Count what they told you", status=422, **GIVEN).text
    page = nora.get(nora.get(helping).links()["Type a sheet that came back"])
    again = nora.get(page.address)
    page = nora.submit(page, "Count this sheet", **GIVEN, free_line="From paper")
    assert "The sheet is counted. Destroy the paper" in page.text
    assert "No sheet is out." in nora.submit(again, "Count this sheet", status=422, **GIVEN).text
    page = nora.submit(nora.get(helping), "No sheet after all: Ann Owner")
    assert "Every sheet has come back" in page.text
    assert "This answer was given already" in give_after_call(visit(made.olly), made)
    with data():
        found = db.session.scalars(select(Feedback)).one()
        assert (found.by_page, found.by_phone, found.by_paper, found.words) == (0, 1, 1, "From paper")
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.FEEDBACK_TYPED)).all()
        assert [event.changes for event in events] == [{"how": "phone"}, {"how": "paper"}]
        assert {event.subject_id for event in events} == {None}


def give_after_call(visitor, made):
    fields = {"csrf_token": "", "once": "x", **GIVEN}
    page = visitor.get(f"{made.address}/how-was-it")
    assert "You have answered." in page.text
    form = page.form(next(iter(page.forms())).get("id"))
    fields["csrf_token"] = next(one.get("value") for one in form.iter("input") if one.get("name") == "csrf_token")
    return visitor.client.post(page.address, data=fields).text


def test_a_sheet_can_be_given_back_unused(app, made, visit):
    nora, helping = visit(made.nora), f"{made.address}/how-was-it/help"
    nora.submit(nora.get(helping), "Takes a sheet: Ann Owner")
    page = nora.submit(nora.get(helping), "No sheet after all: Ann Owner")
    assert "Ann Owner can answer in another way" in page.text
    give(visit(made.ann), made)
    page = nora.submit(nora.get(helping), "Takes a sheet: Ann Owner")
    assert "Nothing was counted twice" in page.text


def test_a_few_own_answers_among_typed_ones_are_not_shown(app, made, visit, data):
    people = more_people(data, made, 4)
    nora = visit(made.nora)
    for person in people:
        nora.submit(nora.get(f"{made.address}/how-was-it/phone/{person}"), "Count what they told you", **GIVEN)
    give(visit(made.ann), made)
    days_later(data, made)
    page = visit(made.nora).get(f"{made.address}/how-was-it/answers")
    assert "Too few people answered by themselves, so nothing is shown." in page.text


def test_the_sheet_prints_the_questions_and_whom_to_ring(app, made, visit):
    page = visit(made.nora).get(f"{made.address}/how-was-it/sheet")
    assert page.text.count("☐") == 12
    assert "Do not write your name." in page.text
    assert "ring Robin Contact on 01632 960001" in page.text


def test_the_page_of_helpers_reads_a_constant_number_of_times(app, made, visit, data):
    with data():
        db.session.get_one(Person, made.ann).reach_by = ReachBy.POST
    nora = visit(made.nora)
    with counted() as few:
        nora.get(f"{made.address}/how-was-it/help")
    more_people(data, made, 3)
    with counted() as more:
        nora.get(f"{made.address}/how-was-it/help")
    assert len(more) == len(few)
