"""Following a correction after the notes were published: a new edition, which everybody who had them hears of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.checking.models import Answered
from workspace.meetings.editions.models import Edition
from workspace.meetings.editions.queries import Place
from workspace.meetings.notes.queries import readers
from workspace.meetings.notes.service import hold, rewrite_decision, rewrite_note
from workspace.meetings.search.service import make_findable
from workspace.people.letters import tell
from workspace.people.models import Person
from workspace.people.names import to_references


@dataclass(frozen=True)
class New:
    """What is said of a new edition: what changed, which one was `seen` before it was written, and whether the words
    before were private, so that only those who write notes may read them from now on."""

    says: str
    seen: int
    closes_older: bool = False


def correct_note(place: Place, *, actor: Person, text: str, new: New) -> Edition:
    """Give the published note of an item other words, in a new edition. See `_new_edition`."""

    def change() -> bool:
        return rewrite_note(place.item, actor=actor, text=text)

    return _new_edition(place, change, actor=actor, new=new)


def correct_decision(place: Place, *, actor: Person, facts: dict[str, Any], new: New) -> Edition:
    """Give a published decision other words, in a new edition. See `_new_edition`."""

    def change() -> bool:
        assert place.decision is not None  # noqa: S101  (whoever calls it loaded the decision)
        return bool(rewrite_decision(place.decision, actor=actor, **facts))

    return _new_edition(place, change, actor=actor, new=new)


def _new_edition(place: Place, change: Callable[[], bool], *, actor: Person, new: New) -> Edition:
    """Change the words, and answer the correction with it. Recorded, without the words.

    Promised: what was published before stays readable, unless it was private: then it is for those who write notes
    alone; everybody who had the notes is told once what changed, those who asked too. Refused: notes that are not
    published, a correction that was answered, words that are the same, and an edition that somebody else made since
    the page was opened.
    """
    meeting, correction = place.meeting, place.correction
    hold(meeting)
    _refuse(place, new.seen)
    if not change():
        raise DomainError(_("These are the words that stand there now. Write what they should be"))
    people = [one.person for one in meeting.invitations]
    meeting.notes_edition, meeting.notes_corrected_at = meeting.notes_edition + 1, db.now()
    edition = Edition(
        space_id=meeting.space_id, meeting_id=meeting.id, number=meeting.notes_edition,
        made_at=meeting.notes_corrected_at, made_by_id=actor.id, correction_id=correction.id, item_id=place.item.id,
        decision_id=place.decision.id if place.decision else None, says=to_references(new.says, people),
        closes_older=new.closes_older,
    )  # fmt: skip
    db.session.add(edition)
    correction.answer, correction.because = Answered.CHANGED, edition.says
    correction.answered_by_id, correction.answered_at = actor.id, db.now()
    db.session.flush()
    audit.record(
        actor, Event.CORRECTION_ANSWERED, correction, {"answer": correction.answer}, subject=correction.asked_by
    )
    audit.record(actor, Event.NOTES_CORRECTED, edition, {"number": edition.number})
    make_findable(meeting)
    for person in readers(meeting):
        key = f"notes_corrected:{meeting.id}:{edition.number}"
        tell(person, "notes_corrected", key=key, meeting_id=meeting.id, number=edition.number)
    return edition


def _refuse(place: Place, seen: int) -> None:
    meeting, correction = place.meeting, place.correction
    db.session.refresh(meeting, ["notes_edition"])
    db.session.refresh(correction, ["answer", "answered_at"])
    if not meeting.notes_published_at:
        raise DomainError(_("The notes are not published yet. Change the draft"))
    if not correction.waits:
        raise DomainError(_("This correction was answered already. Nothing was done twice"))
    if seen != meeting.notes_edition:
        raise DomainError(
            _("A new edition was made meanwhile. Its words are below: look at them, then send yours again")
        )
