"""Pages that bring in an action log: choose a table, match its columns, mend its rows, keep its actions."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.validators import ValidationError

from workspace.access import Action, allow, me
from workspace.actions.importing import queries, service
from workspace.actions.importing.checking import Fate
from workspace.actions.importing.columns import Part
from workspace.actions.importing.forms import TableForm
from workspace.actions.importing.models import LogImport
from workspace.actions.importing.tables import LARGEST, WORKBOOKS, Table, checked, read_file, read_text
from workspace.actions.importing.words import FATE, PART
from workspace.actions.models import ActionState
from workspace.actions.words import today
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.paging import last_page, nearest_page
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.uploads import taking
from workspace.web import done, respond

ON_A_PAGE = 25
FIELDS = ("what", "owner", "due", "state", "words", "left_out")

blueprint = Blueprint("importing", __name__)


@blueprint.route("/spaces/<slug>/actions/import", methods=["GET", "POST"])
@allow(Action.ACTION_IMPORT, load_space)
def begin(space: Space) -> Response:
    """Choose a table, or go on with one that was begun."""
    form = filled(TableForm)
    if not form.validate_on_submit():
        return _begin_page(space, form)
    try:
        made = service.begin(space, actor=me(), table=_table(form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _begin_page(space, form)
    return done(_address(made, "columns"), _("We read the table. Say which column is which"))


def _begin_page(space: Space, form: TableForm) -> Response:
    begun = queries.tables_of(space, me())
    return respond("importing/begin.html", status=422 if request.method == "POST" else 200, form=form, begun=begun)


def _table(form: TableForm) -> Table:
    if not form.file.data:
        return read_text(form.pasted.data or "")
    content = form.file.data.stream.read(LARGEST + 1)
    if len(content) > LARGEST or not content.startswith(WORKBOOKS):
        return read_file(content)
    try:
        sheet = taking.read_workbook(form.file.data, form.sheet.data or "")
    except ValidationError as refused:
        raise DomainError(str(refused), "file") from refused
    table = checked(sheet.rows, "file")
    _tell_of(sheet)
    return table


def _tell_of(sheet: taking.Sheet) -> None:
    if sheet.others:
        others = ", ".join(sheet.others)
        flash(
            _("We read the sheet “%(name)s”. There are others: %(others)s.", name=sheet.name, others=others), "advice"
        )
    if sheet.has_merged_cells:
        flash(_("Some cells of the sheet are merged. What they say belongs to the first of them; the others are empty"
                " here."), "advice")  # fmt: skip


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
    """Look at each row: what becomes of it, and why. What is typed over a row is kept."""
    if request.method == "POST":
        return _mended(of)
    return _rows_page(of)


def _mended(of: LogImport) -> Response:
    sent = set(request.form.getlist("row"))
    numbers = [row.id for row in of.rows if str(row.id) in sent]
    typed = {number: {name: request.form.get(f"{name}-{number}", "") for name in FIELDS} for number in numbers}
    service.mend(of, {number: {name: _typed(name, words) for name, words in row.items()}
                      for number, row in typed.items()})  # fmt: skip
    return done(url_for("importing.rows", slug=of.space.slug, import_id=of.id), _("The rows are saved"))


def _typed(name: str, words: str) -> str:
    plain = words.replace("\0", "").strip()
    return plain if name == "words" else " ".join(plain.split())


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
        owners={row.owner.id: row.owner for row in every if row.owner and row.fate is not Fate.THERE},
        states=ActionState,
    )  # fmt: skip


@blueprint.post("/spaces/<slug>/actions/import/<int:import_id>/yes")
@allow(Action.ACTION_IMPORT, queries.table)
def say_yes(of: LogImport) -> Response:
    """Say who said yes to what stands beside their names."""
    ticked = set(request.form.getlist("yes"))
    service.say_yes(of, [one.id for one in queries.owners(of) if ticked & {"all", str(one.id)}])
    return done(_address(of, "rows"), _("Saved who said yes"))


@blueprint.post("/spaces/<slug>/actions/import/<int:import_id>/keep")
@allow(Action.ACTION_IMPORT, queries.table)
def keep(of: LogImport) -> Response:
    """Make actions of the rows that are ready."""
    people = queries.owners(of)
    try:
        count = service.keep(of, queries.checked(of, people, today()), actor=me(), people=people)
    except DomainError as refused:
        return _rows_page(of, 422, refused.words)
    said = ngettext("%(num)d action was brought in", "%(num)d actions were brought in", count)
    return done(url_for("actions.index", slug=of.space.slug, state="all"), said)


@blueprint.post("/spaces/<slug>/actions/import/<int:import_id>/throw-away")
@allow(Action.ACTION_IMPORT, queries.table)
def throw_away(of: LogImport) -> Response:
    """Forget a table."""
    service.throw_away(of)
    return done(url_for("importing.begin", slug=of.space.slug), _("The table is forgotten"))


def _address(of: LogImport, page: str) -> str:
    return url_for(f"importing.{page}", slug=of.space.slug, import_id=of.id)
