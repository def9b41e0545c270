"""The notes as a document: who was there, and item by item what was written, decided and promised.

There is one edition for each circle of readers: the people invited, all members, everyone. What is kept to a narrower
circle is not in the document at all; it says how many parts were left out, and nothing of what they are. Every page
and every message is made from such a document.

Every name in it is one that may be shown: whoever asked not to be named is counted, and reads "a member" where the
notes speak of them. A meeting held without names, and the edition for everyone, name nobody.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.closing.document import MissedPart, missed_parts
from workspace.meetings.closing.models import Missed
from workspace.meetings.heard.models import Heard
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.invitations.words import ATTENDED_IN_NOTES
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note, Result
from workspace.meetings.outcomes.document import HeardPart, ParkedPart, QuestionPart, parts_beside
from workspace.meetings.outcomes.models import Parked, Question
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.spaces.models import Sharing, narrowest

Say = Callable[[str], str]


@dataclass(frozen=True)
class Voice:
    """How an edition speaks of people: `say` turns a kept text into one to show; `unnamed` are never named in it."""

    say: Say
    unnamed: Mapping[int, str]
    names_people: bool

    def name(self, person: Person | None) -> str:
        """Return how somebody is called who owns, asked or brings something, or that nobody does yet."""
        if person is None:
            return str(_("nobody yet"))
        named = self.names_people and person.id not in self.unnamed
        return str(person.preferred_name if named else _("a member"))


@dataclass(frozen=True)
class Written:
    """All that was written down at a meeting, as it is kept. `tasks` are its actions, with their owners."""

    notes: Sequence[Note]
    decisions: Sequence[Decision]
    tasks: Sequence[Any]
    removed: Sequence[AgendaItem] = ()
    parked: Sequence[Parked] = ()
    questions: Sequence[Question] = ()
    heard: Sequence[Heard] = ()
    missed: Sequence[Missed] = ()

    @property
    def at(self) -> set[int]:
        """Return the numbers of the items at which something was written down."""
        return {note.item_id for note in self.notes if note.text} | {
            row.item_id for row in (*self.decisions, *self.tasks, *self.parked, *self.questions, *self.heard)
        }

    def texts(self, meeting: Meeting) -> list[str]:
        """Return every text in which somebody may be named."""
        texts = [text for item in (*meeting.items, *self.removed) for text in item.texts]
        texts += [text for row in self.missed for text in row.texts]
        texts += [place.check_out_words for place in meeting.invitations]
        texts += [note.text for note in self.notes]
        texts += [text for decision in self.decisions for text in _texts(decision)]
        beside: list[Parked | Question | Heard] = [*self.parked, *self.questions, *self.heard]
        texts += [text for row in beside for text in row.texts]
        return texts + [task.what for task in self.tasks]


@dataclass(frozen=True)
class DecisionPart:
    """A decision, and its words as they may be shown."""

    id: int
    number: int
    result: Result
    sharing: Sharing | None  # where it is kept closer than its item
    asked_for: str
    words: str
    reason: str
    not_possible: str
    who_can_change: str
    different_views: str

    @property
    def texts(self) -> list[str]:
        return [self.asked_for, self.words, self.reason, self.not_possible, self.who_can_change, self.different_views]


@dataclass(frozen=True)
class ActionPart:
    """An action: what, by whom, by when."""

    what: str
    owner: str
    due_on: date | None


@dataclass(frozen=True)
class ItemPart:
    """An item and what came of it. `number` is None for an item that was taken off the agenda."""

    item: AgendaItem
    number: int | None
    title: str
    led_by: str
    interests: list[str]  # who has one of their own in the item, and what
    text: str
    kept_to: Sharing | None  # where its note is kept closer than the item
    decisions: list[DecisionPart]
    actions: list[ActionPart]
    parked: list[ParkedPart]
    questions: list[QuestionPart]
    heard: list[HeardPart]

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.decisions or self.actions or self.parked or self.questions or self.heard)


@dataclass(frozen=True)
class Document:
    """The notes of one meeting, ready to be shown in any form."""

    meeting: Meeting
    audience: Sharing
    left_out: int  # parts that are kept to a narrower circle
    names_people: bool
    there: list[Person]
    partly: list[str]  # who came later, left earlier or was not in the room, in sentences
    unnamed: int
    helpers: list[Invitation]  # who came to help others take part, and is not counted
    apologies: list[Person]
    unnamed_apologies: int
    parts: list[ItemPart]
    missed: list[MissedPart]
    last_words: list[str]  # of those who wanted theirs to be written down

    @property
    def texts(self) -> list[str]:
        """Return every text that people wrote, as it will be read."""
        texts = [text for row in self.missed for text in (row.words, row.became)] + self.last_words
        for part in self.parts:
            texts += [part.title, part.led_by, *part.interests, part.text, *(action.what for action in part.actions)]
            texts += [text for row in part.parked for text in (row.what, row.why)]
            texts += [text for row in part.questions for text in (row.words, row.answer)]
            texts += [row.words for row in part.heard]
            texts += [text for decision in part.decisions for text in decision.texts]
        return texts


def document(
    meeting: Meeting, written: Written, names: Mapping[int, str], audience: Sharing = Sharing.GROUP
) -> Document:
    """Put the edition for this circle together. `names` are those that may be shown."""
    names_people = not meeting.without_names and audience is not Sharing.PUBLIC
    voice = voice_of(meeting, names, names_people)
    all_who_came = [place for place in meeting.invitations if place.takes_part]
    came = [place for place in all_who_came if place.is_voice]
    sorry = [place for place in meeting.invitations if place.sent_apologies]
    all_items, shown = _items(meeting, written), _may_read(written, audience)
    items = [(number, item) for number, item in all_items if item.sharing.reaches(audience)]
    whole = meeting.sharing.reaches(audience)  # may this circle read what belongs to no item?
    named, named_sorry = _named(came, names_people), _named(sorry, names_people)
    return Document(
        meeting=meeting,
        audience=audience,
        left_out=_left_out(meeting, written, all_items, audience),
        names_people=names_people,
        there=named,
        partly=[
            words
            for place in _namable(all_who_came, names_people)
            if (words := partly([item for _number, item in items], place))
        ],
        unnamed=len(came) - len(named),
        helpers=[place for place in all_who_came if not place.is_voice] if names_people else [],
        apologies=named_sorry,
        unnamed_apologies=len(sorry) - len(named_sorry),
        parts=[_part(number, item, shown, voice) for number, item in items],
        missed=_missed(meeting, written, voice) if whole else [],
        last_words=_last_words(meeting, voice) if whole else [],
    )


def _missed(meeting: Meeting, written: Written, voice: Voice) -> list[MissedPart]:
    return missed_parts(written.missed, written.tasks, voice.say, voice.name, meeting.notes_published_at)


def _last_words(meeting: Meeting, voice: Voice) -> list[str]:
    said = [place for place in meeting.invitations if place.check_out_words]
    return [
        _("%(name)s: %(how)s", name=voice.name(place.person), how=voice.say(place.check_out_words)) for place in said
    ]


def _items(meeting: Meeting, written: Written) -> list[tuple[int, AgendaItem]]:
    """Return the items with their numbers on the agenda; one that was taken off it has none, and stands at the end."""
    at = written.at
    return [*enumerate(meeting.items, 1), *((0, item) for item in written.removed if item.id in at)]


def partly(items: Iterable[AgendaItem], place: Invitation) -> str:
    """Say how somebody was there, when it was not in the room from the start to the end; else nothing."""
    titles = {item.id: item.title for item in items}
    parts = [str(ATTENDED_IN_NOTES[place.attended])] if place.attended in ATTENDED_IN_NOTES else []
    if place.came_at_id in titles:
        parts.append(_("came at “%(item)s”", item=titles[place.came_at_id]))
    if place.left_at_id in titles:
        parts.append(_("left at “%(item)s”", item=titles[place.left_at_id]))
    return _("%(name)s: %(how)s", name=place.person.preferred_name, how=", ".join(parts)) if parts else ""


def _may_read(written: Written, audience: Sharing) -> Written:
    """Return what is open to this circle at items that are open to it."""
    return replace(
        written,
        notes=[note for note in written.notes if narrowest(note.sharing, Sharing.PUBLIC).reaches(audience)],
        decisions=[row for row in written.decisions if narrowest(row.sharing, Sharing.PUBLIC).reaches(audience)],
    )


def _left_out(meeting: Meeting, written: Written, items: list[tuple[int, AgendaItem]], audience: Sharing) -> int:
    """Count the items that are left out whole, and the notes and decisions that are left out of the others."""
    kept = {item.id for _number, item in items if not item.sharing.reaches(audience)}
    rows: list[Note | Decision] = [*(note for note in written.notes if note.text), *written.decisions]
    inside = [row for row in rows if row.item_id not in kept and row.sharing and not row.sharing.reaches(audience)]
    at_the_end = bool(written.missed) or any(place.check_out_words for place in meeting.invitations)
    return len(kept) + len(inside) + (at_the_end and not meeting.sharing.reaches(audience))


def first_names_left(meeting: Meeting, texts: Iterable[str], *, everybody: bool = False) -> list[Person]:
    """Return who is not to be named and whose first name alone still stands in the texts.

    A whole name is left out by itself. A first name may be an everyday word (Grace, Will), so a person has to look.
    """
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    nobody = everybody or meeting.without_names
    unnamed = [place.person for place in meeting.invitations if nobody or not place.name_in_notes]
    return [person for person in unnamed if _first(person) in words]


def _first(person: Person) -> str:
    return (person.preferred_name.split() or [""])[0]


def _named(places: Collection[Invitation], names_people: bool) -> list[Person]:
    return [place.person for place in _namable(places, names_people)]


def _namable(places: Collection[Invitation], names_people: bool) -> list[Invitation]:
    return [place for place in places if place.name_in_notes and names_people]


def voice_of(meeting: Meeting, names: Mapping[int, str], names_people: bool) -> Voice:
    """Return how this edition speaks. Whole names of the unnamed go, also where no reference stands."""
    places = [place for place in meeting.invitations if not (place.name_in_notes and names_people)]
    unnamed = {place.person_id: place.person.preferred_name for place in places}
    patterns = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in unnamed.values())
    whole = re.compile("|".join(patterns)) if unnamed else None

    def say(text: str) -> str:
        shown = to_names(text, names if names_people else {})
        return whole.sub(_("a member"), shown) if whole else shown

    return Voice(say, unnamed, names_people)


def _part(number: int, item: AgendaItem, written: Written, voice: Voice) -> ItemPart:
    say = voice.say
    note = next((note for note in written.notes if note.item_id == item.id), None)
    return ItemPart(
        item=item,
        number=number or None,
        title=say(item.title),
        led_by=say(item.led_by),
        interests=say(item.interests).splitlines(),
        text=say(note.text) if note else "",
        kept_to=_closer(note, item) if note else None,
        decisions=[_decision(row, item, say) for row in written.decisions if row.item_id == item.id],
        actions=[
            ActionPart(
                what=say(task.what),
                owner=_owner(task, voice),
                due_on=task.due_on,
            )
            for task in written.tasks
            if task.item_id == item.id
        ],
        **parts_beside(written, item, say, voice.name),
    )


def _owner(task: Any, voice: Voice) -> str:
    """Return who does an action, and for whom."""
    if task.owner is None:
        return str(_("nobody yet"))
    name = voice.name(task.owner)
    return _("%(name)s, for %(body)s", name=name, body=task.body.name) if task.body else name


def _closer(row: Note | Decision, item: AgendaItem) -> Sharing | None:
    """Return to whom a note or a decision is kept where that is a narrower circle than its item's."""
    level = narrowest(item.sharing, row.sharing)
    return level if level is not item.sharing else None


def _decision(decision: Decision, item: AgendaItem, say: Say) -> DecisionPart:
    texts = [say(text) for text in _texts(decision)]
    return DecisionPart(decision.id, decision.number, decision.result, _closer(decision, item), *texts)


def _texts(decision: Decision) -> list[str]:
    return [
        decision.asked_for,
        decision.words,
        decision.reason,
        decision.not_possible,
        decision.who_can_change,
        decision.different_views,
    ]
