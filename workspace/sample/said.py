"""What people of the sample said at a meeting, and what came of it."""

from collections.abc import Sequence

from sqlalchemy import select

from workspace import db
from workspace.meetings.heard import service as heard
from workspace.meetings.heard.models import Heard, HeardHow, HeardState
from workspace.meetings.heard.queries import heard as load_heard
from workspace.meetings.notes.models import Decision
from workspace.people.models import Person
from workspace.said import queries, service
from workspace.said.models import Result, SaidKind, Shown
from workspace.said.pairs import service as pairs
from workspace.said.pairs.models import PairResult, Words
from workspace.said.pairs.queries import pair as load_pair
from workspace.said.service import Came
from workspace.sample.held import Held, there

TOO_LATE = "Families hear of short breaks too late."
OWN_WORDS = "I heard of short breaks two years late, from a taxi driver. That must not happen to anybody again."
TWICE = "People need to hear it twice: once is gone in the worry of that week."


def write_down_what_was_heard(held: Held, callum: Person, item_id: int) -> None:
    """Let the note taker hear two lines: one is corrected by whoever said it, one is confirmed aloud."""
    people = held.group.people
    first = heard.hear(held.item(item_id), actor=callum, words=TOO_LATE, speaker_id=people["beatriz"].id)
    second = heard.hear(held.item(item_id), actor=callum, words=TWICE, speaker_id=people["ivy"].id)
    line = there(load_heard(held.group.space.slug, held.number, first.id))
    heard.read_back(line, actor=people["beatriz"], seen=0, state=HeardState.CORRECTED, own_words=OWN_WORDS)
    line = there(load_heard(held.group.space.slug, held.number, second.id))
    heard.read_back(line, actor=callum, seen=0, state=HeardState.CONFIRMED, how=HeardHow.ALOUD)


def mark_and_answer(held: Held, callum: Person, item_id: int) -> None:
    """Let two people mark what they said as theirs, with their names, and say what came of the first."""
    lines = db.session.scalars(select(Heard.id).where(Heard.meeting_id == held.number).order_by(Heard.id)).all()
    for name, number in zip(("beatriz", "ivy"), lines, strict=True):
        person, meeting = held.group.people[name], held.meeting
        db.session.refresh(person, ["memberships"])
        thing = next(one for one in queries.said_at(meeting) if one.name == f"heard-{number}")
        service.mark(meeting, thing, actor=person, shown=Shown.NAMED)
    decision = db.session.scalars(select(Decision.id).where(Decision.meeting_id == held.number)).first()
    at = there(queries.thing_at(held.group.space.slug, held.number, item_id, f"heard-{lines[0]}"))
    service.link(at, actor=callum, came=Came(Result.DECISION, decision))
    _show_everyone(held, callum, lines)


def _show_everyone(held: Held, callum: Person, lines: Sequence[int]) -> None:
    """Let the note taker say in words of their own what was said and done: one pair is approved, one waits."""
    said = "Families learn that short breaks exist long after they needed one."
    did = "A person, and not a leaflet, now tells every family."
    words = Words(PairResult.DONE, said, "Short breaks", did=did, asked_else="The health visitors and the schools.")
    made = pairs.draft(held.group.space, actor=callum, words=words, keys=[(SaidKind.HEARD, lines[0])])
    pairs.send(made, actor=callum, version=made.version)
    shown = there(load_pair(held.group.space.slug, made.id))
    pairs.approve(shown, actor=held.group.people["ivy"], version=shown.version, named=False)
    said = "Telling people a single time is not enough in a hard week."
    words = Words(PairResult.DONE, said, "Short breaks", did="Whoever tells families also comes back a month later.")
    made = pairs.draft(held.group.space, actor=callum, words=words, keys=[(SaidKind.HEARD, lines[1])])
    pairs.send(made, actor=callum, version=made.version)
