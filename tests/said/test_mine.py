"""What I said, and where it went: marking, the page of one's own, and who else sees anything of it."""

import csv
import io

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import item_of, meeting_of
from tests.said.conftest import Told, item_space
from tests.support.queries import counted
from tests.support.visitor import fields_of
from workspace import audit, db, mail
from workspace.mail import Message
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision
from workspace.meetings.outcomes.models import Question
from workspace.people.models import Person
from workspace.said.models import Contribution, Outcome

MINE, CAME = "This is mine", "Save what came of it"


def mark(visitor, told: Told, what: str, shown: str = "private", **fields: str):
    return visitor.submit(visitor.get(told.mark), MINE, **{"what": what, "shown": shown, **fields})


def say(visitor, told: Told, words: str, shown: str = "private"):
    return mark(visitor, told, "own", shown, item=str(told.forum.items[1]), words=words)


def link(nora, told: Told, what: str, **fields: str):
    return nora.submit(nora.get(f"{told.item}/{what}"), CAME, **fields)


def rows(app, kind=Contribution):
    with app.app_context():
        return db.session.scalars(select(kind).order_by(kind.id)).all()


def messages(app) -> list[mail.Letter]:
    with app.app_context():
        found = db.session.scalars(select(Message).where(Message.template == "said_outcome").order_by(Message.id))
        return [mail.letter_of(message) for message in found]


# --- marking, and what came of it ----------------------------------------------------------------------------------


@pytest.mark.promise("S1-V5", "S3-R4")
def test_what_was_heard_is_marked_linked_to_a_decision_and_found_on_my_page(app, visit, told):
    ann, nora = visit(told.forum.ann), visit(told.forum.nora)
    page = mark(ann, told, f"heard-{told.heard}", "named")
    assert "We have it: number 1 on the list" in page.text
    assert "Nothing yet" in page.text
    assert "It came today. Ask Robin Contact, 01632 960001." in page.text
    assert "Number 1, of Ann Owner." in nora.get(told.item).text
    after = link(nora, told, f"heard-{told.heard}", result="decision", decision=str(told.decision))
    assert "Whoever marked it as theirs finds it on their page" in after.text
    page = ann.get("/me/said")
    assert "Decision 1 of “School buses”: Agreed" in page.text
    assert "We write to the bus company." in page.text
    assert "Something came of what you said" in ann.get("/me").text
    (letter,) = messages(app)
    assert "The bus is late." in letter.text
    assert "Decision 1 of “School buses”: Agreed" in letter.text


@pytest.mark.promise("S1-V5")
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"result": "action"}, "Action, today: To do"),
        ({"result": "answer", "words": "The council pays."}, "The council pays."),
        (
            {"result": "not_possible", "words": "The law forbids it."},
            "It is not possible, because: The law forbids it.",
        ),
    ],
)
def test_a_line_of_my_own_gets_an_action_an_answer_or_the_reason_why_not(app, visit, told, fields, words):
    zoe, nora = visit(told.forum.zoe), visit(told.forum.nora)
    say(zoe, told, "I need a lower step.", "named")
    (row,) = rows(app)
    if fields["result"] == "action":
        fields = {**fields, "action": str(told.task)}
    assert "I need a lower step." in nora.get(told.item).text
    link(nora, told, f"own-{row.id}", **fields)
    assert words in zoe.get("/me/said").text


@pytest.mark.promise("S1-V5")
def test_the_state_of_an_action_is_that_of_today(app, visit, told):
    ann, olly = visit(told.forum.ann), visit(told.forum.olly)
    mark(ann, told, f"heard-{told.heard}")
    link(visit(told.forum.nora), told, f"heard-{told.heard}", result="action", action=str(told.task))
    page = olly.get(f"/spaces/forum/actions/{told.task}")
    fields = fields_of(next(form for form in page.forms() if "/actions/" in (form.get("action") or "")))
    olly.post(f"/spaces/forum/actions/{told.task}", {**fields, "state": "done", "words": "They run on time now."})
    text = ann.get("/me/said").text
    assert "Action, today: Done" in text
    assert "They run on time now." in text


