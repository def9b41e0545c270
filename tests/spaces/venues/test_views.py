"""Venues: what is known and not known of a place, who looked, and choosing it for a meeting."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import audit, db, mail
from workspace.audit import Event
from workspace.mail import Message
from workspace.meetings.calendar import calendar_file
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting_to_tell
from workspace.people.models import Person
from workspace.spaces.models import Space
from workspace.spaces.venues.models import FACILITIES, Venue, VenuePhoto
from workspace.uploads.models import Upload


@pytest.fixture
def kept(app, forum):
    """`kept()` gives the venue as it is now."""

    def find() -> Venue:
        with app.app_context():
            return db.session.get_one(Venue, forum["venue"])

    return find


# --- the page ------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S3-R7")
def test_everything_that_matters_of_a_place_is_said_and_what_nobody_knows_is_said_to_be_not_known(visit, forum):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get("/spaces/forum/venues/new"), "Keep this place", name="The Shed", hearing_loop="In room 2."
    )
    assert page.h1 == "The Shed"
    assert "The Shed is kept. What is left empty is shown as not known" in page.text
    facts = page.facts()
    assert facts["Hearing loop"] == "In room 2."
    names = ("Step-free way in", "Doors and lift", "Toilets", "Accessible toilet", "Changing Places toilet", "Parking")
    for name in (*names, "Buses and trains", "Quiet room", "Light and noise", "Address", "Phone of the building"):
        assert facts[name] == "Not known"
    assert page.text.count("Not known") == len(FACILITIES) - 1 + 3
    assert "Not checked yet" in page.text
    assert "Ask us before you come if you rely on something here" in page.text


def test_a_place_needs_a_name_and_nothing_typed_is_lost(visit, forum):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get("/spaces/forum/venues/new"), "Keep this place", status=422, toilets="Two.")
    assert page.error_of("name") == "Write what the place is called"
    assert page.find("toilets").text.strip() == "Two."


def test_a_place_is_changed_and_the_record_says_what(app, visit, forum, address, kept):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"{address}/edit"), "Keep these changes", parking="Six places.", phone="01632 960 140")
    assert page.facts()["Parking"] == "Six places."
    assert kept().step_free == "A ramp on the left."
    with app.app_context():
        row = db.session.scalars(select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
    assert (row.event, row.changes) == (Event.VENUE_CHANGED, {"fields": ["phone", "parking"]})


@pytest.mark.parametrize("who", ["mo", "gus"])
def test_members_and_guests_of_a_meeting_there_read_it_and_change_nothing(visit, forum, address, who):
    visitor = visit(forum[who])
    page = visitor.get(address)
    assert "A ramp on the left." in page.text
    assert "Change what is said here" not in page.text
    for part in ("edit", "check", "photos"):
        visitor.get(f"{address}/{part}", status=403)


def test_a_guest_reads_the_place_of_their_meeting_and_no_other(visit, forum):
    gus = visit(forum["gus"])
    gus.get(f"/spaces/forum/venues/{forum['empty']}", status=403)
    gus.get("/spaces/forum/venues", status=403)


def test_other_spaces_and_strangers_see_nothing_of_it(visit, forum, address):
    otto = visit(forum["otto"])
    otto.get(address, status=403)
    otto.get(f"/spaces/other/venues/{forum['venue']}", status=404)
    assert visit().get(address, status=303).location.startswith("/sign-in")


def test_the_list_needs_the_same_queries_for_one_place_and_for_many(visit, data, forum):
    mo = visit(forum["mo"])
    with counted() as few:
        page = mo.get("/spaces/forum/venues")
    assert "Mill Street Library" in page.links()
    with data():
        space = db.session.get_one(Space, forum["space"])
        for number in range(5):
            factories.photo(factories.venue(space, f"Hall {number}", checked_by=f"{{person:{forum['mo']}}}"))
    with counted() as many:
        mo.get("/spaces/forum/venues")
    assert len(few) == len(many)


def test_the_page_needs_the_same_queries_for_one_photo_and_for_many(visit, data, forum, address):
    mo = visit(forum["mo"])
    counts = []
    for _ in range(2):
        with data():
            for number in range(2):
                factories.photo(db.session.get_one(Venue, forum["venue"]), alt=f"A door {number}")
        with counted() as statements:
            mo.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert not any("upload_part" in statement for statement in statements)


# --- who looked ----------------------------------------------------------------------------------------------------


@pytest.mark.promise("S3-R7")
def test_it_is_said_who_looked_and_when_by_the_name_that_they_have_today(visit, data, forum, address):
    olga = visit(forum["olga"])
    page = olga.get(f"{address}/check")
    assert page.find("by").get("value") == "Olga Organiser"
    page = olga.submit(page, "Keep who looked", by="Mo Member and her sister", on="3 May 2026")
    assert "Checked by Mo Member and her sister, 3 May 2026" in page.text
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Morgan Member"
    assert "Checked by Morgan Member and her sister" in olga.get(address).text


def test_after_a_year_the_page_warns_gently(visit, data, forum, address):
    with data():
        venue = db.session.get_one(Venue, forum["venue"])
        venue.checked_by, venue.checked_on = "Gwen", today() - timedelta(days=365)
    mo = visit(forum["mo"])
    assert "More than a year ago" not in mo.get(address).text
    with data():
        db.session.get_one(Venue, forum["venue"]).checked_on = today() - timedelta(days=366)
    assert "More than a year ago" in mo.get(address).text
    assert "It is more than a year since somebody looked." in mo.get(address).text
    assert "More than a year ago" in mo.get("/spaces/forum/venues").text


def test_nobody_looked_tomorrow_or_before_the_last_look(visit, forum, address):
    olga = visit(forum["olga"])
    tomorrow = db.now() + timedelta(days=2)
    page = olga.submit(olga.get(f"{address}/check"), "Keep who looked", status=422, on=f"{tomorrow:%d %B %Y}")
    assert page.error_of("on") == "That day is still to come. Write the day on which somebody looked"
    olga.submit(olga.get(f"{address}/check"), "Keep who looked", on="3 May 2026")
    page = olga.submit(olga.get(f"{address}/check"), "Keep who looked", status=422, on="2 May 2026")
    assert page.error_of("on") == "Somebody looked later than that already: on Sunday 3 May 2026"
    page = olga.submit(olga.get(f"{address}/check"), "Keep who looked", status=422, by="", on="soon")
    assert page.error_of("by") == "Write who looked at the place"
    assert "could not read “soon”" in page.error_of("on")


# --- out of use, and deleted ---------------------------------------------------------------------------------------


def test_a_place_in_use_cannot_be_deleted_and_goes_out_of_use_instead(visit, forum, address, kept):
    olga = visit(forum["olga"])
    page = olga.get(f"{address}/edit")
    assert "1 meeting is or was here, so this place cannot be deleted." in page.text
    assert "Delete this place" not in page.text
    fields = {"csrf_token": page.form("form").find("input").get("value"), "once": "a key"}
    page = olga.post(f"{address}/remove", fields, status=422)
    assert "A meeting is or was at this place, so it cannot be deleted" in page.text
    page = olga.submit(olga.get(f"{address}/edit"), "Take it out of use")
    assert "Out of use" in page.text
    assert kept().retired_at is not None
    assert "Mill Street Library" not in olga.get("/spaces/forum/meetings/new").text
    here = olga.get(f"/spaces/forum/meetings/{forum['meeting']}/edit")
    assert "Mill Street Library" in here.text, "the meeting that is there may stay there"
    assert "Mill Street Library" in olga.get(f"/spaces/forum/meetings/{forum['meeting']}").text
    assert "is in use again" in olga.submit(olga.get(f"{address}/edit"), "Take it into use again").text
    assert kept().retired_at is None


def test_a_place_that_was_never_used_is_deleted_with_its_photos(app, visit, data, forum):
    with data():
        factories.photo(db.session.get_one(Venue, forum["empty"]))
        factories.photo(db.session.get_one(Venue, forum["venue"]))
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"/spaces/forum/venues/{forum['empty']}/edit"), "Delete this place")
    assert "Empty Hall is deleted" in page.text
    assert "Empty Hall" not in page.links()
    with app.app_context():
        for table in (VenuePhoto, Upload):
            assert db.session.scalar(select(func.count()).select_from(table)) == 1
        assert audit.first_broken() is None


# --- at meetings ---------------------------------------------------------------------------------------------------


def test_a_meeting_is_planned_at_a_place_of_the_list(app, visit, forum):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get("/spaces/forum/meetings/new"), "Plan this meeting",
        title="Trains", when="3 June 2037, 10am to 12", venue=str(forum["venue"]), place="Room 2",
    )  # fmt: skip
    assert "Room 2, Mill Street Library, 2 Mill Street, Leeds" in page.text
    assert page.facts()["Way in"] == "A ramp on the left."
    assert page.links()["About this place, and how to find it"] == f"/spaces/forum/venues/{forum['venue']}"
    assert "Room 2, Mill Street Library" in olga.get("/spaces/forum/meetings").text


def test_a_way_in_that_was_written_for_the_meeting_goes_before_that_of_the_place(visit, data, forum):
    with data():
        db.session.get_one(Meeting, forum["meeting"]).way_in = "By the back door, as the ramp is being mended."
    page = visit(forum["gus"]).get(f"/spaces/forum/meetings/{forum['meeting']}")
    assert page.facts()["Way in"] == "By the back door, as the ramp is being mended."


def test_a_place_of_another_space_cannot_be_chosen(visit, data, forum):
    with data():
        other = db.session.scalar(select(Space).where(Space.slug == "other"))
        theirs = factories.venue(other, "Theirs").id
    olga = visit(forum["olga"])
    page = olga.get("/spaces/forum/meetings/new")
    assert "Theirs" not in page.text
    facts = {"title": "Trains", "when": "3 June 2037, 10am to 12", "venue": str(theirs)}
    page = olga.submit(page, "Plan this meeting", status=422, **facts)
    assert page.has("venue-error")


def test_the_calendar_and_the_invitation_lead_to_the_page_of_the_place(app, forum):
    from workspace.meetings.invitations.service import invitation

    with app.app_context():
        meeting = meeting_to_tell(forum["meeting"])
        entry = calendar_file(meeting, "en").decode().replace("\r\n ", "").replace("\\,", ",")
        letter = invitation(forum["gus"], meeting.id, forum["olga"])
    for text in (entry, letter.text):
        assert "Mill Street Library, 2 Mill Street, Leeds" in text
        assert "A ramp on the left." in text
        assert f"/spaces/forum/venues/{forum['venue']}" in text


def test_everybody_is_told_when_the_place_changes(app, visit, data, forum):
    with data():
        db.session.get_one(Venue, forum["empty"]).step_free = "All on one floor."
    olga = visit(forum["olga"])
    page = olga.get(f"/spaces/forum/meetings/{forum['meeting']}/edit")
    assert page.find("venue").find("option[@selected]").get("value") == str(forum["venue"])
    with data():
        db.session.scalars(select(Invitation)).one().invited_at = db.now()
    olga.submit(page, "Keep these changes", venue=str(forum["empty"]))
    with app.app_context():
        letter = mail.letter_of(db.session.scalars(select(Message).where(Message.template == "meeting_changed")).one())
    assert "The place is now: Empty Hall" in letter.text
    assert "The way in is now: All on one floor." in letter.text
    assert f"/spaces/forum/venues/{forum['empty']}" in letter.text


def test_the_page_of_a_meeting_says_what_each_way_of_joining_needs(visit, data, forum):
    olga = visit(forum["olga"])
    here = f"/spaces/forum/meetings/{forum['meeting']}"
    page = olga.submit(
        olga.get(f"{here}/edit"), "Keep these changes", online_link="https://meet.example.org/a",
        phone_in="01632 960 001", to_join="A phone is enough.",
    )  # fmt: skip
    for facts in (page.facts(), visit(forum["gus"]).get(f"{here}/reply").facts()):
        assert facts["In person"].startswith("Mill Street Library, 2 Mill Street, Leeds")
        assert facts["Online"].endswith("https://meet.example.org/a")
        assert facts["By phone"] == "01632 960 001"
        assert facts["What you need online or by phone"] == "A phone is enough."
