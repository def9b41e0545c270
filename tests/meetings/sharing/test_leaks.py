"""What is kept to a narrower circle is in no page, file or message of anybody outside it.

Marker words are written into every text of a meeting, at levels that are made up anew each time. Then everything that
each reader can open is searched for the markers that are not theirs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from tests import factories
from tests.support.visitor import Visitor
from tests.support.world import World, addresses, two_spaces
from workspace import db, mail
from workspace.actions.models import Task, TaskChange
from workspace.mail import Message
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.checking.models import Correction
from workspace.meetings.closing.models import Became, Missed, MissedKind
from workspace.meetings.editions.models import Edition
from workspace.meetings.feedback.models import Feedback
from workspace.meetings.invitations.models import CheckOut, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes import document, service
from workspace.meetings.notes.models import Decision, DecisionVersion, Note, NoteVersion, Result
from workspace.meetings.offer.models import Offer, OfferQuestion
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.service import make_findable, make_paper_findable
from workspace.people.models import Person
from workspace.roles import Role
from workspace.said.models import Contribution, Outcome, SaidKind, Shown
from workspace.said.pairs.models import PairSource, PairState
from workspace.spaces.models import Membership, Sharing, Space, narrowest

# Whoever was invited or takes notes reads everything. Of the others, each reads one edition.
READS = {
    "outsider": Sharing.MEMBERS, "nobody": Sharing.PUBLIC, "other": Sharing.PUBLIC, "host": Sharing.PUBLIC,
    "member": Sharing.GROUP, "guest": Sharing.GROUP,
}  # fmt: skip
# Pages that read nothing of a meeting: the same for every plan, and opened for each would be most of the time.
OF_NOBODY = {
    "about.accessibility", "about.guide", "about.information", "about.reading", "spaces.set_up", "signin.again",
    "signin.ask", "signin.code", "signin.link", "signin.password", "signin.sessions", "signin.set_password",
    "signin.slip", "signin.slip_code", "needs.add", "needs.change", "needs.index", "people.profile", "people.reach",
}  # fmt: skip
DECISION_TEXTS = ("asked_for", "words", "reason", "not_possible", "who_can_change", "different_views")
levels = st.sampled_from(Sharing)
closer = st.none() | st.sampled_from([Sharing.GROUP, Sharing.MEMBERS])


@dataclass(frozen=True)
class Plan:
    """The levels of one meeting: of itself, and of each item with its note and its decision."""

    meeting: Sharing
    items: list[tuple[Sharing, Sharing | None, Sharing | None]]
    published: bool = True


plans = st.builds(Plan, levels, st.lists(st.tuples(levels, closer, closer), min_size=4, max_size=4), st.booleans())


@dataclass(frozen=True)
class Marker:
    """A word that stands in one text, who may read it, and whether it is read only in published notes."""

    word: str
    level: Sharing
    in_notes: bool = True
    of_one: bool = False  # nobody but who wrote it reads it, and none of the readers here did
    on_list: bool = False  # of what people said: those invited read it at once, and members with the notes


@pytest.fixture
def world(data) -> World:
    made, _other = two_spaces(data)
    with data():
        space = db.session.scalars(select(Space).where(Space.slug == made.slug)).one()
        made.people["outsider"] = factories.member(space, "Outsider").id
    return made


def planted(world: World, plan: Plan) -> list[Marker]:
    """Write the markers into the world's published meeting, in place of all that was written there."""
    meeting = db.session.get_one(Meeting, world.meetings["published"]["meeting_id"])
    of_meeting = {"space_id": meeting.space_id, "meeting_id": meeting.id}
    _emptied(meeting)
    meeting.sharing = plan.meeting
    meeting.notes_published_at = db.now() - timedelta(hours=1) if plan.published else None
    markers = _planted_at_the_end(world, meeting, plan.meeting)
    for asked in db.session.scalars(select(Correction).where(Correction.meeting_id == meeting.id)):
        asked.says, asked.why, asked.because = "markcorrectionsays", "markcorrectionwhy", "markcorrectionbecause"
        markers += [Marker(word, Sharing.GROUP) for word in (asked.says, asked.why, asked.because)]
    markers += _planted_offer(meeting)
    meeting.closed_at = db.now() - timedelta(days=30)  # what people found of it is settled
    said = db.session.scalars(select(Feedback).where(Feedback.meeting_id == meeting.id)).one()
    said.words = "markfeedback"
    markers.append(Marker("markfeedback", Sharing.GROUP, in_notes=False))
    items = db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.id))
    for number, (item, (level, note, decision)) in enumerate(zip(items, plan.items, strict=True), 1):
        markers += _planted_at(world, item, number, level, note, decision, of_meeting)
    db.session.flush()
    if plan.published:
        db.session.expire_all()
        made = load_meeting(world.slug, meeting.id)
        assert made
        make_findable(made)
    return markers


