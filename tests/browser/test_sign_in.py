"""Signing in and out by keyboard, with nothing to remember and no puzzle."""

import re

import pytest

from tests import factories
from workspace.people.needs.models import NeedKind

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def ann(data) -> int:
    with data():
        who = factories.member(factories.space(), who=factories.person("Ann", email="ann@example.org"))
        factories.need(who, NeedKind.QUIET_SPACE)
        return who.id


@pytest.mark.promise("S0-13")
def test_an_address_and_the_code_from_the_mail_lead_to_where_somebody_was_going(ann, user, letter):
    reader = user().open("/me/needs")
    assert reader.title.startswith("Sign in")
    reader.is_refused("Send me a link and a code", "Write your e-mail address")
    reader.fill("Your e-mail address", "ann@example.org").press("Send me a link and a code")
    reader.reads("ann@example.org")
    code = re.search(r"\*\*(\d{3} \d{3})\*\*", letter("sign_in", ann).text)[1]
    reader.fill("The 6-digit code", f"{int(code.replace(' ', '')) ^ 1:06}").press("Sign in", role="button")
    assert reader.title.startswith("Error:")
    reader.fill("The 6-digit code", code).press("Sign in", role="button")
    assert reader.driver.current_url.endswith("/me/needs")
    reader.reads("You are signed in as Ann")
    reader.reads("A quiet space")


def test_after_signing_out_the_back_button_shows_nothing_private(ann, user):
    reader = user(ann).open("/me").press("My access profile")
    reader.reads("A quiet space")
    reader.press("Sign out").reads("You are signed out")
    for _ in range(2):
        reader.driver.back()
        reader.arrived()
        assert "A quiet space" not in reader.words
        assert "Ann" not in reader.words
        assert reader.title.startswith("Sign in")
