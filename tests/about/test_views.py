"""Pages about the product, and the settings that need no account."""

from tests import factories


def test_reading_settings_need_no_account_and_stay_on_the_device(app, visit):
    somebody = visit()
    page = somebody.submit(somebody.get("/reading"), "Use these settings", theme="dark", size="larger", view="plain")
    assert page.root.get("data-theme") == "dark"
    assert page.root.get("data-size") == "larger"
    assert somebody.get("/accessibility").root.get("data-view") == "plain"


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
