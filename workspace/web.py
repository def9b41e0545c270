"""Pages and fragments: respond(), done(), the once-only key, the commit rule, headers and cookies."""

import gzip
import hashlib
import json
import secrets
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
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
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from workspace import access, db, drafts, errors, once
from workspace.config import ROOT
from workspace.db import SAFE
from workspace.extensions import csrf

LARGEST_POST = 4 * 1024 * 1024  # bytes: the longest note, in the widest letters, with room to spare
COMPRESS_FROM = 1_000  # bytes
POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'"
)
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
YEAR = 365 * 24 * 3600


# --- answers -------------------------------------------------------------------------------------------------------


def is_htmx() -> bool:
    """Say whether a script on the page asks for a part of it."""
    return request.headers.get("HX-Request") == "true"


def page_path() -> str:
    """Return the path of the page that the reader has before them: a fragment stands in the page that asked for it."""
    asked_from = urlsplit(request.headers.get("HX-Current-URL", "")).path if is_htmx() else ""
    return local_address(asked_from, request.path)


def this_page() -> str:
    """Return the address of the page with its filters, to come back to; the path alone when it holds odd letters."""
    return local_address(request.full_path.rstrip("?"), page_path())


def respond(page: str, fragment: str = "", status: int = 200, **context: Any) -> Response:
    """Return the page, or its fragment alone when a script asked for it."""
    name = fragment if fragment and is_htmx() else page
    return make_response(render_template(name, **context), status)


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
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith("//") and address.isprintable() and "\\" not in address
    return address if plain and not parts.scheme and not parts.netloc else otherwise


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
    return page


# --- a request's way out -------------------------------------------------------------------------------------------


def _finish(answer: Response) -> Response:
    """Commit once, when the method may write and the answer is not an error; otherwise roll back.

    Where the same form was sent twice at once, the other one may have made this one fail: then its answer is given.
    """
    try:
        if request.method not in SAFE and answer.status_code < 400:
            if g.get("once") and "led_to" in g:
                once.claim(g.once, g.led_to)
            db.commit()
            return answer
        db.rollback()
        return answer if request.method in SAFE or answer.status_code not in {409, 422} else _twin() or answer
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


def _head(answer: Response) -> Response:
    headers = answer.headers
    headers["Content-Security-Policy"] = POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer" if request.method in SAFE else "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    headers["X-Frame-Options"] = "DENY"
    if current_app.config["SETTINGS"].https:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if request.endpoint == "static":
        headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        headers["Cache-Control"] = "no-store"
        headers.add("Vary", "HX-Request, Cookie, Accept-Language")
    return answer


def _compress(answer: Response) -> Response:
    """Compress text for browsers that take it. Cookies are SameSite, so no other site can measure a page's length."""
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    if not takes or answer.status_code != 200 or answer.headers.get("Content-Encoding"):
        return answer
    kind = answer.mimetype or ""
    if not (kind.startswith("text/") or "javascript" in kind):
        return answer
    answer.direct_passthrough = False
    body = answer.get_data()
    if len(body) < COMPRESS_FROM:
        return answer
    answer.set_data(_packed(body) if request.endpoint == "static" else gzip.compress(body, 5))
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers.add("Vary", "Accept-Encoding")
    return answer


@lru_cache(maxsize=16)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9)


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
    app.url_map.converters["int"] = RowNumber
    app.before_request(_begin)
    csrf.init_app(app)
    access.init_app(app)
    app.before_request(_refuse_twice)
    # Flask runs these from last to first: commit, then headers, then compression.
    app.after_request(_compress)
    app.after_request(_head)
    app.after_request(_finish)
    errors.init_app(app)
    app.register_error_handler(DBAPIError, _on_database_error)
    app.jinja_env.globals.update(
        asset=asset, reading=reading, READING=READING, new_key=new_key, now=db.now,
        is_htmx=is_htmx, page_path=page_path, this_page=this_page,
    )  # fmt: skip
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
