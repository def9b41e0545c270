"""A new name holds everywhere at once: no page and no message shows the old one to anybody else."""

import contextvars
import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from flask import Flask
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import factories
from tests.support.days import today
from tests.support.visitor import Visitor
from workspace import db, mail
from workspace.actions import service as actions
from workspace.actions.bodies.models import Body
from workspace.actions.contact.models import Contact, Wish
from workspace.actions.contact.queries import letter_of
from workspace.actions.files import service as action_files
from workspace.actions.importing import service as importing
from workspace.actions.models import ActionState, Task, TaskChange
from workspace.actions.reminding.models import Said
from workspace.actions.reminding.queries import ticket_of
from workspace.charters import service as charters
from workspace.charters.consulting.models import HiddenComment
from workspace.charters.models import Charter, CharterAnswer, CharterPart, CharterReading, CharterVersion, VersionState
from workspace.charters.signing import queries as signings
from workspace.charters.signing import service as signatures
from workspace.charters.supporters.queries import token_of
from workspace.mail import Message
from workspace.meetings import queries as meeting_queries
from workspace.meetings import service as meetings
from workspace.meetings.agenda import queries as item_queries
from workspace.meetings.agenda import service as agenda
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.arrangements import queries as arrangement_queries
from workspace.meetings.arrangements import service as arrangements
from workspace.meetings.arrangements.models import Step
from workspace.meetings.checking.models import Correction
from workspace.meetings.closing import service as closing
from workspace.meetings.closing.models import Missed, MissedKind
from workspace.meetings.closing.service import Answered
from workspace.meetings.difficult.models import After
from workspace.meetings.editions.models import Edition
from workspace.meetings.feedback.models import Feedback
from workspace.meetings.heard import service as heard
from workspace.meetings.heard.models import HeardHow, HeardState
from workspace.meetings.invitations import queries as place_queries
from workspace.meetings.invitations import service as invitations
from workspace.meetings.invitations.models import Answer, CheckOut, Duty
from workspace.meetings.models import Involvement, Meeting, WhoDecides, WorkLevel
from workspace.meetings.notes import service as notes
from workspace.meetings.notes.models import Result
from workspace.meetings.offer import queries as offer_queries
from workspace.meetings.offer import service as offers
from workspace.meetings.outcomes import service as outcomes
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.running import service as running
from workspace.meetings.suggestions import queries as suggestion_queries
from workspace.meetings.suggestions import service as suggestions
from workspace.meetings.suggestions.models import SuggestionState
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.people.needs import service as needs
from workspace.people.signin import service as signin
from workspace.people.signin.models import Proof
from workspace.people.signin.slips import service as slips
from workspace.roles import Role
from workspace.said import queries as said_queries
from workspace.said import service as said
from workspace.said.dashboards import service as dashboards
from workspace.said.models import Result as SaidResult
from workspace.said.models import Shown
from workspace.said.pairs.models import PairSource, PairState
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership, Sharing

# Anything that people are called: letters of any script, numbers, pictures, and what HTML and mail must take care of.
letters = st.characters(categories=("L", "Nd", "So")) | st.sampled_from("  '’-.<>&\"")
tails = st.text(letters, min_size=1, max_size=25).map(lambda tail: " ".join(tail.split())).filter(bool)
old_names = tails.map(lambda tail: f"Qåx{tail}")
new_names = tails.map(lambda tail: f"Žüy{tail}")


@dataclass
class Story:
    """The numbers of what the person who will change their name took part in, and of who looks at it afterwards."""

    person: int
    member: int
    organiser: int
    slug: str
    meetings: list[dict[str, int]]  # each with the parts of an address that lie in it
    parts: dict[str, list[object]]
    dashboard_key: str


def text_about(name: str) -> str:
    return f"{name} rang the council. Ask @{name.split()[0]} about {name}."


