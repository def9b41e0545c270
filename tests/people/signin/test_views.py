"""Signing in by mail: what newcomers, forgetful people, two browsers, scanners and attackers meet."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests import factories
from tests.support.queries import counted
from workspace import audit, db, jobs, mail
from workspace.people.models import Person
from workspace.people.signin import service
from workspace.people.signin.models import SignIn, UserSession


@pytest.fixture
def ann(data):
    with data():
        return factories.person("Ann", email="ann@example.org").id


def asks(somebody, address="ann@example.org", page="/sign-in"):
    return somebody.submit(somebody.get(page), "Send me a link and a code", email=address)


def is_signed_in(visitor):
    return visitor.client.get("/me/sessions").status_code == 200


def sign_ins(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(SignIn))


@pytest.mark.promise("S0-13")
def test_a_code_from_the_mail_signs_in_and_leads_to_where_one_was_going(visit, ann, letters):
    somebody = visit()
    page = asks(somebody, page="/sign-in?next=/me/sessions")
    assert page.h1 == "Check your mail"
    assert "ann@example.org" in page.text
    field = page.find("code")
    assert (field.get("autocomplete"), field.get("inputmode")) == ("one-time-code", "numeric")
    page = somebody.submit(page, "Sign in", code=letters()[-1].code)
    assert page.address == "/me/sessions"
    assert "You are signed in as Ann" in page.text


@pytest.mark.promise("S0-13")
def test_a_link_from_the_mail_signs_in_on_any_device_after_one_press(visit, ann, letters):
    asks(visit())
    phone = visit()
    page = phone.get(letters()[-1].link)
    assert page.h1 == "You are signing in as Ann"
    page = phone.submit(page, "Sign in as Ann", follow=False)
    assert page.location == "/me"
    assert is_signed_in(phone)


def test_an_address_in_capital_letters_is_the_same_address(visit, ann, letters):
    asks(visit(), " ANN@Example.ORG ")
    assert [letter.to for letter in letters()] == ["ann@example.org"]


@pytest.mark.parametrize("typed", ["{0}{1}", "{0}-{1}", "  {0}  {1} "])
def test_a_code_may_have_spaces_and_dashes(visit, ann, letters, typed):
    somebody = visit()
    page = asks(somebody)
    typed = typed.format(*letters()[-1].code.split())
    assert "You are signed in" in somebody.submit(page, "Sign in", code=typed, follow=True).text


@pytest.mark.parametrize("address", ["", "ann", "ann@", "a b@example.org", "x" * 3000 + "@e.org"])
def test_what_is_no_address_is_refused_beside_the_field_and_stays_there(visit, app, address):
    somebody = visit()
    page = somebody.submit(somebody.get("/sign-in"), "Send me a link and a code", email=address, status=422)
    assert page.title.startswith("Error:")
    assert "Write" in page.error_of("email")
    assert sign_ins(app) == 0


def test_a_post_above_four_megabytes_is_refused_kindly(visit):
    somebody = visit()
    page = somebody.submit(somebody.get("/sign-in"), "Send me a link and a code", email="x" * 5_000_000, status=413)
    assert "too long" in page.h1


def test_an_unknown_address_gets_the_same_answer_after_the_same_work_and_no_mail(visit, app, ann, letters):
    answers, work = [], []
    for address in ("ann@example.org", "bob@example.org"):
        somebody = visit()
        with counted() as statements:
            page = asks(somebody, address)
        answers.append(page.text.replace(address, ""))
        work.append([statement.split(" WHERE ")[0] for statement in statements])
        page = somebody.submit(page, "Sign in", code="000 000", status=422)
        answers.append(page.text.replace(address, ""))
    assert answers[:2] == answers[2:]
    assert work[0] == work[1]
    assert [letter.to for letter in letters()] == ["ann@example.org"]


def test_neither_link_nor_code_is_kept_in_the_database(visit, app, ann, letters):
    asks(visit())
    letter = letters()[-1]
    secrets = {letter.link.rpartition("/")[2].partition(".")[2], letter.code.replace(" ", "")}
    with app.app_context():
        for table in db.Base.metadata.sorted_tables:
            for row in db.session.execute(select(table)):
                kept = {str(value) for value in row} | {str(value) for value in getattr(row, "args", {}) or {}}
                assert not any(secret in value for secret in secrets for value in kept), table.name
        message = db.session.scalars(select(mail.Message)).one()
        assert set(message.args) == {"sign_in_id"}
        assert message.state is mail.MessageState.KEPT


def test_a_code_works_only_in_the_browser_that_asked(visit, ann, letters):
    asks(visit())
    code = letters()[-1].code
    other = visit()
    assert other.get("/sign-in/code", status=303).location == "/sign-in"
    page = asks(other, "somebody@example.org")
    assert "does not fit" in other.submit(page, "Sign in", code=code, status=422).error_of("code")


def test_a_code_lives_ten_minutes_and_the_link_fifteen(visit, ann, letters):
    with time_machine.travel("2027-01-14T10:00:00Z", tick=False) as clock:
        somebody = visit()
        page = asks(somebody)
        letter = letters()[-1]
        clock.shift(timedelta(minutes=10))
        assert "does not fit" in somebody.submit(page, "Sign in", code=letter.code, status=422).error_of("code")
        clock.shift(timedelta(minutes=4))
        phone = visit()
        page = phone.get(letter.link)
        clock.shift(timedelta(minutes=1))
        assert phone.submit(page, "Sign in as Ann", status=410).h1 == "This link is too old"


def test_a_link_opened_by_a_scanner_is_not_used_up(visit, app, ann, letters):
    asks(visit())
    link = letters()[-1].link
    for _time in range(3):
        scanner = visit()
        scanner.get(link)
        assert scanner.client.head(link).status_code == 200
    phone = visit()
    phone.submit(phone.get(link), "Sign in as Ann", follow=False)
    assert is_signed_in(phone)


def test_a_link_works_once_and_then_offers_a_new_message(visit, ann, letters):
    asks(visit())
    link = letters()[-1].link
    first, second = visit(), visit()
    waiting = second.get(link)
    first.submit(first.get(link), "Sign in as Ann", follow=False)
    page = second.submit(waiting, "Sign in as Ann", status=410)
    assert page.h1 == "This link was used already"
    assert not is_signed_in(second)
    page = second.submit(page, "Send me a new link and code")
    assert page.h1 == "Check your mail"
    assert "an•••@example.org" in page.text
    assert "ann@example.org" not in page.text
    second.submit(page, "Sign in", code=letters()[-1].code, follow=False)
    assert is_signed_in(second)


def test_a_sign_in_used_by_its_link_is_over_for_its_code_too(visit, ann, letters):
    somebody, phone = visit(), visit()
    page = asks(somebody)
    letter = letters()[-1]
    phone.submit(phone.get(letter.link), "Sign in as Ann", follow=False)
    assert "does not fit" in somebody.submit(page, "Sign in", code=letter.code, status=422).error_of("code")


def test_a_button_pressed_twice_signs_in_although_only_the_second_answer_arrives(visit, ann, letters):
    asks(visit())
    phone = visit()
    page = phone.get(letters()[-1].link)
    cookies = phone.client._cookies.copy()
    phone.submit(page, "Sign in as Ann", follow=False)
    phone.client._cookies = cookies  # the browser threw the first answer away
    assert not is_signed_in(phone)
    phone.submit(page, "Sign in as Ann", follow=False)
    assert is_signed_in(phone)


def test_a_used_link_leads_whoever_is_signed_in_with_it_to_their_own_page(visit, ann, letters):
    asks(visit())
    link = letters()[-1].link
    phone = visit()
    phone.submit(phone.get(link), "Sign in as Ann", follow=False)
    assert phone.get(link, status=303).location == "/me"


def test_a_forwarded_link_names_the_person_and_who_would_be_signed_out(visit, data, ann, letters):
    with data():
        bob = factories.person("Bob").id
    asks(visit())
    page = visit(bob).get(letters()[-1].link)
    assert page.h1 == "You are signing in as Ann"
    assert "Bob is signed in on this browser now" in page.text


def test_one_press_on_sending_another_keeps_what_was_typed(visit, ann, letters):
    somebody = visit()
    page = asks(somebody)
    with time_machine.travel(db.now() + timedelta(minutes=1)):
        page = somebody.submit(page, "Send another message", code="12 34", shared="y", status=200)
        assert "We sent another message" in page.text
        assert page.find("code").get("value") == "12 34"
        assert page.find("shared").get("checked") is not None
        first, second = letters()
        visit().get(first.link)
        assert "does not fit" in somebody.submit(page, "Sign in", code=first.code, status=422).error_of("code")
        somebody.submit(page, "Sign in", code=second.code, follow=False)
        assert is_signed_in(somebody)


def test_asking_twice_in_a_moment_sends_one_message(visit, app, ann, letters):
    somebody = visit()
    page = asks(somebody)
    somebody.submit(page, "Send another message", status=200)
    assert len(letters()) == 1


def test_wrong_codes_lock_the_code_of_one_message_but_never_the_link(visit, ann, letters):
    attacker = visit()
    page = asks(attacker)
    letter = letters()[-1]
    for _time in range(5):
        page = attacker.submit(page, "Sign in", code=letter.wrong_code, status=422)
        assert "does not fit" in page.error_of("code")
    page = attacker.submit(page, "Sign in", code=letter.code, status=422)
    assert "tried too often" in page.error_of("code")
    phone = visit()
    phone.submit(phone.get(letter.link), "Sign in as Ann", follow=False)
    assert is_signed_in(phone)


@pytest.mark.promise("S0-13")
def test_nobody_can_lock_a_person_out(visit, ann, letters):
    """An attacker uses up all tries and all messages. There is always a link in Ann's mailbox that works."""
    with time_machine.travel("2027-01-14T10:00:00Z", tick=False) as clock:
        attacker = visit()
        page = asks(attacker)
        letters()
        for message in range(2):
            for _time in range(5):
                page = attacker.submit(page, "Sign in", code=letters()[-1].wrong_code, status=422)
            if message == 0:
                clock.shift(timedelta(minutes=1))
                page = attacker.submit(page, "Send another message", status=200)
        for _time in range(3):
            clock.shift(timedelta(seconds=20))
            page = attacker.submit(page, "Send another message", status=200)
        clock.shift(timedelta(seconds=20))
        page = attacker.submit(page, "Send another message", status=422)
        assert "We sent several messages" in page.text
        ann_s = visit()
        page = ann_s.submit(ann_s.get("/sign-in"), "Send me a link and a code", email="ann@example.org", status=422)
        assert "Look for the newest" in page.error_of("email")
        newest = letters()[-1]
        clock.move_to("2027-01-14T10:14:59Z")
        ann_s.submit(ann_s.get(newest.link), "Sign in as Ann", follow=False)
        assert is_signed_in(ann_s)
        clock.move_to("2027-01-14T10:15:00Z")
        asks(visit())
        page = visit().get(letters()[-1].link)
        assert page.h1 == "You are signing in as Ann"


