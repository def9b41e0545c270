"""Passkeys: added, used, named, removed, and refused in every way that a device or a thief may try."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
import time_machine
from hypothesis import given, settings, strategies
from sqlalchemy import select

from tests import factories
from tests.support.authenticator import PRESENT, Authenticator, written
from tests.support.database import settings as installation
from tests.support.queries import counted
from tests.support.visitor import Visitor
from workspace import create_app, db, jobs, mail
from workspace.access import Role
from workspace.audit import AuditEvent, Event
from workspace.meetings.invitations.models import Duty
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.people.signin.models import UserSession
from workspace.people.signin.passkeys import service
from workspace.people.signin.passkeys.models import Passkey, PasskeyChallenge

DID_NOT_FIT = "the answer of your device did not fit"
OPENS_NOTHING = "does not open this account"
STOPPED = "it was stopped"


@pytest.fixture
def ann(data):
    with data():
        return factories.person("Ann", email="ann@example.org").id


@pytest.fixture
def bob(data):
    with data():
        return factories.person("Bob", email="bob@example.org").id


def asked(somebody, page, status=200):
    """Ask for a challenge as the script of the page does, and return the options; None where there are none."""
    form = next(form for form in page.forms() if form.get("data-challenge"))
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    answer = somebody.post(form.get("data-challenge"), {"csrf_token": token}, status=status)
    return json.loads(next(answer.root.iter("div")).get("data-options") or "null")


def adds(somebody, device, status=303, **lies):
    """Add the device's passkey through the pages."""
    page = somebody.get("/me/passkeys/add")
    return somebody.submit(page, "Make the passkey", answer=device.create(asked(somebody, page), **lies), status=status)


def signs_in(somebody, device, status=303, address="/sign-in/passkey", **lies):
    page = somebody.get(address)
    return somebody.submit(page, "Use my passkey", answer=device.get(asked(somebody, page), **lies), status=status)


@pytest.fixture
def device(visit, ann):
    """A device that holds a passkey of Ann's."""
    made = Authenticator()
    adds(visit(ann), made)
    return made


def problem(page):
    return " ".join("".join(page.find("errors").itertext()).split())


def passkeys(app):
    with app.app_context():
        return db.session.scalars(select(Passkey).order_by(Passkey.id)).all()


def events(app, *wanted):
    with app.app_context():
        return db.session.scalars(select(AuditEvent).where(AuditEvent.event.in_(wanted))).all()


def notices(app, template):
    while jobs.work_once(app):
        pass
    with app.test_request_context():
        found = db.session.scalars(select(mail.Message).where(mail.Message.template == template))
        return [mail.letter_of(message) for message in found]


# --- the way it is meant -------------------------------------------------------------------------------------------


@pytest.mark.promise("S0-13")
def test_a_passkey_is_added_named_used_and_removed(app, visit, ann):
    device, her = Authenticator(), visit(ann)
    assert "You have no passkey" in her.get("/me/passkeys").text
    page = adds(her, device)
    assert "Your passkey is added" in page.text
    page = her.submit(page, "Save the name", name="My blue stick")
    assert "My blue stick" in page.text
    assert "Not used yet" in page.text

    page = signs_in(visit(), device, address="/sign-in/passkey?next=/me/passkeys")
    assert page.address == "/me/passkeys"
    assert "You are signed in as Ann" in page.text
    assert "Last used on" in page.text

    page = her.submit(her.get("/me/passkeys"), "Remove: My blue stick")
    assert "It opens nothing any more" in page.text
    assert OPENS_NOTHING in problem(signs_in(visit(), device, status=422))
    assert passkeys(app) == []


def test_only_the_public_half_is_kept_and_the_record_holds_no_key(app, visit, ann, device):
    signs_in(visit(), device)
    her = visit(ann)
    her.submit(her.get("/me/passkeys"), "Remove: My passkey")
    found = events(app, Event.PASSKEY_ADDED, Event.PASSKEY_USED, Event.PASSKEY_REMOVED)
    assert [one.event for one in found] == [Event.PASSKEY_ADDED, Event.PASSKEY_USED, Event.PASSKEY_REMOVED]
    assert all(one.subject_id == ann and one.changes == {} for one in found)


def test_the_person_is_told_by_mail_when_one_is_added_and_removed(app, visit, ann, device):
    her = visit(ann)
    her.submit(her.get("/me/passkeys"), "Remove: My passkey")
    (added,), (removed,) = notices(app, "passkey_added"), notices(app, "passkey_removed")
    assert added.to_address == removed.to_address == "ann@example.org"
    assert added.subject == "A passkey was added to your account"
    assert "If it was not, sign in, remove the passkey" in added.text
    assert "The link by mail works as before" in removed.text


