"""What members can offer: in their own words, never required, seen by organisers alone, and removable."""

import pytest
from sqlalchemy import select

from tests import factories
from workspace import audit, db
from workspace.meetings.models import Meeting
from workspace.roles import Role
from workspace.spaces.models import Membership

PAGE, KEEP = "/spaces/forum/what-i-offer", "Keep what I offer"
LINES = "Speaks Urdu\nKnows the hospital at night"


@pytest.fixture
def forum(data):
    with data():
        space = factories.space("Forum", slug="forum")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        mo, nora = factories.member(space, "Mo Member"), factories.member(space, "Nora Notes", role=Role.NOTE_TAKER)
        factories.meeting(space, olga, "Buses")
        otto = factories.member(factories.space("Other"), "Otto Other", role=Role.ORGANISER)
        return {"olga": olga.id, "mo": mo.id, "nora": nora.id, "otto": otto.id}


@pytest.fixture
def invite(app, forum):
    with app.app_context():
        return f"/spaces/forum/meetings/{db.session.scalars(select(Meeting.id)).one()}/invite"


@pytest.mark.promise("S4-20")
def test_a_member_says_what_they_offer_and_organisers_see_it_when_they_invite(visit, forum, invite):
    mo, olga = visit(forum["mo"]), visit(forum["olga"])
    page = mo.get(
        mo.get(f"/spaces/forum/people/{forum['mo']}").links()["Say what you can offer the group, if you like"]
    )
    assert "You need not write anything here" in page.text
    page = mo.submit(page, KEEP, skills=f"{LINES}\n\n")
    assert "What you offer is kept." in page.text
    assert "Knows the hospital at night" in page.text
    assert "Parent carer. Can offer: Speaks Urdu and Knows the hospital at night." in olga.get(invite).text
    assert "Speaks Urdu" in olga.get(f"/spaces/forum/people/{forum['mo']}").text


@pytest.mark.promise("S4-20")
def test_it_is_never_required_and_goes_when_its_owner_empties_it(app, visit, forum, invite):
    mo, olga = visit(forum["mo"]), visit(forum["olga"])
    assert "Can offer" not in olga.get(invite).text
    mo.submit(mo.get(PAGE), KEEP, skills=LINES)
    page = mo.submit(mo.get(PAGE), KEEP, skills="")
    assert "Nothing is kept of what you can offer." in page.text
    assert "Can offer" not in olga.get(invite).text
    olga.submit(olga.get(invite), "Send the invitations", members=[str(forum["mo"])])
    with app.app_context():
        assert not any(db.session.scalars(select(Membership.skills)))
        assert "Urdu" not in str(db.session.scalars(select(audit.AuditEvent.changes)).all())


def test_other_members_do_not_see_it_and_nobody_writes_it_for_them(visit, forum):
    mo, nora = visit(forum["mo"]), visit(forum["nora"])
    mo.submit(mo.get(PAGE), KEEP, skills=LINES)
    assert "Urdu" not in nora.get(f"/spaces/forum/people/{forum['mo']}").text
    assert "Urdu" not in nora.get("/spaces/forum/people").text
    assert "Urdu" not in nora.get(PAGE).text
    visit(forum["otto"]).get(PAGE, status=404)
    assert visit().get(PAGE, status=303).location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("skills", "words"),
    [
        ("w" * 101, "Write at most 100 letters on a line"),
        ("Draws\nDraws", "The same is on a line above"),
        ("\n".join(f"Thing {number}" for number in range(11)), "Write at most 10 lines"),
    ],
)
def test_what_is_too_much_is_said_and_nothing_is_lost(visit, forum, skills, words):
    mo = visit(forum["mo"])
    page = mo.submit(mo.get(PAGE), KEEP, status=422, skills=skills)
    assert words in page.error_of("skills")
    assert page.find("skills").text.strip() == skills
