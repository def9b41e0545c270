"""Hands, turns, cards, and the pause that only those who chair see."""

import threading

import pytest
from sqlalchemy import select

from tests.meetings.following.room import place_of, poll, room, said, token
from tests.meetings.running.forum import meeting_of
from tests.meetings.running.test_views import press
from tests.support.queries import counted
from workspace import db
from workspace.audit import AuditEvent
from workspace.meetings.following.queries import follower
from workspace.meetings.invitations.models import Answer, Duty, Part
from workspace.meetings.models import MeetingState
from workspace.meetings.turns import service
from workspace.meetings.turns.models import Card, CardKind, Turn


@pytest.fixture
def made(data):
    with data():
        return room()


# --- hands ---------------------------------------------------------------------------------------------------------


def test_hands_stand_in_the_order_in_which_they_went_up(app, made, visit):
    zoe, olly, nora = visit(made.forum.zoe), visit(made.forum.olly), visit(made.forum.nora)
    page = zoe.submit(zoe.get(made.follow), "I would like to speak")
    assert "You are on the list to speak. You are next." in page.text
    page = olly.submit(olly.get(made.follow), "I would like to speak")
    assert "1 person comes before you." in page.text
    desk = nora.get(made.turns)
    assert desk.text.index("Zoe Quiet Give the word") < desk.text.index("Olly Organiser Give the word")
    assert "Next to speak: Zoe Quiet and Olly Organiser." in visit(made.forum.ann).get(made.follow).text


def test_a_hand_goes_up_once_and_down(app, made, visit, data):
    zoe = visit(made.forum.zoe)
    first, second = zoe.get(made.follow), zoe.get(made.follow)
    zoe.submit(first, "I would like to speak")
    page = zoe.submit(second, "I would like to speak")
    with data():
        assert len(db.session.scalars(select(Turn)).all()) == 1
    page = zoe.submit(page, "Put my hand down")
    assert "You are not on the list to speak any more" in page.text
    with data():
        assert not db.session.scalars(select(Turn)).all()


