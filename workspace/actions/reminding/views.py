"""Pages that the links in a reminder open. The address is the secret: nobody signs in, and a look changes nothing."""

from typing import Any

from flask import Blueprint, Response, g, request, url_for

from workspace.access import Action, allow
from workspace.actions.forms import MoreTimeForm
from workspace.actions.queries import names_in_tasks
from workspace.actions.reminding import queries, service
from workspace.actions.reminding.forms import FORM
from workspace.actions.reminding.models import Said, Ticket
from workspace.actions.reminding.words import SAID, THANKS
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.names import to_names
from workspace.web import done, respond

blueprint = Blueprint("reminding", __name__)


@blueprint.get("/answers/<ticket>")
@allow(Action.ACTION_ANSWER_MAIL)
def show(ticket: str) -> Response:
    """How an action stands, for whoever was reminded of it, and what they can answer."""
    found = _opened(ticket)
    if found is None:
        return _unknown()
    return _page("reminding/show.html", found) if found.is_theirs and not found.is_over else _over(found)


@blueprint.route("/answers/<ticket>/<any(done, 'more-time', stuck):said>", methods=["GET", "POST"])
@allow(Action.ACTION_ANSWER_MAIL)
def answer(ticket: str, said: str) -> Response:
    """Answer a reminder, by a form: a program that opens the links of a message answers nothing.

    It is kept as the person's own, by the same verbs as on the page of the action, and refused as there.
    """
    found, says = _opened(ticket), Said(said)
    if found is None:
        return _unknown()
    if not found.answers:
        return _over(found)
    form = filled(FORM[says])
    if form.validate_on_submit():
        try:
            day = form.due.day if isinstance(form, MoreTimeForm) else None
            service.answer(found, says, words=form.words.data or "", due_on=day)
            return done(url_for("reminding.show", ticket=ticket), THANKS[says])
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    status = 422 if request.method == "POST" else 200
    return _page("reminding/answer.html", found, status, form=form, said=says)


def _opened(ticket: str) -> Ticket | None:
    found = queries.ticket(ticket)
    g.space = found.task.space if found else None  # whom to contact, and its days
    return found


def _page(template: str, found: Ticket, status: int = 200, **more: Any) -> Response:
    task = found.task
    names = names_in_tasks([task], [task.what, task.why, task.state_words])
    return respond(
        template, status=status, task=task, who=found.person, ticket=found.written, ways=SAID, takes=found.answers,
        what=to_names(task.what, names), names=names, **more,
    )  # fmt: skip


def _over(found: Ticket) -> Response:
    """Say why nothing can be answered here any more, and show again what was typed."""
    typed = [request.form.get(name, "").strip() for name in ("due", "words")]
    return respond("reminding/over.html", status=410, found=found, typed=[words for words in typed if words])


def _unknown() -> Response:
    return respond("reminding/unknown.html", status=404)
