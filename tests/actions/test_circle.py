"""Who has to do with an action: who is asked, says yes, raised it, helps and follows, and what all of them hear."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tests import factories
from tests.support.days import today
from tests.support.visitor import fold
from workspace import audit, db, mail
from workspace.actions.models import ActionState, Task, TaskChange
from workspace.mail import Message
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership, Space


def address(number: int) -> str:
    return f"/spaces/forum/actions/{number}"


def task_in(app, number: int) -> Task:
    with app.app_context():
        return db.session.get_one(Task, number)


def told(app, template: str = "action_changed") -> list[tuple[int, str]]:
    """Return who got this kind of message, and its text, in order."""
    with app.app_context():
        rows = db.session.scalars(select(Message).where(Message.template == template).order_by(Message.id)).all()
        return [(row.person_id, mail.letter_of(row).text) for row in rows]


@pytest.fixture
def asked(data, forum) -> int:
    """An action that Ann is asked to do."""
    with data():
        space, nora = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["nora"])
        made = factories.task(space, nora, "Ring the school", meeting_id=forum["meeting"])
        made.owner_id, made.asked_id = None, forum["ann"]
        return made.id


# --- whoever is asked ----------------------------------------------------------------------------------------------


@pytest.mark.promise("S3-R9")
def test_whoever_is_asked_says_yes_and_only_then_owns_it(app, visit, forum, asked):
    ann = visit(forum["ann"])
    home = ann.get("/me")
    assert "Will you do this: Ring the school" in home.links()
    assert "You have nothing to do." in home.text
    page = ann.submit(ann.get(address(asked)), "Send my answer", **{"answer-answer": "yes"})
    assert "It is yours now" in page.text
    assert (task_in(app, asked).owner_id, task_in(app, asked).asked_id) == (forum["ann"], None)
    assert "Ring the school" in ann.get("/me").links()


def test_no_is_a_good_answer_and_the_action_needs_somebody(app, visit, forum, asked):
    ann, nora = visit(forum["ann"]), visit(forum["nora"])
    ann.submit(ann.get(address(asked)), "Send my answer", **{"answer-answer": "no", "answer-words": "Not this month"})
    page = nora.get(address(asked))
    assert "Nobody has said yes to this yet. It needs somebody." in page.text
    assert "Not this month" in page.text
    assert not visit(forum["ann"]).get(address(asked)).has("answer")
    page = nora.submit(nora.get(page.links()["Ask somebody to do it"]), "Ask them", person=str(forum["mo"]))
    assert "Mo Member is asked" in page.text
    [(reader, text)] = told(app, "action_asked")
    assert reader == forum["mo"]
    assert "Nora Notes asks whether you will do this" in text


def test_an_answer_needs_a_choice_and_keeps_the_words(visit, forum, asked):
    ann = visit(forum["ann"])
    page = ann.submit(ann.get(address(asked)), "Send my answer", status=422, **{"answer-words": "I am not sure"})
    assert page.error_of("answer-answer") == "Choose yes or no"
    assert "Choose yes or no" in fold("".join(page.find("errors").itertext()))
    assert "".join(page.find("answer-words").itertext()).strip() == "I am not sure"


@pytest.mark.parametrize("who", ["mo", "nora", "gus"])
def test_nobody_answers_for_another(visit, forum, asked, who):
    somebody = visit(forum[who])
    form = somebody.get("/me").form("Sign out").find("input").get("value")
    answer = {"csrf_token": form, "once": "a key of one showing", "answer-answer": "yes"}
    somebody.post(f"{address(asked)}/answer", answer, status=403)


@pytest.mark.parametrize(
    ("person", "words"),
    [("0", "Choose somebody of this group"), ("", "Choose who is asked"), ("ann", "Ann Owner does it already")],
)
def test_who_can_be_asked(visit, forum, add_task, person, words):
    nora = visit(forum["nora"])
    page = nora.get(f"{address(add_task('Ring the school'))}/ask")
    page = nora.submit(page, "Ask them", status=422, person=str(forum.get(person, person)))
    assert page.error_of("person") == words


def test_an_action_of_somebody_who_leaves_the_group_asks_for_a_new_owner(app, visit, forum, data, add_task):
    number = add_task("Ring the school", meeting_id=forum["meeting"])
    with data():
        space = db.session.get_one(Space, forum["space"])
        olga, second = (factories.member(space, name, role=Role.ORGANISER) for name in ("Olga", "Omar"))
        theirs = select(Membership).where(Membership.person_id == forum["ann"]).options(joinedload(Membership.person))
        spaces.leave(db.session.scalars(theirs).one(), actor=olga)
    assert task_in(app, number).owner_id is None
    page = visit(forum["nora"]).get(address(number))
    assert "Its owner left the group. It needs somebody who does it" in page.text
    assert "Its owner left the group: it needs somebody else. Ask somebody to do it" in page.text
    assert [reader for reader, _ in told(app)] == [second.id]  # whoever organises, but for whoever did it
    assert "Nobody yet" in visit(forum["nora"]).get("/spaces/forum/actions").text


# --- closing is the group's ----------------------------------------------------------------------------------------


def test_what_its_owner_calls_done_stays_until_the_group_calls_it_finished(app, visit, forum, add_task):
    number = add_task("Ring the school")
    ann, nora = visit(forum["ann"]), visit(forum["nora"])
    page = ann.submit(ann.get(address(number)), "Save how it is going", state="done", words="They changed the bus")
    assert "Whether it is finished, somebody else says: for the group, or who raised it." in page.text
    assert not page.has("settle")
    page = nora.get(address(number))
    assert "The group has not called it finished yet." in page.text
    assert nora.submit(
        page, "Save the answer", status=422, **{"settle-finished": "no"}
    ).error_of("settle-words") == "Write what is still to be done"  # fmt: skip
    page = nora.submit(page, "Save the answer", **{"settle-finished": "no", "settle-words": "The bus still comes late"})
    assert task_in(app, number).state is ActionState.DOING
    ann.submit(ann.get(address(number)), "Save how it is going", state="done", words="Now it comes on time")
    page = nora.submit(nora.get(address(number)), "Save the answer", **{"settle-finished": "yes"})
    assert task_in(app, number).settled_at
    assert "The group has not called it finished yet." not in page.text
    assert not page.has("settle")
    assert "Somebody answered this meanwhile" in _settled_again(nora, number, page)


def _settled_again(nora, number, page) -> str:
    form = page.form("Sign out").find("input").get("value")
    fields = {"csrf_token": form, "once": "a key of one showing", "settle-finished": "yes"}
    return nora.post(f"{address(number)}/finished", fields).text


def test_what_is_done_and_not_called_finished_comes_back_at_the_next_meeting(visit, forum, data, add_task):
    number = add_task("Ring the school", meeting_id=forum["meeting"], due_on=today())
    ann, nora = visit(forum["ann"]), visit(forum["nora"])
    ann.submit(ann.get(address(number)), "Save how it is going", state="done", words="They changed the bus")
    with data():
        organiser = factories.member(space := db.session.get_one(Space, forum["space"]), role=Role.ORGANISER)
        later = factories.meeting(space, organiser, "Next one", starts_at=db.now() + timedelta(days=30))
        factories.invitation(later, organiser)
        agenda = f"/spaces/forum/meetings/{later.id}/agenda"
        number_of_olga = organiser.id
    olga = visit(number_of_olga)
    assert "Ring the school" in olga.get(agenda).text
    nora.submit(nora.get(address(number)), "Save the answer", **{"settle-finished": "yes"})
    assert "Ring the school" not in olga.get(agenda).text


def test_whoever_raised_it_calls_it_finished(app, visit, forum, add_task):
    number = add_task("Ring the school")
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown="named")
    assert "Mo Member" in fold("".join(ann.get(address(number)).root.itertext()))
    ann.submit(ann.get(address(number)), "Save how it is going", state="done", words="They changed the bus")
    assert "You raised this. Is it finished: Ring the school" in mo.get("/me").links()
    mo.submit(mo.get(address(number)), "Save the answer", **{"settle-finished": "yes"})
    assert task_in(app, number).settled_at
    assert "Whoever raised it calls it finished" in mo.get(address(number)).text
    assert "Is it finished" not in mo.get("/me").text


def test_nobody_calls_finished_what_they_did_themselves(app, visit, forum, add_task):
    number = add_task("Ring the school", "nora")
    nora = visit(forum["nora"])
    nora.submit(nora.get(f"{address(number)}/raised"), "Save who may know it", shown="named")
    page = nora.submit(nora.get(address(number)), "Save how it is going", state="done", words="They changed the bus")
    assert not page.has("settle")
    assert "Whether it is finished, somebody else says" in page.text
    assert "Is it finished" not in nora.get("/me").text
    form = page.form("Sign out").find("input").get("value")
    fields = {"csrf_token": form, "once": "a key", "settle-finished": "yes"}
    nora.post(f"{address(number)}/finished", fields, status=403)
    assert task_in(app, number).settled_at is None


def test_nobody_says_only_once_it_is_done_that_they_raised_it(app, visit, forum, add_task):
    number = add_task("Ring the school", state=ActionState.DONE)
    mo = visit(forum["mo"])
    page = mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown="named", status=422)
    assert "The action is called done already" in page.text
    assert task_in(app, number).raised_by_id is None


def test_who_did_it_until_now_and_whoever_asked_hear_who_does_it(app, visit, forum, add_task):
    number = add_task("Ring the school")
    nora, mo = visit(forum["nora"]), visit(forum["mo"])
    nora.submit(nora.get(f"{address(number)}/ask"), "Ask them", person=str(forum["mo"]))
    before = len(told(app))
    mo.submit(mo.get(address(number)), "Send my answer", **{"answer-answer": "yes"})
    assert sorted(reader for reader, _ in told(app)[before:]) == sorted([forum["ann"], forum["nora"]])


# --- other words ---------------------------------------------------------------------------------------------------


def test_other_words_and_another_day_leave_the_old_ones_in_its_history(app, visit, forum, add_task):
    number = add_task("Ring the school")
    nora = visit(forum["nora"])
    page = nora.get(f"{address(number)}/words")
    refused = nora.submit(page, "Save it like this", status=422, what="Write to the school", words=" ")
    assert refused.error_of("words") == "Write why, in a few words"
    page = nora.submit(
        refused, "Save it like this", what="Write to the school", why="Nobody answers the phone", due="in two weeks",
        words="The line is always busy",
    )  # fmt: skip
    assert page.h1 == "Write to the school"
    assert "Before: Ring the school" in page.text
    assert "Nobody answers the phone" in page.text
    assert [reader for reader, _ in told(app)] == [forum["ann"]]
    visit(forum["ann"]).get(f"{address(number)}/words", status=403)


def test_whoever_does_it_gives_it_another_day_without_having_to_say_why(app, visit, forum, add_task):
    number = add_task("Ring the school", due_on=today())
    ann = visit(forum["ann"])
    page = ann.get(ann.get(address(number)).links()["I need more time"])
    assert ann.submit(page, "Keep the new day", status=422, due="yesterday").find("due").get("value") == "yesterday"
    page = ann.submit(page, "Keep the new day", due="in two weeks")
    assert "It needs more time" in page.text
    assert task_in(app, number).due_on == today() + timedelta(days=14)
    ann.submit(page, "Save how it is going", state="done", words="They answered")
    late = ann.submit(ann.get(f"{address(number)}/day"), "Keep the new day", status=422, due="in 9 weeks")
    assert "This action is finished" in late.text


# --- who hears of it -----------------------------------------------------------------------------------------------


def test_owner_helper_follower_and_raiser_hear_of_each_change_and_whoever_made_it_does_not(
    app, visit, forum, data, add_task
):
    number = add_task("Ring the school")
    with data():
        space = db.session.get_one(Space, forum["space"])
        helper, follower = factories.member(space, "Hal Helper").id, factories.member(space, "Fay Follower").id
    hal, fay = visit(helper), visit(follower)
    hal.submit(hal.get(address(number)), "I can help")
    fay.submit(fay.get(address(number)), "Tell me of each change")
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown="named")
    ann.submit(ann.get(address(number)), "Save how it is going", state="stuck", words="I need the number")
    assert {reader for reader, _ in told(app)} == {helper, follower, forum["mo"]}
    assert all("> I need the number" in text for _, text in told(app))
    page = visit(forum["nora"]).get(address(number))
    assert "Hal Helper" in page.text
    assert "Fay Follower" not in page.text, "who follows is nobody else's business"
    fay.submit(fay.get(address(number)), "Do not follow it any more")
    hal.submit(hal.get(address(number)), "Do not help any more")
    ann.submit(ann.get(address(number)), "Save how it is going", state="doing", words="")
    assert [reader for reader, _ in told(app)[3:]] == [forum["mo"]]


@pytest.mark.promise("S1-V5")
def test_whoever_raised_it_privately_is_told_of_every_change_and_named_nowhere_else(app, visit, forum, add_task, data):
    number = add_task("Ring the school")
    with data():
        space = db.session.get_one(Space, forum["space"])
        quiet = factories.member(space, "Quill Quiet").id
    nora, ann = visit(forum["nora"]), visit(forum["ann"])
    somebody = visit(quiet)
    before = _events(app)
    page = somebody.submit(somebody.get(f"{address(number)}/raised"), "Save who may know it", shown="private")
    assert "You raised this, and nobody else knows it." in page.text
    assert _events(app) == before, "a record would tell of it"
    for state, words in (("stuck", "I need the number"), ("doing", ""), ("done", "The bus comes")):
        ann.submit(ann.get(address(number)), "Save how it is going", state=state, words=words)
    nora.submit(nora.get(address(number)), "Save the answer", **{"settle-finished": "no", "settle-words": "Not yet"})
    nora.submit(
        nora.get(f"{address(number)}/words"), "Save it like this", what="Write to the school", due="", words="Busy"
    )  # fmt: skip
    heard = [text for reader, text in told(app) if reader == quiet]
    assert len(heard) == 5
    assert not any("raised" in text for text in heard), "the message is the same for all"
    for reader in (nora, ann, visit(forum["mo"])):
        for page in (address(number), "/spaces/forum/actions", "/me"):
            assert "Quill" not in reader.get(page).text
    with app.app_context():
        assert quiet not in set(db.session.scalars(select(TaskChange.by_id)))
        rows = db.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.thing_kind == "task"))
        assert quiet not in {number for row in rows for number in (row.actor_id, row.subject_id)}


def _events(app) -> int:
    with app.app_context():
        return len(db.session.scalars(select(audit.AuditEvent)).all())


def test_a_private_raiser_may_show_their_name_or_take_it_back_and_does_nothing_that_tells_of_it(
    app, visit, forum, add_task
):
    number = add_task("Ring the school")
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown="private")
    ann.submit(ann.get(address(number)), "Save how it is going", state="done", words="They changed the bus")
    assert not mo.get(address(number)).has("settle")
    assert "Is it finished" not in mo.get("/me").text
    mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown="named")
    assert mo.get(address(number)).has("settle")
    mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown="not_me")
    assert task_in(app, number).raised_by_id is None


def test_another_who_raised_it_learns_nothing_of_the_first_who_hears_of_it_still(app, visit, forum, data, add_task):
    number = add_task("Ring the school")
    with data():
        quiet = factories.member(db.session.get_one(Space, forum["space"]), "Quill Quiet").id
    somebody = visit(quiet)
    somebody.submit(somebody.get(f"{address(number)}/raised"), "Save who may know it", shown="private")
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    page = mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown="named")
    assert "You raised this." in page.text
    ann.submit(ann.get(address(number)), "Save how it is going", state="doing", words="")
    assert {reader for reader, _ in told(app)} == {quiet, forum["mo"]}
    refused = ann.submit(ann.get(f"{address(number)}/raised"), "Save who may know it", status=422, shown="named")
    assert "Somebody else said so already" in refused.text


def test_whoever_can_no_longer_read_an_action_hears_of_it_no_more(app, visit, forum, data, add_task):
    number = add_task("Ring the school")
    mo = visit(forum["mo"])
    mo.submit(mo.get(address(number)), "Tell me of each change")
    with data():
        mine = Membership.person_id == forum["mo"]
        db.session.scalars(select(Membership).where(mine)).one().left_at = db.now()
    ann = visit(forum["ann"])
    ann.submit(ann.get(address(number)), "Save how it is going", state="doing", words="")
    assert told(app) == []


def test_something_that_is_no_part_changes_nothing(visit, forum, add_task):
    mo = visit(forum["mo"])
    form = mo.get(address(add_task("Ring the school"))).form("Tell me of each change")
    fields = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    assert "Nothing was changed" in mo.post(form.get("action"), {**fields, "part": "x"}).text


@pytest.mark.parametrize("shown", ["named", "private"])
def test_whoever_raised_it_and_left_the_group_reads_and_hears_nothing_more(app, visit, forum, data, add_task, shown):
    number = add_task("Ring the school")
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    mo.submit(mo.get(f"{address(number)}/raised"), "Save who may know it", shown=shown)
    with data():
        mine = Membership.person_id == forum["mo"]
        db.session.scalars(select(Membership).where(mine)).one().left_at = db.now()
    ann.submit(ann.get(address(number)), "Save how it is going", state="done", words="The bus comes")
    assert told(app) == []
    mo.get(address(number), status=403)
    assert "Ring the school" not in mo.get("/me").text


def test_two_who_put_an_action_in_other_words_at_once_both_keep_theirs(app, visit, forum, data, add_task):
    number = add_task("Ring the school")
    with data():
        otto = factories.member(db.session.get_one(Space, forum["space"]), "Otto", role=Role.NOTE_TAKER).id
    one, other = visit(forum["nora"]), visit(otto)
    first, second = one.get(f"{address(number)}/words"), other.get(f"{address(number)}/words")
    one.submit(first, "Save it like this", what="Write to the school", words="Busy")
    other.submit(second, "Save it like this", why="Nobody answers", words="Said why")
    assert (task_in(app, number).what, task_in(app, number).why) == ("Write to the school", "Nobody answers")


def test_whoever_was_asked_before_hears_that_another_is_asked(app, visit, forum, asked):
    nora = visit(forum["nora"])
    nora.submit(nora.get(f"{address(asked)}/ask"), "Ask them", person=str(forum["mo"]))
    assert [reader for reader, _ in told(app)] == [forum["ann"]]
    assert [reader for reader, _ in told(app, "action_asked")] == [forum["mo"]]
    visit(forum["mo"]).get(address(asked))
