"""Pages on which a group agrees a charter: ask, answer, see who said what, write down that it is agreed."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters import service as writing
from workspace.charters.agreeing import queries, service
from workspace.charters.agreeing.forms import YES, AgreedForm, AnswerForm, AskForm
from workspace.charters.consulting import queries as consultations
from workspace.charters.consulting.models import Fate
from workspace.charters.models import CharterVersion
from workspace.charters.views import around, page_of
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("agreeing", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>")


@blueprint.route("/ask", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, charters.draft)
def ask(version: CharterVersion) -> Response:
    """Ask every member whether they agree with the draft."""
    form = filled(AskForm)
    if form.validate_on_submit() and form.until.day:
        try:
            service.ask(version, actor=me(), until=form.until.day)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_address("agreeing.agree", version), _("The group is asked. Everybody gets a message"))
    return _page("ask", version, form, **_consulted(version))


@blueprint.route("/answer", methods=["GET", "POST"])
@allow(Action.CHARTER_ANSWER, charters.newest)
def answer(version: CharterVersion) -> Response:
    """Say whether I agree, below the words themselves."""
    mine = queries.answer_of(version, me())
    form = filled(AnswerForm, data=_as_said(mine) if mine else {})
    if form.validate_on_submit():
        try:
            service.answer(version, actor=me(), agrees=form.agrees.data == YES, why=form.why.data or "")
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(page_of(version), _("Thank you. The group reads what you said"))
    return _page("answer", version, form, mine=mine)


@blueprint.route("/agree", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, charters.newest)
def agree(version: CharterVersion) -> Response:
    """See who said what, and write down that the group agreed."""
    meetings = [(one, f"{one.title}, {i18n.day(one.starts_at)}") for one in queries.last_meetings(version.space_id)]
    form = filled(AgreedForm).offer(meetings)
    if form.validate_on_submit():
        try:
            service.agreed(version, actor=me(), how=form.how.data or "", meeting_id=form.meeting_id)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            said = _("Version %(number)s is agreed. Nothing changes it from now on", number=version.number)
            return done(page_of(version), said)
    return _page("agree", version, form, silent=queries.silent(version))


@blueprint.post("/take-back")
@allow(Action.CHARTER_WRITE, charters.newest)
def take_back(version: CharterVersion) -> Response:
    """Take the question back, and go on writing."""
    try:
        service.take_back(version, actor=me())
    except DomainError as refused:
        return done(page_of(version), refused.words)
    return done(_address("charters.write", version), _("The question is taken back. You can write on"))


@blueprint.post("/next")
@allow(Action.CHARTER_WRITE, charters.newest)
def begin_next(version: CharterVersion) -> Response:
    """Begin the next version of what is agreed."""
    made = writing.begin_next(version, actor=me())
    return done(_address("charters.write", made), _("This is version %(number)s, a draft", number=made.number))


def _consulted(version: CharterVersion) -> dict[str, Any]:
    """Return whether people are still consulted on a version, and to how many comments nobody has given an answer."""
    found = consultations.of_version(version)
    sums = consultations.counts_of_fates(found)
    return {
        "is_consulted": any(one.closed_at is None for one in found),
        "unanswered": sum(one[Fate.WAITING] + one[Fate.THINKING] for one in sums.values()),
    }


def _as_said(mine: Any) -> dict[str, str]:
    return {"agrees": YES if mine.agrees else "no", "why": to_names(mine.why, names_in([mine.why]))}


def _page(name: str, version: CharterVersion, form: Any, **more: Any) -> Response:
    status = 422 if request.method == "POST" else 200
    answers = queries.answers(version)
    shown = around(version, charters.all_parts(version), [one.why for one in answers])
    return respond(f"charters/{name}.html", status=status, form=form, answers=answers, **shown, **more)


def _address(page: str, version: CharterVersion) -> str:
    return url_for(page, slug=version.space.slug, charter_id=version.charter_id)
