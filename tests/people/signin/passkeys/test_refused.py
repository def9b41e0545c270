"""Passkeys, refused in every way that a device or a thief may try."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings, strategies
from sqlalchemy import select

from tests.support.authenticator import PRESENT, Authenticator, adds, asked, problem, signs_in, written
from tests.support.database import settings as installation
from workspace import create_app, db
from workspace.people.signin.passkeys import service
from workspace.people.signin.passkeys.models import Passkey, PasskeyChallenge

DID_NOT_FIT = "the answer of your device did not fit"
OPENS_NOTHING = "does not open this account"
STOPPED = "it was stopped"


def test_an_answer_is_taken_once(visit, device):
    thief = visit()
    page = thief.get("/sign-in/passkey")
    answer = device.get(asked(thief, page))
    thief.submit(page, "Use my passkey", answer=answer)
    thief.submit(thief.get("/me"), "Sign out")
    page = thief.submit(thief.get("/sign-in/passkey"), "Use my passkey", answer=answer, status=422)
    assert OPENS_NOTHING in problem(page)


def test_a_challenge_is_used_up_by_an_answer_that_was_refused(visit, device):
    somebody = visit()
    page = somebody.get("/sign-in/passkey")
    options = asked(somebody, page)
    page = somebody.submit(page, "Use my passkey", answer=Authenticator().get(options), status=422)
    page = somebody.submit(page, "Use my passkey", answer=device.get(options), status=422)
    assert OPENS_NOTHING in problem(page)


def test_a_challenge_of_another_browser_is_worthless(visit, device):
    hers, thief = visit(), visit()
    answer = device.get(asked(hers, hers.get("/sign-in/passkey")))
    page = thief.get("/sign-in/passkey")
    asked(thief, page)
    assert OPENS_NOTHING in problem(thief.submit(page, "Use my passkey", answer=answer, status=422))


def test_a_challenge_that_nobody_made_is_worthless(visit, device):
    page = signs_in(visit(), device, status=422, challenge=written(b"x" * 64))
    assert OPENS_NOTHING in problem(page)


def test_of_two_answers_that_come_at_once_one_finds_the_challenge(app, data):
    with data():
        service.ask_to_use(person_id=None, browser="hers", sender="")

    def take(_number):
        with app.app_context():
            return service._take_challenge("hers")

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(take, range(4)))
    assert len([one for one in taken if one]) == 1


@pytest.mark.parametrize(("minutes", "status"), [(4, 303), (6, 422)])
def test_a_challenge_lives_five_minutes(visit, device, minutes, status):
    somebody = visit()
    page = somebody.get("/sign-in/passkey")
    options = asked(somebody, page)
    with time_machine.travel(db.now() + timedelta(minutes=minutes)):
        somebody.submit(page, "Use my passkey", answer=device.get(options), status=status)


def test_only_the_newest_challenge_of_a_browser_counts(app, visit, device):
    somebody = visit()
    page = somebody.get("/sign-in/passkey")
    older, newer = asked(somebody, page), asked(somebody, page)
    with app.app_context():
        assert len(db.session.scalars(select(PasskeyChallenge)).all()) == 1
    assert OPENS_NOTHING in problem(somebody.submit(page, "Use my passkey", answer=device.get(older), status=422))
    newer = asked(somebody, page)
    somebody.submit(page, "Use my passkey", answer=device.get(newer))


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9000"},
        {"rp_id": "evil.example"},
        {"flags": PRESENT},  # nobody looked whose device it is
        {"flags": 0},
        {"key": Authenticator().key},  # another key under her key's name
        {"handle": b"somebody else"},
    ],
    ids=["origin", "port", "rp_id", "unseen", "flags", "key", "handle"],
)
def test_an_answer_with_one_thing_wrong_signs_nobody_in(visit, device, lie):
    for name, value in lie.items():
        setattr(device, name, value)
    somebody = visit()
    assert OPENS_NOTHING in problem(signs_in(somebody, device, status=422))
    somebody.get("/me", status=303)


@pytest.mark.parametrize("lie", [{"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"flags": PRESENT}])
def test_an_answer_with_one_thing_wrong_adds_no_passkey(passkeys, visit, ann, lie):
    page = adds(visit(ann), Authenticator(**lie), status=422)
    assert DID_NOT_FIT in problem(page)
    assert passkeys() == []


def test_an_answer_to_the_one_question_is_none_to_the_other(app, visit, ann, device):
    her = visit(ann)
    page = her.get("/me/passkeys/add")
    answer = Authenticator(key=device.key).create(asked(her, page), type="webauthn.get")
    assert DID_NOT_FIT in problem(her.submit(page, "Make the passkey", answer=answer, status=422))
    assert OPENS_NOTHING in problem(signs_in(visit(), device, status=422, type="webauthn.create"))


def test_the_passkey_of_somebody_else_proves_nothing(visit, bob, device):
    his = visit(bob)
    page = his.get("/sign-in/again/passkey")
    page = his.submit(page, "Use my passkey", answer=device.get(asked(his, page)), status=422)
    assert OPENS_NOTHING in problem(page)


def test_nobody_adds_a_passkey_that_somebody_else_has(passkeys, visit, bob, device):
    page = adds(visit(bob), Authenticator(credential=device.credential), status=422)
    assert DID_NOT_FIT in problem(page)
    assert len(passkeys()) == 1


def test_nobody_names_or_removes_the_passkey_of_somebody_else(passkeys, visit, bob, device):
    his, number = visit(bob), passkeys()[0].id
    page = his.get("/me/passkeys/add")
    token = next(e.get("value") for f in page.forms() for e in f.iter("input") if e.get("name") == "csrf_token")
    his.get(f"/me/passkeys/{number}/name", status=404)
    for act in ("name", "remove"):
        his.post(f"/me/passkeys/{number}/{act}", {"csrf_token": token, "once": "x", "name": "his"}, status=404)
    assert passkeys()[0].name == "My passkey"


def test_a_count_that_goes_back_betrays_a_copy(visit, device):
    copy = Authenticator(device.credential, device.key, device.handle)
    signs_in(visit(), device)
    signs_in(visit(), device)
    assert OPENS_NOTHING in problem(signs_in(visit(), copy, status=422))


def test_the_largest_count_is_kept(visit, ann):
    device = Authenticator(count=2**32 - 2)
    adds(visit(ann), device)
    signs_in(visit(), device)


def test_who_has_not_shown_lately_who_they_are_adds_and_removes_nothing(passkeys, visit, ann, device):
    her = visit(ann)
    page, listed = her.get("/me/passkeys/add"), her.get("/me/passkeys")
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        assert asked(her, page, status=422) is None  # so that no device makes a key in vain
        assert her.submit(page, "Make the passkey", follow=False).location.startswith("/sign-in/again?next=")
        gone = her.submit(listed, "Remove: My passkey", follow=False)
        assert gone.location.startswith("/sign-in/again?next=/me/passkeys")
    assert len(passkeys()) == 1


@pytest.mark.parametrize(
    ("stopped", "words"),
    [
        ("", STOPPED),
        ("NotAllowedError", STOPPED),
        ("SomethingNew", STOPPED),
        ("InvalidStateError", "This device holds a passkey of yours already"),
        ("SecurityError", "Passkeys work only at http://127.0.0.1:8000"),
    ],
)
def test_what_stopped_a_device_is_said_in_words(visit, ann, stopped, words):
    her, stranger = visit(ann), visit()
    page = her.submit(her.get("/me/passkeys/add"), "Make the passkey", answer=stopped, status=422)
    assert words in problem(page)
    page = stranger.submit(stranger.get("/sign-in/passkey"), "Use my passkey", answer=stopped, status=422)
    assert words in problem(page)


def test_tries_are_counted_and_the_mail_works_all_the_same(visit, device, monkeypatch, letters):
    monkeypatch.setattr(service, "TRIES", 3)
    with time_machine.travel("2027-01-14T10:00:00Z", tick=False) as clock:
        somebody = visit()
        page = somebody.get("/sign-in/passkey")
        for _time in range(3):
            asked(somebody, page)
        assert asked(somebody, page, status=422) is None
        assert "very often" in problem(somebody.submit(page, "Use my passkey", status=422))
        page = somebody.submit(somebody.get("/sign-in"), "Send me a link and a code", email="ann@example.org")
        somebody.submit(page, "Sign in", code=letters()[-1].code, follow=False)
        clock.move_to("2027-01-14T11:00:01Z")
        signs_in(visit(), device)


@cache
def an_installation():
    """One whose database is never looked at."""
    return create_app(installation(Path("nowhere"), passkeys=True))


json_values = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.text(max_size=20),
    lambda inner: strategies.lists(inner, max_size=3) | strategies.dictionaries(strategies.text(max_size=8), inner),
    max_leaves=6,
)
PARTS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
broken = strategies.fixed_dictionaries(
    {
        "id": strategies.just("AAAA") | json_values,
        "rawId": strategies.just("AAAA") | json_values,
        "type": strategies.just("public-key") | json_values,
        "response": strategies.fixed_dictionaries(
            {name: strategies.binary(max_size=80).map(written) | json_values for name in PARTS}
        ),
    }
)


@given(answer=broken.map(json.dumps) | json_values.map(lambda value: "{" + json.dumps(value)))
@settings(max_examples=300)
def test_whatever_is_sent_as_an_answer_is_refused_and_never_fails(answer):
    with an_installation().app_context():
        read = service._read(answer)
        assert service._made(answer, b"challenge") is None
        if read is not None:
            key = Passkey(person_id=1, public_key=b"\xa0", sign_count=0)
            assert service._used(read, b"challenge", key) is None


@given(bytes_=strategies.binary(min_size=1, max_size=120))
@settings(max_examples=200)
def test_a_true_answer_with_other_bytes_in_it_is_refused(bytes_):
    device, challenge = Authenticator(), b"c" * 64
    asked_for = {"challenge": written(challenge), "user": {"id": written(b"handle")}}
    answer = json.loads(device.create(asked_for))
    with an_installation().app_context():
        assert service._made(json.dumps(answer), challenge)
        answer["response"]["attestationObject"] = written(bytes_)
        assert service._made(json.dumps(answer), challenge) is None


def test_an_endless_answer_is_not_read(app):
    with app.app_context():
        assert service._read("{" + " " * service.LONGEST_ANSWER) is None
        assert service._read('{"a":' * 3_000) is None
