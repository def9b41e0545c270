"""Pages about the product, and the settings that need no account."""

import pytest

from tests import factories
from tests.support.visitor import fold
from workspace.roles import Role


def test_reading_settings_need_no_account_and_stay_on_the_device(app, visit):
    somebody = visit()
    page = somebody.submit(somebody.get("/reading"), "Use these settings", theme="dark", size="larger", view="plain")
    assert page.root.get("data-theme") == "dark"
    assert page.root.get("data-size") == "larger"
    assert somebody.get("/accessibility").root.get("data-view") == "plain"


def test_one_press_shows_the_same_page_in_plain_view_and_one_brings_the_design_back(app, visit):
    somebody = visit()
    page = somebody.submit(somebody.get("/accessibility"), "Read this page in plain view")
    assert (page.address, page.root.get("data-view")) == ("/accessibility", "plain")
    page = somebody.submit(page, "Show this page as designed")
    assert (page.address, page.root.get("data-view")) == ("/accessibility", None)


def test_a_page_whose_address_holds_odd_letters_is_still_a_page(app, visit):
    visit().get("/accessibility?x=%01%7F")


def test_reading_settings_follow_an_account_to_another_device(app, visit, data):
    with data():
        ann = factories.person("Ann").id
    first = visit(ann)
    first.submit(first.get("/reading"), "Use these settings", theme="cream")
    assert visit(ann).get("/reading").root.get("data-theme") == "cream"


def test_a_language_is_chosen_on_any_page_and_the_page_stays(app, visit):
    somebody = visit()
    page = somebody.submit(somebody.get("/reading"), "Cymraeg", language="cy")
    assert page.root.get("lang") == "cy"
    assert page.address == "/reading"


def test_the_browser_s_language_is_used_when_nobody_chose(app, visit):
    assert visit(language="cy,en;q=0.5").get("/reading").root.get("lang") == "cy"


def headings(page) -> list[str]:
    return [fold("".join(heading.itertext())) for heading in page.root.iter("h2")]


@pytest.mark.parametrize("address", ["/guide", "/accessibility", "/your-information"])
def test_pages_about_the_product_are_open_to_all_and_in_every_language(app, visit, data, address):
    with data():
        ann = factories.member(factories.space(), "Ann", role=Role.ORGANISER).id
    for reader in (visit(), visit(ann), visit(language="cy"), visit(language="en-XA"), visit(language="en-XB")):
        assert len(headings(reader.get(address))) >= 5


def test_the_guide_leads_each_person_to_the_pages_that_they_may_open(app, visit, data):
    with data():
        space = factories.space(slug="north")
        ann = factories.member(space, "Ann", role=Role.ORGANISER).id
        mo = factories.member(space, "Mo").id
    nobody, member, organiser = (visit(one).get("/guide").links() for one in (None, mo, ann))
    assert nobody["Sign in now"] == "/sign-in"
    assert "Our meetings" not in nobody
    assert member["Our meetings"] == "/spaces/north/meetings"
    assert "Plan a meeting" not in member
    assert organiser["Plan a meeting"] == "/spaces/north/meetings/new"
    assert organiser["Post and phone list"] == "/spaces/north/people/post-and-phone"


def test_every_link_of_the_guide_for_a_member_opens(app, visit, data):
    with data():
        mo_id = factories.member(factories.space(slug="north"), "Mo").id
    mo = visit(mo_id)
    guide = mo.get("/guide")
    ids = {element.get("id") for element in guide.root.iter()}
    for address in guide.links().values():
        if address.startswith("#"):
            assert address[1:] in ids
        elif address.startswith("/"):
            mo.get(address, follow=True)


def test_the_accessibility_statement_claims_no_more_than_was_done(app, visit):
    words = visit().get("/accessibility").text
    for said in (
        "We do not claim that we meet all of it.",
        "Disabled people have not tested these pages yet.",
        "No screen reader has been used on the finished pages yet.",
        "Welsh was made by a machine",
        "Equality Advisory and Support Service",
        "22 November 2026",
    ):
        assert said in words


def test_every_cookie_that_the_pages_set_is_explained(app, visit, data):
    with data():
        ann = factories.person("Ann").id
    reader = visit(ann)
    reader.submit(reader.get("/reading"), "Use these settings", theme="dark")
    reader.submit(reader.get("/reading"), "Cymraeg", language="cy")
    page = reader.get("/your-information")
    named = {fold("".join(cell.itertext())) for cell in page.root.iter("th") if cell.get("scope") == "row"}
    set_here = {key[2] for key in reader.client._cookies}
    assert set_here == {"session_key", "page", "language", "reading"}
    assert set_here <= named


def test_a_person_finds_their_rights_and_where_to_complain_about_their_information(app, visit, data):
    with data():
        mo = factories.member(factories.space(slug="north"), "Mo").id
    page = visit(mo).get("/your-information")
    assert "30 days" in page.text
    assert page.links()["How to complain about your information"] == "/spaces/north/contact#information"
    assert visit().get("/spaces/north/contact").has("information")
