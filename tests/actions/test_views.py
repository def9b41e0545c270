"""Pages of actions: writing one down, the list of a space, one action and how it is going."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from tests.support.visitor import fold
from workspace import audit, db, jobs, mail
from workspace.actions import choosing, queries
from workspace.actions.bodies import service as bodies
from workspace.actions.models import ActionState, Task
from workspace.mail import Message
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Sharing, Space

Forum = dict[str, int]


def record_address(forum: Forum) -> str:
    return f"/spaces/forum/meetings/{forum['meeting']}/items/{forum['item']}/actions"


def filled_in(owner: int, /, **more: str) -> dict[str, str]:
    fields = {"what": "Ring the school", "owner": str(owner), "said_yes": "y", "due": "in two weeks", **more}
    return {f"action-{name}": value for name, value in fields.items()}


def tasks_of(app: Flask) -> list[Task]:
    with app.app_context():
        return list(db.session.scalars(select(Task).order_by(Task.id)))


def day(number: int):
    """Return the day so many days from today."""
    return today() + timedelta(days=number)


# --- writing one down ----------------------------------------------------------------------------------------------


def test_a_note_taker_writes_down_an_action_with_its_owner_and_day(app, visit, forum):
    nora = visit(forum["nora"])
    page = nora.get(record_address(forum))
    answer = nora.submit(page, "Save the action", follow=False, **filled_in(forum["ann"]))
    assert answer.location == f"/spaces/forum/meetings/{forum['meeting']}/run"
    [task] = tasks_of(app)
    assert (task.what, task.owner_id, task.state) == ("Ring the school", forum["ann"], ActionState.TO_DO)
    assert task.due_on == day(14)
    again = nora.get(record_address(forum))
    assert "Ring the school" in fold("".join(again.find("actions-recorded").itertext()))


@pytest.mark.promise("S3-R9")
def test_nobody_is_given_an_action_without_their_yes(app, visit, forum):
    nora = visit(forum["nora"])
    fields = {**filled_in(forum["ann"]), "action-said_yes": None}
    page = nora.submit(nora.get(record_address(forum)), "Save the action", **fields)
    assert "Action saved. Ann Owner is asked: until their yes, nobody has it" in page.text
    [task] = tasks_of(app)
    assert (task.owner_id, task.asked_id) == (None, forum["ann"])
    for address in (record_address(forum), "/spaces/forum/actions"):
        assert "Nobody yet Ann Owner is asked" in nora.get(address).text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("what", " ", "Write what will be done, starting with a verb"),
        ("what", "x" * 201, "Write at most 200 letters. What you typed is kept here"),
        ("owner", "", "Choose who will do it"),
        ("owner", "not a number", "Choose somebody who is invited to this meeting"),
        ("due", "30 February 2029", "There is no such day. The last day of that month is 28 February"),
        ("due", "3 May 2024", "Friday 3 May 2024 is over. Write a day that is still to come"),
    ],
)
def test_what_cannot_be_written_down_is_said_beside_the_field(app, visit, forum, field, typed, words):
    nora = visit(forum["nora"])
    fields = filled_in(forum["ann"], **{field: typed})
    page = nora.submit(nora.get(record_address(forum)), "Save the action", status=422, **fields)
    assert page.error_of(f"action-{field}").startswith(words)
    assert page.title.startswith("Error:")
    assert tasks_of(app) == []


def test_only_people_who_are_invited_can_be_chosen(app, visit, forum):
    nora = visit(forum["nora"])
    page = nora.get(record_address(forum))
    offered = ["".join(option.itertext()) for option in page.find("action-owner")]
    assert offered == ["Choose a person", "Nora Notes", "Ann Owner", "Gus Guest"]
    page = nora.submit(page, "Save the action", status=422, **filled_in(forum["mo"]))
    assert page.error_of("action-owner") == "Choose somebody who is invited to this meeting"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": MeetingState.PLANNED}, "Start the meeting first, then write down its actions"),
        ({"state": MeetingState.CANCELLED}, "Start the meeting first, then write down its actions"),
        ({"state": MeetingState.CLOSED, "notes_published_at": db.now()}, "The notes of this meeting are published."),
    ],
)
def test_actions_are_written_down_from_the_start_until_the_notes_are_published(app, visit, forum, data, facts, words):
    nora = visit(forum["nora"])
    page = nora.get(record_address(forum))
    with data():
        meeting = db.session.get_one(Meeting, forum["meeting"])
        for name, value in facts.items():
            setattr(meeting, name, value)
    page = nora.submit(page, "Save the action", status=422, **filled_in(forum["ann"]))
    assert words in fold("".join(page.find("errors").itertext()))
    assert tasks_of(app) == []


def test_an_action_may_have_no_day(app, visit, forum):
    nora = visit(forum["nora"])
    nora.submit(
        nora.get(record_address(forum)), "Save the action", follow=False, **filled_in(forum["ann"], due="")
    )  # fmt: skip
    assert tasks_of(app)[0].due_on is None


def test_the_same_form_sent_by_a_script_answers_with_the_new_list_and_an_empty_form(app, visit, forum):
    nora = visit(forum["nora"])
    page = nora.get(record_address(forum), headers={"HX-Request": "true"})
    assert not page.html.lstrip().startswith("<!doctype")
    data = {**form_fields(page), **filled_in(forum["ann"])}
    answer = nora.post(record_address(forum), data, status=200, headers={"HX-Request": "true"})
    [task] = tasks_of(app)
    assert fold("".join(answer.find(f"action-{task.id}").itertext())) == "Ring the school"
    assert answer.find("action-what").get("value") == ""
    assert f'"focus-on": "action-{task.id}"' in answer.answer.headers["HX-Trigger-After-Swap"]
    refused = nora.post(
        record_address(forum), {**form_fields(answer), **filled_in(forum["ann"], what="")}, status=422,
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert refused.has("errors")


def form_fields(page) -> dict[str, str]:
    return {field.get("name", ""): field.get("value", "") for field in page.form("action").iter("input")}


def test_a_name_in_an_action_follows_the_person(app, visit, forum, data):
    nora = visit(forum["nora"])
    fields = filled_in(forum["ann"], what="Ring Gus Guest")
    nora.submit(nora.get(record_address(forum)), "Save the action", follow=False, **fields)
    with data():
        db.session.get_one(Person, forum["gus"]).preferred_name = "Augusta"
    [task] = tasks_of(app)
    for address in ("/spaces/forum/actions", f"/spaces/forum/actions/{task.id}", record_address(forum)):
        page = nora.get(address)
        assert "Ring Augusta" in page.text
        assert "Gus Guest" not in page.text


def test_the_owner_is_told_by_mail_and_the_recorder_is_not(app, visit, forum):
    nora = visit(forum["nora"])
    for owner in ("ann", "nora"):
        page = nora.get(record_address(forum))
        nora.submit(page, "Save the action", follow=False, **filled_in(forum[owner]))
    with app.app_context():
        [message] = db.session.scalars(select(Message).where(Message.template == "action_given"))
        letter = mail.letter_of(message)
    assert message.person_id == forum["ann"]
    assert letter.subject == "Forum: you said yes to an action"
    assert "**Ring the school**" in letter.text
    assert f"<http://127.0.0.1:8000/spaces/forum/actions/{tasks_of(app)[0].id}>" in letter.text


def test_a_supporter_gets_a_copy_and_somebody_without_mail_gets_none(app, visit, forum, data):
    with data():
        ann = db.session.get_one(Person, forum["ann"])
        ann.email, ann.supporter_name, ann.supporter_email, ann.supporter_copies = None, "Sue", "sue@example.org", True
    nora = visit(forum["nora"])
    nora.submit(nora.get(record_address(forum)), "Save the action", follow=False, **filled_in(forum["ann"]))
    with app.app_context():
        [message] = db.session.scalars(select(Message))
        letter = mail.letter_of(message)
    assert (letter.to_name, letter.to_address) == ("Sue", "sue@example.org")
    assert "because you support Ann Owner" in letter.text


def test_an_action_is_written_down_once_however_often_the_form_is_sent(app, visit, forum):
    nora = visit(forum["nora"])
    page = nora.get(record_address(forum))
    for _ in range(2):
        nora.submit(page, "Save the action", follow=False, **filled_in(forum["ann"]))
    assert len(tasks_of(app)) == 1
    with app.app_context():
        kinds = select(jobs.Job).where(jobs.Job.kind == "send_message")
        assert len(db.session.scalars(kinds).all()) == 1


def test_members_guests_and_other_spaces_cannot_write_actions_down(app, visit, forum, data):
    visit(forum["ann"]).get(record_address(forum), status=403)
    visit(forum["gus"]).get(record_address(forum), status=403)
    with data():
        other = factories.space("Panel", slug="panel")
        olga = factories.member(other, "Olga", role=Role.ORGANISER).id
    visit(olga).get(record_address(forum), status=403)
    visit(olga).get(record_address(forum).replace("forum", "panel"), status=404)


# --- the list of a space -------------------------------------------------------------------------------------------


def rows_of(page) -> list[str]:
    return [fold("".join(next(row.iter("a")).itertext())) for row in page.root.iter("tr") if list(row.iter("a"))]


def test_late_actions_come_first_and_done_ones_are_left_out(visit, forum, add_task):
    add_task("Without a day")
    add_task("Later", due_on=day(20))
    add_task("Late", due_on=day(-3))
    add_task("Stuck", due_on=day(5), state=ActionState.STUCK)
    add_task("Finished", state=ActionState.DONE)
    page = visit(forum["mo"]).get("/spaces/forum/actions")
    assert rows_of(page) == ["Late", "Stuck", "Later", "Without a day"]
    assert "4 actions shown" in page.text
    assert "1 late" in page.text
    assert "Late by" in page.text
    assert "Finished" not in page.text


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("who=me", ["Mine"]),
        ("state=late", ["Late"]),
        ("state=done", ["Finished"]),
        ("state=all", ["Late", "Mine", "Finished"]),
        ("words=fini&state=all", ["Finished"]),
        ("words=mo mem", ["Mine"]),
        ("words=100%25", []),
        ("state=waits", []),
        ("state=nobody", []),
        ("state=nonsense&who=x", ["Late", "Mine"]),
        ("page=99", ["Late", "Mine"]),
        ("page=x", ["Late", "Mine"]),
        (f"page={'9' * 40}", ["Late", "Mine"]),
        (f"who={'9' * 40}", ["Late", "Mine"]),
    ],
)
def test_the_list_can_be_narrowed_by_its_address(visit, forum, add_task, choice, found):
    add_task("Late", due_on=day(-3))
    add_task("Mine", "mo")
    add_task("Finished", state=ActionState.DONE)
    page = visit(forum["mo"]).get(f"/spaces/forum/actions?{choice}")
    assert rows_of(page) == found
    assert bool(found) or "No actions match." in page.text


def test_what_an_address_asks_for_and_we_do_not_know_is_named_and_the_rest_of_it_is_kept(visit, forum, add_task):
    add_task("Late", due_on=day(-3))
    add_task("Mine", "mo")
    mo = visit(forum["mo"])
    page = mo.get("/spaces/forum/actions?state=nonsense&due=x&meeting=y&who=me")
    assert "do not know, so it is left out: State, By when and Meeting." in page.text
    assert rows_of(page) == ["Mine"]
    page = mo.get(f"/spaces/forum/actions/board?words={'long ' * 50}")
    assert "is left out: Words, or the name of somebody." in page.text
    assert "Mine" in page.text
    assert "left out" not in mo.get("/spaces/forum/actions?state=late&due=7").text


def test_what_needs_somebody_is_a_list_of_its_own_and_stands_on_the_page_of_those_who_ask(visit, forum, add_task, data):
    add_task("Asked", "mo")
    add_task("Nobody's", owner_id=None)
    add_task("Ended", owner_id=None, state=ActionState.COULD_NOT)
    nora = visit(forum["nora"])
    page = nora.get("/me")
    assert "1 action needs somebody." in page.text
    page = nora.get(page.links()["See what needs somebody in Forum"])
    assert rows_of(page) == ["Nobody's"]
    assert "needs somebody." not in visit(forum["mo"]).get("/me").text


def test_what_its_owner_ended_waits_for_the_group_in_every_list_until_somebody_else_calls_it_finished(
    visit, forum, add_task, data
):
    number = add_task("Ended", state=ActionState.DONE, settled_at=None)
    mo = visit(forum["mo"])
    assert rows_of(mo.get("/spaces/forum/actions?state=waits")) == ["Ended"]
    for address in ("actions?state=waits", "actions/board?state=all", "actions/log?state=all"):
        assert "Waits for the group" in mo.get(f"/spaces/forum/{address}").text, address
    assert '"waits_for_the_group": true' in mo.client.get("/spaces/forum/actions.json?state=all").text
    assert "Waits for the group" in mo.client.get("/spaces/forum/actions.csv?state=all").text
    with data():
        db.session.get_one(Task, number).settled_at = db.now()
    assert rows_of(mo.get("/spaces/forum/actions?state=waits")) == []
    assert "Waits for the group" not in mo.get("/spaces/forum/actions?state=done").text
    assert '"waits_for_the_group": false' in mo.client.get("/spaces/forum/actions.json?state=all").text


def test_an_action_is_found_by_beginnings_of_words_wherever_they_stand_in_it(data, visit, forum, add_task):
    with data():
        body = bodies.called(forum["space"], "Tîm Cludiant").id
    number = add_task("Ring the café", why="Families wait", state_words="The bus is late", body_id=body)
    add_task("Ring the school", "mo", why=f"{{person:{forum['ann']}}} asked")

    def found(words: str) -> list[str]:
        return rows_of(visit(forum["mo"]).get(f"/spaces/forum/actions?state=all&words={words}"))

    for words in ("fam caf", "BUS+wait", "tim+ring", "ann+cafe", "own"):
        assert found(words) == ["Ring the café"], words
    assert found("ring") == ["Ring the café", "Ring the school"]
    assert found("asked") == ["Ring the school"]
    for words in ("fam+school", "afe", "!", "person", "NOT OR"):
        assert found(words) == [], words

    with data():
        db.session.get_one(Task, number).why = "The bell"
        db.session.get_one(Person, forum["ann"]).preferred_name = "Bela Bright"
    assert found("families") == found("ann") == []
    assert found("bell+bright") == ["Ring the café"]
    with data():
        db.session.get_one(Task, number).owner_id = forum["gus"]
    assert found("bright") == []
    assert found("guest bell") == ["Ring the café"]


def test_my_own_actions_are_marked(visit, forum, add_task):
    add_task("Mine", "mo")
    add_task("Another's", "ann")
    page = visit(forum["mo"]).get("/spaces/forum/actions")
    mine, others = [row for row in page.root.iter("tr") if list(row.iter("a"))]
    assert "You" in fold("".join(mine.itertext()))
    assert "You" not in fold("".join(others.itertext()))


def test_a_long_list_has_pages_that_keep_what_was_chosen(visit, forum, data):
    with data():
        space, ann = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["ann"])
        for _ in range(51):
            factories.task(space, ann)
    mo = visit(forum["mo"])
    page = mo.get("/spaces/forum/actions?words=Do")
    assert len(rows_of(page)) == 50
    second = mo.get(page.links()["Page 2, after this"])
    assert len(rows_of(second)) == 1
    assert second.find("words").get("value") == "Do"


def test_where_many_own_actions_they_are_found_by_their_name_and_an_address_keeps_one_of_them(
    visit, forum, add_task, monkeypatch
):
    monkeypatch.setattr(queries, "MOST_OWNERS", 1)
    add_task("Ann's own", "ann")
    mo = visit(forum["mo"])
    assert _owners(mo.get("/spaces/forum/actions")) == ["Everybody", "Me", "Ann Owner"]
    add_task("Mo's own", "mo")
    assert _owners(mo.get("/spaces/forum/actions")) == ["Everybody", "Me"]
    kept = mo.get(f"/spaces/forum/actions?who={forum['ann']}")
    assert rows_of(kept) == ["Ann's own"]
    assert _owners(kept) == ["Everybody", "Me", "Ann Owner"]
    assert rows_of(mo.get("/spaces/forum/actions?words=ann+ow")) == ["Ann's own"]


def _owners(page) -> list[str]:
    return [fold(option.text) for option in page.find("who").iter("option")]


def test_a_long_list_is_not_counted_to_its_end_and_can_still_be_read_to_it(visit, forum, add_task, monkeypatch):
    for module in (queries, choosing):
        monkeypatch.setattr(module, "MOST_COUNTED", 2)
    monkeypatch.setattr(choosing, "ON_A_PAGE", 1)
    for number in range(5):
        add_task(f"Late {number}", due_on=day(number - 9))
    mo = visit(forum["mo"])
    page, read = mo.get("/spaces/forum/actions"), []
    assert "More than 3 actions" in page.text
    assert "Page 1 of more than 3" in page.text
    assert "over 2 late" in page.text
    for number in range(2, 7):
        read += rows_of(page)
        if number < 6:
            page = mo.get(page.links()[f"Page {number}, after this"])
    assert read == [f"Late {number}" for number in range(5)]
    assert "Page 5 of 5" in page.text
    assert "5 actions shown" in page.text


def test_the_list_asks_as_much_of_the_database_for_three_as_for_one(visit, forum, add_task):
    mo = visit(forum["mo"])
    add_task(f"Ring {{person:{forum['ann']}}}", "ann")
    with counted() as for_one:
        mo.get("/spaces/forum/actions")
    add_task(f"Ring {{person:{forum['gus']}}}", "gus")
    add_task(f"Ring {{person:{forum['nora']}}}", "nora", state=ActionState.STUCK)
    with counted() as for_three:
        mo.get("/spaces/forum/actions")
    assert len(for_one) == len(for_three) <= 8


def test_actions_of_another_space_are_not_listed(visit, forum, add_task, data):
    add_task("Ring the school")
    with data():
        other = factories.space("Panel", slug="panel")
        olga = factories.member(other, "Olga").id
    assert "Ring the school" not in visit(olga).get("/spaces/panel/actions").text
    visit(olga).get("/spaces/forum/actions", status=403)
    visit(forum["gus"]).get("/spaces/forum/actions", status=403)


def test_an_empty_list_says_what_will_be_there(visit, forum):
    assert "An action appears here when a meeting writes one down." in visit(forum["mo"]).get(
        "/spaces/forum/actions"
    ).text  # fmt: skip


# --- one action ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ann", "nora"])
def test_owner_and_note_taker_say_how_it_is_going(app, visit, forum, add_task, who):
    address = f"/spaces/forum/actions/{add_task('Ring the school')}"
    visitor = visit(forum[who])
    page = visitor.submit(visitor.get(address), "Save how it is going", state="stuck", words="I need the number")
    assert "Saved. The action is now: Stuck" in page.text
    assert "I need the number" in page.text
    page = visitor.submit(page, "Save how it is going", state="done", words="They will ring back on Monday")
    assert "I need the number" in page.text  # the history keeps every word
    assert tasks_of(app)[0].state is ActionState.DONE


def test_a_guest_who_owns_an_action_can_read_and_change_it(app, visit, forum, add_task):
    address = f"/spaces/forum/actions/{add_task('Send the form', 'gus', meeting_id=forum['meeting'])}"
    gus = visit(forum["gus"])
    page = gus.submit(gus.get(address), "Save how it is going", state="doing", words="")
    assert "Doing" in page.text
    assert "School buses" in page.links()
    assert "/spaces/forum/actions" not in page.links().values()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("stuck", "Write what would help"),
        ("done", "Write what changed"),
        ("could_not", "Write why, and what could be done instead"),
    ],
)
def test_an_end_or_a_stop_needs_words(app, visit, forum, add_task, state, words):
    address = f"/spaces/forum/actions/{add_task('Ring the school')}"
    ann = visit(forum["ann"])
    page = ann.submit(ann.get(address), "Save how it is going", status=422, state=state, words=" ")
    assert page.error_of("words") == words
    assert tasks_of(app)[0].state is ActionState.TO_DO


def test_a_state_that_does_not_exist_is_refused(visit, forum, add_task):
    address = f"/spaces/forum/actions/{add_task('Ring the school')}"
    ann = visit(forum["ann"])
    assert ann.submit(ann.get(address), "Save how it is going", status=422, state="lost").has("state-error")


def test_another_member_reads_an_action_and_cannot_change_it(visit, forum, add_task):
    address = f"/spaces/forum/actions/{add_task('Ring the school')}"
    mo = visit(forum["mo"])
    page = mo.get(address)
    assert "Ann Owner said yes to this." in page.text
    assert not page.has("form")
    once = {"once": "a key of one showing", "csrf_token": page.form("Sign out").find("input").get("value")}
    mo.post(address, {**once, "state": "done", "words": "Mine now"}, status=403)


def test_an_action_is_hidden_from_guests_who_do_not_own_it_and_from_other_spaces(visit, forum, add_task, data):
    task = add_task("Ring the school")
    visit(forum["gus"]).get(f"/spaces/forum/actions/{task}", status=403)
    with data():
        other = factories.space("Panel", slug="panel")
        olga = factories.member(other, "Olga", role=Role.ORGANISER).id
    visit(olga).get(f"/spaces/forum/actions/{task}", status=403)
    visit(olga).get(f"/spaces/panel/actions/{task}", status=404)


def test_each_step_of_an_action_is_in_the_record_without_its_words(app, visit, forum):
    nora = visit(forum["nora"])
    nora.submit(nora.get(record_address(forum)), "Save the action", follow=False, **filled_in(forum["ann"]))
    ann = visit(forum["ann"])
    page = ann.get(f"/spaces/forum/actions/{tasks_of(app)[0].id}")
    ann.submit(page, "Save how it is going", state="stuck", words="My son is ill")
    with app.app_context():
        rows = db.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.thing_kind == "task")).all()
        assert [row.event.value for row in rows] == ["action:recorded", "action:changed"]
        assert rows[1].changes == {"change": "state", "state": "stuck"}
        assert "ill" not in str([row.changes for row in rows])
        assert audit.first_broken() is None


def test_whoever_asked_not_to_be_named_in_the_notes_is_not_named_in_actions(app, visit, forum, add_task, data):
    with data():
        meeting = db.session.get_one(Meeting, forum["meeting"])
        meeting.sharing = Sharing.MEMBERS
        zoe = factories.member(db.session.get_one(Space, forum["space"]), "Zoe Quiet")
        factories.invitation(meeting, zoe, name_in_notes=False)
        zoe_id = zoe.id
    what = f"Ring {{person:{zoe_id}}} and {{person:{forum['nora']}}}"
    number = add_task(what, meeting_id=forum["meeting"])
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    for page in (mo.get("/spaces/forum/actions"), mo.get(f"/spaces/forum/actions/{number}"), ann.get("/me")):
        assert "Ring a member and Nora Notes" in page.text
        assert "Zoe" not in page.text


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_mine_before_mine_is_kept(app, visit, forum, add_task):
    task = add_task("Ring the school", owner="ann")
    address = f"/spaces/forum/actions/{task}"
    ann, nora = visit(forum["ann"]), visit(forum["nora"])
    page = ann.get(address)
    nora.submit(nora.get(address), "Save how it is going", state="doing", words="They rang us back")
    page = ann.submit(page, "Save how it is going", status=422, state="stuck", words="Nobody answers")
    assert "Somebody wrote about this while you were typing" in page.text
    assert "They rang us back" in "".join(page.find("meanwhile").itertext())
    assert "Nobody answers" in page.find("words").text
    page = ann.submit(page, "Save how it is going", state="stuck")
    assert "Saved. The action is now: Stuck" in page.text
    assert "They rang us back" in page.text
    assert "Nobody answers" in page.text
    page = ann.submit(ann.get(address), "Save how it is going", state="doing")
    assert "Saved" in page.text, "what one wrote oneself is no surprise"


def test_on_a_phone_the_actions_come_before_what_they_are_filtered_by(visit, forum, add_task):
    add_task("Ring the school", owner="ann")
    ann = visit(forum["ann"])
    folded = ann.get("/spaces/forum/actions").root.iter("details")
    assert [one.get("open") for one in folded] == [None]
    for chosen in ("who=me", "state=all", "due=7", "words=school"):
        page = ann.get(f"/spaces/forum/actions?{chosen}")
        assert next(page.root.iter("details")).get("open") is not None, chosen
    assert next(ann.get("/spaces/forum/actions?state=open").root.iter("details")).get("open") is None
