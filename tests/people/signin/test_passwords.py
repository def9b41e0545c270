"""Passwords, for those who want one."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from workspace import db
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.signin.models import UserSession
from workspace.people.signin.passwords import service

WORDS = "four quiet green trains"


@pytest.fixture
def ann(data):
    with data():
        ann = factories.person("Ann Marie Okafor", email="ann.okafor@example.org").id
    with data():
        service.set_password(actor=db.session.get_one(Person, ann), password=WORDS)
    return ann


def tries(somebody, password, status=422, address="ann.okafor@example.org", **fields):
    page = somebody.get("/sign-in/password?next=/me/sessions")
    return somebody.submit(page, "Sign in", email=address, password=password, status=status, **fields)


def test_a_password_signs_in_and_leads_onward(visit, ann):
    page = tries(visit(), WORDS, status=303)
    assert page.address == "/me/sessions"
    assert "You are signed in as Ann Marie Okafor" in page.text


def test_a_password_is_kept_only_as_a_slow_hash(app, ann):
    with app.app_context():
        kept = db.session.get_one(Person, ann).password_hash
    assert kept.startswith("$argon2id$")
    assert "m=19456,t=2" in kept


def test_letters_with_accents_are_the_same_on_every_keyboard(visit, data, ann):
    with data():
        service.set_password(actor=db.session.get_one(Person, ann), password="cafe\u0301 cafe\u0301 cafe\u0301")
    tries(visit(), "café café café", status=303)


def test_a_wrong_password_an_unknown_address_and_no_password_read_the_same(visit, data, ann):
    with data():
        factories.person("Bob", email="bob@example.org")
    words = {
        tries(visit(), "wrong words here").error_of("password"),
        tries(visit(), "wrong words here", address="bob@example.org").error_of("password"),
        tries(visit(), "wrong words here", address="nobody@example.org").error_of("password"),
    }
    assert len(words) == 1
    page = tries(visit(), "wrong words here")
    assert "wrong words here" not in page.html


def test_an_unknown_address_costs_the_same_hashing(visit, ann, monkeypatch):
    done = []
    monkeypatch.setattr(service, "_fits", lambda kept, password: done.append("hash"))
    monkeypatch.setattr(service, "_hash", lambda password: done.append("hash"))
    tries(visit(), "wrong words here")
    tries(visit(), "wrong words here", address="nobody@example.org")
    assert done == ["hash", "hash"]


def test_after_ten_tries_a_day_passwords_wait_but_the_mail_does_not(visit, ann, letters):
    with time_machine.travel("2027-01-14T10:00:00Z", tick=False) as clock:
        attacker = visit()
        for _time in range(10):
            tries(attacker, "wrong words here")
        assert "too often today" in tries(visit(), WORDS).error_of("password")
        somebody = visit()
        page = somebody.submit(somebody.get("/sign-in"), "Send me a link and a code", email="ann.okafor@example.org")
        somebody.submit(page, "Sign in", code=letters()[-1].code, follow=False)
        clock.move_to("2027-01-15T00:00:01Z")
        tries(visit(), WORDS, status=303)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Write a password"),
        ("too short", "at least 10 letters"),
        ("ANN.okafor", "your name or your address"),
        ("ann.okafor@example.org", "your name or your address"),
        ("Ann Marie Okafor", "your name or your address"),
        ("x" * 201, "at most 200 letters"),
    ],
)
def test_what_cannot_be_a_password_is_refused_beside_the_field(visit, ann, password, words):
    somebody = visit(ann)
    page = somebody.submit(somebody.get("/me/password"), "Change my password", password=password, status=422)
    assert words in page.error_of("password")


def test_a_password_is_set_through_the_page_and_removed_again(visit, data):
    with data():
        bob = factories.person("Bob", email="bob@example.org").id
    somebody = visit(bob)
    page = somebody.submit(somebody.get("/me/password"), "Set this password", password=WORDS)
    assert "Your password is set" in page.text
    tries(visit(), WORDS, status=303, address="bob@example.org")
    page = somebody.submit(page, "Remove my password")
    assert "Your password is removed" in page.text
    tries(visit(), WORDS, address="bob@example.org")


def test_the_password_proves_again_that_it_is_you(visit, ann):
    somebody = visit(ann)
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        page = somebody.get("/me/password", status=303)
        page = somebody.get(page.location)
        assert "do not fit" in somebody.submit(page, "Go on", password="wrong words", status=422).error_of("password")
        page = somebody.submit(page, "Go on", password=WORDS)
        assert page.address == "/me/password"


def test_a_shared_computer_may_be_ticked_with_a_password_too(visit, app, ann):
    tries(visit(), WORDS, status=303, shared="y")
    with app.app_context():
        assert db.session.scalars(select(UserSession)).one().shared_computer


def test_somebody_without_an_address_is_told_why_a_password_would_not_help(visit, data, ann):
    with data():
        joss = factories.person("Joss", email=None).id
    somebody = visit(joss)
    page = somebody.get("/me/password")
    assert "we have none of yours" in page.text
    assert not page.has("password")
    form = visit(ann).get("/me/password")
    assert form.has("password")
    with data(), pytest.raises(DomainError):
        service.set_password(actor=db.session.get_one(Person, joss), password=WORDS)
