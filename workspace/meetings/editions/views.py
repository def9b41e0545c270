"""Pages of editions: the public one, every version of the notes, what is different in two, and correcting."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import mail
from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.editions import queries, service
from workspace.meetings.editions.compare import differences
from workspace.meetings.editions.forms import CompareForm, CorrectDecisionForm, CorrectNoteForm
from workspace.meetings.editions.models import Edition
from workspace.meetings.editions.queries import Place
from workspace.meetings.editions.versions import pair
from workspace.meetings.editions.versions import versions as versions_of
from workspace.meetings.editions.words import Version, still_open, version_words
from workspace.meetings.models import InMeeting, Meeting
from workspace.meetings.notes import queries as notes
from workspace.meetings.notes.models import DECISION_TEXTS
from workspace.meetings.notes.queries import with_public_notes
from workspace.meetings.notes.views import edition_for, notes_message
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.views import audience_of
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Sharing
from workspace.web import done, respond

blueprint = Blueprint("editions", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")
blueprint.add_app_template_global(version_words)


@dataclass(frozen=True)
class Chosen(InMeeting):
    """One version of a meeting's notes, of all that the reader may read."""

    meeting: Meeting
    version: Version
    versions: list[Version]

    @property
    def space_id(self) -> int:
        return self.meeting.space_id


def in_version(slug: str, meeting_id: int, version: str) -> Chosen | None:
    """Return the version of the notes with this name. None: the reader has none like it."""
    meeting = load_meeting(slug, meeting_id)
    return _chosen(meeting, _versions(meeting), version) if meeting else None


def in_edition(slug: str, meeting_id: int, edition_number: int) -> Chosen | None:
    """Return the edition for everyone with this number. None: there is none."""
    meeting = with_public_notes(slug, meeting_id)
    return _chosen(meeting, _for_everyone(meeting), str(edition_number)) if meeting else None


def _chosen(meeting: Meeting, found: list[Version], name: str) -> Chosen | None:
    return next((Chosen(meeting, one, found) for one in found if one.name == name), None)


# --- for everyone --------------------------------------------------------------------------------------------------


@blueprint.get("/public-notes")
@allow(Action.SPACE_WELCOME, with_public_notes)
def public(meeting: Meeting) -> Response:
    """What a meeting wrote down for everyone, without sign-in and without names."""
    found = _for_everyone(meeting)
    return _public(Chosen(meeting, found[-1], found))


@blueprint.get("/public-notes/<int:edition_number>")
@allow(Action.SPACE_WELCOME, in_edition)
def public_edition(chosen: Chosen) -> Response:
    """The same as it read in an earlier edition. What was kept closer since is in no edition any more."""
    return _public(chosen)


def _for_everyone(meeting: Meeting) -> list[Version]:
    return still_open(versions_of(meeting, queries.editions(meeting, Sharing.PUBLIC), [], checks=False))


def _public(chosen: Chosen) -> Response:
    meeting, newest = chosen.meeting, chosen.versions[-1]
    moment = None if chosen.version is newest else chosen.version.at
    notes = edition_for(meeting, Sharing.PUBLIC, moment)
    context: dict[str, Any] = {"chosen": chosen.version, "versions": chosen.versions}
    return respond("editions/public.html", meeting=meeting, notes=notes, **context)


# --- every version -------------------------------------------------------------------------------------------------


@blueprint.get("/notes/versions")
@allow(Action.NOTES_READ, load_meeting)
def versions(meeting: Meeting) -> Response:
    """Every version of the notes that the reader may read, the newest first, and what is different in two of them."""
    found = _versions(meeting)
    chosen = pair(found, request.args.get("before", ""), request.args.get("after", ""))
    form = CompareForm(formdata=None)
    form.offer(found, chosen)
    audience = audience_of(meeting)
    rows = differences(*(edition_for(meeting, audience, one.at) for one in chosen)) if chosen else []
    return respond(
        "editions/versions.html",
        meeting=meeting,
        versions=found[::-1],
        form=form,
        chosen=chosen,
        rows=rows,
        names=_names(meeting, [one.edition for one in found if one.edition]),
    )