def test_somebody_without_e_mail_may_have_one_too(app, visit, data):
    with data():
        joss = factories.person("Joss", email=None).id
    device = Authenticator()
    adds(visit(joss), device)
    assert "You are signed in as Joss" in signs_in(visit(), device).text
    assert notices(app, "passkey_added") == []
    assert "Ask an organiser for a slip" in visit(joss).get("/me/passkeys").text


def test_the_device_is_asked_for_a_key_of_its_own_and_a_look_at_its_owner(visit, ann, device):
    her, stranger = visit(ann), visit()
    options = asked(her, her.get("/me/passkeys/add"))
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["attestation"] == "none"
    assert options["timeout"] == 300_000
    assert [one["id"] for one in options["excludeCredentials"]] == [written(device.credential)]
    assert "ann" not in options["user"]["id"].lower()
    options = asked(stranger, stranger.get("/sign-in/passkey"))
    assert options["userVerification"] == "required"
    assert options["allowCredentials"] == []


def test_what_is_asked_of_a_stranger_tells_nobody_who_has_a_passkey(app, visit, data, ann, bob):
    def told():
        somebody = visit()
        options = asked(somebody, somebody.get("/sign-in/passkey"))
        options.pop("challenge")
        return options

    before = told()
    adds(visit(ann), Authenticator())
    assert told() == before
    assert "passkey" not in visit(bob).get("/me").text.lower()
    words = {problem(signs_in(visit(), one, status=422)) for one in (Authenticator(), _removed(visit, ann))}
    assert len(words) == 1


def _removed(visit, person):
    device, owner = Authenticator(), visit(person)
    adds(owner, device)
    page = owner.get("/me/passkeys")
    form = next(form for form in page.forms() if form.get("action", "").endswith("/remove"))
    owner.submit(page, form.get("id"))
    return device


def test_a_passkey_proves_again_that_it_is_you(visit, ann, device):
    her = visit(ann)
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        page = her.get(her.get("/me/password", status=303).location)
        page = her.get(page.links()["Use your passkey"])
        options = asked(her, page)
        assert [one["id"] for one in options["allowCredentials"]] == [written(device.credential)]
        page = her.submit(page, "Use my passkey", answer=device.get(options))
        assert page.address == "/me/password"
        assert "Go on where you were" in page.text
        her.get("/me/passkeys/add")


def test_the_session_gets_a_new_key_when_it_is_proved_again(visit, ann, device):
    her = visit(ann)
    before = her.client.get_cookie("session_key").value
    page = her.get("/sign-in/again/passkey")
    her.submit(page, "Use my passkey", answer=device.get(asked(her, page)))
    assert her.client.get_cookie("session_key").value != before


def test_a_shared_computer_may_be_ticked_with_a_passkey_too(app, visit, device):
    somebody = visit()
    page = somebody.get("/sign-in/passkey")
    somebody.submit(page, "Use my passkey", answer=device.get(asked(somebody, page)), shared="y")
    with app.app_context():
        newest = db.session.scalars(select(UserSession).order_by(UserSession.id.desc())).first()
        assert newest.shared_computer


def test_devices_that_do_not_count_are_welcome(visit, ann):
    device = Authenticator(counts=False)
    adds(visit(ann), device)
    for _time in range(2):
        signs_in(visit(), device)


def test_the_list_costs_the_same_with_one_and_three_passkeys(visit, data, ann):
    def cost():
        her = visit(ann)
        her.get("/me/passkeys")
        with counted() as statements:
            her.get("/me/passkeys")
        return len(statements)

    with data():
        person = db.session.get_one(Person, ann)
        factories.passkey(person)
    one = cost()
    with data():
        for _number in range(2):
            factories.passkey(person)
    assert cost() == one


# --- refused -------------------------------------------------------------------------------------------------------


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
    ids=str,
)
def test_an_answer_with_one_thing_wrong_signs_nobody_in(visit, device, lie):
    for name, value in lie.items():
        setattr(device, name, value)
    somebody = visit()
    assert OPENS_NOTHING in problem(signs_in(somebody, device, status=422))
    somebody.get("/me", status=303)


