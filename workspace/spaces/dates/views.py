"""Pages of days to keep in mind, and of the times that somebody can never do."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.models import Person
from workspace.spaces.dates import queries, service, words
from workspace.spaces.dates.day_lines import as_line
from workspace.spaces.dates.forms import DaysForm, TermFileForm, WeekForm
from workspace.spaces.dates.models import DayKind, KeptDay
from workspace.spaces.dates.term_files import LARGEST, read_term_file
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.web import done, respond

blueprint = Blueprint("dates", __name__)
blueprint.add_app_template_global(words.warnings, "date_warnings")
blueprint.add_app_template_global(words.days_words, "days_words")


@blueprint.get("/spaces/<slug>/dates")
@allow(Action.DATES_KEEP, space)
def index(space: Space) -> Response:
    """The days that organisers are warned of: school holidays, faith days and bank holidays."""
    return respond(
        "dates/index.html",
        kept={kind: queries.days_to_come(space, kind) for kind in DayKind},
        kinds=words.DAY_KIND,
        bank_holidays=queries.bank_holidays_to_come(space),
    )


@blueprint.route("/spaces/<slug>/dates/add", methods=["GET", "POST"])
@allow(Action.DATES_KEEP, space)
def add(space: Space) -> Response:
    """Type days to keep in mind, or have a file read and check what it gave."""
    if "file" in request.files:
        return _read_file()
    form = filled(DaysForm)
    if not form.validate_on_submit():
        return _add_page(form, 422 if request.method == "POST" else 200)
    try:
        new = service.keep_days(space, actor=me(), kind=DayKind(form.kind.data), days=form.days.read)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _add_page(form, 422)
    said = ngettext("%(num)d is new on this page.", "%(num)d are new on this page.", new)
    return done(_address(space), " ".join((_("You are warned of these days from now on."), said)))


def _read_file() -> Response:
    """Show what a file says, for checking. Nothing is kept before its days are sent."""
    upload = TermFileForm()
    if not upload.validate_on_submit():
        return _add_page(DaysForm(formdata=None), 422, upload)
    try:
        found = read_term_file(upload.file.data.stream.read(LARGEST + 1))
    except DomainError as refused:
        upload.add_error(refused.field, refused.words)
        return _add_page(DaysForm(formdata=None), 422, upload)
    lines = "\n".join(as_line(named) for named in found)
    form = DaysForm(formdata=None, data={"kind": DayKind.SCHOOL_HOLIDAY.value, "days": lines})
    return _add_page(form, 200, found=len(found))


@blueprint.post("/spaces/<slug>/dates/<int:day_id>/remove")
@allow(Action.DATES_KEEP, queries.kept_day)
def remove(day: KeptDay) -> Response:
    """Keep a day in mind no longer."""
    service.remove_day(day, actor=me())
    return done(_address(day.space), _("“%(name)s” is removed", name=day.name))


@blueprint.route("/me/times", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me)
def my_times(person: Person) -> Response:
    """When I can never come. Organisers learn only how many people are busy at a time."""
    shown: dict[str, list[str]] = {}
    for one in queries.busy_times(person):
        shown.setdefault(f"day_{one.weekday}", []).append(one.part.value)
    form = filled(WeekForm, data=shown)
    if not form.validate_on_submit():
        return respond("dates/my_times.html", status=422 if request.method == "POST" else 200, form=form)
    service.change_busy_times(person, form.times)
    return done(
        url_for("people.home"), _("Kept. Whoever plans a meeting then reads that somebody is busy, and not who")
    )


def _address(space: Space) -> str:
    return url_for("dates.index", slug=space.slug)


def _add_page(form: DaysForm, status: int, upload: TermFileForm | None = None, found: int = 0) -> Response:
    """Return the page; the form that was sent wrongly is the one whose mistakes are said above it."""
    upload_shown = upload or TermFileForm(formdata=None)
    return respond("dates/add.html", status=status, form=upload or form, days=form, upload=upload_shown, found=found)
