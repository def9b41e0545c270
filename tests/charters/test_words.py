"""A charter's words made easier: Easy Read words, and words of the group's list that are explained."""

import pytest

from tests import factories
from workspace import db
from workspace.charters.models import CharterVersion
from workspace.roles import Role


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        factories.term(
            space, "EHCP", "A paper that says what a child needs.", in_full="education, health and care plan"
        )
        factories.term(space, "Respite", "A break for families.")
        factories.term(space, "Panel", "Those who decide.")
        part = factories.charter_part(
            space, "We explain each EHCP.", how_known="Families say so of the EHCP.", body_id=factories.body(space).id
        )
        return {
            "charter": db.session.get_one(CharterVersion, part.version_id).charter_id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
        }


@pytest.mark.promise("S4-2")
def test_hard_words_are_explained_on_the_page_and_easy_read_words_are_a_choice(forum, visit):
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    at = f"/spaces/forum/charters/{forum['charter']}"
    assert "Show Easy Read words" not in mo.get(at).text
    page = olga.get(f"{at}/parts/new")
    olga.submit(page, "Keep this part", kind="right", words="You have a right to respite, and to read your EHCP.")
    part = olga.get(olga.get(f"{at}/write").links()["Change: Commitment 1"])
    olga.submit(part, "Keep this part", easy="There is a plan for your child.\nWe tell Mo Member what it says.")
    page = mo.get(at)
    for words in (
        "What these words mean: EHCP", "What these words mean: Respite", "Words on this page",
        "A paper that says what a child needs.", "A break for families.", "(education, health and care plan)",
    ):  # fmt: skip
        assert words in page.text, words
    assert page.text.count("What these words mean:") == 2, "once, where each is used first"
    assert "Those who decide." not in page.text
    assert page.has(page.links()["EHCP"].removeprefix("#"))
    page = mo.get(page.links()["Show Easy Read words"])
    assert "We tell Mo Member what it says." in page.text
    assert "We explain each EHCP." not in page.text
    assert "Nobody has written this in Easy Read words yet." in page.text
    assert page.links()["The charter’s own words: Commitment 1"] == f"{at}#clause-1"
    assert "We explain each EHCP." in mo.get(page.links()["Show the charter’s own words"]).text
    olga.submit(olga.get(f"{at}/ask"), "Ask everybody", until="in three weeks")
    assert "There is a plan for your child." in mo.get(mo.get(f"{at}/answer").links()["Show Easy Read words"]).text
