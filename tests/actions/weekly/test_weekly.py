"""How people hear of changes of actions: at once, in one message a week, or not by mail."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests import factories
from workspace import db, jobs, mail, upkeep
from workspace.actions import queries
from workspace.actions.circle import service as circle
from workspace.actions.models import ActionState, Part, Task, TaskChange, TaskPerson
from workspace.actions.service import change_state
from workspace.actions.weekly.models import WaitingNews
from workspace.mail import Message
from workspace.meetings.agenda.models import AgendaItem
from workspace.people.models import Hears, Person
from workspace.spaces.models import Sharing

MONDAY = datetime(2027, 6, 7, 7, tzinfo=UTC)  # 8am in London
WEDNESDAY = MONDAY - timedelta(days=5)


def monday(app, week: int = 0) -> None:
    """Let the server do its part of Monday's work, twice, and what waits for nine."""
    [plan] = [daily for daily in upkeep._daily if daily.__module__ == "workspace.actions.weekly.service"]
    for _ in range(2):
        with time_machine.travel(MONDAY + timedelta(weeks=week)), app.app_context(), db.transaction():
            plan()
        with time_machine.travel(MONDAY + timedelta(weeks=week, hours=1, seconds=1)):
            while jobs.work_once(app):
                pass


def told(app, template: str = "action_news") -> list[mail.Letter]:
    with app.app_context():
        rows = db.session.scalars(select(Message).where(Message.template == template).order_by(Message.id))
        return [mail.letter_of(row) for row in rows]


@pytest.fixture
def weekly(data, forum):
    """Everybody in the forum chose one message a week."""
    with data():
        for person in db.session.scalars(select(Person)):
            person.hears = Hears.WEEKLY


@pytest.fixture
def say(data, forum):
    """`say(number, "words")` writes down, as the note taker, that an action is stuck."""

    def change(number: int, words: str, at: datetime = WEDNESDAY) -> None:
        with time_machine.travel(at), data():
            task = queries.task("forum", number)
            nora = db.session.get_one(Person, forum["nora"])
            change_state(task, actor=nora, state=ActionState.STUCK, words=words)

    return change


def test_a_person_chooses_on_their_own_page_how_they_hear(app, visit, forum):
    mo = visit(forum["mo"])
    mo.submit(mo.get("/me/reach"), "Save how to reach me", hears="weekly")
    with app.app_context():
        assert db.session.get_one(Person, forum["mo"]).hears is Hears.WEEKLY
    page = mo.submit(mo.get("/me/reach"), "Save how to reach me", status=422, hears="never")
    assert page.error_of("hears")


def test_one_message_a_week_lists_each_change_of_what_one_owns_helps_follows_or_raised(
    app, forum, data, add_task, weekly, say
):
    numbers = [add_task(what, "nora") for what in ("Helped", "Followed", "Raised", "Not mine")]
    owned = add_task("Ring the school", "mo")
    with data():
        space = {"space_id": forum["space"], "person_id": forum["mo"]}
        for number, part in zip(numbers[:2], (Part.HELPS, Part.FOLLOWS), strict=True):
            db.session.add(TaskPerson(task_id=number, part=part, **space))
        db.session.get_one(Task, numbers[2]).raised_by_id = forum["mo"]
        db.session.get_one(Task, numbers[2]).raised_privately = True
    for number in (owned, *numbers):
        say(number, f"first {number}")
    say(owned, "second")
    assert not told(app, "action_changed"), "nothing comes at once"
    monday(app)
    [letter] = told(app)
    assert letter.to_name == "Mo Member"
    assert "Wednesday 2 June 2027: Stuck" in letter.text
    for words in ("**Ring the school** (Forum)", f"> first {owned}", "> second", "Helped", "Followed", "Raised"):
        assert words in letter.text
    assert letter.text.count("/spaces/forum/actions/") == 4
    assert "Not mine" not in letter.text
    monday(app, week=1)
    assert len(told(app)) == 1, "nothing is sent when nothing changed"
    say(owned, "third", at=MONDAY + timedelta(days=8))
    monday(app, week=2)
    assert "third" in told(app)[1].text
    assert "second" not in told(app)[1].text


@pytest.mark.promise("S1-V5")
def test_whoever_raised_it_privately_is_named_in_nobody_s_message(app, forum, data, add_task, weekly, say):
    number = add_task("Ring the school")
    with data():
        task = db.session.get_one(Task, number)
        task.raised_by_id, task.raised_privately = forum["mo"], True
    say(number, "I need the number")
    monday(app)
    texts = {letter.to_name: letter.text for letter in told(app)}
    assert set(texts) == {"Ann Owner", "Mo Member"}
    assert "Mo Member" not in texts["Ann Owner"]
    assert texts["Ann Owner"].replace("Ann Owner", "") == texts["Mo Member"].replace("Mo Member", "")


def test_what_is_kept_closer_meanwhile_or_let_go_is_in_no_message(app, forum, data, add_task, weekly, say):
    kept = add_task("Kept to the group", meeting_id=forum["meeting"], item_id=forum["item"])
    left = add_task("Followed no more")
    with data():
        for number in (kept, left):
            row = {"space_id": forum["space"], "person_id": forum["mo"], "part": Part.FOLLOWS}
            db.session.add(TaskPerson(task_id=number, **row))
    say(kept, "not for Mo")
    say(left, "not for Mo either")
    with data():
        db.session.get_one(AgendaItem, forum["item"]).sharing = Sharing.GROUP
        mo = db.session.get_one(Person, forum["mo"])
        circle.step_back(db.session.get_one(Task, left), actor=mo, part=Part.FOLLOWS)
    monday(app)
    assert {letter.to_name for letter in told(app)} == {"Ann Owner"}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(WaitingNews)) == 0


def test_being_asked_comes_at_once_and_whoever_chose_pages_gets_no_news_at_all(app, forum, data, add_task, say):
    number = add_task("Ring the school")
    with data():
        db.session.get_one(Person, forum["ann"]).hears = Hears.PAGES
        mo = db.session.get_one(Person, forum["mo"])
        mo.hears = Hears.WEEKLY
        nora = db.session.get_one(Person, forum["nora"])
        circle.ask(queries.task("forum", number), actor=nora, person_id=mo.id)
    assert [letter.to_name for letter in told(app, "action_asked")] == ["Mo Member"]
    say(number, "I need the number")
    monday(app)
    assert [letter.to_name for letter in told(app)] == ["Mo Member"]
    assert not told(app, "action_changed")


def test_a_host_reads_the_message_of_the_week_that_is_to_be_passed_on(app, visit, forum, data, add_task, weekly, say):
    with data():
        host = factories.person("Hester", is_host=True).id
        other = factories.space("Other", slug="other")
        factories.member(other, who=db.session.get_one(Person, forum["ann"]))
        there = factories.task(other, db.session.get_one(Person, forum["ann"]), "There")
        of = {"space_id": other.id, "task_id": there.id, "by_id": host, "at": db.now(), "state": ActionState.DOING}
        change = factories._saved(TaskChange(**of))
        db.session.add(WaitingNews(space_id=other.id, person_id=forum["ann"], change_id=change.id))
    say(add_task("Here"), "Both in one message")
    monday(app)
    with app.app_context():
        [number] = db.session.scalars(select(Message.id).where(Message.template == "action_news"))
    page = visit(host).get(f"/host/messages/{number}")
    for words in ("Here", "(Forum)", "There", "(Other)"):
        assert words in page.text
