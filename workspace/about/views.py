"""Pages about the product, the reading settings, the language, and where drafts are kept."""

from datetime import date

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace import drafts, i18n, web
from workspace.about.forms import ReadingForm
from workspace.access import Action, allow
from workspace.headers import YEAR
from workspace.people import service as people
from workspace.people.signin.sessions.views import cookie_name
from workspace.web import READING_COOKIE, done, local_address, respond, write_reading

blueprint = Blueprint("about", __name__)

STATEMENT_PREPARED = date(2026, 11, 22)


@blueprint.get("/guide")
@allow(Action.PUBLIC_READ)
def guide() -> Response:
    """Your first meeting in ten minutes."""
    return respond("about/guide.html")


@blueprint.get("/accessibility")
@allow(Action.PUBLIC_READ)
def accessibility() -> Response:
    """The accessibility statement."""
    return respond("about/accessibility.html", prepared=STATEMENT_PREPARED)


@blueprint.get("/your-information")
@allow(Action.PUBLIC_READ)
def information() -> Response:
    """What is kept about people, who sees it, and for how long."""
    cookies = {
        "session": cookie_name(),
        "page": current_app.config["SESSION_COOKIE_NAME"],
        "language": i18n.COOKIE,
        "reading": READING_COOKIE,
    }
    return respond("about/information.html", cookies=cookies)


@blueprint.route("/reading", methods=["GET", "POST"])
@allow(Action.SETTINGS_READING)
def reading() -> Response:
    """Choose how pages read. Kept on this device, and with the account of somebody who is signed in."""
    form = ReadingForm(data=None if request.method == "POST" else web.reading())
    if not form.validate_on_submit():
        return respond("about/reading.html", status=422 if request.method == "POST" else 200, form=form)
    answer = done(url_for("about.reading"), _("Your reading settings are kept"))
    return _read_so(answer, {field.name: field.data for field in form})


@blueprint.post("/language")
@allow(Action.SETTINGS_READING, repeatable=True)
def choose_language() -> Response:
    """Choose the language of pages, and of messages to somebody who is signed in."""
    code = request.form.get("language", "")
    answer = done(local_address(request.form.get("page", "/"), "/"))
    if code in {language.code for language in i18n.offered()}:
        if current_user.is_authenticated:
            people.choose_language(current_user, code)
        _keep_cookie(answer, i18n.COOKIE, code)
    return answer


@blueprint.post("/plain-view")
@allow(Action.SETTINGS_READING, repeatable=True)
def plain_view() -> Response:
    """Show pages as their words alone, or as designed again, and come back to the same page."""
    chosen = {**web.reading(), "view": "plain" if request.form.get("view") == "plain" else "normal"}
    return _read_so(done(local_address(request.form.get("page", "/"), "/")), chosen)


@blueprint.post("/drafts")
@allow(Action.DRAFT_KEEP, repeatable=True)
def keep_draft() -> Response:
    """Keep what somebody is typing, for 30 days or until they send it."""
    address = request.form.get("address", "")
    kept = address.startswith("/") and drafts.keep(
        address, list(request.form.items(multi=True)), person_id=current_user.id
    )
    return Response(status=204 if kept else 413)


def _read_so(answer: Response, chosen: dict[str, str]) -> Response:
    """Keep how pages read: in the answer's cookie, and with the account of somebody who is signed in."""
    line = write_reading(chosen)
    if current_user.is_authenticated:
        people.choose_reading(current_user, line)
    _keep_cookie(answer, READING_COOKIE, line)
    return answer


def _keep_cookie(answer: Response, name: str, value: str) -> None:
    secure = current_app.config["SETTINGS"].https
    answer.set_cookie(name, value, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
