"""What people without e-mail are told by hand between meetings: reminders and news of actions, one call for all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db
from workspace.actions import queries
from workspace.actions.models import ActionState, Part, TaskPerson
from workspace.actions.reminding.service import remind
from workspace.actions.service import change_state
from workspace.actions.weekly import service as weekly
from workspace.audit import AuditEvent, Event
from workspace.mail import Message
from workspace.meetings.sent.models import HandDelivery
from workspace.people.models import Hears, Person
from workspace.roles import Role
from workspace.spaces.models import Space

PAGE = "/spaces/forum/people/to-tell"


@pytest.fixture
def made(data) -> dict[str, int]:
    """Olly organises; Pat Post has no e-mail and said yes to two actions, one of them due tomorrow."""
    with data():
        space = factories.space("Forum", slug="forum")
        olly = factories.member(space, "Olly", role=Role.ORGANISER)
        pat = factories.member(space, "Pat Post")
        pat.email, pat.phone, pat.good_times = None, "01632 960005", "Mornings"
        mo = factories.member(space, "Mo Member")
        due = today() + timedelta(days=1)
        first = factories.task(space, pat, "Ring the school", due_on=due)
        second = factories.task(space, pat, "Write the letter")
        first.changed_at = db.now() - timedelta(days=30)
        return {
            "space": space.id, "olly": olly.id, "pat": pat.id, "mo": mo.id, "first": first.id, "second": second.id
        }  # fmt: skip


def stuck(data, made, number: int, words: str = "I need the number") -> None:
    with data():
        olly = db.session.get_one(Person, made["olly"])
        change_state(queries.task("forum", number), actor=olly, state=ActionState.STUCK, words=words)


@pytest.mark.promise("S0-3")
def test_reminders_and_news_wait_together_until_somebody_rang_and_the_proof_is_kept(app, visit, data, made):
    with data():
        remind(made["space"])
        remind(made["space"])
    stuck(data, made, made["second"])
    olly = visit(made["olly"])
    list_page = olly.get("/spaces/forum/people/post-and-phone")
    assert "1 person has something to be told." in list_page.text
    page = olly.get(list_page.links()["What to tell by post or phone, between meetings"])
    for words in (
        "1 person waits for a call or a letter.", "Reminder of an action", "Ring the school", "News of an action",
        "Write the letter", "01632 960005", "Mornings",
    ):  # fmt: skip
        assert words in page.text, words
    assert page.text.count("Reminder of an action") == 1
    stuck(data, made, made["first"], "came while the page was open")
    page = olly.submit(page, "Told by phone: Pat Post")
    assert "Can wait" in page.text, "one call a week is enough"
    assert "this can wait until" in page.text
    with data():
        rows = db.session.scalars(select(HandDelivery).order_by(HandDelivery.id)).all()
        assert [row.way for row in rows] == ["phone", "phone", None], "what came since was not told"
        assert {row.meeting_id for row in rows} == {None}
        assert len(db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.TOLD)).all()) == 2
    assert "By phone on" in visit(made["pat"]).get("/me/sent").text
    page = olly.submit(page, "Not told after all: Pat Post")
    assert "1 person waits for a call or a letter." in page.text
    assert "Told lately" not in page.text


def test_the_week_s_news_comes_by_hand_as_one_and_pages_alone_means_nobody_rings(app, visit, data, made):
    with data():
        db.session.get_one(Person, made["pat"]).hears = Hears.WEEKLY
    for number in (made["first"], made["second"]):
        stuck(data, made, number)
    with data():
        assert not db.session.scalars(select(HandDelivery)).all()
        weekly.send()
        weekly.send()
    with data():
        [row] = db.session.scalars(select(HandDelivery)).all()
        assert (row.template, row.about["tasks"]) == ("action_news", [made["first"], made["second"]])
        db.session.get_one(Person, made["pat"]).hears = Hears.PAGES
    stuck(data, made, made["first"], "again")
    with data():
        assert len(db.session.scalars(select(HandDelivery)).all()) == 1


@pytest.mark.promise("S1-V5")
def test_the_list_never_tells_who_raised_an_action_in_private(app, visit, data, made):
    with data():
        task = factories.task(db.session.get_one(Space, made["space"]), db.session.get_one(Person, made["mo"]), "Quiet")
        task.raised_by_id, task.raised_privately = made["pat"], True
        number = task.id
    stuck(data, made, number)
    with data():
        assert not db.session.scalars(select(HandDelivery)).all()
        assert made["pat"] not in db.session.scalars(select(Message.person_id)).all()


def test_it_reads_a_constant_number_of_times_and_only_for_organisers(app, visit, data, made):
    olly, counts = visit(made["olly"]), []
    for _round in range(2):
        stuck(data, made, made["first"])
        stuck(data, made, made["second"])
        olly.get(PAGE)
        with counted() as read:
            olly.get(PAGE)
        counts.append(len(read))
        with data():
            space, mo = db.session.get_one(Space, made["space"]), db.session.get_one(Person, made["mo"])
            mo.email = None
            row = {"space_id": space.id, "task_id": made["second"], "person_id": mo.id, "part": Part.FOLLOWS}
            if not db.session.scalars(select(TaskPerson)).all():
                db.session.add(TaskPerson(**row))
    assert counts[0] == counts[1]
    visit(made["mo"]).get(PAGE, status=403)
