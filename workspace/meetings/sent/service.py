"""Keeping what is to be told by post, phone or text, and that it was done."""

from typing import Any

from workspace import audit, db
from workspace.audit import Event
from workspace.meetings.models import Meeting
from workspace.meetings.sent import queries
from workspace.meetings.sent.models import HandDelivery, Way
from workspace.people import letters
from workspace.people.models import Person


@letters.beside_mail
def to_tell_by_hand(person: Person, template: str, key: str, ids: dict[str, Any]) -> None:
    """Keep that somebody who has no e-mail, or wishes to hear in another way first, is to be told about a meeting."""
    if "meeting_id" not in ids or queries.is_known(ids["meeting_id"], f"{key}:{person.id}"):
        return
    why = {"any_space": "whoever tells people about a meeting names it"}
    meeting = db.session.get_one(Meeting, ids["meeting_id"], execution_options=why)
    row = HandDelivery(
        space_id=meeting.space_id, meeting_id=meeting.id, person_id=person.id, key=f"{key}:{person.id}",
        template=template, created_at=db.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def tell_done(delivery: HandDelivery, *, actor: Person, way: Way | None) -> None:
    """Say that somebody was told, and how; without a way, that they were not after all. Recorded.

    Said twice, the first time stands.
    """
    db.session.refresh(delivery, ["way", "done_at", "done_by_id"], with_for_update=True)
    if (delivery.way is None) is (way is None):
        return
    delivery.way, delivery.done_at = way, db.now() if way else None
    delivery.done_by_id = actor.id if way else None
    audit.record(actor, Event.TOLD, delivery, {"what": delivery.template, "way": way}, subject=delivery.person)