@pytest.mark.promise("S1-V5")
def test_a_question_a_suggestion_and_something_parked_say_themselves_where_they_are(app, visit, told):
    ann = visit(told.forum.ann)
    for what in (f"question-{told.question}", f"suggestion-{told.suggestion}", f"parked-{told.parked}"):
        page = mark(ann, told, what)
    assert "The answer is coming by" in page.text
    assert "It comes back at the next meeting." in page.text
    assert "Nothing yet" in page.text, "nobody has answered the suggestion"


def test_a_different_view_can_be_mine(app, visit, told):
    page = mark(visit(told.forum.ann), told, f"view-{told.decision}")
    assert "Trains are better." in page.text


def test_the_newest_outcome_counts_and_each_is_told_once(app, visit, told):
    ann, nora = visit(told.forum.ann), visit(told.forum.nora)
    what = f"heard-{told.heard}"
    mark(ann, told, what, "named")
    for _twice in range(2):
        link(nora, told, what, result="answer", words="Soon.")
    link(nora, told, what, result="not_possible", words="No money.")
    assert len(rows(app, Outcome)) == 2
    assert len(messages(app)) == 2
    text = ann.get("/me/said").text
    assert "No money." in text
    assert "Soon." not in text


def test_who_has_no_mail_is_named_to_whoever_writes_it_down(app, visit, data, told):
    with data():
        db.session.get_one(Person, told.forum.ann).email = None
    mark(visit(told.forum.ann), told, f"heard-{told.heard}", "named")
    after = link(visit(told.forum.nora), told, f"heard-{told.heard}", result="answer", words="Soon.")
    assert "Ann Owner has no e-mail: ring or write to them." in after.text


# --- what is private -----------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-V5", "S3-R3")
@pytest.mark.parametrize("shown", ["private", "without_name"])
def test_nobody_else_learns_whose_it_is(app, visit, data, told, shown):
    ann, nora = visit(told.forum.ann), visit(told.forum.nora)
    with data():
        db.session.get_one(Person, told.forum.ann).supporter_email = "sue@example.org"
        db.session.get_one(Person, told.forum.ann).supporter_copies = True
        host = factories.person("Hester Host", is_host=True).id
    before = len(rows(app, audit.AuditEvent))
    mark(ann, told, f"question-{told.question}", shown)
    say(ann, told, "Secretwords about the driver.", shown)
    after = link(nora, told, f"question-{told.question}", result="answer", words="Paid.")
    assert "ring or write" not in after.text
    assert "Paid." in ann.get("/me/said").text, "news of it reaches its owner all the same"
    assert not messages(app), "no mail goes out, for hosts can read it"
    events = rows(app, audit.AuditEvent)[before:]
    assert told.forum.ann not in {event.actor_id for event in events} | {event.subject_id for event in events}
    own = max(row.id for row in rows(app))
    for reader in (told.forum.nora, told.forum.olly, told.forum.zoe, host):
        visitor = visit(reader)
        visitor.get(f"/me/said/{own}", status=404)
        pages = ["/me", "/me/said", "/me/said.txt", "/me/said.csv"]
        if reader != host:
            pages += ["/spaces/forum/said", f"{told.forum.address}/notes", f"/spaces/forum/people/{told.forum.ann}"]
        if reader in {told.forum.nora, told.forum.olly}:
            pages += [told.item, f"{told.item}/question-{told.question}"]
        if reader == host:
            pages += ["/host", "/host/messages"]
        for page in pages:
            text = visitor.get(page).answer.get_data(as_text=True)
            assert "Secretwords" not in text or (
                shown == "without_name" and page in {told.item, "/spaces/forum/said"}
            ), page
            if page in {told.item, "/spaces/forum/said"}:
                assert "of Ann Owner" not in text
                assert "Ann Owner</bdi>" not in text
    assert ("number" in nora.get(told.item).text.lower()) == (shown == "without_name")


