"""Pages of spaces: the public front, first set-up, welcome, contact, settings, and people."""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace import db, i18n
from workspace.access import Action, allow, can
from workspace.actions.bodies.queries import known_names
from workspace.charters.adopting.queries import adopted
from workspace.charters.register.queries import public_charters
from workspace.charters.signing.queries import is_signer
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meanwhile import filled_meanwhile
from workspace.meetings.notes.queries import public_notes
from workspace.meetings.queries import is_guest, next_public_date
from workspace.people.models import Person, ReachBy, SpeaksFor
from workspace.people.queries import names_in
from workspace.people.signin.models import Proof
from workspace.people.signin.sessions.views import enter
from workspace.roles import Role
from workspace.spaces import queries, service, words
from workspace.spaces.forms import AddPersonForm, FindForm, MemberForm, SetUpForm, SpaceForm
from workspace.spaces.ladder.queries import climbed, texts_of
from workspace.spaces.models import Membership, Space
from workspace.spaces.nearby.queries import places
from workspace.web import done, respond

blueprint = Blueprint("spaces", __name__)
blueprint.add_app_template_global(words.part_words, "part_words")
blueprint.add_app_template_global(words.speaks_for_words, "speaks_for_words")
for _name in ("SHARING", "SHARING_MEANS", "SHARING_SPOKEN", "SHARING_ICON"):
    blueprint.add_app_template_global(getattr(words, _name), _name)


def open_space(slug: str) -> Space | None:
    """Return the space when this visitor may know of it: it is public, or they belong to it, are a guest there or are
    asked to sign for it."""
    space = queries.space(slug)
    if space is None or space.is_public or current_user.role_in(space.id):
        return space
    if current_user.is_anonymous:
        return None
    return space if is_guest(space.id, current_user.id) or is_signer(space.id, current_user.id) else None


def current_or_left(slug: str, person_id: int) -> Membership | None:
    """Return a person's place in the space; that of one who has left is for organisers alone."""
    membership = queries.membership(slug, person_id)
    if membership is None or (membership.left_at and not can(current_user, Action.MEMBER_EDIT, membership)):
        return None
    return membership


def _status() -> int:
    return 422 if request.method == "POST" else 200


# --- public --------------------------------------------------------------------------------------------------------


@blueprint.get("/")
@allow(Action.PUBLIC_READ)
def front() -> Response:
    """What this site is, for whoever is not signed in; everybody else goes to their own page."""
    if current_user.is_authenticated:
        return redirect(url_for("people.home"), 303)
    if not queries.any_space():
        return redirect(url_for("spaces.set_up"), 303)
    return respond("spaces/front.html", spaces=queries.public_spaces())


@blueprint.route("/set-up", methods=["GET", "POST"])
@allow(Action.SET_UP)
def set_up() -> Response:
    """Name the first space and become its organiser, with the code from the terminal. Gone once there is a space."""
    if queries.any_space():
        abort(404)
    form = filled(SetUpForm)
    if not form.validate_on_submit():
        return respond("spaces/set_up.html", status=_status(), form=form)
    facts = dict(form.data)
    try:
        service.prove_code(facts.pop("code"))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("spaces/set_up.html", status=422, form=form)
    space, person = service.set_up(**facts)
    return enter(person, proof=Proof.HOST, shared=False, onward=url_for("spaces.edit", slug=space.slug))


@blueprint.get("/spaces/<slug>")
@allow(Action.SPACE_WELCOME, open_space)
def welcome(space: Space) -> Response:
    """What the space does, how to join, when it meets next, whom to ask, and notes that everyone may read."""
    shown: dict[str, Any] = {"notes": public_notes(space), "next_date": next_public_date(space.id)}
    shown |= {"charters": public_charters(space.id), "adopted": adopted(space.id)}
    return respond("spaces/welcome.html", **shown)


@blueprint.get("/spaces/<slug>/contact")
@allow(Action.SPACE_WELCOME, open_space)
def contact(space: Space) -> Response:
    """Whom to ask, how to raise a concern, and what to do when somebody is at risk."""
    found, ladder = places(space), climbed(space)
    names = names_in([*(one.checked_by for one in found), *texts_of(ladder)])
    today = i18n.local(db.now()).date()
    return respond("spaces/contact.html", places=found, names=names, today=today, ladder=ladder)


# --- settings ------------------------------------------------------------------------------------------------------


