"""Whom a charter covers: three plain questions, then yes, no, or whom to ask."""

import pytest

from tests import factories
from workspace.charters.models import CharterVersion
from workspace.db import session
from workspace.roles import Role


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum", is_public=True)
        version = factories.agreed_charter(space, is_public=True)
        session.get_one(CharterVersion, version.id).contact = "Ring Olga Organiser"
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER).id
        return {"charter": version.charter_id, "olga": olga, "mo": factories.member(space, "Mo").id}


@pytest.mark.promise("S4-1")
def test_three_questions_tell_everybody_whether_it_covers_them_and_keep_no_answer(forum, visit):
    at = f"/spaces/forum/charters/{forum['charter']}"
    visit(None).get(f"{at}/covers", status=404)
    olga = visit(forum["olga"])
    form = olga.get(olga.get(at).links()["Say whom it covers"])
    form = olga.submit(form, "Keep these questions", question_1="Is it in the county?", no_2="No.", status=422)
    assert "Write what people hear who answer no" in form.error_of("no_1")
    assert "Write the question that this is a no to" in form.error_of("question_2")
    two = {"question_2": "Is it for children?", "no_2": "Ask the adults’ panel."}
    olga.submit(form, "Keep these questions", no_1="Ask your own county.", **two)
    reader = visit(None)
    page = reader.get(reader.get(f"{at}/public").links()["Find out whether it covers you"])
    assert page.title.startswith("Question 1 of 2: Is it in the county?")
    page = reader.get(page.links()["Yes"])
    assert page.title.startswith("Question 2 of 2: Is it for children?")
    covered, out, unsure = (reader.get(page.links()[words]) for words in ("Yes", "No", "I am not sure"))
    assert covered.title.startswith("Yes, this charter covers you")
    assert out.title.startswith("No, this charter does not cover you")
    assert "Ask the adults’ panel." in out.text
    assert unsure.title.startswith("Ask us")
    assert "Questions about it: Ring Olga Organiser" in unsure.text
    again = reader.get(unsure.links()["Answer question 1 anew"])
    assert reader.get(again.links()["No"]).title.startswith("No, ")
    assert "Ask your own county." in reader.get(again.links()["No"]).text


@pytest.mark.parametrize(("typed", "begins"), [("yyyyyy", "Yes, "), ("xyz", "Question 1"), ("yny", "No, "), ("", "Qu")])
def test_answers_that_are_none_are_left_out(forum, data, visit, typed, begins):
    with data():
        session.get_one(factories.Charter, forum["charter"]).scope = [["One?", "No."], ["Two?", "No."]]
    address = f"/spaces/forum/charters/{forum['charter']}/covers?said={typed}"
    assert visit(forum["mo"]).get(address).title.startswith(begins)
