"""What people do for a difficult conversation: prepare it, help with it, and look after each other afterwards."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db, i18n, mail, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda import service as agenda
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.difficult import queries
from workspace.meetings.difficult.models import After, Aftercare, DifficultItem
from workspace.meetings.invitations.models import Answer
from workspace.people.letters import letter, tell, tell_alone
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.queries import people_with_role


@dataclass(frozen=True)
class Prepared:
    """How an item that may be hard is prepared."""

    content_note: str
    minutes: int
    second_id: int | None
    check_days: int


def prepare(item: AgendaItem, *, actor: Person, prepared: Prepared) -> list[Person]:
    """Say that an item may be hard to talk about, and prepare it. Recorded.

    Promised: everybody who is invited hears of it once, and who is asked to be the second facilitator is asked by
    mail. Returns those whom no mail reaches. Refused: an item that was removed; a meeting that is over; as second
    facilitator, somebody who is not invited.
    """
    agenda.mark_difficult(item, actor=actor, content_note=prepared.content_note, minutes=prepared.minutes)
    invited = {place.person_id: place for place in item.meeting.invitations}
    if prepared.second_id and prepared.second_id not in invited:
        raise DomainError(_("Choose somebody who is invited"), "second")
    row, fresh = queries.of_item(item), False
    if row is None:
        here = {"space_id": item.space_id, "meeting_id": item.meeting_id, "item_id": item.id}
        row, fresh = DifficultItem(**here, by_id=actor.id, flagged_at=db.now()), True
        db.session.add(row)
    asked = prepared.second_id if prepared.second_id != row.second_id else None
    if prepared.second_id != row.second_id:
        row.second_id, row.second_said, row.by_id = prepared.second_id, None, actor.id
    row.check_days = prepared.check_days
    db.session.flush()
    audit.record(actor, Event.DIFFICULT_PREPARED, row, subject=invited[asked].person if asked else None)
    untold = _give_notice(row, item) if fresh else []
    if asked and not _tell(invited[asked].person, "second_asked", row, again=True):
        untold.append(invited[asked].person)
    return list(dict.fromkeys(untold))


def _give_notice(row: DifficultItem, item: AgendaItem) -> list[Person]:
    told = [place.person for place in item.meeting.invitations if place.answer is not Answer.APOLOGIES]
    return [person for person in told if not _tell(person, "hard_talk", row)]


def _tell(person: Person, template: str, row: DifficultItem, *, again: bool = False) -> bool:
    return tell(person, template, key=_key(template, row, again=again), difficult_id=row.id)


def _key(template: str, row: DifficultItem, *, again: bool = False) -> str:
    return f"{template}:{row.id}" + (f":{db.now():%Y%m%d%H%M%S%f}" if again else "")


def call_off(row: DifficultItem, *, actor: Person) -> None:
    """Say that an item is like any other. Its content note and its minutes stay; what people chose for afterwards goes.

    Recorded. Refused: a meeting that is over.
    """
    agenda.mark_difficult(row.item, actor=actor, difficult=False)
    audit.record(actor, Event.DIFFICULT_CALLED_OFF, row)
    db.session.execute(delete(DifficultItem).where(DifficultItem.id == row.id, DifficultItem.space_id == row.space_id))


def answer(row: DifficultItem, *, actor: Person, yes: bool) -> None:
    """Say whether one will be the second facilitator. Recorded, and whoever asked is told."""
    row.second_said = yes
    audit.record(actor, Event.SECOND_ANSWERED, row, {"yes": yes}, subject=actor)
    if row.by_id != actor.id:
        _tell(row.by, "second_said", row, again=True)


def choose(row: DifficultItem, *, actor: Person, way: After, ring_by_id: int | None) -> None:
    """Keep, for this person alone, whether we are in touch afterwards. Recorded: that they answered, not what.

    Refused: a call by somebody who is no organiser any more.
    """
    if way is After.RING and ring_by_id not in {one.id for one in people_with_role(row.space_id, {Role.ORGANISER})}:
        raise DomainError(_("Choose who should ring you"), "ring_by")
    kept = queries.chosen(row, actor)
    if kept is None:
        kept = Aftercare(space_id=row.space_id, difficult_item_id=row.id, person_id=actor.id)
        db.session.add(kept)
    kept.way, kept.ring_by_id = way, ring_by_id if way is After.RING else None
    kept.chosen_at, kept.rung_at = db.now(), None
    db.session.flush()
    audit.record(actor, Event.AFTERCARE_CHOSEN, row, subject=actor)
    if row.followed_up_at and way is not After.NOT:
        _be_in_touch(row, kept)


def rung(wish: Aftercare, *, actor: Person) -> None:
    """Write down that whoever was asked to ring did so. Not recorded elsewhere: nobody else learns of it."""
    wish.rung_at = db.now()


@upkeep.every_day
def follow_up() -> None:
    """Be in touch with those who want it, some days after each difficult conversation, once."""
    for row, wishes in queries.due():
        for wish in wishes:
            _be_in_touch(row, wish)
        row.followed_up_at = db.now()


def _be_in_touch(row: DifficultItem, wish: Aftercare) -> None:
    if wish.way is After.MESSAGE:
        who, template, again = wish.person_id, "after_talk", False
    elif wish.ring_by_id:
        who, template, again = wish.ring_by_id, "ring_after", True
    else:
        return
    key = _key(template, row, again=again)
    tell_alone(db.session.get_one(Person, who), template, key=key, difficult_id=row.id)


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("hard_talk")
def hard_talk(person_id: int, difficult_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody who is invited that an item may be hard, and that somebody can be in touch afterwards."""
    return _letter("hard_talk", person_id, difficult_id, to_supporter)


@mail.template("second_asked")
def second_asked(person_id: int, difficult_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask somebody to look after people, beside the chair, while an item is talked about."""
    return _letter("second_asked", person_id, difficult_id, to_supporter)


@mail.template("second_said")
def second_said(person_id: int, difficult_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell whoever prepared an item what the second facilitator said."""
    return _letter("second_said", person_id, difficult_id, to_supporter)


@mail.template("after_talk")
def after_talk(person_id: int, difficult_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask somebody who wanted it how they are, and say whom they can turn to."""
    return _letter("after_talk", person_id, difficult_id, to_supporter)


@mail.template("ring_after")
def ring_after(person_id: int, difficult_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell an organiser that somebody asked them for a call. Who it is stands on the page alone."""
    return _letter("ring_after", person_id, difficult_id, to_supporter)


def _letter(template: str, person_id: int, difficult_id: int, to_supporter: bool) -> mail.Letter:
    person, row = db.session.get_one(Person, person_id), queries.difficult_to_tell(difficult_id)
    meeting = row.meeting
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        text = mail.written(template, person=person, row=row, item=row.item, meeting=meeting, to_supporter=to_supporter)
        facts = {"space": meeting.space.name, "meeting": meeting.title}
        subject = {
            "hard_talk": _("%(space)s: something in “%(meeting)s” may be hard to hear", **facts),
            "second_asked": _("%(space)s: can you help to look after people at “%(meeting)s”?", **facts),
            "second_said": _("%(space)s: an answer about looking after people at “%(meeting)s”", **facts),
            "after_talk": _("%(space)s: how are you after “%(meeting)s”?", **facts),
            "ring_after": _("%(space)s: somebody asked you for a call after “%(meeting)s”", **facts),
        }[template]
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