class Teller:
    """Tells the story of a person with verbs of the product: meetings planned, under way and over."""

    def __init__(self, name: str) -> None:
        self.person = factories.person(name, is_host=True)
        self.space = spaces.create_space("Forum", organiser=self.person, actor=self.person)
        host = factories.person("Tomasz", is_host=True)
        self.organiser = factories.member(self.space, role=Role.ORGANISER, who=host)
        self.member = factories.member(self.space, "Priya")
        db.session.refresh(self.person, ["memberships"])
        self.text = text_about(name)
        self.meetings: list[dict[str, int]] = []
        self.parts: dict[str, list[object]] = {"slug": [self.space.slug]}

    def tell(self) -> Story:
        for last_step in ("planned", "happening", "closed", "published"):
            self._meeting(last_step)
        self._around()
        self._keep("need_id", factories.need(self.organiser).id)
        self._cancelled()
        self._doors()
        people = [self.person.id, self.member.id, self.organiser.id]
        self.parts |= {"person_id": people, "message_id": list(db.session.scalars(select(Message.id)))}
        key = dashboards.make_key(self.space, actor=self.organiser)
        return Story(*people, self.space.slug, self.meetings, self.parts, key)

    def _around(self) -> None:
        """Keep texts that name people on what stands around the meetings, as their verbs keep them."""
        kept = to_references(self.text, [self.person])
        venue = factories.venue(self.space, checked_by=kept)
        poll = factories.poll(self.space, self.person, [self.person, self.member])
        key = factories.passkey(self.person)
        log = importing.begin(self.space, actor=self.organiser, table=[["Action"], ["Ring the council"]])
        body = factories._saved(Body(space_id=self.space.id, name="the council"))
        self.parts |= {"import_id": [log.id], "said": [*Said], "body_id": [body.id]}
        self.parts |= {"venue_id": [venue.id], "photo_id": [factories.photo(venue).id], "poll_id": [poll.id]}
        self._keep("passkey_id", key.id)
        self._keep("term_id", factories.term(self.space, means="", asked_by_id=self.person.id, asked_at=db.now()).id)
        self._ask(kept)
        step = factories.ladder_step(self.space, to_whom=kept, post=kept, if_not=kept, body_id=body.id)
        self._keep("step_id", step.id)
        self._keep("handover_id", factories.handover(self.space, kept, successor=kept, in_hand=kept, reason=kept).id)
        self._keep("place_id", factories.help_place(self.space, checked_by=kept).id)
        agreed = factories.agreed_charter(self.space, kept, body_id=body.id, is_public=True, takes_names=True)
        agreed.made_by = agreed.credit = agreed.contact = kept
        self._sign(agreed, kept)
        set_committed_value(agreed, "charter", db.session.get_one(Charter, agreed.charter_id))
        version = charters.begin_next(agreed, actor=self.organiser)
        part = db.session.scalars(select(CharterPart).filter_by(version_id=version.id, space_id=self.space.id)).one()
        part.plain = part.how_known = part.legal = part.easy = kept
        part.involvement = part.limits = part.best_practice = kept
        db.session.flush()
        factories.charter_copy(part)
        self._keep("adoption_id", factories.adoption(agreed, self.space, contact=kept).id)
        piece = factories.evidence(part, self.person, kept, lived_by_id=self.person.id)
        self.parts["evidence_id"] = [piece.id]
        factories.charter_review(part, self.person).words = kept
        reading = CharterReading(space_id=self.space.id, title="x", rows=[["right", "x"]], made_at=db.now())
        version.state, version.asked_until, version.agreed_how = VersionState.ASKED, today(), kept
        said = {"agrees": False, "why": kept, "at": db.now()}
        factories._saved(CharterAnswer(space_id=self.space.id, version_id=version.id, by_id=self.person.id, **said))
        self.parts |= {"charter_id": [version.charter_id], "part_id": [part.id], "version_number": [1, 2]}
        self.parts["form"] = ["text", "page"]
        version.charter.scope = [[kept, kept]]
        self.parts |= {"text_id": [factories._saved(reading).id]}
        self._consult(part, kept)
        for meeting in self.meetings:
            item = db.session.get_one(AgendaItem, meeting["item_id"])
            paper = factories.paper(item, self.person, brought_by=kept)
            correction = Correction(
                space_id=item.space_id, meeting_id=item.meeting_id, item_id=item.id, asked_by_id=self.person.id,
                asked_at=db.now(), says=kept, why=kept, because=kept,
            )  # fmt: skip
            db.session.add(correction)
            db.session.flush()
            meeting |= {"paper_id": paper.id, "version_id": factories.version(paper).id}
            meeting["correction_id"] = correction.id
            self._after(item, correction, kept)
            meeting["reading_id"] = factories.reading(paper, self.person, who=kept, changed=kept).id
            self._in_private(item, meeting, kept)
        self.parts |= {"edition_number": [1, 2], "version": ["1", "2", "draft-1", "now"]}

    def _consult(self, part: CharterPart, kept: str) -> None:
        """Keep what was said of a draft, and answered; a second comment is hidden, and somebody looked again."""
        missed = {"missed_who": kept, "who_said": kept, "missed_what": kept, "what_said": kept}
        asked = factories.consultation(part, why=kept, can_change=kept, cannot_change=kept, **missed)
        texts = dict.fromkeys(("words", "said_of", "answer", "old_words", "new_words", "came_from"), kept)
        of = {"about": "clause", "part_id": part.id, "clause_kind": part.kind, "clause_number": 1, "changed_number": 1}
        for name in ("", kept):
            said = {"by_id": self.person.id, "said_by": name, "fate": "changed", "answered_at": db.now()}
            self._keep("comment_id", factories.comment(asked, **of, **said, **texts).id)
        hidden = {"comment_id": self.parts["comment_id"][-1], "hidden_by_id": self.member.id, "hidden_at": db.now()}
        looked = {"appeal_to_id": self.person.id, "appealed_at": db.now(), "settled_at": db.now()}
        words = dict.fromkeys(("why", "appeal", "settled"), kept)
        factories._saved(HiddenComment(space_id=self.space.id, **hidden, **looked, **words))
        self.parts |= {"consultation_id": [asked.id], "clause_number": [1]}

    def _after(self, item: AgendaItem, correction: Correction, kept: str) -> None:
        """Keep what was said of the meeting, and a line of an edition, as their verbs keep them."""
        meeting = db.session.get_one(Meeting, item.meeting_id)
        of = {"space_id": item.space_id, "meeting_id": item.meeting_id}
        db.session.add(Feedback(**of, sums={}, words=kept, by_page=5))
        if meeting.notes_published_at is None:
            return
        meeting.closed_at = db.now() - timedelta(days=30)  # what was said is shown
        db.session.add(
            Edition(
                **of, number=2, made_at=db.now(), made_by_id=self.person.id, correction_id=correction.id,
                item_id=item.id, says=kept,
            )
        )  # fmt: skip
        db.session.flush()

    def _in_private(self, item: AgendaItem, meeting: dict[str, int], kept: str) -> None:
        hard = factories.difficult(item, self.organiser, second_id=self.person.id)
        factories.aftercare(hard, self.person, After.RING, ring_by_id=self.organiser.id)
        about = db.session.get_one(Meeting, item.meeting_id)
        for by, to in ((self.person, self.organiser), (self.member, self.person)):
            meeting["word_id"] = factories.private_word(about, by, to, kept, answer=kept, answered_at=db.now()).id

    def _keep(self, part: str, value: object) -> None:
        self.parts.setdefault(part, []).append(value)

    def _plan(self) -> int:
        starts_at = db.now() + timedelta(days=3)
        facts = {
            "title": "Getting to school", "purpose": "Agree what is told", "involvement": Involvement.CO_DESIGN,
            "who_decides": WhoDecides.LAST_WORD,
            "work_level": WorkLevel.SERVICE,
            "can_change": "Letters", "cannot_change": "The law", "decided_by_others": "", "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2), "place": "Library", "way_in": "", "online_link": "",
            "phone_in": "", "welcomer": self.text,
        }  # fmt: skip
        number = meetings.plan(self.space, actor=self.person, facts=facts).id
        facts = {
            "kind": ItemKind.DISCUSSION, "title": "Letters", "details": "", "content_note": "", "led_by": self.text,
            "minutes": 10,
        }  # fmt: skip
        item = agenda.add(self._loaded(number), actor=self.person, facts=facts)
        self.meetings.append({"meeting_id": number, "item_id": item.id})
        self._suggest(number)
        self._offer(number)
        kept = to_references(self.text, [self.person])
        self.meetings[-1]["wanted_id"] = factories.wanted(self._loaded(number), self.person, who=kept, why=kept).id
        places = db.session.scalars(select(Membership).where(Membership.space_id == self.space.id)).all()
        for place in places:
            db.session.refresh(place, ["person"])
        invitations.invite(self._loaded(number), actor=self.person, members=places)
        return number

    def _offer(self, number: int) -> None:
        facts = {"reading_minutes": 0, "travel_minutes": 0, "until_on": None}
        facts |= dict.fromkeys(offers.TEXTS, self.text)
        offers.make(self._loaded(number), actor=self.person, facts=facts)
        made = factories.offer_question(self._loaded(number), self.member, to_references(self.text, [self.person]))
        loaded = offer_queries.question(self.space.slug, number, made.id)
        reply = offers.Reply(QuestionState.ANSWERED, self.text, shared_as=self.text)
        offers.answer_question(loaded, actor=self.person, seen="none", reply=reply)
        self.meetings[-1]["asked_id"] = made.id

    def _suggest(self, number: int) -> None:
        item = {"kind": ItemKind.DISCUSSION, "title": "Maps", "details": self.text, "minutes": 5}
        item |= {"content_note": "", "led_by": self.text}
        for state in (SuggestionState.NEXT_TIME, SuggestionState.ON_AGENDA):
            made = suggestions.suggest(
                self._loaded(number), actor=self.person, what="Maps", why=self.text, named=True
            )  # fmt: skip
            self._loaded(number)
            loaded = suggestion_queries.suggestion(self.space.slug, number, made.id)
            reply = suggestions.Reply(state, self.text, self.text, item)
            suggestions.answer(loaded, actor=self.organiser, seen=loaded.state, reply=reply)
            self.meetings[-1]["suggestion_id"] = made.id

    def _loaded(self, number: int) -> Meeting:
        db.session.flush()
        db.session.expire_all()
        return meeting_queries.meeting(self.space.slug, number)

    def _meeting(self, last_step: str) -> None:
        number = self._plan()
        invitations.give_duties(
            self._loaded(number), actor=self.person, holders={Duty.CHAIR: self.person.id, Duty.WELCOMER: self.member.id}
        )
        db.session.flush()
        db.session.expire_all()
        place = place_queries.place(self.space.slug, number, self.person.id)
        invitations.answer(place, actor=self.person, reply=invitations.Reply(Answer.IN_PERSON, words="A loop"))
        self._arrange(number)
        if last_step != "planned":
            running.open_meeting(self._loaded(number), actor=self.person)
            self._write(number)
        if last_step in {"closed", "published"}:
            self._close(number)
        if last_step == "published":
            shared = self._loaded(number)
            for thing in (shared, *shared.items):
                thing.sharing = Sharing.PUBLIC
            notes.publish_notes(self._loaded(number), actor=self.person)

    def _close(self, number: int) -> None:
        meeting = self._loaded(number)
        closing.check_out(meeting.place_of(self.person), actor=self.person, state=CheckOut.SAID, words=self.text)
        answered = [Answered(kind, self.text, self.person.id) for kind in MissedKind]
        closing.close_meeting(self._loaded(number), actor=self.person, answered=answered)
        of_meeting = select(Missed.id).where(Missed.meeting_id == number)
        self.meetings[-1]["missed_id"] = db.session.scalars(of_meeting).first()

    def _arrange(self, number: int) -> None:
        db.session.flush()
        db.session.expire_all()
        line = arrangement_queries.own_lines(place_queries.place(self.space.slug, number, self.person.id))[0].id
        db.session.refresh(self.person, ["memberships"])
        found = arrangement_queries.line(self.space.slug, number, line, self.person)
        texts = dict.fromkeys(("words", "instead", "speak_to"), self.text)
        facts = {"state": Step.CANNOT, "arranger_id": self.person.id, **texts}
        arrangements.move_on(found, actor=self.person, seen=0, facts=facts)
        self.meetings[-1]["line_id"] = line

    def _write(self, number: int) -> None:
        item = item_queries.item(self.space.slug, number, self.meetings[-1]["item_id"])
        running.go_to(item, actor=self.person)
        notes.save_note(item, actor=self.person, text=self.text, version=0)
        texts = {"words", "reason", "asked_for", "not_possible", "who_can_change", "different_views"}
        decision = notes.decide(item, actor=self.person, result=Result.AGREED, **dict.fromkeys(texts, self.text))
        self.meetings[-1]["decision_id"] = decision.id
        parked = outcomes.park(
            item, actor=self.organiser, what=self.text, why=self.text, until_on=None, owner_id=self.person.id
        )
        outcomes.change_parked(parked, actor=self.organiser, until_on=None, let_go_because=self.text)
        question = outcomes.ask(
            item, actor=self.organiser, words=self.text, asked_by_id=self.person.id, owner_id=self.member.id,
            due_on=None, answer=self.text,
        )  # fmt: skip
        db.session.refresh(question, ["asked_by"])
        outcomes.answer(question, actor=self.organiser, state=QuestionState.CANNOT, words=self.text)
        line = heard.hear(item, actor=self.organiser, words=self.text, speaker_id=self.person.id)
        reading = {"state": HeardState.CORRECTED, "own_words": self.text, "how": HeardHow.ALOUD}
        heard.read_back(line, actor=self.organiser, seen=0, **reading)
        self.meetings[-1] |= {"parked_id": parked.id, "question_id": question.id, "heard_id": line.id}
        self._say(self._loaded(number), line.id)
        for owner in (self.person, self.member):
            promise = actions.Promise(self.text, owner_id=owner.id, said_yes=True, why=self.text)
            task = actions.record(item, actor=self.organiser, promise=promise)
            db.session.refresh(task, ["owner", "meeting"])
            actions.change_state(task, actor=self.person, state=ActionState.STUCK, words=self.text)
            self._keep("task_id", task.id)
            self._remind(task)

    def _remind(self, task: Task) -> None:
        """Remind the owner of an action, with links to answer."""
        until = today() + timedelta(days=1)
        about = {"task_id": task.id, "until": until.isoformat()}
        mail.send("action_reminder", task.owner_id, key=f"action_reminder:{task.id}", **about)
        changes = [*db.session.scalars(select(TaskChange.id).where(TaskChange.task_id == task.id))]
        mail.send("action_news", task.owner_id, key=f"action_news:{task.id}", change_ids=changes)
        self._keep("ticket", ticket_of(task.id, task.owner_id, until))

    def _ask(self, kept: str) -> None:
        """Ask the person and the member how they would like to keep in touch, in words that name the person."""
        until = today() + timedelta(days=1)
        for person in (self.person, self.member):
            asked = {"asked_at": db.now(), "asked_by_id": self.person.id, "wish": Wish.RING, "answered_at": db.now()}
            factories._saved(Contact(space_id=self.space.id, person_id=person.id, words=kept, **asked))
            about = {"space_id": self.space.id, "until": until.isoformat()}
            mail.send("contact_question", person.id, key=f"contact_question:{person.id}", **about)
            self._keep("letter", letter_of(self.space.id, person.id, until))

    def _say(self, meeting: Meeting, heard_id: int) -> None:
        """Put what the person said on the list, and a line of the member about them, with what came of it."""
        self.meetings[-1]["what"] = f"heard-{heard_id}"
        for person in (self.person, self.member):
            db.session.refresh(person, ["memberships"])
        things = {thing.name: thing for thing in said_queries.said_at(meeting)}
        named = said.mark(meeting, things[f"heard-{heard_id}"], actor=self.person, shown=Shown.NAMED)
        item = self.meetings[-1]["item_id"]
        about = said.say(meeting, actor=self.member, item_id=item, words=self.text, shown=Shown.NAMED)
        for what, mark in ((f"heard-{heard_id}", named), (f"own-{about.id}", about)):
            at = said_queries.thing_at(self.space.slug, meeting.id, item, what)
            said.link(at, actor=self.organiser, came=said.Came(SaidResult.ANSWER, words=self.text))
            self._keep("contribution_id", mark.id)
            kept = {"state": PairState.PUBLIC, "approved_by_id": self.person.id, "names_approver": True}
            pair = factories.pair(self.space, self.organiser, **kept)
            factories._saved(PairSource(space_id=self.space.id, pair_id=pair.id, kind=mark.key[0], of_id=mark.key[1]))
            self._keep("pair_id", pair.id)

    def _cancelled(self) -> None:
        number = self._plan()
        meetings.cancel(self._loaded(number), actor=self.person, reason=self.text)

    def _sign(self, agreed: CharterVersion, kept: str) -> None:
        """Let the member sign with words about the person, and have written what they sign next."""
        texts = {
            "missing": kept,
            "authority": kept,
            "statement": kept,
            "assisted_by": kept,
            "reservations": [[1, kept]],
        }
        facts = {"ready_at": db.now(), "interests": kept, "name": "Mo", "written_at": db.now(), **texts}
        signing = factories.signing(agreed, self.member, self.organiser, "x", **facts)
        signatures.sign(signings.signing_to_tell(signing.id), actor=self.member, proof=Proof.CODE)
        facts["written_at"] -= timedelta(days=1)
        asked = factories.signing(agreed, self.member, self.organiser, "y", **facts)
        supporter = factories.supporter(agreed)
        self.parts |= {"signing_id": [signing.id, asked.id], "supporter_id": [supporter.id]}
        self._keep("token", token_of(supporter))

    def _doors(self) -> None:
        self._keep("token", signin.sign_in_link(self.person).rpartition("/")[2])
        db.session.refresh(self.organiser, ["memberships"])
        edna = factories.member(self.space, who=factories.person("Edna", email=None))
        db.session.refresh(edna, ["memberships"])
        self._keep("key", slips.make(actor=self.organiser, person=edna, space_id=self.space.id).key)
        self._keep("key", action_files.make_address(self.person))