def test_the_eleventh_code_of_a_day_for_one_address_is_refused_on_every_browser(visit, ann, letters):
    with time_machine.travel("2027-01-14T10:00:00Z", tick=False) as clock:
        for _browser in range(2):
            attacker = visit()
            page = asks(attacker)
            wrong = letters()[-1].wrong_code
            for _time in range(5):
                attacker.submit(page, "Sign in", code=wrong, status=422)
            clock.shift(timedelta(minutes=20))
        somebody = visit()
        page = asks(somebody)
        letter = letters()[-1]
        page = somebody.submit(page, "Sign in", code=letter.code, status=422)
        assert "too often today" in page.error_of("code")
        clock.shift(timedelta(minutes=1))
        somebody.submit(somebody.get(letter.link), "Sign in as Ann", follow=False)
        assert is_signed_in(somebody)


def test_one_network_address_cannot_have_endless_messages_sent(visit, app, monkeypatch):
    monkeypatch.setattr(service, "MESSAGES_A_SENDER", 2)
    for number in range(2):
        asks(visit(), f"person{number}@example.net")
    somebody = visit()
    page = somebody.submit(somebody.get("/sign-in"), "Send me a link and a code", email="x@example.net", status=422)
    assert "from your network" in page.error_of("email")


@pytest.mark.parametrize(
    "token",
    [
        "1.0",
        "x",
        ".",
        "99999999999999999999.aa",
        "١.aa",
        "1.é",
        "1.%ED%A0%80",
        "1." + "a" * 3000,
    ],
)
def test_an_unknown_link_is_met_by_a_kind_page_with_a_way_on(visit, data, ann, token):
    asks(visit())
    page = visit().get(f"/sign-in/link/{token}", status=404)
    assert page.h1 == "This link opens nothing"
    assert page.links()["Have a new link sent"] == "/sign-in"


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"])
def test_nobody_is_led_to_another_site(visit, ann, letters, onward):
    somebody = visit()
    page = somebody.get("/sign-in")
    page = somebody.submit(page, "Send me a link and a code", email="ann@example.org", next=onward)
    page = somebody.submit(page, "Sign in", code=letters()[-1].code, follow=False)
    assert page.location == "/me"


