"""Leaders sign a charter: asked, ready, read, written, checked, signed, and what becomes of it."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db, jobs, mail
from workspace.charters.models import Charter, CharterVersion
from workspace.charters.signing import letters as signing_letters
from workspace.charters.signing.models import Signing
from workspace.mail import Message
from workspace.people.models import Person
from workspace.people.queries import with_email
from workspace.roles import Role

YES = dict.fromkeys(("asked", "answers", "means", "reports", "no_gain"), "yes")
WHO = {
    "name": "Dana Director", "email": "dana@council.example", "post": "Director of services", "body": "The council",
    "answer_by": "in four weeks",
}  # fmt: skip


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        version = factories.agreed_charter(space, "We will answer within a week.")
        return {
            "space": space.id, "version": version.id, "charter": version.charter_id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
        }  # fmt: skip


@pytest.fixture
def at(forum) -> str:
    return f"/spaces/forum/charters/{forum['charter']}"


@pytest.fixture
def olga(forum, visit):
    return visit(forum["olga"])


@pytest.fixture
def asked(app, olga, at) -> int:
    """Dana is asked, and has an account from now on."""
    page = olga.submit(olga.get(f"{at}/signing/new"), "Send the question", **WHO)
    assert "Dana Director is asked" in page.text
    with app.app_context():
        return with_email("dana@council.example").id


@pytest.fixture
def dana(asked, visit):
    return visit(asked)


@pytest.fixture
def here(app, asked, at) -> str:
    with app.app_context():
        return f"{at}/sign/{db.session.scalars(select(Signing.id)).one()}"


def letters(app) -> list[mail.Letter]:
    while jobs.work_once(app):
        pass
    with app.app_context():
        return [mail.letter_of(one) for one in db.session.scalars(select(Message).order_by(Message.id))]


def shows_who_they_are(visitor, app, page):
    """Type the code of the newest message on the page that asks for it, and return the page that it leads to."""
    visitor.submit(page, "Send me a code by mail", status=200)
    text = [one.text for one in letters(app) if "link and code" in one.subject][-1]
    code = re.search(r"\b\d{3} \d{3}\b", text).group()
    return visitor.submit(visitor.get(page.address), "Go on", code=code)


def writes(dana, app, here, **fields):
    """Write a name below the words, show who it is, and return the page on which all is checked."""
    dana.submit(dana.get(f"{here}/words"), "Sign", follow=False, **{"name": "Dana Director", **fields})
    page = dana.get(f"{here}/check", follow=True)
    assert page.h1 == "Show that it is you"
    return shows_who_they_are(dana, app, page)


def signs(dana, app, here, **fields):
    """Go the whole way of a leader, and return the receipt's page."""
    dana.submit(dana.get(f"{here}/ready"), "Send my answers", **YES, interests="Nothing")
    return dana.submit(writes(dana, app, here, **fields), "Yes, sign")


def test_a_body_says_that_it_is_ready_before_it_can_sign(dana, olga, at, here):
    assert dana.get(f"{here}/words", status=303).location.endswith("/ready")
    page = dana.get(f"{here}/ready")
    assert "Will you sign “Our promises”?" in dana.get("/me").text
    assert "What you signed" not in dana.get("/me").text
    refused = dana.submit(page, "Send my answers", **{**YES, "means": "not_yet"}, status=422)
    assert "Write what is missing" in refused.error_of("missing")
    assert "Write what you gain" in refused.error_of("interests")
    said = {**YES, "means": "not_yet", "missing": "Money, in April", "interests": "A grant hangs on it"}
    assert "The group reads what is missing" in dana.submit(page, "Send my answers", **said).text
    assert "Not ready yet. What is missing: Money, in April" in olga.get(f"{at}/signing").text
    assert dana.get(f"{here}/words", status=303).location.endswith("/ready")
    page = dana.submit(dana.get(f"{here}/ready"), "Send my answers", means="yes", missing="")
    assert page.address.endswith("/words")
    assert "We will answer within a week." in page.text


