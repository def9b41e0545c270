"""An action that somebody says yes to for a body or a role, and the page of what was promised for it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db, mail
from workspace.actions.bodies.models import Body
from workspace.actions.models import ActionState, Task
from workspace.mail import Message
from workspace.meetings.models import Meeting
from workspace.people.models import Person, SpeaksFor
from workspace.spaces.models import Membership, Sharing, Space

TEAM = "the council’s SEND team"
LIST = "/spaces/forum/actions"
BODIES = "/spaces/forum/bodies"


@pytest.fixture
def body(data, forum) -> int:
    with data():
        return factories._saved(Body(space_id=forum["space"], name=TEAM)).id


@pytest.mark.promise("S3-R9")
def test_a_named_person_says_yes_for_a_body_and_until_then_nobody_owns_it(visit, forum, data):
    nora, ann = visit(forum["nora"]), visit(forum["ann"])
    form = nora.get(f"/spaces/forum/meetings/{forum['meeting']}/items/{forum['item']}/actions")
    chosen = {"what": "Print the letter", "owner": str(forum["ann"]), "body": f"  {TEAM} "}
    nora.submit(form, "Save the action", **{f"action-{name}": value for name, value in chosen.items()})
    assert f"Nobody yet Ann Owner is asked, for {TEAM}" in nora.get(LIST).text
    page = ann.get(ann.get("/me").links()["Will you do this: Print the letter"])
    assert f"Your yes would be for {TEAM}." in page.text
    ann.submit(page, "Send my answer", **{"answer-answer": "yes"})
    mo = visit(forum["mo"])
    with data():
        db.session.get_one(Meeting, forum["meeting"]).sharing = Sharing.MEMBERS
        db.session.scalars(select(Task)).one().item_id = None
    assert f"Ann Owner, for {TEAM}" in mo.get(f"{LIST}?words=send").text
    shown = mo.get(mo.get(LIST).links()["Print the letter"])
    assert f"Ann Owner said yes to this for {TEAM}." in shown.text
    assert f" said yes to it, for {TEAM}" in shown.text
    assert "Ann Owner" in mo.get(shown.links()[f"What was promised for {TEAM}"]).text
    with data():
        asked = db.session.scalars(select(Message).where(Message.template == "action_asked")).one()
        assert f"The yes would be for {TEAM}." in mail.letter_of(asked).text


def test_whoever_is_asked_for_a_body_does_not_make_it_the_promise_of_the_owner_before(visit, forum, add_task, data):
    task = add_task("Print the letter", meeting_id=forum["meeting"])
    nora, mo = visit(forum["nora"]), visit(forum["mo"])
    with data():
        place = db.session.scalars(select(Membership).where(Membership.person_id == forum["mo"])).one()
        place.speaks_for, place.speaks_for_name = SpeaksFor.BODY, "Merrowdale Council"
    ask = nora.get(f"{LIST}/{task}/ask")
    assert "Here so far: Merrowdale Council" in ask.text
    record = nora.get(f"/spaces/forum/meetings/{forum['meeting']}/items/{forum['item']}/actions")
    for page, name in ((ask, "body"), (record, "action-body")):
        offered = page.find(page.find(name).get("list")).iter("option")
        assert [one.get("value") for one in offered] == ["Merrowdale Council"]
    nora.submit(ask, "Ask them", person=str(forum["mo"]), body="merrowdale council")
    assert "Ann Owner said yes to this." in nora.get(f"{LIST}/{task}").text
    mo.submit(mo.get(f"{LIST}/{task}"), "Send my answer", **{"answer-answer": "yes"})
    assert "Mo Member said yes to this for Merrowdale Council." in nora.get(f"{LIST}/{task}").text
    nora.submit(nora.get(f"{LIST}/{task}/ask"), "Ask them", person=str(forum["ann"]))
    with data():
        assert [one.name for one in db.session.scalars(select(Body))] == ["Merrowdale Council"]


def test_its_page_says_what_is_late_first_then_what_was_done_and_what_could_not_be(visit, forum, add_task, body):
    mine = {"body_id": body}
    add_task("Open one", due_on=today() + timedelta(days=9), **mine)
    add_task("Late one", due_on=today() - timedelta(days=3), **mine)
    add_task("Done one", state=ActionState.DONE, state_words="Forms are short.", **mine)
    add_task("Not one", state=ActionState.COULD_NOT, state_words="No money.", **mine)
    mo = visit(forum["mo"])
    row = mo.get(BODIES).text
    assert "1 promise is late. Not done yet: 2. Done: 1. Could not: 1." in row
    page = mo.get(f"{BODIES}/{body}").text
    order = ["1 promise is late.", "Late one", "Open one", "Done one", "Forms are short.", "Not one", "No money."]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_what_an_owner_who_left_promised_for_it_is_said_to_need_somebody(visit, forum, add_task, body, data):
    add_task("Ring the school", body_id=body)
    with data():
        db.session.scalars(select(Task)).one().owner_id = None
    page = visit(forum["mo"]).get(f"{BODIES}/{body}").text
    assert "Nobody says yes to this for them now (1)" in page
    assert "Nothing is late." not in page


def test_what_is_kept_to_a_meeting_is_on_its_page_for_those_who_may_read_it_alone(visit, forum, add_task, body):
    add_task("Kept one", meeting_id=forum["meeting"], body_id=body)
    assert "Kept one" in visit(forum["nora"]).get(f"{BODIES}/{body}").text
    mo = visit(forum["mo"])
    assert TEAM not in mo.get(BODIES).text
    assert "Nothing here that you may read." in mo.get(f"{BODIES}/{body}").text
    visit(forum["gus"]).get(f"{BODIES}/{body}", status=403)


def test_a_body_of_another_space_is_not_found(visit, forum, data):
    with data():
        other = factories.space("Other", slug="other")
        theirs = factories._saved(Body(space_id=other.id, name="Theirs")).id
    visit(forum["nora"]).get(f"{BODIES}/{theirs}", status=404)


def test_its_pages_ask_the_database_as_often_for_three_as_for_one(app, visit, forum, data, add_task, body):
    mo, asked = visit(forum["mo"]), []
    add_task("One", body_id=body)
    for more in ("the chair", "the school"), ():
        for address in (BODIES, f"{BODIES}/{body}"):
            mo.get(address)
            with counted() as statements:
                mo.get(address)
            asked.append(len(statements))
        with data():
            space, ann = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["ann"])
            for name in more:
                one = factories._saved(Body(space_id=space.id, name=name))
                factories.task(space, ann, f"Do it, {name}", body_id=one.id)
                factories.task(space, ann, f"Do it too, {name}", body_id=body, state=ActionState.DONE)
    assert asked[:2] == asked[2:]
    assert max(asked) <= 8


def test_the_log_and_the_files_say_for_whom(visit, forum, add_task, body):
    add_task("Ring the school", body_id=body)
    mo = visit(forum["mo"])
    assert f"Ann Owner, for {TEAM}" in mo.get(f"{LIST}/log").text
    assert TEAM in mo.client.get(f"{LIST}.csv").text
    assert TEAM in mo.client.get(f"{LIST}.json").text
