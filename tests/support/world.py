"""Two whole spaces in one database, with everybody and everything in them, and every address that leads there."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import String, func, select
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.routing import Rule

from tests import factories
from tests.support.days import today
from workspace import audit, db, drafts, mail
from workspace.actions.bodies.models import Body
from workspace.actions.contact.models import Contact, Wish
from workspace.actions.contact.queries import letter_of
from workspace.actions.importing.models import LogImport, LogRow
from workspace.actions.models import ActionState, Part, Task, TaskChange, TaskPerson
from workspace.actions.reminding.queries import ticket_of
from workspace.actions.weekly.models import WaitingNews
from workspace.audit import Event
from workspace.charters import service as charters
from workspace.charters.adopting.models import CharterAdoption
from workspace.charters.consulting.models import (
    About,
    CharterComment,
    Consultation,
    ConsultationQuestion,
    HiddenComment,
)
from workspace.charters.copying.models import CharterCopy
from workspace.charters.evidence.models import CharterEvidence
from workspace.charters.models import Charter, CharterAnswer, CharterPart, CharterReading, CharterShare, CharterVersion
from workspace.charters.reviewing.models import CharterReview, CharterReviewer
from workspace.charters.sealing.models import SealedText
from workspace.charters.signing.models import Signing
from workspace.charters.stamping.models import TimeStamp
from workspace.charters.supporters.models import Supporter
from workspace.meetings.agenda.models import AgendaItem, ItemKind, ItemState
from workspace.meetings.arrangements.models import ArrangementStep, Step
from workspace.meetings.checking.models import Correction
from workspace.meetings.closing.models import Missed
from workspace.meetings.difficult.models import After, Aftercare, DifficultItem
from workspace.meetings.editions.models import Edition
from workspace.meetings.feedback.models import Feedback
from workspace.meetings.heard.models import Heard, HeardReading
from workspace.meetings.invitations.models import Answer, Duty, Invitation, InvitationNeed
from workspace.meetings.involving.models import Wanted
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import DECISION_TEXTS, Decision, DecisionVersion, Note, NoteVersion, Result
from workspace.meetings.offer.models import Offer, OfferQuestion
from workspace.meetings.outcomes.models import Parked, Question, QuestionAnswer, QuestionState
from workspace.meetings.papers.models import Paper, PaperReading, PaperVersion
from workspace.meetings.polls.models import DatePoll, Fit, PollAnswer, PollOption, PollPlace
from workspace.meetings.privately.models import PrivateWord
from workspace.meetings.received.models import ReceivedMail, Why
from workspace.meetings.sent.models import HandDelivery
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.meetings.turns.models import Card, CardKind, Turn
from workspace.people.models import Name, Person
from workspace.people.needs.models import Need, NeedKind
from workspace.people.signin.models import SESSION_LIVES, SignIn, Slip, UserSession
from workspace.people.signin.queries import hash_of
from workspace.roles import Role
from workspace.said.models import Contribution, Outcome, SaidKind, Shown
from workspace.said.pairs.models import Pair, PairState
from workspace.spaces.agreement.models import Agreement
from workspace.spaces.dates.models import BusyTime, DayKind, KeptDay, PartOfDay
from workspace.spaces.glossary.models import Term
from workspace.spaces.handover.models import Handover
from workspace.spaces.ladder.models import LadderStep
from workspace.spaces.models import Membership, Space
from workspace.spaces.nearby.models import HelpPlace
from workspace.spaces.venues.models import Venue, VenuePhoto

ROLES = ("organiser", "note_taker", "member", "guest", "other", "host", "nobody")
STATES = ("planned", "happening", "closed", "published", "cancelled")
# Columns whose words mean something to the product: no mark can be planted in them.
MEANINGFUL = {
    "slug", "language", "time_zone", "reading", "email", "supporter_email", "contact_email", "kind", "key", "template",
    "key_hash", "code_hash", "digest", "salt", "browser", "seal", "before", "thing_kind", "bucket", "password_hash",
    "address", "online_link", "code_start", "address_mark", "used_in", "media", "suffix", "link", "form",
    "glossary_mark", "web", "evidence", "record_seal", "key_name", "code",
}  # fmt: skip
OWNED = (
    Membership, Meeting, AgendaItem, Invitation, InvitationNeed, ArrangementStep, Note, NoteVersion, Decision, Task,
    TaskChange, TaskPerson, DatePoll, PollPlace, KeptDay, Suggestion, Parked, Question, QuestionAnswer, Correction,
    Turn, Card, Agreement, Venue, VenuePhoto, Paper, PaperVersion, ReceivedMail, Offer, OfferQuestion, Wanted, Heard,
    HeardReading, Contribution, Outcome, Feedback, HandDelivery, DecisionVersion, Edition, Missed, Term, HelpPlace,
    Handover, LadderStep, Contact, DifficultItem, Aftercare, PaperReading, PrivateWord, Pair,
    CharterVersion, CharterAnswer, CharterPart, CharterReading, Signing, Supporter, SealedText,
    CharterCopy, CharterReviewer, CharterReview, CharterShare, CharterEvidence,
    CharterAdoption, TimeStamp,
    Consultation, ConsultationQuestion, CharterComment, HiddenComment,
)  # fmt: skip


@dataclass
class World:
    """The numbers of what was made; rows are loaded anew where they are needed."""

    mark: str
    slug: str = ""
    people: dict[str, int] = field(default_factory=dict)
    meetings: dict[str, dict[str, Any]] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)

    def parts(self, state: str = "happening") -> dict[str, Any]:
        """Return what stands for each part of an address, in the meeting that is in this state."""
        return {"slug": self.slug, **self.other, **self.meetings[state]}


def two_spaces(
    data: Callable[[], AbstractContextManager[None]], marks: tuple[str, str] = ("A-only", "B-only")
) -> tuple[World, World]:
    """Make the spaces A and B. Every free text of A holds “A-only”, of B “B-only”; “other” of each is the other's."""
    with data():
        a, b = map(_space, marks)
        host = factories.person("Hester Host", is_host=True).id
    a.people |= {"other": b.people["organiser"], "host": host}
    b.people |= {"other": a.people["organiser"], "host": host}
    return a, b


