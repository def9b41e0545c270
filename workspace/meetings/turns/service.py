"""What people do with turns and cards. None of it is recorded: a hand is for a minute, and the record for ever.

Each verb takes the meeting first, so that two hands that go up at once stand one behind the other, and refuses a
meeting that is not happening.
"""

from sqlalchemy import select

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.service import hold
from workspace.meetings.running.service import refuse_idle
from workspace.meetings.turns.models import Card, CardKind, Turn, TurnState
from workspace.meetings.turns.queries import OPEN, item_now


def raise_hand(place: Invitation) -> None:
    """Put somebody at the end of those who want to speak. A hand that is up stays where it is."""
    _take(place.meeting)
    if _open_turn(place) is None:
        _add(place)


def lower_hand(place: Invitation) -> None:
    """Take somebody off the list, or end their turn when they are speaking. In a round it means to pass."""
    _take(place.meeting)
    turn = _open_turn(place)
    if turn is None:
        return
    if turn.state is TurnState.SPEAKING:
        turn.state = TurnState.DONE
    elif turn.in_round:
        turn.state = TurnState.PASSED
    else:
        db.session.delete(turn)
    db.session.flush()


def call_up(place: Invitation) -> None:
    """Give somebody the word, whether their hand was up or not; whoever spoke before them has spoken."""
    _take(place.meeting)
    turn = _open_turn(place) or _add(place)
    if turn.state is not TurnState.SPEAKING:
        _end_speaking(place.meeting)
        turn.state = TurnState.SPEAKING
    db.session.flush()


def has_spoken(meeting: Meeting) -> None:
    """End the turn of whoever is speaking. Nobody is called up by it."""
    _take(meeting)
    _end_speaking(meeting)


def begin_round(meeting: Meeting) -> None:
    """Go round the room: everybody who takes part gets a turn, in the order of introductions, after the hands that are
    up. Whoever is on the list already keeps their place there; who helps others take part is no voice of their own."""
    _take(meeting)
    waiting = {turn.person_id for turn in _open_turns(meeting)}
    for place in meeting.invitations:
        if place.takes_part and place.is_voice and place.person_id not in waiting:
            _add(place, in_round=True)


def end_round(meeting: Meeting) -> None:
    """End the round: whoever has not had their turn in it comes off the list. Hands stay up."""
    _take(meeting)
    for turn in _open_turns(meeting):
        if turn.in_round and turn.state is TurnState.WAITING:
            db.session.delete(turn)
        turn.in_round = False
    db.session.flush()


def show_card(place: Invitation, kind: CardKind) -> None:
    """Show a card. Agreement is with the item that the meeting is at. A pause is shown to those who chair alone."""
    meeting = place.meeting
    _take(meeting)
    item_id = db.session.scalar(select(item_now(meeting))) if kind is CardKind.AGREE else None
    card = _card(place, kind)
    if card is None:
        who = {"space_id": place.space_id, "meeting_id": meeting.id, "person_id": place.person_id}
        db.session.add(Card(**who, kind=kind, item_id=item_id, shown_at=db.now()))
    elif card.item_id != item_id:
        card.item_id, card.shown_at = item_id, db.now()
    db.session.flush()


def put_away(place: Invitation, kind: CardKind) -> None:
    """Put a card away: by whoever showed it, or by the facilitator who has seen it. Nothing is kept of it."""
    _take(place.meeting)
    if card := _card(place, kind):
        db.session.delete(card)
        db.session.flush()


def _take(meeting: Meeting) -> None:
    hold(meeting)
    refuse_idle(meeting)


def _card(place: Invitation, kind: CardKind) -> Card | None:
    mine = (Card.meeting_id == place.meeting_id, Card.person_id == place.person_id, Card.kind == kind)
    return db.session.scalar(select(Card).where(*mine))


def _open_turns(meeting: Meeting) -> list[Turn]:
    return list(db.session.scalars(select(Turn).where(Turn.meeting_id == meeting.id, Turn.state.in_(OPEN))))


def _open_turn(place: Invitation) -> Turn | None:
    return next((turn for turn in _open_turns(place.meeting) if turn.person_id == place.person_id), None)


def _add(place: Invitation, *, in_round: bool = False) -> Turn:
    who = {"space_id": place.space_id, "meeting_id": place.meeting_id, "person_id": place.person_id}
    turn = Turn(**who, state=TurnState.WAITING, in_round=in_round, asked_at=db.now())
    db.session.add(turn)
    db.session.flush()
    return turn


def _end_speaking(meeting: Meeting) -> None:
    for turn in _open_turns(meeting):
        if turn.state is TurnState.SPEAKING:
            turn.state = TurnState.DONE
    db.session.flush()
