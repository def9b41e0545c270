"""My page: the next thing that matters, what I said I would do, what changed."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import selectinload

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db
from workspace.actions.models import ActionState
from workspace.meetings.invitations.models import Answer, Duty
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.models import Decision, Result
from workspace.meetings.notes.queries import recent_for
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Sharing


@pytest.fixture
def forum(app, data):
    """The numbers of a forum, its organiser and a member called Amina."""
    with data():
        space = factories.space("Merrowdale Forum", slug="merrowdale")
        organiser = factories.member(space, "Tomasz", role=Role.ORGANISER)
        amina = factories.member(space, "Amina", title="Parent carer")
        return space, organiser, amina


def publish(meeting, decisions=0):
    item = factories.item(meeting, sharing=Sharing.MEMBERS)
    meeting.state = MeetingState.CLOSED
    meeting.notes_published_at = db.now()
    for number in range(1, decisions + 1):
        decision = Decision(
            space_id=meeting.space_id,
            meeting_id=meeting.id,
            item_id=item.id,
            number=number,
            result=Result.AGREED,
            words="Write the letter",
            reason="Families asked",
            recorded_at=db.now(),
            recorded_by_id=meeting.created_by_id,
        )
        db.session.add(decision)
    db.session.flush()


def test_an_empty_page_says_what_will_be_here(app, visit, forum):
    page = visit(forum[2]).get("/me")
    assert page.h1 == "Hello, Amina"
    assert "Nothing is waiting for you." in page.text
    assert "No meeting is planned with you yet." in page.text
    assert "You have nothing to do." in page.text
    assert "Merrowdale Forum" in page.text


def test_the_next_meeting_stands_first_and_asks_for_an_answer(app, visit, data, forum):
    space, organiser, amina = forum
    with data():
        later = factories.meeting(space, organiser, "Later", starts_at=db.now() + timedelta(days=20))
        soon = factories.meeting(space, organiser, "Getting to school", place="Larch Room, Quayside Library")
        for meeting in (later, soon):
            factories.invitation(meeting, amina)
    page = visit(amina).get("/me")
    assert "2 invitations wait for your answer." in page.text
    hero = page.find("next-h")
    assert hero.text == "Getting to school"
    assert "Your next meeting is in 10 days" in page.text
    assert "Larch Room, Quayside Library" in page.text
    assert page.links()["Answer the invitation"] == f"/spaces/merrowdale/meetings/{soon.id}/reply"
    assert page.links()["See the meeting plan"] == f"/spaces/merrowdale/meetings/{soon.id}"
    assert page.links()["Can you come to “Later”?"] == f"/spaces/merrowdale/meetings/{later.id}/reply"


def test_an_answer_is_shown_in_words_and_can_be_changed(app, visit, data, forum):
    space, organiser, amina = forum
    with data():
        factories.invitation(factories.meeting(space, organiser), amina, answer=Answer.IN_PERSON)
    page = visit(amina).get("/me")
    assert "You are coming in person. Your seat is kept." in page.text
    assert "Change your answer" in page.links()
    assert "You have answered every invitation." in page.text


@pytest.mark.parametrize(
    ("hours", "state", "words"),
    [(0.1, MeetingState.HAPPENING, "Your meeting is happening now"), (24, MeetingState.PLANNED, "tomorrow")],
)
def test_the_page_says_how_soon_in_words(app, visit, data, forum, hours, state, words):
    space, organiser, amina = forum
    with data():
        moment = db.now() + timedelta(hours=hours)
        factories.invitation(factories.meeting(space, organiser, starts_at=moment, state=state), amina)
    assert words in visit(amina).get("/me").text


def test_who_runs_the_meeting_that_is_happening_goes_on_with_it_and_others_read_its_plan(app, visit, data, forum):
    space, organiser, amina = forum
    with data():
        happening = factories.meeting(space, organiser, starts_at=db.now(), state=MeetingState.HAPPENING)
        chair = factories.member(space, "Chidi Chair")
        factories.invitation(happening, chair, duty=Duty.CHAIR)
        factories.invitation(happening, organiser)
        factories.invitation(happening, amina)
    for runs_it in (chair, organiser):
        assert "Go on with the meeting" in visit(runs_it).get("/me").links()
    assert "Go on with the meeting" not in visit(amina).get("/me").links()


def test_organisers_plan_a_meeting_from_their_own_page(app, visit, forum):
    space, organiser, amina = forum
    assert f"Plan a meeting: {space.name}" in visit(organiser).get("/me").links()
    assert f"Plan a meeting: {space.name}" not in visit(amina).get("/me").links()


def test_cancelled_and_past_meetings_and_those_of_others_are_not_next(app, visit, data, forum):
    space, organiser, amina = forum
    with data():
        factories.invitation(factories.meeting(space, organiser, "Called off", state=MeetingState.CANCELLED), amina)
        past = factories.meeting(space, organiser, "Long ago", starts_at=db.now() - timedelta(days=3))
        factories.invitation(past, amina)
        factories.invitation(factories.meeting(space, organiser, "Not mine"), organiser)
    text = visit(amina).get("/me").text
    for title in ("Called off", "Long ago", "Not mine"):
        assert title not in text


def test_what_i_said_i_would_do_shows_how_late_it_is(app, visit, data, forum):
    space, organiser, amina = forum
    with data():
        late = factories.task(space, amina, "Ask three families", due_on=today() - timedelta(days=3))
        factories.task(space, amina, f"Ring {{person:{organiser.id}}}", due_on=today())
        factories.task(space, amina, "Finished", state=ActionState.DONE)
        factories.task(space, organiser, "Somebody else’s")
    page = visit(amina).get("/me")
    assert "You have 2 things to do." in page.text
    assert "Late by 3 days" in page.text
    assert page.links()["Ask three families"] == f"/spaces/merrowdale/actions/{late.id}"
    assert "Ring Tomasz" in page.links()
    assert "Finished" not in page.text
    assert "Somebody else’s" not in page.text


def test_the_ten_soonest_actions_stand_there_and_a_link_leads_to_all(visit, data, forum):
    space, organiser, amina = forum
    with data():
        for number in range(12, 0, -1):
            factories.task(space, amina, f"Ring number {number:02}", due_on=today() + timedelta(days=number))
            asked = factories.task(space, organiser, f"Ask number {number:02}", asked_id=amina.id)
            asked.owner_id = None
    page = visit(amina).get("/me")
    assert "You have 12 things to do." in page.text
    shown = [words for words in page.links() if words.startswith("Ring number")]
    assert shown == [f"Ring number {number:02}" for number in range(1, 11)]
    assert page.text.count("Will you do this: Ask number") == 10
    assert "Show all 12 that you are asked to do" in page.links()
    page = visit(amina).get(page.links()["Show all 12 that you said you would do"].partition("#")[0])
    assert "Ring number 12" in page.links()
    assert page.text.count("Will you do this: Ask number") == 12


def test_what_changed_is_told_newest_first(app, visit, data, forum):
    space, organiser, amina = forum
    with data():
        meeting = factories.meeting(space, organiser, "Getting to school")
        publish(meeting, decisions=2)
        factories.task(space, amina, "Read the draft letter").recorded_by_id = organiser.id
        unpublished = factories.meeting(space, organiser, "Still being written", starts_at=db.now() - timedelta(days=1))
        factories.invitation(unpublished, amina)
    page = visit(amina).get("/me")
    notes = "The notes of “Getting to school” are ready to read"
    assert page.links()[notes] == f"/spaces/merrowdale/meetings/{meeting.id}/notes"
    assert "2 decisions are in them." in page.text
    assert page.text.index("An action was written down for you: Read the draft letter") < page.text.index(notes)
    assert "Still being written" not in page.text


def test_news_of_other_groups_stay_there_and_guests_get_theirs(app, visit, data, forum):
    _space, _organiser, amina = forum
    with data():
        other = factories.space("Open Door Panel")
        chair = factories.member(other, "Priya", role=Role.ORGANISER)
        publish(factories.meeting(other, chair, "Closed to her"))
        open_to_her = factories.meeting(other, chair, "She was a guest")
        factories.invitation(open_to_her, amina, as_guest=True)
        publish(open_to_her)
    text = visit(amina).get("/me").text
    assert "Closed to her" not in text
    assert "She was a guest" in text


def test_the_newest_notes_of_all_groups_come_first_and_each_once(app, data, forum):
    space, organiser, amina = forum
    with data():
        panel = factories.space("Open Door Panel")
        factories.member(panel, who=amina, role=Role.NOTE_TAKER)
        hosts = {
            "forum": space,
            "panel": panel,
            "elsewhere": factories.space("Elsewhere"),
        }
        published = []
        for number in range(12):
            name = tuple(hosts)[number % 3]
            for kind in ("shared", "kept", "kept, invited", "shared, invited"):
                meeting = factories.meeting(hosts[name], organiser, f"{name} {kind} {number}")
                if kind.endswith("invited"):
                    factories.invitation(meeting, amina, as_guest=name == "elsewhere")
                factories.item(meeting, sharing=Sharing.GROUP if kind.startswith("kept") else Sharing.MEMBERS)
                meeting.notes_published_at = db.now() - timedelta(days=len(published))
                published.append(meeting.title)
        mine = [
            title for title in published
            if "invited" in title or title.startswith(("panel", "forum shared"))
        ]  # fmt: skip
        number = amina.id
    with app.app_context():
        reader = db.session.get_one(Person, number, options=[selectinload(Person.memberships)])
        for most in (3, 10, 100):
            assert [meeting.title for meeting, _count in recent_for(reader, most)] == mine[:most]


@pytest.mark.parametrize("name", ["A" * 200, "أمينة خالد", "🌻🌻"])
def test_long_and_right_to_left_names_are_greeted(app, visit, data, forum, name):
    with data():
        one = factories.member(forum[0], name)
    assert visit(one).get("/me").h1 == f"Hello, {name}"


def test_the_number_of_queries_does_not_grow(app, visit, data, forum):
    space, organiser, amina = forum
    counts = []
    for times in (1, 2):
        with data():
            for _number in range(times):
                factories.invitation(factories.meeting(space, organiser), amina)
                publish(factories.meeting(space, organiser), decisions=times)
                factories.task(space, amina, f"Ring {{person:{organiser.id}}}").recorded_by_id = organiser.id
        visitor = visit(amina)
        with counted() as statements:
            visitor.get("/me")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 9


def test_every_page_of_mine_is_linked_from_here(app, visit, forum):
    links = visit(forum[2]).get("/me").links().values()
    assert {"/me/profile", "/me/reach", "/me/said", "/me/needs", "/me/sessions"} <= set(links)
