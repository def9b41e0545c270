"""Who I am, in my own words."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.records import recorded
from workspace import db
from workspace.audit import Event
from workspace.people.models import Person, SpeaksFor
from workspace.spaces.models import Membership


@pytest.fixture
def ann(app, data):
    with data():
        return factories.member(factories.space("Forum"), who=factories.person("Ann Old", pronouns="she/her")).id


def save(visitor, **fields):
    return visitor.submit(visitor.get("/me/profile"), "Save my profile", **fields)


def test_a_person_says_who_they_are_in_their_own_words(app, visit, ann):
    visitor = visit(ann)
    page = save(
        visitor,
        preferred_name="Zoë 🌻",
        pronouns="they/them",
        say_name="ZOH-ee",
        described_as="autistic",
        about="I have two children.",
    )
    assert "Zoë 🌻" in page.text
    with app.app_context():
        kept = db.session.get_one(Person, ann)
        assert (kept.pronouns, kept.say_name, kept.described_as) == ("they/them", "ZOH-ee", "autistic")
        assert kept.about == "I have two children."


@pytest.mark.parametrize("name", ["أمينة خالد", "🌻", "Nguyễn Thị Minh Khai", "O’Brien & Søn <3"])
def test_any_name_in_any_script_is_a_name(app, visit, ann, name):
    visitor = visit(ann)
    assert name in save(visitor, preferred_name=name).text
    assert name in visitor.get("/me/profile").find("preferred_name").get("value")


def test_only_the_name_is_needed_and_nothing_typed_is_lost(app, visit, ann):
    visitor = visit(ann)
    page = visitor.submit(
        visitor.get("/me/profile"), "Save my profile", status=422, preferred_name="  ", about="Why I am here"
    )
    assert page.title.startswith("Error:")
    assert page.error_of("preferred_name") == "Write the name that we should use"
    assert page.find("about").text.strip() == "Why I am here"
    save(visitor, preferred_name="Ann", pronouns="", about="")


def test_a_text_that_is_far_too_long_is_refused_kindly_and_kept(app, visit, ann):
    visitor = visit(ann)
    long = "why " * 25_000
    page = visitor.submit(visitor.get("/me/profile"), "Save my profile", status=422, about=long)
    assert page.error_of("about") == "Write at most 2000 letters. What you typed is kept here"
    assert page.find("about").text.strip() == long.strip()


def test_what_no_database_can_hold_is_left_out(app, visit, ann):
    assert "Ann Lee" in save(visit(ann), preferred_name="Ann\0 Lee").text


@pytest.mark.promise("S1-D4", "S3-P2")
def test_in_each_space_a_person_says_who_they_are_and_whom_they_speak_for(app, visit, data, ann):
    with data():
        panel = factories.space("Panel")
        factories.member(panel, who=db.session.get_one(Person, ann), title="")
        left = factories.space("Left long ago")
        factories.member(left, who=db.session.get_one(Person, ann), left_at=db.now())
        number = db.session.scalar(
            select(Membership.id).where(Membership.person_id == ann, Membership.space_id == panel.id)
        )
    visitor = visit(ann)
    page = visitor.get("/me/profile")
    assert "You in Forum" in page.text
    assert "You in Panel" in page.text
    assert "Left long ago" not in page.text
    page = visitor.submit(page, "Save my profile", status=422, **{f"speaks_for_{number}": "group"})
    assert page.error_of(f"speaks_for_name_{number}") == "Write whom you speak for"
    answers = {
        f"title_{number}": "Expert by Experience",
        f"speaks_for_{number}": "group",
        f"speaks_for_name_{number}": "Open Door Families",
    }
    visitor.submit(page, "Save my profile", **answers)
    with app.app_context():
        kept = db.session.get_one(Membership, number)
        assert (kept.title, kept.speaks_for, kept.speaks_for_name) == (
            "Expert by Experience",
            SpeaksFor.GROUP,
            "Open Door Families",
        )
    save(visitor, **{f"speaks_for_{number}": "self"})
    with app.app_context():
        assert db.session.get_one(Membership, number).speaks_for_name == ""


def test_the_record_says_what_changed_and_never_the_old_name(app, visit, ann):
    save(visit(ann), preferred_name="Zoë", pronouns="they/them")
    assert recorded(app, ann) == [(Event.PERSON_RENAMED, {}), (Event.PROFILE_CHANGED, {"fields": ["pronouns"]})]


def test_saving_without_a_change_records_nothing(app, visit, ann):
    save(visit(ann))
    assert recorded(app, ann) == []


def test_somebody_without_a_group_has_a_profile_too(app, visit, data):
    with data():
        loner = factories.person("Lo").id
    save(visit(loner), preferred_name="Lou")


def test_whoever_has_not_signed_in_is_asked_to(app, visit):
    for address in ("/me", "/me/profile", "/me/reach"):
        assert "/sign-in" in visit().get(address, status=303).location