def test_a_private_line_is_no_page_for_whoever_takes_notes(app, visit, told):
    say(visit(told.forum.ann), told, "Only mine.")
    visit(told.forum.nora).get(f"{told.item}/own-{rows(app)[0].id}", status=404)


def test_numbers_have_no_gap_where_somebody_keeps_something_to_themselves(app, visit, told):
    ann, zoe = visit(told.forum.ann), visit(told.forum.zoe)
    say(ann, told, "One.", "without_name")
    say(ann, told, "Two.")
    say(zoe, told, "Three.", "named")
    assert [row.number for row in rows(app)] == [1, None, 2]


def test_i_change_my_mind_about_who_may_know_and_take_it_away(app, visit, told):
    ann, nora = visit(told.forum.ann), visit(told.forum.nora)
    say(ann, told, "The driver was rude.", "named")
    link(nora, told, f"own-{rows(app)[0].id}", result="answer", words="We asked him.")
    address = f"/me/said/{rows(app)[0].id}"
    page = ann.submit(ann.get(address), "Save who may know", shown="private")
    assert "Only you know that it is yours" in page.text
    assert "The driver was rude." not in nora.get("/spaces/forum/said").text
    assert "driver" not in messages(app)[0].text, "a message that waits says nothing of it any more"
    ann.submit(ann.get(address), "Take it away")
    assert not rows(app)
    assert not rows(app, Outcome)
    assert "taken back since" in messages(app)[0].text
    assert "Nothing is marked as yours yet." in ann.get("/me/said").text


def test_who_asked_not_to_be_named_is_a_member_on_the_list(app, visit, told):
    say(visit(told.forum.zoe), told, "Louder, and Zoe Quiet said so.", "named")
    page = visit(told.forum.olly).get("/spaces/forum/said").text
    assert "Zoe Quiet" not in page
    assert "a member said so." in page


# --- what is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"what": "", "shown": "named"}, "what", "Choose what is yours"),
        ({"what": "heard-999999"}, "what", ""),
        ({"what": "own", "words": ""}, "words", "Write what you said"),
        ({"what": "own", "item": ""}, "item", "Choose which item it is about"),
        ({"what": "own", "item": "999999"}, "item", "Choose which item it is about"),
        ({"what": "own", "item": "²"}, "item", "Choose which item it is about"),
        ({"what": "own", "shown": ""}, "shown", "Choose who may know that it is yours"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(app, visit, told, fields, field, words):
    ann = visit(told.forum.ann)
    typed = {"words": "Mine.", "item": str(told.forum.items[0]), "shown": "private", **fields}
    page = ann.submit(ann.get(told.mark), MINE, status=422, **typed)
    assert words in page.error_of(field)
    assert not rows(app)


def test_the_same_thing_is_marked_once(app, visit, told):
    ann = visit(told.forum.ann)
    mark(ann, told, f"heard-{told.heard}")
    page = ann.submit(ann.get(told.mark), MINE, status=422, what=f"heard-{told.heard}", shown="named")
    assert "You have marked this before" in page.error_of("what")


def test_what_somebody_else_said_by_name_is_not_mine(app, visit, data, told):
    with data():
        db.session.get_one(Question, told.question).asked_by_id = told.forum.ann
    page = visit(told.forum.zoe).get(told.mark).text
    assert "The bus is late." not in page
    assert "Who pays?" not in page
    assert "The fares" in page
    zoe = visit(told.forum.zoe)
    for thing in (f"heard/{told.heard}", f"questions/{told.question}"):
        assert "This is mine: show me" not in zoe.get(f"{told.forum.address}/{thing}").text
        assert "This is mine: show me" in visit(told.forum.ann).get(f"{told.forum.address}/{thing}").text


def test_what_waits_in_a_draft_can_be_marked_only_by_whoever_said_it(app, visit, data, told):
    with data():
        meeting_of(told.forum).notes_published_at = None
    ann, zoe = visit(told.forum.ann).get(told.mark).text, visit(told.forum.zoe).get(told.mark).text
    assert "The bus is late." in ann
    assert "School maps" in ann
    for words in ("The bus is late.", "School maps", "Who pays?", "The fares", "Trains are better."):
        assert words not in zoe


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "result"),
        ({"result": "decision"}, "decision"),
        ({"result": "decision", "decision": "999999"}, "decision"),
        ({"result": "action", "action": "²"}, "action"),
        ({"result": "answer", "words": " "}, "words"),
    ],
)
def test_what_is_missing_in_an_outcome_is_said_beside_its_field(app, visit, told, fields, field):
    nora = visit(told.forum.nora)
    page = nora.submit(nora.get(f"{told.item}/heard-{told.heard}"), CAME, status=422, **fields)
    assert page.error_of(field)
    assert not rows(app, Outcome)


