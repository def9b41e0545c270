"""A pair that is made of an action: on its page, with its words where everyone may read them."""

import pytest

from tests import factories
from tests.meetings.running.forum import item_of, meeting_of
from tests.said.conftest import Told
from workspace import db
from workspace.actions.models import ActionState, Task
from workspace.people.models import Person
from workspace.said.models import Outcome, Result, SaidKind
from workspace.spaces.models import Sharing

LINK = "Make a “you said, we did” of this"
OWN = {"said": "Nobody asked us.", "result": "done", "did": "They ask now.", "new_theme": "Buses", "stands_alone": "y"}


def ended(data, told: Told, level: Sharing, **facts: object) -> str:
    """End the action of the meeting, with words, and return its page."""
    with data():
        item_of(told.forum, 1).sharing = level
        task = db.session.get_one(Task, told.task)
        task.why, task.state, task.state_words = (
            f"Families and {{person:{told.forum.zoe}}} wait.",
            ActionState.DONE,
            "It waits now.",
        )
        task.raised_by_id, task.raised_privately = told.forum.zoe, True
        for name, value in facts.items():
            setattr(task, name, value)
    return f"/spaces/forum/actions/{told.task}"


def test_whoever_takes_notes_makes_it_on_the_page_of_the_action_with_its_words_and_nobody_named(visit, data, told):
    page, nora = ended(data, told, Sharing.PUBLIC), visit(told.forum.nora)
    assert LINK not in visit(told.forum.ann).get(page).text
    form = nora.get(nora.get(page).links()[LINK])
    assert form.find("said").text.strip() == "Families and a member wait."
    assert form.find("did").text.strip() == "It waits now."
    assert "Zoe" not in form.text
    shown = nora.submit(form, "Save the pair", new_theme="Buses", stands_alone="y")
    assert "Write to the bus company" in shown.text  # what it was made from
    nora.submit(shown, "Send it for approval")
    zoe = visit(told.forum.zoe)
    zoe.submit(
        zoe.get(zoe.get("/spaces/forum/you-said").links()["Families and a member wait."]), "Everyone may read it",
        **{"approve-lived": "y"},
    )  # fmt: skip
    public = visit().get("/spaces/forum/you-said").text
    assert "It waits now." in public
    assert "Zoe" not in public


def test_what_was_not_done_begins_with_why(visit, data, told):
    page, nora = ended(data, told, Sharing.PUBLIC, state=ActionState.COULD_NOT), visit(told.forum.nora)
    form = nora.get(nora.get(page).links()[LINK])
    assert form.find("because").text.strip() == "It waits now."
    assert form.find("result-1").get("checked") is not None


def test_what_was_said_before_it_is_chosen_too(visit, data, told):
    page, nora = ended(data, told, Sharing.PUBLIC), visit(told.forum.nora)
    with data():
        meeting, by = meeting_of(told.forum), told.forum.nora
        came = {"kind": SaidKind.HEARD, "of_id": told.heard, "result": Result.ACTION, "task_id": told.task}
        db.session.add(Outcome(space_id=meeting.space_id, meeting_id=meeting.id, at=db.now(), by_id=by, **came))
    form = nora.get(nora.get(page).links()[LINK])
    assert form.find("said").text.strip() == "The bus is late."


@pytest.mark.parametrize("level", [Sharing.GROUP, Sharing.MEMBERS])
def test_words_of_an_action_that_are_kept_closer_are_neither_filled_in_nor_taken_over(visit, data, told, level):
    page, nora = ended(data, told, level), visit(told.forum.nora)
    form = nora.get(nora.get(page).links()[LINK])
    assert not form.find("said").text
    refused = nora.submit(form, "Save the pair", status=422, **{**OWN, "did": "Now it waits now."})
    assert "kept to a smaller circle" in refused.error_of("did")
    nora.submit(form, "Save the pair", **OWN)


def test_an_action_that_goes_on_or_is_of_another_space_makes_no_pair(visit, data, told):
    page, nora = ended(data, told, Sharing.PUBLIC, state=ActionState.DOING), visit(told.forum.nora)
    assert LINK not in nora.get(page).text
    with data():
        other = factories.space("Other", slug="other")
        theirs = factories.task(other, db.session.get_one(Person, told.forum.olly), "Theirs alone").id
    assert "Theirs alone" not in nora.get(f"/spaces/forum/you-said/new?of=action-{theirs}").text


def test_an_action_of_a_log_that_was_brought_in_can_be_told_of(visit, data, told):
    page, nora = ended(data, told, Sharing.MEMBERS, meeting_id=None, item_id=None), visit(told.forum.nora)
    shown = nora.submit(nora.get(nora.get(page).links()[LINK]), "Save the pair", **OWN)
    assert "Made from" in shown.text
