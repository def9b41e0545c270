"""Pages of keeping in touch: for organisers, for oneself, and behind the link in the question."""

from typing import Any

from flask import Blueprint, Response, g, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.actions.contact import queries, service
from workspace.actions.contact.forms import AskForm, WishForm
from workspace.actions.contact.models import Contact, Wish
from workspace.actions.contact.queries import Letter, Line
from workspace.actions.contact.words import QUESTION, THANKS, ago, wish_words
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.i18n import today
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Membership, Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, respond

blueprint = Blueprint("contact", __name__)


# --- for organisers ------------------------------------------------------------------------------------------------


@blueprint.get("/spaces/<slug>/people/last-contact")
@allow(Action.CONTACT_KEEP, load_space)
def index(space: Space) -> Response:
    """When there last was contact with each member, the longest ago first."""
    return respond("contact/index.html", lines=queries.lines(space), ago=ago, wish_words=wish_words, today=today())


@blueprint.route("/spaces/<slug>/people/<int:person_id>/keep-in-touch", methods=["GET", "POST"])
@allow(Action.CONTACT_KEEP, queries.line)
def ask(line: Line) -> Response:
    """Ask a member kindly whether they would like to stay involved."""
    person = line.place.person
    with i18n.speaking(person.language or line.space.language, line.space):
        form = filled(AskForm, data={"words": str(QUESTION)})
    refused = _refusal(line)
    if form.validate_on_submit():
        try:
            mailed = service.ask(line.place, actor=me(), words=form.words.data or "")
            return done(url_for("contact.index", slug=line.space.slug), _asked(person, mailed))
        except DomainError as problem:
            form.add_error(problem.field, problem.words)
    return respond("contact/ask.html", status=_status(), form=form, line=line, who=person, ago=ago, refused=refused)


def _refusal(line: Line) -> Any:
    try:
        service.refuse_asking(line.place, line.contact, actor=me())
    except DomainError as problem:
        return problem.words
    return ""


def _asked(person: Person, mailed: bool) -> str:
    if mailed:
        return str(_("%(name)s is asked. What they answer stands here", name=person.preferred_name))
    return str(
        _("%(name)s has no e-mail: they stand on the list of what to tell by post or phone", name=person.preferred_name)
    )


@blueprint.route("/spaces/<slug>/people/<int:person_id>/their-answer", methods=["GET", "POST"])
@allow(Action.CONTACT_KEEP, queries.line)
def write_down(line: Line) -> Response:
    """Write down what somebody answered by phone, by post or face to face."""
    name, back = line.place.person.preferred_name, url_for("contact.index", slug=line.space.slug)
    words = _("What %(name)s answered is kept", name=name)
    return _answer(line.place, line.contact, actor=me(), back=back, words=words, writes_down=True)


@blueprint.post("/spaces/<slug>/people/<int:person_id>/talked")
@allow(Action.CONTACT_KEEP, queries.line)
def talked(line: Line) -> Response:
    """Say that one talked with somebody."""
    service.talked(line.place, actor=me())
    words = _("It is kept that you talked with %(name)s", name=line.place.person.preferred_name)
    return done(url_for("contact.index", slug=line.space.slug), words)


# --- for oneself ---------------------------------------------------------------------------------------------------


@blueprint.get("/me/contact")
@allow(Action.ME_READ, me)
def mine(person: Person) -> Response:
    """When each of my groups last had contact with me, as its organisers see it."""
    return respond("contact/mine.html", lines=queries.lines_of(person), ago=ago, wish_words=wish_words, today=today())


@blueprint.route("/spaces/<slug>/my-contact", methods=["GET", "POST"])
@allow(Action.CONTACT_ANSWER, load_space)
def my_answer(space: Space) -> Response:
    """Say how I would like to keep in touch with a group."""
    place = queries.place_of(space.id, me().id)
    assert place  # noqa: S101  (only members come here)
    return _answer(place, queries.contact_of(space.id, me().id), actor=me(), back=url_for("contact.mine"))


@blueprint.route("/in-touch/<letter>", methods=["GET", "POST"])
@allow(Action.CONTACT_ANSWER_MAIL)
def by_letter(letter: str) -> Response:
    """Answer the question from the message. The address is the secret: nobody signs in, and a look changes nothing."""
    found: Letter | None = queries.letter(letter)
    g.space = found.place.space if found else None  # whom to contact, and its days
    if found is None:
        return respond("reminding/unknown.html", status=404)
    if found.is_over:
        return respond("contact/over.html", status=410)
    return _answer(found.place, found.contact, actor=found.place.person, back=request.path, by_letter=True)


def _answer(
    place: Membership, contact: Contact | None, *, actor: Person, back: str, words: str = "",
    by_letter: bool = False, writes_down: bool = False,
) -> Response:  # fmt: skip
    until = contact.pause_until if contact and contact.pauses(today()) else None
    shown = {"wish": contact.wish if contact else None, "until": i18n.day(until, weekday=False) if until else ""}
    form = WishForm(data=shown) if request.method == "POST" else WishForm(formdata=None, data=shown)
    if form.validate_on_submit():
        wish = Wish(form.wish.data)
        service.answer(place, actor=actor, wish=wish, until=form.until.day)
        return done(back, words or THANKS[wish])
    said = wish_words(contact, today()) if contact else ""
    asked = contact.words if contact else ""
    return respond(
        "contact/answer.html", status=_status(), form=form, group=place.space, back=back, who=place.person, said=said,
        asked=to_names(asked, names_in([asked])), by_letter=by_letter, writes_down=writes_down,
    )  # fmt: skip


def _status() -> int:
    return 422 if request.method == "POST" else 200
