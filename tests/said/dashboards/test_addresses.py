"""The addresses that programs read, held to their description."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from tests.support.world import two_spaces
from workspace import db
from workspace.actions.bodies.models import Body
from workspace.actions.models import ActionState
from workspace.audit import AuditEvent, Event
from workspace.meetings.models import MeetingState
from workspace.people.models import SpeaksFor
from workspace.roles import Role
from workspace.said.dashboards.models import DashboardKey
from workspace.said.dashboards.views import DESCRIPTION
from workspace.said.pairs.models import PairState
from workspace.spaces.models import Sharing

API = "/api/v1"
DOCUMENT = json.loads(DESCRIPTION.read_text("utf-8"))
ADDRESSES = ("actions", "measures", "pairs")


@pytest.fixture
def forum(data) -> dict[str, Any]:
    """A forum with public notes, whose actions are a person's, a council's, and kept ones; and two pairs."""
    with data():
        space = factories.space("Forum", slug="forum")
        lena = factories.member(space, "Lena Lead", role=Role.ORGANISER)
        council = {"speaks_for": SpeaksFor.BODY, "speaks_for_name": "Merrow Council"}
        cai = factories.member(space, "Cai Clerk", **council)
        published = {"state": MeetingState.CLOSED, "notes_published_at": db.now()}
        meeting = factories.meeting(space, lena, **published)
        items = {level: factories.item(meeting, sharing=level) for level in Sharing}
        draft = factories.meeting(space, lena, state=MeetingState.CLOSED, sharing=Sharing.PUBLIC)
        of = {level: {"meeting_id": meeting.id, "item_id": item.id} for level, item in items.items()}
        team = factories._saved(Body(space_id=space.id, name="the SEND team"))
        facts = {"body_id": team.id, "due_on": today() - timedelta(days=3), "state_words": "Secret words"}
        factories.task(space, lena, f"Ring {{person:{cai.id}}}", **of[Sharing.PUBLIC], **facts)
        factories.task(space, cai, "Mend the ramp", **of[Sharing.PUBLIC], state=ActionState.DONE)
        factories.task(space, cai, "Kept to members", **of[Sharing.MEMBERS])
        factories.task(space, cai, "Kept to the group", **of[Sharing.GROUP])
        factories.task(space, cai, "Not published yet", meeting_id=draft.id)
        factories.task(space, cai, "Brought in from a log")
        for state in PairState:
            factories.pair(space, lena, state=state)
        return {"space": space.id, "lena": lena.id, "cai": cai.id}


def made(visit, who: int, button: str = "Make a key") -> str:
    visitor = visit(who)
    page = visitor.submit(visitor.get("/spaces/forum/dashboard"), button, status=200)
    return key_on(page)


def key_on(page: Any) -> str:
    return re.findall(r"wt-[\w-]{43}", page.html)[0]


def ask(app, what: str, key: str, **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {key}"} if key else {}
    answer = app.test_client().get(f"{API}/spaces/forum/{what}", headers={**sent, **headers})
    assert not answer.headers.getlist("Set-Cookie")
    assert "Access-Control-Allow-Origin" not in answer.headers
    _hold_to_its_schema(what.partition("?")[0], answer)
    return answer


def _hold_to_its_schema(what: str, answer: Any) -> None:
    said = DOCUMENT["paths"][f"/spaces/{{slug}}/{what}"]["get"]["responses"][str(answer.status_code)]
    if "$ref" in said:
        said = DOCUMENT["components"]["responses"][said["$ref"].rpartition("/")[2]]
    if "content" not in said:
        assert not answer.data
        return
    assert answer.mimetype in said["content"]
    schema = {**said["content"][answer.mimetype]["schema"], "components": DOCUMENT["components"]}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer.json)


# --- the description -----------------------------------------------------------------------------------------------


def test_the_description_is_valid_and_given_to_everybody(visit) -> None:
    validate(DOCUMENT)
    answer = visit(None).client.get(f"{API}/openapi.json")
    assert answer.json == DOCUMENT


def test_the_description_names_every_address_and_no_other(app) -> None:
    routes = {
        rule.rule.removeprefix(API).replace("<slug>", "{slug}"): (rule.methods or set()) - {"HEAD", "OPTIONS"}
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    written = {path: {verb.upper() for verb in facts} - {"PARAMETERS"} for path, facts in DOCUMENT["paths"].items()}
    assert routes == written


# --- what is answered ----------------------------------------------------------------------------------------------


def test_a_dashboard_reads_what_is_shared_with_everyone_and_no_more(app, visit, forum) -> None:
    key = made(visit, forum["lena"])
    answers = {what: ask(app, what, key) for what in ADDRESSES}
    rows = answers["actions"].json["actions"]
    assert [(row["action"], row["owning_body"], row["days_late"]) for row in rows] == [
        ("Ring a member", "the SEND team", 3),
        ("Mend the ramp", None, 0),
    ]
    assert answers["pairs"].json["total"] == 1
    words = " ".join(answer.get_data(as_text=True) for answer in answers.values())
    for kept in ("Lena", "Cai", "Secret words", "Kept to", "Not published", "Brought in"):
        assert kept not in words


def test_numbers_that_rest_on_fewer_than_five_are_not_given(app, visit, forum, data) -> None:
    key = made(visit, forum["lena"])
    before = ask(app, "measures?time=all", key).json["measures"]["began_with_members"]
    assert (before["shown"], before["percent"], before["of"]) == (False, None, None)
    with data():
        space = db.session.get_one(factories.Space, forum["space"])
        lena = db.session.get_one(factories.Person, forum["lena"])
        factories.task(space, lena, raised_by_id=lena.id)
    after = ask(app, "measures?time=all", key).json["measures"]["began_with_members"]
    assert (after["shown"], after["percent"], after["of"]) == (True, 0, 5)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("state=done", ["Mend the ramp"]),
        ("due_from=2000-01-01", ["Ring a member"]),
        ("due_to=2000-01-01", []),
        ("changed_since=2000-01-01T00:00:00Z", ["Ring a member", "Mend the ramp"]),
        ("changed_since=2999-01-01", []),
    ],
)
@pytest.mark.only_database("sqlite")  # the same statement, with other values
def test_actions_are_chosen_in_the_address(app, visit, forum, chosen: str, found: list[str]) -> None:
    answer = ask(app, f"actions?{chosen}", made(visit, forum["lena"]))
    assert [row["action"] for row in answer.json["actions"]] == found


@pytest.mark.parametrize(
    "wrong",
    [
        "actions?state=finished", "actions?due_from=tomorrow", "actions?changed_since=x", "actions?page=0",
        "measures?time=week", "pairs?page=-1", "actions?stat=done", "measures?page=1", "pairs?them=buses",
        "actions?changed_since=0001-01-01T00:00:00%2B23:00",
    ],
)  # fmt: skip
@pytest.mark.only_database("sqlite")  # the words of an address are read before the database is asked
def test_what_cannot_be_understood_is_named(app, visit, forum, wrong: str) -> None:
    answer = ask(app, wrong, made(visit, forum["lena"]))
    assert answer.status_code == 400
    assert wrong.partition("?")[2].partition("=")[0] in answer.json["detail"]


@pytest.mark.parametrize("what", ["actions", "pairs"])
@pytest.mark.only_database("sqlite")  # how many pages there are is counted in Python
def test_a_page_beyond_the_last_is_not_there(app, visit, forum, what: str) -> None:
    key = made(visit, forum["lena"])
    assert ask(app, f"{what}?page=1", key).json["page"] == 1
    answer = ask(app, f"{what}?page=2", key)
    assert answer.status_code == 404
    assert answer.json["detail"] == "There is no page 2. The last one is 1"


def test_an_unchanged_answer_is_not_sent_again(app, visit, forum) -> None:
    key = made(visit, forum["lena"])
    for what in ADDRESSES:
        first = ask(app, what, key)
        assert ask(app, what, key, **{"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_as_many_questions_to_the_database_for_three_actions_as_for_one(app, visit, forum, data) -> None:
    key, numbers = made(visit, forum["lena"]), []
    ask(app, "actions", key)
    for _round in range(2):
        with counted() as seen:
            ask(app, "actions", key)
        numbers.append(len(seen))
        with data():
            space = db.session.get_one(factories.Space, forum["space"])
            cai = db.session.get_one(factories.Person, forum["cai"])
            meeting = factories.meeting(space, cai, sharing=Sharing.PUBLIC, notes_published_at=db.now())
            factories.task(space, cai, meeting_id=meeting.id)
    assert numbers[0] == numbers[1] <= 4
    assert ask(app, "actions", key).json["total"] == 4


# --- the key -------------------------------------------------------------------------------------------------------


def test_without_the_key_of_the_space_nothing_is_said_not_even_that_there_is_one(app, visit, data, forum) -> None:
    key = made(visit, forum["lena"])
    with data():
        other = factories.space("Panel", slug="panel")
        ada = factories.member(other, "Ada", role=Role.ORGANISER).id
    visitor = visit(ada)
    visitor.submit(visitor.get("/spaces/panel/dashboard"), "Make a key", status=200)
    for wrong in ("", "wt-guessed"):
        answer = ask(app, "actions", wrong)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert ask(app, "actions", "", Authorization="Basic bGVuYTp4").status_code == 401
    bearer = {"Authorization": f"Bearer {key}"}
    panel = app.test_client().get(f"{API}/spaces/panel/actions", headers=bearer)
    nowhere = app.test_client().get(f"{API}/spaces/nowhere/actions", headers=bearer)
    assert panel.status_code == nowhere.status_code == 401
    assert panel.json == nowhere.json


def test_being_signed_in_opens_nothing_here(visit, forum) -> None:
    assert visit(forum["lena"]).client.get(f"{API}/spaces/forum/actions").status_code == 401


def test_the_organiser_sees_when_it_was_used_renews_it_and_takes_it_back(app, visit, forum) -> None:
    lena = visit(forum["lena"])
    first = made(visit, forum["lena"])
    assert "It was not used yet." in lena.get("/spaces/forum/dashboard").text
    assert ask(app, "actions", first).status_code == 200
    page = lena.get("/spaces/forum/dashboard")
    assert "Last used:" in page.text
    assert first not in page.html
    second = made(visit, forum["lena"], "Make a new key")
    assert ask(app, "actions", first).status_code == 401
    assert ask(app, "actions", second).status_code == 200
    page = lena.submit(lena.get("/spaces/forum/dashboard"), "End the key")
    assert "The key does not work any more" in page.text
    assert ask(app, "actions", second).status_code == 401
    with app.app_context():
        said = [event.event for event in db.session.query(AuditEvent) if event.event.startswith("dashboard_key")]
        assert said == [Event.DASHBOARD_KEY_MADE, Event.DASHBOARD_KEY_MADE, Event.DASHBOARD_KEY_ENDED]


def test_the_key_is_kept_as_a_hash(app, visit, forum) -> None:
    key = made(visit, forum["lena"])
    with app.app_context():
        row = db.session.query(DashboardKey).one()
        assert key not in str({column.name: getattr(row, column.key) for column in row.__table__.columns})


def test_only_an_organiser_makes_a_key(visit, forum) -> None:
    visit(forum["cai"]).get("/spaces/forum/dashboard", status=403)


def test_whoever_asks_too_often_has_to_wait(app, visit, forum, monkeypatch) -> None:
    monkeypatch.setattr("workspace.said.dashboards.views.LOOKS", 2)
    monkeypatch.setattr("workspace.said.dashboards.views.GUESSES", 2)
    key = made(visit, forum["lena"])
    assert [ask(app, "actions", key).status_code for _look in range(3)] == [200, 200, 429]
    answers = [ask(app, "pairs", "wt-guessed") for _look in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.only_database("sqlite")  # no statement is sent
@pytest.mark.parametrize(("method", "path", "status"), [("POST", "spaces/forum/actions", 405), ("GET", "nothing", 404)])
def test_a_program_that_errs_is_told_in_its_own_form(app, method: str, path: str, status: int) -> None:
    answer = app.test_client().open(f"{API}/{path}", method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status


@pytest.mark.slow
def test_with_its_key_a_space_shows_nothing_of_another(app, data, visit) -> None:
    a, b = two_spaces(data)
    visitor = visit(b.people["organiser"])
    page = visitor.submit(visitor.get(f"/spaces/{b.slug}/dashboard"), "Make a key", status=200)
    key = key_on(page)
    for what in ADDRESSES:
        path = f"{API}/spaces/{b.slug}/{what}"
        answer = app.test_client().get(path, headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 200
        assert a.mark not in answer.get_data(as_text=True)