def pages(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            yield rule


def addresses(app: Flask, rule: Rule, story: Story) -> Iterator[str]:
    """Every address of this page that the parts of the story make. A part that the story lacks is a failure."""
    in_meetings = rule.arguments & set().union(*story.meetings)
    free = sorted(rule.arguments - in_meetings)
    unknown = set(free) - story.parts.keys()
    assert not unknown, f"{rule}: let the story of this test have a {unknown}"
    for meeting in story.meetings if in_meetings else [{}]:
        if in_meetings <= meeting.keys():
            fixed = {name: meeting[name] for name in in_meetings}
            for values in product(*(story.parts[name] for name in free)):
                yield app.url_map.bind("").build(rule.endpoint, fixed | dict(zip(free, values, strict=True)))


def look(visitor: Visitor, address: str, key: str = "") -> TestResponse:
    """Open a page without the checks that every other test makes of it: there are hundreds here. A program's address
    opens with its key."""
    return contextvars.Context().run(visitor.client.open, address, headers={"Authorization": f"Bearer {key}"})


def shows(answer: TestResponse, name: str) -> bool:
    words = answer.get_data(as_text=True)
    return any(name in said for said in (html.unescape(words), unfolded(words), str(answer.headers)))


def unfolded(calendar: str) -> str:
    """A calendar file breaks its long lines, and a name with them."""
    return calendar.replace("\r\n ", "")


def all_messages(app: Flask) -> Iterator[str]:
    with app.app_context():
        for message in db.session.scalars(select(Message)):
            letter = mail.letter_of(message)
            files = [unfolded(one.content.decode()) for one in letter.attachments]
            yield "\n".join([letter.to_name, letter.subject, letter.text, html.unescape(mail.as_html(letter)), *files])


@pytest.mark.slow
@pytest.mark.only_database("sqlite")  # which words a page shows is decided after the database has answered
@pytest.mark.promise("S1-C7")
@settings(max_examples=1, phases=[Phase.explicit, Phase.generate])  # each story is thousands of pages
@given(old=old_names, new=new_names)
def test_nobody_is_shown_an_old_name(app, visit, data, old, new):
    with data():
        story = Teller(old).tell()
    with app.app_context():
        meeting = db.session.get_one(Meeting, story.meetings[0]["meeting_id"])
        needs.needs_seen(db.session.get_one(Person, story.person), [story.organiser, story.member], meeting)
    owner = visit(story.person)
    assert shows(look(visit(story.member), f"/spaces/{story.slug}/people"), old)
    owner.submit(owner.get("/me/profile"), "Save my profile", preferred_name=new)

    opened, told, leaks = set(), False, set()
    for reader in (None, story.member, story.organiser):
        visitor = visit(reader)
        for rule in pages(app):
            for address in addresses(app, rule, story):
                answer = look(visitor, address, story.dashboard_key)
                told = told or shows(answer, new)
                if shows(answer, old):
                    leaks.add(address)
                if answer.status_code < 400:
                    opened.add(rule.endpoint)
    closed = {rule.endpoint for rule in pages(app)} - opened
    assert not leaks, f"these pages show the old name: {sorted(leaks)}"
    assert closed <= {"spaces.set_up"}, f"nobody could open {closed}, so it was not looked at"
    assert told
    messages = list(all_messages(app))
    assert not [words for words in messages if old in words]
    assert [words for words in messages if new in words]
