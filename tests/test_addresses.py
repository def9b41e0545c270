"""Addresses are compiled when a page first links to them, and are then as they always were."""

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from workspace import create_app
from workspace.addresses import LateRule
from workspace.config import Settings


@pytest.fixture
def started():
    """An application of its own: that of the other tests has linked to most pages."""
    return create_app(Settings(secret_key="only to start"))


def compiled(app: Flask) -> set[str]:
    """Return the endpoints whose builder is the code that werkzeug writes for each rule."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if isinstance(rule, LateRule) and rule._build_unknown.__func__.__code__.co_filename == "<werkzeug routing>"
    }


def test_no_address_is_compiled_before_a_page_links_to_it(started):
    assert compiled(started) == set()
    with started.test_request_context():
        started.url_for("about.guide")
    assert compiled(started) == {"about.guide"}


@pytest.mark.parametrize("more", [{}, {"page": 2, "q": "a b&c"}])
def test_every_address_is_what_werkzeug_makes_of_it_at_once_and_again(started, more):
    ours = [rule for rule in started.url_map.iter_rules() if rule.endpoint != "static"]  # Flask adds that one itself
    theirs = Map([Rule(rule.rule, endpoint=rule.endpoint, methods=rule.methods) for rule in ours]).bind("localhost")
    late = started.url_map.bind("localhost")
    assert {type(rule) for rule in ours} == {LateRule}
    for rule in ours:
        parts = {name: min(getattr(kind, "items", ["7"])) for name, kind in rule._converters.items()}
        wanted = theirs.build(rule.endpoint, {**parts, **more})
        assert late.build(rule.endpoint, {**parts, **more}) == wanted
        assert late.build(rule.endpoint, {**parts, **more}) == wanted