def test_two_hands_that_go_up_at_once_both_stand_in_the_list(app, made, data):
    together, faults = threading.Barrier(2), []

    def raise_hand(who):
        try:
            with app.app_context(), db.transaction():
                place = follower("forum", made.forum.meeting, who).place
                together.wait(10) if db.engine().dialect.name == "postgresql" else None
                service.raise_hand(place)
        except Exception as fault:  # a thread's own failure is not seen otherwise
            faults.append(fault)

    people = (made.forum.zoe, made.forum.olly)
    threads = [threading.Thread(target=raise_hand, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not faults
    with data():
        assert {turn.person_id for turn in db.session.scalars(select(Turn))} == set(people)


def test_somebody_in_the_room_gets_a_hand_from_whoever_runs_the_meeting(app, made, visit):
    nora = visit(made.forum.nora)
    page = nora.submit(nora.get(made.turns), "Put them on the list", person=str(made.forum.zoe))
    assert "Zoe Quiet is on the list to speak" in page.text


def test_who_gets_the_word_is_told_and_whoever_spoke_before_has_spoken(app, made, visit):
    zoe, ann = visit(made.forum.zoe), visit(made.forum.ann)
    page = zoe.submit(zoe.get(made.follow), "I would like to speak")
    desk = ann.submit(ann.get(made.turns), "Give the word: Zoe Quiet")
    assert "Zoe Quiet is speaking." in desk.text
    part = poll(zoe, page)
    assert "It is your turn to speak." in said(part)
    assert "It is your turn to speak." in "".join(part.find("follow-mine").itertext())
    assert "It is your turn" not in said(poll(zoe, part))
    desk = ann.submit(desk, "Give the word: Olly Organiser")
    assert "Zoe Quiet is speaking" not in desk.text
    desk = ann.submit(desk, "They have spoken: Olly Organiser")
    assert "Nobody wants to speak at this moment" in desk.text


@pytest.mark.promise("S1-C2")
def test_the_round_gives_everybody_a_turn_and_passing_is_fine(app, made, visit):
    ann, zoe = visit(made.forum.ann), visit(made.forum.zoe)
    desk = ann.submit(ann.get(made.turns), "Go round the room")
    names = ["Nora Notes", "Olly Organiser", "Ann Owner", "Zoe Quiet"]
    places = [desk.text.index(f"{name} in the round") for name in names]
    assert places == sorted(places)
    page = zoe.submit(zoe.get(made.follow), "Pass: I say nothing this time")
    assert "I would like to speak" in page.text
    desk = ann.get(made.turns)
    assert "Zoe Quiet in the round" not in desk.text
    desk = ann.submit(desk, "Give the word: Nora Notes")
    desk = ann.submit(desk, "End the round")
    assert "in the round" not in desk.text


def test_who_sent_apologies_has_no_turn_in_the_round(app, made, visit, data):
    with data():
        place_of(made.forum.meeting, made.forum.zoe).answer = Answer.APOLOGIES
    ann = visit(made.forum.ann)
    assert "Zoe Quiet in the round" not in ann.submit(ann.get(made.turns), "Go round the room").text


def test_who_helps_others_take_part_has_no_turn_in_the_round_and_can_still_speak(app, made, visit, data):
    with data():
        place = place_of(made.forum.meeting, made.forum.zoe)
        place.part, place.interprets = Part.INTERPRETER, "Urdu"
    ann, zoe = visit(made.forum.ann), visit(made.forum.zoe)
    assert "3 people were not heard yet" in ann.get(made.turns).text
    desk = ann.submit(ann.get(made.turns), "Go round the room")
    assert "Nora Notes in the round" in desk.text
    assert "Zoe Quiet in the round" not in desk.text
    zoe.submit(zoe.get(made.follow), "I would like to speak")
    assert "Zoe Quiet Give the word" in ann.get(made.turns).text


# --- who was not heard: for those who chair alone -------------------------------------------------------------------


@pytest.mark.promise("S1-C2")
def test_only_those_who_chair_see_who_was_not_heard_yet(app, made, visit):
    ann, nora = visit(made.forum.ann), visit(made.forum.nora)
    assert "4 people were not heard yet" in ann.get(made.turns).text
    ann.submit(ann.get(made.turns), "Give the word: Zoe Quiet")
    assert "3 people were not heard yet" in ann.get(made.turns).text
    for other in (nora, visit(made.forum.olly)):
        assert "not heard" not in other.get(made.turns).text
    assert "not heard" not in visit(made.forum.zoe).get(made.follow).text


def test_the_desk_is_for_those_who_run_the_meeting(app, made, visit):
    visit(made.forum.zoe).get(made.turns, status=403)
    visit(made.forum.olly).get(made.turns)


# --- cards ---------------------------------------------------------------------------------------------------------


def test_cards_are_counted_for_everybody_and_named_to_those_who_run_the_meeting(app, made, visit):
    zoe, nora = visit(made.forum.zoe), visit(made.forum.nora)
    nora.submit(nora.get(made.forum.run), "Start with: Hello")
    desk = nora.get(made.turns)
    page = zoe.submit(zoe.get(made.follow), "I agree")
    page = zoe.submit(page, "Stop: I am lost")
    everybody = visit(made.forum.olly).get(made.follow)
    cards = " ".join("".join(everybody.find("follow-cards").itertext()).split())
    assert "Stop: I am lost: 1" in cards
    assert "I agree: 1" in cards
    assert "Zoe" not in cards
    part = poll(nora, desk, "turns")
    assert "Zoe Quiet: Stop: I am lost." in said(part)
    assert "I agree: Zoe Quiet" in part.text
    desk = nora.submit(nora.get(made.turns), "Seen: put it away: Zoe Quiet")
    assert "Stop" not in desk.find("turns").text or "Zoe Quiet: Stop" not in desk.text


def test_a_stop_is_said_to_everybody_and_once(app, made, visit):
    zoe, olly = visit(made.forum.zoe), visit(made.forum.olly)
    page = olly.get(made.follow)
    zoe.submit(zoe.get(made.follow), "Stop: I am lost")
    part = poll(olly, page)
    assert "Somebody asks to stop." in said(part)
    assert poll(olly, part).status == 204


def test_agreement_is_with_one_item_and_ends_with_it(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    nora.submit(nora.get(made.forum.run), "Start with: Hello")
    zoe.submit(zoe.get(made.follow), "I agree")
    assert "I agree: 1" in zoe.get(made.follow).text
    nora.submit(nora.get(made.forum.run), "Go to: What families hear")
    assert "I agree: 1" not in zoe.get(made.follow).text


def test_with_a_script_only_my_own_part_comes_and_focus_stays(app, made, visit):
    zoe = visit(made.forum.zoe)
    part = press(zoe, zoe.get(made.follow), "Slow down")
    assert "<html" not in part.html
    assert part.find("follow-mine").get("hx-swap-oob") is None
    assert '"focus-on": "card-slow"' in said(part)
    assert "is up" in said(part)


def test_a_button_that_nobody_knows_changes_nothing(app, made, visit):
    zoe = visit(made.forum.zoe)
    page = zoe.submit(zoe.get(made.follow), "I agree", do="shout")
    assert "We do not know that card" in page.text


def test_hands_and_cards_are_for_while_the_meeting_happens(app, data, visit):
    with data():
        made = room()
    zoe = visit(made.forum.zoe)
    page = zoe.get(made.follow)
    with data():
        meeting_of(made.forum).state = MeetingState.CLOSED
    page = zoe.submit(page, "I would like to speak")
    assert "This meeting is not happening now" in page.text
    assert not page.has("take-part")


# --- the private pause ---------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W5")
def test_a_pause_is_seen_by_those_who_chair_and_by_nobody_else(app, made, visit, data):
    """Neither on a page, nor in what a page asks for, nor by there being news, nor in the record of what was done."""
    zoe, ann, nora, olly = (
        visit(made.forum.zoe),
        visit(made.forum.ann),
        visit(made.forum.nora),
        visit(made.forum.olly),
    )
    with data():
        place_of(made.forum.meeting, made.forum.olly).duty = Duty.CO_CHAIR
        before = len(db.session.scalars(select(AuditEvent)).all())
    desks = {"ann": ann.get(made.turns), "nora": nora.get(made.turns), "olly": olly.get(made.turns)}
    follows = {"nora": nora.get(made.follow), "ann": ann.get(made.follow)}
    page = zoe.submit(zoe.get(made.follow), "Ask for a pause")
    assert "Only Olly Organiser and Ann Owner can see this" in page.text
    assert "You asked for a pause." in page.text
    # Nobody else has any news, nor a sign that there is some.
    assert poll(nora, desks["nora"], "turns").status == 204
    assert poll(nora, follows["nora"]).status == 204
    assert poll(ann, follows["ann"]).status == 204
    for visitor, address in ((nora, made.turns), (nora, made.follow), (nora, made.forum.run), (ann, made.follow),
                             (nora, f"{made.forum.address}/notes"), (olly, made.follow)):  # fmt: skip
        assert "needs a pause" not in visitor.get(address).text
        assert "Zoe Quiet: I need" not in visitor.get(address).text
    # The two who chair have it at once.
    for visitor, name in ((ann, "ann"), (olly, "olly")):
        part = poll(visitor, desks[name], "turns")
        assert "Zoe Quiet needs a pause." in said(part)
        assert "Zoe Quiet needs a pause." in part.text
    nora.post(f"{made.turns}/pause", {**token(nora), "person": made.forum.zoe}, status=403)
    # What was seen to leaves nothing behind.
    ann.submit(ann.get(made.turns), "The pause was given: Zoe Quiet")
    with data():
        assert not db.session.scalars(select(Card)).all()
        rows = db.session.scalars(select(AuditEvent)).all()
        assert len(rows) == before
        assert not [row for row in rows if "card" in row.thing_kind]
    assert "You asked for a pause" not in zoe.get(made.follow).text


def test_the_list_of_cards_cannot_be_used_to_put_a_pause_away(app, made, visit, data):
    zoe, nora = visit(made.forum.zoe), visit(made.forum.nora)
    page = zoe.submit(zoe.get(made.follow), "Ask for a pause")
    nora.post(made.turns, {**token(nora), "do": "seen", "kind": "pause", "person": made.forum.zoe})
    with data():
        assert db.session.scalars(select(Card.kind)).all() == [CardKind.PAUSE]
    zoe.submit(page, "I do not need it any more")
    with data():
        assert not db.session.scalars(select(Card)).all()


def test_without_anybody_who_chairs_no_pause_is_promised(app, made, visit, data):
    with data():
        place_of(made.forum.meeting, made.forum.ann).duty = Duty.NONE
    page = visit(made.forum.zoe).get(made.follow)
    assert "Nobody was asked to chair this meeting" in page.text
    assert not page.has("ask-pause")


# --- on the page of whoever runs the meeting ------------------------------------------------------------------------


def test_the_run_page_fetches_the_desk_and_asks_for_news_with_two_queries(app, made, visit):
    nora = visit(made.forum.nora)
    page = nora.get(made.forum.run)
    part = poll(nora, page, "desk")
    assert "<html" not in part.html
    assert part.has("hand-for")
    with counted() as statements:
        assert poll(nora, part, "turns").status == 204
    assert len(statements) == 2, statements


@pytest.mark.parametrize("hands", [1, 3])
def test_the_desk_asks_as_many_questions_for_many_hands_as_for_one(app, made, visit, data, hands):
    with data():
        for who in (made.forum.zoe, made.forum.olly, made.forum.nora)[:hands]:
            service.raise_hand(follower("forum", made.forum.meeting, who).place)
    ann = visit(made.forum.ann)
    with counted() as statements:
        ann.get(made.turns)
    assert len(statements) == 9, statements


def test_whoever_agreed_with_one_item_can_agree_with_the_next_at_once(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    zoe.submit(zoe.get(made.follow), "I agree")  # before the first item
    for onward in ("Start with: Hello", "Go to: What families hear"):
        nora.submit(nora.get(made.forum.run), onward)
        assert "I agree: 1" not in zoe.get(made.follow).text
        assert "I agree: 1" in zoe.submit(zoe.get(made.follow), "I agree").text
