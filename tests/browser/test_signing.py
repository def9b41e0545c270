"""A leader signs a charter, by keys alone; the register, the check, the lapse; and a name without an account."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.charters.models import CharterVersion
from workspace.people.queries import with_email
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def north(data) -> dict[str, int]:
    with data():
        space = factories.space("North Forum", slug="north")
        version = factories.agreed_charter(space, "We will answer within a week.")
        return {
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "charter": version.charter_id,
        }  # fmt: skip


def test_a_leader_is_asked_signs_and_everybody_can_check_it(app, data, north, user: Start, letter) -> None:
    one = user(north["olga"]).open("/spaces/north/charters").press("Our promises").press("Who signs")
    one.press("Ask somebody to sign").is_refused("Send the question", "Write their name")
    one.fill("Their name", "Dana Director").fill("Their own e-mail address", "dana@council.example")
    one.fill("Their post", "Director").fill("For which body do they sign?", "The council")
    one.fill("Until when do you need an answer?", "in four weeks").press("Send the question")
    one.reads("Dana Director is asked")
    one.press("Who may read it").choose("Everybody may read this charter, and who signed it")
    one.press("Save").reads("Asked, and not signed yet")

    with app.app_context():
        dana = with_email("dana@council.example").id
    address = re.search(r"<http://[^/]+(/\S+/sign/\d+)>", letter("sign_asked", dana).text).group(1)
    two = user(dana).open(address).press("Answer the questions")
    two.is_refused("Send my answers", "Say yes, or not yet")
    for _question in range(5):
        two.choose("Yes")
    two.fill("What does your body, or what do you, gain from signing?", "Nothing").press("Send my answers")
    two.reads("We will answer within a week.")
    two.press("Is there something in it that you cannot promise?", stays=True)
    two.choose("1. We will answer within a week.").fill("What can you not promise there, and why?", "Not in August")
    two.is_refused("Sign", "Write your full name")
    two.fill("Your full name", "Dana Director").press("Sign")
    two.press("Send me a code by mail")
    code = re.search(r"\*\*(\d{3} \d{3})\*\*", letter("sign_in", dana).text)[1]
    two.fill("The 6-digit code", code).press("Go on")
    two.reads("In 1: Not in August")
    two.press("Yes, sign").reads("You have signed. This is your receipt")
    two.open(two.driver.current_url).press("Check it").press("Check it").reads("Every letter is as it was.")

    three = user().open("/spaces/north").press("Our promises").press("The whole register, with statements")
    three.press("Name").reads("Not promised in 1: Not in August")
    with data():
        version = db.session.scalars(select(CharterVersion).filter_by(charter_id=north["charter"])).one()
        here = {"space_id": version.space_id, "charter_id": version.charter_id, "number": 2, "kind": "charter"}
        moment = {"state": "agreed", "changed_at": db.now(), "agreed_at": db.now()}
        factories._saved(CharterVersion(**here, **moment, title="Our promises"))
    three.open(three.driver.current_url).reads("Lapsed: there is a newer version, not signed")


@pytest.mark.only_database("sqlite")
def test_what_is_declared_is_heard_at_the_control_that_signs(app, data, north, user: Start) -> None:
    """The accessibility tree of the form, in order: role, name, description, as a screen reader is given them."""
    with data():
        version = db.session.scalars(select(CharterVersion).filter_by(charter_id=north["charter"])).one()
        dana, olga = factories.person("Dana Director"), db.session.get_one(factories.Person, north["olga"])
        facts = {"ready_at": db.now(), "interests": "nothing"}
        number = factories.signing(version, dana, olga, "The council", **facts).id
    one = user(dana).open(f"/spaces/north/charters/{north['charter']}/sign/{number}/words")
    declared = (
        "I have read version 1 of “Our promises”. For The council I promise to do what it says we do, and to answer "
        "for it to the people who wrote it."
    )
    assert _heard(one, "Sign it") == [
        ("form", "Sign it", ""),
        ("group", "", ""),
        ("DisclosureTriangle", "Is there something in it that you cannot promise?", ""),
        ("textbox", "A statement that stands beside your signature (you can leave this empty)",
         "Such as what you will do first. Up to 1,000 letters."),
        ("textbox",
         "Do you sign on behalf of somebody else? On whose, and who gave you the authority? (you can leave this empty)",
         "Such as: for the board, by its decision of 3 June."),
        ("textbox", "Until when does your signature hold? (you can leave this empty)",
         "Such as: 31 March 2028. Without a day it holds until there is a newer version."),
        ("textbox", "Did somebody help you to sign? (you can leave this empty)",
         "If so, write their name. It is kept with your signature."),
        ("group", declared, "Next, you show that it is you, and check everything. Only then it is signed."),
        ("textbox", "Your full name", ""),
        ("button", "Sign", declared),
        ("link", "Back, without signing", ""),
    ]  # fmt: skip


def _heard(one: KeyboardUser, form: str) -> list[tuple[str, str, str]]:
    """Return what a form gives to a screen reader: the role, name and description of each control, in order."""
    one.wire.send("Accessibility.enable")
    nodes = {node["nodeId"]: node for node in one.wire.send("Accessibility.getFullAXTree")["nodes"]}
    told = {"form", "group", "radiogroup", "textbox", "checkbox", "button", "link", "DisclosureTriangle"}

    def said(node: dict[str, Any], what: str) -> str:
        return " ".join(str(node.get(what, {}).get("value", "")).split())

    def walk(number: str) -> Iterator[tuple[str, str, str]]:
        node = nodes[number]
        if not node.get("ignored") and said(node, "role") in told:
            yield said(node, "role"), said(node, "name"), said(node, "description")
        for child in node.get("childIds", []):
            if child in nodes:
                yield from walk(child)

    forms = [number for number, node in nodes.items() if said(node, "role") == "form" and said(node, "name") == form]
    return list(walk(forms[0]))


def test_somebody_puts_their_name_under_a_charter(app, data, north, user: Start, letter) -> None:
    with data():
        version = db.session.scalars(select(CharterVersion).filter_by(charter_id=north["charter"])).one()
        charter = db.session.get_one(factories.Charter, version.charter_id)
        charter.is_public = charter.takes_names = True
    one = user().open("/spaces/north").press("Our promises").press("Put your name under it")
    one.is_refused("Put my name under it", "Choose what fits you best")
    one.choose("I support it").fill("Your name, or another that you choose", "Sue").choose("Yes, list it")
    one.fill("Your e-mail address", "sue@example.org").press("Put my name under it")
    one.reads("One more step: your e-mail")
    link = re.search(r"<http://[^/]+(\S+)>", letter("supporter_confirm", None).text).group(1)
    one.open(link).press("Yes, it is me").reads("Copy these words")
