"""The board: the list of actions in columns, and moving a card by choosing from a list."""

from datetime import timedelta

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from tests.support.visitor import fold
from workspace import db
from workspace.actions.board import views
from workspace.actions.models import ActionState, Part, Task, TaskPerson
from workspace.mail import Message
from workspace.meetings.models import Meeting

BOARD = "/spaces/forum/actions/board"


def task_now(app, task_id: int) -> Task:
    with app.app_context():
        return db.session.get_one(Task, task_id)


def test_the_board_is_the_list_in_columns_with_the_same_choices(visit, forum, add_task):
    add_task("Ring the school")
    add_task("Ask for a bus", "mo", state=ActionState.STUCK, state_words="Nobody has the number")
    add_task("Thank the driver", state=ActionState.DONE)
    page = visit(forum["mo"]).get(BOARD)
    headings = [fold("".join(one.itertext())) for one in page.root.iter("h2")]
    assert headings[1:5] == ["To do: 1", "Doing: 0", "Stuck: 1", "To be agreed by the group: 0"]
    assert "Nobody has the number" in page.text
    assert "Thank the driver" not in page.text
    page = visit(forum["mo"]).get(f"{BOARD}?state=done&who={forum['ann']}")
    assert "Done: 1" in page.text
    assert "Thank the driver" in page.text
    assert f"who={forum['ann']}" in page.links()["Show it as a list"]


def test_an_owner_moves_a_card_and_comes_back_to_it(app, visit, forum, add_task):
    number = add_task("Ring the school")
    ann = visit(forum["ann"])
    answer = ann.submit(ann.get(BOARD), "Move: Ring the school", follow=False, state="doing")
    assert answer.location.endswith(f"#card-{number}")
    assert task_now(app, number).state is ActionState.DOING
    assert "Moved. “Ring the school” is now: Doing" in ann.get(BOARD).text


def test_a_state_that_asks_for_words_leads_to_a_page_that_asks_for_them(app, visit, forum, add_task):
    number = add_task("Ring the school")
    with app.app_context(), db.transaction():
        factories._saved(_follows(number, forum))
    ann = visit(forum["ann"])
    page = ann.submit(ann.get(f"{BOARD}?who=me"), "Move: Ring the school", state="done")
    assert task_now(app, number).state is ActionState.TO_DO
    page = ann.submit(page, "Move it", status=422)
    assert "Write what changed" in page.text
    page = ann.submit(page, "Move it", words="They answer the phone now")
    assert "is now: Done. As you chose, the board does not show those" in page.text
    assert task_now(app, number).state_words == "They answer the phone now"
    with app.app_context():
        told = db.session.query(Message).filter_by(template="action_changed").all()
        assert [one.person_id for one in told] == [forum["mo"]]


def _follows(task_id: int, forum):
    return TaskPerson(space_id=forum["space"], task_id=task_id, person_id=forum["mo"], part=Part.FOLLOWS)


def test_a_card_that_somebody_moved_meanwhile_stays_where_it_is(app, visit, forum, add_task):
    number = add_task("Ring the school")
    ann, nora = visit(forum["ann"]), visit(forum["nora"])
    seen = ann.get(BOARD)
    nora.submit(nora.get(BOARD), "Move: Ring the school", state="doing")
    page = ann.submit(seen, "Move: Ring the school", state="to_be_agreed")
    assert "Somebody moved it meanwhile. It is now: Doing" in page.text
    assert task_now(app, number).state is ActionState.DOING


def test_who_may_not_change_an_action_has_no_menu_and_cannot_move_it(visit, forum, add_task):
    number = add_task("Ring the school")
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    page = mo.get(BOARD)
    assert "Ring the school" in page.text
    assert "Move to" not in page.text
    assert mo.get(f"/spaces/forum/actions/{number}/move", status=403)
    assert ann.submit(ann.get(BOARD), "Move: Ring the school", status=422, state="gone")


def test_a_column_shows_its_first_and_links_to_the_rest_with_as_many_queries(visit, forum, add_task, monkeypatch):
    monkeypatch.setattr(views, "IN_A_COLUMN", 2)
    nora = visit(forum["nora"])
    add_task("First")
    nora.get(BOARD)
    with counted() as few:
        nora.get(BOARD)
    add_task("Second")
    add_task("Third")
    with counted() as many:
        page = nora.get(BOARD)
    assert len(few) == len(many)
    assert "To do: 3" in page.text
    assert "Third" not in page.text
    assert "Third" in nora.get(page.links()["All that are here: To do"]).text


def test_the_list_and_the_board_show_a_meeting_s_actions_and_those_due_soon(app, visit, forum, add_task):
    with app.app_context():
        meeting = db.session.get_one(Meeting, forum["meeting"])
    add_task("Soon", due_on=today() + timedelta(days=3))
    add_task("Later", due_on=today() + timedelta(days=20), meeting_id=meeting.id)
    add_task("Some day")
    nora = visit(forum["nora"])
    for page in ("/spaces/forum/actions", BOARD):
        for chosen, shown in {
            "due=7": {"Soon"},
            "due=30": {"Soon", "Later"},
            "due=none": {"Some day"},
            f"meeting={meeting.id}": {"Later"},
            "meeting=99999999999": {"Soon", "Later", "Some day"},
        }.items():
            text = nora.get(f"{page}?{chosen}").text.partition("Clear my choices")[2]
            assert {one for one in ("Soon", "Later", "Some day") if one in text} == shown, (page, chosen)