@pytest.mark.promise("S1-S1")
def test_a_leader_signs_with_a_reservation_and_everybody_in_the_group_reads_it(app, dana, visit, forum, at, here):
    assert "Asked, not signed yet" in visit(forum["mo"]).get(f"{at}/register").text
    page = signs(
        dana, app, here, held_back="1", because="Not in August", statement="We begin in May",
        authority="For the board", until="31 March 2099", assisted_by="Ann Lee",
    )  # fmt: skip
    assert "You have signed. This is your receipt" in page.text
    assert "a code sent to their e-mail address" in page.text
    said = (
        "Dana Director", "Director of services", "The council", "1: Not in August", "We begin in May", "For the board",
        "What they gain: Nothing", "31 March 2099", "Somebody helped them to sign.",
    )  # fmt: skip
    register = visit(forum["mo"]).get(f"{at}/register").text
    assert [words for words in said if words not in register] == []
    assert (
        "Dana Director,Director of services,The council,Signed,1," in visit(forum["mo"]).get(f"{at}/register.csv").html
    )
    assert "You signed this already" not in page.text
    told = letters(app)
    assert [one.to_name for one in told if "has answered" in one.subject] == ["Olga Organiser"]
    assert [one.to_name for one in told if "your receipt" in one.subject] == ["Dana Director"]
    home = dana.get("/me")
    assert "What you signed" in home.text
    assert "Your receipt" in dana.get(home.links()["Our promises"]).text


def test_what_is_written_is_signed_only_by_somebody_who_shows_again_who_they_are(app, dana, here, visit, forum):
    dana.submit(dana.get(f"{here}/ready"), "Send my answers", **YES, interests="Nothing")
    page = dana.get(f"{here}/words")
    for wrong in ({"name": ""}, {"because": "Not all"}, {"held_back": "1"}, {"until": "1 May 2020"}):
        dana.submit(page, "Sign", **{"name": "Dana", **wrong}, status=422)
    assert dana.submit(page, "Sign", name="Dana", follow=False).location.endswith("/check")
    assert "/sign-in/again" in dana.get(f"{here}/check", status=303).location
    page = writes(dana, app, here)
    assert "Nothing: you promise all of it" in page.text
    assert dana.submit(page, "Yes, sign").address.endswith("/receipt")
    assert dana.submit(page, "Yes, sign").address.endswith("/receipt")  # pressed twice
    with app.app_context():
        assert db.session.scalars(select(Signing.state)).all() == ["signed"]


def test_a_link_that_was_passed_on_lets_nobody_else_sign(visit, forum, olga, here, dana):
    for page in ("", "/ready", "/words", "/check", "/decline", "/receipt"):
        olga.get(f"{here}{page}", status=404 if page == "/receipt" else 403)
        visit(forum["mo"]).get(f"{here}{page}", status=404 if page == "/receipt" else 403)
        assert "/sign-in" in visit(None).get(f"{here}{page}", status=303).location
    dana.get(here)


def test_a_newer_version_cannot_be_overtaken_by_a_signature_under_the_old_one(app, dana, here, data, forum):
    dana.submit(dana.get(f"{here}/ready"), "Send my answers", **YES, interests="Nothing")
    page = dana.get(f"{here}/words")
    with data():
        facts = {"space_id": forum["space"], "charter_id": forum["charter"], "number": 2, "kind": "charter"}
        factories._saved(CharterVersion(**facts, title="New", state="agreed", changed_at=db.now(), agreed_at=db.now()))
    refused = dana.submit(page, "Sign", name="Dana", statement="We begin in May", status=422)
    assert "The group has agreed a newer version" in refused.text
    assert "We begin in May" in refused.html
    assert "a newer version of this charter" in dana.get(here).text


def test_whoever_does_not_sign_says_why_and_can_be_asked_again(app, dana, olga, at, here):
    assert "Say why" in dana.submit(dana.get(f"{here}/decline"), "Send: I do not sign", why="", status=422).error_of(
        "why"
    )
    dana.submit(dana.get(f"{here}/decline"), "Send: I do not sign", why="We have no money for it")
    assert "Why: We have no money for it" in olga.get(f"{at}/signing").text
    dana.get(f"{here}/words", status=303)
    olga.submit(olga.get(f"{at}/signing/new"), "Send the question", **WHO)
    assert "asked already" in olga.submit(olga.get(f"{at}/signing/new"), "Send the question", **WHO, status=422).text


