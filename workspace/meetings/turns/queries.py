"""Reading turns and cards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem, ItemState
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.turns.models import Card, CardKind, Turn, TurnState
from workspace.people.models import Person

OPEN = (TurnState.WAITING, TurnState.SPEAKING)


@dataclass(frozen=True)
class Queue:
    """Who speaks, who wants to, in order, and the cards that are up. A pause asked for in private is not in it."""

    turns: Sequence[Turn]
    cards: Sequence[Card]
    item_id: int  # of the item that the meeting is at, or 0: an agreement with another item is over

    @property
    def speaking(self) -> Turn | None:
        """Return whose turn it is."""
        return next((turn for turn in self.turns if turn.state is TurnState.SPEAKING), None)

    @property
    def waiting(self) -> list[Turn]:
        """Return who comes after, in order."""
        return [turn for turn in self.turns if turn.state is TurnState.WAITING]

    @property
    def in_round(self) -> bool:
        """Say whether a round of the room is going on."""
        return any(turn.in_round for turn in self.turns)

    @property
    def up(self) -> list[Card]:
        """Return the cards that count now."""
        return [card for card in self.cards if card.kind is not CardKind.AGREE or (card.item_id or 0) == self.item_id]

    @property
    def counts(self) -> Counter[CardKind]:
        """Return how many cards of each kind are up."""
        return Counter(card.kind for card in self.up)

    def of(self, kind: CardKind) -> list[Person]:
        """Return who shows this card."""
        return [card.person for card in self.up if card.kind == kind]


def queue(meeting: Meeting) -> Queue:
    """Return the turns and cards of the meeting, with their people: two queries."""
    turns = db.session.scalars(
        select(Turn)
        .where(Turn.meeting_id == meeting.id, Turn.state.in_(OPEN))
        .options(joinedload(Turn.person))
        .order_by(Turn.id)
    ).all()
    now = next((item.id for item in meeting.items if item.state is ItemState.NOW), 0)
    return Queue(turns, _cards(meeting, Card.kind != CardKind.PAUSE), now)


def pauses(meeting: Meeting) -> Sequence[Card]:
    """Return the pauses that people asked for in private. For those who chair the meeting, and nobody else."""
    return _cards(meeting, Card.kind == CardKind.PAUSE)


def _cards(meeting: Meeting, which: object) -> Sequence[Card]:
    return db.session.scalars(
        select(Card).where(Card.meeting_id == meeting.id, which).options(joinedload(Card.person)).order_by(Card.id)  # type: ignore[arg-type]
    ).all()


@dataclass(frozen=True)
class Mine:
    """A person's own turn and cards."""

    turn: Turn | None
    ahead: int  # how many turns come before it
    cards: dict[CardKind, Card]


def mine(meeting: Meeting, person_id: int) -> Mine:
    """Return the person's own open turn and the cards of theirs that count now, a private pause too: at most three
    queries."""
    here = (Turn.meeting_id == meeting.id, Turn.state.in_(OPEN))
    turn = db.session.scalar(select(Turn).where(*here, Turn.person_id == person_id))
    ahead = 0
    if turn and turn.state is TurnState.WAITING:
        ahead = db.session.scalar(select(func.count(Turn.id)).where(*here, Turn.id < turn.id)) or 0
    counts = or_(Card.kind != CardKind.AGREE, func.coalesce(Card.item_id, 0) == func.coalesce(item_now(meeting), 0))
    shown = (Card.meeting_id == meeting.id, Card.person_id == person_id, counts)
    cards = db.session.scalars(select(Card).where(*shown)).all()
    return Mine(turn, ahead, {card.kind: card for card in cards})


def item_now(meeting: Meeting) -> ScalarSelect[int]:
    """Return the number of the item that the meeting is at, for a query that asks for more."""
    at = (AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.NOW, AgendaItem.removed_at.is_(None))
    return select(AgendaItem.id).where(*at).limit(1).scalar_subquery()


def not_heard(meeting: Meeting) -> list[Invitation]:
    """Return who takes part as a voice and has not had a turn yet. For those who chair the meeting, and nobody else."""
    spoke = select(Turn.person_id).where(
        Turn.meeting_id == meeting.id, Turn.state.in_((TurnState.SPEAKING, TurnState.DONE))
    )
    heard = set(db.session.scalars(spoke))
    voices = [place for place in meeting.invitations if place.takes_part and place.is_voice]
    return [place for place in voices if place.person_id not in heard]
