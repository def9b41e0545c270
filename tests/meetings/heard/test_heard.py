"""What we heard: written down, read back, and confirmed or corrected by whoever said it."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.queries import counted
from tests.support.visitor import fields_of
from workspace import db, mail
from workspace.audit import AuditEvent
from workspace.errors import DomainError
from workspace.meetings.heard import service
from workspace.meetings.heard.models import Heard, HeardReading, HeardState
from workspace.meetings.heard.queries import heard as load_heard
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.service import publish_notes
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.spaces.models import Sharing, Space

HEAR, MINE, THEIRS = "Save what we heard", "Save what I say to it", "Save what they said"


@pytest.fixture
def made(data) -> Forum:
    with data():
        return forum()


def item_page(made: Forum) -> str:
    return f"{made.address}/items/{made.items[1]}/heard"


def hear(nora, made: Forum, words: str = "The bus is always late.", **fields: str):
    return nora.submit(nora.get(item_page(made)), HEAR, words=words, **{"speaker": str(made.ann), **fields})


def only(app) -> Heard:
    with app.app_context():
        return db.session.scalars(select(Heard)).one()


def address(app, made: Forum) -> str:
    return f"{made.address}/heard/{only(app).id}"


def publish(data, made: Forum, sharing: Sharing = Sharing.GROUP) -> None:
    with data():
        meeting = meeting_of(made)
        meeting.state, meeting.notes_published_at, meeting.notes_published_by_id = "closed", db.now(), made.nora
        item_of(made, 1).sharing = sharing


# --- written down and read back ------------------------------------------------------------------------------------


@pytest.mark.promise("S1-C2")
def test_the_speaker_reads_what_was_heard_and_says_it_in_their_own_words(app, visit, made):
    nora, ann = visit(made.nora), visit(made.ann)
    page = hear(nora, made)
    assert "Read it aloud now" in page.text
    assert "To be read back" in page.text
    follow = ann.get(f"{made.address}/follow")
    assert "Is this what you said?" in follow.text
    mine = ann.get(follow.links()["Read it and say if it is right"])
    assert "The bus is always late." in mine.text
    after = ann.submit(mine, MINE, state="corrected", own_words="Two buses a week are late.")
    assert "Your words stand in the notes" in after.text
    assert after.facts()["As it was first written down"] == "The bus is always late."
    assert "Said differently, on their own page" in after.text
    notes = nora.get(f"{made.address}/notes").text
    assert "Two buses a week are late." in notes
    assert "The bus is always late." not in notes
    assert "Ann Owner. In their own words." in notes
    assert "Is this what you said?" not in ann.get(f"{made.address}/follow").text


@pytest.mark.promise("S1-C2")
@pytest.mark.parametrize(("how", "words"), [("aloud", "said aloud in the room"), ("phone", "said by phone")])
def test_a_note_taker_writes_down_for_somebody_that_it_is_right_and_that_is_said(app, visit, data, made, how, words):
    with data():
        edna = factories.person("Edna Post", email=None)
        factories.invitation(meeting_of(made), edna, as_guest=True)
        number = edna.id
    nora = visit(made.nora)
    hear(nora, made, speaker=str(number))
    after = nora.submit(nora.get(address(app, made)), THEIRS, state="confirmed", how=how)
    assert "They said yes to it" in after.text
    assert f"Right, {words}, written by Nora Notes" in after.text
    assert "Edna Post. They said yes to it." in nora.get(f"{made.address}/notes").text


def test_nobody_is_quoted_by_name_before_they_said_yes(app, visit, data, made):
    nora = visit(made.nora)
    hear(nora, made)
    assert "a member. To be read back." in nora.get(f"{made.address}/notes").text
    publish(data, made)
    page = visit(made.olly).get(f"{made.address}/notes").text
    assert "a member. To be read back." in page
    other = visit(made.zoe).get(address(app, made))
    assert other.facts()["Who said it"] == "Somebody at the meeting"


def test_who_asked_not_to_be_named_is_a_member_in_the_notes_and_their_mail(app, visit, data, made):
    nora, zoe = visit(made.nora), visit(made.zoe)
    hear(nora, made, speaker=str(made.zoe))
    zoe.submit(zoe.get(address(app, made)), MINE, state="confirmed")
    assert "a member. They said yes to it." in nora.get(f"{made.address}/notes").text
    with data():
        meeting = load_meeting("forum", made.meeting)
        meeting.state = MeetingState.CLOSED
        db.session.flush()
        publish_notes(meeting, actor=db.session.get_one(Person, made.nora))
    with app.app_context():
        letter = mail.letter_of(db.session.scalars(select(mail.Message)).first())
    assert "The bus is always late." in letter.text
    assert "Zoe Quiet" not in letter.text


@pytest.mark.promise("S1-C4")
def test_a_line_follows_the_level_of_its_item_and_a_meeting_without_names_names_nobody(app, visit, data, made):
    nora, ann = visit(made.nora), visit(made.ann)
    hear(nora, made)
    ann.submit(ann.get(address(app, made)), MINE, state="confirmed")
    with data():
        outsider = factories.member(meeting_space(made), "Otto Outside").id
    publish(data, made, Sharing.GROUP)
    visit(outsider).get(address(app, made), status=403)
    publish(data, made, Sharing.PUBLIC)
    assert "Ann Owner" in visit(outsider).get(address(app, made)).text
    public = visit().get(f"{made.address}/public-notes").text
    assert "The bus is always late." in public
    assert "Ann Owner" not in public
    with data():
        meeting_of(made).without_names = True
    assert "Ann Owner" not in visit(outsider).get(address(app, made)).text
    assert "Ann Owner" not in visit(made.olly).get(f"{made.address}/notes").text


def meeting_space(made: Forum) -> Space:
    return db.session.get_one(Space, meeting_of(made).space_id)


# --- what is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"words": " "}, "words", "Write what was said"),
        ({"speaker": "999999"}, "speaker", "Choose somebody who is invited"),
        ({"speaker": "²"}, "speaker", "Choose somebody who is invited"),
        ({"words": "x" * 2001}, "words", "Write at most 2000 letters"),
    ],
)
def test_what_is_missing_in_a_line_is_said_beside_its_field(app, visit, made, fields, field, words):
    nora = visit(made.nora)
    typed = {"words": "The bus.", "speaker": str(made.ann), **fields}
    page = nora.submit(nora.get(item_page(made)), HEAR, status=422, **typed)
    assert words in page.error_of(field)
    with app.app_context():
        assert not db.session.scalars(select(Heard)).all()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({}, "state"), ({"state": "corrected"}, "own_words"), ({"state": "confirmed", "how": ""}, "how")],
)
def test_what_is_missing_in_a_reading_is_said_beside_its_field(app, visit, made, fields, field):
    nora = visit(made.nora)
    hear(nora, made)
    page = nora.submit(nora.get(address(app, made)), THEIRS, status=422, **{"how": "aloud", **fields})
    assert page.error_of(field)
    assert only(app).version == 0


def test_only_the_speaker_and_those_who_take_notes_read_a_line_before_the_notes_do(app, visit, made):
    hear(visit(made.nora), made)
    line = address(app, made)
    visit(made.ann).get(line)
    visit(made.olly).get(line)
    zoe = visit(made.zoe)
    zoe.get(line, status=403)
    zoe.get(item_page(made), status=403)
    assert "Is this what you said?" not in zoe.get(f"{made.address}/follow").text
    fields = fields_of(zoe.get("/reading").form("Use these settings"))
    zoe.post(line, {**fields, "state": "confirmed", "seen": "0"}, status=403)


def test_two_answers_at_once_lose_nothing(app, visit, made):
    nora, ann = visit(made.nora), visit(made.ann)
    hear(nora, made)
    open_page = nora.get(address(app, made))
    ann.submit(ann.get(address(app, made)), MINE, state="corrected", own_words="Two buses.")
    page = nora.submit(open_page, THEIRS, status=422, state="confirmed", how="aloud")
    assert "Somebody has answered this line meanwhile" in page.text
    assert only(app).own_words == "Two buses."
    nora.submit(nora.get(address(app, made)), THEIRS, state="corrected", own_words="Three buses.", how="phone")
    ann.submit(ann.get(address(app, made)), MINE, state="confirmed")
    with app.app_context():
        readings = db.session.scalars(select(HeardReading).order_by(HeardReading.id)).all()
        assert [one.own_words for one in readings] == ["Two buses.", "Three buses.", ""]
    line = only(app)
    assert (line.state, line.own_words) == (HeardState.CORRECTED, "Three buses."), "a yes is to what stood there"


def test_nothing_changes_once_the_notes_are_published(app, visit, data, made):
    nora, ann = visit(made.nora), visit(made.ann)
    hear(nora, made)
    open_page, empty = ann.get(address(app, made)), nora.get(item_page(made))
    publish(data, made)
    assert "do not change any more" in ann.submit(open_page, MINE, status=422, state="confirmed").text
    assert "are published" in nora.submit(empty, HEAR, status=422, words="More.").text
    assert "nothing is added any more" in nora.get(item_page(made)).text


def test_nothing_is_heard_at_a_meeting_that_has_not_begun(app, visit, data, made):
    with data():
        meeting_of(made).state = MeetingState.PLANNED
    nora = visit(made.nora)
    page = nora.submit(nora.get(item_page(made)), HEAR, status=422, words="The bus.")
    assert "Start the meeting first" in page.text


def test_the_record_holds_that_it_happened_and_none_of_the_words(app, visit, made):
    nora, ann = visit(made.nora), visit(made.ann)
    hear(nora, made)
    ann.submit(ann.get(address(app, made)), MINE, state="corrected", own_words="Two buses.")
    with app.app_context():
        rows = db.session.scalars(select(AuditEvent).where(AuditEvent.thing_kind == "heard")).all()
    assert [row.event for row in rows] == ["heard:written", "heard:read_back"]
    assert "bus" not in str([row.changes for row in rows])


def test_an_empty_correction_is_refused_by_the_verb_too(data, made):
    with data():
        line = factories.heard(item_of(made, 1), db.session.get_one(Person, made.nora))
        loaded = load_heard("forum", made.meeting, line.id)
        with pytest.raises(DomainError) as refused:
            service.read_back(
                loaded, actor=db.session.get_one(Person, made.nora), seen=0, state=HeardState.CORRECTED, own_words=" "
            )
    assert refused.value.field == "own_words"


# --- following and lists -------------------------------------------------------------------------------------------


def test_a_follower_hears_once_that_their_words_wait(app, visit, made):
    ann = visit(made.ann)
    page = ann.get(f"{made.address}/follow")
    hear(visit(made.nora), made)
    poll = page.find("follow-pulse").get("hx-get")
    headers = {"HX-Request": "true"}
    part = ann.get(poll, headers=headers)
    assert "Something that you said was written down" in part.answer.headers["HX-Trigger-After-Swap"]
    again = ann.get(part.find("follow-pulse").get("hx-get"), headers=headers, status=204)
    assert not again.html


def test_the_list_asks_the_database_the_same_for_one_line_and_for_three(app, visit, data, made):
    nora, counts = visit(made.nora), []
    for times in (1, 2):
        with data():
            for _number in range(times):
                factories.heard(item_of(made, 1), db.session.get_one(Person, made.nora), meeting_person(made))
        with counted() as statements:
            nora.get(item_page(made))
        counts.append(len(statements))
    assert counts[0] == counts[1], counts


def meeting_person(made: Forum) -> Person:
    return db.session.get_one(Person, made.ann)