def _planted_offer(meeting: Meeting) -> list[Marker]:
    """An offer stands on the meeting's page; what was asked about it is shared with those invited, or with nobody."""
    made = db.session.scalars(select(Offer).where(Offer.meeting_id == meeting.id)).one()
    made.payment, made.expenses, made.care = "markofferpay", "markofferexpenses", "markoffercare"
    asked = db.session.scalars(select(OfferQuestion).where(OfferQuestion.meeting_id == meeting.id)).one()
    asked.shared_as, asked.answer = "markoffershared", "markofferanswer"
    asked.asked_by_id = made.made_by_id  # whoever asked reads their own words instead
    open_to_members = [
        Marker(word, Sharing.MEMBERS, in_notes=False) for word in (made.payment, made.expenses, made.care)
    ]
    return [
        *open_to_members,
        *(Marker(word, Sharing.GROUP, in_notes=False) for word in (asked.shared_as, asked.answer)),
    ]


def _emptied(meeting: Meeting) -> None:
    notes = select(Note.id).where(Note.meeting_id == meeting.id)
    tasks = select(Task.id).where(Task.meeting_id == meeting.id)
    decisions = select(Decision.id).where(Decision.meeting_id == meeting.id)
    for rows in (
        delete(Edition).where(Edition.meeting_id == meeting.id),
        delete(DecisionVersion).where(DecisionVersion.decision_id.in_(decisions)),
        delete(NoteVersion).where(NoteVersion.note_id.in_(notes)),
        delete(Note).where(Note.meeting_id == meeting.id),
        delete(Outcome).where(Outcome.meeting_id == meeting.id),
        delete(Contribution).where(Contribution.meeting_id == meeting.id, Contribution.kind == SaidKind.OWN),
        delete(Decision).where(Decision.meeting_id == meeting.id),
        delete(TaskChange).where(TaskChange.task_id.in_(tasks)),
        delete(Task).where(Task.meeting_id == meeting.id),
    ):
        db.session.execute(rows, execution_options={"synchronize_session": False})


def _planted_at(world, item, number, level, note_level, decision_level, of_meeting) -> Iterator[Marker]:
    taker, at = world.people["note_taker"], {**of_meeting, "item_id": item.id}
    item.sharing = level
    for name in ("title", "details", "content_note", "led_by"):
        word = f"mark{number}{name}"
        setattr(item, name, word)
        if item.removed_at is None or name == "title":
            yield Marker(word, level, in_notes=False)
    note = factories._saved(
        Note(**at, text=f"mark{number}note", version=1, saved_at=db.now(), saved_by_id=taker, sharing=note_level)
    )
    yield Marker(f"mark{number}note", narrowest(level, note_level))
    texts = {name: f"mark{number}decision{name}" for name in DECISION_TEXTS}
    made = Decision(
        **at, **texts, number=number, result=Result.AGREED, recorded_at=db.now(), recorded_by_id=taker,
        sharing=decision_level,
    )  # fmt: skip
    world.meetings["published"]["decision_id"] = factories._saved(made).id
    yield from _before(world, item, number, note, made)
    for word in texts.values():
        yield Marker(word, narrowest(level, decision_level))
    owner = db.session.get_one(Person, world.people["organiser"])
    space = db.session.get_one(Space, item.space_id)
    words = {"what": f"mark{number}action", "state_words": f"mark{number}state"}
    task = factories.task(space, owner, words["what"], state_words=words["state_words"],
                          meeting_id=item.meeting_id, item_id=item.id)  # fmt: skip
    world.other["task_id"] = task.id
    for word in words.values():
        yield Marker(word, level, in_notes=False)  # members know an action before the notes
    yield from _beside(world, item, number, level)


