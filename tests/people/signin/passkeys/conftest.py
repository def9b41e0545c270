"""What tests of passkeys share: two people, and a device that knows one of them."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.authenticator import Authenticator, adds
from workspace import db
from workspace.people.signin.passkeys.models import Passkey


@pytest.fixture
def ann(data):
    with data():
        return factories.person("Ann", email="ann@example.org").id


@pytest.fixture
def bob(data):
    with data():
        return factories.person("Bob", email="bob@example.org").id


@pytest.fixture
def device(visit, ann):
    """A device that holds a passkey of Ann's."""
    made = Authenticator()
    adds(visit(ann), made)
    return made


@pytest.fixture
def passkeys(app):
    """`passkeys()` returns all that are kept."""

    def read():
        with app.app_context():
            return db.session.scalars(select(Passkey).order_by(Passkey.id)).all()

    return read
