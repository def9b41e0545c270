"""From an offer that is written to a question, its answer, and the yes of whoever asked: by keyboard alone, and axe
looks at each page."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import KeyboardUser
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EMPTY = "(you can leave this empty)"
ASKED = "Is it paid on the day?"


@pytest.mark.promise("S1-W4", "S3-R9")
def test_an_offer_is_written_asked_about_answered_and_accepted(data, user: Start) -> None:
    with data():
        space = factories.space("Riverside Forum", slug="riverside")
        olga, mo = factories.member(space, "Olga Organiser", role=Role.ORGANISER), factories.member(space, "Mo Member")
        page = f"/spaces/riverside/meetings/{factories.meeting(space, olga, 'Summer').id}"
        people = (olga.id, mo.id)
    reader = user(people[0])
    _writes_and_invites(reader.open(page))
    _asks(user(people[1]).open(page))
    _answers(user(people[0]).open(page))
    member = user(people[1]).open(f"{page}/offer")
    member.reads("On the day, in cash.")
    member.is_refused("Send what I say", "Choose what you say to the offer")
    member.choose("I accept it, and want no payment").press("Send what I say")
    member.reads("Accepted, without the payment")
    user(people[0]).open(f"{page}/offer/answers").reads("Accepted, without the payment")


def _writes_and_invites(olga: KeyboardUser) -> None:
    olga.press("Write what we ask and offer")
    olga.fill(f"Time to read before the meeting {EMPTY}", "soon")
    olga.is_refused("Keep what we ask and offer", "Write a length of time")
    olga.fill(f"Time to read before the meeting {EMPTY}", "half an hour")
    olga.fill(f"Payment or thanks {EMPTY}", "£20, to 20-00-44 and 12345678")
    olga.is_refused("Keep what we ask and offer", "we never keep bank details")
    olga.fill(f"Payment or thanks {EMPTY}", "£20").press("Keep what we ask and offer")
    olga.reads("2 hours and 30 minutes in all")
    olga.press("Invite people").choose("Everyone in this list").press("Send the invitations")
    olga.reads("2 people are invited.")


def _asks(mo: KeyboardUser) -> None:
    mo.press("Accept this offer, decline it, or ask about it").press("Ask a question about this offer")
    mo.is_refused("Send my question", "Write your question")
    mo.fill("What would you like to know?", ASKED).press("Send my question")
    mo.reads("Waiting for an answer")


def _answers(olga: KeyboardUser) -> None:
    olga.press("Answer what people asked").press(f"Answer: {ASKED}")
    olga.is_refused("Send the answer", "Choose where the answer is")
    olga.choose("Answered").fill("In your words", "On the day, in cash.")
    olga.press("Send the answer")
    olga.reads("Mo Member gets your answer by mail.")
