"""The page on which notes and decisions are found."""

from flask import Blueprint, Response, request
from flask_login import current_user

from workspace.access import Action, allow
from workspace.meetings.search import queries
from workspace.meetings.search.forms import SearchForm
from workspace.meetings.search.plain import best_line, split_at
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.text import as_plain
from workspace.web import respond

blueprint = Blueprint("search", __name__)


@blueprint.get("/spaces/<slug>/search")
@allow(Action.NOTES_SEARCH, space)
def index(space: Space) -> Response:
    """Find what was written down and decided, by words, names and days."""
    form = SearchForm(request.args)
    if not form.asks:
        return respond("search/index.html", filters=form)
    if not form.validate():
        return respond("search/index.html", status=422, form=form, filters=form)
    found = queries.found(
        space,
        current_user,
        words=form.words.data or "",
        since=form.since.day,
        until=form.until.day,
        page=request.args.get("page", 1, type=int),
    )
    lines = [split_at(best_line(as_plain(text), found.starts), found.starts) for text in found.texts]
    return respond("search/index.html", filters=form, found=found, lines=lines)
