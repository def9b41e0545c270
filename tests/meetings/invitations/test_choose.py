"""Choosing whom to invite where people are too many for one list."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import factories
from tests.support.queries import counted
from tests.support.visitor import fold
from workspace import db
from workspace.meetings.invitations import views
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.people.models import Person
from workspace.spaces import queries as spaces
from workspace.spaces.models import Space


@pytest.fixture(autouse=True)
def few_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_IN_A_LIST", 3)


@pytest.fixture
def people(data, forum) -> str:
    """The page on which people are chosen: there was a meeting before, with Ann."""
    with data():
        space, olga = db.session.get_one(Space, forum.space), db.session.get_one(Person, forum.olga)
        last = factories.meeting(space, olga, starts_at=db.now() - timedelta(days=30))
        factories.invitation(last, db.session.get_one(Person, forum.ann))
    return f"{forum.invite}/people"


def offered(page) -> dict[str, bool]:
    """Return who can be ticked on the page, and whether they are."""
    labels = {label.get("for"): fold("".join(next(label.iter("b")).itertext())) for label in page.root.iter("label")
              if list(label.iter("b"))}  # fmt: skip
    boxes = [box for box in page.root.iter("input") if box.get("name") == "members"]
    return {labels[box.get("id")]: box.get("checked") is not None for box in boxes}


def test_a_list_that_is_too_long_is_not_shown_and_leads_to_those_who_are_likely(app, visit, forum, people):
    olga = visit(forum.olga)
    page = olga.get(forum.invite)
    assert offered(page) == {}
    assert "4 people of the group are not invited yet." in page.text
    likely = olga.get(page.links()["Choose people of the group"])
    assert offered(likely) == {"Ann Lee": False, "Olga Organiser": False}


def test_whoever_is_ticked_stays_ticked_while_others_are_found_and_is_then_invited(app, visit, forum, people):
    olga = visit(forum.olga)
    page = olga.get(f"{people}?members={forum.ann}&words=officer")
    assert offered(page) == {"Ann Lee": True, "Cy Officer": False}
    assert "1 person chosen so far" in page.text
    page = olga.get(f"{people}?members={forum.ann}&members={forum.cy}&words=nobody+at+all")
    assert offered(page) == {"Ann Lee": True, "Cy Officer": True}
    assert "Nobody matches." in page.text
    page = olga.get(f"{forum.invite}?members={forum.ann}&members={forum.cy}&words=nobody+at+all")
    assert offered(page) == {"Ann Lee": True, "Cy Officer": True}
    assert f"members={forum.ann}&members={forum.cy}" in page.links()["Choose more people"]
    page = olga.submit(page, "Send the invitations")
    assert "2 people are invited." in page.text
    with app.app_context():
        assert set(db.session.scalars(select(Invitation.person_id).where(Invitation.meeting_id == forum.meeting))) == {
            forum.ann, forum.cy,
        }  # fmt: skip


def test_everybody_is_shown_by_name_page_by_page(app, visit, forum, people, monkeypatch):
    monkeypatch.setattr(spaces, "PAGE", 2)
    olga = visit(forum.olga)
    page = olga.get(f"{people}?of=everybody&members={forum.cy}")
    assert offered(page) == {"Cy Officer": True, "Ann Lee": False, "Ben Post": False}
    assert "Page 1 of 2" in page.text
    assert offered(olga.get(f"{people}?of=everybody&page=2&members={forum.ann}")) == {
        "Ann Lee": True, "Cy Officer": False, "Olga Organiser": False,
    }  # fmt: skip


def test_all_of_a_large_group_are_still_one_tick_and_an_error_does_not_list_them(app, visit, forum, people):
    olga = visit(forum.olga)
    page = olga.submit(
        olga.get(forum.invite), "Send the invitations", status=422, everyone="y", guest_email="a@example.org"
    )
    assert "Write the name of your guest" in page.text
    assert offered(page) == {}
    page = olga.submit(olga.get(forum.invite), "Send the invitations", everyone="y")
    assert "4 people are invited." in page.text


def test_numbers_that_are_nobody_or_somebody_of_another_group_choose_nobody(app, visit, data, forum, people):
    with data():
        other = factories.member(factories.space("Other"), "Ola Other").id
    olga = visit(forum.olga)
    for address in (people, forum.invite):
        page = olga.get(f"{address}?members={other}&members=x&members={'9' * 40}&members=-1&page=0&of=nonsense")
        assert not any(offered(page).values())
        assert "Ola Other" not in page.text
    olga.submit(olga.get(forum.invite), "Send the invitations", status=422)
    with app.app_context():
        assert not db.session.scalar(
            select(func.count(Invitation.id)).where(Invitation.meeting_id == forum.meeting)
        )  # fmt: skip


def test_only_organisers_choose_and_only_for_meetings_of_their_group(app, visit, data, forum, people):
    visit(forum.ann).get(people, status=403)
    assert visit().get(people, status=303).location.startswith("/sign-in")
    with data():
        other = factories.space("Other", slug="other")
        meeting = factories.meeting(other, factories.member(other, "Ola Other")).id
    visit(forum.olga).get(f"/spaces/forum/meetings/{meeting}/invite/people", status=404)


def test_the_pages_ask_as_much_of_the_database_for_many_as_for_few(app, visit, data, forum, people):
    olga, addresses = visit(forum.olga), (forum.invite, people, f"{people}?of=everybody&words=a")
    before = [_count(olga, address) for address in addresses]
    with data():
        space, meeting = db.session.get_one(Space, forum.space), db.session.get_one(Meeting, forum.meeting)
        assert meeting
        for number in range(60):
            factories.member(space, f"Ada {number}")
    assert [_count(olga, address) for address in addresses] == before
    assert max(before) <= 8
    assert max(len(olga.get(address).html) for address in addresses) < 40_000


def _count(visitor, address) -> int:
    with counted() as statements:
        visitor.get(address)
    return len(statements)
