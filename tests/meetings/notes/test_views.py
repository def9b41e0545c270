"""Writing notes, recording decisions, reading and publishing, through the pages."""

import json

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.queries import counted
from tests.support.visitor import fields_of
from workspace import db, mail
from workspace.audit import AuditEvent, Event
from workspace.drafts import Draft
from workspace.mail import Message
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.models import Decision, Note, NoteVersion
from workspace.people.models import Person
from workspace.spaces.models import Space

DECISION = {
    "asked_for": "A call to everyone",
    "result": "compromise",
    "words": "Families choose call, text or letter",
    "reason": "Two people answer the phone",
    "not_possible": "A call to all 340 families",
    "who_can_change": "The transport board",
    "different_views": "Ann Owner: one page is not enough",
}


@pytest.fixture
def made(data) -> Forum:
    with data():
        return forum()


def write(visitor, made, text, number=0, **more):
    page = visitor.get(f"{made.run}?item={made.items[number]}")
    return visitor.submit(page, "Save the note", **{f"note-{made.items[number]}-text": text}, **more)


def by_script(visitor, made, page, text, which="Save the note", number=0, **more):
    """Send the editor as the script does, and return the fragment."""
    item = made.items[number]
    sent = {**fields_of(page.form(f"note-{item}"), which), f"note-{item}-text": text, **more}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{made.run}"}
    return visitor.post(made.note(number), sent, status=more.pop("status", 200), headers=headers)


def said(page):
    return json.loads(page.answer.headers["HX-Trigger-After-Swap"])


def decide(visitor, made, number=2, status=303, **changes):
    page = visitor.get(f"{made.run}?item={made.items[number]}")
    facts = {f"decide-{made.items[number]}-{name}": value for name, value in {**DECISION, **changes}.items()}
    return visitor.submit(page, "Save the decision", status=status, **facts)


def close(data, made):
    with data():
        meeting = meeting_of(made)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, db.now()


def publish(visitor, made):
    return visitor.submit(visitor.get(f"{made.address}/notes/publish"), "Publish the notes")


# --- saving ----------------------------------------------------------------------------------------------------------


def test_a_note_is_saved_by_a_button_and_stands_in_the_page(app, made, visit, data):
    page = write(visit(made.nora), made, "The bus was late")
    assert "The bus was late" in page.text
    assert "Saved at" in page.text
    with data():
        assert db.session.scalars(select(Note)).one().text == "The bus was late"


def test_while_somebody_types_only_the_saved_line_comes_back_and_nothing_is_said(app, made, visit):
    nora = visit(made.nora)
    part = by_script(nora, made, nora.get(made.run), "The bus", choice=None)
    assert "Saved at" in part.text
    assert "textarea" not in part.html
    assert said(part)["said"] == ""
    again = by_script(nora, made, nora.get(made.run), "The bus was late")
    assert said(again)["said"] == "Note saved"


def test_lines_end_the_same_however_they_were_sent(app, made, visit, data):
    nora = visit(made.nora)
    write(nora, made, "one\r\ntwo")
    write(nora, made, "one\ntwo")
    with data():
        assert db.session.scalars(select(Note)).one().version == 1


def test_a_member_cannot_write_notes(app, made, visit):
    visit(made.ann).get(made.note(), status=403)


def test_an_item_of_another_meeting_is_not_found(app, made, visit, data):
    with data():
        other = factories.meeting(db.session.scalars(select(Space)).one(), db.session.get_one(Person, made.olly)).id
    visit(made.nora).get(made.note().replace(f"/meetings/{made.meeting}/", f"/meetings/{other}/"), status=404)


def test_a_text_that_is_too_long_is_refused_and_nothing_of_it_is_lost(app, made, visit, data):
    nora = visit(made.nora)
    long = "y" * 100_001
    page = nora.submit(nora.get(made.run), "Save the note", status=422, **{f"note-{made.items[0]}-text": long})
    assert page.title.startswith("Error:")
    assert "Write at most 100000 letters" in page.error_of(f"note-{made.items[0]}-text")
    assert long in page.html
    with data():
        assert db.session.scalars(select(Note)).all() == []


def test_a_hundred_thousand_letters_in_any_script_are_taken(app, made, visit, data):
    write(visit(made.nora), made, "🚌" * 50_000 + "ب" * 50_000)
    with data():
        assert len(db.session.scalars(select(Note)).one().text) == 100_000


