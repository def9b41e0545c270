"""A form that is sent twice is carried out once, whatever the timing."""

import contextvars
import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, make_response, request
from sqlalchemy import func, select

from tests import factories
from tests.support.visitor import Visitor, fields_of
from workspace import db, once
from workspace.access import Action
from workspace.once import OnceKey
from workspace.people.models import Person
from workspace.web import done

pytestmark = pytest.mark.own_app


@pytest.fixture
def adds(app: Flask) -> list[str]:
    """A page /people/add that adds a person of the name that was typed, slowly; with the ways of failing."""
    entered: list[str] = []
    meet = threading.Barrier(2)

    def add() -> Any:
        entered.append(request.form["name"])
        if request.form.get("wait"):
            meet.wait(5)
        if request.form.get("unique") and db.session.scalar(select(Person.id).where(Person.email == "same@x.org")):
            return make_response("refused", 422)
        db.session.add(
            Person(
                preferred_name=request.form["name"],
                email="same@x.org" if request.form.get("unique") else None,
                created_at=db.now(),
            )
        )
        db.session.flush()
        if request.form["name"] == "":
            return make_response("refused", 422)
        return done("/guide", f"{request.form['name']} was added")

    add.action = Action.PUBLIC_READ  # type: ignore[attr-defined]
    app.add_url_rule("/add", "add", add, methods=["POST"])
    return entered


def _form(visitor: Visitor) -> dict[str, str]:
    fields = fields_of(visitor.get("/reading").form("Use these settings"))
    return {"csrf_token": fields["csrf_token"], "once": fields["once"]}


def _names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Person.preferred_name)))


def test_a_form_sent_twice_is_carried_out_once_and_says_so(app: Flask, adds: list[str]) -> None:
    somebody = Visitor(app)
    form = {**_form(somebody), "name": "Ann"}
    assert "Ann was added" in somebody.post("/add", form).text
    again = somebody.post("/add", form)
    assert again.address == "/guide", "it leads to where the first one led"
    assert "We have this already. Nothing was done twice" in again.text
    assert "was added" not in again.text
    assert _names(app) == ["Ann"]


def test_the_next_showing_of_the_form_is_another_form(app: Flask, adds: list[str]) -> None:
    somebody = Visitor(app)
    somebody.post("/add", {**_form(somebody), "name": "Ann"})
    somebody.post("/add", {**_form(somebody), "name": "Ann"})
    assert _names(app) == ["Ann", "Ann"]


def test_a_form_that_was_refused_can_be_sent_again(app: Flask, adds: list[str]) -> None:
    somebody = Visitor(app)
    form = _form(somebody)
    somebody.post("/add", {**form, "name": ""}, status=422)
    assert "Ann was added" in somebody.post("/add", {**form, "name": "Ann"}).text
    assert _names(app) == ["Ann"]


def test_a_form_whose_saving_failed_can_be_sent_again(app: Flask, adds: list[str], monkeypatch) -> None:
    """As after a crash: the key stands or falls with the change."""
    somebody = Visitor(app)
    form = {**_form(somebody), "name": "Ann"}
    with monkeypatch.context() as broken:
        broken.setattr(db, "commit", _fail)
        answer = somebody.client.post("/add", data=form)
        assert answer.status_code == 500
    assert _names(app) == []
    assert "Ann was added" in somebody.post("/add", form).text


def _fail() -> None:
    raise RuntimeError("the disk is gone")


def test_somebody_else_s_key_is_worth_nothing(app: Flask, adds: list[str]) -> None:
    ann, bob = Visitor(app), Visitor(app)
    key = _form(ann)["once"]
    ann.post("/add", {**_form(ann), "once": key, "name": "Ann"})
    assert "Bob was added" in bob.post("/add", {**_form(bob), "once": key, "name": "Bob"}).text


@pytest.mark.parametrize("unique", ["", "1"], ids=["plain", "unique"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_form_sent_twice_in_the_same_moment_is_carried_out_once(
    app: Flask, adds: list[str], data, signed_in: bool, unique: str
) -> None:
    with data():
        ann = factories.person("Ann").id
    somebody = Visitor(app, ann if signed_in else None)
    form = {**_form(somebody), "name": "Twin", "unique": unique}
    if app.config["SETTINGS"].database_url:
        form["wait"] = (
            "1"  # both are past the first look before either writes; SQLite lets the second in after the first
        )
    cookies = "; ".join(f"{c.key}={c.value}" for c in somebody.client._cookies.values())
    answers: list[Any] = []

    def send() -> None:
        client = app.test_client(use_cookies=False)
        answers.append(client.post("/add", data=form, headers={"Cookie": cookies}))

    threads = [threading.Thread(target=contextvars.Context().run, args=(send,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, "/guide")] * 2
    assert _names(app).count("Twin") == 1


@pytest.mark.parametrize("key", [None, "", "x" * 101])
def test_a_form_without_a_key_is_refused_and_gives_back_what_was_typed(app: Flask, adds: list[str], key) -> None:
    somebody = Visitor(app)
    page = somebody.post("/add", {**_form(somebody), "once": key, "name": "Ann Typed"}, status=400)
    assert "Ann Typed" in page.html
    assert not adds


def test_old_keys_are_thrown_away(app: Flask, data) -> None:
    with data():
        once.claim(once.digest("old", "/x", "ann"), "/y")
        once.claim(once.digest("new", "/x", "ann"), "/z")
        row = db.session.scalars(select(OnceKey).where(OnceKey.location == "/y")).one()
        row.at = db.now() - once.KEPT - timedelta(days=1)
    with data():
        once.forget_old()
    with app.app_context():
        assert once.done_before(once.digest("old", "/x", "ann")) is None
        assert once.done_before(once.digest("new", "/x", "ann")) == "/z"
        assert db.session.scalar(select(func.count()).select_from(OnceKey)) == 1
