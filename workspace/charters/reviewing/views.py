"""Pages of looking at a charter again: choose the day and the people, see what changed, say what came of it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.comparing.views import compared
from workspace.charters.models import CharterVersion
from workspace.charters.reviewing import queries, service
from workspace.charters.reviewing.forms import PlanForm, ReviewForm, in_a_year
from workspace.charters.reviewing.models import Review, ReviewResult
from workspace.charters.reviewing.words import RESULT, countdown, is_near
from workspace.charters.views import page_of
from workspace.forms import filled
from workspace.meanwhile import filled_meanwhile
from workspace.people.queries import names_in
from workspace.roles import Role
from workspace.spaces.queries import people_with_role
from workspace.web import done, respond

blueprint = Blueprint("reviewing", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/review")
blueprint.add_app_template_global(countdown, "review_countdown")
blueprint.add_app_template_global(is_near, "review_is_near")


@blueprint.get("")
@allow(Action.CHARTER_READ, queries.review)
def show(review: Review) -> Response:
    """When the charter is looked at again and by whom, what changed since the version before, and what was said."""
    return _page(review, filled(ReviewForm, data={"next_on": in_a_year()}))


@blueprint.post("/said")
@allow(Action.CHARTER_REVIEW, queries.review)
def record(review: Review) -> Response:
    """Say what came of looking at the charter."""
    form = ReviewForm()
    if not (form.validate_on_submit() and form.next_on.day):
        return _page(review, form)
    said: dict[str, Any] = {"result": ReviewResult(form.result.data), "words": form.words.data or ""}
    version = service.record(review.version, actor=me(), next_on=form.next_on.day, **said)
    if version is review.version:
        return done(_address("show", version), _("Thank you. It is kept that you looked at it"))
    return done(page_of(version), _("Thank you. Version %(number)s is begun as a draft", number=version.number))


@blueprint.route("/plan", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, charters.newest)
def plan(version: CharterVersion) -> Response:
    """Choose the day of the next look, and who takes it."""
    day, members = version.charter.review_on, people_with_role(version.space_id, list(Role))
    now = {
        "on": i18n.day(day, weekday=False) if day else "",
        "who": [str(one.id) for one in queries.reviewers(version)],
    }
    form = filled_meanwhile(PlanForm, data=now).offer(members, day)
    if not form.validate_on_submit():
        status = 422 if request.method == "POST" else 200
        return respond("charters/review_plan.html", status=status, form=form, version=version)
    service.plan(version, actor=me(), on=form.on.day, people=form.chosen)
    return done(_address("show", version), _("It is kept"))


def _page(review: Review, form: ReviewForm) -> Response:
    status = 422 if request.method == "POST" else 200
    version, said = review.version, queries.reviews(review.version)
    older = charters.version(review.space.slug, version.charter_id, version.number - 1)
    before, after = ([one for one in charters.all_parts(of) if not one.is_out] if of else [] for of in (older, version))
    changed = compared(before, after) if older else compared([], [])
    changed["names"] |= names_in(one.words for one in said)
    around: dict[str, Any] = {"review": review, "version": version, "reviews": said, "RESULT": RESULT}
    return respond("charters/review.html", status=status, form=form, **around, **changed)


def _address(page: str, version: CharterVersion) -> str:
    return url_for(f"reviewing.{page}", slug=version.space.slug, charter_id=version.charter_id)