def test_with_a_script_a_refused_text_stays_where_it_is_typed(app, made, visit):
    nora = visit(made.nora)
    part = by_script(nora, made, nora.get(made.run), "y" * 100_001, status=422)
    assert "Write at most 100000 letters" in part.text
    assert part.answer.headers["HX-Retarget"] == f"#note-{made.items[0]}-state"
    assert "textarea" not in part.html


# --- two people at once -------------------------------------------------------------------------------------------


def both_write(visit, made):
    """Nora and Olly open the same note; Olly saves first, Nora second."""
    nora, olly = visit(made.nora), visit(made.olly)
    opened = nora.get(made.run)
    write(olly, made, "Olly heard this")
    page = nora.submit(opened, "Save the note", **{f"note-{made.items[0]}-text": "Nora heard that"})
    return nora, page


def test_both_texts_are_shown_when_two_people_wrote(app, made, visit, data):
    _nora, page = both_write(visit, made)
    assert page.title.startswith("Error:")
    assert "Olly Organiser changed this note at" in page.text
    assert "Both texts are kept: choose below" in page.text
    assert "Olly heard this" in page.text
    assert "Nora heard that" in "".join(page.find(f"note-{made.items[0]}-text").itertext())
    with data():
        assert set(db.session.scalars(select(NoteVersion.text))) == {"Olly heard this", "Nora heard that"}


def test_words_that_wait_for_a_choice_are_there_on_any_later_day(app, made, visit):
    both_write(visit, made)
    page = visit(made.nora).get(made.run)
    assert "Nora heard that" in page.text
    assert "Olly heard this" in page.text


@pytest.mark.parametrize(
    ("button", "kept", "gone"),
    [
        ("Keep my words", "Nora heard that", "Olly heard this"),
        ("Keep the saved words", "Olly heard this", "Nora heard that"),
    ],
)
def test_one_text_is_chosen_and_the_other_is_kept_among_the_versions(app, made, visit, data, button, kept, gone):
    nora, page = both_write(visit, made)
    page = nora.submit(page, button)
    assert kept in page.text
    assert gone not in page.text
    with data():
        assert db.session.scalars(select(Note)).one().text == kept
        assert gone in set(db.session.scalars(select(NoteVersion.text)))


def test_both_texts_are_joined_and_can_then_be_edited(app, made, visit, data):
    nora, page = both_write(visit, made)
    page = nora.submit(page, "Join both texts, then edit")
    assert "Olly heard this Nora heard that" in page.text
    assert not page.title.startswith("Error:")
    nora.submit(page, "Save the note", **{f"note-{made.items[0]}-text": "Olly and Nora heard this"})
    with data():
        assert db.session.scalars(select(Note)).one().text == "Olly and Nora heard this"


def test_with_a_script_who_types_on_keeps_the_text_and_hears_of_the_other_once(app, made, visit, data):
    nora = visit(made.nora)
    opened = nora.get(made.run)
    write(visit(made.olly), made, "Olly heard this")
    part = by_script(nora, made, opened, "Nora", choice=None)
    assert "Olly Organiser changed this note" in said(part)["said"]
    assert said(part)["focus-on"] == ""
    assert "textarea" not in part.html
    assert "Olly heard this" in part.text
    on = by_script(nora, made, opened, "Nora heard that", choice=None, seen="1")
    assert said(on)["said"] == ""
    pressed = by_script(nora, made, opened, "Nora heard that", seen="1")
    assert said(pressed)["focus-on"] == f"note-{made.items[0]}-conflict-h"
    with data():
        assert set(db.session.scalars(select(NoteVersion.text))) == {"Olly heard this", "Nora heard that"}


def test_with_a_script_a_choice_brings_the_whole_editor(app, made, visit):
    nora, page = both_write(visit, made)
    part = by_script(nora, made, page, "Nora heard that", which="Join both texts, then edit")
    assert part.has(f"note-{made.items[0]}-editor")
    assert "Olly heard this Nora heard that" in part.text
    assert said(part) == {"said": "Both texts are in the note now", "focus-on": f"note-{made.items[0]}-text"}


def test_going_on_while_somebody_else_wrote_keeps_both_and_asks(app, made, visit):
    nora = visit(made.nora)
    opened = nora.get(made.run)
    write(visit(made.olly), made, "Olly heard this")
    page = nora.submit(opened, "Start with: Hello", **{f"note-{made.items[0]}-text": "Nora heard that"})
    assert "Now: item 1 of 3" in page.text
    assert "Olly heard this" in page.text
    assert "Nora heard that" in page.text


