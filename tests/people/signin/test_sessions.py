"""Open sessions: cookies, the list, ending them, proving again, and a session that ends while somebody types."""

from datetime import timedelta

import pytest
import time_machine

from tests import factories
from tests.support.database import settings
from tests.support.queries import counted
from tests.support.visitor import Visitor
from workspace import create_app, db, drafts
from workspace.people.models import Person
from workspace.people.signin import service
from workspace.people.signin.devices import device_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def ann(data):
    with data():
        return factories.person("Ann", email="ann@example.org").id


def enters(visitor, letters, **fields):
    """Sign in through the pages and return the answer to the last form."""
    page = visitor.submit(visitor.get("/sign-in"), "Send me a link and a code", email="ann@example.org")
    return visitor.submit(page, "Sign in", code=letters()[-1].code, follow=False, **fields)


def cookies(answer):
    return [line for line in answer.answer.headers.getlist("Set-Cookie") if line.startswith(("session_key", "__Host-"))]


def asks_for_sign_in(visitor, address="/me/sessions"):
    return visitor.get(address, status=303).location.startswith("/sign-in?next=")


def test_the_cookie_is_for_us_alone_and_lives_thirty_days(visit, ann, letters):
    (cookie,) = cookies(enters(visit(), letters))
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


def test_on_a_shared_computer_the_cookie_ends_with_the_browser(visit, ann, letters):
    answer = enters(visit(), letters, shared="y")
    assert not any("Max-Age" in line or "Expires" in line for line in answer.answer.headers.getlist("Set-Cookie"))


def test_over_https_both_cookies_are_bound_to_this_host(app, database, home, data, ann):
    made = create_app(settings(home, database, base_url="https://forum.example.org"))
    with data():
        link = service.sign_in_link(db.session.get_one(Person, ann)).removeprefix("http://127.0.0.1:8000")
    somebody = Visitor(made)
    page = somebody.get(link, base_url="https://forum.example.org")
    answer = somebody.post(
        link,
        {
            name: field.get("value", "")
            for field in page.form("form").iter("input")
            if (name := field.get("name")) != "shared"
        },
        base_url="https://forum.example.org",
        headers={"Referer": "https://forum.example.org/"},
        follow=False,
    )
    written = answer.answer.headers.getlist("Set-Cookie")
    assert {line.partition("=")[0] for line in written} == {"__Host-session", "__Host-page"}
    assert all("; Secure" in line and "; Path=/" in line and "Domain" not in line for line in written)
    with made.app_context():
        db.engine().dispose()


def test_a_session_that_was_ended_is_refused_at_the_next_request(visit, data, ann):
    here, there = visit(ann), visit(ann)
    page = here.get("/me/sessions")
    assert page.text.count("This browser") == 1
    button = next(b for f in page.forms() for b in f.iter("button") if "".join(b.itertext()).startswith("End:"))
    page = here.submit(page, " ".join("".join(button.itertext()).split()))
    assert "You are signed out there" in page.text
    assert asks_for_sign_in(there)
    here.get("/me/sessions")


def test_all_other_sessions_end_at_once(visit, ann):
    here, others = visit(ann), [visit(ann), visit(ann)]
    page = here.submit(here.get("/me/sessions"), "End all others")
    assert "signed out in 2 other places" in page.text
    assert "You are signed in nowhere else" in page.text
    assert all(asks_for_sign_in(other) for other in others)


def test_nobody_ends_the_session_of_somebody_else(visit, data, ann):
    with data():
        bob = factories.person("Bob").id
    her, his = visit(ann), visit(bob)
    visit(ann)
    form = next(f for f in her.get("/me/sessions").forms() if "/end" in f.get("action", ""))
    page = his.get("/me/sessions")
    token = {e.get("name"): e.get("value") for f in page.forms() for e in f.iter("input")}
    his.post(form.get("action"), {"csrf_token": token["csrf_token"], "once": "x"}, status=404)


def test_the_list_costs_the_same_with_one_and_three_sessions(visit, ann):
    def cost():
        here = visit(ann)
        here.get("/me/sessions")
        with counted() as statements:
            here.get("/me/sessions")
        return len(statements)

    one = cost()
    visit(ann)
    assert cost() == one


def test_the_list_names_browser_and_device(visit, ann, letters):
    somebody = visit()
    somebody.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    enters(somebody, letters)
    assert "Firefox, Windows" in somebody.get("/me/sessions").text


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36 Edg/130.0", "Edge, Android"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_devices_are_named_in_plain_words(agent, words):
    assert device_of(agent) == words


def test_signing_out_ends_the_session_and_going_back_shows_nothing(visit, ann):
    somebody = visit(ann)
    page = somebody.get("/me/sessions")
    assert page.answer.headers["Cache-Control"] == "no-store"
    key = somebody.client.get_cookie("session_key").value
    page = somebody.submit(page, "Sign out")
    assert "You are signed out" in page.text
    assert asks_for_sign_in(somebody)
    thief = visit()
    thief.client.set_cookie("session_key", key)
    assert asks_for_sign_in(thief)


def test_a_session_ends_by_itself_after_thirty_days(visit, ann):
    somebody = visit(ann)
    with time_machine.travel(db.now() + timedelta(days=29)):
        somebody.get("/me/sessions")
    with time_machine.travel(db.now() + timedelta(days=31)):
        assert asks_for_sign_in(somebody)


