"""Pages of host."""

from typing import Any

from flask import Blueprint, current_app, request
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace import audit, i18n, mail
from workspace.access import Action, allow, me
from workspace.host import queries, words
from workspace.meetings.queries import meetings_by_number
from workspace.people.needs.service import needs_seen
from workspace.people.signin.passkeys.queries import has_passkey
from workspace.people.signin.sessions.views import passkeys_are_on
from workspace.web import respond

blueprint = Blueprint("host", __name__)

# Where messages are built that sign somebody in, or let them answer without signing in.
OPENING = ("workspace.people.signin.", "workspace.actions.reminding.", "workspace.actions.contact.")
ABOUT_NEEDS = "workspace.meetings.arrangements."  # where messages that name somebody's need are built
# Where messages that carry notes are built: what a meeting keeps to the people invited is not for whoever hosts.
CARRY_NOTES = ("workspace.meetings.notes.", "workspace.meetings.checking.", "workspace.meetings.editions.")


@blueprint.get("/host")
@allow(Action.HOST_READ)
def index() -> Response:
    """How the installation is: messages, work that failed, and the newest seal of the record."""
    number, seal = audit.head()
    return respond(
        "host/index.html",
        not_sent=queries.messages_not_sent(),
        failed=queries.failed_jobs(),
        number=number,
        seal=seal,
        has_mail=_has_mail(),
        offers_passkey=passkeys_are_on() and not has_passkey(current_user.id),
    )


@blueprint.get("/host/messages")
@allow(Action.HOST_READ)
def messages() -> Response:
    """Messages that are kept, waiting or failed, newest first."""
    found = queries.messages(request.args.get("page", 1, type=int))
    return respond("host/messages.html", found=found, words=words, has_mail=_has_mail())


@blueprint.get("/host/messages/<int:message_id>")
@allow(Action.HOST_READ, queries.message)
def message(found: Any) -> Response:
    """One message, to be passed on by hand. With a mail server, one that signs somebody in, or takes their answer, is
    not shown; of one that carries notes, only what it is. To read one that names a need is a look, and recorded."""
    if _is_built_in(ABOUT_NEEDS, found.Message):
        number = found.Message.args["meeting_id"]
        needs_seen(me(), [found.Message.person_id], meetings_by_number([number])[number])
    hidden = _has_mail() and any(_is_built_in(feature, found.Message) for feature in OPENING)
    letter = None if hidden else mail.letter_of(found.Message)
    tag = i18n.LANGUAGES[letter.language].tag if letter else ""
    notes = any(_is_built_in(feature, found.Message) for feature in CARRY_NOTES)
    return respond("host/message.html", found=found, words=words, letter=letter, notes=notes, language_tag=tag)


def _has_mail() -> bool:
    return bool(current_app.config["SETTINGS"].mail_host)


def _is_built_in(feature: str, found: mail.Message) -> bool:
    return mail.builders[found.template].__module__.startswith(feature)
