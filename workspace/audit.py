"""The record of what was done: append only, each row sealed by a hash over itself and the row before.

It holds numbers of people, never names, and no words of notes, needs or secrets. Order is by number, not by time.
A chain alone does not show a cut tail: `head()` is what receipts, backups and the weekly mail to the host carry.
"""

import enum
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import JSON, ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from workspace import db

GENESIS = "0" * 64
# Any fixed number: writers on PostgreSQL take turns at the end of the chain by locking it.
CHAIN_LOCK = 7301
BATCH = 500  # rows read at once while the chain is walked


class Event(enum.StrEnum):
    """Names of what can be recorded, in the past tense."""

    PERSON_ADDED = "person:added"
    PERSON_RENAMED = "person:renamed"
    PERSON_ERASED = "person:erased"
    PROFILE_CHANGED = "profile:changed"
    REACH_CHANGED = "reach:changed"
    NEED_ADDED = "need:added"
    NEED_CHANGED = "need:changed"
    NEED_REMOVED = "need:removed"
    NEEDS_SEEN = "needs:seen"
    CONSENT_GIVEN = "consent:given"
    CONSENT_WITHDRAWN = "consent:withdrawn"
    SIGN_IN_ASKED = "sign_in:asked"
    SIGNED_IN = "signed:in"
    SIGNED_OUT = "signed:out"
    SESSION_ENDED = "session:ended"
    PASSWORD_SET = "password:set"  # noqa: S105
    PASSWORD_REMOVED = "password:removed"  # noqa: S105
    PASSKEY_ADDED = "passkey:added"
    PASSKEY_USED = "passkey:used"
    PASSKEY_REMOVED = "passkey:removed"
    SLIP_MADE = "slip:made"
    SLIP_CODE_ON = "slip_code:switched_on"
    SLIP_REVOKED = "slip:revoked"
    SPACE_CREATED = "space:created"
    SPACE_CHANGED = "space:changed"
    AGREEMENT_CHANGED = "agreement:changed"
    AGREEMENT_ACCEPTED = "agreement:accepted"
    WORD_ASKED = "word:asked"
    WORD_EXPLAINED = "word:explained"
    WORD_REMOVED = "word:removed"
    HELP_PLACE_ADDED = "help_place:added"
    HELP_PLACE_CHANGED = "help_place:changed"
    HELP_PLACE_REMOVED = "help_place:removed"
    LADDER_STEP_ADDED = "ladder_step:added"
    LADDER_STEP_CHANGED = "ladder_step:changed"
    LADDER_STEP_MOVED = "ladder_step:moved"
    LADDER_STEP_REMOVED = "ladder_step:removed"
    HANDOVER_WRITTEN = "handover:written"
    HANDOVER_DROPPED = "handover:dropped"
    INTRODUCTION_CHANGED = "introduction:changed"
    MEMBER_ADDED = "member:added"
    MEMBER_CHANGED = "member:changed"
    SKILLS_CHANGED = "skills:changed"
    MEMBER_LEFT = "member:left"
    VENUE_ADDED = "venue:added"
    VENUE_CHANGED = "venue:changed"
    VENUE_CHECKED = "venue:checked"
    VENUE_REMOVED = "venue:removed"
    DAYS_KEPT = "days:kept"
    DAY_REMOVED = "day:removed"
    BUSY_TIMES_CHANGED = "busy_times:changed"
    POLL_ASKED = "poll:asked"
    POLL_ANSWERED = "poll:answered"
    POLL_REMINDED = "poll:reminded"
    POLL_CLOSED = "poll:closed"
    POLL_REOPENED = "poll:reopened"
    POLL_CHOSEN = "poll:date_chosen"
    POLL_CALLED_OFF = "poll:called_off"
    MEETING_PLANNED = "meeting:planned"
    MEETING_CHANGED = "meeting:changed"
    MEETING_CANCELLED = "meeting:cancelled"
    MEETING_OPENED = "meeting:opened"
    MEETING_CLOSED = "meeting:closed"
    MISSED_SAID = "missed:said"
    MISSED_SETTLED = "missed:settled"
    AGENDA_CHANGED = "agenda:changed"
    DIFFICULT_PREPARED = "difficult_item:prepared"
    DIFFICULT_CALLED_OFF = "difficult_item:called_off"
    SECOND_ANSWERED = "second:answered"
    AFTERCARE_CHOSEN = "aftercare:chosen"
    PRIVATE_WORD_SENT = "private_word:sent"
    PRIVATE_WORD_ANSWERED = "private_word:answered"
    PAPER_CHANGED = "paper:changed"
    SUGGESTED = "suggestion:made"
    SUGGESTION_ANSWERED = "suggestion:answered"
    INVITED = "person:invited"
    UNINVITED = "person:uninvited"
    DUTIES_GIVEN = "duties:given"
    REPLIED = "invitation:answered"
    WANTED = "involvement:wanted"
    WANTED_REMOVED = "involvement:removed"
    OFFER_CHANGED = "offer:changed"
    OFFER_ANSWERED = "offer:answered"
    OFFER_ASKED = "offer:asked_about"
    OFFER_QUESTION_ANSWERED = "offer:question_answered"
    ARRANGEMENT_CHANGED = "arrangement:changed"
    MAIL_RECEIVED = "mail:received"
    MAIL_READ = "mail:read"
    INTRODUCED = "person:introduced"
    CHECKED_OUT = "person:checked_out"
    SHARING_CHANGED = "sharing:changed"
    ATTENDED = "attendance:written"
    INTEREST_DECLARED = "interest:declared"
    NOTES_SHOWN = "notes:shown_in_meeting"
    NOTE_SAVED = "note:saved"
    DECISION_RECORDED = "decision:recorded"
    DECISION_CHANGED = "decision:changed"
    PARKED = "thing:parked"
    PARKED_CHANGED = "parked:changed"
    HEARD = "heard:written"
    HEARD_READ_BACK = "heard:read_back"
    QUESTION_RECORDED = "question:recorded"
    QUESTION_ANSWERED = "question:answered"
    NOTES_SENT = "notes:sent_for_checking"
    CORRECTION_ASKED = "correction:asked"
    CORRECTION_ANSWERED = "correction:answered"
    NOTES_AGREED = "notes:agreed"
    NOTES_PUBLISHED = "notes:published"
    NOTES_CORRECTED = "notes:corrected"
    TOLD = "person:told_by_hand"
    FEEDBACK_TYPED = "feedback:typed"
    ACTION_RECORDED = "action:recorded"
    ACTION_CHANGED = "action:changed"
    CONTACT_ASKED = "contact:asked"
    CONTACT_ANSWERED = "contact:answered"
    CONTACT_TALKED = "contact:talked"
    ACTION_ANSWERED = "action:answered_by_mail"
    ACTION_IMPORTED = "action:imported"
    ACTIONS_IMPORTED = "actions:imported"
    DUE_CALENDAR_MADE = "due_calendar:made"
    DUE_CALENDAR_ENDED = "due_calendar:ended"
    DASHBOARD_KEY_MADE = "dashboard_key:made"
    DASHBOARD_KEY_ENDED = "dashboard_key:ended"
    SAID_LISTED = "said:put_on_list"
    SAID_TAKEN_OFF = "said:taken_off_list"
    SAID_LINKED = "said:outcome_written"
    PAIR_DRAFTED = "pair:drafted"
    PAIR_CHANGED = "pair:changed"
    PAIR_SENT = "pair:sent_for_approval"
    PAIR_APPROVED = "pair:approved"
    PAIR_SENT_BACK = "pair:sent_back"
    PAIR_TAKEN_BACK = "pair:taken_back"
    PAIR_NAMED = "pair:named"
    PAIR_UNNAMED = "pair:unnamed"
    CHARTER_BEGUN = "charter:begun"
    CHARTER_CHANGED = "charter:changed"
    CHARTER_ASKED = "charter:asked"
    CHARTER_ANSWERED = "charter:answered"
    CHARTER_TAKEN_BACK = "charter:taken_back"
    CHARTER_AGREED = "charter:agreed"
    CHARTER_NEXT = "charter:next_version"
    CHARTER_OPENED = "charter:opened"
    SIGNATURE_ASKED = "signature:asked"
    SIGNATURE_REMINDED = "signature:reminded"
    SIGNATURE_TAKEN_BACK = "signature:taken_back"
    SIGNATURE_DECLINED = "signature:declined"
    SIGNATURE_WITHDRAWN = "signature:withdrawn"
    SIGNED = "charter:signed"
    SIGNER_READY = "signer:ready"
    SIGNER_LEFT = "signer:left_post"
    SIGNATURE_STAMPED = "signature:time_stamped"
    SEALING_KEY_MADE = "sealing_key:made"
    NAME_CONFIRMED = "name:confirmed"
    NAME_TYPED = "name:typed"
    NAME_TAKEN_AWAY = "name:taken_away"
    CHARTER_SCOPE_WRITTEN = "charter:scope_written"
    CHARTER_COPIED = "charter:copied"
    CHARTER_ADOPTED = "charter:adopted"
    ADOPTION_CHANGED = "adoption:changed"
    ADOPTION_SEEN = "adoption:seen"
    ADOPTION_STOPPED = "adoption:stopped"
    EVIDENCE_WRITTEN = "evidence:written"
    EVIDENCE_REVIEWED = "evidence:reviewed"
    EVIDENCE_TAKEN_BACK = "evidence:taken_back"
    CHARTER_PUBLISHED = "charter:publication_written"
    CHARTER_REVIEW_PLANNED = "charter:review_planned"
    CHARTER_REVIEWED = "charter:reviewed"
    CHARTER_READ = "charter:read_in"
    CHARTER_READING_LEFT = "charter:reading_thrown_away"
    CONSULTATION_BEGUN = "consultation:begun"
    CONSULTATION_CHANGED = "consultation:changed"
    CONSULTATION_CLOSED = "consultation:closed"
    COMMENT_MADE = "comment:made"
    COMMENT_ANSWERED = "comment:answered"
    COMMENT_HIDDEN = "comment:hidden"
    COMMENT_APPEALED = "comment:appealed"
    COMMENT_SETTLED = "comment:appeal_settled"


