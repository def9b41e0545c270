"""Reminders of an action, and answers that are given from them without signing in."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests import factories
from workspace import db, jobs, mail, upkeep
from workspace.actions.models import ActionState, Change, Task, TaskChange
from workspace.actions.reminding.queries import ticket_of
from workspace.audit import AuditEvent, Event
from workspace.mail import Message
from workspace.meetings.sent.models import HandDelivery
from workspace.people.models import Person

JUNE = datetime(2027, 6, 3, 7, tzinfo=UTC)  # 8am in London
DUE = JUNE.date()
DONE, MORE_TIME, STUCK = "It is done:", "I need more time:", "I am stuck:"
BUTTON = {DONE: "Say that it is done", MORE_TIME: "Keep the new day", STUCK: "Say that I am stuck"}


@pytest.fixture
def reminded(app, forum, add_task):
    """The number of an action of Ann's, and what she was told of it a week before its day."""
    with time_machine.travel(JUNE - timedelta(days=30)):
        number = add_task("Ring Mo Member", due_on=DUE, meeting_id=forum["meeting"], item_id=forum["item"])
    morning(app, JUNE - timedelta(days=7))
    with time_machine.travel(JUNE - timedelta(days=6)):
        yield number


def morning(app, day: datetime) -> None:
    """Let the server do its part of a day's work, before nine, and what waits for nine."""
    with time_machine.travel(day), app.app_context(), db.transaction():
        upkeep.upkeep()
    with time_machine.travel(day + timedelta(hours=1, seconds=1)):
        while jobs.work_once(app):
            pass


def told(app) -> list[mail.Letter]:
    with app.app_context():
        rows = db.session.scalars(select(Message).where(Message.template == "action_reminder").order_by(Message.id))
        return [mail.letter_of(row) for row in rows]


def link(letter: mail.Letter, words: str) -> str:
    """Return where this link of a message leads, on the site."""
    after = letter.text.partition(f"{words}\n<")[2].partition(">")[0]
    return "/" + after.partition("//")[2].partition("/")[2]


def changes(app, number: int) -> list[TaskChange]:
    with app.app_context():
        return list(db.session.scalars(select(TaskChange).where(TaskChange.task_id == number).order_by(TaskChange.id)))


# --- reminders -----------------------------------------------------------------------------------------------------


def test_its_owner_is_reminded_once_on_each_of_a_few_days_at_nine_and_not_once_it_is_done(app, data, forum, add_task):
    with time_machine.travel(JUNE - timedelta(days=30)):
        number = add_task("Ring the school", due_on=DUE)
        asked = add_task("Nobody said yes to this", due_on=DUE)
        add_task("For the group to agree", due_on=DUE, state=ActionState.TO_BE_AGREED)
        with data():
            row = db.session.get_one(Task, asked)
            row.owner_id, row.asked_id = None, forum["mo"]
    sent = []
    for day in range(-9, 20):
        before = len(told(app))
        morning(app, JUNE + timedelta(days=day))
        morning(app, JUNE + timedelta(days=day))
        sent += [day] * (len(told(app)) - before)
    assert sent == [-7, -1, 3, 14]
    assert {letter.to_name for letter in told(app)} == {"Ann Owner"}
    with data():
        db.session.get_one(Task, number).state = ActionState.DONE
    morning(app, JUNE + timedelta(days=44))
    assert len(told(app)) == 4


def test_it_is_worded_gently_says_why_it_comes_and_names_nothing_in_its_addresses(app, reminded):
    [letter] = told(app)
    assert letter.subject == "Forum: how is it going with what you said yes to?"
    for words in ("Hello Ann Owner,", "its day is near:", "**Ring Mo Member**", "Then no answer is needed."):
        assert words in letter.text
    assert "until Thursday 1 July 2027" in letter.text
    for words in (DONE, MORE_TIME, STUCK):
        assert "Ring" not in link(letter, words)
        assert "Ann" not in link(letter, words)
    print(letter.text)


def test_whoever_dealt_with_it_since_is_left_in_peace_and_who_has_no_e_mail_is_told_by_hand(app, data, forum, add_task):
    with time_machine.travel(JUNE - timedelta(days=30)):
        number = add_task("Ring the school", due_on=DUE, meeting_id=forum["meeting"])
        add_task("Write to the school", "mo", due_on=DUE, meeting_id=forum["meeting"])
        with data():
            db.session.get_one(Person, forum["mo"]).email = None
    with data():
        db.session.get_one(Task, number).changed_at = JUNE - timedelta(days=7, hours=3)
    morning(app, JUNE - timedelta(days=7))
    assert not told(app)
    with app.app_context():
        [waits] = db.session.scalars(select(HandDelivery)).all()
        assert (waits.person_id, waits.template) == (forum["mo"], "action_reminder")


def test_a_supporter_s_copy_cannot_answer_for_the_person(app, data, forum, add_task):
    with time_machine.travel(JUNE - timedelta(days=30)):
        add_task("Ring the school", due_on=DUE)
    with data():
        ann = db.session.get_one(Person, forum["ann"])
        ann.supporter_name, ann.supporter_email, ann.supporter_copies = "Sam", "sam@example.org", True
    morning(app, JUNE - timedelta(days=7))
    copies = {letter.to_address: letter.text for letter in told(app)}
    assert "/answers/" not in copies["sam@example.org"]
    assert sum("/answers/" in text for text in copies.values()) == 1