@blueprint.route("/spaces/<slug>/settings", methods=["GET", "POST"])
@allow(Action.SPACE_EDIT, queries.space)
def edit(space: Space) -> Response:
    """Change what the space says of itself, and whom people turn to."""
    form = filled_meanwhile(SpaceForm, obj=space)
    if not form.validate_on_submit():
        return respond("spaces/edit.html", status=_status(), form=form)
    contact = space.contact_name
    try:
        service.change_space(space, actor=current_user, **form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("spaces/edit.html", status=422, form=form)
    if space.contact_name != contact:
        said = _("The settings are kept. Now you can tell members whom to contact")
        return done(url_for("handover.index", slug=space.slug), said)
    return done(url_for("spaces.welcome", slug=space.slug), _("The settings are kept. This is what people see now"))


# --- people --------------------------------------------------------------------------------------------------------


@blueprint.get("/spaces/<slug>/people")
@allow(Action.PEOPLE_LIST, queries.space)
def people(space: Space) -> Response:
    """Who belongs to the space, 50 on a page; for organisers also who has left."""
    finder = FindForm(request.args)
    finder.validate()
    left = bool(request.args.get("left")) and can(current_user, Action.MEMBER_EDIT, space)
    found = queries.people_of(
        space, words=finder.words.data or "", left=left, page=request.args.get("page", 1, type=int)
    )
    return respond("spaces/people.html", finder=finder, found=found, left=left)


@blueprint.get("/spaces/<slug>/people/<int:person_id>")
@allow(Action.PERSON_READ, current_or_left)
def person(membership: Membership) -> Response:
    """One member's card; organisers also see how to reach them, and change their part."""
    return respond("spaces/person.html", membership=membership, member=membership.person)


@blueprint.route("/spaces/<slug>/people/add", methods=["GET", "POST"])
@allow(Action.MEMBER_EDIT, queries.space)
def add_person(space: Space) -> Response:
    """Bring somebody in, with or without e-mail."""
    form = filled(AddPersonForm, data={"role": Role.MEMBER, "speaks_for": SpeaksFor.SELF})
    if not form.validate_on_submit():
        return respond("spaces/add_person.html", status=_status(), form=form, known=known_names(space.id))
    facts = {**form.data, "role": Role(form.role.data), "speaks_for": SpeaksFor(form.speaks_for.data)}
    facts["reach_by"] = ReachBy(form.reach_by.data)
    try:
        added = service.add_person(space, actor=current_user, **facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("spaces/add_person.html", status=422, form=form, known=known_names(space.id))
    return done(url_for("spaces.person", slug=space.slug, person_id=added.id), _added_words(added))


def _added_words(added: Person) -> str:
    if added.has_mail:
        return str(_("%(name)s is in the group. We sent a welcome by e-mail", name=added.preferred_name))
    return str(_("%(name)s is in the group. Print a sign-in slip for them below", name=added.preferred_name))


@blueprint.route("/spaces/<slug>/people/<int:person_id>/role", methods=["GET", "POST"])
@allow(Action.MEMBER_EDIT, queries.membership)
def change_member(membership: Membership) -> Response:
    """Change somebody's part in the space."""
    form = filled(MemberForm, obj=membership)
    if not form.validate_on_submit():
        return _part_page(membership, form, _status())
    facts = {**form.data, "role": Role(form.role.data), "speaks_for": SpeaksFor(form.speaks_for.data)}
    try:
        service.change_member(membership, actor=current_user, **facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _part_page(membership, form, 422)
    return done(_card(membership), _("The part of %(name)s is changed", name=membership.person.preferred_name))


@blueprint.post("/spaces/<slug>/people/<int:person_id>/left")
@allow(Action.MEMBER_EDIT, queries.membership)
def leave(membership: Membership) -> Response:
    """Say that somebody has left the space."""
    try:
        service.leave(membership, actor=current_user)
    except DomainError as refused:
        form = MemberForm(None, obj=membership)
        form.add_error(refused.field, refused.words)
        return _part_page(membership, form, 422)
    if membership.person_id == current_user.id:
        return done(url_for("people.home"), _("You have left %(space)s", space=membership.space.name))
    name = membership.person.preferred_name
    return done(_card(membership), _("%(name)s has left. You can bring them back on this page", name=name))


def _part_page(membership: Membership, form: MemberForm, status: int) -> Response:
    page = "spaces/change_member.html"
    known = known_names(membership.space_id)
    return respond(page, status=status, form=form, membership=membership, member=membership.person, known=known)


def _card(membership: Membership) -> str:
    return url_for("spaces.person", slug=membership.space.slug, person_id=membership.person_id)


@blueprint.post("/spaces/<slug>/people/<int:person_id>/back")
@allow(Action.MEMBER_EDIT, queries.membership)
def come_back(membership: Membership) -> Response:
    """Say that somebody who had left is back."""
    service.come_back(membership, actor=current_user)
    return done(_card(membership), _("%(name)s is back in the group", name=membership.person.preferred_name))


@blueprint.get("/spaces/<slug>/people/post-and-phone")
@allow(Action.MEMBER_EDIT, queries.space)
def reach_list(space: Space) -> Response:
    """Everybody whom mail does not reach, or who would rather have a letter, a call or a text. Prints well."""
    return respond("spaces/reach_list.html", rows=queries.to_reach_otherwise(space))
