"""What is done with every meeting of the sample, by the verbs that people use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from workspace import db
from workspace.actions import service as actions
from workspace.actions.models import ActionState
from workspace.actions.queries import task as load_task
from workspace.meetings import service as meetings
from workspace.meetings.agenda import service as agenda
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.arrangements import service as arrangements
from workspace.meetings.arrangements.models import Step
from workspace.meetings.arrangements.queries import lines
from workspace.meetings.invitations import queries, service
from workspace.meetings.invitations.models import Answer, Introduction
from workspace.meetings.invitations.service import Guest, Reply
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.running import service as running
from workspace.people.models import Person
from workspace.people.needs.models import NeedKind
from workspace.sample.clock import moment
from workspace.sample.people import Group
from workspace.spaces.queries import membership

NOTHING_ADDED = {"details": "", "content_note": "", "led_by": ""}

Thing = TypeVar("Thing")

Row = tuple[ItemKind, str, int, dict[str, str]]  # of an agenda: kind, title, minutes, and what else is said


@dataclass
class Held:
    """A meeting of a group of the sample. Its parts are loaded anew each time, as for a page."""

    group: Group
    number: int

    @classmethod
    def plan(cls, group: Group, actor: Person, day: int, hours: tuple[int, int], **facts: Any) -> "Held":
        """Plan a meeting so many days from today, between these full hours."""
        times = {"starts_at": moment(day, hours[0]), "ends_at": moment(day, hours[1])}
        return cls(group, meetings.plan(group.space, actor=actor, facts=times | facts).id)

    @property
    def meeting(self) -> Meeting:
        return there(load_meeting(*self._address()))

    def _address(self) -> tuple[str, int]:
        db.session.expire_all()
        return self.group.space.slug, self.number

    def item(self, item_id: int) -> AgendaItem:
        return there(load_item(*self._address(), item_id))

    def put_on_agenda(self, actor: Person, rows: Iterable[Row]) -> list[int]:
        """Put these items on the agenda and return their numbers."""
        meeting = self.meeting
        return [
            agenda.add(
                meeting, actor=actor, facts={**NOTHING_ADDED, "kind": kind, "title": title, "minutes": minutes, **more}
            ).id
            for kind, title, minutes, more in rows
        ]

    def invite(self, actor: Person, names: Iterable[str], guest: Guest | None = None) -> None:
        """Invite people of the group by their short names, and perhaps a guest."""
        slug = self.group.space.slug
        places = [there(membership(slug, self.group.people[name].id)) for name in names]
        service.invite(self.meeting, actor=actor, members=places, guest=guest)

    def answer(self, answers: Mapping[str, Answer], words: Mapping[str, str] | None = None) -> None:
        """Let people answer for themselves, with the needs of their profile that they agreed to show."""
        for name, answer in answers.items():
            person = self.group.people[name]
            place = there(queries.place(*self._address(), person.id))
            shown = {need.id for need in queries.shared_needs(person)}
            reply = Reply(answer, from_profile=shown, words=(words or {}).get(name, ""))
            service.answer(place, actor=person, reply=reply)

    def arrange(self, actor: Person, kind: NeedKind, state: Step, words: str) -> None:
        """Say of every need of this kind how far it is."""
        meeting = self.meeting
        db.session.refresh(actor, ["memberships"])
        facts = {"state": state, "arranger_id": actor.id, "words": words, "instead": "", "speak_to": ""}
        for line in lines(meeting, actor):
            if line.kind is kind:
                arrangements.move_on(line, actor=actor, seen=line.version, facts=facts)

    def run(self, actor: Person) -> None:
        """Open the meeting, introduce everybody who is there, and go through the agenda."""
        meeting = self.meeting
        running.open_meeting(meeting, actor=actor)
        for place in meeting.invitations:
            state = Introduction.DONE if place.is_coming else Introduction.SKIPPED
            running.introduce(place, actor=actor, state=state)
        for item in meeting.items:
            running.go_to(item, actor=actor)

    def write_down(self, actor: Person, item_id: int, name: str, what: str, due: int | None, body: str = "") -> int:
        """Write down an action that somebody said yes to, for a body where one is named, due so many days from today;
        return its number."""
        day = None if due is None else moment(due, 12).date()
        promise = actions.Promise(what, day, owner_id=self.group.people[name].id, said_yes=True, body=body)
        task = actions.record(self.item(item_id), actor=actor, promise=promise)
        return task.id

    def say(self, day: int, name: str, task_id: int, state: ActionState, words: str) -> None:
        """Let somebody say how an action is going."""
        with db.at(moment(day, 19)):
            task = there(load_task(self._address()[0], task_id))
            actions.change_state(task, actor=self.group.people[name], state=state, words=words)


def there(found: Thing | None) -> Thing:
    """Return what the sample looked for. Refused with LookupError: it names something that it has not made."""
    if found is None:
        raise LookupError("the sample names something that it has not made")
    return found
