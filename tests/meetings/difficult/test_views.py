"""An item that may be hard to talk about: prepared with people, and followed up in private."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from workspace import db, mail, upkeep
from workspace.mail import Message
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.difficult.models import After, DifficultItem
from workspace.meetings.invitations.models import Answer, Duty
from workspace.meetings.invitations.service import invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.roles import Role

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
MEETS = datetime(2027, 1, 14, 10, tzinfo=UTC)
NOTE = "We talk about children who died."


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        people = {
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER),
            "oz": factories.member(space, "Oz Organiser", role=Role.ORGANISER),
            "cy": factories.member(space, "Cy Chair"),
            "mo": factories.member(space, "Mo Member"),
            "sam": factories.member(space, "Sam Second"),
            "pat": factories.member(space, who=factories.person("Pat Post", email=None, phone="01632 960077")),
            "no": factories.member(space, "Noa Not"),
        }
        meeting = factories.meeting(space, people["olga"], "Loss", starts_at=MEETS)
        for name, person in people.items():
            said = Answer.APOLOGIES if name == "no" else Answer.IN_PERSON
            duty = Duty.CHAIR if name == "cy" else Duty.NONE
            factories.invitation(meeting, person, answer=said, duty=duty)
        outside = factories.member(space, "Una Uninvited")
        return {
            "space": space.id,
            "meeting": meeting.id,
            "item": factories.item(meeting, "What happened", minutes=20).id,
            "una": outside.id,
            "otto": factories.member(factories.space(slug="other"), role=Role.ORGANISER).id,
            **{name: person.id for name, person in people.items()},
        }


@pytest.fixture
def here(forum) -> str:
    return f"/spaces/forum/meetings/{forum['meeting']}/items/{forum['item']}"


def prepare(visitor, here, forum, **facts):
    facts = {"content_note": NOTE, "second": forum["sam"], **facts}
    return visitor.submit(visitor.get(f"{here}/difficult"), "Keep this, and tell who is invited", **facts)


def sent(template):
    rows = db.session.scalars(select(Message).where(Message.template == template).order_by(Message.id)).all()
    return {row.person_id: mail.letter_of(row).text for row in rows}


@pytest.mark.promise("S1-P4")
def test_an_item_that_may_be_hard_has_a_note_more_minutes_a_second_facilitator_and_notice(forum, here, visit, data):
    olga = visit(forum["olga"])
    plan = olga.get(f"/spaces/forum/meetings/{forum['meeting']}/agenda")
    page = olga.get(plan.links()["Is it hard to talk about?: What happened"])
    assert "For this one we suggest 30." in page.text
    assert page.find("minutes").get("value") == "30"
    page = olga.submit(page, "Keep this, and tell who is invited", status=422, second=forum["sam"])
    assert page.error_of("content_note") == "Write what people should know before they come"
    page = prepare(olga, here, forum)
    assert "“What happened” is prepared as an item that may be hard. Pat Post cannot be told by e-mail" in page.text
    assert "Sam Second has not answered yet." in page.text
    with data():
        item = db.session.get_one(AgendaItem, forum["item"])
        assert (item.minutes, item.content_note, item.is_difficult) == (30, NOTE, True)
        told = sent("hard_talk")
        assert set(told) == {forum[name] for name in ("olga", "oz", "cy", "mo", "sam")}
        assert NOTE in told[forum["mo"]]
        assert set(sent("second_asked")) == {forum["sam"]}
        letter = invitation(forum["mo"], forum["meeting"], forum["olga"]).text
        assert f"**What happened**. {NOTE}" in letter
        assert f"{here}/after" in letter


@pytest.mark.promise("S1-P4")
def test_whoever_is_asked_says_yes_or_no_and_people_read_who_looks_after_them(forum, here, visit, data):
    olga, sam, mo = (visit(forum[name]) for name in ("olga", "sam", "mo"))
    prepare(olga, here, forum)
    joining = f"/spaces/forum/meetings/{forum['meeting']}/joining"
    assert "Sam Second looks after" not in mo.get(joining).text
    page = sam.submit(sam.get(f"{here}/second"), "No, ask somebody else")
    assert "The organisers ask somebody else" in page.text
    assert "Sam Second cannot do it. Ask somebody else." in olga.get(f"{here}/difficult").text
    with data():
        assert "Sam Second cannot look after people" in sent("second_said")[forum["olga"]]
    page = sam.submit(sam.get(f"{here}/second"), "Yes, I help")
    assert "You said yes" in page.text
    assert "Sam Second looks after people while you talk." in mo.get(joining).text
    for name in ("mo", "olga", "una"):
        visit(forum[name]).get(f"{here}/second", status=403)


def test_somebody_else_is_asked_anew(forum, here, visit, data):
    olga = visit(forum["olga"])
    prepare(olga, here, forum)
    page = olga.submit(olga.get(f"{here}/difficult"), "Keep these changes", second=forum["mo"])
    assert "Mo Member has not answered yet." in page.text
    visit(forum["sam"]).get(f"{here}/second", status=403)
    with data():
        assert set(sent("second_asked")) == {forum["sam"], forum["mo"]}
        assert len(sent("hard_talk")) == 5
    names = [option.text for option in olga.get(f"{here}/difficult").find("second").iter("option")]
    assert set(names) == {"Nobody yet", "Mo Member", "Olga Organiser", "Oz Organiser", "Pat Post", "Sam Second"}


def test_the_note_of_an_item_that_may_be_hard_cannot_be_emptied(forum, here, visit):
    olga = visit(forum["olga"])
    prepare(olga, here, forum)
    change = f"/spaces/forum/meetings/{forum['meeting']}/agenda/{forum['item']}"
    page = olga.submit(olga.get(change), "Keep these changes", status=422, content_note="")
    assert page.error_of("content_note") == "This may be hard to talk about: write what people should know before"


@pytest.mark.promise("S1-P4")
def test_what_people_choose_for_afterwards_is_seen_by_nobody_but_whom_they_ask_to_ring(forum, here, visit, data):
    olga, oz, mo, pat = (visit(forum[name]) for name in ("olga", "oz", "mo", "pat"))
    prepare(olga, here, forum)
    plan = mo.get(f"/spaces/forum/meetings/{forum['meeting']}")
    page = mo.get(plan.links()["Would you like somebody to be in touch afterwards? What happened"])
    page = mo.submit(page, "Keep my choice", way="message")
    assert "Nobody sees what you chose" in page.text
    page = pat.get(f"{here}/after")
    assert "A message" not in page.text  # it would not reach Pat
    page = pat.submit(page, "Keep my choice", status=422, way="ring")
    assert page.error_of("ring_by") == "Choose who should ring you"
    pat.submit(page, "Keep my choice", way="ring", ring_by=forum["oz"])
    text = olga.get(f"{here}/difficult").text
    assert "Nobody, or fewer than five people" in text
    assert "asked you to ring" not in text
    text = oz.get(f"{here}/difficult").text
    assert "These people asked you to ring them" in text
    assert "01632 960077" in text
    visit(forum["una"]).get(f"{here}/after", status=403)
    with data():
        row = db.session.scalars(select(DifficultItem)).one()
        for name in ("olga", "cy", "sam"):
            factories.aftercare(row, db.session.get_one(Person, forum[name]))
    assert "5 people would like somebody to be in touch afterwards." in olga.get(f"{here}/difficult").text
    with data():
        factories.aftercare(row, db.session.get_one(Person, forum["no"]), After.NOT)
    assert "5 people would like" in olga.get(f"{here}/difficult").text


@pytest.mark.promise("S1-P4")
def test_some_days_after_the_meeting_we_are_in_touch_once_with_those_who_want_it(forum, here, visit, data):
    olga, oz, mo, pat = (visit(forum[name]) for name in ("olga", "oz", "mo", "pat"))
    prepare(olga, here, forum, days="2")
    mo.submit(mo.get(f"{here}/after"), "Keep my choice", way="message")
    pat.submit(pat.get(f"{here}/after"), "Keep my choice", way="ring", ring_by=forum["oz"])
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.CLOSED
        person = db.session.get_one(Person, forum["mo"])
        person.supporter_name, person.supporter_email, person.supporter_copies = "Su", "su@example.org", True
    for days, told in ((1, set()), (3, {forum["mo"]}), (4, {forum["mo"]})):
        with time_machine.travel(MEETS + timedelta(days=days)), data():
            upkeep.upkeep()
            assert set(sent("after_talk")) == told
    with data():
        assert "How are you?" in sent("after_talk")[forum["mo"]]
        assert not db.session.scalars(select(Message).where(Message.to_supporter)).all(), "what they chose is private"
        assert set(sent("ring_after")) == {forum["oz"]}
        assert "Pat" not in sent("ring_after")[forum["oz"]]
    page = oz.submit(oz.get(f"{here}/difficult"), "I rang them: Pat Post")
    assert "You rang them" in page.text


def test_only_whoever_was_asked_to_ring_says_that_they_did(forum, here, visit, data):
    with data():
        row = factories.difficult(
            db.session.get_one(AgendaItem, forum["item"]), db.session.get_one(Person, forum["olga"])
        )
        factories.aftercare(row, db.session.get_one(Person, forum["pat"]), After.RING, ring_by_id=forum["oz"])
    olga = visit(forum["olga"])
    form = olga.get(f"{here}/difficult").form("form")
    fields = {field.get("name"): field.get("value") for field in form.iter("input")}
    olga.post(f"{here}/after/{forum['pat']}/rung", fields, status=403)


def test_an_item_is_made_one_like_any_other_again(forum, here, visit, data):
    olga = visit(forum["olga"])
    prepare(olga, here, forum)
    page = olga.submit(olga.get(f"{here}/difficult"), "It is an item like any other")
    assert "“What happened” is an item like any other" in page.text
    visit(forum["mo"]).get(f"{here}/after", status=404)
    with data():
        assert not db.session.get_one(AgendaItem, forum["item"]).is_difficult
        assert db.session.get_one(AgendaItem, forum["item"]).content_note == NOTE


def test_members_and_other_spaces_do_not_prepare_items(forum, here, visit, data):
    for name in ("mo", "cy", "una"):
        visit(forum[name]).get(f"{here}/difficult", status=403)
    visit(forum["otto"]).get(here.replace("/forum/", "/other/") + "/difficult", status=404)
    visit().get(f"{here}/difficult", status=303)
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.CLOSED
    assert "Keep this" not in visit(forum["olga"]).get(f"{here}/difficult").text


@pytest.mark.parametrize("days", ["0", "31", "soon", "1.5"])
def test_days_are_a_whole_number(forum, here, visit, days):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(f"{here}/difficult"), "Keep this, and tell who is invited", status=422, content_note=NOTE, days=days
    )
    assert page.error_of("days") == "Write a whole number of days, from 1 to 30"