@pytest.mark.parametrize("lie", [{"origin": "https://evil.example"}, {"rp_id": "evil.example"}, {"flags": PRESENT}])
def test_an_answer_with_one_thing_wrong_adds_no_passkey(app, visit, ann, lie):
    page = adds(visit(ann), Authenticator(**lie), status=422)
    assert DID_NOT_FIT in problem(page)
    assert passkeys(app) == []


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


def test_nobody_adds_a_passkey_that_somebody_else_has(app, visit, bob, device):
    page = adds(visit(bob), Authenticator(credential=device.credential), status=422)
    assert DID_NOT_FIT in problem(page)
    assert len(passkeys(app)) == 1


def test_nobody_names_or_removes_the_passkey_of_somebody_else(app, visit, bob, device):
    his, number = visit(bob), passkeys(app)[0].id
    page = his.get("/me/passkeys/add")
    token = next(e.get("value") for f in page.forms() for e in f.iter("input") if e.get("name") == "csrf_token")
    his.get(f"/me/passkeys/{number}/name", status=404)
    for act in ("name", "remove"):
        his.post(f"/me/passkeys/{number}/{act}", {"csrf_token": token, "once": "x", "name": "his"}, status=404)
    assert passkeys(app)[0].name == "My passkey"


def test_a_count_that_goes_back_betrays_a_copy(visit, device):
    copy = Authenticator(device.credential, device.key, device.handle)
    signs_in(visit(), device)
    signs_in(visit(), device)
    assert OPENS_NOTHING in problem(signs_in(visit(), copy, status=422))


def test_the_largest_count_is_kept(visit, ann):
    device = Authenticator(count=2**32 - 2)
    adds(visit(ann), device)
    signs_in(visit(), device)


def test_who_has_not_shown_lately_who_they_are_adds_and_removes_nothing(app, visit, ann, device):
    her = visit(ann)
    page, listed = her.get("/me/passkeys/add"), her.get("/me/passkeys")
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        assert asked(her, page, status=422) is None  # so that no device makes a key in vain
        assert her.submit(page, "Make the passkey", follow=False).location.startswith("/sign-in/again?next=")
        gone = her.submit(listed, "Remove: My passkey", follow=False)
        assert gone.location.startswith("/sign-in/again?next=/me/passkeys")
    assert len(passkeys(app)) == 1


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


# --- where it is offered -------------------------------------------------------------------------------------------


OFFER = "A passkey protects it better than mail alone"


def test_hosts_organisers_and_chairs_are_offered_one_until_they_have_it(visit, data):
    with data():
        space = factories.space()
        host = factories.person("Hester", is_host=True)
        organiser = factories.member(space, role=Role.ORGANISER)
        chair, member = factories.member(space), factories.member(space)
        meeting = factories.meeting(space, organiser)
        factories.invitation(meeting, chair, duty=Duty.CHAIR)
        factories.invitation(meeting, member)
    for one in (host, organiser, chair):
        assert OFFER in visit(one).get("/me/sessions").text
    assert OFFER in visit(host).get("/host").text
    assert OFFER not in visit(member).get("/me/sessions").text
    assert "Your passkeys" in visit(member).get("/me/sessions").links()
    with data():
        meeting.state = MeetingState.CLOSED
        db.session.add(meeting)
        factories.passkey(host)
    for address in ("/me/sessions", "/host"):
        assert OFFER not in visit(host).get(address).text
    assert OFFER not in visit(chair).get("/me/sessions").text


def test_where_passkeys_are_off_nothing_speaks_of_them_and_old_letters_are_still_read(
    app, visit, ann, device, tmp_path, database
):
    made = create_app(installation(tmp_path, database))
    assert not [rule for rule in made.url_map.iter_rules() if "passkey" in rule.rule]
    her = Visitor(made, ann)
    for address in ("/sign-in", "/me/sessions", "/sign-in/again"):
        page = (Visitor(made) if address == "/sign-in" else her).get(address)
        assert "passkey" not in page.html.lower()
    her.get("/me/passkeys", status=404)
    assert notices(made, "passkey_added")
    with made.app_context():
        db.engine().dispose()


def test_the_page_says_what_to_do_where_scripts_are_off(visit, ann):
    for somebody, address in ((visit(), "/sign-in/passkey"), (visit(ann), "/me/passkeys/add")):
        page = somebody.get(address)
        assert "They need a newer browser with scripts switched on" in page.text
        form = next(form for form in page.forms() if form.get("data-challenge"))
        assert form.get("hidden") is not None
    assert "Have a link mailed instead" in visit().get("/sign-in/passkey").links()
