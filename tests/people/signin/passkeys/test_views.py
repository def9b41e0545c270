"""Passkeys, as they are meant: offered, added, named, used and removed."""

import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.support.authenticator import Authenticator, adds, asked, problem, signs_in, written
from tests.support.database import settings as installation
from tests.support.queries import counted
from tests.support.visitor import Visitor
from workspace import create_app, db, jobs, mail
from workspace.audit import AuditEvent, Event
from workspace.config import ROOT
from workspace.meetings.invitations.models import Duty
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.people.signin.models import UserSession
from workspace.roles import Role

OPENS_NOTHING = "does not open this account"


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
def test_a_passkey_is_added_named_used_and_removed(passkeys, visit, ann):
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
    assert passkeys() == []


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
    assert options["user"]["name"] == options["user"]["displayName"] == "ann@example.org"  # a name may change
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


# --- where it is offered -------------------------------------------------------------------------------------------


OFFER = "With a passkey nobody can trick you out of your way in"


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
    app, visit, ann, device, home, database
):
    made = create_app(installation(home, database))
    assert not [rule for rule in made.url_map.iter_rules() if "passkey" in rule.rule]
    her = Visitor(made, ann)
    for address in ("/sign-in", "/me/sessions", "/sign-in/again"):
        page = (Visitor(made) if address == "/sign-in" else her).get(address)
        assert "passkey" not in page.html.lower()
    her.get("/me/passkeys", status=404)
    assert notices(made, "passkey_added")
    with made.app_context():
        db.engine().dispose()


def test_the_package_is_loaded_only_where_passkeys_are_on(tmp_path):
    """It takes a seventh of what a worker may use."""
    start = (
        "import sys; from workspace import create_app; from workspace.config import Settings;"
        f"create_app(Settings(data={str(tmp_path)!r}, secret_key='x' * 40, passkeys={{}}));"
        "print('webauthn' in sys.modules)"
    )
    for on in (False, True):
        run = subprocess.run(
            [sys.executable, "-c", start.format(on)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == str(on)


def test_the_page_says_what_to_do_where_scripts_are_off(visit, ann):
    for somebody, address in ((visit(), "/sign-in/passkey"), (visit(ann), "/me/passkeys/add")):
        page = somebody.get(address)
        assert "They need a newer browser with scripts switched on" in page.text
        form = next(form for form in page.forms() if form.get("data-challenge"))
        assert form.get("hidden") is not None
    assert "Have a link mailed instead" in visit().get("/sign-in/passkey").links()
