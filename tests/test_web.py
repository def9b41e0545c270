"""Pages, errors, headers and cookies: what holds for every answer."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, abort, request
from sqlalchemy import select, text
from werkzeug.test import Client

from tests import factories
from tests.support.database import settings, sqlite_database
from tests.support.visitor import Page, Visitor, fields_of
from workspace import create_app, db, headers, web
from workspace.access import Action
from workspace.people.models import Person

pytestmark = pytest.mark.own_app

LONG = "A thousand words that must not be lost. " * 50
HEADERS = {
    "Content-Security-Policy": headers.POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


@pytest.fixture
def page(app: Flask) -> Callable[..., str]:
    """Adds a page, open to all, that does what the function does; returns its address."""

    def add(does: Callable[[], Any], **facts: Any) -> str:
        address = f"/{does.__name__.strip('_')}"
        does.action, does.repeatable = Action.PUBLIC_READ, True  # type: ignore[attr-defined]
        app.add_url_rule(address, does.__name__, does, methods=["GET", "POST"], **facts)
        return address

    return add


def _fields(visitor: Visitor, **more: str) -> dict[str, str]:
    fields = fields_of(visitor.get("/reading").form("Use these settings"))
    return {"csrf_token": fields["csrf_token"], "once": fields["once"], **more}


def _typed(page: Page) -> list[str]:
    return ["".join(area.itertext()).removeprefix("\n") for area in page.root.iter("textarea")]


# --- templates that stay compiled ----------------------------------------------------------------------------------


def test_templates_are_compiled_once_for_all_starts(sqlite, tmp_path):
    folder = tmp_path / "compiled"
    written = []
    for _start in range(2):
        server = create_app(settings(tmp_path, sqlite.address))
        web.keep_compiled(server, folder)
        assert server.test_client().get("/reading").status_code == 200
        written.append({file.name: file.stat().st_mtime_ns for file in folder.iterdir()})
    assert written[0]
    assert written[0] == written[1]


def test_pages_do_without_a_folder_for_compiled_templates(sqlite, tmp_path):
    a_file = tmp_path / "compiled"
    a_file.write_text("in the way")
    lost = tmp_path / "lost"
    for folder in (a_file, lost):
        server = create_app(settings(tmp_path, sqlite.address))
        web.keep_compiled(server, folder)
        if folder is lost:
            lost.rmdir()
        assert server.test_client().get("/reading").status_code == 200


# --- headers and cookies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/reading", "/no-such-page", "/me", "/static/app.css", "/guide"])
def test_every_answer_carries_the_headers(app: Flask, visit, address: str) -> None:
    expected = {**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"} if "static" in address else HEADERS
    with visit().client.get(address) as answer:
        assert {name: answer.headers.get(name) for name in expected} == expected
        assert "Server" not in answer.headers


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline() -> None:
    assert "unsafe" not in headers.POLICY
    assert "http" not in headers.POLICY
    assert headers.POLICY.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in headers.POLICY


def test_pages_are_never_kept_by_browsers_and_files_are_kept_for_a_year(app: Flask, data, visit) -> None:
    with data():
        ann = factories.person("Ann").id
    for address, status in (("/me", 200), ("/no-such-page", 404)):
        assert visit(ann).get(address, status=status).answer.headers["Cache-Control"] == "no-store"
    with app.test_request_context():
        mark = web.asset("app.css").partition("v=")[2]
        assert len(mark) == 12, "the address changes with the content"


def test_in_https_every_cookie_is_bound_to_this_host_and_to_https(tmp_path: Path) -> None:
    sqlite_database(tmp_path)
    app = create_app(settings(tmp_path, production=True, base_url="https://forum.example"))
    client = app.test_client()
    answer = client.get("/reading", base_url="https://forum.example")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    with app.app_context():
        db.engine().dispose()


def test_a_visit_sets_no_cookie_but_the_one_that_forms_need(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/reading")
    names = {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}
    assert names <= {"page"}
    with client.get("/static/app.css") as file:
        assert not file.headers.getlist("Set-Cookie")
        assert "Vary" not in file.headers, "one copy serves everybody"


@pytest.mark.parametrize("host", ["evil.example", "forum.example.evil.example", "forum.example:99999"])
def test_another_host_name_is_refused_in_production(tmp_path: Path, host: str) -> None:
    sqlite_database(tmp_path)
    app = create_app(settings(tmp_path, production=True, base_url="https://forum.example"))
    client = app.test_client()
    assert client.get("/reading", base_url="https://forum.example").status_code == 200
    answer = client.get("/reading", headers={"Host": host}, base_url="https://forum.example")
    assert answer.status_code == 400
    assert host not in answer.text
    with app.app_context():
        db.engine().dispose()


def test_a_forwarded_address_is_believed_only_from_as_many_proxies_as_there_are(tmp_path: Path) -> None:
    def sender(count: int) -> str:
        app = create_app(settings(tmp_path, trusted_proxies=count))

        def where() -> str:
            return request.remote_addr or ""

        where.action = Action.PUBLIC_READ  # type: ignore[attr-defined]
        app.add_url_rule("/where", "where", where)
        forwarded = {"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}
        return app.test_client().get("/where", headers=forwarded, environ_base={"REMOTE_ADDR": "127.0.0.1"}).text

    assert sender(0) == "127.0.0.1"
    assert sender(1) == "1.2.3.4"


# --- compression ---------------------------------------------------------------------------------------------------


def test_pages_and_files_are_compressed_for_browsers_that_take_it(app: Flask, visit) -> None:
    for address in ("/guide", "/static/app.css", "/static/app.js"):
        plain = visit().client.get(address, headers={"Accept-Encoding": "identity"})
        packed = visit().client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in ", ".join(packed.headers.getlist("Vary"))
        assert len(packed.data) < len(plain.data) / 2
        assert int(packed.headers["Content-Length"]) == len(packed.data)
        assert packed.mimetype != "text/html" or b"<html" in gzip.decompress(packed.data)
        plain.close()
        packed.close()


# --- fragments, redirects ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil",
     "/a\nSet-Cookie: x=1", "/a\r\n", "/\t/evil.example", "", "http:///evil.example", "/%0d%0a\x00"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(app: Flask, visit, address: str) -> None:
    assert web.local_address(address, "/otherwise") == "/otherwise"
    somebody = visit()
    answer = somebody.client.post("/language", data={**_fields(somebody), "language": "cy", "page": address})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["//[", "/[", "http://[evil"])
def test_an_address_that_is_none_breaks_no_page(app: Flask, visit, address: str) -> None:
    somebody = visit()
    somebody.get("/guide", headers={"HX-Request": "true", "HX-Current-URL": address})
    assert somebody.client.get("/sign-in", query_string={"next": address}).status_code == 200
    assert web.local_address(address, "/otherwise") in {"/otherwise", "/["}


def test_a_path_on_this_site_is_followed(app: Flask) -> None:
    assert web.local_address("/me?a=b#c", "/") == "/me?a=b#c"


def test_a_script_that_sends_a_form_is_led_on_by_a_header(app: Flask, visit) -> None:
    somebody = visit()
    answer = somebody.client.post("/reading", data=_fields(somebody, theme="dark"), headers={"HX-Request": "true"})
    if answer.status_code == 422:  # the form wants all of its answers
        shown = fields_of(somebody.get("/reading").form("Use these settings"))
        answer = somebody.client.post("/reading", data=shown, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/reading"


# --- errors --------------------------------------------------------------------------------------------------------


def test_a_form_without_its_mark_is_refused_and_gives_back_what_was_typed(app: Flask, visit, data) -> None:
    with data():
        ann = factories.person("Ann").id
    for visitor in (visit(), visit(ann)):
        for token in (None, "", "wrong", "ẅröng", "a.b.c", "\udced\udca0"[:0] + "💥"):
            page = visitor.post("/reading", {**_fields(visitor), "csrf_token": token, "theme": LONG}, status=400)
            assert _typed(page) == [LONG.strip()] or LONG.strip() in _typed(page)[0]
            assert page.h1 == "This form could not be sent"


def test_a_mark_in_strange_bytes_is_no_failure_of_ours(app: Flask, visit) -> None:
    somebody = visit()
    _fields(somebody)
    for token in (b"\xed\xa0\x80", b"\xff\xfe", b"\xc3\xa9"):
        answer = somebody.client.post(
            "/reading", data=b"csrf_token=" + token + b"&once=x", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 400
        answer = somebody.client.post("/reading", headers={"X-CSRFToken": token.decode("latin-1")})
        assert answer.status_code == 400


def test_a_page_that_is_not_there_says_so_to_everybody(app: Flask, visit, data) -> None:
    with data():
        space = factories.space("The Forum")
        ann = factories.member(space, "Ann").id
    for visitor in (visit(), visit(ann)):
        page = visitor.get("/no/such/page", status=404)
        assert page.h1 == "We cannot find that page"
    assert "My page" in page.text, "who is signed in stays signed in"


def test_a_page_that_is_not_open_to_somebody_says_so(app: Flask, visit, data) -> None:
    with data():
        space = factories.space("The Forum")
        ann = factories.member(space, "Ann").id
        other = factories.member(factories.space(), "Otto").id
    assert visit(ann).get("/host", status=403).h1 == "This page is not open to you"
    page = visit(other).get(f"/spaces/{space.slug}/meetings", status=403)
    assert "The Forum" not in page.text


def test_a_wrong_method_is_told_the_right_ones(app: Flask, visit) -> None:
    page = visit().get("/language", status=405)
    assert "POST" in page.answer.headers["Allow"]
    assert page.h1 == "This address cannot be used like that"


def test_too_much_at_once_is_refused_without_reading_it_all(app: Flask, visit) -> None:
    somebody = visit()
    page = somebody.post("/reading", {**_fields(somebody), "theme": "x" * (web.LARGEST_POST + 1)}, status=413)
    assert page.h1 == "That is too long for us to take"


def test_a_hundred_thousand_letters_of_any_kind_are_taken(app: Flask, visit, page) -> None:
    def take() -> str:
        return str(len(request.form["text"]))

    somebody = visit()
    answer = somebody.client.post(page(take), data={**_fields(somebody), "text": "💚" * 100_000})
    assert (answer.status_code, answer.text) == (200, "100000")


def test_a_number_that_no_row_can_have_is_a_page_that_is_not_there(app: Flask, visit, data) -> None:
    with data():
        space = factories.space()
        ann = factories.member(space, "Ann").id
    for number in ("9" * 9, "9" * 10, "9" * 30, "-1", "1.5"):
        visit(ann).get(f"/spaces/{space.slug}/actions/{number}", status=404)


@pytest.mark.parametrize("address", ["/%ED%A0%80", "/spaces/%ED%A0%80", "/reading?x=%ED%A0%80", "/spaces/%00", "/%FF"])
def test_broken_letters_in_an_address_are_no_failure_of_ours(app: Flask, visit, address: str) -> None:
    assert visit().client.get(address).status_code in {200, 400, 404}


def test_a_failure_of_ours_gives_back_what_was_typed_and_tells_nobody_why(app: Flask, visit, page, data) -> None:
    def break_() -> str:
        raise RuntimeError("the secret reason")

    address = page(break_)
    with data():
        ann = factories.member(factories.space(), "Ann").id
    for visitor in (visit(), visit(ann)):
        shown = visitor.post(address, _fields(visitor, story=LONG), status=500)
        assert "the secret reason" not in shown.html
        assert LONG.strip() in _typed(shown)[0]
        assert shown.has("form"), "it can be sent again from here"


def test_secrets_that_were_typed_are_not_given_back(app: Flask, visit, page) -> None:
    def break_() -> str:
        raise RuntimeError

    somebody = visit()
    shown = somebody.post(page(break_), _fields(somebody, password="hunter2", code="123456", story="x"), status=500)
    assert "hunter2" not in shown.html
    assert "123456" not in shown.html


def test_a_change_that_the_database_refuses_says_so_and_keeps_the_text(app: Flask, visit, page, data) -> None:
    with data():
        ann = factories.member(factories.space(), "Ann").id
        factories.person(email="same@x.example")

    def clash() -> Any:
        factories.person(email="same@x.example")
        return "saved"

    visitor = visit(ann)
    shown = visitor.post(page(clash), _fields(visitor, story=LONG), status=409)
    assert LONG.strip() in _typed(shown)[0]
    assert "Done:" not in shown.title


def test_words_of_success_are_not_shown_when_saving_failed(app: Flask, visit, page, monkeypatch) -> None:
    def save() -> Response:
        return web.done("/guide", "It is all saved")

    address = page(save)
    somebody = visit()
    fields = _fields(somebody)
    with monkeypatch.context() as broken:
        broken.setattr(db, "commit", lambda: db.session.execute(text("SELECT * FROM nothing_of_the_kind")))
        shown = somebody.post(address, fields, status=503)
    assert "It is all saved" not in shown.text
    assert "It is all saved" not in somebody.get("/guide").text


@pytest.fixture
def broken(app: Flask, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Call it, and the database can no longer be reached."""
    kept = app.extensions["database"]

    def break_it() -> None:
        if kept.dialect.name == "sqlite":
            path = tmp_path / "broken.db"
            path.write_bytes(b"this is no database, and longer than a header of a hundred bytes" * 10)
            address = f"sqlite:///{path}"
        else:
            address = kept.url.set(host="127.0.0.1", port=1, query={}).render_as_string(hide_password=False)
        gone = create_app(replace(app.config["SETTINGS"], database_url=address))
        app.extensions["database"] = gone.extensions["database"]

    yield break_it
    app.extensions["database"].dispose()


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_database_that_is_gone_gives_a_plain_page_that_holds_the_text(
    app: Flask, visit, data, broken, signed_in: bool
) -> None:
    with data():
        ann = factories.member(factories.space(), "Ann").id
    visitor = visit(ann if signed_in else None)
    fields = _fields(visitor, story=LONG)
    broken()
    shown = visitor.post("/reading", fields, status=503)
    assert shown.h1 == "We cannot reach our records just now"
    assert LONG.strip() in _typed(shown)[0]
    page = visitor.get("/me", status=503 if signed_in else 303)
    assert signed_in is False or page.h1 == "We cannot reach our records just now"


