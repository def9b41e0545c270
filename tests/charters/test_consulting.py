"""People are asked about a draft: with reasons and time, on the page or another way, and everybody gets an answer."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from tests.support.visitor import Visitor
from workspace import db, jobs, mail
from workspace.audit import AuditEvent
from workspace.charters.consulting import views
from workspace.charters.consulting.models import About, Consultation
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterPart, CharterVersion
from workspace.mail import Message
from workspace.people.models import Hears
from workspace.roles import Role
from workspace.spaces.dates.models import DayKind, KeptDay

SEND, CLOSE, ANSWER = "Send what I said", "Close it", "Keep the answer"
NEW = {
    "opens_on": "today", "closes_on": "in five weeks", "why": "It is two years old, says Mo Member.",
    "can_change": "Every word.", "cannot_change": "The law on care.",
}  # fmt: skip
MISSED = {"missed_who": "Fathers", "who_said": "Mo Member", "missed_what": "Nothing", "what_said": "The group"}


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        part = factories.charter_part(space, "We will listen.", body_id=factories.body(space).id)
        factories._saved(
            CharterPart(
                space_id=space.id, version_id=part.version_id, position=2, kind=Kind.RIGHT, number=2, words="Rest."
            )
        )
        version = db.session.get_one(CharterVersion, part.version_id)
        factories.member(space, "Pat Pages").hears = Hears.PAGES
        return {
            "space": space.id, "charter": version.charter_id, "part": part.id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "tim": factories.member(space, "Tim Taker", role=Role.NOTE_TAKER).id,
            "mo": factories.member(space, "Mo Member").id,
            "otto": factories.person("Otto Other").id,
        }  # fmt: skip


@pytest.fixture
def draft(forum) -> str:
    return f"/spaces/forum/charters/{forum['charter']}"


@pytest.fixture
def at(draft) -> str:
    return f"{draft}/consultation"


@pytest.fixture
def olga(forum, visit):
    return visit(forum["olga"])


@pytest.fixture
def mo(forum, visit):
    return visit(forum["mo"])


@pytest.fixture
def asked(olga, at):
    """People are asked, whoever has the address."""
    return olga.submit(olga.get(f"{at}/new"), "Ask people", who="anybody", **NEW)


def sent(app) -> list[mail.Letter]:
    """What is sent within a day: what is not urgent waits for nine in the morning."""
    with db.at(db.now() + timedelta(days=1)):
        while jobs.work_once(app):
            pass
    with app.app_context():
        return [mail.letter_of(one) for one in db.session.scalars(select(Message).order_by(Message.id))]


def told(app, subject) -> set[str]:
    return {one.to_name for one in sent(app) if one.subject == subject}


def says(visitor, at, words, stance=None, **fields):
    return visitor.submit(visitor.get(at), SEND, words=words, stance=stance, **fields)


def test_my_page_asks_what_i_think_until_i_have_said_it(asked, mo, at):
    question = "What do you think of “Our promises”?"
    assert question in mo.get("/me").text
    says(mo, at, "Too long")
    assert question not in mo.get("/me").text


@pytest.mark.promise("S1-D2")
def test_a_draft_is_consulted_on_and_a_log_says_what_was_changed_because_of_what(app, data, forum, visit, olga, mo, at):
    with data():
        days = {"first": today() + timedelta(days=3), "last": today() + timedelta(days=9)}
        factories._saved(KeptDay(space_id=forum["space"], kind=DayKind.SCHOOL_HOLIDAY, name="Half term", **days))
    draft = at.removesuffix("/consultation")
    page = olga.get(olga.get(draft).links()["Ask people what they think of the draft"])
    assert "Write what can still change" in olga.submit(page, "Ask people", status=422).error_of("can_change")
    page = olga.submit(page, "Ask people", **(NEW | {"closes_on": "in six days"}))
    for words in ("People have 7 days. Two weeks is the least", "These days are in it: Half term"):
        assert words in page.text
    page = olga.submit(olga.get(page.links()["Change days and questions"]), "Keep this", closes_on="in five weeks")
    assert "Two weeks is the least" not in page.text
    assert {one.to_name for one in sent(app) if one.subject.startswith("What do you think")} == {
        "Mo Member",
        "Tim Taker",
    }

    page = mo.get(mo.get(draft).links()["Read it and say something"])
    for words in ("says Mo Member.", "Every word.", "The law on care.", "We will listen.", "What it says Open"):
        assert words in page.text
    fields = [label for label in page.html.split("<label") if 'for="question_' in label]
    assert "Is anything missing, or unclear?" in fields[0]
    assert "What would make you trust that this is kept?" in fields[1]
    first = fields[0].split('for="')[1].split('"')[0]
    page = mo.submit(page, SEND, stance="disagree", status=422)
    assert "Say why you do not agree" in page.error_of("words")
    mo.submit(page, SEND, stance="unsure", words="Ask Tim Taker too.", **{first: "Lifts are missing."})
    clause = mo.get(mo.get(at).links()["Say something about this: Commitment 1"])
    assert "Say why" in mo.submit(clause, SEND, stance="disagree", status=422).error_of("words")
    page = mo.submit(clause, SEND, stance="disagree", words="Who listens?")
    assert "1 comment" in page.text

    part = olga.get(f"{draft}/parts/{forum['part']}")
    olga.submit(part, "Keep this part", words="The chair will listen.", body="The health trust")
    tim = visit(forum["tim"])
    page = tim.get(tim.get(at).links()["What people said, and our answers (3)"])
    assert "3 comments. Changed because of it: 0." in page.text
    form = tim.get(page.links()["Answer it: Mo Member, Commitment 1"])
    assert "Choose what changed" in tim.submit(form, ANSWER, fate="changed", status=422).error_of("clause")
    tim.submit(form, ANSWER, fate="changed", clause="1", words="You are right.")
    form = tim.get(page.links()["Answer it: Mo Member, A question"])
    assert "Write why it is not changed" in tim.submit(form, ANSWER, fate="not_changed", status=422).error_of("words")
    tim.submit(form, ANSWER, fate="not_changed", words="Lifts are the landlord's.")
    page = mo.get(
        tim.submit(tim.get(page.links()["Answer it: Mo Member, The whole draft"]), ANSWER, fate="thinking").address
    )
    for words in (
        "Changed because of it: 1. Not changed, with the reason: 1. Still thinking: 1. No answer yet: 0.",
        "Who listens?", "You are right.", "Removed: We", "Added: The chair", "health trust",
        "Is anything missing, or unclear?", "Lifts are the landlord's.", "We are thinking", "Ask Tim Taker too.",
    ):  # fmt: skip
        assert words in page.text, words
    page = mo.get(mo.get(at).links()["What I said"])
    assert "Who listens?" in page.text
    assert told(app, "What became of what you said about “Our promises”") == {"Mo Member"}


def test_whoever_has_the_address_says_something_and_is_read_once_it_is_answered(app, asked, visit, forum, mo, at):
    anybody = Visitor(app)
    page = anybody.get(at)
    assert "says a member." in page.text
    assert "We ask for nothing else." in page.text
    assert "Write something" in anybody.submit(page, SEND, status=422).text
    says(anybody, at, "Call @Mo or {person:1}.", called="Kingfisher")
    says(anybody, f"{at}/clauses/2", "", "agree")
    said = anybody.get(anybody.get(at).links()["What people said, and our answers"])
    assert "2 comments." in said.text
    assert "Kingfisher" not in said.text
    assert "Kingfisher" in mo.get(said.address).text
    tim = visit(forum["tim"])
    tim.submit(
        tim.get(tim.get(said.address).links()["Answer it: Kingfisher, The whole draft"]), ANSWER, fate="thinking"
    )
    page = anybody.get(said.address)
    assert "Call @Mo or { person:1}." in page.text
    for words in ("Tim Taker", "Mo Member", "Answer it"):
        assert words not in page.text


def test_nobody_floods_the_page_and_what_was_typed_stays(app, asked, at, monkeypatch):
    monkeypatch.setattr(views, "MOST_AN_HOUR", 1)
    anybody = Visitor(app)
    says(anybody, at, "One.")
    page = says(anybody, at, "Two.", status=422)
    assert "Much came from your connection" in page.text
    assert "Two." in page.html


def test_who_is_not_meant_sees_nothing(app, olga, at, visit, forum):
    olga.submit(olga.get(f"{at}/new"), "Ask people", who="group", **NEW)
    for page in ("", "/1/said", "/clauses/1"):
        hidden = Visitor(app).get(f"{at}{page}", status=404)
        onward = hidden.links()["Sign in and come back to this page"]  # whoever followed a link may be a member
        assert onward == f"/sign-in?next={at}{page}"
        visit(forum["otto"]).get(f"{at}{page}", status=403)
    visit(forum["mo"]).get(f"{at}/1/type", status=403)
    visit(forum["tim"]).get(f"{at}/1/close", status=403)


@pytest.mark.usefixtures("asked")
def test_what_came_by_post_stands_in_the_same_list_and_whoever_said_it_finds_it(app, visit, forum, mo, at):
    tim = visit(forum["tim"])
    page = tim.get(tim.get(at).links()["Type in what came another way"])
    assert "Choose how it came" in tim.submit(page, "Keep it", words="x", status=422).error_of("came")
    page = tim.submit(
        page, "Keep it", came="post", came_from="Letter of 3 June", who=str(forum["mo"]), about="clause-2",
        stance="agree", words="Rest is good.",
    )  # fmt: skip
    tim.submit(page, "Keep it", came="phone", came_from="Call in May", called="Ray", about="whole", words="Too long.")
    page = mo.get(f"{at}/1/said")
    for words in ("Mo Member Agrees", "By post: Letter of 3 June", "Right 2", "Rest is good.", "Ray", "Too long."):
        assert words in page.text
    assert "Rest is good." in mo.get(f"{at}/1/mine").text
    assert "Too long." not in mo.get(f"{at}/1/mine").text
    with app.app_context():
        found = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "comment:made")).all()
        assert [one.actor_id for one in found] == [forum["tim"]] * 2
        assert "Rest" not in str([one.changes for one in found])


@pytest.mark.promise("S1-V7")
def test_it_is_closed_with_who_and_what_was_missed_and_then_the_group_can_agree(app, asked, olga, mo, at, draft):
    open_still = mo.get(at)
    says(mo, at, "Good.", "agree")
    page = olga.submit(olga.get(f"{draft}/ask"), "Ask everybody", until="in five weeks", status=422)
    assert "People are still asked what they think of this draft. Close that first" in page.text
    page = olga.get(olga.get(at).links()["Close it"])
    assert "People were told that they have until" in page.text
    for name in MISSED:
        wrong = olga.submit(page, CLOSE, status=422, **(MISSED | {name: ""}))
        assert wrong.error_of(name)
    olga.submit(page, CLOSE, **MISSED)
    page = mo.submit(open_still, SEND, status=422, words="One more thing.")
    assert "Thank you. This ended on" in page.text
    assert "One more thing." in page.html
    page = olga.get(f"{draft}/ask")
    assert "1 comment has no final answer yet." in page.text
    olga.submit(page, "Ask everybody", until="in five weeks")
    olga.submit(olga.get(f"{draft}/agree"), "Write it down: the group agreed", how="All.", meeting="none")
    olga.submit(olga.get(draft), "Begin the next version")
    for page in (mo.get(draft), mo.get(f"{draft}/versions/2"), Visitor(app).get(f"{at}/1/said")):
        said = (
            page
            if "/said" in page.address
            else mo.get(page.links()["What you said about the draft of version 1: What it says"])
        )
        assert "Fathers" in said.text
        assert ("Said by Mo Member." in said.text) is (said is not page)


def test_how_it_looks_is_asked_after_what_it_says_and_each_once(olga, at):
    page = olga.get(f"{at}/new")
    assert "Ask what it says first" in olga.submit(page, "Ask people", phase="design", status=422, **NEW).error_of(
        "phase"
    )
    olga.submit(page, "Ask people", **NEW)
    assert (
        "were asked this" in olga.submit(olga.get(f"{at}/new"), "Ask people", phase="content", status=422, **NEW).text
    )
    olga.submit(olga.get(f"{at}/1/close"), CLOSE, **MISSED)
    page = olga.submit(olga.get(f"{at}/new"), "Ask people", **(NEW | {"questions": "Larger letters?\nWhich colours?"}))
    assert "Larger letters?" in page.text
    page = olga.submit(olga.get(f"{at}/2/change"), "Keep this", questions="Which colours?\nIn braille?")
    assert "Larger letters?" not in page.text
    assert page.text.index("Which colours?") < page.text.index("In braille?")


def test_what_was_typed_to_a_question_that_is_asked_no_more_is_not_lost(olga, mo, at):
    olga.submit(olga.get(f"{at}/new"), "Ask people", **(NEW | {"questions": "Larger letters?"}))
    page = mo.get(at)
    olga.submit(olga.get(f"{at}/1/change"), "Keep this", questions="Which colours?")
    assert "Larger letters?" not in mo.get(at).text
    mo.submit(page, SEND, question_1="Yes, larger.")
    page = mo.get(f"{at}/1/mine")
    assert "A question: Larger letters?" in page.text
    assert "Yes, larger." in page.text


@pytest.mark.usefixtures("asked")
@pytest.mark.promise("S0-15")
def test_what_breaks_the_group_agreement_is_hidden_with_a_reason_and_a_named_person_looks_again(
    app, visit, forum, olga, mo, at
):
    says(mo, at, "You are all fools.", called="Wren")
    said, tim = f"{at}/1/said", visit(forum["tim"])
    page = tim.get(tim.get(said).links()["Hide it: Wren, The whole draft"])
    assert "Olga Organiser" in page.text
    assert "Write the reason" in tim.submit(page, "Hide it", status=422).error_of("why")
    page = tim.submit(page, "Hide it", why="It calls people names.", appeal_to=str(forum["olga"]))
    for words in ("This is hidden, for this reason:", "It calls people names.", "Wren"):
        assert words in page.text
    assert "fools" not in page.text
    assert told(app, "What you said about “Our promises” is hidden") == {"Mo Member"}
    page = mo.get(f"{at}/1/mine")
    assert "You are all fools." in page.text
    form = mo.get(page.links()["Ask for another look: The whole draft"])
    assert "Olga Organiser looks at it again." in form.text
    assert "You asked Olga Organiser" in mo.submit(form, "Ask for another look", words="It was about the rules.").text
    assert told(app, "Please look again at something about “Our promises”") == {"Olga Organiser"}
    tim.get(f"{at}/comments/1/look-again", status=403)
    form = olga.get(olga.get(said).links()["You are asked to look at this again"])
    assert "It was about the rules." in form.text
    page = olga.submit(form, "Keep my decision", result="back", words="It is rude, but about rules.")
    for words in ("You are all fools.", "It was hidden, and was put back: It is rude, but about rules."):
        assert words in page.text
    assert "Hide it: Wren, The whole draft" not in tim.get(said).links()
    assert told(app, "What was decided about your words on “Our promises”") == {"Mo Member"}


def test_before_the_first_day_people_read_and_are_told_on_that_morning(app, olga, mo, at):
    olga.submit(olga.get(f"{at}/new"), "Ask people", **(NEW | {"opens_on": "in two weeks"}))
    page = mo.get(at)
    assert "This begins on" in page.text
    assert "Say something about this" not in page.text
    assert not sent(app)
    with db.at(db.now() + timedelta(days=15)):
        assert told(app, "What do you think of “Our promises”?") == {"Mo Member", "Tim Taker"}


def test_more_comments_take_no_more_queries_and_stand_on_pages(app, data, asked, mo, forum, olga, at):
    says(olga, f"{at}/clauses/1", "One.")
    says(mo, f"{at}/clauses/1", "Two.")
    pages = (at, f"{at}/1/said", f"{at}/clauses/1", f"{at}/1/mine", at.removesuffix("/consultation"), f"{at}/1/type")
    before = [_count(olga, one) for one in pages]
    with data():
        found = db.session.scalars(select(Consultation)).one()
        of = {"about": About.CLAUSE, "part_id": forum["part"], "clause_kind": Kind.COMMITMENT, "clause_number": 1}
        for _number in range(60):
            factories.comment(found, **of, by_id=forum["mo"], fate="thinking", answered_at=db.now())
            factories.comment(found, by_id=forum["olga"])
    assert [_count(olga, one) for one in pages] == before
    page = olga.get(f"{at}/1/said?page=9")
    assert "Page 4 of 4" in page.text


def _count(visitor, address):
    with counted() as statements:
        visitor.get(address)
    return len(statements)