def addresses(app: Flask, world: World, method: str, state: str = "happening") -> Iterator[tuple[Rule, str]]:
    """Give every route that takes `method` with its address, built with this world's numbers."""
    parts = world.parts(state)
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or method not in (rule.methods or ()):
            continue
        unknown = rule.arguments - parts.keys()
        assert not unknown, f"tell tests/support/world.py what stands for {unknown} in {rule.rule}"
        built = rule.build({name: parts[name] for name in rule.arguments})
        assert built is not None, rule.rule
        yield rule, built[1]


def parts_of(rule: Rule, world: World, state: str = "happening") -> dict[str, Any]:
    return {name: value for name, value in world.parts(state).items() if name in rule.arguments}


# --- one space -----------------------------------------------------------------------------------------------------


def _space(mark: str) -> World:
    world = World(mark)
    space = factories.space()
    world.slug = space.slug
    people = {
        "organiser": factories.member(space, role=Role.ORGANISER),
        "note_taker": factories.member(space, role=Role.NOTE_TAKER),
        "member": factories.member(space),
        "guest": factories.person(),
    }
    world.people = {role: person.id for role, person in people.items()}
    needs = [factories.need(person) for person in people.values()]
    factories._saved(
        Agreement(space_id=space.id, number=1, text="x", because="x", made_at=db.now(), made_by_id=people["member"].id)
    )
    asked = {"asked_at": db.now(), "asked_by_id": people["organiser"].id, "wish": Wish.RING, "answered_at": db.now()}
    factories._saved(Contact(space_id=space.id, person_id=people["member"].id, words="x", **asked))
    venue = factories.venue(space)
    for state in STATES:
        world.meetings[state] = _meeting(space, venue, people, state)
    world.other = {
        "person_id": people["member"].id,
        "need_id": needs[2].id,
        "task_id": world.meetings["happening"].pop("task_id"),
        "said": "stuck",
        **_sign_in_rows(space, people),
        **_dates(space, people),
        "message_id": _message(people["member"], space),
        "invitation_id": 0,
        "venue_id": venue.id,
        "photo_id": factories.photo(venue).id,
        "term_id": factories.term(space).id,
        "step_id": factories.ladder_step(space).id,
        "handover_id": factories.handover(space).id,
        "place_id": factories.help_place(space).id,
        **_charter(space, people),
        **_consultation(space, people),
        "pair_id": _pairs(space, people),
        "body_id": _body(space).id,
        "import_id": _log(space, people["note_taker"], mark),
    }
    drafts.keep(f"/spaces/{space.slug}/meetings/new#form", [("title", mark)], person_id=people["organiser"].id)
    db.session.flush()
    _plant(mark, space, [*people.values()])
    until = today() + timedelta(days=1)
    world.other["ticket"] = ticket_of(world.other["task_id"], people["member"].id, until)
    world.other["letter"] = letter_of(space.id, people["member"].id, until)
    return world


