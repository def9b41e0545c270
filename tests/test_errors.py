"""What a verb refuses."""

import pytest
from flask import Flask
from flask_babel import lazy_gettext

from workspace import i18n
from workspace.errors import Conflict, DomainError


def test_a_refusal_names_its_field_and_carries_its_words() -> None:
    refused = DomainError("There is one already", "name")
    assert (refused.words, refused.field, str(refused)) == ("There is one already", "name", "There is one already")
    assert DomainError("No").field == ""


def test_a_conflict_carries_the_other_text_too() -> None:
    refused = Conflict("Somebody wrote first", theirs="their text", field="text")
    assert isinstance(refused, DomainError)
    assert (refused.theirs, refused.field) == ("their text", "text")


@pytest.mark.only_database("sqlite")
def test_words_are_said_in_the_language_of_whoever_reads_them(app: Flask) -> None:
    with app.test_request_context("/"):
        refused = DomainError(lazy_gettext("Sign in"))
        with i18n.speaking("en_XA"):
            assert str(refused.words).startswith("[")