def _before(world, item, number, note, decision) -> Iterator[Marker]:
    """Write down what the note and the decision said before they were corrected, and a line that says what changed."""
    taker, of = world.people["note_taker"], {"space_id": item.space_id}
    first = {"saved_at": db.now() - timedelta(hours=2), "saved_by_id": taker, "version": 1}
    now = {"saved_at": db.now(), "saved_by_id": taker, "version": 2}
    factories._saved(NoteVersion(**of, note_id=note.id, text=f"mark{number}oldtext", **first))
    factories._saved(NoteVersion(**of, note_id=note.id, text=note.text, **now))
    decision.recorded_at = first["saved_at"]
    old = {name: f"mark{number}olddecision{name}" for name in DECISION_TEXTS}
    new = {name: getattr(decision, name) for name in DECISION_TEXTS}
    for said, when in ((old, first), (new, now)):
        factories._saved(DecisionVersion(**of, decision_id=decision.id, result=Result.AGREED, **said, **when))
    made = {"correction_id": world.meetings["published"]["correction_id"], "made_by_id": taker, "made_at": db.now()}
    at = {**of, "meeting_id": item.meeting_id, "item_id": item.id}
    factories._saved(Edition(**at, **made, number=2 * number, says=f"mark{number}oldtextline"))
    line = f"mark{number}olddecisionline"
    factories._saved(Edition(**at, **made, number=2 * number + 1, says=line, decision_id=decision.id))
    yield Marker(f"mark{number}oldtext", narrowest(item.sharing, note.sharing))
    for word in (*old.values(), line):
        yield Marker(word, narrowest(item.sharing, decision.sharing))


def _planted_at_the_end(world, meeting, level) -> list[Marker]:
    """Write down whom and what was missed, an action that came of it, and a last word: shared as the meeting is."""
    texts = ("markmissedwho", "markmissedwhat", "markmissedaction", "marklastword")
    who = db.session.scalars(select(Missed).where(Missed.meeting_id == meeting.id)).first()
    assert who
    who.words, who.said_by_id = texts[0], world.people["organiser"]
    what = factories.missed(meeting, texts[1], MissedKind.WHAT, became=Became.ACTION, became_at=db.now())
    owner = db.session.get_one(Person, world.people["organiser"])
    factories.task(
        db.session.get_one(Space, meeting.space_id), owner, texts[2], meeting_id=meeting.id, missed_id=what.id
    )
    place = db.session.scalars(select(Invitation).where(Invitation.meeting_id == meeting.id)).first()
    assert place
    place.check_out, place.check_out_words = CheckOut.SAID, texts[3]
    return [Marker(word, level, in_notes=word != texts[2]) for word in texts]


def _beside(world, item, number, level) -> Iterator[Marker]:
    """Park and ask something at the item, write down what was heard, and bring a paper to it: each is shared as the
    item is."""
    taker = db.session.get_one(Person, world.people["note_taker"])
    parts = ("parked", "because", "question", "answer", "heard", "paper", "means", "readers", "redone")
    texts = {part: f"mark{number}{part}" for part in parts}
    before = db.now() - timedelta(days=1)  # the notes hold what was answered before they were published
    parked = factories.parked(item, taker, what=texts["parked"], why=texts["because"])
    asked = factories.question(item, taker, words=texts["question"], answer=texts["answer"], changed_at=before)
    line = factories.heard(item, taker, taker, words=texts["heard"])
    paper = factories.paper(item, taker, texts["paper"], means=texts["means"])
    make_paper_findable(paper, db.session.get_one(Meeting, item.meeting_id))
    world.meetings["published"] |= {
        "parked_id": parked.id, "question_id": asked.id, "paper_id": paper.id,
        "version_id": factories.version(paper).id, "heard_id": line.id,
    }  # fmt: skip
    read = factories.reading(paper, taker, who=texts["readers"], changed=texts["redone"])
    world.meetings["published"]["reading_id"] = read.id
    for part in ("parked", "because", "question", "answer", "heard"):
        yield Marker(texts[part], level)
    yield from _said(world, item, number, level, line)
    for part in ("paper", "means", "readers", "redone"):
        yield Marker(texts[part], level, in_notes=False)


