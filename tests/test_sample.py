"""The sample forum: whole, invented, apart from real people, and made by the verbs that people use."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from tests.support.visitor import Visitor
from workspace import audit, db, jobs, sample
from workspace.actions.models import ActionState, Task
from workspace.errors import DomainError
from workspace.mail import Message, MessageState, letter_of
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Note
from workspace.people.models import Person
from workspace.sample import large
from workspace.spaces.models import Membership, Space


@pytest.fixture
def loaded(app: Flask, data) -> Flask:
    """An installation with the sample in it."""
    with data():
        sample.load()
    return app


def signed_in(app: Flask, name: str) -> Visitor:
    with app.app_context():
        number = db.session.scalar(select(Person.id).where(Person.preferred_name == name))
    assert number is not None
    return Visitor(app, number)


def test_the_sample_is_loaded_in_few_enough_statements_for_a_first_start_of_seconds(app, data):
    with data(), counted() as sent:
        sample.load()
    assert len(sent) < 4000


def refused_beside_anybody(loaded: Flask) -> None:
    with loaded.app_context(), pytest.raises(DomainError, match="needs an empty one"):
        sample.load()


def test_nobody_is_offered_for_trying_among_real_people(app, data):
    with data():
        factories.person("Farida Nasser", email="farida@merrowdale.example")
        assert sample.people_to_try() == []


def everybody_worth_trying_is_there(loaded: Flask) -> None:
    with loaded.app_context():
        assert len(sample.people_to_try()) == len(sample.TO_TRY) >= 6
        people = db.session.scalars(select(Person)).all()
    assert all(person.is_sample for person in people)
    assert all(person.email is None or person.email.endswith("@merrowdale.example") for person in people)
    assert any(person.email is None for person in people)
    assert max(len(person.preferred_name) for person in people) == 60
    assert any(not person.preferred_name.isascii() for person in people)


def the_record_is_whole(loaded: Flask) -> None:
    with loaded.app_context():
        assert audit.first_broken() is None
        assert audit.head()[0] > 100


def no_message_leaves_and_each_can_be_read(loaded: Flask) -> None:
    with loaded.app_context():
        messages = db.session.scalars(select(Message)).all()
        assert len(messages) > 30
        assert {message.state for message in messages} == {MessageState.KEPT}
        assert db.session.scalar(select(func.count()).select_from(jobs.Job)) == 0
        for message in messages:
            letter = letter_of(message)
            assert letter.subject
            assert "{person:" not in letter.text
            assert "None" not in letter.text


def meetings_stand_in_every_state_around_today(loaded: Flask) -> None:
    with loaded.app_context():
        by_title = {meeting.title: meeting for meeting in db.session.scalars(select(Meeting))}
        over = by_title["How families hear about short breaks"]
        assert over.state is MeetingState.CLOSED
        assert over.notes_are_published
        assert over.closed_at is not None
        assert over.starts_at < over.closed_at < db.now()
        to_come = by_title["Getting to school: the new bus letters"]
        assert timedelta(days=9) < to_come.starts_at - db.now() < timedelta(days=13)
        assert by_title["A day out for brothers and sisters"].missing_before_inviting
        assert by_title["A look at the new sensory room"].state is MeetingState.CANCELLED
        items = db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == to_come.id)).all()
        assert ItemKind.BREAK in {item.kind for item in items}
        assert any(item.content_note for item in items)
        answers = set(db.session.scalars(select(Invitation.answer).where(Invitation.meeting_id == to_come.id)))
        assert {None, Answer.IN_PERSON, Answer.ONLINE, Answer.NOT_SURE, Answer.APOLOGIES} <= answers


def actions_are_late_stuck_done_and_could_not_be_done(loaded: Flask) -> None:
    with loaded.app_context():
        tasks = db.session.scalars(select(Task)).all()
    assert {task.state for task in tasks} == set(ActionState)
    assert any(task.days_late(today()) for task in tasks)


def one_person_belongs_to_both_spaces_and_the_others_to_one(loaded: Flask) -> None:
    with loaded.app_context():
        count = (
            select(Person.preferred_name)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.left_at.is_(None))
            .group_by(Person.id, Person.preferred_name)
            .having(func.count() > 1)
        )
        assert db.session.scalars(count).all() == ["Ivy Thornbury"]
        assert set(db.session.scalars(select(Space.slug))) == {"merrowdale", "open-door"}


def the_neighbours_see_nothing_of_the_forum(loaded: Flask) -> None:
    rufus = signed_in(loaded, "Rufus Adeyemi-Clarke")
    assert "short breaks" not in rufus.get("/spaces/open-door/meetings").text
    rufus.get("/spaces/merrowdale/meetings", status=403)
    rufus.get("/spaces/merrowdale/actions", status=403)


def test_what_the_sample_holds(loaded: Flask, subtests: pytest.Subtests) -> None:
    for look in (  # for one sample: to load it for each would take longer than to look
        refused_beside_anybody,
        everybody_worth_trying_is_there,
        the_record_is_whole,
        no_message_leaves_and_each_can_be_read,
        meetings_stand_in_every_state_around_today,
        actions_are_late_stuck_done_and_could_not_be_done,
        one_person_belongs_to_both_spaces_and_the_others_to_one,
        the_neighbours_see_nothing_of_the_forum,
    ):
        with subtests.test(look.__name__):
            look(loaded)


PEOPLE = ("Farida Nasser", "Callum Reyes", "Sunniva Aldous", "Kit Marlow", "Gwen Prothero")


@pytest.mark.only_database("sqlite")  # the large walk of pages asks PostgreSQL for as much
def test_every_page_that_is_linked_opens_for_sample_people(loaded):
    for name in PEOPLE:  # for one sample: to load it for each would take longer than to look
        _opens_what_is_linked(signed_in(loaded, name))


def _opens_what_is_linked(visitor: Visitor) -> None:
    seen: set[str] = set()
    to_see = ["/me", "/spaces/merrowdale", "/spaces/merrowdale/meetings", "/spaces/merrowdale/actions"]
    while to_see and len(seen) < 60:
        address = to_see.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = visitor._open(address, method="GET")
        assert answer.status in {200, 302, 303}, f"{address} answered {answer.status}"
        if answer.status == 200 and answer.tree is not None:
            links = (link.partition("#")[0] for link in answer.links().values())
            to_see += [link for link in links if link.startswith("/") and not link.startswith("/static")]


def test_the_large_forum_is_the_sample_with_years_more_and_can_be_searched(loaded, data, monkeypatch):
    monkeypatch.setattr(large, "BATCH", 4)

    def counts() -> list[int]:
        with loaded.app_context():
            return [db.session.scalar(select(func.count(model.id))) or 0 for model in (Person, Meeting, Note, Task)]

    before = counts()
    with data():
        large.load(large.Size(people=25, meetings=6, notes_each=3, actions=9, clauses=14, comments=30))
    assert [after - count for after, count in zip(counts(), before, strict=True)] == [25, 6, 18, 9]
    farida = signed_in(loaded, "Farida Nasser")
    page = farida.get("/spaces/merrowdale/search?words=note+17")
    assert "1 found" in page.text
    assert "began, note 17" in page.text
    assert "Bela Abbott-1 began" in farida.get("/spaces/merrowdale/search?words=bela").text


def test_a_database_without_the_sample_is_not_made_large(app, data):
    with pytest.raises(DomainError, match="Load the sample forum first"), data():
        large.load()
