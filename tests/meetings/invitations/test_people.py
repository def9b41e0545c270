"""Who is coming, as the page of a meeting shows it; and what a person's own page asks about invitations."""

from datetime import timedelta

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.meetings.feedback.queries import to_come_and_to_answer
from workspace.meetings.invitations.models import Answer, Attended, Duty
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.people.signin.queries import places_of


def test_who_comes_is_named_and_the_other_answers_are_only_counted(visit, forum, seat, data):
    seat(forum.ann, answer=Answer.IN_PERSON, duty=Duty.CHAIR)
    seat(forum.ben, answer=Answer.APOLOGIES)
    seat(forum.cy)
    with data():
        gus = factories.person("Gus Guest").id
    seat(gus, answer=Answer.ONLINE, as_guest=True, title="Bus company")
    page = visit(forum.ann).get(forum.show)
    assert "2 people so far: 1 in person and 1 online. 1 has not answered yet. 1 cannot come." in page.text
    assert "Ann Lee (she/her) You Say it: AN LEE Chair Parent carer" in page.text
    assert "Gus Guest Guest, Bus company" in page.text
    assert "Ben Post" not in page.text
    assert "Cy Officer" not in page.text


def test_a_meeting_that_is_over_speaks_of_who_came(visit, forum, seat, change):
    seat(forum.ann, answer=Answer.IN_PERSON)
    seat(forum.ben, answer=Answer.APOLOGIES)
    seat(forum.cy, answer=Answer.ONLINE, attended=Attended.AWAY)
    change(state=MeetingState.CLOSED, mix="Parents: 3", welcomer="Ann at the door")
    page = visit(forum.ann).get(forum.show)
    for words in (
        "Who was there",
        "1 person came. 1 sent apologies.",
        "Whom we hoped for, and who came",
        "Who met people",
    ):
        assert words in page.text
    for words in ("Who is coming", "so far", "cannot come", "Cy Officer", "Who will meet you"):
        assert words not in page.text


def test_nobody_has_said_yes_and_nobody_is_invited_are_said(visit, forum, seat):
    assert "Nobody is invited yet." in visit(forum.ann).get(forum.show).text
    seat(forum.ann)
    page = visit(forum.ann).get(forum.show)
    assert "Nobody has said yes yet." in page.text
    assert "1 has not answered yet." in page.text


def test_the_page_of_a_meeting_reads_as_often_for_three_people_as_for_one(visit, forum, seat):
    ann = visit(forum.ann)
    seat(forum.ann, answer=Answer.IN_PERSON)
    with counted() as one:
        ann.get(forum.show)
    for person in (forum.ben, forum.cy):
        seat(person, answer=Answer.ONLINE, as_guest=True)
    with counted() as three:
        ann.get(forum.show)
    assert len(one) == len(three)


def test_my_next_meeting_is_the_soonest_that_i_have_not_said_no_to(app, forum, data):
    with data():
        space = db.session.get_one(factories.Space, forum.space)
        ann, olga = db.session.get_one(Person, forum.ann), db.session.get_one(Person, forum.olga)

        def planned(days: int, answer: Answer | None, **facts: object) -> int:
            meeting = factories.meeting(space, olga, starts_at=db.now() + timedelta(days=days), **facts)
            return factories.invitation(meeting, ann, answer=answer).id

        planned(-2, Answer.IN_PERSON)
        planned(1, Answer.APOLOGIES)
        planned(2, None, state=MeetingState.CANCELLED)
        later = planned(9, None)
        soon = planned(4, Answer.ONLINE)
        sooner = planned(3, None)
    with app.app_context():
        ann = places_of(forum.ann)
        coming, _to_say = to_come_and_to_answer(ann)
        assert [(one.id, one.answer) for one in coming[1:]] == [(sooner, None), (soon, Answer.ONLINE), (later, None)]
        assert coming[0].sent_apologies
        assert {one.meeting.space.slug for one in coming} == {"forum"}
        assert to_come_and_to_answer(places_of(forum.cy)) == ([], [])