def _said(world, item, number, level, line) -> Iterator[Marker]:
    """Let the note taker mark lines of their own: one for themselves, one on the list with what came of it."""
    taker = db.session.get_one(Person, world.people["note_taker"])
    on_list = {"shown": Shown.WITHOUT_NAME, "number": 100 + number, "words": f"mark{number}listed"}
    listed = factories.contribution(item, taker, **on_list)
    factories.contribution(item, taker, words=f"mark{number}private")
    factories.contribution(item, taker, kind=SaidKind.HEARD, of_id=line.id)
    of = {"space_id": item.space_id, "meeting_id": item.meeting_id, "kind": SaidKind.OWN, "of_id": listed.id}
    answer = {"result": "answer", "words": f"mark{number}came", "at": db.now(), "by_id": taker.id}
    factories._saved(Outcome(**of, **answer))
    yield Marker(f"mark{number}private", Sharing.GROUP, of_one=True)
    space = db.session.get_one(Space, item.space_id)
    factories.pair(space, taker, f"mark{number}pairdraft")
    made = factories.pair(space, taker, state=PairState.PUBLIC)
    factories._saved(PairSource(space_id=space.id, pair_id=made.id, kind=SaidKind.HEARD, of_id=line.id))
    yield Marker(f"mark{number}pairdraft", Sharing.GROUP, of_one=True)
    for word in (f"mark{number}listed", f"mark{number}came"):
        yield Marker(word, narrowest(level, Sharing.MEMBERS), in_notes=False, on_list=True)


def seen_by(app: Flask, world: World, role: str) -> Iterator[tuple[str, str]]:
    """Give everything that this reader can open of the site: each page, each file, and what searching finds."""
    visitor = Visitor(app, None if role == "nobody" else world.people[role])
    pages = [address for rule, address in addresses(app, world, "GET", "published") if rule.endpoint not in OF_NOBODY]
    words = ("mark1no", "mark2no", "mark3no", "mark4no", "mark1dec", "mark3dec", "mark1me", "mark2me", "mark3pa")
    found = tuple(f"search?words={word}" for word in words)
    searches = (*found, "actions?state=all", "actions?state=all&words=mark", "meetings?words=mark")
    pages += [f"/spaces/{world.slug}/{part}" for part in searches]
    plan = f"/spaces/{world.slug}/meetings/{world.meetings['published']['meeting_id']}"
    pages += [f"{plan}/{kind}/{number}" for kind in ("notes/versions", "public-notes") for number in range(2, 10)]
    pages += [f"{plan}/notes/versions?before=1&after={number}" for number in range(2, 10)]
    with app.app_context():
        tasks = db.session.scalars(select(Task.id).where(Task.meeting_id == world.meetings["published"]["meeting_id"]))
        pages += [f"/spaces/{world.slug}/actions/{number}" for number in tasks]
    for page in pages:
        answer = visitor.client.get(page)
        if answer.mimetype != "image":
            yield page, f"{answer.text} {answer.headers}"


def _theirs(marker: Marker, audience: Sharing, published: bool) -> bool:
    """Say whether this circle may read the word. It asks nothing of the product: that is what is tested."""
    order = [Sharing.GROUP, Sharing.MEMBERS, Sharing.PUBLIC]
    wide_enough = order.index(marker.level) >= order.index(audience)
    if marker.of_one:
        return False
    if marker.on_list:
        return wide_enough and (published or audience is Sharing.GROUP)
    return wide_enough and (published or not (marker.in_notes or audience is Sharing.PUBLIC))


def leaks(app: Flask, world: World, markers: list[Marker], published: bool) -> Iterator[str]:
    """Give where somebody can read a word that is not theirs."""
    return (
        f"{role} reads {marker.word} ({marker.level}) at {address}"
        for role, audience in READS.items()
        for address, text in seen_by(app, world, role)
        for marker in markers
        if marker.word in text and not _theirs(marker, audience, published)
    )


