"""Reading settings, by keyboard alone."""

import pytest

pytestmark = [pytest.mark.browser]


def test_a_stranger_makes_pages_comfortable(app, user):
    somebody = user().open("/reading")
    somebody.choose("Dark").choose("Larger").press("Use these settings")
    assert somebody.title.startswith("Done:")
    assert "Your reading settings are kept" in somebody.words
    somebody.press("Cymraeg")
    assert somebody.driver.execute_script("return document.documentElement.lang") == "cy"
