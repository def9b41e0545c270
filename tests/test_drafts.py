"""What somebody types is kept until they send it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import factories
from tests.support.visitor import fields_of
from workspace import db, drafts
from workspace.drafts import Draft

ADDRESS = "/me/profile#form"
TYPED = [("about", "What I typed"), ("csrf_token", "x"), ("once", "y"), ("password", "hunter2"), ("code", "123456")]


@pytest.fixture
def ann(data) -> int:
    with data():
        return int(factories.person("Ann").id)


def _kept(app: Flask, person_id: int) -> list[list[str]] | None:
    with app.app_context():
        found = drafts.on_page(person_id, "/me/profile").get(ADDRESS)
        return found.fields if found else None


def test_a_draft_holds_the_words_and_no_secret(app: Flask, data, ann: int) -> None:
    with data():
        assert drafts.keep(ADDRESS, TYPED, person_id=ann)
    assert _kept(app, ann) == [["about", "What I typed"]]


def test_the_newest_draft_of_a_form_takes_the_place_of_the_older(app: Flask, data, ann: int) -> None:
    for words in ("one", "two"):
        with data():
            drafts.keep(ADDRESS, [("about", words)], person_id=ann)
    assert _kept(app, ann) == [["about", "two"]]


def test_a_button_alone_leaves_no_draft(app: Flask, data, ann: int) -> None:
    with data():
        assert drafts.keep(ADDRESS, [("csrf_token", "x"), ("password", "hunter2")], person_id=ann)
    assert _kept(app, ann) is None


def test_each_form_of_a_page_has_its_own_draft(app: Flask, data, ann: int) -> None:
    with data():
        for address in ("/a#form", "/a#second", "/ab#form", "/a/b#form"):
            drafts.keep(address, TYPED, person_id=ann)
    with app.app_context():
        assert set(drafts.on_page(ann, "/a")) == {"/a#form", "/a#second"}


def test_nobody_finds_another_person_s_draft(app: Flask, data, ann: int) -> None:
    with data():
        bob = factories.person("Bob").id
    with data():
        drafts.keep(ADDRESS, TYPED, person_id=ann)
    assert _kept(app, bob) is None


def test_what_a_browser_kept_goes_to_the_person_who_signs_in_there(app: Flask, data, ann: int) -> None:
    with data():
        drafts.keep(ADDRESS, [("about", "older")], person_id=ann)
    with data():
        drafts.keep(ADDRESS, [("about", "newer")], browser="this browser")
    with data():
        drafts.adopt("another browser", ann)
    assert _kept(app, ann) == [["about", "older"]]
    with data():
        drafts.adopt("this browser", ann)
    assert _kept(app, ann) == [["about", "newer"]]


def test_a_draft_far_too_long_is_not_kept(app: Flask, data, ann: int) -> None:
    with data():
        assert not drafts.keep(ADDRESS, [("about", "x" * (drafts.LONGEST + 1))], person_id=ann)
        assert not drafts.keep("/" + "x" * 600, TYPED, person_id=ann)
    assert _kept(app, ann) is None


def test_the_longest_note_is_kept_whole(app: Flask, data, ann: int) -> None:
    with data():
        assert drafts.keep(ADDRESS, [("text", "💚" * 100_000)], person_id=ann)
    assert _kept(app, ann) == [["text", "💚" * 100_000]]


def test_drafts_older_than_thirty_days_are_thrown_away(app: Flask, data, ann: int) -> None:
    with data():
        drafts.keep(ADDRESS, TYPED, person_id=ann)
        drafts.keep("/new#form", TYPED, person_id=ann)
        old = drafts.on_page(ann, "/me/profile")[ADDRESS]
        old.saved_at = db.now() - drafts.KEPT - timedelta(days=1)
    with data():
        drafts.forget_old()
    assert _kept(app, ann) is None
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 1


def test_a_page_shows_what_was_typed_and_sending_it_ends_the_draft(app: Flask, visit, ann: int) -> None:
    visitor = visit(ann)
    token = fields_of(visitor.get("/me/profile").form("form"))["csrf_token"]
    answer = visitor.client.post("/drafts", data={"csrf_token": token, "address": ADDRESS, "pronouns": "she/they"})
    assert answer.status_code == 204
    page = visitor.get("/me/profile")
    assert fields_of(page.form("form"))["pronouns"] == "she/they"
    assert "We kept what you typed here" in page.text
    form = page.form("form")
    button = "".join(next(form.iter("button")).itertext()).strip()
    visitor.submit(page, button)
    assert _kept(app, ann) is None
    assert "We kept what you typed here" not in visitor.get("/me/profile").text


def test_a_session_that_ended_while_typing_loses_nothing(app: Flask, visit, data, ann: int) -> None:
    """The form is sent after the session's end, the person signs in, and the text is still in the form."""
    visitor = visit(ann)
    page = visitor.get("/me/profile")
    visitor.client.delete_cookie("session_key")
    form = fields_of(page.form("form")) | {"pronouns": "typed while signed out"}
    page = visitor.post("/me/profile", form)
    assert page.address.startswith("/sign-in")
    with visitor.client.session_transaction() as kept:
        browser = kept["browser"]
    with data():
        drafts.adopt(browser, ann)
    visitor.sign_in(ann)
    assert fields_of(visitor.get("/me/profile").form("form"))["pronouns"] == "typed while signed out"


def test_a_draft_too_long_says_so_to_the_page(app: Flask, visit, ann: int) -> None:
    visitor = visit(ann)
    token = fields_of(visitor.get("/me/profile").form("form"))["csrf_token"]
    for address, words in ((ADDRESS, "x" * (drafts.LONGEST + 1)), ("evil", "x"), ("", "x")):
        answer = visitor.client.post("/drafts", data={"csrf_token": token, "address": address, "about": words})
        assert answer.status_code == 413
