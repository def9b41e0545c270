"""What people do when a draft is consulted on: begin, change, say something, close."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import set_committed_value

from workspace import audit, db, i18n, jobs, upkeep
from workspace.actions import service as actions
from workspace.actions.models import Task
from workspace.audit import Event
from workspace.charters import queries as charters
from workspace.charters.consulting import queries
from workspace.charters.consulting.models import CharterComment, Consultation, ConsultationQuestion, Phase
from workspace.charters.consulting.saying import Said, Source
from workspace.charters.models import CharterPart, CharterVersion, VersionState
from workspace.errors import DomainError
from workspace.i18n import today
from workspace.meetings.closing.models import MissedKind
from workspace.meetings.closing.words import is_nothing
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.venues.queries import people_to_name
from workspace.typed_dates import in_zone

NAMING = ("why", "can_change", "cannot_change")  # texts in which names are kept as references
OF_CLAUSE = ("words", "plain", "how_known", "legal")
MOST = 200  # characters of an action, as its form takes them


# --- beginning, changing, closing ----------------------------------------------------------------------------------


def begin(version: CharterVersion, *, actor: Person, facts: dict[str, Any], questions: Sequence[str]) -> Consultation:
    """Ask people about a draft from a day on, and tell every member on that day. What each clause says now is kept.
    Recorded. Refused: what is no draft, a second time for one phase, and design before content is closed."""
    db.session.flush()
    db.session.refresh(version, ["state"], with_for_update=True)
    if version.state is not VersionState.DRAFT:
        raise DomainError(_("People are asked about drafts. Begin the next version to change what is agreed"))
    parts = [one for one in charters.all_parts(version) if one.kind and not one.is_out]
    if not parts:
        raise DomainError(_("There is nothing in it yet that people could say something about"))
    _refuse_order(version, facts["phase"])
    made = Consultation(space_id=version.space_id, version_id=version.id, made_at=db.now())
    made.as_it_was = {str(one.number): wording(one) for one in parts}
    set_committed_value(made, "version", version)
    _write(made, facts)
    db.session.add(made)
    db.session.flush()
    _ask(made, questions)
    audit.record(actor, Event.CONSULTATION_BEGUN, made, {"phase": made.phase})
    _tell_members(made, actor.id)
    return made


def change(consultation: Consultation, *, actor: Person, facts: dict[str, Any], questions: Sequence[str]) -> None:
    """Change until when people are asked, why, about what, and which questions. Recorded. Refused: what is closed."""
    _hold(consultation)
    _write(consultation, facts)
    _ask(consultation, questions)
    audit.record(actor, Event.CONSULTATION_CHANGED, consultation)
    _tell_members(consultation, actor.id)


def close(consultation: Consultation, *, actor: Person, missed: dict[str, str]) -> None:
    """End a consultation, with who and what was missed, and who said so. Recorded. Refused: without all four."""
    _hold(consultation)
    people = people_to_name(consultation.space_id)
    for name in ("missed_who", "who_said", "missed_what", "what_said"):
        if not missed.get(name):
            raise DomainError(_("Answer this before you close. “Nobody” and “nothing” are answers too"), name)
        setattr(consultation, name, to_references(missed[name], people))
    consultation.closed_at = db.now()
    audit.record(actor, Event.CONSULTATION_CLOSED, consultation)


def follow_up(consultation: Consultation, answer: MissedKind, *, actor: Person) -> Task:
    """Make an action of who, or of what, a closed consultation has missed. Nobody has it until somebody says yes.

    Recorded. Refused: while it is open, where nobody or nothing was missed, and a second time."""
    column = f"{answer}_task_id"
    db.session.flush()
    db.session.refresh(consultation, ["closed_at", column], with_for_update=True)
    if consultation.closed_at is None:
        raise DomainError(_("People are still asked. Close that first"))
    if getattr(consultation, column):
        raise DomainError(_("It is an action already"))
    words = getattr(consultation, f"missed_{answer}")
    if is_nothing(words):
        raise DomainError(_("Nothing was missed here, so nothing has to come of it"))
    what = _("Reach those we have missed: %(who)s", who=words) if answer is MissedKind.WHO else words
    worded = actions.Worded(_one_line(what), why=consultation.version.title)
    task = actions.record_of_space(consultation.space_id, actor=actor, worded=worded)
    setattr(consultation, column, task.id)
    return task


def _one_line(words: str) -> str:
    """Return words as one line, as those of an action are: a longer answer stays whole where it was given."""
    line = " ".join(words.split())
    if len(line) <= MOST:
        return line
    cut = line[: MOST - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def wording(part: CharterPart) -> dict[str, str]:
    """Return all that a clause says, by the names that the part knows."""
    said = {name: getattr(part, name) for name in OF_CLAUSE} | {"body": part.body.name if part.body else ""}
    return said | {"shares": part.shared}


def _refuse_order(version: CharterVersion, phase: Phase) -> None:
    before = {one.phase: one for one in queries.of_version(version)}
    if phase in before:
        raise DomainError(_("People were asked this about this version already. Begin the next version"), "phase")
    content = before.get(Phase.CONTENT)
    if phase is Phase.DESIGN and (content is None or content.closed_at is None):
        raise DomainError(_("Ask what it says first, and close that. Then ask how it looks"), "phase")


def _hold(consultation: Consultation) -> None:
    """Let one change follow another. Refused: what is closed."""
    db.session.flush()
    db.session.refresh(consultation, ["closed_at"], with_for_update=True)
    if consultation.closed_at:
        raise DomainError(_("It is closed. What you typed is still here: copy it if you need it"))


def _write(consultation: Consultation, facts: dict[str, Any]) -> None:
    people = people_to_name(consultation.space_id)
    for name, value in facts.items():
        setattr(consultation, name, to_references(value, people) if name in NAMING else value)


def _ask(consultation: Consultation, words: Sequence[str]) -> None:
    """Ask these questions from now on, in this order. One that is asked no more stays with what was said to it."""
    before = {one.words: one for one in queries.questions(consultation)}
    for place, asked in enumerate(words, 1):
        row = before.pop(asked, None)
        if row is None:
            row = ConsultationQuestion(space_id=consultation.space_id, consultation_id=consultation.id, words=asked)
        row.position = place
        db.session.add(row)
    for row in before.values():
        row.is_out = True
    db.session.flush()


def _tell_members(consultation: Consultation, by: int) -> None:
    """Tell every member on the morning of the first day, or at once."""
    morning = in_zone(datetime.combine(consultation.opens_on, upkeep.MORNING), i18n.zone())
    key = f"consultation_open:{consultation.id}:{consultation.opens_on}"
    about = {"consultation_id": consultation.id, "by": by}
    jobs.enqueue("consultation_open", key=key, run_at=max(morning, db.now()), **about)


# --- saying something ----------------------------------------------------------------------------------------------


def say(consultation: Consultation, *, source: Source, said: Iterable[Said]) -> list[CharterComment]:
    """Keep what somebody says, each with the words that it is about as they are now. Recorded, without the words.

    What a note taker types in is taken until the consultation is closed, for letters take their time. Refused: nothing
    at all, a day before the first, one after the last, and what is closed.
    """
    _refuse_day(consultation, typed_in=source.typed_by is not None)
    said = [one for one in said if one.words or one.stance]
    if not said:
        raise DomainError(_("Write something, or say whether you agree"))
    # A stranger's words are kept as they are: names in them are not looked up among the people of the group.
    known = people_to_name(consultation.space_id) if source.by or source.typed_by else ()
    made = [_comment(consultation, one, source, known) for one in said]
    db.session.add_all(made)
    db.session.flush()
    for row in made:
        audit.record(source.typed_by or source.by, Event.COMMENT_MADE, row, {"about": row.about, "came": row.came})
    return made


def _refuse_day(consultation: Consultation, *, typed_in: bool) -> None:
    db.session.flush()
    db.session.refresh(consultation, ["closed_at"], with_for_update=True)
    if today() < consultation.opens_on:
        begins = i18n.day(consultation.opens_on)
        raise DomainError(_("This begins on %(day)s. What you wrote is still here: copy it until then", day=begins))
    if consultation.closed_at or (today() > consultation.closes_on and not typed_in):
        raise DomainError(
            _(
                "Thank you. This ended on %(day)s. What you wrote is still here: copy it, and tell the people below",
                day=i18n.day(consultation.closed_at or consultation.closes_on),
            )
        )


def _comment(consultation: Consultation, one: Said, source: Source, known: Sequence[Person]) -> CharterComment:
    row = CharterComment(
        space_id=consultation.space_id, consultation_id=consultation.id, about=one.about, stance=one.stance,
        words=to_references(one.words, known), by_id=source.by.id if source.by else None, came=source.came,
        said_by=to_references(source.called, known), came_from=to_references(source.came_from, known), at=db.now(),
        typed_by_id=source.typed_by.id if source.typed_by else None,
        said_of="", answer="", old_words="", new_words="",
    )  # fmt: skip
    if one.question:
        row.question_id, row.said_of = one.question.id, one.question.words
    if one.part:
        row.part_id, row.said_of = one.part.id, one.part.words
        row.clause_kind, row.clause_number = one.part.kind, one.part.number
    set_committed_value(row, "consultation", consultation)
    return row
