"""The page of a meeting, and its file for calendars."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from tests.support.queries import counted
from workspace import db
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.models import Involvement, Meeting, MeetingState
from workspace.meetings.words import INVOLVEMENT, INVOLVEMENT_MEANS

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)  # when the forum of these tests lives: a Monday, in winter time
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)  # 10am in London
LIST = "/spaces/forum/meetings"
PLAN = f"{LIST}/new"


@pytest.mark.promise("S1-L2", "S3-R5")
def test_the_level_of_work_its_limits_and_the_money_stand_above_the_agenda(visit, forum, add_meeting):
    olga = visit(forum["olga"])
    number = add_meeting(items=1, cannot_change="The budget is spent.")
    form = olga.get(f"{LIST}/{number}/edit")
    page = olga.submit(form, "Keep these changes", work_level="service", money="Nothing until April.")
    places = [
        page.text.index(words)
        for words in ("How one service works", "The budget is spent.", "Nothing until April.", "Thing 0")
    ]
    assert places == sorted(places)


@pytest.mark.promise("S3-B2")
def test_a_meeting_beside_a_statutory_consultation_says_that_it_does_not_take_its_place(visit, forum, add_meeting):
    olga = visit(forum["olga"])
    number = add_meeting()
    words = "This meeting does not take its place"
    assert words not in olga.get(f"{LIST}/{number}").text
    page = olga.submit(olga.get(f"{LIST}/{number}/edit"), "Keep these changes", is_statutory="y")
    assert words in page.text


@pytest.mark.promise("S3-R4")
def test_what_is_open_fixed_and_decided_by_others_stands_above_the_agenda(visit, forum, add_meeting):
    number = add_meeting(
        invited=["gus"],
        items=2,
        can_change="What letters say.",
        cannot_change="The budget is spent.",
        decided_by_others="Contracts with drivers.",
    )
    page = visit(forum["gus"]).get(f"{LIST}/{number}")
    places = [
        page.text.index(words)
        for words in (
            "Open We shape this together",
            "What letters say.",
            "Fixed We cannot change this",
            "The budget is spent.",
            "Someone else Others decide this",
            "Contracts with drivers.",
            "Thing 0",
        )
    ]
    assert places == sorted(places)


@pytest.mark.promise("S1-W3")
def test_nobody_is_invited_before_the_meeting_says_what_it_is_for_and_what_can_change(
    data, visit, forum, add_meeting, letters
):
    number = add_meeting()
    olga = visit(forum["olga"])
    invite = olga.get(f"{LIST}/{number}/invite")
    with data():
        meeting = db.session.get_one(Meeting, number)
        meeting.purpose = meeting.can_change = meeting.cannot_change = ""
        meeting.involvement = meeting.who_decides = meeting.work_level = None
    page = olga.get(f"{LIST}/{number}")
    for words, field in (
        ("What the meeting is for", "purpose"),
        ("How far people shape what is decided", "involvement"),
        ("Who decides", "who_decides"),
        ("What it is about: everyone, one service, or one person", "work_level"),
        ("What can change", "can_change"),
        ("What cannot change", "cannot_change"),
    ):
        address, _, target = page.links()[words].partition("#")
        assert target == field
        assert olga.get(address).has(field)
    olga.submit(invite, "Send the invitations", status=422, everyone="y")
    assert not letters("invitation")
    assert "Before you invite people" not in visit(forum["mo"]).get(f"{LIST}/{number}").text


def test_once_people_are_invited_the_purpose_cannot_be_taken_away(visit, forum, add_meeting, kept):
    number = add_meeting(invited=["mo"])
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"{LIST}/{number}/edit"), "Keep these changes", status=422, purpose="")
    assert page.error_of("purpose") == "People are invited, so this cannot be left empty"
    assert kept().purpose


@pytest.mark.promise("S1-C8")
def test_the_page_says_by_which_day_notes_come_and_whether_that_was_kept(data, visit, forum, add_meeting):
    starts = datetime(2027, 1, 14, 10, tzinfo=UTC)
    number = add_meeting(invited=["mo"], starts_at=starts)
    mo = visit(forum["mo"])

    def page_with(**facts: object) -> str:
        with data():
            meeting = db.session.get_one(Meeting, number)
            for name, value in facts.items():
                setattr(meeting, name, value)
        return mo.get(f"{LIST}/{number}").text

    assert "You get them within 10 working days, by Thursday 28 January 2027." in page_with()
    with time_machine.travel(datetime(2027, 1, 29, 12, tzinfo=UTC)):
        assert "They are not here yet." in page_with(state=MeetingState.CLOSED)
    in_time = page_with(notes_published_at=datetime(2027, 1, 20, tzinfo=UTC))
    assert "The notes came on Wednesday 20 January 2027. Promise kept" in in_time
    late = page_with(notes_published_at=datetime(2027, 2, 2, tzinfo=UTC))
    assert "Later than promised We promised them by Thursday 28 January 2027." in late


def test_the_agenda_shows_when_each_item_begins(visit, forum, add_meeting):
    number = add_meeting(items=3, invited=("mo",))
    text = visit(forum["mo"]).get(f"{LIST}/{number}").text
    assert [text.index(t) for t in ("10am Thing 0", "10:10am Thing 1", "10:20am Thing 2")]
    assert "Led by Mo Member" in text


def test_members_and_guests_of_this_meeting_read_it_and_nobody_else(visit, forum, add_meeting):
    number = add_meeting(invited=["gus"])
    elsewhere = add_meeting("Elsewhere")
    for name in ("olga", "nora", "mo", "gus"):
        assert visit(forum[name]).get(f"{LIST}/{number}").h1 == "Buses"
    visit(forum["gus"]).get(f"{LIST}/{elsewhere}", status=403)
    visit(forum["otto"]).get(f"{LIST}/{number}", status=403)
    visit(forum["otto"]).get(f"/spaces/other/meetings/{number}", status=404)
    assert "Meetings" not in visit(forum["gus"]).get(f"{LIST}/{number}").links()


def test_only_organisers_see_the_ways_to_arrange_it(visit, forum, add_meeting):
    number = add_meeting()
    arranging = {"Change what is said here", "Change the agenda", "Cancel the meeting"}
    assert arranging <= visit(forum["olga"]).get(f"{LIST}/{number}").links().keys()
    assert not arranging & visit(forum["nora"]).get(f"{LIST}/{number}").links().keys()
    assert "Run the meeting" in visit(forum["nora"]).get(f"{LIST}/{number}").links()


def test_my_own_answer_is_on_the_page_and_the_way_to_change_it(data, visit, forum, add_meeting):
    number = add_meeting(invited=["mo"])
    mo = visit(forum["mo"])
    page = mo.get(f"{LIST}/{number}")
    assert "You have not answered yet" in page.text
    assert page.links()["Tell us if you can come"] == f"{LIST}/{number}/reply"
    with data():
        db.session.scalars(select(Invitation).where(Invitation.meeting_id == number)).one().answer = Answer.PHONE
    assert "You are joining by phone" in mo.get(f"{LIST}/{number}").text


@pytest.mark.parametrize("state", list(MeetingState))
def test_the_meeting_page_needs_at_most_eight_queries_for_12_or_120_items(visit, forum, add_meeting, state):
    published = {"notes_published_at": NOW} if state is MeetingState.CLOSED else {}
    small, large = (add_meeting(invited=["mo", "nora"], items=n, state=state, **published) for n in (12, 120))
    mo = visit(forum["mo"])
    for number in (small, large):
        mo.get(f"{LIST}/{number}")
    with counted() as few:
        mo.get(f"{LIST}/{small}")
    with counted() as many:
        mo.get(f"{LIST}/{large}")
    assert few == many
    assert len(many) <= 8, many


def test_whoever_may_read_the_meeting_gets_it_for_their_calendar(visit, forum, add_meeting):
    number = add_meeting(invited=["gus"])
    for name in ("mo", "gus"):
        page = visit(forum[name]).get(visit(forum[name]).get(f"{LIST}/{number}").links()["Add to my calendar"])
        assert page.answer.mimetype == "text/calendar"
        assert page.answer.headers["Content-Disposition"] == f"attachment; filename=meeting-{number}.ics"
        assert b"SUMMARY:Buses (Forum)" in page.answer.data
    visit(forum["otto"]).get(f"{LIST}/{number}/calendar.ics", status=403)


@pytest.mark.promise("S4-2")
@pytest.mark.parametrize("level", list(Involvement))
def test_the_hard_word_for_how_far_people_shape_things_is_explained_where_it_stands(
    app, visit, forum, add_meeting, level
):
    number = add_meeting(invited=["gus"], involvement=level)
    page = visit(forum["gus"]).get(f"{LIST}/{number}")
    with app.test_request_context():
        word, meaning = str(INVOLVEMENT[level]), str(INVOLVEMENT_MEANS[level])
    assert f"This is called: {word}. {meaning}" in page.text
    form = visit(forum["olga"]).get(PLAN)
    assert f"{word} {meaning}" in form.text
    assert not [e for e in form.root.iter() if e.get("title")], "an explanation that only a mouse can reach"