def _charter(space: Space, people: dict[str, Person]) -> dict[str, int]:
    """Write a charter with a clause, which somebody does not agree with and somebody has signed, its next version, and
    begin to bring another in."""
    first, somebody = factories.agreed_charter(space, is_public=True, takes_names=True), people["member"]
    said = {"agrees": False, "why": "x", "at": db.now()}
    factories._saved(CharterAnswer(space_id=space.id, version_id=first.id, by_id=somebody.id, **said))
    signing = factories.signed(first, somebody, people["organiser"], _body(space).name, reservations=[(1, "x")])
    factories._saved(TimeStamp(space_id=space.id, signing_id=signing.id, answer=b"x", at=db.now()))
    set_committed_value(first, "charter", db.session.get_one(Charter, first.charter_id))
    version = charters.begin_next(first, actor=people["organiser"])
    part = db.session.scalars(select(CharterPart).filter_by(version_id=version.id, space_id=space.id)).one()
    rows = [["heading", "x"], ["commitment", "x"]]
    reading = factories._saved(CharterReading(space_id=space.id, title="x", rows=rows, made_at=db.now()))
    more = {"signing_id": signing.id, "supporter_id": factories.supporter(first).id, "form": "text"}
    ids = {
        "charter_id": first.charter_id,
        "part_id": part.id,
        "text_id": reading.id,
        "version_number": 1,
    }
    factories._saved(CharterShare(space_id=space.id, part_id=part.id, body_id=_body(space).id, words="x"))
    db.session.get_one(Charter, first.charter_id).scope = [["x", "x"]]
    factories.charter_copy(part, parts=[])
    factories.charter_review(part, somebody)
    ids["evidence_id"] = factories.evidence(part, people["organiser"], lived_by_id=somebody.id).id
    ids["adoption_id"] = factories.adoption(first, space).id
    return ids | more


def _consultation(space: Space, people: dict[str, Person]) -> dict[str, int]:
    """Ask people about the draft; one comment has an answer and another is hidden, of which the organiser was asked."""
    newest = select(CharterPart).where(CharterPart.space_id == space.id).order_by(CharterPart.id.desc())
    part = db.session.scalars(newest.limit(1)).one()
    asked = factories.consultation(part)
    of = {"about": About.CLAUSE, "part_id": part.id, "clause_kind": part.kind, "clause_number": part.number}
    by = {"by_id": people["member"].id, "said_by": "x"}
    factories.comment(asked, **of, **by, fate="changed", answered_at=db.now())
    hidden = factories.comment(asked, **of, **by, came="post", typed_by_id=people["note_taker"].id)
    factories._saved(
        HiddenComment(
            space_id=space.id, comment_id=hidden.id, why="x", hidden_by_id=people["note_taker"].id, hidden_at=db.now(),
            appeal_to_id=people["organiser"].id, appealed_at=db.now(),
        )
    )  # fmt: skip
    return {"consultation_id": asked.id, "comment_id": hidden.id, "clause_number": part.number or 0}


