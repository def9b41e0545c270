"""Pages and fragments: respond(), done(), the once-only key, the commit rule, reading settings and cookies."""

import hashlib
import json
import secrets
from collections.abc import MutableMapping
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    abort,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.templating import Environment
from flask_babel import gettext as _
from flask_login import current_user
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from workspace import access, db, drafts, errors, headers, once
from workspace.config import ROOT
from workspace.db import SAFE
from workspace.extensions import csrf
from workspace.uploads import taking

LARGEST_POST = 4 * 1024 * 1024  # bytes: the longest note, in the widest letters, with room to spare
# What may be chosen in the reading settings; the first of each is what a page is without any choice.
READING = {
    "theme": ("auto", "light", "dark", "cream", "contrast"),
    "size": ("normal", "large", "larger"),
    "spacing": ("normal", "wide"),
    "letters": ("normal", "plain", "atkinson"),
    "pictures": ("normal", "few"),
    "motion": ("normal", "none"),
    "view": ("normal", "plain"),
}
READING_COOKIE = "reading"


# --- answers -------------------------------------------------------------------------------------------------------


def is_htmx() -> bool:
    """Say whether a script on the page asks for a part of it."""
    return request.headers.get("HX-Request") == "true"


def page_path() -> str:
    """Return the path of the page that the reader has before them: a fragment stands in the page that asked for it."""
    try:
        asked_from = urlsplit(request.headers.get("HX-Current-URL", "")).path if is_htmx() else ""
    except ValueError:  # no address at all, such as http://[
        asked_from = ""
    return local_address(asked_from, request.path)


def this_page() -> str:
    """Return the address of the page with its filters, to come back to; the path alone when it holds odd letters."""
    return local_address(request.full_path.rstrip("?"), page_path())


def respond(page: str, fragment: str = "", status: int = 200, **context: Any) -> Response:
    """Return the page, or its fragment alone when a script asked for it."""
    name = fragment if fragment and is_htmx() else page
    return make_response(render_template(name, **context), status)


