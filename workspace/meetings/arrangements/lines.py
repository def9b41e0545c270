"""A line: one need of one person at a meeting, how far it is arranged, and how it went the last time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from workspace.meetings.arrangements.models import ARRANGING, JUDGED, SETTLED, ArrangementStep, Step
from workspace.meetings.invitations.models import Invitation, InvitationNeed, Part
from workspace.meetings.models import InMeeting, Meeting, MeetingState
from workspace.people.needs.models import NeedKind

SIGNED = ("bsl", "sign language", "arwyddo", "arwyddion")  # how somebody writes that they interpret signs
Key = tuple[int, NeedKind | None, int | str | None]


@dataclass(frozen=True)
class Line(InMeeting):
    """One need of one person, with its steps, and the line of the same need at an earlier meeting."""

    meeting: Meeting
    place: Invitation
    row: InvitationNeed
    last_time: "Line | None" = None
    helpers: Sequence[Invitation] = ()  # supporters and interpreters who are invited to the meeting

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def space_id(self) -> int:
        return self.row.space_id

    @property
    def kind(self) -> NeedKind | None:
        return self.row.what.kind

    @property
    def words(self) -> str:
        return self.row.what.words

    @property
    def steps(self) -> list[ArrangementStep]:
        return self.row.steps

    @property
    def version(self) -> int:
        """Return how many steps there are: whoever adds one says after which."""
        return self.steps[-1].number if self.steps else 0

    @property
    def now(self) -> ArrangementStep | None:
        """Return the step that says how far it is; None when there is none, or the need has changed since."""
        done = [step for step in self.steps if step.state in ARRANGING]
        changed = self.row.what.changed_at
        return done[-1] if done and not (changed and done[-1].at < changed) else None

    @property
    def changed(self) -> bool:
        """Say whether the need became another one after something was done about it."""
        return self.now is None and any(step.state in ARRANGING for step in self.steps)

    @property
    def judged(self) -> ArrangementStep | None:
        """Return what the person said last of how it worked."""
        return next((step for step in reversed(self.steps) if step.state in JUDGED), None)

    @property
    def helper(self) -> Invitation | None:
        """Return who is invited to help with this very need, and has not said that they cannot come: a supporter of the
        person, or an interpreter of their language."""
        return next((one for one in self.helpers if self._is_helped_by(one)), None)

    def _is_helped_by(self, one: Invitation) -> bool:
        if one.sent_apologies:
            return False
        if self.kind is NeedKind.SUPPORT_PERSON:
            return one.part is Part.SUPPORTER and one.helps_id == self.place.person_id
        if one.part is not Part.INTERPRETER or not one.interprets:
            return False
        speaks, wanted = one.interprets.lower(), self.words.lower()
        if self.kind is NeedKind.BSL:
            return any(word in speaks for word in SIGNED)
        return self.kind is NeedKind.INTERPRETER and bool(wanted) and (speaks in wanted or wanted in speaks)

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more has to be arranged: it was said so, or whoever helps is invited and nobody has said
        anything yet."""
        return self.now.state in SETTLED if self.now else self.helper is not None

    @property
    def has_failed(self) -> bool:
        return self.judged is not None and self.judged.state is Step.FAILED

    def stands_for(self, person: Any) -> bool:
        """Say whether it is the person's own."""
        return self.place.stands_for(person)

    @property
    def key(self) -> Key:
        """Return what makes it the same need of the same person at another meeting."""
        told = (self.row.need_id or self.words) if self.kind is NeedKind.OTHER else None
        return (self.place.person_id, self.kind, told)


@dataclass(frozen=True)
class Sorted:
    """The lines of a meeting, those that need somebody's eye first."""

    failed: list[Line]  # it did not work, the person says
    open: list[Line]  # nobody has arranged them
    gone: list[Line]  # something was arranged, and the person does not come any more
    settled: list[Line]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Sorted":
        parts = cls([], [], [], [])
        order = list(NeedKind)
        for line in sorted(lines, key=lambda line: order.index(line.kind or NeedKind.OTHER)):
            parts._part_of(line).append(line)
        return parts

    def _part_of(self, line: Line) -> list[Line]:
        if line.has_failed:
            return self.failed
        if not line.place.may_come:
            return self.gone
        return self.settled if line.is_settled else self.open


def by_kind(lines: Iterable[Line]) -> Mapping[NeedKind, list[Line]]:
    """Return the lines of people who may come for each kind that several of them need: one can ask for all."""
    kinds: dict[NeedKind, list[Line]] = {kind: [] for kind in NeedKind if kind is not NeedKind.OTHER}
    for line in lines:
        if line.kind in kinds and line.place.may_come:
            kinds[line.kind].append(line)
    return {kind: found for kind, found in kinds.items() if len(found) > 1}


def lead_day(meeting: Meeting) -> date:
    """Return the day by which all needs are to be arranged, as the space has set it."""
    return _day(meeting, meeting.starts_at) - timedelta(days=meeting.space.arrange_days)


def is_due(meeting: Meeting, moment: datetime) -> bool:
    """Say whether needs of this meeting are to be arranged by now: the day has come, and it is not over yet."""
    return meeting.can_be_changed and lead_day(meeting) <= _day(meeting, moment)


def has_begun(meeting: Meeting, moment: datetime) -> bool:
    """Say whether people can know by now if something worked."""
    if meeting.state is MeetingState.CANCELLED:
        return False
    return meeting.state is not MeetingState.PLANNED or meeting.starts_at <= moment


def _day(meeting: Meeting, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(meeting.space.time_zone)).date()