def test_words_typed_when_a_sign_in_has_ended_are_there_after_it(app, made, visit, data):
    nora = visit(made.nora)
    page = nora.get(made.run)
    nora.client.delete_cookie("session_key")
    text = {f"note-{made.items[0]}-text": "long thoughts"}
    asked = nora.submit(page, "Save the note", follow=False, **text)
    assert "/sign-in" in asked.location
    sent = {**fields_of(page.form("Save the note")), **text}
    by_script = nora.post(made.note(), sent, status=204, headers={"HX-Request": "true"})
    assert "/sign-in" in by_script.answer.headers["HX-Redirect"]
    with data():
        draft = db.session.scalars(select(Draft)).one()
        draft.person_id, draft.browser = made.nora, None  # as signing in does
    nora.sign_in(made.nora)
    assert "long thoughts" in nora.get(made.run).text


# --- decisions -------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-P5", "S1-C6", "S1-V2")
def test_a_decision_says_what_was_asked_agreed_impossible_why_and_who_can_change_it(app, made, visit):
    nora = visit(made.nora)
    decide(nora, made)
    page = nora.get(f"{made.address}/notes")
    for words in (*DECISION.values(), "Met in the middle", "Decision 1"):
        if words != "compromise":
            assert words in page.text


@pytest.mark.promise("S1-P5")
def test_a_decision_without_its_reason_is_refused_and_keeps_what_was_typed(app, made, visit):
    page = decide(visit(made.nora), made, status=422, reason=" ")
    assert page.title.startswith("Error:")
    assert "Write the reason" in page.error_of(f"decide-{made.items[2]}-reason")
    assert DECISION["different_views"] in page.html


def test_with_a_script_a_decision_joins_the_list_and_its_heading_takes_focus(app, made, visit, data):
    nora = visit(made.nora)
    page = nora.get(f"{made.run}?item={made.items[2]}")
    form = page.form("Save the decision")
    facts = {f"decide-{made.items[2]}-{name}": value for name, value in DECISION.items()}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{made.run}"}
    part = nora.post(form.get("action"), {**fields_of(form), **facts}, status=200, headers=headers)
    with data():
        number = db.session.scalars(select(Decision)).one().id
    assert said(part) == {"said": "Decision saved", "focus-on": f"decision-{number}"}
    assert part.has(f"decision-{number}")
    assert not (part.find(f"decide-{made.items[2]}-words").text or "").strip()
    refused = nora.post(
        form.get("action"), {**fields_of(part.form("Save the decision"))}, status=422, headers=headers
    )  # fmt: skip
    assert refused.has("errors")


def test_a_decision_is_mended_while_the_notes_are_a_draft(app, made, visit, data):
    nora = visit(made.nora)
    decide(nora, made)
    with data():
        number = db.session.scalars(select(Decision)).one().id
    page = nora.get(f"{made.address}/decisions/{number}")
    assert "Ann Owner: one page is not enough" in page.html
    page = nora.submit(page, "Save the changes", words="", status=422)
    assert page.title.startswith("Error:")
    page = nora.submit(page, "Save the changes", words="Families choose")
    assert "Families choose" in page.text
    with data():
        row = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.DECISION_CHANGED)).one()
        assert row.changes == {"number": 1, "fields": ["words"]}


def test_a_decision_of_another_meeting_is_not_found(app, made, visit, data):
    nora = visit(made.nora)
    decide(nora, made)
    with data():
        number = db.session.scalars(select(Decision)).one().id
    nora.get(f"/spaces/forum/meetings/{made.meeting + 1}/decisions/{number}", status=404)
    visit(made.ann).get(f"{made.address}/decisions/{number}", status=403)


# --- reading and publishing ---------------------------------------------------------------------------------------


def test_a_draft_is_read_by_note_takers_and_organisers_alone(app, made, visit):
    write(visit(made.nora), made, "The bus was late")
    for who in (made.nora, made.olly):
        page = visit(who).get(f"{made.address}/notes")
        assert "DRAFT" in page.text
        assert "The bus was late" in page.text
    visit(made.ann).get(f"{made.address}/notes", status=403)


