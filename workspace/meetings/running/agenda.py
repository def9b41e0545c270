"""Where a meeting is on its agenda, and where it goes from there."""

from dataclasses import dataclass

from workspace.meetings.agenda.models import AgendaItem, ItemState


@dataclass(frozen=True)
class Agenda:
    """Where a meeting is on its agenda."""

    items: list[AgendaItem]

    @property
    def now(self) -> AgendaItem | None:
        """Return the item that the meeting is at."""
        return next((item for item in self.items if item.state is ItemState.NOW), None)

    @property
    def next(self) -> AgendaItem | None:
        """Return the item to go to: the first after this one that is still waiting, else the first that waits."""
        waiting = [item for item in self.items if item.state is ItemState.WAITING]
        after = self.items[self.number(self.now) :] if self.now else []
        return next((item for item in after if item in waiting), next(iter(waiting), None))

    def number(self, item: AgendaItem) -> int:
        """Return which item of the agenda this is, from 1."""
        return self.items.index(item) + 1
