"""Printed slips: who may have one, what is printed, and that each opens the door once."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from workspace import db
from workspace.people.models import Person
from workspace.people.signin.models import Slip
from workspace.roles import Role
from workspace.spaces.models import Membership


class Forum:
    """A space with an organiser, Olu, and a member without e-mail, Joss."""

    def __init__(self):
        space = factories.space("Forum", slug="forum")
        self.space = space.id
        self.olu = factories.member(space, "Olu", Role.ORGANISER).id
        self.mo = factories.member(space, "Mo Mail").id
        self.joss = factories.member(space, who=factories.person("Joss", email=None)).id
        self.page = f"/spaces/forum/people/{self.joss}/slip"


@pytest.fixture
def forum(data):
    with data():
        return Forum()


def make(olu, forum):
    """Make a slip and return its page, its address and its code."""
    page = olu.submit(olu.get(forum.page), "Make a slip to print", status=200)
    address = re.search(r"http://127.0.0.1:8000(/slip/[\w-]+)", page.text)[1]
    code = re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", page.text)[0]
    return page, address, code


def is_signed_in(visitor):
    return visitor.client.get("/me/sessions").status_code == 200


def types(visitor, code, status=303):
    return visitor.submit(visitor.get("/slip"), "Sign in", code=code, status=status, follow=False)


def test_a_slip_shows_code_and_address_once_and_is_kept_only_as_hashes(visit, app, forum):
    olu = visit(forum.olu)
    page, address, code = make(olu, forum)
    assert '<div class="slip">\n<svg aria-hidden="true" viewBox="' in page.html
    assert 'stroke="currentColor"' in page.html
    assert "Joss, this is your way in" in page.text
    key = address.removeprefix("/slip/")
    assert len(key) == 22  # 128 bits
    assert key not in olu.get(forum.page).html
    with app.app_context():
        slip = db.session.scalars(select(Slip)).one()
        kept = " ".join(str(value) for value in vars(slip).values())
    assert key not in kept
    assert code.replace(" ", "") not in kept


def test_a_slip_signs_in_once_after_one_press_and_a_camera_uses_nothing_up(visit, forum):
    _page, address, _code = make(visit(forum.olu), forum)
    phone, other = visit(), visit()
    phone.client.head(address)
    page = phone.get(address)
    assert page.h1 == "You are signing in as Joss"
    waiting = other.get(address)
    assert phone.submit(page, "Sign in as Joss", follow=False).location == "/me"
    assert is_signed_in(phone)
    assert other.submit(waiting, "Sign in as Joss", status=410).h1 == "This slip was used already"
    assert not is_signed_in(other)
    assert "Used" in visit(forum.olu).get(forum.page).text


def test_making_a_slip_twice_by_accident_makes_one(visit, app, forum):
    olu = visit(forum.olu)
    page = olu.get(forum.page)
    olu.submit(page, "Make a slip to print", status=200)
    page = olu.submit(page, "Make a slip to print")
    assert "Nothing was done twice" in page.text
    with app.app_context():
        assert len(db.session.scalars(select(Slip)).all()) == 1


def test_the_short_code_works_only_when_switched_on_and_once(visit, forum):
    olu = visit(forum.olu)
    _page, _address, code = make(olu, forum)
    joss, other = visit(), visit()
    assert "opens nothing" in types(joss, code, status=422).error_of("code")
    page = olu.get(forum.page)
    button = next(words for words in _buttons(page) if words.startswith("Switch the short code on"))
    assert "The short code works now" in olu.submit(page, button).text
    types(joss, code.lower().replace(" ", "-"))
    assert is_signed_in(joss)
    types(other, code, status=422)
    assert not is_signed_in(other)


def _buttons(page):
    return [" ".join("".join(b.itertext()).split()) for b in page.root.iter("button")]


def _switch_on(olu, forum):
    page = olu.get(forum.page)
    return olu.submit(page, next(words for words in _buttons(page) if words.startswith("Switch the short code on")))


def test_five_wrong_codes_switch_the_code_off_but_never_the_slip(visit, forum):
    olu = visit(forum.olu)
    _page, address, code = make(olu, forum)
    _switch_on(olu, forum)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "C")
    for _time in range(5):
        types(visit(), wrong, status=422)
    types(visit(), code, status=422)
    assert "tried too often and is off" in olu.get(forum.page).text
    phone = visit()
    phone.submit(phone.get(address), "Sign in as Joss", follow=False)
    assert is_signed_in(phone)


def test_a_code_that_was_tried_too_often_can_be_switched_on_again(visit, forum):
    olu = visit(forum.olu)
    _page, _address, code = make(olu, forum)
    _switch_on(olu, forum)
    for _time in range(6):
        types(visit(), code[:-1] + "!", status=422)
    _switch_on(olu, forum)
    joss = visit()
    types(joss, code)
    assert is_signed_in(joss)


@pytest.mark.parametrize("code", ["x", "é" * 8, "AAAA AAAA", "   -  ", "\x00"])
def test_a_code_of_nobody_opens_nothing(visit, forum, code):
    make(visit(forum.olu), forum)
    assert types(visit(), code, status=422).error_of("code")


def test_an_ended_slip_opens_nothing(visit, forum):
    olu = visit(forum.olu)
    _page, address, code = make(olu, forum)
    _switch_on(olu, forum)
    page = olu.get(forum.page)
    page = olu.submit(page, next(words for words in _buttons(page) if words.startswith("End this slip")))
    assert "The slip does not work any more" in page.text
    somebody = visit()
    assert somebody.get(address, status=410).h1 == "This slip does not work any more"
    types(somebody, code, status=422)
    assert not is_signed_in(somebody)


def test_a_slip_lives_ninety_days(visit, forum):
    _page, address, _code = make(visit(forum.olu), forum)
    with time_machine.travel(db.now() + timedelta(days=89)):
        visit().get(address)
    with time_machine.travel(db.now() + timedelta(days=90)):
        assert visit().get(address, status=410).h1 == "This slip is too old"


@pytest.mark.parametrize("key", ["x", "é", "%ED%A0%80", "a" * 3000])
def test_an_unknown_slip_is_met_by_a_kind_page_with_a_way_on(visit, key):
    page = visit().get(f"/slip/{key}", status=404)
    assert page.links()["Type the short code instead"] == "/slip"


def test_hosts_and_organisers_never_have_a_slip(visit, data, forum):
    with data():
        space = db.session.get_one(factories.Space, forum.space)
        host = factories.member(space, who=factories.person("Hana", is_host=True)).id
        second = factories.member(space, "Oz", Role.ORGANISER).id
    olu = visit(forum.olu)
    form = olu.get(forum.page).form("form")
    for person in (host, second):
        page = olu.get(f"/spaces/forum/people/{person}/slip")
        assert "never made for hosts and organisers" in page.text
        assert "Make a slip to print" not in page.text
        fields = {e.get("name"): e.get("value") for e in form.iter("input")}
        page = olu.post(f"/spaces/forum/people/{person}/slip", {**fields, "once": f"k{person}"}, status=422)
        assert "never made for hosts" in "".join(page.find("errors").itertext())


def test_nobody_makes_a_slip_for_somebody_who_signs_in_by_mail(visit, forum):
    olu = visit(forum.olu)
    address = f"/spaces/forum/people/{forum.mo}/slip"
    page = olu.submit(olu.get(address), "Make a slip to print", status=422)
    assert "they sign in by a link of their own" in "".join(page.find("errors").itertext())


def test_who_became_an_organiser_after_the_slip_was_made_cannot_use_it(visit, data, forum):
    _page, address, _code = make(visit(forum.olu), forum)
    with data():
        place = db.session.scalars(select(Membership).where(Membership.person_id == forum.joss)).one()
        place.role = Role.ORGANISER
    somebody = visit()
    somebody.submit(somebody.get(address), "Sign in as Joss", status=410)
    assert not is_signed_in(somebody)


def test_a_slip_never_opens_the_pages_of_another_group(visit, data, forum):
    with data():
        factories.member(factories.space("Panel"), who=db.session.get_one(Person, forum.joss))
    olu = visit(forum.olu)
    page = olu.submit(olu.get(forum.page), "Make a slip to print", status=422)
    assert "belongs to another group too" in page.text


def test_only_organisers_of_the_space_make_slips(visit, data, forum):
    with data():
        other = factories.member(factories.space("Panel"), "Pat", Role.ORGANISER).id
    visit(forum.joss).get(forum.page, status=403)
    visit(other).get(forum.page, status=403)
    visit(other).get(f"/spaces/forum/people/{other}/slip", status=404)
    assert visit().get(forum.page, status=303).location.startswith("/sign-in")


def test_a_slip_of_another_space_is_not_found(visit, app, data, forum):
    make(visit(forum.olu), forum)
    with data():
        panel = factories.space("Panel", slug="panel")
        pat = factories.member(panel, "Pat", Role.ORGANISER)
        factories.member(panel, who=db.session.get_one(Person, forum.joss))
        pat = pat.id
    somebody = visit(pat)
    fields = {
        e.get("name"): e.get("value")
        for e in somebody.get(f"/spaces/panel/people/{forum.joss}/slip").form("form").iter("input")
    }
    for verb in ("code", "end"):
        somebody.post(f"/spaces/panel/people/{forum.joss}/slip/1/{verb}", {**fields, "once": verb}, status=404)


def test_making_a_slip_asks_again_who_it_is_after_fifteen_minutes(visit, forum):
    olu = visit(forum.olu)
    with time_machine.travel(db.now() + timedelta(minutes=16)):
        assert olu.get(forum.page, status=303).location == f"/sign-in/again?next={forum.page}"
