"""Who and what a consultation has missed becomes an action, which its page shows from then on."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.visitor import Visitor
from workspace import db
from workspace.actions.models import ActionState, Task
from workspace.charters.consulting import service
from workspace.errors import DomainError
from workspace.meetings.closing.models import MissedKind
from workspace.roles import Role

WHAT = "Reach those we have missed: Fathers, says Mo Member"
PRESS = "Make it an action: Fathers, says Mo Member"


@pytest.mark.promise("S1-V7")
def test_what_was_missed_becomes_an_action_once_and_its_state_is_shown_to_the_group(app, data, visit):
    with data():
        space = factories.space("Forum", slug="forum")
        part = factories.charter_part(space, "We will listen.")
        asked = factories.consultation(part, is_public=True)
        people = [factories.member(space, "Olga Organiser", role=Role.ORGANISER), factories.member(space, "Mo Member")]
        numbers = [one.id for one in people]
        with pytest.raises(DomainError, match="People are still asked"):
            service.follow_up(asked, MissedKind.WHO, actor=people[0])
    olga, mo = map(visit, numbers)
    at = "/spaces/forum/charters/1/consultation/1"
    missed = {
        "missed_who": "Fathers,\nsays Mo Member",
        "who_said": "Ann",
        "missed_what": "Nothing.",
        "what_said": "Ann",
    }
    page = olga.submit(olga.get(f"{at}/close"), "Close it", **missed)
    assert page.text.count("Make it an action") == 1, "nothing was missed beside who"
    assert "Make it an action" not in mo.get(f"{at}/said").text
    other = olga.get(f"{at}/said")
    for answer, words in (("what", "Nothing was missed here"), ("", "Choose what becomes an action")):
        assert words in olga.submit(olga.get(f"{at}/said"), PRESS, answer=answer).text
    assert "It is an action now. Nobody has it yet" in olga.submit(page, PRESS).text
    assert "It is an action already" in olga.submit(other, PRESS).text
    page = mo.get(f"{at}/said")
    assert f"It is an action: {WHAT} To do" in page.text
    task = mo.get(page.links()[WHAT])
    assert task.h1 == WHAT
    assert "Our promises" in task.text
    assert "It is an action" not in Visitor(app).get(f"{at}/said").text, "who is no member reads no action"
    with app.app_context():
        found = db.session.scalars(select(Task).where(Task.space_id == 1)).one()
        assert found.needs_somebody
        found.state = ActionState.DOING
        db.session.commit()
    assert f"{WHAT} Doing" in mo.get(f"{at}/said").text
