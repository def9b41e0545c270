"""Keeping what is to be told by post, phone or text, and that it was done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workspace import audit, db
from workspace.audit import Event
from workspace.meetings.models import Meeting
from workspace.meetings.sent import queries
from workspace.meetings.sent.models import HandDelivery, Way
from workspace.people import letters
from workspace.people.letters import ByHand
from workspace.people.models import Person


@letters.beside_mail
def to_tell_by_hand(person: Person, template: str, key: str, ids: dict[str, Any], by_hand: Sequence[ByHand]) -> None:
    """Keep that somebody who has no e-mail, or wishes to hear in another way first, is to be told: in the spaces that
    are named, else about the meeting."""
    for one in by_hand:
        about = {"tasks": list(one.task_ids), "pairs": list(one.pair_ids)}
        _keep(person, template, f"{key}:{person.id}:{one.space_id}", space_id=one.space_id, about=about)
    if by_hand or "meeting_id" not in ids:
        return
    why = {"any_space": "whoever tells people about a meeting names it"}
    meeting = db.session.get_one(Meeting, ids["meeting_id"], execution_options=why)
    _keep(person, template, f"{key}:{person.id}", space_id=meeting.space_id, meeting_id=meeting.id)


def _keep(person: Person, template: str, key: str, *, space_id: int, **facts: Any) -> None:
    if queries.is_known(space_id, key):
        return
    row = HandDelivery(
        space_id=space_id, person_id=person.id, key=key, template=template, created_at=db.now(), **facts
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def tell_done(delivery: HandDelivery, *, actor: Person, way: Way | None, at: datetime | None = None) -> None:
    """Say that somebody was told, and how; without a way, that they were not after all. Recorded.

    Said twice, the first time stands.
    """
    db.session.refresh(delivery, ["way", "done_at", "done_by_id"], with_for_update=True)
    if (delivery.way is None) is (way is None):
        return
    delivery.way, delivery.done_at = way, (at or db.now()) if way else None
    delivery.done_by_id = actor.id if way else None
    audit.record(actor, Event.TOLD, delivery, {"what": delivery.template, "way": way}, subject=delivery.person)


def tell_all_done(deliveries: Sequence[HandDelivery], *, actor: Person, way: Way | None) -> None:
    """Say of all that somebody was told at once what `tell_done` says of one."""
    moment = db.now()
    for one in deliveries:
        tell_done(one, actor=actor, way=way, at=moment)