def test_a_signature_lapses_by_itself(app, dana, olga, at, here, data, forum, visit):
    signs(dana, app, here, until="in three weeks")
    mo = visit(forum["mo"])
    assert "Signed" in mo.get(f"{at}/register").text
    with time_machine.travel(db.now() + timedelta(days=30)):
        assert "Lapsed: it was signed until a day that is over" in visit(forum["mo"]).get(f"{at}/register").text
    with data():
        row = db.session.scalars(select(Signing)).one()
        row.until = None
    with data():
        charter = db.session.get_one(Charter, forum["charter"])
        charter.review_on = today() - timedelta(days=1)
    assert "Lapsed: the day of review is over" in mo.get(f"{at}/register").text
    with data():
        db.session.get_one(Charter, forum["charter"]).review_on = None
    olga.submit(olga.get(at), "Begin the next version")
    assert "Signed" in mo.get(f"{at}/register").text  # a draft changes nothing
    with data():
        version = db.session.scalars(select(CharterVersion).where(CharterVersion.number == 2)).one()
        version.state, version.agreed_at = "agreed", db.now()
    assert "there is a newer version, not signed" in mo.get(f"{at}/register").text
    number = here.rpartition("/")[2]
    assert 'value="dana@council.example"' in olga.get(f"{at}/signing/new?again={number}").html
    page = olga.get(f"{at}/signing/{number}/left")
    refused = olga.submit(page, "Write it down", on="in a week", status=422)
    assert "This day is to come" in refused.error_of("on")
    olga.submit(page, "Write it down", on="yesterday")
    assert "who signed has left the post" in mo.get(f"{at}/register").text


def test_a_signature_is_withdrawn_and_stays_to_be_read(app, dana, at, here, visit, forum):
    signs(dana, app, here)
    dana.submit(dana.get(f"{here}/withdraw"), "Take my signature back", why="The budget was cut")
    register = visit(forum["mo"]).get(f"{at}/register").text
    assert "Signature withdrawn" in register
    assert "The budget was cut" in register
    assert "What you had signed" in dana.get(here).text


def test_leaders_are_reminded_a_week_and_a_day_before_and_by_hand_once_a_day(app, forum, olga, at, here, asked):
    olga.submit(olga.get(f"{at}/signing"), "Write to them again: Dana Director")
    olga.submit(olga.get(f"{at}/signing"), "Write to them again: Dana Director")
    assert len([one for one in letters(app) if one.subject.startswith("A reminder")]) == 1
    for days in (21, 21, 22, 27, 28):
        with app.app_context(), db.transaction(), db.at(db.now() + timedelta(days=days)):
            signing_letters.remind(forum["space"])
    assert len([one for one in letters(app) if one.subject.startswith("A reminder")]) == 3
    olga.submit(olga.get(f"{at}/signing"), "Ask no more: Dana Director")
    assert "Dana" not in olga.get(f"{at}/register").text


def test_the_register_asks_as_often_for_three_as_for_one(app, data, forum, visit, at):
    mo = visit(forum["mo"])
    counts = []
    for names in (["One"], ["Two", "Three"]):
        with data():
            version, by = (
                db.session.get_one(*of) for of in ((CharterVersion, forum["version"]), (Person, forum["olga"]))
            )
            for name in names:
                factories.signed(version, factories.person(name), by, name)
        for page in ("register", "register.csv", "public"):
            with counted() as asked:
                mo.get(f"{at}/{page}")
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_a_receipt_as_a_file_and_as_text_holds_what_was_signed(app, dana, here):
    signs(dana, app, here, statement="We begin in May")
    found = dana.get(f"{here}/receipt.json").answer.get_json()
    assert found["signed"]["statement"] == "We begin in May"
    assert "We will answer within a week." in found["text"]
    text = dana.get(f"{here}/receipt.txt").html
    assert found["signed"]["code"] in text
    assert found["signed"]["text_sha256"] in text