def _pairs(space: Space, people: dict[str, Person]) -> int:
    """Write a pair in each state, and return the number of the one that waits."""
    made = {state: factories.pair(space, people["note_taker"], state=state) for state in PairState}
    return made[PairState.WAITING].id


def _log(space: Space, by: Person, mark: str) -> int:
    """Begin to bring in a table of one row."""
    made = factories._saved(
        LogImport(
            space_id=space.id, by_id=by.id, made_at=db.now(), headings=[f"{mark} column"], above=0,
            matched={"what": 0}, said_yes=[],
        )
    )  # fmt: skip
    factories._saved(LogRow(space_id=space.id, import_id=made.id, number=2, cells=[f"{mark} row"], typed={}))
    return int(made.id)


def _dates(space: Space, people: dict[str, Person]) -> dict[str, int]:
    own = [people[role] for role in ("organiser", "note_taker", "member")]
    poll = factories.poll(space, people["organiser"], own)
    where = {"space_id": space.id, "poll_id": poll.id}
    option = db.session.scalars(select(PollOption).filter_by(**where)).first()
    assert option
    for place in db.session.scalars(select(PollPlace).filter_by(**where)).all():
        place.answered_at, place.answered_by_id, place.private_line = db.now(), place.person_id, "x"
        factories._saved(PollAnswer(space_id=space.id, place_id=place.id, option_id=option.id, fit=Fit.CANNOT))
    day = today() + timedelta(days=20)
    kept = factories._saved(KeptDay(space_id=space.id, kind=DayKind.FAITH_DAY, name="x", first=day, last=day))
    factories._saved(BusyTime(person_id=people["member"].id, weekday=0, part=PartOfDay.MORNING))
    return {"poll_id": poll.id, "day_id": kept.id}


def _meeting(space: Space, venue: Venue, people: dict[str, Person], state: str) -> dict[str, Any]:
    organiser = people["organiser"]
    starts = db.now() + timedelta(days=10 if state in {"planned", "cancelled"} else -1)
    meeting = factories.meeting(space, organiser, starts_at=starts, venue_id=venue.id)
    meeting.state = MeetingState.CLOSED if state == "published" else MeetingState(state)
    if state not in {"planned", "cancelled"}:
        meeting.opened_at = db.now()
    if state in {"closed", "published"}:
        meeting.closed_at = db.now()
    if state == "published":
        meeting.notes_published_at, meeting.notes_published_by_id = db.now(), organiser.id
    item = factories.item(meeting, state=ItemState.NOW if state == "happening" else ItemState.WAITING)
    factories.item(meeting, kind=ItemKind.INTRODUCTIONS)
    factories.item(meeting, kind=ItemKind.BREAK)
    removed = factories.item(meeting, removed_at=db.now())
    places, lines = {}, {}
    for role, person in people.items():
        places[role] = factories.invitation(
            meeting, person, as_guest=role == "guest", answer=Answer.IN_PERSON, answered_at=db.now(),
            duty=Duty.CHAIR if role == "organiser" else Duty.NONE,
        )  # fmt: skip
        lines[role] = _line(places[role], organiser)
    hard = factories.difficult(item, organiser, second_id=people["note_taker"].id)
    factories.aftercare(hard, people["member"], After.RING, ring_by_id=organiser.id)
    ids = _written(space, meeting, item, people)
    _in_the_room(meeting, item, people)
    received = ReceivedMail(
        space_id=space.id, meeting_id=meeting.id, person_id=people["member"].id, digest=f"{space.slug} {meeting.id}",
        why=Why.WORDS, from_other="", words="x", received_at=db.now(),
    )  # fmt: skip
    ids["received_id"] = factories._saved(received).id
    ids["wanted_id"] = factories.wanted(meeting, organiser).id
    factories.offer_answer(factories.offer(meeting), places["member"])
    said = {"state": QuestionState.ANSWERED, "answer": "x", "answered_at": db.now(), "shared_as": "x"}
    ids["asked_id"] = factories.offer_question(meeting, people["member"], **said).id
    told = HandDelivery(
        space_id=space.id, meeting_id=meeting.id, person_id=people["member"].id, key=f"x {space.slug} {meeting.id}",
        template="invitation", created_at=db.now(),
    )  # fmt: skip
    ids["delivery_id"] = factories._saved(told).id
    between = HandDelivery(
        space_id=space.id, person_id=people["member"].id, key=f"y {space.slug} {meeting.id}",
        template="action_reminder", created_at=db.now(), about={"tasks": [], "pairs": []},
    )  # fmt: skip
    ids["told_id"] = factories._saved(between).id
    factories._saved(Feedback(space_id=space.id, meeting_id=meeting.id, sums={}, words="x", by_page=5))
    return {
        "meeting_id": meeting.id, "item_id": item.id, "removed_id": removed.id,
        "invitation_id": places["member"].id, "line_id": lines["member"], **ids,
    }  # fmt: skip


