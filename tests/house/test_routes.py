"""Every address is declared, and reading never writes."""

import pytest
from flask import Flask, abort

from tests import factories
from tests.support.visitor import Visitor
from workspace import db
from workspace.access import OPEN, RULES, Action
from workspace.config import ROOT
from workspace.people.models import Person

# Pages that anybody may open without signing in. A new one is a decision: it is written down here.
OPEN_TO_ALL = {
    "about.accessibility", "about.choose_language", "about.guide", "about.information", "about.plain_view",
    "action_files.due", "dashboards.actions", "dashboards.description", "dashboards.measures", "dashboards.pairs",
    "about.reading", "consulting.clause", "consulting.said", "consulting.show",
    "contact.by_letter", "editions.public", "editions.public_edition", "nearby.index", "pairs.embed",
    "pairs.feed", "pairs.index", "pairs.show", "passkeys.challenge",
    "passkeys.sign_in", "reminding.answer", "reminding.show",
    "adopting.changes", "adopting.show", "downloads.file", "downloads.index", "evidence.index", "scope.ask",
    "register.index", "register.public", "register.table", "register.text",
    "supporters.confirm", "supporters.index", "supporters.join", "supporters.sent", "supporters.take_away",
    "verifying.verify",
    "signin.ask", "signin.code", "signin.link", "signin.out", "signin.password", "signin.slip",
    "signin.slip_code", "spaces.contact", "spaces.front", "spaces.set_up", "spaces.welcome",
}  # fmt: skip


def test_every_address_declares_what_it_lets_people_do(app: Flask) -> None:
    undeclared = {
        rule.rule: rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        and not isinstance(getattr(app.view_functions[rule.endpoint], "action", None), Action)
    }
    assert not undeclared


def test_only_the_pages_listed_here_are_open_to_all(app: Flask) -> None:
    opened = {endpoint for endpoint, view in app.view_functions.items() if getattr(view, "action", None) in OPEN}
    assert opened == OPEN_TO_ALL & app.view_functions.keys()
    assert app.view_functions.keys() >= OPEN_TO_ALL, "a page in the list is gone"


def test_every_action_has_a_rule_and_every_rule_is_used(app: Flask) -> None:
    assert RULES.keys() == set(Action)
    used = {getattr(view, "action", None) for view in app.view_functions.values()}
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    used |= {action for action in Action if f'can("{action}"' in pages}  # a button alone may hang on it
    assert not set(Action) - used


def test_every_address_about_a_thing_names_the_query_that_loads_it(app: Flask) -> None:
    bare = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "slug" in rule.arguments and getattr(app.view_functions[rule.endpoint], "load", None) is None
    ]
    assert not bare


@pytest.mark.own_app
def test_a_view_that_declares_nothing_is_refused(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "everybody sees this", methods=["GET", "POST"])
    page = Visitor(app).get("/forgotten", status=403)
    assert "everybody sees this" not in page.html


@pytest.mark.own_app
def test_a_page_that_writes_when_it_is_opened_fails_in_tests(app: Flask, data) -> None:
    with data():
        ann = factories.person("Ann").id

    def rename() -> str:
        db.session.get_one(Person, ann).preferred_name = "Changed"
        db.session.flush()
        return "done"

    rename.action = Action.PUBLIC_READ  # type: ignore[attr-defined]
    app.add_url_rule("/rename", "rename", rename)
    Visitor(app).get("/rename", status=500)
    with app.app_context():
        assert db.session.get_one(Person, ann).preferred_name == "Ann"


@pytest.mark.own_app
@pytest.mark.parametrize("status", [200, 302])
def test_what_a_get_changed_is_not_kept(app: Flask, data, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the watch as well: the rule of when to commit knows the method."""
    monkeypatch.setattr("tests.support.rules.CHANGING", ("nothing",))
    with data():
        ann = factories.person("Ann").id

    def rename() -> tuple[str, int]:
        db.session.get_one(Person, ann).preferred_name = "Changed"
        db.session.flush()
        return "done", status

    rename.action = Action.PUBLIC_READ  # type: ignore[attr-defined]
    app.add_url_rule("/rename", "rename", rename)
    assert Visitor(app).client.get("/rename").status_code == status
    with app.app_context():
        assert db.session.get_one(Person, ann).preferred_name == "Ann"


@pytest.mark.own_app
@pytest.mark.parametrize("status", [400, 403, 404, 422, 500])
def test_what_a_refused_post_changed_is_not_kept(app: Flask, data, status: int) -> None:
    with data():
        ann = factories.person("Ann").id

    def rename() -> tuple[str, int]:
        db.session.get_one(Person, ann).preferred_name = "Changed"
        db.session.flush()
        if status != 422:
            abort(status)
        return "not yet", status

    rename.action = Action.PUBLIC_READ  # type: ignore[attr-defined]
    rename.repeatable = True  # type: ignore[attr-defined]
    app.add_url_rule("/rename", "rename", rename, methods=["POST"])
    app.config["WTF_CSRF_ENABLED"] = False
    assert Visitor(app).client.post("/rename").status_code == status
    with app.app_context():
        assert db.session.get_one(Person, ann).preferred_name == "Ann"