def test_signing_in_anew_ends_the_session_before_it(visit, ann, letters):
    somebody = visit(ann)
    old = somebody.client.get_cookie("session_key").value
    letter_of = visit()
    letter_of.submit(letter_of.get("/sign-in"), "Send me a link and a code", email="ann@example.org")
    somebody.submit(somebody.get(letters()[-1].link), "Sign in as Ann", follow=False)
    thief = visit()
    thief.client.set_cookie("session_key", old)
    assert asks_for_sign_in(thief)


@pytest.mark.parametrize("key", ["x" * 3000, "é", "%ED%A0%80", ""])
def test_a_strange_key_is_nobody_s(visit, key):
    somebody = visit()
    somebody.client.set_cookie("session_key", key)
    assert asks_for_sign_in(somebody)


# --- a session that ended while typing -----------------------------------------------------------------------------


def types_and_is_signed_out(visit, ann):
    """Ann types in one tab and signs out in another, then sends what she typed."""
    somebody = visit(ann)
    typing = somebody.get("/me/profile")
    somebody.submit(somebody.get("/me/sessions"), "Sign out")
    page = somebody.submit(typing, "form", about="I am here for my son, and for school buses.")
    return somebody, page


def test_what_was_typed_while_the_session_ended_is_there_after_signing_in(visit, ann, letters):
    somebody, page = types_and_is_signed_out(visit, ann)
    assert page.h1 == "Sign in"
    page = somebody.submit(page, "Send me a link and a code", email="ann@example.org")
    page = somebody.submit(page, "Sign in", code=letters()[-1].code)
    assert page.address == "/me/profile"
    assert "We kept what you typed here" in page.text
    assert page.find("about").text.strip() == "I am here for my son, and for school buses."


def test_it_is_there_too_after_signing_in_by_the_link_in_the_same_browser(visit, ann, letters):
    somebody, page = types_and_is_signed_out(visit, ann)
    somebody.submit(page, "Send me a link and a code", email="ann@example.org")
    page = somebody.get(letters()[-1].link)
    page = somebody.submit(page, "Sign in as Ann")
    assert page.find("about").text.strip().startswith("I am here for my son")


def test_the_other_tab_can_still_be_sent_after_the_same_person_came_back(visit, ann, letters):
    somebody = visit()
    enters(somebody, letters)
    typing = somebody.get("/me/profile")
    somebody.submit(somebody.get("/me/sessions"), "Sign out")
    with time_machine.travel(db.now() + timedelta(minutes=1)):
        enters(somebody, letters)
        somebody.submit(typing, "form", about="Still here.", follow=False)


def test_what_one_person_typed_is_not_shown_to_the_next_on_the_same_computer(visit, app, data, ann, letters):
    with data():
        factories.person("Bob", email="bob@example.org")
    somebody = visit()
    enters(somebody, letters)
    typing = somebody.get("/me/profile")
    somebody.submit(somebody.get("/me/sessions"), "Sign out")
    somebody.submit(typing, "form", about="Ann's own words.")
    page = somebody.submit(somebody.get("/sign-in"), "Send me a link and a code", email="bob@example.org")
    somebody.submit(page, "Sign in", code=letters()[-1].code, follow=False)
    assert "Ann's own words" not in somebody.get("/me/profile").html


# --- showing again that it is you ----------------------------------------------------------------------------------


def test_a_sensitive_page_asks_again_after_fifteen_minutes_and_a_code_leads_back(visit, ann, letters):
    somebody = visit(ann)
    somebody.get("/me/password")
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        old = somebody.client.get_cookie("session_key").value
        page = somebody.get("/me/password", status=303)
        page = somebody.get(page.location)
        assert page.h1 == "Show that it is you"
        page = somebody.submit(page, "Send me a code by mail", status=200)
        letter = letters()[-1]
        assert "does not fit" in somebody.submit(page, "Go on", code=letter.wrong_code, status=422).error_of("code")
        page = somebody.submit(page, "Go on", code=letter.code)
        assert page.address == "/me/password"
        assert somebody.client.get_cookie("session_key").value != old
        thief = visit()
        thief.client.set_cookie("session_key", old)
        assert asks_for_sign_in(thief)


def test_a_code_that_somebody_else_asked_for_proves_nothing(visit, data, ann, letters):
    with data():
        bob = factories.person("Bob", email="bob@example.org").id
    somebody = visit()
    page = somebody.submit(somebody.get("/sign-in"), "Send me a link and a code", email="ann@example.org")
    code = letters()[-1].code
    somebody.sign_in(bob)
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        page = somebody.get("/sign-in/again?next=/me/password")
        assert not page.has("code")
        data_ = {e.get("name"): e.get("value") for e in page.form("form").iter("input")}
        somebody.post("/sign-in/again", {**data_, "code": code}, status=422)


def test_somebody_without_mail_is_told_how_to_go_on(visit, data):
    with data():
        joss = factories.person("Joss", email=None).id
    page = visit(joss).get("/sign-in/again")
    assert "Ask an organiser for a new slip" in page.text


def test_what_was_posted_to_a_sensitive_page_is_kept_but_never_a_password(visit, app, ann):
    somebody = visit(ann)
    page = somebody.get("/me/password")
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        page = somebody.submit(page, "Set this password", password="four quiet green trains", follow=False)
        assert page.location == "/sign-in/again?next=/me/password"
    with app.app_context():
        assert db.session.query(drafts.Draft).all() == []
