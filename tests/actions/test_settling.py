"""The page of an action says who calls it finished and when, for whom somebody said yes, and what its history tells."""

from datetime import timedelta

import vobject

from tests import factories
from tests.support.days import today
from workspace import db
from workspace.actions import queries, service
from workspace.actions.files.calendar import calendar_file
from workspace.actions.models import ActionState, Task
from workspace.actions.queries import open_tasks_of
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.models import Meeting
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Sharing, Space

TEAM = "the council’s SEND team"


def test_a_done_action_says_at_which_meeting_it_comes_up_and_who_may_call_it_finished(visit, data, forum, add_task):
    number = add_task("Ring the school", state=ActionState.DONE, meeting_id=forum["meeting"])
    brought = add_task("Brought in", state=ActionState.DONE)
    with data():
        space = db.session.get_one(Space, forum["space"])
        factories.member(space, "Olly", role=Role.ORGANISER)
        db.session.get_one(Task, brought).settled_at = None
        task = db.session.get_one(Task, number)
        task.settled_at, task.raised_by_id, task.raised_privately = None, forum["mo"], True
        db.session.get_one(Meeting, forum["meeting"]).sharing = Sharing.MEMBERS
    address, mo = f"/spaces/forum/actions/{number}", visit(forum["mo"])
    page = mo.get(address)
    assert "No meeting is planned yet. It comes up at the next one by itself." in page.text
    assert "says it once the group has talked about it: Nora Notes and Olly." in page.text
    assert "raised it, and may say" not in page.text, "it was raised in private"
    with data():
        space, nora = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["nora"])
        for title, days in (("After next", 60), ("Next one", 30)):
            factories.meeting(space, nora, title, starts_at=db.now() + timedelta(days=days))
        db.session.get_one(Task, number).raised_privately = False
    page = mo.get(address)
    assert "At the next meeting: Next one" in page.text
    assert "After next" not in page.text
    assert "Mo Member raised it, and may say at any time whether it is finished." in page.text
    assert "It comes up at none by itself" not in page.text
    assert "so it comes up at none by itself" in mo.get(f"/spaces/forum/actions/{brought}").text
    nora = visit(forum["nora"])
    nora.submit(nora.get(address), "Save the answer", **{"settle-finished": "yes"})
    assert "When the group looks at it" not in mo.get(address).text


def test_the_history_names_who_said_yes_and_a_new_day_stands_apart_from_new_words(visit, data, forum):
    with data():
        nora = db.session.get_one(Person, forum["nora"])
        item = load_item("forum", forum["meeting"], forum["item"])
        day = today() + timedelta(days=40)
        promise = service.Promise("Ring the school", day, "", owner_id=forum["ann"], said_yes=True, body=TEAM)
        number = service.record(item, actor=nora, promise=promise).id
    with data():
        task, nora = queries.task("forum", number), db.session.get_one(Person, forum["nora"])
        service.give_day(task, actor=nora, due_on=day + timedelta(days=1), words="later")
        service.reword(task, actor=nora, promise=service.Worded("Ring both schools", task.due_on), words="two of them")
        both = service.Worded("Write to both", day + timedelta(days=9))
        service.reword(task, actor=nora, promise=both, words="a letter is better")
    page = visit(forum["ann"]).get(f"/spaces/forum/actions/{number}")
    history = [
        " ".join("".join(one.itertext()).split()) for one in page.root.iter("li") if one.find("time") is not None
    ]
    both, words, given, yes = [one for one in history if "written by Nora Notes" in one]
    assert f"Ann Owner said yes to it, for {TEAM}" in yes
    assert "Given another day" in given
    assert "New day:" in given
    assert "Ring the school" not in given
    assert "Put in other words," in words
    assert "New day" not in words
    assert "Before: Ring the school" in words
    assert "Put in other words, and given another day" in both
    assert "New day:" in both
    assert "Before: Ring both schools" in both


def test_the_body_for_whom_somebody_said_yes_stands_in_their_calendar_and_on_their_page(app, visit, data, forum):
    with data():
        nora, item = db.session.get_one(Person, forum["nora"]), load_item("forum", forum["meeting"], forum["item"])
        promise = service.Promise("Ring the school", today() + timedelta(days=40), "", forum["ann"], True, TEAM)
        service.record(item, actor=nora, promise=promise)
    with data():
        ann = db.session.get_one(Person, forum["ann"])
        db.session.refresh(ann, ["memberships"])
        read = vobject.readOne(calendar_file(ann, open_tasks_of(ann)).decode())
        [entry] = read.vevent_list
        assert f"You said yes for {TEAM}" in entry.description.value
    assert f"You said yes for {TEAM}" in visit(forum["ann"]).get("/me").text
