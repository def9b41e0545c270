"""What people do with what was said: mark it as theirs, and say what came of it.

A private mark leaves no trace but its own row: no number, no record, no mail, whose lists a host can read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.said import queries
from workspace.said.entries import entries
from workspace.said.fates import fate_of
from workspace.said.models import Contribution, Outcome, Result, SaidKind, Shown
from workspace.said.queries import ThingAt
from workspace.said.things import Key, Thing, may_mark
from workspace.spaces.models import Space

BEGUN = {MeetingState.HAPPENING, MeetingState.CLOSED}


@dataclass(frozen=True)
class Came:
    """What came of something: a decision or an action by its number, else words."""

    result: Result
    number: int | None = None
    words: str = ""


# --- whose it is ---------------------------------------------------------------------------------------------------


def mark(meeting: Meeting, thing: Thing, *, actor: Person, shown: Shown) -> Contribution:
    """Mark something that was said at a meeting as one's own. Unless it is private, it gets the next number on the list
    of the space; recorded with the person only where they are named.

    Refused: what the person cannot read, and what they marked before.
    """
    if thing.meeting.id != meeting.id or not may_mark(actor, thing):
        raise DomainError(_("Choose something from the list"), "what")
    before = select(Contribution.id).where(
        Contribution.person_id == actor.id, Contribution.kind == thing.kind, Contribution.of_id == thing.row.id
    )
    if db.session.scalar(before):
        raise DomainError(_("You have marked this before. It is on your page"), "what")
    fate = fate_of(actor, thing, queries.outcomes([meeting.space_id], [thing.key]).get(thing.key))
    item_id = thing.item.id if thing.item else None
    took_days = 0 if fate.is_reached else None
    made = _new(meeting, actor, item_id, kind=thing.kind, of_id=thing.row.id, took_days=took_days)
    return _show(made, actor, shown)


def say(meeting: Meeting, *, actor: Person, item_id: int, words: str, shown: Shown) -> Contribution:
    """Write down a line of one's own about an item. Recorded as in mark().

    Refused: an item of another meeting, and a meeting that has not begun.
    """
    if item_id not in {item.id for item in meeting.items}:
        raise DomainError(_("Choose which item it is about"), "item")
    if meeting.state not in BEGUN:
        raise DomainError(_("This meeting has not begun yet. Suggest it for the agenda instead"))
    people = [place.person for place in meeting.invitations]
    made = _new(meeting, actor, item_id, kind=SaidKind.OWN, words=to_references(words, people))
    return _show(made, actor, shown)


def _new(meeting: Meeting, actor: Person, item_id: int | None, **facts: object) -> Contribution:
    return Contribution(
        space_id=meeting.space_id,
        meeting_id=meeting.id,
        item_id=item_id,
        person_id=actor.id,
        marked_at=db.now(),
        **facts,
    )


def show(contribution: Contribution, *, actor: Person, shown: Shown) -> Contribution:
    """Say who may know whose it is. What becomes private leaves the list and gives its number back to nobody."""
    return _show(contribution, actor, shown)


def _show(row: Contribution, actor: Person, shown: Shown) -> Contribution:
    was_listed, row.shown = row.number is not None, shown
    if shown is Shown.PRIVATE:
        row.number = None
    elif row.number is None:
        # Two people at once wait here for each other, so that each gets a number of their own.
        db.session.execute(select(Space.id).where(Space.id == row.space_id).with_for_update())
        row.number = queries.last_number(row.space_id) + 1
    db.session.add(row)
    db.session.flush()
    if (row.number is not None) != was_listed:
        event = Event.SAID_TAKEN_OFF if was_listed else Event.SAID_LISTED
        audit.record(actor if shown is Shown.NAMED else None, event, row)
    return row


def take_away(contribution: Contribution) -> None:
    """Take a mark away; a line of one's own goes with its words. What somebody else wrote down stays."""
    if contribution.number is not None:
        audit.record(None, Event.SAID_TAKEN_OFF, contribution)
    if contribution.kind is SaidKind.OWN:
        own = (Outcome.space_id == contribution.space_id, Outcome.kind == SaidKind.OWN)
        db.session.execute(delete(Outcome).where(*own, Outcome.of_id == contribution.id))
    db.session.delete(contribution)
    db.session.flush()


