"""A need on its way: told with an answer, arranged by an organiser, judged by the person, by keyboard alone."""

from datetime import timedelta

import pytest

from tests import factories
from tests.browser.conftest import Start
from workspace import db
from workspace.meetings.models import Meeting, MeetingState
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.promise("S0-9")
@pytest.mark.promise("S4-8")
def test_a_need_is_told_arranged_and_judged(data, user: Start) -> None:
    with data():
        space = factories.space("North Forum", slug="north")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER).id
        ann = factories.member(space, "Ann Lee")
        meeting = factories.meeting(
            space, db.session.get_one(factories.Person, olga), "Buses", starts_at=db.now() + timedelta(days=3)
        )
        factories.invitation(meeting, ann)
        ann, number = ann.id, meeting.id
    page = f"/spaces/north/meetings/{number}"

    one = user(ann).open(f"{page}/reply")
    one.choose("Yes, in person").choose("A hearing loop").press("Send my answer")

    one = user(olga).open("/me").press("See what people need: “Buses”…")
    one.press("Say how far it is: A hearing loop, Ann Lee").choose("Cannot be done")
    one.is_refused("Keep this", "Write why it cannot be done")
    one.fill("How, or why it cannot be done", "The hall has none.")
    one.fill("What there is instead", "A seat at the front.").press("Keep this")
    one.reads("Cannot be done. Olga Organiser sees to it")

    one = user(ann).open(f"{page}/reply")
    one.reads("A seat at the front.")
    with data():
        db.session.get_one(Meeting, number).state = MeetingState.CLOSED
    one.open(page).press("What was arranged for you").press("Tell us if it worked: A hearing loop")
    one.choose("No, it did not work").fill("In your own words…", "I heard nothing.").press("Keep what I say")
    one.reads("It did not work")

    one = user(olga).open(page).press("See what people need")
    one.reads("I heard nothing.")


@pytest.mark.promise("S1-V3")
def test_a_supporter_is_invited_as_such(data, user: Start) -> None:
    with data():
        space = factories.space("North Forum", slug="north")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        meeting = factories.meeting(space, olga, "Buses")
        factories.invitation(meeting, factories.member(space, "Ann Lee"))
        olga, page = olga.id, f"/spaces/north/meetings/{meeting.id}"
    one = user(olga).open(f"{page}/invite").press("Invite a supporter or an interpreter").choose("A supporter")
    one.pick("Whom do they support?", "Ann Lee").fill("Or the name of a guest…", "Sam Ash")
    one.press("Send the invitation").reads("1 person and 1 supporter are invited.")
