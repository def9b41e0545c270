"""What to expect on the day: for somebody who has never come."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.invitations.models import Answer, Duty, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person

LIST = "/spaces/forum/meetings"
EXPECT = "What to expect on the day"


@pytest.fixture
def day(data, forum, add_meeting) -> str:
    """The address of the page of a hybrid meeting with an agenda, to which Mo, Nora and Gus are invited."""
    number = add_meeting(
        invited=("mo", "nora", "gus"),
        place="Larch Room, Quayside Library",
        way_in="The blue door: no steps.",
        online_link="https://meet.example.org/larch",
        phone_in="01632 960177",
        welcomer="Nora Notes at the door, in a yellow scarf",
        items=0,
    )
    with data():
        meeting = db.session.get_one(Meeting, number)
        factories.item(meeting, "Who we are", kind=ItemKind.INTRODUCTIONS, minutes=20)
        factories.item(meeting, "Last year’s letter", minutes=40, content_note="We read a hard letter aloud.")
        factories.item(meeting, "Tea, and quiet", kind=ItemKind.BREAK, minutes=15)
        for person in (forum["nora"], forum["mo"]):
            place = db.session.query(Invitation).filter_by(meeting_id=number, person_id=person).one()
            place.answer, place.answered_at = Answer.IN_PERSON, db.now()
            place.duty = Duty.WELCOMER if person == forum["nora"] else Duty.NONE
        nora = db.session.get_one(Person, forum["nora"])
        nora.pronouns, nora.say_name = "she/her", "NOR-a"
    return f"{LIST}/{number}/joining"


@pytest.mark.promise("S1-W1")
def test_a_first_timer_reads_how_the_day_goes_from_the_door_to_the_notes(visit, forum, day):
    page = visit(forum["mo"]).get(day)
    assert page.h1 == EXPECT
    for words in (
        "Thursday 3 June 2027, 10am to 12pm",
        "Larch Room, Quayside Library",
        "Way in The blue door: no steps.",
        "In person What you told us",
        "Your camera can stay off the whole time",
        "Any phone will do. You need no computer",
        "Nora Notes at the door, in a yellow scarf",
        "Nora Notes will welcome you.",
        "At 10am we begin with “Who we are”. Everyone says who they are and why they are here. Skipping is fine.",
        "10:20am, Last year’s letter: We read a hard letter aloud.",
        "11am to 11:15am: Tea, and quiet",
        "Nora Notes (she/her) Say it: NOR-a Welcomer",
        "They are for everybody who is invited.",
        "You get them within 10 working days, by Thursday 17 June 2027.",
        "Your name may be in them: that is what you told us.",
        "Robin Contact",
        "01632 960001",
    ):
        assert words in page.text
    assert page.links()["Join online"] == "https://meet.example.org/larch"


def test_the_page_of_a_meeting_that_says_little_says_what_is_not_said_yet(visit, forum, add_meeting):
    page = visit(forum["olga"]).get(f"{LIST}/{add_meeting()}/joining")
    for words in (
        "Where we meet is not said yet",
        "We begin at 10am. The agenda is not written yet.",
        "No break is planned yet. Ask for one",
        "Whoever chairs the meeting welcomes you.",
        "Nobody is invited yet.",
    ):
        assert words in page.text
    assert "Your name" not in page.text


def test_whoever_keeps_their_name_out_of_the_notes_reads_that_it_stays_out(data, visit, forum, day):
    with data():
        db.session.query(Invitation).filter_by(person_id=forum["mo"]).one().name_in_notes = False
    assert "Your name stays out of them, as you asked." in visit(forum["mo"]).get(day).text


def test_the_way_to_the_page_is_in_the_invitation_on_the_meeting_and_near_the_day_on_my_page(
    app, data, visit, forum, day, letters
):
    mo = visit(forum["mo"])
    assert mo.get(day.removesuffix("/joining")).links()[EXPECT] == day
    assert EXPECT not in mo.get("/me").links()
    with data():
        near = datetime(2027, 1, 11, 10, tzinfo=UTC)
        meeting = db.session.query(Meeting).one()
        meeting.starts_at, meeting.ends_at = near, near + timedelta(hours=2)
        db.session.query(Invitation).filter_by(person_id=forum["gus"]).delete()
    assert mo.get("/me").links()[EXPECT] == day
    olga = visit(forum["olga"])
    invite = day.replace("joining", "invite")
    olga.submit(olga.get(invite), "Send the invitations", guest_name="Gia", guest_email="gia@example.org")
    assert f"<{app.config['SETTINGS'].base_url}{day}>" in letters("invitation")[0].text


def test_members_and_guests_read_it_and_people_of_other_groups_do_not(visit, forum, day):
    for name in ("olga", "mo", "gus"):
        visit(forum[name]).get(day)
    visit(forum["otto"]).get(day, status=403)
    visit(forum["otto"]).get(day.replace("forum", "other"), status=404)
    assert "/sign-in" in visit().get(day, status=303).location


@pytest.mark.parametrize(
    ("state", "words"), [("cancelled", "You need not go anywhere."), ("closed", "This meeting is finished.")]
)
def test_of_a_meeting_that_does_not_take_place_nothing_is_expected(data, visit, forum, day, state, words):
    with data():
        db.session.query(Meeting).one().state = MeetingState(state)
    page = visit(forum["mo"]).get(day)
    assert words in page.text
    assert "Larch Room" not in page.text


def test_the_number_of_queries_does_not_grow_with_the_people(app, data, visit, forum, day):
    mo = visit(forum["mo"])
    with counted() as few:
        mo.get(day)
    with data():
        meeting = db.session.query(Meeting).one()
        for number in range(3):
            factories.invitation(meeting, factories.person(f"More {number}"), answer=Answer.ONLINE)
            factories.item(meeting, f"More {number}", led_by=f"{{person:{forum['mo']}}}")
    with counted() as many:
        mo.get(day)
    assert len(few) == len(many) <= 7


@pytest.mark.promise("S1-W1")
def test_whoever_welcomes_and_cannot_come_is_not_named_and_organisers_are_told(visit, data, forum, day, letters):
    show = day.removesuffix("/joining")
    warning = "Nora Notes was to welcome people, and cannot come."
    assert warning not in visit(forum["olga"]).get(show).text
    with data():
        place = db.session.query(Invitation).filter_by(person_id=forum["nora"]).one()
        place.answer = Answer.APOLOGIES
        db.session.query(Meeting).one().welcomer = f"{{person:{forum['nora']}}} at the door, in a yellow scarf"
    page = visit(forum["mo"]).get(day)
    for address in (day, show, f"{show}/reply", f"{show}/follow"):
        assert "yellow scarf" not in visit(forum["mo"]).get(address).text
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{show}/invite"), "Send the invitations", guest_name="Gia", guest_email="gia@example.org")
    assert "yellow scarf" not in letters("invitation")[-1].text
    assert "Nora Notes will welcome you" not in page.text
    assert "Whoever chairs the meeting welcomes you." in page.text
    assert warning in visit(forum["olga"]).get(show).text
    assert warning not in visit(forum["mo"]).get(show).text


def test_the_way_to_a_page_of_a_meeting_leads_through_the_list_for_whoever_may_read_it(visit, forum, add_meeting):
    number = add_meeting(invited=["mo", "gus"])
    for name, listed in (("mo", True), ("gus", False)):
        for part in ("joining", "reply"):
            page = visit(forum[name]).get(f"{LIST}/{number}/{part}")
            (way,) = (one for one in page.root.iter("nav") if one.get("class") == "crumbs")
            assert ["".join(one.itertext()) for one in way.iter("a")].count("Meetings") == listed