def test_only_those_who_take_notes_say_what_came_of_it(app, visit, told):
    ann = visit(told.forum.ann)
    ann.get(told.item, status=403)
    ann.get(f"{told.item}/heard-{told.heard}", status=403)
    nora = visit(told.forum.nora)
    for what in ("heard-999999", "heard-", "nothing-1", "own-1", "heard-²", "heard-12345678901"):
        nora.get(f"{told.item}/{what}", status=404)


def test_nothing_is_said_at_a_meeting_that_has_not_begun(app, visit, data, told):
    with data():
        meeting_of(told.forum).state = MeetingState.PLANNED
    ann = visit(told.forum.ann)
    typed = {"what": "own", "item": str(told.forum.items[0]), "words": "Mine.", "shown": "private"}
    assert "has not begun yet" in ann.submit(ann.get(told.mark), MINE, status=422, **typed).text


# --- what is kept to others ----------------------------------------------------------------------------------------


@pytest.mark.promise("S1-C4")
def test_a_decision_of_a_later_meeting_that_is_kept_to_its_people_is_not_shown(app, visit, data, told):
    ann = visit(told.forum.ann)
    mark(ann, told, f"heard-{told.heard}")
    with data():
        olly = db.session.get_one(Person, told.forum.olly)
        later = factories.meeting(item_space(told.forum), olly, "Later", state=MeetingState.CLOSED)
        later.notes_published_at = db.now()
        item = factories.item(later, "Hidden title")
        factories.invitation(later, olly)
        kept = factories._saved(copy_of(told, later, item)).id
    link(visit(told.forum.nora), told, f"heard-{told.heard}", result="decision", decision=str(kept))
    text = ann.get("/me/said").text
    assert "It is kept to other people" in text
    assert "Hiddenwords" not in text + ann.get("/me/said.txt").answer.get_data(as_text=True)
    with data():
        db.session.get_one(type(item), item.id).sharing = "members"
    assert "Hiddenwords" in ann.get("/me/said").text


def copy_of(told: Told, later: Meeting, item: AgendaItem) -> Decision:
    return Decision(
        space_id=later.space_id, meeting_id=later.id, item_id=item.id, number=1, result="agreed", words="Hiddenwords",
        reason="x", recorded_at=db.now(), recorded_by_id=told.forum.nora,
    )  # fmt: skip


def test_whoever_left_the_group_finds_nothing_of_it_any_more(app, visit, data, told):
    ann = visit(told.forum.ann)
    mark(ann, told, f"heard-{told.heard}", "named")
    with data():
        person = db.session.get_one(Person, told.forum.ann)
        db.session.refresh(person, ["memberships"])
        person.memberships[0].left_at = db.now()
    assert "The bus is late." not in ann.get("/me/said").text
    ann.get(f"/me/said/{rows(app)[0].id}", status=404)


# --- lists and files -----------------------------------------------------------------------------------------------


