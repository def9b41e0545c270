"""Two people who change the same thing in the same hour: nobody's work is undone without their knowing it."""

import pytest

from tests import factories
from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision, Result
from workspace.roles import Role
from workspace.spaces.models import Space
from workspace.spaces.venues.models import Venue


@pytest.fixture
def two(data, visit):
    """Two organisers of one space, and the numbers of a meeting, an item, a decision and a venue."""
    with data():
        space = factories.space("Forum", slug="forum")
        people = [factories.member(space, name, role=Role.ORGANISER) for name in ("Olga", "Otto")]
        meeting = factories.meeting(space, people[0], "School buses", phone_in="01632 960111")
        held = factories.meeting(space, people[0], "Short breaks", state=MeetingState.HAPPENING)
        item = factories.item(meeting, "The letter", details="Read it before")
        decision = factories.decision(
            factories.item(held, "The page"), people[0], asked_for="A page", words="One page", reason="Short"
        )
        venue = factories.venue(space, "Library", toilets="On the left")
        numbers = {"meeting": meeting.id, "item": item.id, "decision": decision.id, "venue": venue.id, "held": held.id}
        ids = [person.id for person in people]
    return numbers, *(visit(number) for number in ids)


def kept(app, table, number):
    with app.app_context():
        return db.session.get_one(table, number)


def test_a_field_that_only_the_other_changed_stays_as_the_other_left_it(app, two):
    numbers, olga, otto = two
    address = f"/spaces/forum/meetings/{numbers['meeting']}/edit"
    one, other = olga.get(address), otto.get(address)
    olga.submit(one, "Keep these changes", phone_in="01632 960222")
    otto.submit(other, "Keep these changes", purpose="To write the letter")
    meeting = kept(app, Meeting, numbers["meeting"])
    assert (meeting.phone_in, meeting.purpose) == ("01632 960222", "To write the letter")


def test_a_field_that_both_changed_shows_both_words_and_keeps_nothing_before_they_were_read(app, two):
    numbers, olga, otto = two
    address = f"/spaces/forum/meetings/{numbers['meeting']}/agenda/{numbers['item']}"
    one, other = olga.get(address), otto.get(address)
    olga.submit(one, "Keep these changes", details="Bring a pen")
    refused = otto.submit(other, "Keep these changes", status=422, details="Bring a cup", title="The long letter")
    assert "Somebody changed this meanwhile. Now it says: “Bring a pen”" in refused.error_of("details")
    assert "".join(refused.find("details").itertext()).strip() == "Bring a cup"
    assert kept(app, AgendaItem, numbers["item"]).details == "Bring a pen"
    otto.submit(refused, "Keep these changes")
    item = kept(app, AgendaItem, numbers["item"])
    assert (item.title, item.details) == ("The long letter", "Bring a cup")


def test_a_new_wording_of_a_decision_outlives_a_view_that_is_added_from_an_older_page(app, two):
    numbers, olga, otto = two
    address = f"/spaces/forum/meetings/{numbers['held']}/decisions/{numbers['decision']}"
    one, other = olga.get(address), otto.get(address)
    olga.submit(one, "Save the changes", words="Two pages")
    otto.submit(other, "Save the changes", different_views="Otto: one is enough", result=Result.AGREED.value)
    decision = kept(app, Decision, numbers["decision"])
    assert (decision.words, decision.different_views) == ("Two pages", "Otto: one is enough")


def test_settings_and_a_venue_keep_what_two_people_changed_in_different_places(app, two):
    numbers, olga, otto = two
    one, other = olga.get("/spaces/forum/settings"), otto.get("/spaces/forum/settings")
    olga.submit(one, "Keep these settings", contact_phone="01632 960009")
    otto.submit(other, "Keep these settings", purpose="Buses for all")
    with app.app_context():
        space = db.session.query(Space).filter_by(slug="forum").one()
        assert (space.contact_phone, space.purpose) == ("01632 960009", "Buses for all")
    address = f"/spaces/forum/venues/{numbers['venue']}/edit"
    one, other = olga.get(address), otto.get(address)
    olga.submit(one, "Keep these changes", parking="Behind the house")
    otto.submit(other, "Keep these changes", toilets="On the right")
    venue = kept(app, Venue, numbers["venue"])
    assert (venue.parking, venue.toilets) == ("Behind the house", "On the right")


def test_the_same_words_typed_by_both_are_no_conflict_and_a_broken_mark_harms_nothing(app, two):
    numbers, olga, otto = two
    address = f"/spaces/forum/meetings/{numbers['meeting']}/agenda/{numbers['item']}"
    one, other = olga.get(address), otto.get(address)
    olga.submit(one, "Keep these changes", details="Bring a pen")
    otto.submit(other, "Keep these changes", details="Bring a pen")
    page = otto.get(address)
    otto.submit(page, "Keep these changes", details="Bring two pens", as_it_was="{nonsense")
    assert kept(app, AgendaItem, numbers["item"]).details == "Bring two pens"
