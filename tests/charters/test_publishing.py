"""What stands at the foot of a charter: its law, its publication, its languages."""

import pytest

from tests import factories
from tests.support.days import today
from workspace import db
from workspace.charters.models import Charter, CharterVersion, VersionState
from workspace.people.models import Person
from workspace.roles import Role


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        part = factories.charter_part(space, "We answer.", legal="Care Act 2014, section 67: find an advocate.")
        version = db.session.get_one(CharterVersion, part.version_id)
        db.session.get_one(Charter, version.charter_id).review_on = today()
        return {
            "version": version.id, "charter": version.charter_id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
        }  # fmt: skip


@pytest.mark.promise("S1-D3", "S4-15")
def test_a_charter_says_its_law_its_days_who_publishes_it_and_its_languages(forum, visit, data):
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    at = f"/spaces/forum/charters/{forum['charter']}"
    part = olga.get(olga.get(f"{at}/write").links()["Change: Commitment 1"])
    olga.submit(part, "Keep this part", legal_on="3 June 2026")
    page = mo.get(at)
    for words in ("It is not published yet.", "It does not say yet how others may use its words.", "Updated on"):
        assert words in page.text, words
    assert "Change how it is published" not in page.text
    with data():
        version = db.session.get_one(CharterVersion, forum["version"])
        version.state, version.agreed_at = VersionState.AGREED, db.now()
    page = olga.get(olga.get(at).links()["Change how it is published"])
    refused = olga.submit(page, "Keep this", published_on="some day", status=422)
    assert refused.error_of("published_on")
    olga.submit(
        page, "Keep this", published_on="1 September 2026", publisher="The forum", licence="Anybody may copy it.",
        contact="Mo Member, 01632 960002", also_in="in English, on our page", language="cy",
    )  # fmt: skip
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Mo Newname"
    page = mo.get(at)
    for words in (
        "Law that it rests on", "Commitment 1: Care Act 2014, section 67", "Last looked at on 3 June 2026.",
        "Our promises, version 1", "Published on 1 September 2026.", "The group agreed on", "Its review is due today.",
        "Published by The forum.", "How others may use its words: Anybody may copy it.",
        "Questions about it: Mo Newname, 01632 960002", "It is written in this language: Cymraeg.",
        "Other languages: in English, on our page",
    ):  # fmt: skip
        assert words in page.text, words
    marked = [one for one in page.root.iter("h2", "h3", "h4") if one.get("lang") == "cy"]
    assert ["".join(one.itertext()) for one in marked] == ["We answer."]
    assert "Care Act 2014, section 67" in next(one.text for one in page.root.iter("span") if one.get("lang") == "cy")
    page = olga.submit(olga.get(at), "Begin the next version")
    page = olga.get(page.links()["Read it as others do"])
    assert "Questions about it: Mo Newname, 01632 960002" in page.text
    assert "It is not published yet." in page.text
