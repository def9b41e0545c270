"""What is new in a room since somebody looked: said in a few words, and only what matters.

What a reader knows travels in the address that their page asks at. So nothing is kept about who looks when, and a
reader without scripts is told the same when they ask for what is new.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from flask_babel import gettext as _

from workspace.meetings.following.queries import Scene
from workspace.meetings.models import MeetingState
from workspace.meetings.turns.models import CardKind, TurnState
from workspace.meetings.turns.queries import Mine
from workspace.spaces.models import Sharing
from workspace.spaces.words import SHARING_SPOKEN


@dataclass(frozen=True)
class Known:
    """What a reader has before them, as numbers: of the room, of the item, of the last decision, and so on."""

    seen: int = -1
    at: int = 0
    over: int = 0
    decided: int = 0
    late: int = 0
    stops: int = 0
    next: int = 0
    turn: int = 0
    heard: int = 0

    @classmethod
    def read(cls, args: Mapping[str, str]) -> "Known":
        """Return what the address says; what is no number counts as nothing known."""
        given = {one.name: args.get(one.name, "") for one in fields(cls)}
        return cls(**{name: int(text) for name, text in given.items() if text.isascii() and text.isdecimal()})

    @property
    def parts(self) -> dict[str, int]:
        """Return it as parts of an address."""
        return asdict(self)


@dataclass(frozen=True)
class Facts:
    """What there is to say of a room: the same for everybody, and small enough to keep."""

    known: Known
    now: str
    after: str
    shared: Sharing | None  # who may hear of the item that the meeting is at
    late: list[str]
    introducing: str
    chairs: list[str]
    accepted: int
    heard: Mapping[int, list[int]]  # lines that wait for the yes of whoever said them, by their number


def facts_of(scene: Scene, seen: int) -> Facts:
    """Return what there is to say of a scene."""
    meeting, agenda = scene.meeting, scene.agenda
    turn = scene.round.next if scene.introducing else None
    numbers = [decision.number for part in scene.parts for decision in part.decisions]
    late = [place.person.preferred_name for place in scene.late]
    return Facts(
        known=Known(
            seen=seen,
            at=agenda.now.id if agenda.now else 0,
            over=int(meeting.state is MeetingState.CLOSED),
            decided=max(numbers, default=0),
            late=len(late),
            stops=scene.queue.counts[CardKind.STOP],
            next=turn.person_id if turn else 0,
        ),
        now=agenda.now.title if agenda.now else "",
        after=agenda.next.title if agenda.next else "",
        shared=agenda.now.sharing if agenda.now else None,
        late=late,
        introducing=turn.person.preferred_name if turn else "",
        chairs=[place.person.preferred_name for place in meeting.invitations if place.chairs],
        accepted=scene.accepted,
        heard={number: [line.id for line in lines] for number, lines in scene.heard.items()},
    )


def news(before: Known, facts: Facts, own: Mine | None, reader_id: int) -> list[str]:
    """Return what is new since `before`, in sentences, what concerns the reader first."""
    after = facts.known
    said = []
    if own and own.turn and own.turn.state is TurnState.SPEAKING and before.turn != own.turn.id:
        said.append(_("It is your turn to speak."))
    if max(facts.heard.get(reader_id, []), default=0) > before.heard:
        said.append(_("Something that you said was written down. Say if it is right."))
    if after.next and after.next != before.next:
        said.append(_introduced(facts, reader_id))
    if after.over > before.over:
        said.append(_("The meeting is over."))
    if after.at and after.at != before.at:
        said.append(_now(facts))
    said += [_("Decision %(number)s is written down.", number=n) for n in range(before.decided + 1, after.decided + 1)]
    said += [_("%(name)s has come.", name=name) for name in facts.late[before.late :]]
    if after.stops > before.stops:
        said.append(_("Somebody asks to stop."))
    return [str(words) for words in said]


def _introduced(facts: Facts, reader_id: int) -> str:
    if facts.known.next == reader_id:
        return str(_("It is your turn to introduce yourself. Skipping is fine."))
    return str(_("Next to introduce themselves: %(name)s.", name=facts.introducing))


def _now(facts: Facts) -> str:
    words = _("Now: %(item)s.", item=facts.now)
    if facts.after:
        words = _("Now: %(item)s. After that: %(after)s.", item=facts.now, after=facts.after)
    return f"{words} {SHARING_SPOKEN[facts.shared]}" if facts.shared else str(words)