class Actor(Protocol):
    """Whoever does something: a person with a number."""

    @property
    def id(self) -> int: ...


class AuditEvent(db.Base):
    """One thing that was done. Rows are added by record() alone, and never changed."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_subject_id_event", "subject_id", "event"),
        Index("ix_audit_event_thing", "thing_kind", "thing_id"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    of_space_id: Mapped[int | None]
    event: Mapped[Event] = mapped_column(db.one_of(Event))
    thing_kind: Mapped[str]
    thing_id: Mapped[int]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[str]
    seal: Mapped[str]

    def expected_seal(self) -> str:
        """Return the hash that this row must carry: over all its facts and the seal of the row before."""
        facts = [
            self.number, self.at.isoformat(), self.actor_id, self.subject_id, self.of_space_id,
            self.event.value, self.thing_kind, self.thing_id, self.changes, self.before,
        ]  # fmt: skip
        words = json.dumps(facts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()


def record(
    actor: Actor | None,
    event: Event,
    thing: db.Base,
    changes: Mapping[str, Any] | None = None,
    *,
    subject: Actor | None = None,
    session: Session | None = None,
) -> AuditEvent:
    """Add one row to the chain, in the transaction in use: it stands or falls with the change itself.

    `thing` needs its id, so it is flushed before. `changes` holds names of fields and values that are safe to keep
    (states, dates, numbers). `subject` is the person whose own page shows the row.
    """
    own = session or db.session()
    own.flush()
    if own.get_bind().dialect.name == "postgresql":
        own.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    last = own.execute(select(AuditEvent.number, AuditEvent.seal).order_by(AuditEvent.number.desc()).limit(1)).first()
    row = AuditEvent(
        number=last.number + 1 if last else 1,
        at=db.now(),
        actor_id=actor.id if actor else None,
        subject_id=subject.id if subject else None,
        of_space_id=getattr(thing, "space_id", None),
        event=event,
        thing_kind=type(thing).__tablename__,
        thing_id=thing.id,
        changes=json.loads(json.dumps(dict(changes or {}), default=str)),
        before=last.seal if last else GENESIS,
    )
    row.seal = row.expected_seal()
    own.add(row)
    own.flush()
    return row


def head() -> tuple[int, str]:
    """Return number and seal of the newest row: whoever keeps them can prove later that the tail was not cut."""
    last = db.session.execute(
        select(AuditEvent.number, AuditEvent.seal).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    return (last.number, last.seal) if last else (0, GENESIS)


def first_broken() -> int | None:
    """Walk the whole chain and return the number of the first row that is missing, moved or changed, else None."""
    number, seal = 0, GENESIS
    while rows := db.session.scalars(
        select(AuditEvent).where(AuditEvent.number > number).order_by(AuditEvent.number).limit(BATCH)
    ).all():
        for row in rows:
            if row.number != number + 1 or row.before != seal or row.seal != row.expected_seal():
                return number + 1
            number, seal = row.number, row.seal
        db.session.expunge_all()
    return None