def test_notes_of_more_than_five_items_begin_with_a_list_of_them(app, made, visit, data):
    def listed():
        jump = [
            nav for nav in visit(made.nora).get(f"{made.address}/notes").root.iter("nav") if nav.get("class") == "jump"
        ]
        return [(link.get("href"), "".join(link.itertext())) for nav in jump for link in nav.iter("a")]

    with data():
        items = len(made.items)
        for number in range(items, 5):
            factories.item(meeting_of(made), f"Item {number}")
    assert listed() == []
    with data():
        last = factories.item(meeting_of(made), "The last of six").id
    assert len(listed()) == 6
    assert listed()[-1] == (f"#item-{last}", "6. The last of six")


def test_published_notes_are_read_by_members_and_guests_and_nobody_else(app, made, visit, data):
    with data():
        guest, stranger = factories.person("Gus Guest"), factories.person("Sam Stranger")
        factories.invitation(meeting_of(made), guest, as_guest=True)
    nora = visit(made.nora)
    write(nora, made, "The bus was late")
    close(data, made)
    publish(nora, made)
    for who in (made.ann, guest.id):
        page = visit(who).get(f"{made.address}/notes")
        assert "DRAFT" not in page.text
        assert "The bus was late" in page.text
        assert "Change the notes" not in page.text
    visit(stranger.id).get(f"{made.address}/notes", status=403)


def test_notes_are_not_published_before_the_meeting_is_closed(app, made, visit, data):
    nora = visit(made.nora)
    address = f"{made.address}/notes/publish"
    assert "Close the meeting first" in nora.get(address).text
    close(data, made)
    page = nora.get(address)
    with data():
        meeting_of(made).state = MeetingState.HAPPENING
    page = nora.submit(page, "Publish the notes", status=422)
    assert "Close the meeting first" in page.text
    with data():
        assert meeting_of(made).notes_published_at is None


def test_published_notes_are_mailed_once_to_everybody_who_was_invited(app, made, visit, data):
    with data():
        ann = db.session.get_one(Person, made.ann)
        ann.supporter_copies, ann.supporter_email, ann.supporter_name = True, "sue@example.org", "Sue"
        ann.language = "en_XA"
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == made.olly)).one()
        place.answer = Answer.APOLOGIES
        edna = factories.member(db.session.scalars(select(Space)).one(), "Edna Post")
        edna.email = None
        factories.invitation(meeting_of(made), edna)
    nora = visit(made.nora)
    write(nora, made, "Ann Owner said: the bus was late")
    decide(nora, made)
    close(data, made)
    check = nora.get(f"{made.address}/notes/publish")
    assert "By mail, 4 people" in check.text
    assert "Edna Post" in check.text
    again = nora.get(f"{made.address}/notes/publish")
    page = nora.submit(check, "Publish the notes")
    assert "Send the notes to these people by post, or ring them: Edna Post" in page.text
    assert "Nothing was done twice" in nora.submit(again, "Publish the notes").text
    assert "published already" in nora.get(f"{made.address}/notes/publish").text
    with data():
        messages = db.session.scalars(select(Message).where(Message.template == "notes")).all()
        assert sorted(m.person_id for m in messages) == sorted([made.nora, made.olly, made.ann, made.ann, made.zoe])
        letter = mail.letter_of(next(m for m in messages if m.person_id == made.olly))
        assert "Ann Owner said: the bus was late" in letter.text
        assert DECISION["reason"] in letter.text
        assert "Apologies: Olly Organiser" in letter.text
        assert "<h2>" in mail.as_html(letter)
        assert "School buses" in letter.subject
        copy = mail.letter_of(next(m for m in messages if m.to_supporter))
        assert copy.to_address == "sue@example.org"
        assert copy.language == "en_XA"
        assert "[" in copy.text


@pytest.mark.promise("S1-C7")
def test_old_notes_say_the_new_name_of_somebody_who_changed_it(app, made, visit, data):
    nora = visit(made.nora)
    write(nora, made, "Ann Owner asked for a letter")
    decide(nora, made)
    close(data, made)
    publish(nora, made)
    with data():
        db.session.get_one(Person, made.ann).preferred_name = "Anni Newname"
    page = visit(made.olly).get(f"{made.address}/notes")
    assert "Ann Owner" not in page.text
    assert "Anni Newname asked for a letter" in page.text
    assert "Anni Newname: one page is not enough" in page.text
    with data():
        message = db.session.scalars(select(Message).where(Message.person_id == made.olly)).one()
        assert "Ann Owner" not in mail.letter_of(message).text