def _line(place: Invitation, organiser: Person) -> int:
    told = InvitationNeed(space_id=place.space_id, invitation_id=place.id, kind=NeedKind.OTHER, words="x")
    line: int = factories._saved(told).id
    step = {"state": Step.CANNOT, "words": "x", "instead": "x", "speak_to": "x", "by_id": organiser.id, "at": db.now()}
    factories._saved(ArrangementStep(space_id=place.space_id, invitation_need_id=line, number=1, **step))
    return line


def _written(space: Space, meeting: Meeting, item: AgendaItem, people: dict[str, Person]) -> dict[str, int]:
    taker, owner = people["note_taker"], people["member"]
    of = {"space_id": space.id, "meeting_id": meeting.id, "item_id": item.id}
    note = factories._saved(Note(**of, text="x", version=1, saved_at=db.now(), saved_by_id=taker.id))
    factories._saved(
        NoteVersion(space_id=space.id, note_id=note.id, version=1, text="x", saved_at=db.now(), saved_by_id=taker.id)
    )
    decision = factories.decision(item, taker, asked_for="x", words="x", reason="x")
    task = factories.task(space, owner, meeting_id=meeting.id, item_id=item.id, why="x")
    task.body_id = _body(space).id
    factories._saved(TaskPerson(space_id=space.id, task_id=task.id, person_id=taker.id, part=Part.HELPS))
    change = factories._saved(
        TaskChange(space_id=space.id, task_id=task.id, by_id=owner.id, at=db.now(), state=ActionState.TO_DO, words="x")
    )
    factories._saved(WaitingNews(space_id=space.id, person_id=taker.id, change_id=change.id))
    audit.record(taker, Event.NOTE_SAVED, note)
    paper = factories.paper(item, taker)
    version = factories.version(paper, upload_id=factories.upload(space.id).id)
    made = factories.suggestion(meeting, owner, answered_by_id=taker.id, answered_at=db.now(), answer="x")
    parked = factories.parked(item, owner)
    question = factories.question(item, owner)
    heard = factories.heard(item, taker, owner)
    factories._saved(
        HeardReading(space_id=space.id, heard_id=heard.id, state="confirmed", how="aloud", by_id=taker.id, at=db.now())
    )
    made.state = SuggestionState.NOT_HERE
    asked = factories._saved(Correction(**of, asked_by_id=owner.id, asked_at=db.now(), says="x", why="x", because="x"))
    more = {"suggestion_id": made.id, "parked_id": parked.id, "question_id": question.id, "correction_id": asked.id}
    missed = factories.missed(meeting, said_by_id=owner.id)
    more |= {"missed_id": missed.id}
    more |= {"heard_id": heard.id, "what": f"heard-{heard.id}", **_said(item, heard, decision, people)}
    factories._saved(
        DecisionVersion(
            space_id=space.id, decision_id=decision.id, version=1, result=Result.AGREED, saved_at=db.now(),
            saved_by_id=taker.id, **dict.fromkeys(DECISION_TEXTS, "x"),
        )
    )  # fmt: skip
    factories._saved(Edition(**of, number=2, made_at=db.now(), made_by_id=taker.id, correction_id=asked.id, says="x"))
    more |= {
        "paper_id": paper.id,
        "version_id": version.id,
        "edition_number": 1,
        "version": "1",
        "reading_id": factories.reading(paper, taker).id,
    }
    more["word_id"] = factories.private_word(meeting, owner, people["organiser"], answer="x").id
    return {**more, "note_id": note.id, "decision_id": decision.id, "task_id": task.id}