# --- answers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "fields", "state", "said"),
    [
        (DONE, {"words": "The bus waits"}, ActionState.DONE, "The bus waits"),
        (STUCK, {"words": "The number"}, ActionState.STUCK, "The number"),
        (MORE_TIME, {"due": "17 June"}, ActionState.TO_DO, "It needs more time"),
    ],
)
def test_an_answer_needs_no_sign_in_and_stands_in_the_history_as_the_person_s(
    app, visit, forum, reminded, words, fields, state, said
):
    somebody = visit()
    page = somebody.get(link(told(app)[0], words))
    assert "You answer as Ann Owner." in page.text
    assert "Ring Mo Member" in page.text
    assert not changes(app, reminded), "to open a link changes nothing"
    page = somebody.submit(page, BUTTON[words], **fields)
    assert "Thank you" in page.text
    [change] = changes(app, reminded)
    assert (change.by_id, change.words, change.state) == (forum["ann"], said, state)
    with app.app_context():
        newest = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (newest.event, newest.actor_id) == (Event.ACTION_ANSWERED, forum["ann"])
        task = db.session.get_one(Task, reminded)
        assert task.state is state
        assert task.due_on == (DUE + timedelta(days=14) if words == MORE_TIME else DUE)
    history = visit(forum["ann"]).get(f"/spaces/forum/actions/{reminded}")
    assert "written by Ann Owner" in history.text


@pytest.mark.parametrize(
    ("words", "fields", "field", "problem"),
    [
        (DONE, {"words": " "}, "words", "Write what changed"),
        (STUCK, {"words": ""}, "words", "Write what would help"),
        (MORE_TIME, {"due": "", "words": "Holidays"}, "due", "Write a day, like 3 June"),
        (MORE_TIME, {"due": "whenever", "words": "Holidays"}, "due", "Write a date like 3 June"),
        (MORE_TIME, {"due": "1 May 2027", "words": "Holidays"}, "due", "is over"),
        (MORE_TIME, {"due": "3 June 2027", "words": "Holidays"}, "due", "That is its day now"),
    ],
)
def test_wrong_input_keeps_what_was_typed_and_changes_nothing(app, visit, reminded, words, fields, field, problem):
    somebody = visit()
    page = somebody.get(link(told(app)[0], words))
    page = somebody.submit(page, BUTTON[words], status=422, **fields)
    assert problem in page.error_of(field)
    if "due" in fields:
        assert page.find("due").get("value") == fields["due"]
        assert "".join(page.find("words").itertext()).strip() == "Holidays"
    assert not changes(app, reminded)


def test_a_link_is_worth_nothing_once_it_is_old_finished_or_another_s_and_says_so_kindly(
    app, visit, data, forum, reminded
):
    somebody = visit()
    address = link(told(app)[0], STUCK)
    page = somebody.get(address)
    with data():
        db.session.get_one(Task, reminded).owner_id = forum["mo"]
    over = somebody.submit(page, "Say that I am stuck", status=410, words="I lost the number")
    assert over.h1 == "This action is not in your hands any more"
    assert "I lost the number" in over.text, "nothing typed is lost"
    assert "Ring Mo Member" not in over.text
    assert "See my actions on My page" in over.links()
    with data():
        task = db.session.get_one(Task, reminded)
        task.owner_id, task.state = forum["ann"], ActionState.DONE
    assert somebody.get(address, status=410).h1 == "This action is answered already"
    with data():
        db.session.get_one(Task, reminded).state = ActionState.DOING
    with time_machine.travel(JUNE + timedelta(days=29)):
        assert somebody.get(address, status=410).h1 == "This link is too old"
        assert somebody.get(address.rpartition("/")[0], status=410)
    assert not changes(app, reminded)


def test_a_link_opens_its_own_action_for_its_own_person_alone(app, visit, forum, reminded, add_task):
    other = add_task("Write to the school", "mo")
    address = link(told(app)[0], DONE)
    mine = address.split("/")[2]
    for made_up in (
        mine.replace(f"{reminded}.", f"{other}.", 1),
        mine.replace(f".{forum['ann']}.", f".{forum['mo']}.", 1),
        mine[:-1] + ("0" if mine[-1] != "0" else "1"),
        mine.replace(f"{reminded}.", "999999999.", 1),
        "nothing",
        "é.1.2.3",
    ):
        assert visit().get(f"/answers/{made_up}/done", status=404).h1 == "We do not know this link"
    with app.app_context():
        gone = ticket_of(999_999_999, forum["ann"], DUE)
    visit().get(f"/answers/{gone}/done", status=404)
    visit().get(f"/answers/{mine}/anything", status=404)


def test_whoever_is_signed_in_as_somebody_else_is_told_whose_answer_it_is(app, visit, forum, reminded):
    mo = visit(forum["mo"])
    page = mo.get(link(told(app)[0], DONE))
    assert "What you answer here is kept as Ann Owner’s." in page.text
    mo.submit(page, "Say that it is done", words="They wait")
    assert [change.by_id for change in changes(app, reminded)] == [forum["ann"]]


def test_pressed_twice_one_answer_is_kept(app, visit, reminded):
    somebody = visit()
    page = somebody.get(link(told(app)[0], MORE_TIME))
    somebody.submit(page, "Keep the new day", due="17 June")
    assert "Nothing was done twice" in somebody.submit(page, "Keep the new day", due="17 June").text
    assert [change.kind for change in changes(app, reminded)] == [Change.NEW_DAY]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(TaskChange)) == 1


def test_a_host_of_a_site_that_sends_mail_is_not_shown_links_that_answer_for_somebody(app, visit, data, reminded):
    with data():
        host = factories.person("Hester", is_host=True).id
        number = db.session.scalar(select(Message.id).where(Message.template == "action_reminder"))
    assert "/answers/" in visit(host).get(f"/host/messages/{number}").html
    app.config["SETTINGS"].__dict__["mail_host"] = "mail.example.org"
    assert "/answers/" not in visit(host).get(f"/host/messages/{number}").html