def test_who_asked_not_to_be_named_is_named_nowhere_in_notes_and_mail(app, made, visit, data):
    nora = visit(made.nora)
    page = write(nora, made, "Zoe Quiet waited an hour. @Zoe is tired")
    assert "Zoe Quiet waited an hour" in page.text
    decide(nora, made, different_views="Zoe Quiet: two pages")
    with data():
        item_of(made).led_by = "Zoe Quiet"
        factories.task(
            db.session.scalars(select(Space)).one(),
            db.session.get_one(Person, made.zoe),
            "Ring Zoe Quiet",
            meeting_id=made.meeting,
            item_id=made.items[0],
        )
    close(data, made)
    publish(nora, made)
    page = visit(made.ann).get(f"{made.address}/notes")
    assert "Zoe" not in page.text
    assert "a member waited an hour" in page.text
    assert "Nora Notes, Olly Organiser, Ann Owner and 1 person who asked not to be named" in page.text
    with data():
        message = db.session.scalars(select(Message).where(Message.person_id == made.ann)).one()
        letter = mail.letter_of(message)
        assert "Zoe" not in letter.text + letter.subject + mail.as_html(letter)


def test_a_first_name_that_was_left_is_pointed_out_before_publishing(app, made, visit, data):
    nora = visit(made.nora)
    write(nora, made, "Zoe was tired")
    close(data, made)
    assert "Zoe Quiet asked not to be named" in nora.get(f"{made.address}/notes/publish").text


def test_words_that_are_not_joined_yet_are_pointed_out_before_publishing(app, made, visit, data):
    nora, _page = both_write(visit, made)
    close(data, made)
    assert "Nora Notes has words for “Hello”" in nora.get(f"{made.address}/notes/publish").text


def test_after_closing_the_draft_is_still_mended_item_by_item(app, made, visit, data):
    nora = visit(made.nora)
    close(data, made)
    page = nora.get(f"{made.address}/notes")
    page = nora.get(page.links()["Change the notes of: Hello"])
    page = nora.submit(page, "Save the note", **{f"note-{made.items[0]}-text": "Written up later"})
    assert page.h1 == "Notes of: Hello"
    assert "Written up later" in nora.get(f"{made.address}/notes").text


def test_published_notes_do_not_change_and_what_was_typed_is_given_back(app, made, visit, data):
    nora, olly = visit(made.nora), visit(made.olly)
    close(data, made)
    page = nora.get(made.note())
    publish(olly, made)
    page = nora.submit(page, "Save the note", status=422, **{f"note-{made.items[0]}-text": "One more thing"})
    assert "do not change any more" in page.text
    assert "One more thing" in page.html
    page = nora.get(made.note())
    assert "These notes do not change any more" in page.text
    assert "Save the note" not in page.text
    item = f"{made.address}/items/{made.items[0]}"
    for address in (f"{item}/decisions", f"{item}/park", f"{item}/question", f"{made.address}/attendance/{made.ann}"):
        page = nora.get(address)
        assert "These notes do not change any more" in page.text
        assert not {"form", f"decide-{made.items[0]}"} & {form.get("id") for form in page.forms()}
    with data():
        assert db.session.scalars(select(Note)).all() == []


def test_notes_of_an_item_that_was_taken_off_the_agenda_are_still_there(app, made, visit, data):
    nora = visit(made.nora)
    write(nora, made, "Said before it was taken off")
    with data():
        item_of(made).removed_at, item_of(made).led_by = db.now(), f"{{person:{made.ann}}}"
    page = nora.get(f"{made.address}/notes")
    assert "Taken off the agenda" in page.text
    assert "With Ann Owner" in page.text
    assert "Said before it was taken off" in page.text


@pytest.mark.promise("S1-C8")
@pytest.mark.parametrize(("days", "words"), [(3, "Promise kept"), (40, "Later than promised")])
def test_the_promise_on_notes_says_whether_it_was_kept(app, data, visit, days, words):
    with data():
        made = forum()
        start = meeting_of(made).starts_at
    close(data, made)
    with time_machine.travel(start.timestamp() + days * 86400):
        nora = visit(made.nora)
        publish(nora, made)
        assert words in nora.get(f"{made.address}/notes").text


@pytest.mark.parametrize("many", [1, 3, 30])
def test_the_notes_page_asks_the_database_the_same_however_long_it_is(app, data, visit, many):
    with data():
        made = forum(items=many)
    nora = visit(made.nora)
    for number in range(min(many, 3)):
        write(nora, made, "Ann Owner spoke", number=number)
        decide(nora, made, number=number)
    with counted() as statements:
        nora.get(f"{made.address}/notes")
    assert len(statements) == 8, statements
