"""The page on which a publication is written down, and in which language a charter's words are marked."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.models import CharterVersion
from workspace.charters.publishing import service
from workspace.charters.publishing.forms import PublicationForm, as_published
from workspace.charters.views import page_of
from workspace.meanwhile import filled_meanwhile
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("publishing", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/publication")


@blueprint.app_template_global("charter_language")
def charter_language(version: CharterVersion) -> i18n.Language:
    """Return the language in which a version is written: that of its space, where nobody said otherwise."""
    known = i18n.LANGUAGES
    return known.get(version.language) or known.get(version.space.language) or known["en"]


@blueprint.app_template_global("charter_lang")
def charter_lang(version: CharterVersion) -> str:
    """Return the tag of that language for what is spoken of it; empty where the page is in the same one."""
    language = charter_language(version)
    return "" if language == i18n.language() else language.tag


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, charters.in_force)
def publication(version: CharterVersion) -> Response:
    """Write down how the version that is in force is published; the draft, where nothing is agreed yet."""
    form = filled_meanwhile(PublicationForm, data=as_published(version, names_in(version.texts))).offer()
    if form.validate_on_submit():
        service.publish(version, actor=me(), facts=form.facts)
        return done(page_of(version), _("It is kept"))
    status = 422 if request.method == "POST" else 200
    return respond("charters/publication.html", status=status, form=form, version=version)
