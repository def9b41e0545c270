"""People put their name under a charter without an account; and what everybody reads of it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db, jobs, mail, upkeep
from workspace.charters.models import Charter
from workspace.charters.supporters.models import Supporter
from workspace.mail import Message
from workspace.roles import Role

JOIN = "Put my name under it"
SUE = {"capacity": "lives_it", "name": "Sue from the square", "listed": "listed", "email": "sue@example.org"}


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        version = factories.agreed_charter(space, "We will answer within a week.", is_public=True, takes_names=True)
        return {
            "space": space.id, "version": version.id, "charter": version.charter_id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "nora": factories.member(space, "Nora Notes", role=Role.NOTE_TAKER).id,
            "mo": factories.member(space, "Mo Member").id,
        }  # fmt: skip


@pytest.fixture
def at(forum) -> str:
    return f"/spaces/forum/charters/{forum['charter']}"


def confirming(app) -> list[tuple[str, str]]:
    """Return to whom messages went that confirm, and the link in each."""
    while jobs.work_once(app):
        pass
    with app.app_context():
        found = db.session.scalars(select(Message).where(Message.template == "supporter_confirm").order_by(Message.id))
        texts = [mail.letter_of(one) for one in found]
        return [(one.to_address, re.search(r"<http://[^/]+(\S+)>", one.text).group(1)) for one in texts if one.text]


@pytest.mark.promise("S0-1")
@pytest.mark.promise("S0-5")
def test_somebody_without_an_account_puts_their_name_under_it(app, visit, at):
    somebody = visit(None)
    page = somebody.get(f"{at}/public")
    assert "We will answer within a week." in page.text
    page = somebody.get(f"{at}/names/new")
    assert "I know from my own life what these promises are about" in page.text
    refused = somebody.submit(page, JOIN, status=422)
    assert [bool(refused.error_of(name)) for name in SUE] == [True] * 4
    assert "without any address" in somebody.submit(page, JOIN, **{**SUE, "name": "www.buy.example"}, status=422).text
    assert "One more step" in somebody.submit(page, JOIN, **SUE).h1
    assert "Sue from the square" not in somebody.get(f"{at}/names").text
    [(to, link)] = confirming(app)
    assert to == "sue@example.org"
    page = somebody.get(link)
    assert "It is going to be listed" in page.text
    assert "Thank you: your name counts" in somebody.submit(page, "Yes, it is me").h1
    page = somebody.get(link)
    assert "I have put my name under “Our promises” of Forum." in page.text
    assert "1 person has put their name under it." in somebody.get(f"{at}/public").text
    listed = somebody.get(f"{at}/names?as=lives_it").text
    assert "Sue from the square, lives it" in listed
    assert "Sue" not in somebody.get(f"{at}/names?as=works").text
    with app.app_context():
        assert db.session.scalars(select(Supporter.email)).one() == ""
    assert confirming(app) == []  # nothing is left that could be sent


def test_the_same_address_counts_once_and_a_name_can_be_taken_away(app, visit, at):
    somebody = visit(None)
    for name in ("Sue", "Susan"):
        somebody.submit(somebody.get(f"{at}/names/new"), JOIN, **{**SUE, "name": name})
        [(_to, link)] = confirming(app)
        somebody.submit(somebody.get(link), "Yes, it is me")
    text = somebody.get(f"{at}/names").text
    assert ("Susan, lives it" in text, "Sue, lives it" in text) == (True, False)
    somebody.submit(somebody.get(f"{at}/names/new"), JOIN, **SUE)
    refused = somebody.submit(somebody.get(f"{at}/names/new"), JOIN, **SUE, status=422)
    assert "We sent messages to this address today" in refused.error_of("email")
    somebody.submit(somebody.get(link), "Take my name away")
    somebody.get(link, status=404)
    assert "Susan" not in somebody.get(f"{at}/names").text
    with app.app_context(), db.transaction():
        db.session.execute(update(Supporter).filter_by(charter_id=1).values(made_at=db.now().replace(year=2020)))
        upkeep.upkeep()
        assert db.session.scalars(select(Supporter.id)).all() == []


def test_a_name_from_paper_is_typed_in_and_an_organiser_takes_away_what_does_not_belong_there(visit, forum, at):
    nora, olga = visit(forum["nora"]), visit(forum["olga"])
    page = nora.get(f"{at}/names/typed")
    nora.submit(page, "Count this name", came_by="paper", capacity="works", name="Bert", listed="listed")
    page = nora.get(f"{at}/names/typed")
    nora.submit(page, "Count this name", came_by="phone", capacity="supports", name="Gerta", listed="not_listed")
    text = visit(None).get(f"{at}/names").text
    assert "2 people have put their name under it." in text
    assert ("Bert" in text, "Gerta" in text) == (True, False)
    visit(forum["mo"]).get(f"{at}/names/typed", status=403)
    olga.submit(olga.get(f"{at}/names"), "Take it away: Bert")
    assert "Bert" not in visit(None).get(f"{at}/names").text


def test_what_the_group_does_not_open_is_closed(app, data, visit, forum, at):
    with data():
        factories.supporter(db.session.get_one(factories.CharterVersion, forum["version"]))
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{at}/open"), "Save", is_public=None, takes_names="y")
    stranger, member = visit(None), visit(forum["mo"])
    for page in ("public", "register", "register.csv", "names", "names/new", "versions/1/text"):
        stranger.get(f"{at}/{page}", status=404)
    for page in ("public", "register", "register.csv", "versions/1/text"):
        member.get(f"{at}/{page}")
    assert "Our promises" not in stranger.get("/spaces/forum").text
    olga.submit(olga.get(f"{at}/open"), "Save", is_public="y", takes_names=None)
    assert "Our promises" in stranger.get("/spaces/forum").text
    refused = "Nobody can put their name under this charter now"
    assert refused in stranger.get(f"{at}/names/new").text
    with app.app_context():
        assert db.session.scalars(select(Charter.takes_names)).one() is False


def test_the_public_page_says_who_signed_and_who_has_not(app, data, visit, forum, at):
    with data():
        version = db.session.get_one(factories.CharterVersion, forum["version"])
        by = db.session.get_one(factories.Person, forum["olga"])
        factories.signed(version, factories.person("Dana"), by, "The council", reservations=[(1, "Not in August")])
        factories.signing(version, factories.person("Rita"), by, "The clinic")
        late = factories.signing(version, factories.person("Late"), by, "The bus company")
        late.answer_by = today() - timedelta(days=1)
    page = visit(None).get(f"{at}/public").text
    assert "The councilDana, directorNot all of it" in page
    assert "The clinic" in page
    assert "The bus company No answer in time" in page
    assert "Rita" not in page
    body = visit(forum["mo"]).get("/spaces/forum/bodies/1").text
    assert "What they signed" in body
    assert "Not promised in 1: Not in August" in body


def test_a_body_page_lists_what_it_owes(data, visit, forum):
    with data():
        version = db.session.get_one(factories.CharterVersion, forum["version"])
        body = factories.called(forum["space"], "The council")
        part = db.session.scalars(select(factories.CharterPart).filter_by(version_id=version.id)).one()
        part.body_id = body.id
        number = body.id
    page = visit(forum["mo"]).get(f"/spaces/forum/bodies/{number}").text
    assert "1 promise that they answer for" in page
    assert "We will answer within a week." in page


def test_everybody_can_check_a_code_a_receipt_and_a_text(app, data, visit, forum, at):
    with data():
        version = db.session.get_one(factories.CharterVersion, forum["version"])
        by = db.session.get_one(factories.Person, forum["olga"])
        made = factories.signed(version, factories.person("Dana"), by, "The council", statement="We begin in May")
        code, receipt = made.code, factories.signings.receipt_of(made)
    stranger = visit(None)
    page = stranger.get(f"/verify?code={code}")
    assert code in page.html
    found = stranger.submit(page, "Check it", status=200)
    assert found.h1 == "It is as it was signed"
    assert found.facts()["Who signed"] == "Dana, director, The council"
    assert "Write a code" in stranger.submit(stranger.get("/verify"), "Check it", status=422).error_of("words")
    assert stranger.submit(page, "Check it", words="AAAA-BBBB-CCCC", status=200).h1 == "We do not know this"
    assert stranger.submit(page, "Check it", words=receipt, status=200).h1 == "It is as it was signed"
    changed = stranger.submit(page, "Check it", words=receipt.replace("May", "June"), status=200)
    assert changed.h1 == "Something was changed"
    assert "the statementSealed: We begin in MayNow: We begin in June" in changed.text
    text = stranger.get(f"{at}/versions/1/text").html
    assert stranger.submit(page, "Check it", words=text, status=200).h1 == "It is as it was signed"
    changed = stranger.submit(page, "Check it", words=text.replace("a week", "a year"), status=200)
    assert "Now: 1 commitment: We will answer within a year." in changed.text


def test_names_are_read_with_as_many_queries_for_three_as_for_one(data, visit, forum, at):
    counts = []
    for names in (["One"], ["Two", "Three"]):
        with data():
            for name in names:
                factories.supporter(db.session.get_one(factories.CharterVersion, forum["version"]), name)
        with counted() as asked:
            visit(None).get(f"{at}/names")
        counts.append(len(asked))
    assert counts[0] == counts[1]
