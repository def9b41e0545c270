"""A group adopts a national charter: its words as they are in force, its own people who answer, its own steps."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db, jobs, mail
from workspace.charters.models import Charter, CharterPart, CharterVersion
from workspace.mail import Message
from workspace.people.models import Hears, Person
from workspace.roles import Role
from workspace.spaces.models import Space

TOWN = "/spaces/town"


@pytest.fixture
def ids(data) -> dict[str, int]:
    """Nora organises a national alliance with a public charter; Tom organises a group of a town."""
    with data():
        nation, town = factories.space("Alliance", slug="nation"), factories.space("Town forum", slug="town")
        version = factories.agreed_charter(nation, "We listen.", is_public=True)
        version.title = "National promise"
        hidden = factories.agreed_charter(nation, "We keep this to ourselves.")
        hidden.title = "Not for others"
        factories.ladder_step(town, "The chair of the town forum")
        factories.ladder_step(nation, "The national office")
        made = {
            "nora": factories.member(nation, "Nora National", role=Role.ORGANISER).id,
            "tom": factories.member(town, "Tom Town", role=Role.ORGANISER).id,
            "quiet": factories.member(town, "Quiet Quinn", role=Role.ORGANISER).id,
            "mo": factories.member(town, "Mo Member").id,
        }
        db.session.get_one(Person, made["quiet"]).hears = Hears.PAGES
        return made | {"charter": version.charter_id, "hidden": hidden.charter_id, "town": town.id}


def adopted(visitor):
    page = visitor.get(visitor.get(f"{TOWN}/charters").links()["Adopt one of another group"])
    return visitor.submit(page, "Adopt it: National promise, Alliance")


def told(app) -> list[mail.Letter]:
    while jobs.work_once(app):
        pass
    with app.app_context():
        rows = db.session.scalars(select(Message).where(Message.template == "charter_new_words").order_by(Message.id))
        return [mail.letter_of(row) for row in rows]


def new_version(visitor, charter_id: int, words: str) -> None:
    """Let the alliance write, ask about and agree its next version."""
    at = f"/spaces/nation/charters/{charter_id}"
    page = visitor.submit(visitor.get(at), "Begin the next version")
    page = visitor.get(page.links()["Change: Commitment 1"])
    visitor.submit(page, "Keep this part", words=words, body="The national office")
    visitor.submit(visitor.get(f"{at}/ask"), "Ask everybody", until="in three weeks")
    visitor.submit(visitor.get(f"{at}/agree"), "Write it down: the group agreed", how="All said yes.", meeting="none")


@pytest.mark.promise("S4-18")
def test_one_national_text_has_many_adopters_with_their_own_contacts_and_ladder_and_tells_them_what_changed(
    app, ids, visit, data
):
    nora, tom, mo, anybody = (visit(ids.get(name)) for name in ("nora", "tom", "mo", "anybody"))
    assert "Adopt one of another group" not in mo.get(f"{TOWN}/charters").links()
    page = tom.get(f"{TOWN}/adopted/new")
    assert "Not for others" not in page.text, "it is not open to everybody"
    tom.submit(page, "Adopt it: National promise, Alliance", charter=str(ids["hidden"]), status=404)
    tom.submit(adopted(tom), "Keep this", contact="Mo Member, 01632 960002, on Tuesdays")
    at = anybody.get(TOWN).links()["National promise"]
    page = anybody.get(at)
    for words in (
        "Town forum adopted this charter of Alliance.", "We listen.", "Commitment",
        "Mo Member, 01632 960002", "Step 1: The chair of the town forum",
    ):  # fmt: skip
        assert words in page.text, words
    assert "The national office" not in page.text, "the ladder is that of the town"
    public = anybody.get(page.links()["The page of Alliance, with who signed"])
    assert public.links()["Town forum"] == at
    assert nora.get(f"/spaces/nation/charters/{ids['charter']}").links()["Town forum"] == at

    new_version(nora, ids["charter"], "We listen, and answer in a week.")
    letters = told(app)
    assert [one.to_name for one in letters] == ["Tom Town"], "Quinn reads the pages alone, and Mo does not organise"
    assert "“National promise” of Alliance, which Town forum adopted, has new words." in letters[0].text
    assert f"{at}/changes" in letters[0].text
    assert "New words" in mo.get(f"{TOWN}/charters").text
    assert "New words" not in anybody.get(TOWN).text, "that is for the group to look at"
    page = mo.get(at)
    assert "We listen, and answer in a week." in page.text, "the words are live"
    assert "It has new words since" in page.text
    assert "We have read the new words" not in page.text, "Mo does not organise"
    page = mo.get(page.links()["Read what changed"])
    for words in ("From version 1 to version 2.", "1 part is different.", "Commitment 1 Changed"):
        assert words in page.text, words
    page = tom.submit(tom.get(f"{at}/changes"), "We have read the new words")
    assert "It is kept that you have read version 2" in page.text
    assert "It has new words since" not in page.text
    assert "1 part is different." in mo.get(f"{at}/changes").text, "what the last version changed stays to be read"
    assert len(told(app)) == 1

    with data():
        db.session.get_one(Charter, ids["charter"]).is_public = False
    new_version(nora, ids["charter"], "We listen in secret.")
    page = mo.get(at)
    assert "Alliance does not show them to everybody at the moment." in page.text
    assert "We listen" not in page.text + mo.get(f"{at}/changes").text
    assert "Mo Member, 01632 960002" in page.text
    assert len(told(app)) == 1
    page = nora.get(f"/spaces/nation/charters/{ids['charter']}/open")
    nora.submit(page, "Save", is_public="y")
    assert len(told(app)) == 2, "what came while it was closed is told once it is open"


def test_a_group_stops_showing_what_it_adopted_and_is_found_by_nobody_who_may_not_know_of_it(ids, visit, data):
    tom, anybody = visit(ids["tom"]), visit()
    tom.submit(adopted(tom), "Keep this", contact="The office")
    at = tom.get(f"{TOWN}/charters").links()["National promise"]
    public = f"/spaces/nation/charters/{ids['charter']}/public"
    with data():
        db.session.get_one(Space, ids["town"]).is_public = False
    anybody.get(at, status=404)
    assert "Town forum" not in anybody.get(public).text
    assert "The office" in tom.get(at).text
    with data():
        db.session.get_one(Space, ids["town"]).is_public = True
    assert "Town forum" in anybody.get(public).links()
    page = tom.submit(tom.get(f"{at}/here"), "Stop showing it")
    assert "“National promise” is shown here no more." in page.text
    tom.get(at, status=404)
    assert "Town forum" not in anybody.get(public).text
    assert "The office" in adopted(tom).text, "what was written stays, in case they adopt it again"


def test_more_adopters_and_more_adopted_charters_take_no_more_queries(ids, visit, data):
    tom = visit(ids["tom"])
    adopted(tom)
    at = tom.get(f"{TOWN}/charters").links()["National promise"]
    pages = (f"{TOWN}/adopted/new", f"{TOWN}/charters", TOWN, at, f"/spaces/nation/charters/{ids['charter']}/public")
    before = [_count(tom, one) for one in pages]
    with data():
        first = db.session.scalars(select(CharterVersion).where(CharterVersion.charter_id == ids["charter"])).one()
        of_town = db.session.get_one(Space, ids["town"])
        for _number in range(2):
            other = factories.space()
            factories.adoption(first, other)
            factories.adoption(factories.agreed_charter(other, is_public=True), of_town)
            factories.agreed_charter(other, is_public=True)
            facts = {"space_id": first.space_id, "version_id": first.id, "position": 2, "words": "More"}
            db.session.add(CharterPart(**facts))
    assert [_count(tom, one) for one in pages] == before


def _count(visitor, address) -> int:
    with counted() as statements:
        visitor.get(address)
    return len(statements)
