"""A charter to take along: whole in every form, with nothing read as markup, and only for those who may read it."""

from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from tests import factories
from tests.support.visitor import Visitor
from workspace import db
from workspace.charters.models import CharterPart, CharterShare, CharterVersion

HOSTILE = '#import "x": y $a$ *b* @c \\ [d] <script>alert(1)</script> \x0b{{ 1 }}'


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum", is_public=True)
        version = factories.agreed_charter(space, HOSTILE, body_id=factories.body(space).id, is_public=True)
        part = db.session.query(CharterPart).one()
        part.easy, part.how_known, part.legal = "We help you.\nYou can ask.", "A count.", "The Care Act"
        other = factories.body(space, "The health board").id
        db.session.add(CharterShare(space_id=space.id, part_id=part.id, body_id=other, words="pays"))
        db.session.add(
            CharterPart(
                space_id=space.id, version_id=version.id, position=2, kind="right", number=2, words="Ŵyn a bŷd."
            )
        )
        return {"charter": version.charter_id, "version": version.id, "mo": factories.member(space, "Mo").id}


@pytest.fixture
def at(forum) -> str:
    return f"/spaces/forum/charters/{forum['charter']}/versions/1/files"


def taken(app, at: str, name: str) -> bytes:
    answer = Visitor(app).client.get(f"{at}/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=our-promises-1")
    return answer.data


@pytest.mark.promise("S0-12")
def test_everybody_can_take_a_public_charter_along_in_the_form_that_they_can_use(app, at, visit):
    page = visit(None).get(at)
    links = page.links()
    assert "Read it here: " in page.text
    word = docx.Document(BytesIO(taken(app, at, "word?size=18")))
    styled = [(line.style.name, line.text) for line in word.paragraphs]
    assert ("Title", "Our promises") in styled
    assert ("Heading 2", "Commitment 1") in styled
    assert ("List Bullet", "Who has a part in it: The health board: pays") in styled
    assert (word.core_properties.title, word.core_properties.language) == ("Our promises", "en-GB")
    assert word.styles["Normal"].font.size.pt == 18
    pdf = PdfReader(BytesIO(taken(app, at, "pdf")))
    root = pdf.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root, root["/Lang"]) == (True, True, "en-GB")
    assert pdf.metadata.title == "Our promises"
    words = {
        "word": "\n".join(text for _style, text in styled),
        "pdf": " ".join("\n".join(one.extract_text() for one in pdf.pages).split()),
        "text": taken(app, at, "text").decode(),
    }
    for form, said in words.items():
        for line in (
            "Who answers for it: The council", "The health board: pays", "A count.", "The Care Act", "Right 2",
            "Ŵyn a bŷd.", '#import "x": y $a$ *b* @c \\ [d] <script>alert(1)</script> {{ 1 }}',
        ):  # fmt: skip
            assert line in " ".join(said.replace("\x0b", "").split()), (form, line)
    html = taken(app, at, "page").decode()
    assert '<html lang="en-GB" dir="ltr">' in html
    assert "<h3>Commitment 1</h3>" in html
    assert "<script>" not in html
    easy = taken(app, at, "easy-text").decode()
    assert "We help you.\nYou can ask." in easy
    assert "Nobody has written this in Easy Read words yet.\nŴyn a bŷd." in easy
    assert "PDF, with headings for screen readers, letters of 24 points" in links


def test_what_a_pdf_cannot_show_is_said_and_the_other_forms_are_there(app, at, data, visit):
    for words, why in (("سلام", "letters that are read from right to left"), ("🎉", "signs that a PDF cannot show")):
        with data():
            db.session.query(CharterPart).filter_by(number=2).one().words = words
        page = visit(None).get(f"{at}/pdf", status=422)
        assert why in page.text
        assert words in "\n".join(line.text for line in docx.Document(BytesIO(taken(app, at, "word"))).paragraphs)


def test_a_draft_and_a_charter_that_is_not_public_are_for_members(app, at, forum, data, visit):
    with data():
        db.session.get_one(CharterVersion, forum["version"]).state = "draft"
    visit(None).get(at, status=404)
    assert b"Draft" in visit(forum["mo"]).client.get(f"{at}/text").data
    visit(forum["mo"]).get(f"{at}/pdf?size=13", status=404)
    visit(forum["mo"]).get(f"{at}/nothing", status=404)
