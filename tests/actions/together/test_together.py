"""Bringing many actions up to date at once, after a meeting."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db
from workspace.actions import choosing
from workspace.actions.models import ActionState, Change, Part, Task, TaskChange, TaskPerson
from workspace.mail import Message

PAGE = "/spaces/forum/actions/together"
SAVE = "Save all rows"


def now_is(app: Flask, number: int) -> tuple[ActionState, str]:
    with app.app_context():
        task = db.session.get_one(Task, number)
        return task.state, task.state_words


@pytest.fixture
def two(data, forum, add_task) -> tuple[int, int]:
    """Two actions of the forum's meeting; Mo follows the first."""
    first, second = (add_task(what, meeting_id=forum["meeting"]) for what in ("Ring the school", "Ask for a bus"))
    add_task("Of no meeting")
    with data():
        factories._saved(
            TaskPerson(space_id=forum["space"], task_id=first, person_id=forum["mo"], part=Part.FOLLOWS),
        )
    return first, second


def test_many_actions_are_brought_up_to_date_at_once_with_one_letter_each(app, visit, forum, two):
    first, second = two
    nora = visit(forum["nora"])
    page = nora.get(f"{PAGE}?meeting={forum['meeting']}")
    assert "Of no meeting" not in page.text
    said = {f"a{first}-state": "stuck", f"a{first}-words": "The number is wrong", f"a{first}-due": "in 3 weeks"}
    page = nora.submit(page, SAVE, **said)
    assert "Saved. 1 action is changed" in page.text
    assert now_is(app, first) == (ActionState.STUCK, "The number is wrong")
    assert now_is(app, second) == (ActionState.TO_DO, "")
    with app.app_context():
        [change] = db.session.scalars(select(TaskChange).where(TaskChange.task_id == first))
        assert (change.kind, change.words, change.what_before) == (
            Change.STATE,
            "The number is wrong",
            "Ring the school",
        )
        task = db.session.get_one(Task, first)
        assert task.due_on == today() + timedelta(days=21)
        told = db.session.scalars(select(Message).where(Message.template == "action_changed")).all()
        assert len({one.person_id for one in told}) == len(told)


def test_where_one_row_has_a_mistake_none_is_kept_and_nothing_typed_is_lost(app, visit, forum, two):
    first, second = two
    nora = visit(forum["nora"])
    said = {
        f"a{first}-state": "doing",
        f"a{first}-words": "Rang twice",
        f"a{second}-state": "done",
        f"a{second}-due": "30 February",
    }
    page = nora.submit(nora.get(PAGE), SAVE, status=422, **said)
    assert "Nothing is saved yet" in page.text
    assert "Ask for a bus: There is no such day" in page.text
    assert 'value="Rang twice"' in page.html
    assert 'value="30 February"' in page.html
    assert now_is(app, first)[0] is ActionState.TO_DO
    page = nora.submit(page, SAVE, status=422, **{f"a{second}-due": ""})
    assert page.error_of(f"a{second}-words") == "Write what changed"
    page = nora.submit(page, SAVE, **{f"a{second}-words": "It comes at four"})
    assert "Saved. 2 actions are changed" in page.text
    assert now_is(app, first) == (ActionState.DOING, "Rang twice")


@pytest.mark.parametrize(
    ("state", "due", "words", "field", "refused"),
    [
        ("to_do", "in 3 weeks", "", "words", "Write why the day changes, in a few words"),
        ("to_do", "3 May 2024", "Sooner", "due", "Friday 3 May 2024 is over. Write a day that is still to come"),
        ("done", "in 3 weeks", "It is done", "due", "A finished action gets no new day. Put the day back as it was"),
    ],
)
def test_a_new_day_needs_words_and_an_action_that_goes_on(visit, forum, two, state, due, words, field, refused):
    row = f"a{two[0]}-"
    nora = visit(forum["nora"])
    typed = {f"{row}state": state, f"{row}due": due, f"{row}words": words}
    assert nora.submit(nora.get(PAGE), SAVE, status=422, **typed).error_of(row + field) == refused


def test_what_somebody_else_changed_meanwhile_is_kept_or_shown_beside_mine(app, visit, forum, two):
    first, second = two
    nora, ann = visit(forum["nora"]), visit(forum["ann"])
    seen = nora.get(PAGE)
    for number in two:
        page = ann.get(f"/spaces/forum/actions/{number}")
        ann.submit(page, "Save how it is going", state="done", words="Ann did it")
    page = nora.submit(seen, SAVE, status=422, **{f"a{first}-state": "doing", f"a{second}-words": "Thank you"})
    assert "Now it says: “Done”. Send again to keep yours" in page.error_of(f"a{first}-state")
    page = nora.submit(page, SAVE, **{f"a{first}-words": "Not all of it"})
    assert now_is(app, first) == (ActionState.DOING, "Not all of it")
    assert now_is(app, second) == (ActionState.DONE, "Thank you")


def test_only_organisers_and_note_takers_do_so_and_only_in_their_space(app, data, visit, forum, two):
    for who in ("ann", "mo", "gus"):
        visit(forum[who]).get(PAGE, status=403)
    with data():
        other = factories.space("Panel", slug="panel")
        kept = factories.task(other, factories.member(other, "Pat"), "Kept apart").id
    nora = visit(forum["nora"])
    page = nora.get(PAGE)
    nora.submit(page, SAVE, **{f"a{kept}-as_it_was": "", f"a{kept}-state": "doing"})
    assert now_is(app, kept)[0] is ActionState.TO_DO


def test_the_page_takes_as_many_queries_for_three_as_for_one(visit, forum, add_task):
    add_task("First", meeting_id=forum["meeting"])
    nora = visit(forum["nora"])
    nora.get(PAGE)
    with counted() as few:
        nora.get(PAGE)
    add_task("Second", meeting_id=forum["meeting"])
    add_task("Third", "mo", meeting_id=forum["meeting"])
    with counted() as many:
        nora.get(PAGE)
    assert len(few) == len(many)


def test_going_to_the_next_page_saves_what_was_typed_and_passes_nothing_over(visit, forum, add_task, monkeypatch):
    monkeypatch.setattr(choosing, "ON_A_PAGE", 2)
    rows = [add_task(f"Ring number {number}") for number in range(5)]
    nora = visit(forum["nora"])
    on = "Save and go to page 2"
    page = nora.submit(nora.get(PAGE), on, **{f"a{rows[0]}-state": "doing"})
    assert "Saved. 1 action is changed" in page.text
    assert "Ring number 2" in page.text
    assert "Ring number 0" not in page.text
    page = nora.submit(page, "Save and go to page 3", status=422, **{f"a{rows[2]}-state": "stuck"})
    assert "Page 2 of 3" in page.text
    page = nora.submit(page, "Save and go to page 1", **{f"a{rows[2]}-words": "No answer"})
    done = {f"a{row}-state": "done" for row in rows[:2]} | {f"a{row}-words": "They came" for row in rows[:2]}
    page = nora.submit(page, on, **done)
    assert "Some left the list, so the next ones are on this page" in page.text
    assert "Ring number 2" in page.text
