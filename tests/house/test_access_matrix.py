"""Every address, for everybody: what the pages answer is what access.py says, cell by cell. To open a page writes
nothing: the watch in tests/support/rules.py fails every GET that changes a row. A look at somebody's needs is recorded,
in a transaction of its own.

The table is generated from the routes and the rules, so that a new page is in it on the day it is written.
Run this file as a module to read the table: python -m tests.house.test_access_matrix
"""

from typing import Any

import pytest
from flask import Flask
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from tests.support.visitor import Visitor, fields_of
from tests.support.world import ROLES, STATES, World, addresses, parts_of, two_spaces
from workspace import create_app, db
from workspace.access import OPEN, RULES, can
from workspace.config import Settings
from workspace.once import new_key

ALLOWED = {"GET": {200, 302, 303}, "POST": {200, 204, 302, 303, 409, 413, 422}}
# Pages whose address is itself the secret: without it there is nothing to see, for everybody alike.
BY_SECRET = {
    "signin.link",
    "signin.slip",
    "action_files.due",
    "dashboards.actions",
    "dashboards.measures",
    "dashboards.pairs",
}
# Gone, once the installation has its first space.
ONCE = {"spaces.set_up"}


@pytest.mark.slow
def test_every_page_opens_to_those_whom_the_rules_name(app: Flask, data) -> None:
    world, _ = two_spaces(data)
    assert not [wrong for role in ROLES for wrong in _wrong_pages(app, world, role, "happening")]


@pytest.mark.slow
@pytest.mark.only_database("sqlite")  # what differs is a date or a word in a row, which both keep alike
def test_pages_of_a_meeting_follow_the_rules_before_and_after_it(app: Flask, data) -> None:
    world, _ = two_spaces(data)
    states = [state for state in STATES if state != "happening"]
    assert not [
        wrong for role in ROLES for state in states for wrong in _wrong_pages(app, world, role, state, "meeting_id")
    ]


@pytest.mark.slow
@pytest.mark.only_database("postgresql")  # the pages, which ask the database for as much, are opened on both
def test_every_form_is_taken_from_those_whom_the_rules_name(app: Flask, data, monkeypatch: pytest.MonkeyPatch) -> None:
    world, _ = two_spaces(data)
    visitors = {role: _visitor(app, world, role) for role in ROLES}
    tokens = {
        role: fields_of(one.get("/reading").form("Use these settings"))["csrf_token"] for role, one in visitors.items()
    }
    monkeypatch.setattr(db, "commit", db.rollback)  # each form meets the same world, and the same cookies
    client = app.test_client(use_cookies=False)
    wrong = []
    for role, visitor in visitors.items():
        cookies = {"Cookie": "; ".join(f"{cookie.key}={cookie.value}" for cookie in visitor.client._cookies.values())}
        for rule, address in addresses(app, world, "POST"):
            expected = _expected(app, rule, world, visitor, "happening", "POST")
            answer = client.post(address, data={"csrf_token": tokens[role], "once": new_key()}, headers=cookies)
            if not _fits(answer, expected, "POST", rule):
                wrong.append(_told(role, address, answer, expected))
    assert not wrong, "\n".join(wrong)


def _told(role: str, address: str, answer: Any, expected: str) -> str:
    return f"{role} {address}: {answer.status_code} {answer.headers.get('Location', '')}, expected {expected}"


def _wrong_pages(app: Flask, world: World, role: str, state: str, part: str = "") -> list[str]:
    """Return the pages whose answer is not what the rules want; of those with this part in their address alone."""
    visitor = _visitor(app, world, role)
    wrong = []
    for rule, address in addresses(app, world, "GET", state):
        if part and part not in rule.arguments:
            continue
        expected = _expected(app, rule, world, visitor, state, "GET")
        answer = visitor.client.get(address)
        if not _fits(answer, expected, "GET", rule):
            wrong.append(_told(role, address, answer, expected))
    return wrong


def test_the_rules_know_nothing_of_a_person_without_a_place(app: Flask, data) -> None:
    """Whoever belongs to no space and is invited nowhere gets nothing of a space but its welcome page."""
    world, _ = two_spaces(data)
    visitor = _visitor(app, world, "host")
    answers = {
        address: visitor.client.get(address).status_code
        for rule, address in addresses(app, world, "GET", "published")
        if "slug" in rule.arguments and app.view_functions[rule.endpoint].action not in OPEN  # type: ignore[attr-defined]
    }
    assert answers
    assert set(answers.values()) <= {403, 404}, answers


def _visitor(app: Flask, world: World, role: str) -> Visitor:
    return Visitor(app, None if role == "nobody" else world.people[role])


def _expected(app: Flask, rule: Rule, world: World, visitor: Visitor, state: str, method: str) -> str:
    """Say what the rules alone want: open, sign in, refused or absent."""
    view: Any = app.view_functions[rule.endpoint]
    cookie = visitor.client.get_cookie("session_key")
    headers = {"Cookie": f"session_key={cookie.value}"} if cookie else {}
    with app.test_request_context("/", method=method, headers=headers):
        if view.action not in OPEN and not current_user.is_authenticated:
            return "sign in"
        try:
            thing = view.load(**parts_of(rule, world, state)) if view.load else None
        except HTTPException as stopped:
            return {404: "absent", 403: "refused"}[stopped.code or 0]
        if view.load and thing is None:
            return "absent"
        return "open" if can(current_user, view.action, thing) else "refused"


def _fits(answer: Any, expected: str, method: str, rule: Rule) -> bool:
    status, to_sign_in = answer.status_code, answer.headers.get("Location", "").startswith("/sign-in?")
    if expected == "sign in":
        return status == 303 and to_sign_in
    if expected == "refused":
        return bool(status == 403)
    if expected == "absent":
        return bool(status == 404)
    if rule.endpoint in ONCE:
        return bool(status == 404)
    if rule.endpoint in BY_SECRET:
        return bool(status < 500)
    return status in ALLOWED[method] and not to_sign_in


def table(app: Flask) -> str:
    """Return every address with its action and rule, for people to read."""
    lines = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        action = getattr(app.view_functions[rule.endpoint], "action", None)
        if action is not None:
            methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            lines.append(f"{rule.rule:70} {methods:9} {action:22} {RULES[action].__name__}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(create_app(Settings(secret_key="only to read the routes"))))