def _body(space: Space) -> Body:
    """Return the one body of the space."""
    found = db.session.scalar(select(Body).where(Body.space_id == space.id))
    return found or factories._saved(Body(space_id=space.id, name="x"))


def _said(item: AgendaItem, heard: Heard, decision: Decision, people: dict[str, Person]) -> dict[str, int]:
    """Let the member put what they said on the list, and everybody mark a line of their own in private."""
    number = db.session.scalar(select(func.max(Contribution.number)).where(Contribution.space_id == item.space_id))
    made = factories.contribution(
        item, people["member"], kind=SaidKind.HEARD, of_id=heard.id, shown=Shown.NAMED, number=(number or 0) + 1
    )
    for person in people.values():
        factories.contribution(item, person, words="x")
    came = {"kind": SaidKind.HEARD, "of_id": heard.id, "result": "decision", "decision_id": decision.id}
    of = {"space_id": item.space_id, "meeting_id": item.meeting_id}
    factories._saved(Outcome(**of, **came, words="x", at=db.now(), by_id=people["note_taker"].id))
    return {"contribution_id": made.id}


def _in_the_room(meeting: Meeting, item: AgendaItem, people: dict[str, Person]) -> None:
    of = {"space_id": meeting.space_id, "meeting_id": meeting.id}
    for person in people.values():
        factories._saved(Turn(**of, person_id=person.id, asked_at=db.now()))
        for kind in CardKind:
            factories._saved(Card(**of, person_id=person.id, kind=kind, shown_at=db.now()))


def _sign_in_rows(space: Space, people: dict[str, Person]) -> dict[str, Any]:
    member, key = people["member"], f"slip-of-{space.slug}"
    factories._saved(SignIn(person_id=member.id, address_mark="", salt="salt", browser="none", asked_at=db.now()))
    slip = factories._saved(
        Slip(
            person_id=member.id, space_id=space.id, key_hash=hash_of(key), code_start="", code_hash="",
            made_by_id=people["organiser"].id, made_at=db.now(),
        )
    )  # fmt: skip
    session = factories._saved(
        UserSession(
            person_id=member.id, key_hash=hash_of(f"session of {space.slug}"), started_at=db.now(), proved_at=db.now(),
            ends_at=db.now() + SESSION_LIVES,
        )
    )  # fmt: skip
    passkey = factories.passkey(member)
    ids = {"slip_id": slip.id, "session_id": session.id, "passkey_id": passkey.id}
    return {"key": key, "token": "no-such-link", **ids}


def _message(person: Person, space: Space) -> int:
    message = mail.Message(
        key=f"world {space.slug}", template="welcome", args={"space_id": space.id}, person_id=person.id,
        created_at=db.now(),
    )  # fmt: skip
    return int(factories._saved(message).id)


def _plant(mark: str, space: Space, people: list[Person]) -> None:
    """Put the mark into every free text of what was made."""
    ids = [person.id for person in people]
    rows: list[Any] = [space, *people, *db.session.scalars(select(Need).where(Need.person_id.in_(ids)))]
    for model in OWNED:
        rows += db.session.scalars(select(model).where(model.space_id == space.id)).all()
    for row in rows:
        for column in row.__table__.columns:
            if type(column.type) in {String, Name} and column.name not in MEANINGFUL:
                setattr(row, column.key, f"{mark} {column.name.replace('_', ' ')} {row.id}"[: column.type.length])
    db.session.flush()
