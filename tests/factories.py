"""Rows for tests, made in one line each and committed at once. Call them inside `with data():`."""

import itertools
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from tests.support.days import at_hour, today
from workspace import db
from workspace import models as _models  # noqa: F401  (queries name tables that other files define)
from workspace.actions.bodies.models import Body
from workspace.actions.bodies.service import called
from workspace.actions.models import OPEN_STATES, Task
from workspace.charters.adopting.models import CharterAdoption
from workspace.charters.consulting.models import (
    About,
    Came,
    CharterComment,
    Consultation,
    ConsultationQuestion,
    Phase,
)
from workspace.charters.copying.models import CharterCopy
from workspace.charters.copying.parts import kept
from workspace.charters.evidence.models import CharterEvidence, EvidenceKind
from workspace.charters.kinds import Kind
from workspace.charters.models import Charter, CharterKind, CharterPart, CharterVersion, VersionState
from workspace.charters.reviewing.models import CharterReview, CharterReviewer, ReviewResult
from workspace.charters.signing import queries as signings
from workspace.charters.signing import service as signing_service
from workspace.charters.signing.models import Signing, SigningState
from workspace.charters.signing.service import Written
from workspace.charters.supporters.models import CameBy, Capacity, Supporter
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.closing.models import Missed, MissedKind
from workspace.meetings.difficult.models import After, Aftercare, DifficultItem
from workspace.meetings.heard.models import Heard
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.involving.models import Wanted, WantedKind
from workspace.meetings.models import Involvement, Meeting, WhoDecides, WorkLevel
from workspace.meetings.notes.models import Decision, Result
from workspace.meetings.offer.models import Offer, OfferAnswer, OfferQuestion, OfferSaid
from workspace.meetings.outcomes.models import Parked, Question, QuestionAnswer, QuestionState
from workspace.meetings.papers.models import Paper, PaperForm, PaperReading, PaperVersion
from workspace.meetings.polls.models import DatePoll, PollOption, PollPlace
from workspace.meetings.privately.models import PrivateWord
from workspace.meetings.suggestions.models import Suggestion
from workspace.people.models import Person
from workspace.people.needs.models import Need, NeedKind, SeenBy
from workspace.people.signin.models import Proof
from workspace.people.signin.passkeys.models import Passkey
from workspace.roles import Role
from workspace.said.models import Contribution, SaidKind, Shown
from workspace.said.pairs.models import Pair, PairResult, PairState
from workspace.spaces.glossary.models import Term
from workspace.spaces.handover.models import Handover, Post
from workspace.spaces.ladder.models import LadderStep
from workspace.spaces.models import Membership, Space
from workspace.spaces.nearby.models import HelpPlace
from workspace.spaces.venues.models import Venue, VenuePhoto
from workspace.uploads.models import Upload, UploadKind, UploadPart

_numbers = itertools.count(1)


