"""A charter begins with the words of another: whose they were stays, and what was changed is told in words."""

import pytest

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.actions.bodies.service import called
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterPart, CharterVersion, VersionState
from workspace.people.names import to_references
from workspace.roles import Role
from workspace.spaces.models import Space

COPY = "/spaces/forum/charters/new/copy"
LICENCE = "Anybody may copy and change it, and says where it is from."


@pytest.fixture
def people(data) -> dict[str, int]:
    """Olga organises the forum, and belongs to a panel that agreed a charter and drafts another."""
    with data():
        forum, panel = factories.space("Forum", slug="forum"), factories.space("Panel", slug="panel")
        olga = factories.member(forum, "Olga Organiser", role=Role.ORGANISER)
        factories.member(panel, who=olga)
        pat = factories.member(panel, "Pat Panel", role=Role.ORGANISER)
        first = _charter(panel, "What the panel promises", VersionState.AGREED, licence=LICENCE, publisher="The panel")
        first.credit = "A charter of the coast."
        _more(first, to_references("Pat Panel answers letters. So does Olga Organiser.", [pat, olga]))
        _charter(panel, "Not ready")
        _charter(panel, "Not to be copied", VersionState.AGREED)
        _charter(forum, "Our own draft", body="The council")
        return {
            "olga": olga.id, "pat": pat.id, "mo": factories.member(forum, "Mo Member").id, "first": first.id,
            "closed": db.session.query(CharterVersion).filter_by(title="Not to be copied").one().id,
        }  # fmt: skip


def _charter(space, title, state=VersionState.DRAFT, body="", **facts) -> CharterVersion:
    answers = called(space.id, body)
    part = factories.charter_part(space, body_id=answers.id if answers else None)
    version = db.session.get_one(CharterVersion, part.version_id)
    version.title, version.state = title, state
    for name, value in facts.items():
        setattr(version, name, value)
    return version


def _more(version: CharterVersion, words: str) -> None:
    """Add the clause 3; number 2 was taken out, and has gone."""
    kind = {"kind": Kind.COMMITMENT, "number": 3, "position": 2, "words": words}
    db.session.add(CharterPart(space_id=version.space_id, version_id=version.id, **kind))


@pytest.mark.promise("S1-D1")
def test_a_copy_keeps_whose_words_it_began_with_and_lists_what_was_changed(people, visit):
    olga = visit(people["olga"])
    page = olga.get(olga.get("/spaces/forum/charters/new").links()["Choose one to copy"])
    for words in ("Published by The panel.", f"How others may use its words: {LICENCE}", "Our own draft"):
        assert words in page.text, words
    assert "Not ready" not in page.text, "a draft of a group that she does not organise"
    page = olga.submit(page, "Copy it: What the panel promises, Panel")
    assert "It is copied." in page.text
    assert "a member answers letters. So does Olga Organiser." in page.text, "Pat does not belong to the forum"
    page = olga.submit(olga.get(page.links()["Change: Commitment 2"]), "Keep this part", words="We answer in a week.")
    olga.submit(page, "Take out: Commitment 1")
    mo = visit(people["mo"])
    page = mo.get(mo.get("/spaces/forum/charters").links()["What the panel promises"])
    for words in ("It began with “What the panel promises”, version 1, of Panel, copied on", "A charter of the coast."):
        assert words in page.text, words
    page = mo.get(page.links()["What was changed since it was copied"])
    for words in (
        "version 1, of Panel, copied on", "2 parts are different.", "Commitment 1 Taken out", "Commitment 2 Changed",
        "Where it came from, its number is 3.", "Removed:", "Added:", LICENCE,
    ):  # fmt: skip
        assert words in page.text, words


def test_words_that_nobody_may_use_and_charters_of_strangers_are_not_copied(people, visit):
    olga, pat = visit(people["olga"]), visit(people["pat"])
    page = olga.get(COPY)
    assert "Ask that group to write it into the charter." in page.text
    assert "Copy it: Not to be copied, Panel" not in page.text
    refused = olga.submit(page, "Copy it: Our own draft, Forum", version=str(people["closed"]), status=422)
    assert "does not say how others may use its words" in refused.text
    assert "Our own draft" not in pat.get("/spaces/panel/charters/new/copy").text
    olga.submit(olga.get(COPY), "Copy it: Our own draft, Forum", version="987654", status=404)


def test_a_copy_in_its_own_group_keeps_who_answers_and_needs_no_licence(people, visit):
    olga = visit(people["olga"])
    page = olga.submit(olga.get(COPY), "Copy it: Our own draft, Forum")
    assert "Who answers for it: The council" in page.text
    page = olga.get(olga.get(page.links()["Read it as others do"]).links()["What was changed since it was copied"])
    assert "Nothing is different." in page.text


def test_more_charters_to_copy_take_no_more_queries(people, visit, data):
    olga = visit(people["olga"])
    before = _count(olga)
    with data():
        panel = db.session.get_one(Space, db.session.get_one(CharterVersion, people["first"]).space_id)
        for number in range(3):
            _charter(panel, f"Another {number}", VersionState.AGREED)
    assert _count(olga) == before


def _count(visitor) -> int:
    with counted() as statements:
        visitor.get(COPY)
    return len(statements)