# --- what came of it -----------------------------------------------------------------------------------------------


def link(at: ThingAt, *, actor: Person, came: Came) -> list[Person]:
    """Say what came of something that was said. Each is kept for ever, and the newest counts. Recorded, without words.

    Promised: whoever marked it as theirs finds it on their page; who is named on the list is told by mail, once.
    Returns those whom no mail reaches. The same again changes nothing. Refused: a decision or an action of elsewhere,
    an answer or a reason without words.
    """
    meeting = at.meeting
    made = _outcome(at, actor, came)
    before = at.outcome
    if before and (before.result, before.decision_id, before.task_id, before.words) == (
        made.result, made.decision_id, made.task_id, made.words,
    ):  # fmt: skip
        return []
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.SAID_LINKED, made, {"kind": made.kind, "result": made.result})
    return something_came(meeting.space_id, at.thing.key, made.at, f"said:{made.id}", but={actor.id})


def _outcome(at: ThingAt, actor: Person, came: Came) -> Outcome:
    if came.result in {Result.DECISION, Result.ACTION}:
        decisions, tasks = queries.to_link(at.meeting)
        offered = decisions if came.result is Result.DECISION else tasks
        if came.number not in {row.id for row, _meeting in offered}:
            which = _("Choose the decision") if came.result is Result.DECISION else _("Choose the action")
            raise DomainError(which, came.result.value)
    elif not came.words.strip():
        raise DomainError(_("Write the answer, or why it is not possible"), "words")
    people = [place.person for place in at.meeting.invitations]
    by_words = came.result in {Result.ANSWER, Result.NOT_POSSIBLE}
    kind, number = at.thing.key
    return Outcome(
        space_id=at.space_id, meeting_id=at.item.meeting_id, kind=kind, of_id=number, result=came.result,
        decision_id=came.number if came.result is Result.DECISION else None,
        task_id=came.number if came.result is Result.ACTION else None,
        words=to_references(came.words, people) if by_words else "", at=db.now(), by_id=actor.id,
    )  # fmt: skip


def something_came(
    space_id: int, key: Key, at: datetime, about: str, *, but: Collection[int | None], is_reached: bool = True
) -> list[Person]:
    """Bring every mark on something up to date: there is news of it. Tell those who are named on the list, once for
    each `about`, but for these people, who know; return those whom no mail reaches."""
    untold = []
    for row in queries.of_thing(space_id, key):
        row.news_at = at
        if row.took_days is None and is_reached:
            row.took_days = (at - row.marked_at).days
        if row.shown is Shown.NAMED and row.person_id not in but:
            sent = tell(row.person, "said_outcome", key=f"{about}:{row.id}", space_id=space_id, contribution_id=row.id)
            untold += [] if sent else [row.person]
    db.session.flush()
    return untold


@mail.template("said_outcome")
def said_outcome(person_id: int, space_id: int, contribution_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what came of what they said. What was made private since, or taken away, is not in it."""
    person = db.session.get_one(Person, person_id)
    db.session.refresh(person, ["memberships"])  # what they may read of it depends on where they belong
    said = queries.to_tell(contribution_id)
    space = db.session.get_one(Space, space_id)
    language = person.language or space.language
    with i18n.speaking(language, space):
        named = said is not None and said.contribution.shown is Shown.NAMED
        entry = entries(person, [said])[0] if said and named else None
        text = mail.written("said_outcome", person=person, space=space, entry=entry, to_supporter=to_supporter)
        subject = _("%(space)s: what came of what you said", space=space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
