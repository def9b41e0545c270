"""The round of introductions: whose turn it is, who comes after, who was skipped for now."""

from dataclasses import dataclass

from workspace.meetings.invitations.models import Answer, Introduction, Invitation
from workspace.meetings.models import Meeting


@dataclass(frozen=True)
class Round:
    """Everybody who introduces themselves, in order. Who sent apologies is left out until they come after all."""

    places: list[Invitation]

    def _in(self, state: Introduction) -> list[Invitation]:
        return [place for place in self.places if place.introduction is state]

    @property
    def waiting(self) -> list[Invitation]:
        return self._in(Introduction.WAITING)

    @property
    def skipped(self) -> list[Invitation]:
        return self._in(Introduction.SKIPPED)

    @property
    def done(self) -> list[Invitation]:
        return self._in(Introduction.DONE)

    @property
    def next(self) -> Invitation | None:
        """Return whose turn it is."""
        return next(iter(self.waiting), None)

    @property
    def reader(self) -> Invitation | None:
        """Return who reads the introduction of whoever's turn it is, when they asked somebody to."""
        asked = self.next.read_by_id if self.next else None
        return next((place for place in self.places if place.person_id == asked), None)

    @property
    def after(self) -> Invitation | None:
        """Return who comes after them."""
        return next(iter(self.waiting[1:]), None)


def round_of(meeting: Meeting) -> Round:
    """Return the round of this meeting."""
    places = sorted(meeting.invitations, key=lambda place: place.position)
    return Round([place for place in places if not _is_away(place)])


def _is_away(place: Invitation) -> bool:
    if place.introduction is not Introduction.WAITING:
        return False
    return not place.was_present if place.attended else place.answer is Answer.APOLOGIES