@blueprint.get("/notes/versions/<version>")
@allow(Action.NOTES_READ, in_version)
def version(chosen: Chosen) -> Response:
    """The notes as they read in one version, with today's names, for whoever may read them today."""
    meeting, found = chosen.meeting, chosen.version
    edition = edition_for(meeting, audience_of(meeting), found.at)
    names = _names(meeting, [found.edition] if found.edition else [])
    return respond("editions/version.html", meeting=meeting, notes=edition, chosen=found, names=names)


def _versions(meeting: Meeting) -> list[Version]:
    writes = can(me(), Action.NOTES_WRITE, meeting)
    saved = queries.drafts(meeting, meeting.notes_published_at) if writes else []
    checks = writes or can(me(), Action.CORRECTION_ASK, meeting)
    found = versions_of(meeting, queries.editions(meeting, audience_of(meeting)), saved, checks=checks)
    return found if writes else still_open(found)


def _names(meeting: Meeting, editions: list[Edition]) -> dict[int, str]:
    return {} if meeting.without_names else notes.names_in_notes(meeting, [one.says for one in editions])


# --- correcting what is published ----------------------------------------------------------------------------------


@blueprint.route("/notes/corrections/<int:correction_id>/note/<int:item_id>", methods=["GET", "POST"])
@allow(Action.NOTES_WRITE, queries.note_to_correct)
def correct_note(place: Place) -> Response:
    """Follow a correction in the note of an item."""
    kept = place.note.text if place.note else ""
    form = filled(CorrectNoteForm, data={"text": _today(place, kept), "seen": place.meeting.notes_edition})
    if form.validate_on_submit():
        try:
            made = service.correct_note(place, actor=me(), text=form.text.data or "", new=_new(form))
            return _corrected(place, made)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return _correct_page("editions/correct_note.html", place, form, stands=kept)


@blueprint.route("/notes/corrections/<int:correction_id>/decision/<int:decision_id>", methods=["GET", "POST"])
@allow(Action.NOTES_WRITE, queries.decision_to_correct)
def correct_decision(place: Place) -> Response:
    """Follow a correction in a decision."""
    decision = place.decision
    texts = {name: _today(place, getattr(decision, name)) for name in DECISION_TEXTS}
    shown = {**texts, "result": decision.result.value if decision else "", "seen": place.meeting.notes_edition}
    form = filled(CorrectDecisionForm, data=shown)
    if form.validate_on_submit():
        try:
            facts = {name: form[name].data or "" for name in DECISION_TEXTS} | {"result": form.facts["result"]}
            made = service.correct_decision(place, actor=me(), facts=facts, new=_new(form))
            return _corrected(place, made)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return _correct_page("editions/correct_decision.html", place, form, stands=texts)


def _new(form: CorrectNoteForm | CorrectDecisionForm) -> service.New:
    return service.New(form.says.data or "", form.edition_seen, form.closes_older.data)


def _today(place: Place, text: str) -> str:
    return to_names(text, names_in([text]))


def _correct_page(page: str, place: Place, form: Any, **context: Any) -> Response:
    """Return the form; after another edition was made, with the words that stand now and the number of that edition."""
    meeting, correction = place.meeting, place.correction
    late = form.is_submitted() and form.edition_seen != meeting.notes_edition
    if late:
        form.seen.data = str(meeting.notes_edition)
    names = notes.names_in_notes(meeting, [correction.says, correction.why, place.item.title])
    status = 422 if request.method == "POST" else 200
    return respond(page, status=status, place=place, meeting=meeting, form=form, names=names, late=late, **context)


def _corrected(place: Place, edition: Edition) -> Response:
    meeting = place.meeting
    said = _("Edition %(number)s is published. Everybody who had the notes hears what changed", number=edition.number)
    return done(url_for("editions.versions", slug=meeting.space.slug, meeting_id=meeting.id), said)


@mail.template("notes_corrected")
def notes_corrected(person_id: int, meeting_id: int, number: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody who had the notes what a correction changed, with the notes as they read now."""
    meeting = notes.meeting_to_send(meeting_id)
    edition = queries.edition_to_tell(meeting, number)
    says = to_names(edition.says, _names(meeting, [edition]))
    return notes_message("notes_corrected", person_id, meeting_id, to_supporter, edition=edition, says=says)
