"""Letters with slips, and the list of calls: the same for people whom no mail reaches."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.invitations.models import Answer, Invitation, InvitationNeed, Part
from workspace.meetings.models import Meeting, WhoDecides
from workspace.people.models import Format, Person, ReachBy
from workspace.people.needs.models import NeedKind
from workspace.spaces.dates.models import BankHolidays
from workspace.spaces.models import Nation, Space

LIST = "/spaces/forum/meetings"
POST = {"email": None, "reach_by": ReachBy.POST}


@pytest.fixture
def sent(data, forum, add_meeting) -> str:
    """The address of a meeting to which somebody is invited in each way."""
    number = add_meeting(invited=("mo",), place="Larch Room", way_in="The blue door.", phone_in="01632 960177")
    with data():
        space, meeting = db.session.get_one(Space, forum["space"]), db.session.get_one(Meeting, number)
        space.contact_post = "Forum, 3 Quay Street, Northtown"
        factories.item(meeting, "Tea", kind=ItemKind.BREAK, minutes=15)
        people = {
            "edna": factories.person(
                "Edna Post", post_address="1 High Street\nNorthtown", formats=[Format.LARGE_PRINT], **POST
            ),
            "ceri": factories.person("Ceri Post", post_address="2 Low Street", language="cy", **POST),
            "no": factories.person("Norman No", post_address="9 Far Street", **POST),
            "ring": factories.person("Rita Ring", email=None, phone="01632 960444", good_times="Mornings"),
            "text": factories.person("Tess Text", phone="07700 900123", reach_by=ReachBy.TEXT, say_name="TESS"),
            "guest": factories.person("Gwyn Guest", post_address="7 Secret Street", **POST),
        }
        for name, person in people.items():
            answer = Answer.APOLOGIES if name == "no" else None
            factories.invitation(meeting, person, as_guest=name == "guest", answer=answer)
            factories.member(factories.space("Another") if name == "guest" else space, who=person)
        forum.update({name: person.id for name, person in people.items()})
    return f"{LIST}/{number}"


def test_each_letter_says_all_that_the_mail_says_and_ends_with_a_slip(visit, forum, sent):
    page = visit(forum["olga"]).get(f"{sent}/letters")
    letter = page.find(f"letter-{forum['edna']}")
    words = " ".join("".join(letter.itertext()).split())
    for said in (
        "Edna Post1 High StreetNorthtown",
        "Monday 4 January 2027",
        "Edna Post, can you come to “Buses” on Thursday 3 June?",
        "Robin Contact, 01632 960001",
        "Larch Room",
        "The blue door.",
        "10am to 10:15am: Tea",
        "What letters say.",
        "The law.",
        "Edna Post: “Buses”, Thursday 3 June 2027, 10am to 12pm",
        "☐ Yes, in person",
        "☐ Yes, by phone",
        "☐ No, not this time",
        "Send this slip to:Forum, 3 Quay Street, Northtown",
        "Or ring Robin Contact on 01632 960001.",
    ):
        assert said in words
    assert "online" not in words
    assert "large" in letter.get("class", "")


def test_a_letter_is_in_its_reader_s_language_and_nobody_else_s_address_is_in_it(visit, forum, sent):
    page = visit(forum["olga"]).get(f"{sent}/letters")
    ceri = page.find(f"letter-{forum['ceri']}")
    words = "".join(ceri.itertext())
    assert (ceri.get("lang"), page.find(f"letter-{forum['edna']}").get("lang")) == ("cy", "en-GB")
    assert "Eich ateb" in words
    assert "High Street" not in words
    assert "large" not in ceri.get("class", "")
    assert "Print this page" in page.text, "the page itself stays in the organiser's language"


def test_a_guest_s_address_from_another_group_is_not_printed(visit, forum, sent):
    page = visit(forum["olga"]).get(f"{sent}/letters")
    assert page.has(f"letter-{forum['guest']}")
    assert "7 Secret Street" not in page.text


def test_whoever_said_no_or_has_mail_gets_no_letter_and_one_letter_can_be_printed_alone(visit, forum, sent):
    olga = visit(forum["olga"])
    page = olga.get(f"{sent}/letters")
    assert "3 letters." in page.text
    assert not any(page.has(f"letter-{forum[name]}") for name in ("no", "mo", "ring", "text"))
    alone = olga.get(f"{sent}/letters{page.links()['Only the letter to Edna Post']}")
    assert alone.has(f"letter-{forum['edna']}")
    assert not alone.has(f"letter-{forum['ceri']}")


def test_the_list_of_calls_says_whom_when_and_what_and_takes_the_answer(visit, forum, sent):
    olga = visit(forum["olga"])
    page = olga.get(olga.get(f"{sent}/invite").links()["List of calls and texts"])
    for words in ("“Buses” is on Thursday 3 June 2027", "Rita Ring", "01632 960444", "Mornings", "Tess Text", "TESS"):
        assert words in page.text
    assert "Edna" not in page.text
    reply = olga.get(page.links()["Write down their answer: Rita Ring"])
    olga.submit(reply, "Keep this answer", answer="phone", name_in_notes="yes")
    assert "By phone" in olga.get(f"{sent}/calls").text


def test_where_everybody_has_mail_the_pages_say_who_would_be_there(visit, forum, add_meeting):
    address, olga = f"{LIST}/{add_meeting(invited=('mo',))}", visit(forum["olga"])
    assert "Nobody who may come to this meeting gets a letter." in olga.get(f"{address}/letters").text
    assert "Nobody who may come to this meeting needs a call" in olga.get(f"{address}/calls").text


def test_only_organisers_see_addresses_and_numbers(visit, forum, sent):
    for name in ("nora", "mo", "otto"):
        for page in ("letters", "calls"):
            visit(forum[name]).get(f"{sent}/{page}", status=403)
    visit(forum["otto"]).get(f"{sent.replace('forum', 'other')}/letters", status=404)


def test_letters_take_as_many_queries_for_one_as_for_many(data, visit, forum, sent):
    olga = visit(forum["olga"])
    with counted() as few:
        olga.get(f"{sent}/letters")
    with data():
        meeting = db.session.query(Meeting).one()
        for number in range(3):
            factories.invitation(meeting, factories.person(f"More {number}", **POST))
    with counted() as many:
        olga.get(f"{sent}/letters")
    assert len(few) == len(many) <= 7


def test_who_comes_to_help_gets_the_same_letter_and_reads_how_they_come_and_who_decides(data, visit, forum, sent):
    with data():
        meeting = db.session.scalars(select(Meeting)).one()
        meeting.who_decides = WhoDecides.LAST_WORD
        place = factories.invitation(meeting, factories.person("Sam Support", **POST), as_guest=True)
        place.part, place.helps_id = Part.SUPPORTER, forum["edna"]
        helper = place.person_id
    page = visit(forum["olga"]).get(f"{sent}/letters")
    letters = {who: " ".join("".join(page.find(f"letter-{who}").itertext()).split()) for who in (helper, forum["edna"])}
    assert "You come as: Supporter of Edna Post. You get what everybody gets." in letters[helper]
    assert "You come as" not in letters[forum["edna"]]
    for words in letters.values():
        assert "Who decides: Members shape it, and those responsible have the last word." in words
        assert "We shape this together" in words
        assert "We decide this together" not in words
        assert "☐ Yes, in person" in words


def test_letters_and_the_page_leave_bank_holidays_out_of_the_promise_of_notes(data, visit, forum, sent):
    promised = "within 10 working days, by Thursday 17 June 2027."
    for page in ("letters", "joining"):
        assert promised in visit(forum["olga"]).get(f"{sent}/{page}").text
    with data():
        one = {"nation": Nation.ENGLAND, "days": {"2027-06-07": "A day of rest"}, "read_at": db.now()}
        factories._saved(BankHolidays(**one))
    for page in ("letters", "joining"):
        assert promised.replace("Thursday 17", "Friday 18") in visit(forum["olga"]).get(f"{sent}/{page}").text


@pytest.mark.promise("S3-R7", "S0-9")
def test_a_letter_holds_the_place_in_words_and_how_far_the_person_s_own_needs_are(app, data, visit, forum, sent):
    with data():
        meeting, ceri = db.session.get_one(Meeting, int(sent.split("/")[-1])), db.session.get_one(Person, forum["ceri"])
        facts = {
            "toilets": "On each floor.",
            "parking": "Ten bays.",
            "transport": "Bus 4.",
            "find_it": "Past the mill.",
        }
        meeting.venue_id = factories.venue(db.session.get_one(Space, forum["space"]), "Mill Hall", **facts).id
        for who, kind in (("edna", NeedKind.HEARING_LOOP), ("ceri", NeedKind.BSL)):
            place = db.session.scalars(select(Invitation).where(Invitation.person_id == forum[who])).one()
            place.answer, place.answered_at = Answer.IN_PERSON, db.now()
            need = InvitationNeed(space_id=meeting.space_id, invitation_id=place.id, kind=kind)
            db.session.add(need)
        assert ceri.language == "cy"
    page = visit(forum["olga"]).get(f"{sent}/letters")
    edna, ceri = (" ".join("".join(page.find(f"letter-{forum[who]}").itertext()).split()) for who in ("edna", "ceri"))
    for said in ("On each floor.", "Ten bays.", "Bus 4.", "Past the mill."):
        assert said in edna
        assert said in ceri
    assert "What we arrange for you A hearing loop: Nobody sees to it yet" in edna
    assert "hearing loop" not in ceri.lower(), "the needs of each stand in their own letter"
    with app.app_context():
        looks = db.session.scalars(select(AuditEvent.subject_id).where(AuditEvent.event == Event.NEEDS_SEEN)).all()
        assert set(looks) == {forum["edna"], forum["ceri"]}


@pytest.mark.promise("S0-14")
def test_a_guest_without_e_mail_is_reached_by_what_the_organiser_wrote_down(visit, forum, sent):
    olga = visit(forum["olga"])
    invite = olga.get(f"{sent}/invite")
    refused = olga.submit(invite, "Send the invitations", status=422, guest_phone="01632 960 777")
    assert refused.error_of("guest_name") == "Write the name of your guest"
    olga.submit(invite, "Send the invitations", guest_name="Dai Driver", guest_phone="01632 960 777")
    olga.submit(olga.get(f"{sent}/invite"), "Send the invitations", guest_name="Una Baker", guest_post="8 Mill Lane")
    helper = olga.get(f"{sent}/invite/helper")
    helper = olga.submit(helper, "Send the invitation", status=422, part="interpreter", guest_post="9 Mill Lane")
    assert helper.error_of("guest_name")
    urdu = {"guest_name": "Ida Words", "interprets": "Urdu"}
    olga.submit(helper, "Send the invitation", part="interpreter", **urdu)
    page = olga.get(f"{sent}/involve")
    page = olga.submit(
        page, "Write them down", who="Bus drivers", kind="group", involvement="co_design", why="They know"
    )
    page = olga.get(page.links()["Invite: Bus drivers"])
    olga.submit(page, "Send the invitation", guest_name="Bo Buss", guest_phone="01632 960 779")
    calls = olga.get(f"{sent}/calls").text
    for line in ("Dai Driver By phone 01632 960 777", "Bo Buss By phone 01632 960 779"):
        assert line in calls
    letters = olga.get(f"{sent}/letters").text
    assert "8 Mill Lane" in letters
    assert "9 Mill Lane" in letters, "an interpreter’s, typed before the name was missed"
    assert "7 Secret Street" not in letters
