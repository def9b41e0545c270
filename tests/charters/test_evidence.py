"""What a charter is built on: lived and professional evidence alike, traced to clauses, reviewed by one of each."""

import pytest

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.charters.models import CharterPart
from workspace.people.models import Person, SpeaksFor
from workspace.roles import Role

KEEP = "Keep it"
TOLD = {"title": "Survey", "source": "The forum, on paper", "words": "Waiting is the worst."}


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum", is_public=True)
        version = factories.agreed_charter(space, is_public=True)
        people = {"olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id}
        people |= {name: factories.member(space, name.title()).id for name in ("ann", "bo")}
        officer = factories.member(space, "Cy Officer", speaks_for=SpeaksFor.BODY)
        return people | {"cy": officer.id, "charter": version.charter_id, "version": version.id}


@pytest.fixture
def at(forum) -> str:
    return f"/spaces/forum/charters/{forum['charter']}"


@pytest.mark.promise("S0-7", "S1-P2", "S2-5")
def test_what_a_charter_is_built_on_stands_side_by_side_traced_to_clauses_and_reviewed_by_one_of_each(forum, at, visit):
    olga = visit(forum["olga"])
    page = olga.get(olga.get(at).links()["Write down what it is built on"])
    form = olga.get(page.links()["Write something down that it is built on"])
    for asks, why in (("An answer", "write a colon behind it"), ("An answer: 9", "there is no clause 9")):
        form = olga.submit(form, KEEP, kind="lived", **TOLD, asks=asks, status=422)
        assert why in form.error_of("asks")
    olga.submit(form, KEEP, kind="lived", **TOLD, people="2140", asks="An answer: 1\nA lift: the landlord decides")
    form = olga.get(f"{at}/evidence/new")
    refused = olga.submit(form, KEEP, kind="lived", **{**TOLD, "title": "A story"}, teller="Sam", status=422)
    assert "Read it to them first" in refused.error_of("agreed_on")
    olga.submit(refused, KEEP, agreed_on="3 June 2026", people="2")
    research = {"title": "Research", "source": "A university", "words": "Early help works.", "asks": "Early help: 1"}
    page = olga.submit(olga.get(f"{at}/evidence/new"), KEEP, kind="professional", **research)
    for words in (
        "2140 people replied.", "Fewer than five people replied.", "Told by Sam, who agreed", "Answered by 1",
        "1 ask is answered by no clause yet.", "No clause yet", "the landlord decides",
    ):  # fmt: skip
        assert words in page.text
    assert "I read it: it is told rightly" not in page.text
    for who, said in (("ann", "Not reviewed by both yet"), ("cy", "Reviewed by both")):
        reader = visit(forum[who])
        done = reader.submit(reader.get(f"{at}/evidence"), "I read it: it is told rightly: Survey")
        assert said in done.text
    assert "I read it: it is told rightly: Survey" not in visit(forum["bo"]).get(f"{at}/evidence").text
    read = visit(None).get(f"{at}/public")
    assert "Asked for in: Survey" in read.text
    shown = visit(None).get(read.links()["Built on 3 pieces of evidence"])
    assert "Reviewed by both" in shown.text
    assert "Cy Officer" not in shown.text
    form = olga.get(olga.get(f"{at}/evidence").links()["Change: A story"])
    refused = olga.submit(form, KEEP, words="Waiting hurt me.", status=422)
    assert "They agreed to other words" in refused.error_of("agreed_on")
    assert "Waiting is the worst." in olga.get(f"{at}/evidence").text
    olga.submit(refused, KEEP, agreed_on="4 June 2026")
    page = olga.submit(olga.get(f"{at}/evidence"), "They take their story back: A story")
    assert "Taken back" in page.text
    for shown in (page, visit(None).get(f"{at}/evidence"), visit(None).get(f"{at}/public"), olga.get(at)):
        assert "Sam" not in shown.text
        assert "A story" not in shown.text
    form = olga.get(page.links()["Change: Survey"])
    assert "Not reviewed by both yet" in olga.submit(form, KEEP, words="Waiting is worse.").text


def test_more_evidence_takes_no_more_queries(app, forum, at, data, visit):
    reader = visit(forum["ann"])
    counts = []
    for more in (1, 2):
        with data():
            part = db.session.query(CharterPart).filter_by(version_id=forum["version"]).one()
            by = db.session.get_one(Person, forum["olga"])
            for _n in range(more):
                factories.evidence(part, by, lived_by_id=forum["bo"])
        with counted() as seen:
            reader.get(f"{at}/evidence")
            reader.get(at)
        counts.append(len(seen))
    assert counts[0] == counts[1]