def test_who_is_signed_in_goes_past_the_sign_in_page(visit, ann):
    assert visit(ann).get("/sign-in?next=/me/sessions", status=302).location == "/me/sessions"


def test_the_link_in_the_browser_that_asked_leads_to_where_one_was_going(visit, ann, letters):
    somebody = visit()
    asks(somebody, page="/sign-in?next=/me/sessions")
    page = somebody.get(letters()[-1].link)
    assert somebody.submit(page, "Sign in as Ann", follow=False).location == "/me/sessions"


def test_signing_in_is_recorded_and_the_chain_is_whole(visit, app, ann, letters):
    somebody = visit()
    page = asks(somebody)
    somebody.submit(page, "Sign in", code=letters()[-1].code, follow=False)
    with app.app_context():
        rows = db.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.subject_id == ann)).all()
        assert [row.event for row in rows] == [audit.Event.SIGN_IN_ASKED, audit.Event.SIGNED_IN]
        assert audit.first_broken() is None


def test_a_host_s_link_works_for_a_day_and_once(visit, app, data):
    with data():
        joss = factories.person("Joss", email=None)
        link = service.sign_in_link(joss)
    assert link.startswith("http://127.0.0.1:8000/sign-in/link/")
    path = link.removeprefix("http://127.0.0.1:8000")
    with time_machine.travel(db.now() + timedelta(hours=23)):
        somebody = visit()
        somebody.submit(somebody.get(path), "Sign in as Joss", follow=False)
        assert is_signed_in(somebody)
        page = visit().get(path, status=410)
        assert "Ask whoever gave you this link" in page.text


def test_old_sign_ins_and_ended_sessions_are_forgotten(app, data, ann):
    with data():
        service.ask(address="ann@example.org", browser="x", sender="")
        service.start_session(db.session.get_one(Person, ann))
    with time_machine.travel(db.now() + timedelta(days=61)), data():
        service.forget_old()
        assert db.session.scalars(select(SignIn)).all() == []
        assert db.session.scalars(select(UserSession)).all() == []


def test_a_job_done_twice_sends_one_message(app, data, ann, letters):
    with data():
        asked = service.ask(address="ann@example.org", browser="x", sender="").id
    with data():
        service.mail_sign_in(asked)
    with data():
        jobs.handlers["mail_sign_in"](sign_in_id=asked)
    assert len(letters()) == 1


def test_whoever_asks_after_old_sign_ins_were_forgotten_gets_a_message_all_the_same(app, data, ann, letters):
    """The number of a sign-in is never given out again: its job and its message are known by it."""
    for days in (0, 5):
        with time_machine.travel(db.now() + timedelta(days=days)):
            with data():
                service.forget_old()
            with data():
                service.ask(address="ann@example.org", browser="x", sender="")
            assert len(letters()) == 1, "the message of a sign-in goes with it"
