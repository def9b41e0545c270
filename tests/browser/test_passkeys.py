"""A passkey by keyboard: added, used, shown again, refused and removed; and what is said where none can work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.virtual_authenticator import Protocol, Transport, VirtualAuthenticatorOptions
from sqlalchemy import update

from tests import factories
from tests.support.browser import served, size
from workspace import db
from workspace.people.signin.models import UserSession
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    """The same server under a name: browsers keep no passkey for a bare number."""
    with served(app) as address:
        named = address.replace("127.0.0.1", "localhost")
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], base_url=named)
        yield named


@pytest.fixture
def device(driver: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """A phone that looks whose finger it is, as Chrome plays it."""
    options = VirtualAuthenticatorOptions(
        protocol=Protocol.CTAP2,
        transport=Transport.INTERNAL,
        has_resident_key=True,
        has_user_verification=True,
        is_user_verified=True,
    )
    driver.add_virtual_authenticator(options)
    yield driver
    driver.remove_virtual_authenticator()


@pytest.fixture
def olly(data) -> int:
    with data():
        return factories.member(factories.space(), "Olly", role=Role.ORGANISER).id


@pytest.mark.only_database("sqlite")  # where scripts run
@pytest.mark.promise("S0-13")
def test_a_passkey_from_the_offer_to_its_end(app, data, olly, user, device):
    size(device, 320)
    reader = user(olly).open("/me/sessions").press("What a passkey is, and how to add one")
    reader.press("Add a passkey").press("Make the passkey")
    reader.reads("Your passkey is added")
    reader.fill("The name of this passkey", "My phone").press("Save the name")
    reader.press("Add a passkey").is_refused("Make the passkey", "This device holds a passkey of yours already")

    reader.press("Sign out").press("Sign in with a passkey")
    device.set_user_verified(False)
    reader.is_refused("Use my passkey", "it was stopped")
    device.set_user_verified(True)
    reader.press("Use my passkey").reads("You are signed in as Olly")

    with data():
        db.session.execute(update(UserSession).values(proved_at=db.now() - timedelta(hours=1)))
    reader.open("/me/passkeys/add").press("Use your passkey").press("Use my passkey")
    assert reader.driver.current_url.endswith("/me/passkeys/add")
    reader.reads("Go on where you were")

    reader.open("/me/passkeys").press("Remove: My phone").reads("You have no passkey")
    reader.press("Sign out").press("Sign in with a passkey")
    reader.is_refused("Use my passkey", "does not open this account")


@pytest.mark.only_database("postgresql")  # where they do not
def test_without_scripts_the_page_says_so_and_offers_the_mail(olly, user):
    reader = user().open("/sign-in").press("Sign in with a passkey")
    reader.reads("Passkeys do not work in this browser")
    assert "Use my passkey" not in reader.words
    reader.press("Have a link mailed instead")
    assert reader.title.startswith("Sign in")
    user(olly).open("/me/passkeys/add").reads("Passkeys do not work in this browser")
