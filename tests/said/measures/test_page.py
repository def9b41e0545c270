"""The page of measures."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests import factories
from tests.support.days import at_hour, today
from tests.support.queries import counted
from workspace import db
from workspace.actions.models import ActionState, TaskChange
from workspace.meetings.models import MeetingState
from workspace.meetings.outcomes.models import QuestionState
from workspace.people.models import SpeaksFor
from workspace.roles import Role
from workspace.said.models import Outcome, Result, SaidKind, Shown
from workspace.spaces.models import Sharing

PAGE = "/spaces/forum/actions/measures"
HIDDEN = "Not shown: fewer than five"


def _day(days: int) -> date:
    return today() + timedelta(days=days)


def _change(task: Any, at: datetime, state: ActionState = ActionState.DONE) -> None:
    factories._saved(TaskChange(space_id=task.space_id, task_id=task.id, by_id=task.owner_id, at=at, state=state))


class Forum:
    """A forum with a meeting, an organiser, a member and somebody of the council. Made inside `with data():`."""

    def __init__(self) -> None:
        self.space = factories.space("Forum", slug="forum")
        self.lead = factories.member(self.space, "Lena Lead", role=Role.ORGANISER)
        self.ann = factories.member(self.space, "Ann Member")
        self.clerk = factories.member(self.space, "Cai Council", speaks_for=SpeaksFor.BODY)
        self.meeting = factories.meeting(
            self.space, self.lead, starts_at=db.now() - timedelta(days=30), state=MeetingState.CLOSED
        )
        self.item = factories.item(self.meeting, sharing=Sharing.MEMBERS)

    def done(self, took: int, late: int = 0, **facts: Any) -> Any:
        """Make an action that took so many days, and was late by some."""
        ended = db.now() - timedelta(days=10)
        task = factories.task(
            self.space, self.ann, state=ActionState.DONE, due_on=_day(-10 - late), **facts
        )  # fmt: skip
        task.recorded_at = ended - timedelta(days=took)
        _change(task, ended)
        return task


def row(page: Any, name: str) -> str:
    return " ".join(" ".join(page.find(name).itertext()).split())


def test_actions_done_in_time_and_the_days_until_they_are_done(data, visit) -> None:
    with data():
        forum = Forum()
        for took in (1, 2, 9, 9, 20):
            forum.done(took)
        late = forum.done(40, late=3)
        late.due_on = _day(-13)
        factories.task(forum.space, forum.ann, state=ActionState.COULD_NOT, due_on=_day(-2))
        for _number in range(3):
            factories.task(forum.space, forum.ann, due_on=_day(-2))  # not done, and its day is over
        factories.task(forum.space, forum.ann, due_on=_day(2))  # has time left
        factories.task(forum.space, forum.ann, state=ActionState.DONE, due_on=_day(-2))  # brought in as done
        ann = forum.ann.id
    page = visit(ann).get(f"{PAGE}?time=months")
    assert row(page, "closed_in_time").endswith("50% 5 of 10")
    assert row(page, "days_to_close").endswith("9 6 actions")
    assert "The last 12 months" in page.text
    assert 'width="300"' in page.html  # of the bar: 50 times 6


def test_an_action_is_measured_in_its_own_time_alone(data, visit) -> None:
    with data():
        forum = Forum()
        for _number in range(5):
            old = forum.done(3)
            old.due_on = _day(-800)
            old.recorded_at = db.now() - timedelta(days=803)
            _move(old, db.now() - timedelta(days=801))
        ann = forum.ann.id
    member = visit(ann)
    assert HIDDEN in row(member.get(f"{PAGE}?time=months"), "closed_in_time")
    assert row(member.get(f"{PAGE}?time=all"), "closed_in_time").endswith("100% 5 of 5")
    assert "This year" in member.get(f"{PAGE}?time=nonsense").text


def _move(task: Any, at: datetime) -> None:
    change = db.session.query(TaskChange).where(TaskChange.task_id == task.id).one()
    change.at = at


@pytest.mark.promise("S3-C4")
def test_the_share_of_actions_that_began_with_members_tells_of_nobody_who_raised_one_privately(data, visit) -> None:
    with data():
        forum = Forum()
        of_members = factories.item(forum.meeting, began_with_members=True)
        for item in (*[of_members] * 4, *[forum.item] * 2):
            factories.task(forum.space, forum.clerk, meeting_id=forum.meeting.id, item_id=item.id)
        for raiser in (forum.ann, forum.lead, forum.clerk):
            factories.task(forum.space, forum.clerk, raised_by_id=raiser.id)
        private = {"raised_by_id": forum.ann.id, "raised_privately": True}
        factories.task(forum.space, forum.clerk, **private)
        factories.task(forum.space, forum.clerk, meeting_id=forum.meeting.id, item_id=forum.item.id, **private)
        ann = forum.ann.id
    assert row(visit(ann).get(PAGE + "?time=months"), "began_with_members").endswith("50% 5 of 10")


@pytest.mark.promise("S3-C5")
def test_what_people_said_over_what_came_of_it(data, visit) -> None:
    with data():
        forum = Forum()
        lines = [factories.heard(forum.item, forum.lead, forum.ann) for _number in range(3)]
        for state in (QuestionState.ANSWERED, QuestionState.CANNOT) * 4:
            factories.question(forum.item, forum.clerk, state=state)
        factories.question(forum.item, forum.clerk)
        factories.parked(forum.item, forum.ann)
        factories.suggestion(forum.meeting, forum.ann)
        factories.decision(forum.item, forum.lead, different_views="Not all want it.")
        factories.decision(forum.item, forum.lead)
        factories.contribution(forum.item, forum.ann, words="For me alone")  # private: in no number
        factories.contribution(forum.item, forum.ann, words="On the list", shown=Shown.NAMED, number=1)
        task = factories.task(forum.space, forum.ann)
        of = {"space_id": forum.space.id, "meeting_id": forum.meeting.id, "kind": SaidKind.HEARD}
        by = {"at": db.now(), "by_id": forum.lead.id}
        # The newest counts: of the first line an action came after a no, of the second it is the other way round.
        for line, result in (
            (0, Result.NOT_POSSIBLE),
            (0, Result.ACTION),
            (1, Result.ANSWER),
            (1, Result.NOT_POSSIBLE),
        ):
            came = {"result": result, "task_id": task.id if result is Result.ACTION else None}
            factories._saved(Outcome(**of, **by, **came, of_id=lines[line].id))
        ann = forum.ann.id
    page = visit(ann).get(PAGE + "?time=months")
    assert row(page, "acted_on").endswith("31% 5 of 16")
    assert row(page, "told_why_not").endswith("31% 5 of 16")
    assert HIDDEN in row(page, "within_promised_time")


def test_what_is_on_the_list_is_answered_within_the_promised_time(data, visit) -> None:
    with data():
        forum = Forum()
        long_ago = db.now() - timedelta(days=forum.space.outcome_days + 5)
        for number, days in enumerate((3, 3, 8, 8, 8, 60, *[None] * 5), 1):
            factories.contribution(
                forum.item, forum.ann, words="x", shown=Shown.WITHOUT_NAME, number=number, took_days=days,
                marked_at=db.now() if number == 11 else long_ago,
            )  # fmt: skip
        ann = forum.ann.id
    assert row(visit(ann).get(PAGE + "?time=months"), "within_promised_time").endswith("50% 5 of 10")


def test_what_is_stuck_longest_stands_first_and_only_for_those_who_may_read_it(data, visit) -> None:
    with data():
        forum = Forum()
        long, short, kept = (
            factories.task(forum.space, forum.lead, what, state=ActionState.STUCK)
            for what in ("Mend the ramp", "Ring the bus company", "Kept to the group")
        )
        at = {days: at_hour(12, days=-days) for days in (60, 50, 20, 9)}
        _change(long, at[60], ActionState.STUCK)
        _change(long, at[50], ActionState.STUCK)  # said again: it is stuck for as long
        _change(short, at[60], ActionState.STUCK)
        _change(short, at[20], ActionState.DOING)
        _change(short, at[9], ActionState.STUCK)
        kept.meeting_id, kept.item_id = forum.meeting.id, factories.item(forum.meeting, sharing=Sharing.GROUP).id
        ann, lead = forum.ann.id, forum.lead.id
    page = visit(ann).get(PAGE)
    assert page.text.index("Mend the ramp Lena Lead 60 days") < page.text.index("Ring the bus company Lena Lead 9 days")
    assert "Kept to the group" not in page.text
    assert "Kept to the group" in visit(lead).get(PAGE).text


def test_a_number_that_tells_of_fewer_than_five_is_kept_back(data, visit) -> None:
    with data():
        forum = Forum()
        for _number in range(4):
            forum.done(3)
        for _number in range(6):
            factories.task(forum.space, forum.ann, due_on=_day(-2))
        ann = forum.ann.id
    page = visit(ann).get(PAGE + "?time=months")
    assert row(page, "closed_in_time").endswith(HIDDEN)
    assert HIDDEN in row(page, "within_promised_time")


def test_an_empty_forum_shows_no_number_and_nothing_stuck(data, visit) -> None:
    with data():
        ann = Forum().ann.id
    page = visit(ann).get(PAGE)
    assert page.html.count(HIDDEN) == 6
    assert "Nothing is stuck." in page.text
    assert '<svg viewBox="0 0 604' not in page.html


def test_as_many_questions_to_the_database_for_one_action_as_for_many(data, visit) -> None:
    numbers = []
    with data():
        forum = Forum()
        ann = forum.ann.id
        forum.done(1)
    for _round in range(2):
        with counted() as seen:
            visit(ann).get(PAGE)
        numbers.append(len(seen))
        with data():
            space = db.session.get_one(type(forum.space), forum.space.id)
            for _number in range(6):
                factories.task(space, forum.ann, state=ActionState.STUCK)
    assert numbers[0] == numbers[1] <= 14
