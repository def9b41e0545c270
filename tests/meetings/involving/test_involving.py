"""Who needs to be involved: asked early, kept with its day, and invited in one press."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.involving.models import Wanted, WantedKind
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person

LIST = "/spaces/forum/meetings"
WRITE, SEND = "Write them down", "Send the invitation"
DRIVERS = {"who": "The bus drivers", "kind": "group", "involvement": "co_design", "why": "They know the stops."}


@pytest.fixture
def meeting(add_meeting) -> int:
    return add_meeting()


@pytest.fixture
def address(meeting) -> str:
    return f"{LIST}/{meeting}/involve"


@pytest.fixture
def write(visit, forum, address):
    """`write(who="…")` has the organiser write a line, and gives the page that comes then."""

    def do(status: int = 303, **fields: str):
        olga = visit(forum["olga"])
        return olga.submit(olga.get(address), WRITE, status=status, **{**DRIVERS, **fields})

    return do


@pytest.fixture
def mo_wanted(write, forum):
    return write(who="", member=str(forum["mo"]), involvement="co_production", why="Mo Member rides it.")


@pytest.mark.promise("S1-W7", "S3-R1")
def test_it_is_asked_with_its_day_and_the_meeting_says_how_early_people_were_invited(
    app, visit, forum, meeting, address, write
):
    olga = visit(forum["olga"])
    assert (
        olga.get(olga.get(f"{LIST}/{meeting}").links()["Who needs to be involved?"]).h1 == "Who needs to be involved?"
    )
    page = write()
    for words in (
        "The bus drivers",
        "A group. Co-design.",
        "Written on Monday 4 January 2027.",
        "They know the stops.",
    ):
        assert words in page.text
    assert "Not invited yet" in page.text
    assert "first people were invited" not in olga.get(f"{LIST}/{meeting}").text
    with time_machine.travel(datetime(2027, 1, 11, 9, tzinfo=UTC)):
        olga = visit(forum["olga"])
        page = olga.get(olga.get(address).links()["Invite: The bus drivers"])
        page = olga.submit(page, SEND, guest_name="Dee Driver", guest_email="dee@example.org")
        assert "Dee Driver is invited." in page.text
        assert "Dee Driver comes for them. Invited on Monday 11 January 2027." in page.text
        said = "The first people were invited 7 days after we planned this."
        for one in ("olga", "mo"):
            assert said in visit(forum[one]).get(f"{LIST}/{meeting}").text
    with app.app_context():
        place = db.session.scalars(select(Invitation)).one()
        assert (place.as_guest, place.title) == (True, "The bus drivers")


@pytest.mark.promise("S1-W7")
def test_a_member_is_invited_in_one_press_and_the_list_says_who_is_not_invited_yet(
    data, visit, forum, address, mo_wanted, write, letters
):
    write()
    olga = visit(forum["olga"])
    page = olga.get(address)
    assert page.text.count("Not invited yet") == 2
    page = olga.submit(page, "Invite: Mo Member")
    assert "Mo Member is invited." in page.text
    assert page.text.count("Not invited yet") == 1
    assert [one.to_name for one in letters("invitation")] == ["Mo Member"]
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Moa Member"
    text = olga.get(address).text
    assert "Moa Member rides it." in text
    assert "Mo Member" not in text


def test_an_invitation_from_elsewhere_counts_and_a_second_press_invites_nobody_twice(
    app, visit, forum, meeting, address, mo_wanted
):
    olga = visit(forum["olga"])
    before = olga.get(address)
    olga.submit(olga.get(f"{LIST}/{meeting}/invite"), "Send the invitations", members=[str(forum["mo"])])
    assert "Not invited yet" not in olga.get(address).text
    page = olga.submit(before, "Invite: Mo Member", status=422)
    assert "This person is invited already" in page.text
    with app.app_context():
        assert len(db.session.scalars(select(Invitation)).all()) == 1


@pytest.mark.promise("S1-W7")
def test_nobody_is_invited_before_the_limits_are_written(app, data, visit, forum, meeting, address, mo_wanted):
    with data():
        db.session.get_one(Meeting, meeting).cannot_change = ""
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), "Invite: Mo Member", status=422)
    assert "Before anybody is invited, the meeting has to say: What cannot change" in page.text
    with app.app_context():
        assert not db.session.scalars(select(Invitation)).all()


def test_the_page_of_inviting_asks_once_and_stands_in_nobodys_way(visit, forum, meeting, write):
    words = "Nobody has written that down for this meeting."
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{meeting}/invite")
    assert words in page.text
    write()
    assert words not in olga.get(f"{LIST}/{meeting}/invite").text
    olga.submit(page, "Send the invitations", members=[str(forum["mo"])])
    assert words not in olga.get(f"{LIST}/{meeting}/invite").text


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"who": ""}, "who", "Choose somebody of the group, or write who else"),
        ({"involvement": None}, "involvement", "Choose how far they should shape what is decided"),
        ({"why": " "}, "why", "Write why we need them"),
        ({"member": "mo"}, "who", "Write one at a time"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(app, forum, write, fields, field, words):
    if "member" in fields:
        fields = {"member": str(forum["mo"])}
    page = write(422, **fields)
    assert words in page.error_of(field)
    assert page.find("who").get("value") == {**DRIVERS, **fields}["who"]
    with app.app_context():
        assert not db.session.scalars(select(Wanted)).all()


def test_a_member_stands_on_the_list_once_and_a_line_can_be_taken_away(visit, forum, address, mo_wanted, write):
    page = write(422, who="", member=str(forum["mo"]))
    assert page.error_of("member") == "This person is on the list already"
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), "Take this line away: Mo Member")
    assert "Nobody is written down yet." in page.text


def test_the_list_is_for_organisers_and_for_this_meeting(data, visit, forum, meeting, add_meeting, address, write):
    write()
    other = add_meeting("Other")
    for name in ("mo", "nora", "otto"):
        visit(forum[name]).get(address, status=403)
    assert visit().get(address, status=303).location.startswith("/sign-in")
    link = visit(forum["olga"]).get(address).links()["Invite: The bus drivers"]
    visit(forum["olga"]).get(link.replace(str(meeting), str(other), 1), status=404)
    assert "The bus drivers" not in visit(forum["mo"]).get(f"{LIST}/{meeting}").text
    with data():
        db.session.get_one(Meeting, meeting).state = MeetingState.CLOSED
    page = visit(forum["olga"]).get(address)
    assert "Write them down" not in page.text


def test_the_list_takes_the_same_queries_for_one_line_as_for_three(data, visit, forum, add_meeting):
    used = []
    for count in (1, 3):
        number = add_meeting(invited=("mo",))
        with data():
            held, mo = load_meeting("forum", number), db.session.get_one(Person, forum["mo"])
            for _number in range(count):
                factories.wanted(held, mo, kind=WantedKind.PERSON, who="", person_id=mo.id, why=f"{{person:{mo.id}}}")
        olga = visit(forum["olga"])
        olga.get(f"{LIST}/{number}/involve")
        with counted() as queries:
            olga.get(f"{LIST}/{number}/involve")
        used.append(len(queries))
    assert used[0] == used[1]
