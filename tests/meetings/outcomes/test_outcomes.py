"""What else comes of an item: something parked, and a question with its answer."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.queries import counted
from workspace import audit, db, mail
from workspace.errors import DomainError
from workspace.mail import Message
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.agenda.service import remove
from workspace.meetings.models import MeetingState
from workspace.meetings.outcomes import service
from workspace.meetings.outcomes.models import Parked, Question, QuestionAnswer, QuestionState
from workspace.meetings.outcomes.queries import question as load_question
from workspace.people.models import Person

PARK, ASK, ANSWER, BECOMES = "Park it", "Save the question", "Save this answer", "Save what becomes of it"


@pytest.fixture
def made(data) -> Forum:
    with data():
        return forum()


@pytest.fixture
def day() -> str:
    """A day to come, as people type it."""
    return f"{db.now() + timedelta(days=20):%d/%m/%Y}"


def item_page(made: Forum, what: str) -> str:
    return f"{made.address}/items/{made.items[1]}/{what}"


def park(visitor, made: Forum, **fields: str):
    typed = {"what": "The fares", "why": "No time.", "owner": str(made.ann), **fields}
    return visitor.submit(visitor.get(item_page(made, "park")), PARK, **typed)


def ask(visitor, made: Forum, day: str, **fields: str):
    typed = {
        "words": "Who pays for the stop?",
        "owner": str(made.ann),
        "asked_by": str(made.olly),
        "due": day,
        **fields,
    }
    return visitor.submit(visitor.get(item_page(made, "question")), ASK, **typed)


def only(app, kind):
    with app.app_context():
        return db.session.scalars(select(kind)).one()


def letters(app) -> list[mail.Letter]:
    with app.app_context():
        found = db.session.scalars(select(Message).where(Message.template == "question_answered").order_by(Message.id))
        return [mail.letter_of(message) for message in found]


def publish(data, made: Forum) -> None:
    with data():
        meeting = meeting_of(made)
        meeting.state, meeting.notes_published_at, meeting.notes_published_by_id = "closed", db.now(), made.nora


# --- parking -------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-P3")
@pytest.mark.parametrize("until", ["next", "day"])
def test_something_is_parked_with_when_it_comes_back_and_stands_in_the_notes(app, visit, made, day, until):
    nora = visit(made.nora)
    page = park(nora, made, until=until, until_on=day, why="Zoe Quiet is not here.")
    assert "Parked. Ann Owner brings it back" in page.text
    row = only(app, Parked)
    assert bool(row.until_on) == (until == "day")
    notes = nora.get(f"{made.address}/notes")
    assert "The fares" in notes.text
    assert "a member is not here." in notes.text, "who asked not to be named is not"
    assert ("It comes back at the next meeting." in notes.text) == (until == "next")
    assert "Who brings it: Ann Owner." in notes.text
    assert "See what became of it: The fares" in notes.links()


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"what": ""}, "what", "Write what is parked"),
        ({"why": ""}, "why", "Write why it is not talked about now"),
        ({"owner": ""}, "owner", "Choose who brings it back"),
        ({"owner": "999999"}, "owner", "Choose somebody who is invited"),
        ({"owner": "²"}, "owner", "Choose somebody who is invited"),
        ({"until": "day", "until_on": ""}, "until_on", "Write the day, like 3 June"),
        ({"until": "day", "until_on": "31 June"}, "until_on", "There is no such day"),
        ({"until": "day", "until_on": "1/1/2020"}, "until_on", "is over"),
        ({"until": "never"}, "until", ""),
    ],
)
def test_what_is_missing_in_parking_is_said_beside_its_field(app, visit, made, fields, field, words):
    nora = visit(made.nora)
    typed = {"what": "The fares", "why": "No time.", "owner": str(made.ann), **fields}
    page = nora.submit(nora.get(item_page(made, "park")), PARK, status=422, **typed)
    assert page.title.startswith("Error:")
    assert words in page.error_of(field)
    if "why" not in fields:
        assert page.find("why").text.strip() == "No time."
    with app.app_context():
        assert not db.session.scalars(select(Parked)).all()


def test_who_brings_it_back_says_later_what_becomes_of_it(app, visit, made, day):
    park(visit(made.nora), made)
    ann = visit(made.ann)
    address = f"{made.address}/parked/{only(app, Parked).id}"
    refused = ann.submit(ann.get(address), BECOMES, status=422, until="never")
    assert refused.error_of("because") == "Write why"
    page = ann.submit(refused, BECOMES, because="The council froze them.")
    assert "It need not, because: The council froze them." in page.text
    page = ann.submit(page, BECOMES, until="day", until_on=day)
    assert "It comes back after" in page.text
    assert only(app, Parked).let_go_at is None


# --- questions -----------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-C3")
def test_a_question_says_from_the_first_moment_when_its_answer_comes(app, data, visit, made, day):
    nora = visit(made.nora)
    page = nora.get(item_page(made, "question"))
    typed = {"words": "Who pays?", "owner": str(made.ann)}
    refused = nora.submit(page, ASK, status=422, **typed)
    assert refused.error_of("due") == "Write by when the answer comes, or write the answer"
    saved = nora.submit(refused, ASK, due=day)
    assert "Question saved. The answer is coming by" in saved.text
    assert "noted" not in saved.text
    assert only(app, Question).state is QuestionState.COMING


@pytest.mark.promise("S1-C3")
def test_each_answer_reaches_who_asked_and_stands_in_the_notes(app, data, visit, made, day):
    ask(visit(made.nora), made, day)
    address = f"{made.address}/questions/{only(app, Question).id}"
    ann = visit(made.ann)
    cannot = ann.submit(ann.get(address), ANSWER, status=422, state="cannot")
    assert cannot.error_of("words") == "Write why it cannot be answered"
    ann.submit(cannot, ANSWER, words="The contract is secret until May.")
    page = ann.submit(ann.get(address), ANSWER, state="answered", words="The council pays, says Ann Owner.")
    assert "Saved. Answered." in page.text
    history = [words for words in ("The council pays", "The contract is secret", "coming by") if words in page.text]
    assert len(history) == 3, "every answer stays"
    first, second = letters(app)
    assert "Cannot be answered. Who answers: Ann Owner." in first.text or "Answered" in first.text
    assert second.to_name == "Olly Organiser"
    assert "Who pays for the stop?" in second.text
    assert "The council pays, says Ann Owner." in second.text
    publish(data, made)
    notes = visit(made.zoe).get(f"{made.address}/notes").text
    assert "Who pays for the stop? asked by Olly Organiser Answered. Who answers: Ann Owner." in notes
    assert "The council pays, says Ann Owner." in notes


def test_published_notes_do_not_change_and_lead_to_what_was_answered_since(app, data, visit, made, day):
    ask(visit(made.nora), made, day)
    publish(data, made)
    zoe = visit(made.zoe)
    before = zoe.get(f"{made.address}/notes")
    assert "The answer is coming by" in before.text
    ann = visit(made.ann)
    page = ann.get(f"{made.address}/questions/{only(app, Question).id}")
    ann.submit(page, ANSWER, state="answered", words="The council pays.")
    notes = zoe.get(f"{made.address}/notes")
    assert "It was answered after these notes, on its own page." in notes.text
    assert "The council pays." not in notes.text
    assert "The council pays." in zoe.get(notes.links()["See how it is going: Who pays for the stop?"]).text


def test_a_question_that_was_answered_in_the_room_needs_no_day(app, visit, made):
    ask(visit(made.nora), made, "", answer="The council.")
    row = only(app, Question)
    assert (row.state, row.answer, row.due_on) == (QuestionState.ANSWERED, "The council.", None)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "state", "Choose where the answer is"),
        ({"state": "noted"}, "state", ""),
        ({"state": "answered"}, "words", "Write the answer"),
        ({"state": "coming"}, "due", "Write by when the answer comes"),
        ({"state": "coming", "due": "1/1/2020"}, "due", "is over"),
        ({"state": "coming", "due": "soonish"}, "due", "Write a date like"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(app, visit, made, day, fields, field, words):
    ask(visit(made.nora), made, day)
    ann = visit(made.ann)
    page = ann.get(f"{made.address}/questions/{only(app, Question).id}")
    refused = ann.submit(page, ANSWER, status=422, **fields)
    assert words in refused.error_of(field)
    with app.app_context():
        assert len(db.session.scalars(select(QuestionAnswer)).all()) == 1
    assert not letters(app)


def test_who_asked_and_has_no_mail_is_named_so_that_somebody_tells_them(app, data, visit, made, day):
    ask(visit(made.nora), made, day)
    with data():
        db.session.get_one(Person, made.olly).email = None
    ann = visit(made.ann)
    page = ann.get(f"{made.address}/questions/{only(app, Question).id}")
    told = ann.submit(page, ANSWER, state="answered", words="The council.")
    assert "Olly Organiser has no e-mail: ring or write to them." in told.text


def test_who_asked_not_to_be_named_is_not_named_on_the_page_of_a_question(app, visit, made, day):
    ask(visit(made.nora), made, day, owner=str(made.zoe), asked_by="", words="Does Zoe Quiet know?")
    text = visit(made.nora).get(f"{made.address}/questions/{only(app, Question).id}").text
    assert "Zoe" not in text
    assert "Who answersa member" in text.replace("answers a", "answersa")
    assert "Somebody at the meeting" in text


# --- twice, too late, and by others --------------------------------------------------------------------------------


def test_what_is_sent_twice_is_there_once(app, visit, made, day):
    nora = visit(made.nora)
    page, question = nora.get(item_page(made, "park")), nora.get(item_page(made, "question"))
    for _time in range(2):
        nora.submit(page, PARK, what="The fares", why="No time.", owner=str(made.ann))
        nora.submit(question, ASK, words="Who pays?", owner=str(made.ann), due=day)
    only(app, Parked)
    only(app, Question)


@pytest.mark.parametrize("what", ["park", "question"])
@pytest.mark.parametrize(("state", "words"), [("planned", "Start the meeting first"), ("published", "are published")])
def test_before_the_meeting_and_after_its_notes_nothing_is_written_down(data, visit, made, day, what, state, words):
    nora = visit(made.nora)
    page = nora.get(item_page(made, what))
    if state == "published":
        publish(data, made)
    else:
        with data():
            meeting_of(made).state = MeetingState.PLANNED
    fields = {"park": {"what": "F", "why": "N"}, "question": {"words": "Who?", "due": day}}[what]
    button = {"park": PARK, "question": ASK}[what]
    assert words in nora.submit(page, button, status=422, owner=str(made.ann), **fields).text


def test_what_was_parked_at_an_item_that_was_just_removed_is_kept_and_stands_in_the_notes(app, data, visit, made):
    nora = visit(made.nora)
    page = nora.get(item_page(made, "park"))
    with data():
        found = load_item("forum", made.meeting, made.items[1])
        remove(found, actor=db.session.get_one(Person, made.olly))
    after = nora.submit(page, PARK, what="The fares", why="No time.", owner=str(made.ann))
    assert after.h1.startswith("Draft notes")
    assert "Taken off the agenda" in after.text
    assert "The fares" in after.text


def test_who_may_read_and_change_what_was_asked_and_parked(app, data, visit, made, day):
    ask(visit(made.nora), made, day)
    park(visit(made.nora), made)
    question, row = only(app, Question).id, only(app, Parked).id
    pages = (f"{made.address}/questions/{question}", f"{made.address}/parked/{row}")
    with data():
        stranger = factories.member(factories.space("Other", slug="other"), "Otto Other").id
    for address in pages:
        visit(made.zoe).get(address, status=403)  # the notes are a draft
        visit(stranger).get(address, status=403)
        visit(stranger).get(address.replace("forum", "other"), status=404)
        assert visit().get(address, status=303).location.startswith("/sign-in")
        assert visit(made.ann).get(address).form("form") is not None
    for what in ("park", "question"):
        visit(made.ann).get(item_page(made, what), status=403)
    publish(data, made)
    zoe = visit(made.zoe)
    for address in pages:
        assert not any(form.get("id") == "form" for form in zoe.get(address).forms())
    keys = {"csrf_token": zoe.get("/reading").form("Use these settings").find("input").get("value")}
    zoe.post(pages[0], {**keys, "once": "x", "state": "answered", "words": "Me"}, status=403)


def test_two_answers_at_once_are_both_kept(app, data, visit, made, day):
    ask(visit(made.nora), made, day)
    number = only(app, Question).id
    ann, nora = visit(made.ann), visit(made.nora)
    address = f"{made.address}/questions/{number}"
    first, second = ann.get(address), nora.get(address)
    ann.submit(first, ANSWER, state="answered", words="The council.")
    page = nora.submit(second, ANSWER, state="coming", due=day, words="We ask again.")
    assert "The council." in page.text
    assert "We ask again." in page.text


def test_the_verbs_refuse_what_the_forms_would(data, made):
    with data():
        nora, item = db.session.get_one(Person, made.nora), load_item("forum", made.meeting, made.items[1])
        facts = {"actor": nora, "words": "Who?", "asked_by_id": None, "due_on": None}
        with pytest.raises(DomainError, match="by when the answer comes"):
            service.ask(item, owner_id=made.ann, **facts)
        row = factories.question(item_of(made, 1), nora)
        loaded = load_question("forum", made.meeting, row.id)
        with pytest.raises(DomainError, match="Write the answer"):
            service.answer(loaded, actor=nora, state=QuestionState.ANSWERED, words=" ")


# --- what it costs, and what is recorded ---------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 3])
def test_the_notes_ask_the_database_the_same_however_much_was_asked_and_parked(data, visit, made, many):
    with data():
        ann = db.session.get_one(Person, made.ann)
        for _number in range(many):
            factories.parked(item_of(made, 1), ann)
            factories.question(item_of(made, 1), ann, asked_by_id=made.olly)
    nora = visit(made.nora)
    with counted() as statements:
        nora.get(f"{made.address}/notes")
    assert len(statements) == 8, statements


def test_no_word_of_them_is_in_the_record(app, visit, made, day):
    nora = visit(made.nora)
    ask(nora, made, day)
    park(nora, made)
    with app.app_context():
        rows = db.session.scalars(select(audit.AuditEvent)).all()
    kept = [row.changes for row in rows if row.thing_kind in {"question", "parked"}]
    assert [sorted(changes) for changes in kept] == [["due_on", "state"], ["until_on"]]


def test_what_was_typed_as_notes_is_saved_on_the_way_to_parking(data, visit, made):
    nora = visit(made.nora)
    page = nora.get(f"{made.run}?item={made.items[1]}")
    note = f"note-{made.items[1]}"
    buttons = [b for b in page.root.iter("button") if b.get("form") == note]
    assert [b.get("value") for b in buttons] == ["park", "ask", "heard"]
    for button, heading in zip(buttons, ("Park something", "Write down a question", "What we heard"), strict=True):
        typed = {f"{note}-text": f"Ann spoke, then {heading}.", "then": button.get("value")}
        leads = nora.submit(page, note, **typed)
        assert leads.h1.startswith(heading)
        page = nora.get(f"{made.run}?item={made.items[1]}")
        assert f"then {heading}." in page.find(f"{note}-text").text
