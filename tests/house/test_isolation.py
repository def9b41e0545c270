"""Two spaces in one database never see each other's rows."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.rules import space_owned_tables, unbound
from tests.support.visitor import Visitor
from tests.support.world import World, addresses, two_spaces
from workspace import db
from workspace.access import OPEN, Action
from workspace.actions.models import Task
from workspace.db import Base
from workspace.meetings.models import Meeting
from workspace.spaces.models import Space

# Tables whose rows belong to a person or to the installation. Every other table carries its space.
OF_NO_SPACE = {
    "sealing_key",
    "audit_event", "bank_holidays", "busy_time", "draft", "due_calendar", "job", "message", "need", "once_key",
    "passkey", "passkey_challenge", "person", "sign_in",
    "space", "throttle_counter", "user_session",
}  # fmt: skip

# Pages that list what everybody may read of other spaces.
SHOWS_WHAT_IS_PUBLIC = {"adopting.choose"}


def test_every_table_of_a_space_carries_its_number() -> None:
    assert {table.name for table in Base.metadata.sorted_tables} - space_owned_tables() == OF_NO_SPACE
    for name in space_owned_tables():
        column = Base.metadata.tables[name].c.space_id
        assert not column.nullable, name
        assert [key.column.table.name for key in column.foreign_keys] == ["space"], name


@pytest.mark.slow
@pytest.mark.promise("S4-14")
def test_nobody_of_another_space_opens_any_address_of_this_one(app: Flask, data) -> None:
    a, b = two_spaces(data)
    for role in ("organiser", "member"):
        visitor = Visitor(app, b.people[role])
        opened = []
        for rule, address in addresses(app, a, "GET", "published"):
            if not _is_about_a_space(app, rule):
                continue
            answer = visitor.client.get(address)
            if answer.status_code not in {403, 404} or a.mark in answer.text:
                opened.append(f"{address} {answer.status_code}")
        assert not opened


@pytest.mark.slow
def test_the_number_of_a_thing_opens_nothing_under_another_space_s_name(app: Flask, data) -> None:
    a, b = two_spaces(data)
    visitor = Visitor(app, b.people["organiser"])
    mixed = World(a.mark, b.slug, a.people, a.meetings, a.other)
    opened = []
    for rule, address in addresses(app, mixed, "GET", "published"):
        if _is_about_a_space(app, rule) and rule.arguments - {"slug"}:
            answer = visitor.client.get(address)
            if answer.status_code != 404 or a.mark in answer.text:
                opened.append(f"{address} {answer.status_code}")
    assert not opened


@pytest.mark.slow
def test_no_page_of_one_space_holds_a_word_of_another(app: Flask, data) -> None:
    a, b = two_spaces(data)
    for role in ("organiser", "note_taker", "member", "guest"):
        visitor = Visitor(app, b.people[role])
        seen = {}
        for state in ("happening", "published"):
            seen |= {address: visitor.client.get(address, follow_redirects=True).text
                     for rule, address in addresses(app, b, "GET", state)
                     if rule.endpoint not in SHOWS_WHAT_IS_PUBLIC
                     and (state == "happening" or "meeting_id" in rule.arguments)}  # fmt: skip
        assert not [address for address, text in seen.items() if a.mark in text]
        assert role == "guest" or any(b.mark in text for text in seen.values()), "the marks were not shown at all"


def test_a_query_that_forgets_its_space_is_found() -> None:
    assert unbound(select(Meeting).order_by(Meeting.starts_at)) == ["meeting"]
    assert unbound(select(Meeting).where(Meeting.id == 3)) == ["meeting"]
    assert unbound(select(Task.what).join(Meeting, Task.meeting_id == Meeting.id)) == ["meeting", "task"]
    assert not unbound(select(Meeting).where(Meeting.space_id == 1, Meeting.id == 3))
    assert not unbound(select(Meeting).join(Space, Space.id == Meeting.space_id).where(Space.slug == "a"))
    assert not unbound(select(Task).where(Task.owner_id == 4))
    assert not unbound(select(Space).where(Space.is_public))


@pytest.mark.own_app
def test_a_page_whose_query_forgets_its_space_fails_in_tests(app: Flask, data) -> None:
    two_spaces(data)

    def every_meeting() -> str:
        return ", ".join(db.session.scalars(select(Meeting.title)))

    every_meeting.action = Action.PUBLIC_READ  # type: ignore[attr-defined]
    app.add_url_rule("/every-meeting", "every_meeting", every_meeting)
    Visitor(app).get("/every-meeting", status=500)


def _is_about_a_space(app: Flask, rule: object) -> bool:
    endpoint: str = rule.endpoint  # type: ignore[attr-defined]
    action = app.view_functions[endpoint].action  # type: ignore[attr-defined]
    return "slug" in rule.arguments and action not in OPEN  # type: ignore[attr-defined]
