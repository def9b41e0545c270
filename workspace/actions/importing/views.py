"""Pages that bring in an action log: choose a table, match its columns, mend its rows, keep its actions."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.validators import ValidationError

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.actions.importing import queries, service
from workspace.actions.importing.checking import Checked, Fate
from workspace.actions.importing.columns import Part
from workspace.actions.importing.forms import TableForm
from workspace.actions.importing.models import LogImport
from workspace.actions.importing.tables import LARGEST, WORKBOOKS, checked, read_file, read_text
from workspace.actions.importing.words import FATE, MANY_WORDS, PART
from workspace.actions.models import ActionState
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.i18n import today
from workspace.paging import last_page, nearest_page
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.uploads import taking
from workspace.web import done, respond

ON_A_PAGE = 15
FIELDS = ("what", "owner", "due", "state", "words")
BOXES = ("left_out", "mark")

blueprint = Blueprint("importing", __name__)


@blueprint.route("/spaces/<slug>/actions/import", methods=["GET", "POST"])
@allow(Action.ACTION_IMPORT, load_space)
def begin(space: Space) -> Response:
    """Choose a table, or go on with one that was begun."""
    form = filled(TableForm)
    if not form.validate_on_submit():
        return _begin_page(space, form)
    try:
        made = service.begin(space, actor=me(), **_table(form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _begin_page(space, form)
    return done(_address(made, "columns"), _("We read the table. Say which column is which"))


def _begin_page(space: Space, form: TableForm) -> Response:
    begun = queries.tables_of(space, me())
    return respond("importing/begin.html", status=422 if request.method == "POST" else 200, form=form, begun=begun)


def _table(form: TableForm) -> dict[str, Any]:
    """Return the table and, of a workbook, which of its cells are merged."""
    if not form.file.data:
        return {"table": read_text(form.pasted.data or "")}
    content = form.file.data.stream.read(LARGEST + 1)
    if len(content) > LARGEST or not content.startswith(WORKBOOKS):
        return {"table": read_file(content)}
    try:
        sheet = taking.read_workbook(form.file.data, form.sheet.data or "")
    except ValidationError as refused:
        raise DomainError(str(refused), "file") from refused
    table = checked(sheet.rows, "file")
    _tell_of(sheet)
    return {"table": table, "merged": sheet.merged}


def _tell_of(sheet: taking.Sheet) -> None:
    if sheet.others:
        others = ", ".join(sheet.others)
        flash(
            _("We read the sheet “%(name)s”. There are others: %(others)s.", name=sheet.name, others=others), "advice"
        )
    if sheet.merged:
        flash(
            _("Some cells of the sheet are merged. What one says stands in each of its rows, and the row says so."),
            "advice",
        )


@blueprint.route("/spaces/<slug>/actions/import/<int:import_id>", methods=["GET", "POST"])
@allow(Action.ACTION_IMPORT, queries.table)
def columns(of: LogImport) -> Response:
    """Say which column is which."""
    form = Form()
    if request.method == "POST":
        chosen = {part.value: request.form.get(part.value, "") for part in Part}
        places = {part: int(place) for part, place in chosen.items() if place in map(str, range(len(of.headings)))}
        try:
            service.match(of, places)
            return done(_address(of, "rows"))
        except DomainError as refused:
            form.add_error("", refused.words)
    status = 422 if form.form_errors else 200
    return respond("importing/columns.html", status=status, of=of, form=form, parts=PART, examples=of.rows[:3])


@blueprint.route("/spaces/<slug>/actions/import/<int:import_id>/rows", methods=["GET", "POST"])
@allow(Action.ACTION_IMPORT, queries.table)
def rows(of: LogImport) -> Response:
    """Look at each row: what becomes of it, and why. What is typed over a row is kept, and who said yes."""
    if request.method == "POST":
        return _mended(of)
    return _rows_page(of)


def _mended(of: LogImport) -> Response:
    numbers = [row.id for row in of.rows if f"row-{row.id}" in request.form]
    service.mend(of, {number: _typed(number) for number in numbers})
    people = queries.owners(of)
    if "who" in request.form:
        ticked = set(request.form.getlist("yes"))
        service.say_yes(of, [one.id for one in people if ticked & {"all", str(one.id)}])
    service.mend_alike(queries.checked(of, people, today()), set(request.form.getlist("many")))
    every = queries.checked(of, people, today())
    wrong = sum(row.fate is Fate.REFUSED for row in every if row.row.id in numbers)
    said = _("Saved")
    if wrong:
        said += ". " + ngettext("%(num)d of them is still to mend", "%(num)d of them are still to mend", wrong)
    return done(_address(of, "rows", **_then(every, set(numbers))), said)


def _typed(number: int) -> dict[str, str]:
    """Return what was typed over a row: in the fields that its page shows, and in the box that it names."""
    typed = {name: request.form.get(f"{name}-{number}") for name in FIELDS}
    box = request.form[f"row-{number}"]
    if box in BOXES:
        typed[box] = request.form.get(f"{box}-{number}", "")
    return {name: _plain(name, words) for name, words in typed.items() if words is not None}


def _plain(name: str, words: str) -> str:
    plain = words.replace("\0", "").strip()
    return plain if name == "words" else " ".join(plain.split())


def _then(every: Sequence[Checked], sent: AbstractSet[int]) -> dict[str, Any]:
    """Return which rows to show next, as parts of an address: of the same kind while there are any, and after those
    that were sent when the next page is asked for, however many of them are of another kind now."""
    show, page = request.args.get("show", ""), request.args.get("page", 1, type=int)
    rows = [row.row for row in every if row.fate == show]
    if not rows:
        return {}
    then = request.form.get("then")
    if then == "before":
        page -= 1
    elif then == "after" and sent:
        last = max(row.row.number for row in every if row.row.id in sent)
        page = 1 + sum(row.number <= last for row in rows) // ON_A_PAGE
    return {"show": show, "page": nearest_page(page, len(rows), ON_A_PAGE)}


def _rows_page(of: LogImport, status: int = 200, refused: str = "") -> Response:
    people = queries.owners(of)
    every = queries.checked(of, people, today())
    counts = {fate: sum(row.fate is fate for row in every) for fate in Fate}
    wanted = request.args.get("show", "")
    show = Fate(wanted) if wanted in set(Fate) else next((fate for fate in Fate if counts[fate]), Fate.READY)
    shown = [row for row in every if row.fate is show]
    page = nearest_page(request.args.get("page", 1, type=int), len(shown), ON_A_PAGE)
    form = Form()
    if refused:
        form.add_error("", refused)
    return respond(
        "importing/rows.html",
        status=status,
        of=of, form=form, people=people, counts=counts, show=show, fates=FATE, number=page,
        pages_there=last_page(len(shown), ON_A_PAGE),
        shown=shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        owners={row.owner.id: row.owner for row in every if row.owner and row.fate not in {Fate.THERE, Fate.ENDED}},
        states=ActionState, many=MANY_WORDS, parts=PART,
        alike={name: sum(name in row.alike for row in every if row.fate is show) for name in MANY_WORDS},
        to_end=sum(row.is_to_end for row in every),
    )  # fmt: skip


@blueprint.post("/spaces/<slug>/actions/import/<int:import_id>/keep")
@allow(Action.ACTION_IMPORT, queries.table)
def keep(of: LogImport) -> Response:
    """Make actions of the rows that are ready."""
    people = queries.owners(of)
    try:
        kept = service.keep(of, queries.checked(of, people, today()), actor=me(), people=people)
    except DomainError as refused:
        return _rows_page(of, 422, refused.words)
    return done(url_for("actions.index", slug=of.space.slug, state="all"), ". ".join(_said(kept)))


def _said(kept: service.Kept) -> Iterator[str]:
    if kept.made or not kept.ended:
        yield ngettext("%(num)d action was brought in", "%(num)d actions were brought in", kept.made)
    if kept.ended:
        yield ngettext("%(num)d that was here is ended", "%(num)d that were here are ended", kept.ended)
    if kept.asked:
        names = i18n.listing([person.preferred_name for person in kept.asked])
        yield _("Asked for their own yes: %(names)s", names=names)
    if kept.by_hand:
        names = i18n.listing([person.preferred_name for person in kept.by_hand])
        yield _("Without e-mail, so tell them by post or phone: %(names)s", names=names)


@blueprint.post("/spaces/<slug>/actions/import/<int:import_id>/throw-away")
@allow(Action.ACTION_IMPORT, queries.table)
def throw_away(of: LogImport) -> Response:
    """Forget a table."""
    service.throw_away(of)
    return done(url_for("importing.begin", slug=of.space.slug), _("The table is forgotten"))


def _address(of: LogImport, which: str, **parts: Any) -> str:
    return url_for(f"importing.{which}", slug=of.space.slug, import_id=of.id, **parts)
