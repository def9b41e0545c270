"""The first set-up of an empty installation."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import factories
from workspace import audit, db, throttle
from workspace.audit import Event
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces import service
from workspace.spaces.models import Membership, Space


@pytest.fixture
def code(app):
    """The code that the terminal shows."""
    with app.app_context():
        return service.set_up_code()


def fill_in(visitor, code, **changed):
    fields = {"code": code, "space_name": "Öpen Door Panel", "name": "Ann Host", "email": "Ann@Example.org"}
    return visitor.submit(visitor.get("/set-up"), "Set up the group", **{**fields, **changed})


def test_the_first_page_of_an_empty_installation_leads_to_the_set_up(visit):
    assert visit().get("/", follow=True).h1 == "Set up this site"


def test_the_code_makes_the_first_space_and_signs_its_organiser_in(app, visit, code):
    page = fill_in(visit(), f" {code.lower().replace('-', '')} ", pronouns="she/her")
    assert page.h1 == "Settings of the group"
    assert page.find("contact_name").get("value") == "Ann Host"
    with app.app_context():
        space, person = db.session.scalars(select(Space)).one(), db.session.scalars(select(Person)).one()
        membership = db.session.scalars(select(Membership)).one()
        assert (space.slug, space.contact_email, space.contact_pronouns) == (
            "open-door-panel",
            "ann@example.org",
            "she/her",
        )
        assert person.is_host
        assert membership.role is Role.ORGANISER
        recorded = db.session.scalars(select(audit.AuditEvent.event).order_by(audit.AuditEvent.number)).all()
        assert recorded == [Event.PERSON_ADDED, Event.SPACE_CREATED, Event.MEMBER_ADDED, Event.SIGNED_IN]
        assert audit.first_broken() is None


def test_a_wrong_code_is_refused_and_everything_typed_stays(app, visit):
    page = visit()
    page = page.submit(
        page.get("/set-up"),
        "Set up the group",
        status=422,
        code="AAAAA-é",
        space_name="Panel",
        name="Ann",
        email="ann@example.org",
    )
    assert page.error_of("code") == "This is not the code. Copy it from the terminal in which the site was started"
    assert page.find("name").get("value") == "Ann"
    with app.app_context():
        assert db.session.scalar(select(func.count(Space.id))) == 0


def test_after_ten_tries_in_an_hour_even_the_code_is_refused(app, visit, code):
    with app.app_context():
        for _ in range(10):
            throttle.hit("set-up", 10, timedelta(hours=1))
    somebody = visit()
    page = somebody.get("/set-up")
    refused = somebody.submit(
        page, "Set up the group", status=422, code=code, space_name="Panel", name="Ann", email="ann@example.org"
    )
    assert "Wait an hour" in refused.error_of("code")


def test_every_answer_that_is_needed_says_so(visit):
    somebody = visit()
    page = somebody.submit(somebody.get("/set-up"), "Set up the group", status=422)
    assert page.title.startswith("Error: Set up this site")
    assert page.error_of("space_name") == "Write the name of your group"
    assert page.error_of("email") == "Write your e-mail address"


def test_the_set_up_is_gone_once_there_is_a_space(data, visit, code):
    with data():
        factories.space()
    somebody = visit()
    token = somebody.get("/reading").form("Use these settings").find("input").get("value")
    somebody.get("/set-up", status=404)
    somebody.post("/set-up", {"csrf_token": token, "once": "a", "code": code}, status=404)


def test_the_code_is_the_same_after_a_restart_and_needs_the_secret(app, code):
    with app.app_context():
        assert service.set_up_code() == code
        app.config["SETTINGS"] = type(app.config["SETTINGS"])(secret_key="another secret, just as long as the first")
        assert service.set_up_code() != code
    assert len(code) == 11
