"""The DomainError family: what a verb refuses, in words for the person who asked. And the error pages, which need no
database and lose nothing that was typed."""

import json
import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request, session
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from werkzeug.exceptions import HTTPException, SecurityError

from workspace import db, drafts
from workspace.db import SAFE

OF_PROGRAMS = "/api/"  # addresses below this are read by programs

log = logging.getLogger(__name__)


class DomainError(Exception):
    """A verb refuses. `field` names the form field that the words stand beside; empty means the whole form."""

    def __init__(self, words: Any, field: str = "") -> None:
        super().__init__(str(words))
        self.words = words
        self.field = field


class Conflict(DomainError):  # noqa: N818  (it reads as what it is: two people, two texts)
    """Somebody else changed the same thing first. Both texts are kept: `theirs` is what is saved now."""

    def __init__(self, words: Any, *, theirs: Any, field: str = "") -> None:
        super().__init__(words, field)
        self.theirs = theirs


# --- pages ---------------------------------------------------------------------------------------------------------


def page(code: int, *, database: bool = True) -> Response:
    """Return the error page, without the database where that is in doubt. It gives back what was typed. A program is
    told in its own form."""
    if request.path.startswith(OF_PROGRAMS):
        return problem(code)
    if not database:
        g.no_database, g.space = True, None  # what was loaded was emptied by the rollback
    return make_response(render_template("error.html", code=code, typed=_typed() if code != 413 else []), code)


def problem(code: int, detail: str = "") -> Response:
    """Return an error for programs (RFC 9457)."""
    said = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code}
    words = json.dumps(said | ({"detail": detail} if detail else {}), ensure_ascii=False)
    return Response(words, code, content_type="application/problem+json")


def _typed() -> list[tuple[str, str]]:
    """Return what was posted, without the mechanics of the form. What is too long to take cannot even be read."""
    posted = [] if request.method in SAFE else request.form.items(multi=True)
    return [(name, value) for name, value in posted if name not in drafts.LEFT_OUT and value.strip()]


def undo() -> None:
    """Roll back, as far as the database can still be asked, and take back the words that said it was done."""
    session.pop("_flashes", None)
    try:
        db.rollback()
    except DBAPIError:
        db.session.remove()


def not_saved(error: DBAPIError) -> Response:
    """Return the page for a change that the database refused, or for a database that does not answer."""
    log.error("the database refused or did not answer: %s", type(error).__name__)
    if isinstance(error, IntegrityError):
        return page(409, database=False)
    if isinstance(error, DataError):  # a number or a letter that no row can hold
        return page(404 if request.method in SAFE else 400, database=False)
    return page(503, database=False)


def _on_http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    if isinstance(error, SecurityError):  # at another host's name no address can be built, so no page
        return Response("This site is not at that address.\n", code, mimetype="text/plain")
    answer = page(code, database=code < 500)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            answer.headers[name] = value
    return answer


def _on_expired_form(error: CSRFError) -> Response:
    """A form from before a sign-out, or from another site: keep what was typed, ask again, carry nothing out."""
    return page(400)


def _on_failure(error: Exception) -> Response:
    log.exception("a page failed")
    undo()
    return page(500, database=False)


def init_app(app: Flask) -> None:
    """Show these pages. What the database refuses goes by web.py, which knows whether a twin was carried out."""
    app.register_error_handler(CSRFError, _on_expired_form)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(Exception, _on_failure)