def test_my_page_asks_the_database_the_same_for_one_thing_and_for_three(app, visit, data, told):
    ann, counts = visit(told.forum.ann), []
    mark(ann, told, f"heard-{told.heard}")
    for times in (1, 2):
        with data():
            for _number in range(times):
                factories.contribution(item_of(told.forum, 1), db.session.get_one(Person, told.forum.ann), words="x")
        with counted() as statements:
            ann.get("/me/said")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 25, counts


@pytest.mark.promise("S3-R3")
def test_i_carry_my_list_away_and_only_mine(app, visit, told):
    ann, zoe = visit(told.forum.ann), visit(told.forum.zoe)
    mark(ann, told, f"heard-{told.heard}", "named")
    say(ann, told, '=HYPERLINK("x")')
    say(zoe, told, "Of Zoe alone.")
    text = ann.get("/me/said.txt")
    assert text.answer.mimetype == "text/plain"
    assert "attachment; filename=what-i-said.txt" in text.answer.headers["Content-Disposition"]
    assert "The bus is late." in text.html
    assert "Number 1" in text.html
    made = ann.get("/me/said.csv").answer.get_data().decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(made)))
    assert [row[1] for row in table] == ["What I said", '\'=HYPERLINK("x")', "The bus is late."]
    assert "Of Zoe alone." not in made + text.html


def test_an_empty_list_says_how_it_is_filled(visit, told):
    page = visit(told.forum.ann).get("/me/said")
    assert "Choose a meeting, and say what of it is yours." in page.text
    assert told.mark in page.links().values()


# --- news from other pages -----------------------------------------------------------------------------------------


def answer(visitor, told: Told, words: str = "The council."):
    page = visitor.get(f"{told.forum.address}/questions/{told.question}")
    return visitor.submit(page, "Save this answer", state="answered", words=words)


@pytest.mark.promise("S1-V5")
def test_whoever_is_named_hears_of_an_answer_and_of_an_action_that_moves(app, visit, told):
    ann, zoe, olly = visit(told.forum.ann), visit(told.forum.zoe), visit(told.forum.olly)
    mark(ann, told, f"question-{told.question}", "named")
    mark(zoe, told, f"question-{told.question}")
    answer(olly, told)
    assert [letter.to_name for letter in messages(app)] == ["Ann Owner"]
    assert "Answered" in messages(app)[0].text
    assert "Something came of what you said" in zoe.get("/me").text
    mark(ann, told, f"heard-{told.heard}", "named")
    link(visit(told.forum.nora), told, f"heard-{told.heard}", result="action", action=str(told.task))
    page = olly.get(f"/spaces/forum/actions/{told.task}")
    fields = fields_of(next(form for form in page.forms() if "/actions/" in (form.get("action") or "")))
    olly.post(f"/spaces/forum/actions/{told.task}", {**fields, "state": "stuck", "words": "No reply."})
    texts = [letter.text for letter in messages(app)]
    assert len(texts) == 3
    assert "Action, today: Stuck" in texts[-1]


def test_whoever_asked_hears_of_the_answer_once(app, visit, data, told):
    with data():
        db.session.get_one(Question, told.question).asked_by_id = told.forum.ann
    mark(visit(told.forum.ann), told, f"question-{told.question}", "named")
    answer(visit(told.forum.olly), told)
    assert not messages(app), "the answer itself was sent to them"


def test_something_parked_that_need_not_come_back_is_news(app, visit, told):
    zoe, olly = visit(told.forum.zoe), visit(told.forum.olly)
    mark(zoe, told, f"parked-{told.parked}", "without_name")
    page = olly.get(f"{told.forum.address}/parked/{told.parked}")
    olly.submit(page, "Save what becomes of it", until="never", because="Fares are free now.")
    text = zoe.get("/me/said").text
    assert "It need not come back, because: Fares are free now." in text
    assert rows(app)[0].took_days == 0