def as_file(content: str | bytes, media: str, name: str) -> Response:
    """Answer with a file that the browser keeps under this name. Text is in UTF-8."""
    answer = Response(content, content_type=media if isinstance(content, bytes) else f"{media}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def done(address: str, said: Any = "", *, fragment: str = "", focus: str = "", **context: Any) -> Response:
    """Answer a change that was made: go to `address` and say so, or return the fragment and have it said.

    `focus` is the id that gets focus after a swap. What was kept of the form is thrown away: it has been sent.
    """
    carried_out(address)
    if current_user.is_authenticated and (kept_at := request.form.get("kept_at")):
        drafts.forget(current_user.id, kept_at)
    if fragment and is_htmx():
        answer = make_response(render_template(fragment, **context))
        answer.headers["HX-Trigger-After-Swap"] = json.dumps({"said": str(said), "focus-on": focus})
        return answer
    if said:
        flash(str(said))
    return go(address)


def carried_out(address: str) -> None:
    """Note that the form was carried out: sent again, it leads to `address`. Called beside respond() by the few views
    that answer with a page at once; done() does it for all others."""
    g.led_to = address


def go(address: str) -> Response:
    """Send the browser to another page, also when a script of the page asked for a part of it."""
    if is_htmx():
        return make_response("", 204, {"HX-Redirect": address})
    return make_response(redirect(address, 303))


def local_address(address: str, otherwise: str) -> str:
    """Return the address when it is a plain path on this site, else `otherwise`: nobody is sent elsewhere."""
    plain = address.startswith("/") and not address.startswith("//") and address.isprintable() and "\\" not in address
    return address if plain else otherwise


def browser_token() -> str:
    """Return the random mark of this browser, made when the first form is shown; it says nothing of who uses it."""
    return str(session.setdefault("browser", secrets.token_urlsafe(16)))


def new_key() -> str:
    """Return the once-only key of a form that is being shown in this browser."""
    browser_token()
    return once.new_key()


# --- a request's way in --------------------------------------------------------------------------------------------


def _begin() -> None:
    db.begin_request(writing=request.method not in SAFE)
    if getattr(access.request_view(), "files", False):
        request.max_content_length = taking.LARGEST_REQUEST
    if any("\0" in part for part in (request.path, *request.args.values())):  # no text of ours holds it
        abort(404)


def _refuse_twice() -> Response | None:
    """Ask every form for its once-only key; one that was carried out before leads to where it led then."""
    view = access.request_view()
    if request.method in SAFE or view is None or getattr(view, "repeatable", False):
        return None
    key = request.form.get(once.FIELD, "")
    if not key or len(key) > 100:
        abort(400)
    g.once = once.digest(key, request.path, browser_token())
    return _done_before()


def _done_before() -> Response | None:
    location = once.done_before(g.once)
    if location is None:
        return None
    g.once = None
    flash(_("We have this already. Nothing was done twice"))
    return go(location)


def keep_typed() -> str:
    """Keep what somebody just posted who must sign in first, or show again that it is them. Return the address of the
    page on which it was typed."""
    g.once = None  # kept is not carried out
    address = request.form.get("kept_at", f"{request.path}#form")
    page = local_address(address.partition("#")[0], url_for("people.home"))
    if request.method not in SAFE:
        owner = {"person_id": current_user.id} if current_user.is_authenticated else {"browser": browser_token()}
        drafts.keep(address, list(request.form.items(multi=True)), **owner)
        if not current_user.is_authenticated:
            flash(_("You were signed out to keep your information safe. What you typed is kept"))
    return page


# --- a request's way out -------------------------------------------------------------------------------------------


def _finish(answer: Response) -> Response:
    """Commit once, when the method may write and the answer is not an error; otherwise roll back.

    Where the same form was sent twice at once, the other one may have made this one fail: then its answer is given.
    """
    if request.method in SAFE:
        return answer  # nothing is saved: the session, and its transaction with it, ends with the request
    try:
        if answer.status_code < 400:
            if g.get("once") and "led_to" in g:
                once.claim(g.once, g.led_to)
            db.commit()
            return answer
        db.rollback()
        return answer if answer.status_code not in {409, 422} else _twin() or answer
    except DBAPIError as error:
        return _on_database_error(error)


def _on_database_error(error: DBAPIError) -> Response:
    errors.undo()
    return (_twin() if isinstance(error, IntegrityError) else None) or errors.not_saved(error)


def _twin() -> Response | None:
    """Return the answer of the same form, sent in the same moment and carried out meanwhile, or None."""
    answer = _done_before() if g.get("once") else None
    db.rollback()  # nothing was written; the next request finds the connection free
    return answer


# --- reading settings ----------------------------------------------------------------------------------------------


def reading() -> dict[str, str]:
    """Return the reading settings in use: the person's own, else this browser's."""
    own = None if g.get("no_database") else getattr(current_user, "reading", None)
    kept = own if own is not None else request.cookies.get(READING_COOKIE, "")
    return read_reading(kept)


def read_reading(kept: str) -> dict[str, str]:
    """Return every setting's value out of "theme=dark size=large"; what is unknown counts as not chosen."""
    pairs = dict(part.split("=", 1) for part in kept.split() if "=" in part)
    return {name: pairs[name] if pairs.get(name) in values else values[0] for name, values in READING.items()}


def write_reading(chosen: dict[str, str]) -> str:
    """Return the settings that differ from a plain page, as one short line."""
    return " ".join(f"{n}={chosen[n]}" for n, values in READING.items() if chosen.get(n) in values[1:])


# --- building ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def address_of(endpoint: str, **parts: Any) -> str:
    """Return the address of a page, as url_for does. Templates ask for the same forty on every page."""
    return url_for(endpoint, **parts)


@lru_cache(maxsize=32)
def asset(name: str) -> str:
    """Return the address of a static file, with a mark of its content: browsers keep it until it changes."""
    path = ROOT / "static" / name
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "none"
    return url_for("static", filename=name, v=mark)


class RowNumber(IntegerConverter):
    """A row's number in an address. A longer one is no row's, and databases refuse it in their own ways."""

    regex = r"\d{1,9}"


class PageCookie(SecureCookieSessionInterface):
    """The page cookie. A file is the same for everybody: it neither sets the cookie nor varies with it."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint != "static":
            super().save_session(app, session, response)


class Templates(Environment):
    """Templates that all know the same globals. Jinja would look through them anew at each import of a component."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates that stay compiled from one start to the next. A disk that is full or closed costs time, no page."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(app: Flask, folder: Path) -> None:
    """Keep templates compiled in `folder`, for a server and its worker: to compile them takes a third of the time to
    the first pages, and 2 MiB that stay. A folder that cannot be made is done without."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        app.jinja_env.bytecode_cache = CompiledTemplates(str(folder), f"%s-{version('jinja2')}")


def init_app(app: Flask) -> None:
    """Set cookies, limits, the order of the steps around each view, and the error pages."""
    settings = app.config["SETTINGS"]
    prefix = "__Host-" if settings.https else ""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=f"{prefix}page",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser's mark lives: nobody loses a form to a clock
        WTF_CSRF_SSL_STRICT=False,
        TRUSTED_HOSTS=[settings.host_name] if settings.production else None,
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.session_interface = PageCookie()
    app.request_class = taking.FilesRequest
    app.jinja_environment = Templates
    app.url_map.converters["int"] = RowNumber
    app.before_request(_begin)
    csrf.init_app(app)
    access.init_app(app)
    app.before_request(_refuse_twice)
    # Flask runs these from last to first: commit, then headers, then compression.
    app.after_request(headers.compress)
    app.after_request(headers.add)
    app.after_request(_finish)
    errors.init_app(app)
    app.register_error_handler(DBAPIError, _on_database_error)
    app.jinja_env.globals.update(
        url_for=address_of, asset=asset, reading=reading, READING=READING, new_key=new_key, now=db.now,
        is_htmx=is_htmx, page_path=page_path, this_page=this_page,
    )  # fmt: skip
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