def test_a_database_that_is_back_is_used_at_once(app: Flask, visit, data, monkeypatch) -> None:
    with data():
        ann = factories.person("Ann").id
    visitor = visit(ann)
    real = app.extensions["database"]
    app.extensions["database"] = create_app(
        replace(app.config["SETTINGS"], database_url="postgresql+psycopg://x@127.0.0.1:1/x")
    ).extensions["database"]
    visitor.get("/me", status=503)
    app.extensions["database"] = real
    visitor.get("/me")


def test_an_error_in_a_later_step_keeps_what_the_page_needs(app: Flask, visit, page, data) -> None:
    """A refusal after the page was loaded: the person is still shown as signed in."""
    with data():
        ann = factories.member(factories.space(), "Ann").id

    def stop() -> None:
        db.session.scalars(select(Person)).all()
        abort(404)

    assert "My page" in visit(ann).get(page(stop), status=404).text


# --- reading settings ----------------------------------------------------------------------------------------------


def test_reading_settings_are_one_short_line_and_unknown_ones_count_as_none() -> None:
    chosen = {**{name: values[0] for name, values in web.READING.items()}, "theme": "dark", "size": "large"}
    line = web.write_reading(chosen)
    assert line == "theme=dark size=large"
    assert web.read_reading(line) == chosen
    for strange in ("theme=<script>", "theme", "=", "nothing=here", "theme=dark=light"):
        assert web.read_reading(strange) == web.read_reading("")


def test_a_strange_cookie_is_no_failure_of_ours(app: Flask) -> None:
    for name in ("reading", "language", "page", "session_key"):
        for value in ("ẅ", "x" * 3000, "theme=;", "%ED%A0%80", "\x01"):
            client: Client = app.test_client()
            client.set_cookie(name, value)
            assert client.get("/reading").status_code == 200


def test_respond_gives_the_part_alone_when_a_script_asks(app: Flask) -> None:
    with app.test_request_context("/", headers={"HX-Request": "true"}):
        assert "<html" not in web.respond("base.html", "components/mark.html", title="x").get_data(as_text=True)
    with app.test_request_context("/"):
        assert "<html" in web.respond("base.html", "components/mark.html", title="x").get_data(as_text=True)