@pytest.mark.slow
@pytest.mark.only_database("sqlite")  # each rule of who may read what is looked at on both where it is tested by itself
@pytest.mark.promise("S1-C4", "S3-P3")
@hypothesis_settings(max_examples=1, phases=[Phase.explicit, Phase.generate])
@given(plan=plans)
def test_no_reader_finds_a_word_that_is_kept_to_a_narrower_circle(app: Flask, data, world: World, plan: Plan) -> None:
    with data():
        markers = planted(world, plan)
    assert not list(leaks(app, world, markers, plan.published))


EACH = Plan(Sharing.MEMBERS, [
    (Sharing.GROUP, None, None), (Sharing.MEMBERS, Sharing.GROUP, None), (Sharing.PUBLIC, None, Sharing.GROUP),
    (Sharing.PUBLIC, Sharing.MEMBERS, Sharing.MEMBERS),
])  # fmt: skip


@pytest.mark.slow
@pytest.mark.only_database("sqlite")
def test_each_reader_finds_every_word_that_is_theirs(app: Flask, data, world: World) -> None:
    """Without this the search might look in the wrong places."""
    with data():
        markers = planted(world, EACH)
    for role, audience in READS.items():
        if role in {"other", "host"}:
            continue
        text = " ".join(text for _address, text in seen_by(app, world, role))
        missing = [
            one.word for one in markers if _theirs(one, audience, True) and one.word not in text and _shown(one, role)
        ]
        assert not missing, role


def _shown(marker: Marker, role: str) -> bool:
    """Say whether the reader meets this text at all: what is said about an action is for members, and what prepares
    an item is on the page of the meeting alone."""
    if "state" in marker.word or marker.on_list:
        return role in {"outsider", "member"}
    return role != "nobody" or not any(
        part in marker.word for part in ("details", "content_note", "led_by", "paper", "means", "readers", "redone")
    )


@pytest.mark.slow
@pytest.mark.only_database("sqlite")
@pytest.mark.parametrize("planted_leak", ["notes", "items", "actions", "search"])
def test_a_leak_is_found(app: Flask, data, world: World, planted_leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with data():
        markers = planted(world, EACH)
    if planted_leak == "notes":
        monkeypatch.setattr(document, "_may_read", lambda written, _audience: written)
    elif planted_leak == "items":
        monkeypatch.setattr(Sharing, "reaches", lambda _level, _audience: True)
    elif planted_leak == "search":
        monkeypatch.setattr("workspace.meetings.search.queries._open_to", lambda _space, _reader: SearchEntry.id > 0)
    else:
        monkeypatch.setattr("workspace.actions.choosing.reads_all", lambda _reader, _space: True)
    assert any(leaks(app, world, markers, published=True))


@pytest.mark.promise("S1-C4")
def test_messages_carry_only_what_their_reader_may_read(app: Flask, data, world: World) -> None:
    with data():
        markers = planted(world, EACH)
        space = db.session.scalars(select(Space).where(Space.slug == world.slug)).one()
        meeting = load_meeting(space.slug, world.meetings["published"]["meeting_id"])
        assert meeting
        meeting.notes_published_at, meeting.state = None, MeetingState.CLOSED
        db.session.flush()
        service.publish_notes(meeting, actor=db.session.get_one(Person, world.people["note_taker"]))
    with data():
        sent = db.session.scalars(select(Message).where(Message.template == "notes")).all()
        invited = {world.people[role] for role in ("organiser", "note_taker", "member", "guest")}
        assert {message.person_id for message in sent} == invited
        text = mail.letter_of(sent[0]).text
        assert all(one.word in text for one in markers if one.word.endswith("note") and "content" not in one.word)


def test_an_organiser_or_note_taker_who_was_not_invited_reads_everything_and_a_former_member_nothing(
    app: Flask, data, world: World, visit: Callable[..., Visitor]
) -> None:
    with data():
        planted(world, EACH)
        space = db.session.scalars(select(Space).where(Space.slug == world.slug)).one()
        taker = factories.member(space, role=Role.NOTE_TAKER).id
        gone = factories.member(space).id
        place = db.session.scalars(select(Membership).where(Membership.person_id == gone)).one()
        place.left_at = db.now()
    notes = f"/spaces/{world.slug}/meetings/{world.meetings['published']['meeting_id']}/notes"
    assert "mark1note" in visit(taker).get(notes).text
    visit(gone).get(notes, status=403)
