"""What a person took part in, for that person alone."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.actions.models import ActionState
from workspace.meetings.invitations.models import Attended, Duty
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        ann = factories.member(space, "Ann Member", title="Parent carer", skills="Sign language\n=1+1")
        people = {"space": space.id, "olga": olga.id, "ann": ann.id}
        took_part(space, ann, olga)
        return people


def took_part(space: Space, ann: Person, olga: Person) -> None:
    meeting = factories.meeting(space, olga, title="Autumn meeting", starts_at=NOW)
    factories.invitation(meeting, ann, attended=Attended.IN_ROOM, duty=Duty.CHAIR)
    missed = factories.meeting(space, olga, title="Missed meeting", starts_at=NOW - timedelta(days=9))
    factories.invitation(missed, ann, attended=Attended.AWAY)
    factories.task(space, ann, what=f"Ring {{person:{olga.id}}}", state=ActionState.DONE)
    factories.task(space, ann, what="Still to do")


@pytest.mark.promise("S2-16")
def test_a_person_reads_and_carries_away_what_they_took_part_in(forum, visit):
    ann = visit(forum["ann"])
    page = ann.get(ann.get("/me").links()["My own record"])
    shown = ("Was at “Autumn meeting” as Chair", "Did: Ring Olga Organiser", "Joined: Parent carer", "Sign language")
    assert [words for words in shown if words not in page.text] == []
    assert [words for words in ("Missed meeting", "Still to do") if words in page.text] == []
    answer = ann.client.get(page.links()["Download it as a table (CSV)"])
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0] == ["Day", "What", "Group"]
    assert ["2026-11-02", "Was at “Autumn meeting” as Chair", "Forum"] in rows
    assert ["", "Offers: =1+1", "Forum"] in rows


@pytest.mark.promise("S2-16")
def test_nobody_else_finds_it(forum, visit):
    page = visit(forum["olga"]).get("/me/record")
    assert "Autumn meeting" not in page.text
    assert "Ring" not in page.text
    visit().get("/me/record", status=303)
    visit().get("/me/record.csv", status=303)


def test_much_takes_as_many_queries_as_little(forum, visit, data):
    ann, numbers = visit(forum["ann"]), []
    for _time in range(2):
        with counted() as statements:
            ann.get("/me/record")
        numbers.append(len(statements))
        with data():
            people = [db.session.get_one(Person, forum[who]) for who in ("ann", "olga")]
            took_part(db.session.get_one(Space, forum["space"]), *people)
    assert numbers[0] == numbers[1] <= 6, statements
