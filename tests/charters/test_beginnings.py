"""A charter begins with one of our examples: read first, taken in the language of the space, changed at will."""

import re

import pytest

from tests import factories
from workspace.charters.beginnings.service import as_facts, beginnings
from workspace.charters.kinds import Kind
from workspace.roles import Role

LIST = "/spaces/forum/charters"
FAMILIES = "Families and services: what we promise each other"
WORDS = re.compile(r"[\w’-]+")


@pytest.fixture
def people(data) -> dict[str, int]:
    with data():
        space, welsh = factories.space("Forum", slug="forum"), factories.space("Fforwm", slug="fforwm", language="cy")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        factories.member(welsh, who=olga, role=Role.ORGANISER)
        return {"olga": olga.id, "mo": factories.member(space, "Mo Member").id}


def test_an_example_is_read_taken_and_changed(people, visit):
    olga = visit(people["olga"])
    page = olga.get(olga.get(LIST).links()["Write a new one"])
    assert page.has("title"), "an empty one can still be begun here"
    page = olga.get(page.links()[FAMILIES])
    for words in (
        "You get a draft with 23 parts under 5 headings.", "Write how many parent carers changed the example",
        "How people will know that it is kept: The team counts its answers", "Nobody is refused help",
        "Limits: The law sets some duties.", "Co-production Step 5 of 5. We work as equals", "section 19",
    ):  # fmt: skip
        assert words in page.text, words
    page = olga.submit(page, "Begin with this example")
    assert "The charter is begun." in page.text
    part = olga.get(page.links()["Change: Level of involvement 19"])
    assert "The law sets some duties." in part.html
    page = olga.submit(part, "Keep this part", limits="Money, and the law.")
    page = visit(people["mo"]).get(visit(people["mo"]).get(LIST).links()[FAMILIES])
    for words in (
        f"It began with “{FAMILIES}”, an example of Working Together.", "Nobody is named yet for 7 commitments.",
        "Limits: Money, and the law.", "Nobody has written yet who makes it.",
    ):  # fmt: skip
        assert words in page.text, words
    olga.get(f"{LIST}/new/examples?of=none", status=404)


def test_a_welsh_space_begins_in_welsh_whatever_its_organiser_reads(people, visit):
    olga = visit(people["olga"])
    page = olga.get("/spaces/fforwm/charters/new/examples?of=employment-support")
    assert "Good work, at your own pace" in page.text
    assert "Its words come in the language of the group: Cymraeg." in page.text
    page = olga.submit(page, "Begin with this example")
    assert "Swydd dda yw un y gall rhywun ei chadw." in page.text
    assert "Good work" not in olga.get("/spaces/fforwm/charters").text


@pytest.mark.only_database("sqlite")
def test_each_example_is_whole_and_its_sentences_are_short(app):
    with app.test_request_context():
        for beginning in beginnings().values():
            parts = as_facts(beginning)
            assert 4 <= len(beginning.headings) <= 6, beginning.key
            assert 15 <= len(beginning.clauses) <= 25, beginning.key
            assert {one.kind for one in beginning.clauses} == set(Kind), beginning.key
            for facts in parts:
                assert bool(facts.get("how_known")) == (facts["kind"] is Kind.COMMITMENT), facts["words"]
                said = [value for name, value in facts.items() if name not in {"kind", "rung"}]
                assert not [one for text in said for one in re.split(r"[.:?]", text) if len(WORDS.findall(one)) > 20]
