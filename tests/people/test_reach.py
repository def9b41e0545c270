"""How to reach me."""

from datetime import timedelta

import pytest
import time_machine

from tests import factories
from workspace import db
from workspace.people.models import Person, ReachBy


@pytest.fixture
def ann(app, data):
    with data():
        return factories.member(factories.space("Forum"), who=factories.person("Ann", email="ann@example.org")).id


def save(visitor, **fields):
    return visitor.submit(visitor.get("/me/reach"), "Save how to reach me", **fields)


def refused(visitor, **fields):
    return visitor.submit(visitor.get("/me/reach"), "Save how to reach me", status=422, **fields)


def test_a_person_chooses_way_form_language_and_times_and_reads_them_on_their_page(app, visit, ann):
    page = save(
        visit(ann),
        reach_by="text",
        phone="07700 900123",
        good_times="after 8pm",
        language="en",
        formats=["easy_read", "large_print"],
    )
    assert "By text message first" in page.text
    assert "after 8pm" in page.text
    assert "Large print and Easy Read" in page.text
    with app.app_context():
        kept = db.session.get_one(Person, ann)
        assert kept.reach_by is ReachBy.TEXT
        assert kept.formats == ["easy_read", "large_print"]


@pytest.mark.parametrize(
    ("way", "field", "words"),
    [
        ("mail", "email", "Write your e-mail address, or choose another way"),
        ("text", "phone", "Write your phone number, or choose another way"),
        ("phone", "phone", "Write your phone number, or choose another way"),
        ("post", "post_address", "Write your postal address, or choose another way"),
    ],
)
def test_what_the_chosen_way_needs_is_asked_for_beside_the_field(app, visit, ann, way, field, words):
    page = refused(visit(ann), reach_by=way, email="", good_times="not on Tuesdays")
    assert page.error_of(field) == words
    assert page.find("good_times").get("value") == "not on Tuesdays"


def test_people_without_e_mail_are_reached_like_everybody_else(app, visit, ann, data):
    save(visit(ann), reach_by="post", email="", post_address="1 Quay\nMerrowdale")
    with data():
        second = factories.person("Bo", email=None).id
    save(visit(second), reach_by="phone", phone="01632 960111", email="")
    with app.app_context():
        assert db.session.get_one(Person, ann).email is None


@pytest.mark.parametrize("address", ["ann", "ann@", "@example.org", "a b@example.org", "ann@example", "x" * 100_000])
def test_what_is_no_address_is_refused_and_kept(app, visit, ann, address):
    page = refused(visit(ann), email=address)
    assert page.error_of("email") == "Write a whole e-mail address, like ann@example.org"
    assert page.find("email").get("value") == address


def test_an_address_in_capitals_is_the_same_address(app, visit, ann):
    save(visit(ann), email=" Ann.New@Example.ORG ")
    with app.app_context():
        assert db.session.get_one(Person, ann).email == "ann.new@example.org"


def test_an_address_of_somebody_else_is_refused_without_saying_whose(app, visit, ann, data):
    with data():
        factories.person("Secret Sam", email="sam@example.org")
    page = refused(visit(ann), email="SAM@example.org", good_times="mornings")
    assert page.error_of("email") == "This e-mail address is in use here already. Write another, or ask us for help"
    assert "Secret Sam" not in page.html
    assert page.find("good_times").get("value") == "mornings"


def test_copies_for_a_supporter_need_an_address(app, visit, ann):
    page = refused(visit(ann), supporter_name="Bilal", supporter_copies="y")
    assert page.error_of("supporter_email") == "Write your supporter’s e-mail address, or untick the copies"
    save(visit(ann), supporter_name="Bilal", supporter_copies="y", supporter_email="bilal@example.org")
    with app.app_context():
        kept = db.session.get_one(Person, ann)
        assert (kept.supporter_name, kept.supporter_email, kept.supporter_copies) == (
            "Bilal",
            "bilal@example.org",
            True,
        )


def test_the_language_is_kept_with_the_person(app, visit, ann):
    save(visit(ann), language="cy")
    assert visit(ann).get("/reading").root.get("lang") == "cy"


def test_a_new_address_asks_again_who_it_is_and_keeps_what_was_typed(app, visit, ann):
    visitor = visit(ann)
    with time_machine.travel(db.now() + timedelta(hours=1)):
        save(visitor, good_times="after 8pm")
        page = visitor.get("/me/reach")
        asked = visitor.submit(page, "Save how to reach me", follow=False, email="new@example.org")
        assert asked.location == "/sign-in/again?next=/me/reach"
        assert visitor.get("/me/reach").find("email").get("value") == "new@example.org"
    with app.app_context():
        assert db.session.get_one(Person, ann).email == "ann@example.org"
