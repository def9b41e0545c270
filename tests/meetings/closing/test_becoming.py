"""What becomes of who and what was missed: an invitation, an item of the next agenda, an action, a line to follow."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, meeting_of
from tests.support.queries import counted
from tests.support.visitor import fields_of, fold
from workspace import db
from workspace.actions.models import Task
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, CameFrom
from workspace.meetings.closing import service
from workspace.meetings.closing.models import Became, Missed, MissedKind
from workspace.meetings.closing.queries import missed as load_missed
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Sharing, Space

WHO, WHAT = "Dads, and Joss Park", "What happens at 18"


@pytest.fixture
def made(data) -> Forum:
    with data():
        made = forum(MeetingState.CLOSED)
        meeting = meeting_of(made)
        meeting.starts_at -= timedelta(days=11)
        meeting.ends_at -= timedelta(days=11)
        meeting.closed_at = meeting.ends_at
        space = meeting.space_id
        joss = factories.person("Joss Park")
        factories.member(db.session.get_one(Space, space), who=joss)
        factories.missed(meeting, f"Dads, and {{person:{joss.id}}}", said_by_id=made.ann)
        factories.missed(meeting, WHAT, MissedKind.WHAT)
        return made


@pytest.fixture
def next_one(made, data) -> int:
    with data():
        olly = db.session.get_one(Person, made.olly)
        return factories.meeting(db.session.get_one(Space, meeting_of(made).space_id), olly, "The next one").id


def end(made: Forum) -> str:
    return f"{made.address}/close"


def buttons(page) -> list[str]:
    return [fold("".join(button.itertext())) for form in page.forms() for button in form.iter("button")]


def row(made: Forum, kind: MissedKind) -> Missed:
    return db.session.scalars(select(Missed).where(Missed.meeting_id == made.meeting, Missed.kind == kind)).one()


@pytest.mark.promise("S1-V7")
def test_who_was_missed_is_invited_to_the_next_meeting_in_one_press(made, next_one, visit, data, letters):
    olly = visit(made.olly)
    page = olly.get(end(made))
    press = next(words for words in buttons(page) if words.startswith("Invite Joss Park on"))
    page = olly.submit(page, press)
    assert "Joss Park: invited to the next meeting." in page.text
    assert "Invited to the next meeting, on" in page.text
    with data():
        place = db.session.scalars(select(Invitation).where(Invitation.meeting_id == next_one)).one()
        who = row(made, MissedKind.WHO)
        assert (who.became, who.went_to_id) == (Became.INVITED, next_one)
        joss = db.session.get_one(Person, place.person_id)
        assert joss.preferred_name == "Joss Park"
    assert "can you come" in letters("invitation")[0].subject
    assert "Invited to the next meeting, on" in olly.get(f"{made.address}/notes").text
    assert "Invited to the next meeting, on" in olly.get(made.address).text


def test_a_guest_from_outside_is_invited_from_the_answer(made, next_one, visit, data):
    olly = visit(made.olly)
    page = olly.submit(olly.get(end(made)), "Choose whom to invite: Dads, and Joss Park")
    assert page.h1 == "Invite somebody we missed"
    refused = olly.submit(page, "Send the invitation", status=422)
    assert "Choose whom to invite" in refused.text
    page = olly.submit(refused, "Send the invitation", guest_name="Tess Holloway")
    assert "Tess Holloway has no e-mail: ring or write to them." in page.text
    with data():
        place = db.session.scalars(select(Invitation).where(Invitation.meeting_id == next_one)).one()
        assert place.as_guest


def test_without_a_next_meeting_who_was_missed_stays_a_line_to_follow_up(made, visit, data):
    nora = visit(made.nora)
    page = nora.get(end(made))
    assert "No next meeting is planned yet" in page.text
    page = nora.submit(page, "Keep it to follow up: Dads, and Joss Park")
    assert "Somebody follows this up." in page.text
    assert "Keep it to follow up" not in page.text
    assert "Put it on the next agenda: Dads, and Joss Park" in buttons(page), "it goes on waiting"
    with data():
        assert row(made, MissedKind.WHO).became is Became.FOLLOW_UP
    assert "Somebody follows this up." in nora.get(f"{made.address}/notes").text
    assert "to which you can invite people" in visit(made.olly).get(f"{made.address}/missed/1/invite").text


def test_whoever_may_not_invite_is_not_offered_it(made, next_one, visit, data):
    nora = visit(made.nora)
    assert not [words for words in buttons(nora.get(end(made))) if "nvite" in words]
    assert "to which you can invite people" in nora.get(f"{made.address}/missed/1/invite").text
    sent = {**fields_of(nora.get(end(made)).form("form")), "guest_name": "Tess"}
    nora.post(f"{made.address}/missed/1/invite", sent, status=422)
    with data():
        assert db.session.scalars(select(Invitation).where(Invitation.meeting_id == next_one)).all() == []
    visit(made.ann).get(f"{made.address}/missed/1/invite", status=403)


def test_nobody_is_invited_to_a_meeting_that_does_not_say_what_it_is_for(made, next_one, visit, data):
    olly = visit(made.olly)
    before = olly.get(end(made))
    with data():
        db.session.get_one(Meeting, next_one).purpose = ""
    press = next(words for words in buttons(before) if words.startswith("Invite Joss Park on"))
    refused = olly.submit(before, press, status=422)
    assert "Before anybody is invited, the meeting has to say" in refused.text
    page = olly.get(end(made))
    assert "The next meeting does not say yet what it is for" in page.text
    assert not [words for words in buttons(page) if "nvite" in words]


@pytest.mark.promise("S1-V7")
def test_what_was_missed_is_an_item_of_the_next_agenda_in_one_press(made, next_one, visit, data):
    olly = visit(made.olly)
    page = olly.submit(olly.get(end(made)), f"Put it on the next agenda: {WHAT}")
    assert "It is on the agenda of the next meeting" in page.text
    assert "On the agenda of the next meeting, on" in page.text
    with data():
        item = db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == next_one)).one()
        assert (item.title, item.came_from) == (WHAT, CameFrom.MISSED)
        assert row(made, MissedKind.WHAT).went_to_id == next_one
    assert WHAT in olly.get(f"/spaces/forum/meetings/{next_one}").text
    assert "On the agenda of the next meeting, on" in olly.get(made.address).text


def test_without_a_next_meeting_it_waits_among_what_is_carried_there(made, visit, data):
    nora, olly = visit(made.nora), visit(made.olly)
    page = nora.submit(nora.get(end(made)), f"Put it on the next agenda: {WHAT}")
    assert "It comes to the next meeting" in page.text
    with data():
        space = db.session.get_one(Space, meeting_of(made).space_id)
        later = factories.meeting(space, db.session.get_one(Person, made.olly), "Later").id
    agenda = olly.get(f"/spaces/forum/meetings/{later}/agenda")
    assert "Missed last time" in agenda.text
    agenda = olly.submit(agenda, f"Put it on the agenda: {WHAT}")
    assert "is on the agenda" in agenda.text
    with data():
        assert row(made, MissedKind.WHAT).went_to_id == later
    assert "On the agenda of the next meeting, on" in nora.get(end(made)).text


def test_an_item_is_shared_no_further_than_the_meeting_was(made, next_one, visit, data):
    with data():
        meeting_of(made).sharing = Sharing.GROUP
        db.session.get_one(Meeting, next_one).sharing = Sharing.PUBLIC
    olly = visit(made.olly)
    olly.submit(olly.get(end(made)), f"Put it on the next agenda: {WHAT}")
    with data():
        assert db.session.scalars(select(AgendaItem.sharing).where(AgendaItem.meeting_id == next_one)).one() == "group"


@pytest.mark.promise("S1-V7")
def test_an_action_comes_of_it_only_with_the_yes_of_its_owner(made, visit, data):
    nora = visit(made.nora)
    page = nora.submit(nora.get(end(made)), f"Somebody says yes to an action: {WHAT}")
    assert page.h1 == "Write down an action"
    page = nora.submit(page, "Save the action", owner=str(made.ann), what="Ask the college")
    assert "Action saved. Ann Owner is asked: until their yes, nobody has it" in page.text
    assert "It is an action: Ask the college (nobody yet)." in page.text
    with data():
        number = db.session.scalars(select(Task.id)).one()
    ann = visit(made.ann)
    ann.submit(ann.get(f"/spaces/forum/actions/{number}"), "Send my answer", **{"answer-answer": "yes"})
    with data():
        task = db.session.scalars(select(Task)).one()
        assert (task.missed_id, task.item_id, task.meeting_id) == (row(made, MissedKind.WHAT).id, None, made.meeting)
        assert task.owner_id == made.ann
    for address in (f"{made.address}/notes", made.address):
        assert "It is an action: Ask the college (Ann Owner)." in nora.get(address).text


def test_an_action_of_a_meeting_that_is_kept_close_is_not_in_the_list_of_others(made, visit, data):
    with data():
        space = db.session.get_one(Space, meeting_of(made).space_id)
        outsider = factories.member(space, "Outsider").id
        task = factories.task(
            space, db.session.get_one(Person, made.ann), "Ask the college", meeting_id=made.meeting,
            missed_id=row(made, MissedKind.WHAT).id,
        ).id  # fmt: skip
        meeting_of(made).sharing = Sharing.GROUP
    for who, reads in ((made.ann, True), (made.nora, True), (outsider, False)):
        reader = visit(who)
        assert ("Ask the college" in reader.get("/spaces/forum/actions").text) is reads
        reader.get(f"/spaces/forum/actions/{task}", status=200 if reads else 403)
    with data():
        meeting_of(made).sharing = Sharing.MEMBERS
    assert "Ask the college" in visit(outsider).get("/spaces/forum/actions").text


def test_nothing_has_to_come_of_nobody(made, data):
    with data():
        nobody = factories.missed(meeting_of(made), "Nobody", is_none=True).id
    with data():
        found = load_missed("forum", made.meeting, nobody)
        with pytest.raises(DomainError, match="Nothing was missed here"):
            service.follow_up(found, actor=db.session.get_one(Person, made.nora))


def test_two_who_see_to_the_same_answer_do_it_once(app, made, next_one, data):
    together, outcomes = threading.Barrier(2), []

    def carry(who):
        with app.app_context(), db.transaction():
            found = load_missed("forum", made.meeting, row(made, MissedKind.WHAT).id)
            to, actor = db.session.get_one(Meeting, next_one), db.session.get_one(Person, who)
            together.wait(10) if db.engine().dialect.name == "postgresql" else None
            try:
                service.carry(found, actor=actor, to=to)
                outcomes.append("done")
            except DomainError as refused:
                outcomes.append(str(refused.words))

    both = [threading.Thread(target=carry, args=(who,)) for who in (made.nora, made.olly)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(outcomes)[1] == "done"
    assert sorted(outcomes)[0].startswith("Somebody saw to this on")
    with data():
        assert len(db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == next_one)).all()) == 1


def test_what_was_typed_beside_a_press_is_written_down_too(made, next_one, visit, data):
    olly = visit(made.olly)
    page = olly.submit(
        olly.get(end(made)), f"Put it on the next agenda: {WHAT}", missed_what="The bus home", what_said="group"
    )
    assert "The bus home" in page.text
    refused = olly.submit(
        page, "Keep it to follow up: Dads, and Joss Park", status=422, missed_what="The cook", what_said=""
    )
    assert refused.error_of("what_said").startswith("Choose who said so")
    with data():
        assert row(made, MissedKind.WHO).became is None


def test_published_notes_say_where_to_look_for_what_came_afterwards(made, visit, data):
    nora = visit(made.nora)
    with data():
        meeting_of(made).notes_published_at = db.now() - timedelta(minutes=1)
    page = nora.submit(nora.get(end(made)), "Keep it to follow up: Dads, and Joss Park")
    assert "Somebody follows this up." in page.text
    assert "What became of it is on the page of the meeting." in nora.get(f"{made.address}/notes").text
    assert "Somebody follows this up." in nora.get(made.address).text


def test_members_who_were_not_invited_read_it_only_as_far_as_the_meeting_is_shared(made, visit, data):
    with data():
        space = db.session.get_one(Space, meeting_of(made).space_id)
        outsider = factories.member(space, "Outsider").id
    for published, sharing, reads in (
        (False, Sharing.MEMBERS, False),
        (True, Sharing.GROUP, False),
        (True, Sharing.MEMBERS, True),
    ):
        with data():
            meeting_of(made).sharing = sharing
            meeting_of(made).notes_published_at = db.now() if published else None
        assert (WHAT in visit(outsider).get(made.address).text) is reads


def test_an_answer_of_another_space_is_not_found(made, next_one, visit, data):
    with data():
        space = factories.space(slug="elsewhere")
        other = factories.member(space, role=Role.ORGANISER)
        meeting = factories.meeting(space, other)
    visit(other.id).get(f"/spaces/elsewhere/meetings/{meeting.id}/missed/1/invite", status=404)
    visit(other.id).get(f"{made.address}/missed/1/action", status=403)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_database_the_same_however_much_was_missed(made, next_one, visit, data, many):
    with data():
        for number in range(many - 1):
            factories.missed(meeting_of(made), f"Group {number}")
    olly = visit(made.olly)
    with counted() as statements:
        olly.get(end(made))
    assert len(statements) == 15, statements
    with counted() as statements:
        olly.get(made.address)
    assert len(statements) == 9, statements
