"""Words that are explained, hard talks that are prepared, and a word in private, by keyboard alone."""

from datetime import timedelta

import pytest

from tests import factories
from tests.browser.conftest import Start
from workspace import db
from workspace.meetings.invitations.models import Duty
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.promise("S4-2", "S1-P4", "S3-P1")
def test_a_word_is_explained_a_hard_talk_prepared_and_something_said_in_private(data, user: Start) -> None:
    with data():
        space = factories.space("North Forum", slug="north")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        ann, cy = factories.member(space, "Ann Lee"), factories.member(space, "Cy Chair")
        soon = db.now() + timedelta(days=3)
        meeting = factories.meeting(space, olga, "Buses", starts_at=soon, purpose="See what an EHCP says.")
        factories.item(meeting, "The accident", minutes=20)
        factories.invitation(meeting, ann)
        factories.invitation(meeting, cy, duty=Duty.CHAIR)
        olga, ann, cy, number = olga.id, ann.id, cy.id, meeting.id
    page = f"/spaces/north/meetings/{number}"

    one = user(olga).open("/spaces/north/glossary").press("Take over words that are explained already")
    one.choose("EHCP").press("Put them on our list")
    one.reads("1 word is on the list")
    one.open(f"{page}/agenda").press("Is it hard to talk about?: The accident")
    one.is_refused("Keep this, and tell who is invited", "Write what people should know before they come")
    one.fill("What may be hard to hear in it?", "A child was hurt.").pick("Who else looks after people…", "Ann Lee")
    one.press("Keep this, and tell who is invited")
    one.reads("Ann Lee has not answered yet.")

    one = user(ann).open(page)
    one.reads("See what an EHCP (education, health and care plan) says.")
    one.reads("Words on this page")
    one.press("Would you like somebody to be in touch afterwards?…").choose("A message").press("Keep my choice")
    one.reads("Nobody sees what you chose")
    one.press("A private word about this meeting").choose("Cy Chair").fill(
        "What would you like to say?", "It was loud."
    )
    one.press("Send it to this person alone")
    one.reads("Sent to Cy Chair")

    one = user(cy).open(f"{page}/privately").press("From Ann Lee…")
    one.fill("Your answer", "I take care of it.").press("Send the answer")
    one.reads("Answered. Ann Lee hears that there is an answer")
