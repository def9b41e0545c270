"""A group agrees a charter: asked, answered, agreed, and never changed again; then the next version."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db, jobs, mail
from workspace.charters.models import CharterVersion, VersionState
from workspace.mail import Message
from workspace.meetings.models import MeetingState
from workspace.people.models import Hears, Person
from workspace.roles import Role
from workspace.spaces.models import Space

LIST = "/spaces/forum/charters"
SOON = "in three weeks"
ASK, AGREED = "Ask everybody", "Write it down: the group agreed"


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        part = factories.charter_part(space, "We will listen.", body_id=factories.body(space).id)
        version = db.session.get_one(CharterVersion, part.version_id)
        factories.member(space, "Pat Pages").hears = Hears.PAGES
        return {
            "space": space.id, "charter": version.charter_id, "part": part.id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
            "ann": factories.member(space, "Ann Member").id,
        }  # fmt: skip


@pytest.fixture
def at(forum) -> str:
    return f"{LIST}/{forum['charter']}"


@pytest.fixture
def olga(forum, visit):
    return visit(forum["olga"])


@pytest.fixture
def asked(olga, at):
    """The group is asked."""
    return olga.submit(olga.get(f"{at}/ask"), ASK, until=SOON)


def answers(visitor, at, agrees, why="", **kwargs):
    return visitor.submit(visitor.get(f"{at}/answer"), "Send my answer", agrees=agrees, why=why, **kwargs)


def test_everybody_is_asked_but_who_asks_and_who_reads_the_pages_alone(app, asked, visit, forum, at):
    while jobs.work_once(app):
        pass
    with app.app_context():
        letters = [mail.letter_of(one) for one in db.session.scalars(select(Message))]
    assert {one.to_name for one in letters if one.subject == "Do you agree with “Our promises”?"} == {
        "Mo Member", "Ann Member",
    }  # fmt: skip
    assert "Everybody gets a message" in asked.text
    assert "Do you agree with “Our promises”?" in visit(forum["mo"]).get("/me").text
    page = visit(forum["mo"]).get(at)
    assert "The group is asked: do you agree with version 1?" in page.text
    assert "The group is asked" in visit(forum["mo"]).get(LIST).text


def test_who_agrees_and_who_does_not_is_kept_in_their_own_words_and_all_is_frozen(asked, visit, forum, olga, at):
    mo, ann = visit(forum["mo"]), visit(forum["ann"])
    page = mo.get(f"{at}/answer")
    assert page.text.index("We will listen.") < page.text.index("Do you agree with these words?")
    assert "Say why" in answers(mo, at, "no", status=422).error_of("why")
    assert "Thank you" in answers(mo, at, "no", "Ann Member and I want to know who listens.").text
    answers(ann, at, "no", "Too short")
    assert "Do you agree with" not in ann.get("/me").text
    answers(ann, at, "yes")
    page = olga.get(f"{at}/agree")
    for words in ("1 person agreed: Ann Member.", "Ann Member and I want to know who listens.", "Olga Organiser"):
        assert words in page.text
    assert "Too short" not in page.text
    assert "Write how the group agreed" in olga.submit(page, AGREED, status=422).error_of("how")
    page = olga.submit(page, AGREED, how="Nobody was against it.", meeting="none")
    for words in ("Nothing changes it from now on", "Agreed", "Nobody was against it.", "who listens."):
        assert words in page.text
    assert "Nobody is asked about these words now." in mo.get(f"{at}/answer").text
    olga.get(f"{at}/write", status=404)
    olga.get(f"{at}/parts/{forum['part']}", status=404)


def test_a_meeting_that_agreed_is_named_with_a_link(asked, data, olga, forum, at):
    with data():
        space, lead = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["olga"])
        meeting = factories.meeting(space, lead, "Our May meeting", state=MeetingState.CLOSED).id
    page = olga.submit(olga.get(f"{at}/agree"), AGREED, how="All.", meeting=str(meeting))
    assert page.links()["The meeting: Our May meeting"] == f"/spaces/forum/meetings/{meeting}"


def test_words_that_the_group_is_asked_about_are_not_changed_and_what_was_typed_stays(olga, forum, at):
    part, written = olga.get(f"{at}/parts/{forum['part']}"), olga.get(f"{at}/write")
    olga.submit(olga.get(f"{at}/ask"), ASK, until=SOON)
    page = olga.submit(part, "Keep this part", words="We will shout.", status=422)
    assert "Take the question back before you change them" in page.text
    assert "We will shout." in page.html
    assert "Take the question back" in olga.submit(written, "Take out: Commitment 1").text
    again = olga.submit(olga.get(f"{at}/ask"), ASK, until=SOON, status=422)
    assert "The group is asked already" in again.text


def test_a_question_that_is_taken_back_forgets_answers_to_other_words(asked, visit, olga, forum, at):
    mo = visit(forum["mo"])
    answers(mo, at, "yes")
    stale = mo.get(f"{at}/answer")
    olga.submit(olga.get(f"{at}/agree"), "Take the question back")
    page = mo.submit(stale, "Send my answer", agrees="no", why="But why?", status=422)
    assert "Nobody is asked about these words now" in page.text
    assert "But why?" in page.html
    olga.submit(olga.get(f"{at}/ask"), ASK, until=SOON)
    assert "Nobody has said yes on this page." in olga.get(f"{at}/agree").text


def test_a_day_that_is_over_and_an_empty_charter_are_refused(olga, at):
    page = olga.submit(olga.get(f"{at}/ask"), ASK, until="3 June 2020", status=422)
    assert "This day is over" in page.error_of("until")
    olga.submit(olga.get(f"{at}/write"), "Take out: Commitment 1")
    assert "There is nothing in it yet" in olga.submit(olga.get(f"{at}/ask"), ASK, until=SOON, status=422).text


def test_the_next_version_begins_with_the_words_of_the_last_and_says_what_changed(asked, olga, visit, forum, at):
    olga.submit(olga.get(f"{at}/agree"), AGREED, how="All agreed.", meeting="none")
    page = olga.submit(olga.get(at), "Begin the next version")
    assert "This is version 2, a draft" in page.text
    part = olga.get(page.links()["Change: Commitment 1"])
    page = olga.submit(part, "Keep this part", words="We will listen to everybody.", body="The health trust")
    part = olga.get(page.links()["Write a part at the end"])
    olga.submit(part, "Keep this part", kind="right", words="Rest.")
    mo = visit(forum["mo"])
    page = mo.get(at)
    assert "We will listen." in page.text
    page = mo.get(page.links()["Read version 2"])
    assert "We will listen to everybody." in page.text
    page = mo.get(page.links()["What changed since version 1"])
    for words in (
        "2 parts are different.", "Commitment 1 Changed", "Removed: listen.", "Added: listen to everybody.",
        "Who answers for it", "Right 2 Added",
    ):  # fmt: skip
        assert words in page.text, words
    mo.get(f"{at}/changes?since=1&to=9", status=404)
    assert "Version 1 is the first." in mo.get(f"{at}/changes?to=1").text


def test_two_who_begin_the_next_version_write_the_same_one(asked, olga, at, app):
    olga.submit(olga.get(f"{at}/agree"), AGREED, how="All.", meeting="none")
    first, second = olga.get(at), olga.get(at)
    olga.submit(first, "Begin the next version")
    olga.submit(second, "Begin the next version")
    with app.app_context():
        found = db.session.scalars(select(CharterVersion.state).order_by(CharterVersion.number))
        assert list(found) == [VersionState.AGREED, VersionState.DRAFT]


def test_more_answers_take_no_more_queries(asked, olga, visit, forum, at):
    pages = (LIST, f"{at}/versions/1", f"{at}/agree", f"{at}/answer")
    answers(visit(forum["mo"]), at, "no", "Because.")
    before = [_count(olga, one) for one in pages]
    answers(visit(forum["ann"]), at, "no", "Because.")
    assert [_count(olga, one) for one in pages] == before


def _count(visitor, address):
    with counted() as statements:
        visitor.get(address)
    return len(statements)