def _saved(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def person(name: str = "", **facts: Any) -> Person:
    number = next(_numbers)
    facts.setdefault("email", f"person{number}@example.org")
    return _saved(Person(preferred_name=name or f"Person {number}", created_at=db.now(), **facts))


def space(name: str = "", **facts: Any) -> Space:
    number = next(_numbers)
    facts.setdefault("slug", f"space-{number}")
    facts.setdefault("contact_name", "Robin Contact")
    facts.setdefault("contact_phone", "01632 960001")
    return _saved(Space(name=name or f"Space {number}", created_at=db.now(), **facts))


def member(of: Space, name: str = "", role: Role = Role.MEMBER, who: Person | None = None, **facts: Any) -> Person:
    """Return a person who belongs to the space."""
    who = who or person(name)
    facts.setdefault("title", "Parent carer")
    _saved(Membership(space_id=of.id, person_id=who.id, role=role, joined_at=db.now(), **facts))
    return who


def meeting(of: Space, by: Person, title: str = "", starts_at: datetime | None = None, **facts: Any) -> Meeting:
    number = next(_numbers)
    starts_at = starts_at or at_hour(10, days=10)
    facts = {
        "purpose": "Agree what families are told.",
        "involvement": Involvement.CO_DESIGN,
        "who_decides": WhoDecides.LAST_WORD,
        "work_level": WorkLevel.SERVICE,
        "can_change": "What letters say.",
        "cannot_change": "The law.",
        "ends_at": starts_at + timedelta(hours=2),
        **facts,
    }
    return _saved(
        Meeting(
            space_id=of.id,
            title=title or f"Meeting {number}",
            starts_at=starts_at,
            created_by_id=by.id,
            created_at=db.now(),
            **facts,
        )
    )


def item(of: Meeting, title: str = "", kind: ItemKind = ItemKind.DISCUSSION, **facts: Any) -> AgendaItem:
    number = next(_numbers)
    facts.setdefault("position", number)
    return _saved(
        AgendaItem(space_id=of.space_id, meeting_id=of.id, kind=kind, title=title or f"Item {number}", **facts)
    )


def invitation(of: Meeting, who: Person, **facts: Any) -> Invitation:
    facts = {"position": next(_numbers), "invited_at": db.now(), "title": "Parent carer", **facts}
    return _saved(Invitation(space_id=of.space_id, meeting_id=of.id, person_id=who.id, **facts))


def wanted(of: Meeting, by: Person, **facts: Any) -> Wanted:
    facts = {"kind": WantedKind.GROUP, "who": f"Group {next(_numbers)}", "why": "They know it.", **facts}
    by_whom = {"involvement": Involvement.CO_DESIGN, "asked_at": db.now(), "asked_by_id": by.id}
    return _saved(Wanted(space_id=of.space_id, meeting_id=of.id, **by_whom, **facts))


def offer(of: Meeting, **facts: Any) -> Offer:
    """Return a first offer of a meeting."""
    facts = {"number": 1, "payment": "£20", "made_at": db.now(), "made_by_id": of.created_by_id, **facts}
    return _saved(Offer(space_id=of.space_id, meeting_id=of.id, **facts))


def offer_answer(to: Offer, place: Invitation, said: OfferSaid = OfferSaid.ACCEPTED) -> OfferAnswer:
    by = {"said": said, "said_at": db.now(), "said_by_id": place.person_id}
    return _saved(OfferAnswer(space_id=to.space_id, offer_id=to.id, invitation_id=place.id, **by))


def offer_question(of: Meeting, by: Person, words: str = "When is it paid?", **facts: Any) -> OfferQuestion:
    facts = {"words": words, "asked_at": db.now(), **facts}
    return _saved(OfferQuestion(space_id=of.space_id, meeting_id=of.id, asked_by_id=by.id, **facts))


def poll(
    of: Space, by: Person, people: Iterable[Person] = (), title: str = "", days: int = 2, **facts: Any
) -> DatePoll:
    """Return a poll with some dates, ten days from now and on, which asks these people."""
    number = next(_numbers)
    starts = at_hour(9, days=10)
    facts.setdefault("closes_at", db.now() + timedelta(days=5))
    made = _saved(
        DatePoll(space_id=of.id, title=title or f"Poll {number}", created_by_id=by.id, created_at=db.now(), **facts)
    )
    where = {"space_id": of.id, "poll_id": made.id}
    for day in range(days):
        begins = starts + timedelta(days=day)
        _saved(PollOption(starts_at=begins, ends_at=begins + timedelta(hours=2), **where))
    for one in people:
        _saved(PollPlace(person_id=one.id, **where))
    return made


def need(of: Person, kind: NeedKind = NeedKind.STEP_FREE, seen_by: SeenBy = SeenBy.ORGANISERS, **facts: Any) -> Need:
    facts.setdefault("agreed_at", db.now())
    return _saved(Need(person_id=of.id, kind=kind, seen_by=seen_by, created_at=db.now(), **facts))


def suggestion(of: Meeting, by: Person, what: str = "", **facts: Any) -> Suggestion:
    number = next(_numbers)
    facts = {"why": "It matters.", "suggested_at": db.now(), **facts}
    return _saved(
        Suggestion(space_id=of.space_id, meeting_id=of.id, by_id=by.id, what=what or f"Suggestion {number}", **facts)
    )


def parked(at: AgendaItem, owner: Person, **facts: Any) -> Parked:
    facts = {"what": f"Parked {next(_numbers)}", "why": "No time.", "parked_at": db.now(), **facts}
    return _saved(_of_item(Parked, at, owner_id=owner.id, parked_by_id=owner.id, **facts))


def heard(at: AgendaItem, by: Person, speaker: Person | None = None, words: str = "", **facts: Any) -> Heard:
    """Return a line of what somebody said, as this note taker heard it."""
    facts = {"words": words or f"Line {next(_numbers)}.", "heard_at": db.now(), "heard_by_id": by.id, **facts}
    return _saved(_of_item(Heard, at, speaker_id=speaker.id if speaker else None, **facts))


def contribution(of: Meeting | AgendaItem, who: Person, **facts: Any) -> Contribution:
    """Return something that somebody marked as theirs; without `of_id`, a line of their own."""
    item_id = of.id if isinstance(of, AgendaItem) else None
    meeting_id = of.meeting_id if isinstance(of, AgendaItem) else of.id
    facts = {"kind": SaidKind.OWN, "shown": Shown.PRIVATE, "marked_at": db.now(), **facts}
    return _saved(Contribution(space_id=of.space_id, meeting_id=meeting_id, item_id=item_id, person_id=who.id, **facts))


def decision(at: AgendaItem, taker: Person, **facts: Any) -> Decision:
    number = next(_numbers)
    facts = {"words": f"Decision {number}", "reason": "", "result": Result.AGREED, "number": number, **facts}
    return _saved(_of_item(Decision, at, recorded_by_id=taker.id, recorded_at=db.now(), **facts))


def question(at: AgendaItem, owner: Person, **facts: Any) -> Question:
    """Return a question with its first answer: that it is coming."""
    facts = {"words": f"Question {next(_numbers)}?", "due_on": today(), "changed_at": db.now(), **facts}
    made = _saved(_of_item(Question, at, owner_id=owner.id, **{"state": QuestionState.COMING, **facts}))
    said = {"question_id": made.id, "state": made.state, "words": "", "due_on": made.due_on}
    _saved(QuestionAnswer(space_id=at.space_id, by_id=owner.id, at=db.now(), **said))
    return made


def missed(at: Meeting, words: str = "", kind: MissedKind = MissedKind.WHO, **facts: Any) -> Missed:
    facts = {"said_at": db.now(), "by_group": "said_by_id" not in facts, **facts}
    words = words or f"Missed {next(_numbers)}"
    return _saved(Missed(space_id=at.space_id, meeting_id=at.id, kind=kind, words=words, **facts))


def _of_item(kind: Any, at: AgendaItem, **facts: Any) -> Any:
    return kind(space_id=at.space_id, meeting_id=at.meeting_id, item_id=at.id, **facts)


def term(of: Space, word: str = "", means: str = "It has a meaning.", **facts: Any) -> Term:
    """Return a word of the space's list; without a meaning it waits to be explained."""
    number = next(_numbers)
    word = word or f"Word {number}"
    facts.setdefault("language", of.language)
    if means:
        of.glossary_mark = f"mark {number}"
    return _saved(Term(space_id=of.id, key=Term.key_of(word), word=word, means=means, **facts))


def difficult(at: AgendaItem, by: Person, **facts: Any) -> DifficultItem:
    """Return what was prepared for an item that may be hard to talk about."""
    at.is_difficult, at.content_note = True, at.content_note or "It is about loss."
    return _saved(_of_item(DifficultItem, at, **{"by_id": by.id, "flagged_at": db.now(), "check_days": 3, **facts}))


def aftercare(of: DifficultItem, who: Person, way: After = After.MESSAGE, **facts: Any) -> Aftercare:
    here = {"space_id": of.space_id, "difficult_item_id": of.id, "person_id": who.id}
    return _saved(Aftercare(**here, way=way, chosen_at=db.now(), **facts))


def reading(of: Paper, by: Person, **facts: Any) -> PaperReading:
    facts = {"how_many": 4, "who": "panel members", "read_on": today(), "changed": "Shorter.", **facts}
    return _saved(PaperReading(space_id=of.space_id, paper_id=of.id, added_by_id=by.id, added_at=db.now(), **facts))


def private_word(about: Meeting, by: Person, to: Person, words: str = "It was too loud.", **facts: Any) -> PrivateWord:
    here = {"space_id": about.space_id, "meeting_id": about.id, "by_id": by.id, "to_id": to.id}
    return _saved(PrivateWord(**here, words=words, sent_at=db.now(), **facts))


def help_place(of: Space, name: str = "", **facts: Any) -> HelpPlace:
    """Return a place to turn to, which somebody checked today."""
    facts = {
        "name": name or f"Place {next(_numbers)}",
        "what_for": "Somebody to talk to.",
        "phone": "01632 960002",
        "checked_on": today(),
        "checked_by": "Ann",
        **facts,
    }
    made = HelpPlace(space_id=of.id, created_at=db.now(), **facts)
    of.nearby_check_by = min(filter(None, (of.nearby_check_by, made.check_by)))
    return _saved(made)


def handover(of: Space, who: str = "Rowan", **facts: Any) -> Handover:
    """Return a change of people that waits for a note."""
    noticed = {"post": Post.ORGANISER, "from_day": today(), "noticed_at": db.now()}
    return _saved(Handover(space_id=of.id, who=who, **(noticed | facts)))


def ladder_step(of: Space, to_whom: str = "The chair", **facts: Any) -> LadderStep:
    """Return a step of the way of a concern."""
    return _saved(
        LadderStep(space_id=of.id, to_whom=to_whom, **({"position": 1, "phone": "01632 960003", "days": 5} | facts))
    )


def charter_part(of: Space, words: str = "We will listen.", **facts: Any) -> CharterPart:
    """Return a commitment, the only part of the draft of a charter of its own."""
    charter = _saved(Charter(space_id=of.id, numbers_given=1, made_at=db.now()))
    version = _saved(
        CharterVersion(
            space_id=of.id, charter_id=charter.id, number=1, state=VersionState.DRAFT, changed_at=db.now(),
            kind=CharterKind.CHARTER, title="Our promises",
        )
    )  # fmt: skip
    facts = {"position": 1, "kind": Kind.COMMITMENT, "number": 1, **facts}
    return _saved(CharterPart(space_id=of.id, version_id=version.id, words=words, **facts))


def body(of: Space, name: str = "The council") -> Body:
    """Return a body of this space."""
    return _saved(Body(space_id=of.id, name=name))


def agreed_charter(of: Space, words: str = "We will listen.", **facts: Any) -> CharterVersion:
    """Return a version that the group agreed, with one commitment of a body."""
    part = charter_part(of, words)
    part.body_id = facts.pop("body_id", None)
    version = db.session.get_one(CharterVersion, part.version_id)
    version.state, version.agreed_at, version.agreed_how = VersionState.AGREED, db.now(), "Nobody was against it."
    for name, value in facts.items():
        setattr(db.session.get_one(Charter, version.charter_id), name, value)
    db.session.flush()
    return version


def signing(of: CharterVersion, who: Person, by: Person, body: str = "The council", **facts: Any) -> Signing:
    """Return a question to somebody to sign a version for a body."""
    named = called(of.space_id, body)
    assert named
    facts = {"post": "director", "state": SigningState.ASKED, "not_yet": [], "reservations": [], **facts}
    return _saved(
        Signing(
            space_id=of.space_id, charter_id=of.charter_id, version_id=of.id, person_id=who.id, body_id=named.id,
            asked_by_id=by.id, asked_at=db.now(), answer_by=today() + timedelta(days=20), **facts,
        )
    )  # fmt: skip


def signed(of: CharterVersion, who: Person, by: Person, body: str = "The council", **facts: Any) -> Signing:
    """Return a signature that was given, by the verbs that people use; `facts` are what is written beside it."""
    made = signing(of, who, by, body, ready_at=db.now(), interests="nothing")
    found = signings.signing_to_tell(made.id)
    signing_service.write(found, actor=who, written=Written(name=who.preferred_name, **facts))
    signing_service.sign(found, actor=who, proof=Proof.CODE)
    return found


def supporter(of: CharterVersion, name: str = "Sue", **facts: Any) -> Supporter:
    """Return a confirmed and listed name under a charter."""
    made = {"capacity": Capacity.SUPPORTS, "is_listed": True, "came_by": CameBy.PAGE, "confirmed_at": db.now(), **facts}
    return _saved(Supporter(space_id=of.space_id, charter_id=of.charter_id, name=name, made_at=db.now(), **made))


def charter_copy(part: CharterPart, **facts: Any) -> CharterCopy:
    """Say that the charter of this part was copied from another, with the same words."""
    version = db.session.get_one(CharterVersion, part.version_id)
    db.session.refresh(part, ["body", "shares"])
    for share in part.shares:
        db.session.refresh(share, ["body"])
    facts = {"of_space": "Elsewhere", "title": "Their promises", "number": 1, "parts": kept([part]), **facts}
    whose = {"space_id": part.space_id, "charter_id": version.charter_id}
    return _saved(CharterCopy(made_at=db.now(), **whose, **facts))


def adoption(of: CharterVersion, by: Space, **facts: Any) -> CharterAdoption:
    """Say that a space adopted the charter of this version."""
    facts = {"title": of.title, "of_space": "Elsewhere", "seen_number": of.number, "contact": "x", **facts}
    return _saved(CharterAdoption(space_id=by.id, charter_id=of.charter_id, adopted_at=db.now(), **facts))


def evidence(part: CharterPart, by: Person, words: str = "x", **facts: Any) -> CharterEvidence:
    """Return a story that a charter is built on, and that asks for this clause."""
    version = db.session.get_one(CharterVersion, part.version_id)
    said = {"title": words, "source": words, "words": words, "teller": words, "asks": [[words, part.number, words]]}
    when = {"written_at": db.now(), "agreed_on": today(), "lived_at": db.now(), "people": 7}
    whose = {
        "space_id": part.space_id,
        "charter_id": version.charter_id,
        "written_by_id": by.id,
        "changed_by_id": by.id,
    }
    return _saved(CharterEvidence(kind=EvidenceKind.LIVED, **{**said, **when, **whose, **facts}))


def charter_review(part: CharterPart, by: Person) -> CharterReview:
    """Let somebody look at the charter of this part today, and again in a year."""
    charter = db.session.get_one(Charter, db.session.get_one(CharterVersion, part.version_id).charter_id)
    charter.review_on = today() + timedelta(days=365)
    whose = {"space_id": charter.space_id, "charter_id": charter.id}
    _saved(CharterReviewer(**whose, person_id=by.id))
    said = {"number": 1, "by_id": by.id, "at": db.now(), "result": ReviewResult.STAYS, "words": "x"}
    return _saved(CharterReview(**whose, **said, next_on=charter.review_on))


def consultation(part: CharterPart, **facts: Any) -> Consultation:
    """Return a consultation on the draft that holds this part, with one question. It is open for the group."""
    facts = {"phase": Phase.CONTENT, "opens_on": today(), "closes_on": today() + timedelta(days=20), **facts}
    facts = {"why": "It is new.", "can_change": "All of it.", "cannot_change": "The law.", **facts}
    was = {str(part.number): {"words": part.words, "plain": "", "how_known": "", "legal": "", "body": ""}}
    made = Consultation(
        space_id=part.space_id, version_id=part.version_id, as_it_was=was, made_at=db.now(), **facts
    )  # fmt: skip
    _saved(made)
    asked = {"consultation_id": made.id, "position": 1, "words": "Is anything missing?"}
    _saved(ConsultationQuestion(space_id=part.space_id, **asked))
    return made


def comment(of: Consultation, **facts: Any) -> CharterComment:
    """Return something that somebody said of a draft as a whole."""
    facts = {"about": About.WHOLE, "came": Came.PAGE, "words": "x", "at": db.now(), **facts}
    return _saved(CharterComment(space_id=of.space_id, consultation_id=of.id, **facts))


def task(of: Space, owner: Person, what: str = "", **facts: Any) -> Task:
    number = next(_numbers)
    settled_at = None if facts.get("state") in {None, *OPEN_STATES} else db.now()
    return _saved(
        Task(
            space_id=of.id,
            what=what or f"Do thing {number}",
            recorded_by_id=owner.id,
            recorded_at=db.now(),
            changed_at=db.now(),
            **{"owner_id": owner.id, "settled_at": settled_at, **facts},
        )
    )


def venue(of: Space, name: str = "", **facts: Any) -> Venue:
    return _saved(Venue(space_id=of.id, name=name or f"Venue {next(_numbers)}", created_at=db.now(), **facts))


def upload(space_id: int, kind: UploadKind = UploadKind.PAPER, content: bytes = b"%PDF-1.7", **facts: Any) -> Upload:
    picture = kind is UploadKind.PHOTO
    facts = {
        "media": "image/jpeg" if picture else "application/pdf",
        "suffix": ".jpg" if picture else ".pdf",
        "width": 1600 if picture else None,
        "height": 900 if picture else None,
        **facts,
    }
    row = _saved(Upload(space_id=space_id, kind=kind, size=len(content), added_at=db.now(), **facts))
    _saved(UploadPart(space_id=space_id, upload_id=row.id, number=0, content=content))
    return row


def photo(of: Venue, alt: str = "A blue door", **facts: Any) -> VenuePhoto:
    picture = upload(of.space_id, UploadKind.PHOTO, **facts)
    return _saved(VenuePhoto(space_id=of.space_id, venue_id=of.id, upload_id=picture.id, alt=alt))


def paper(of: AgendaItem, by: Person, title: str = "", due_on: date | None = None, **facts: Any) -> Paper:
    facts.setdefault("means", "Buses may stop elsewhere.")
    return _saved(
        Paper(
            space_id=of.space_id, meeting_id=of.meeting_id, item_id=of.id, title=title or f"Paper {next(_numbers)}",
            due_on=due_on or today() + timedelta(days=3), added_by_id=by.id, added_at=db.now(), **facts,
        )
    )  # fmt: skip


def version(of: Paper, form: PaperForm = PaperForm.STANDARD, sent_on: date | None = None, **facts: Any) -> PaperVersion:
    """Return a paper in one form: a link, or with `upload_id` a file."""
    if "upload_id" not in facts:
        facts.setdefault("link", "https://www.example.org/paper")
    facts.setdefault("language", "en")
    return _saved(
        PaperVersion(
            space_id=of.space_id, paper_id=of.id, form=form, sent_on=sent_on or today(),
            added_by_id=of.added_by_id, added_at=db.now(), **facts,
        )
    )  # fmt: skip


def pair(space: Space, by: Person, said: str = "The bus is late.", **facts: Any) -> Pair:
    """Return a pair; with state=PairState.PUBLIC it is public since now."""
    if facts.get("state") is PairState.PUBLIC:
        facts = {"public_at": db.now(), "approved_at": db.now(), **facts}
    facts = {"result": PairResult.DONE, "did": "We wrote to the company.", "theme": "Buses", **facts}
    return _saved(
        Pair(space_id=space.id, said=said, drafted_by_id=by.id, drafted_at=db.now(), changed_by_id=by.id, **facts)
    )


def passkey(of: Person, name: str = "", **facts: Any) -> Passkey:
    """Return a passkey that no device holds; tests/support/authenticator.py makes real ones."""
    number = next(_numbers)
    facts = {"credential": b"credential %d" % number, "public_key": b"", "sign_count": 0, "added_at": db.now(), **facts}
    return _saved(Passkey(person_id=of.id, name=name or f"Device {number}", **facts))
