"""The page of what a member can offer."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.forms import filled
from workspace.spaces import queries
from workspace.spaces.models import Membership
from workspace.spaces.skills import service
from workspace.spaces.skills.forms import SkillsForm
from workspace.web import done, respond

blueprint = Blueprint("skills", __name__)


def my_membership(slug: str) -> Membership | None:
    """Return the place of whoever is asking."""
    return queries.membership(slug, me().id)


@blueprint.route("/spaces/<slug>/what-i-offer", methods=["GET", "POST"])
@allow(Action.SKILLS_EDIT, my_membership)
def edit(membership: Membership) -> Response:
    """Say what I can offer the group, or take it away."""
    form = filled(SkillsForm, obj=membership)
    if not form.validate_on_submit():
        return respond("skills/edit.html", status=422 if request.method == "POST" else 200, form=form)
    service.offer(membership, skills="\n".join(form.skills.read))
    said = _("What you offer is kept.") if membership.skills else _("Nothing is kept of what you can offer.")
    return done(url_for("spaces.person", slug=membership.space.slug, person_id=membership.person_id), said)
